# copse forget: nothing of a person is left.
load support

DAY=2026-03-31

prepare() {
    import_canaries
}

# Nothing that Copse keeps has the canary.
gone() {
    refute grep -aqi "$1" trust.copse*
    copse audit --json --quiet | refute grep -qi "$1"
    copse outputs --json --quiet | refute grep -qi "$1"
}

@test "forget as text, and what it would do" {
    golden forget/dry-run forget canarycontact --reason "asked by canarycontact" --dry-run --as-of $DAY
    golden forget/text forget canarycontact --reason "asked by canarycontact" --yes --as-of $DAY
    gone canarycontact
}

@test "forget as JSON fulfils its schema" {
    copse join canaryother -o other.html --quiet
    valid forget forget canarycontact --reason asked --dry-run --json
    valid forget forget canarycontact --reason asked --yes --json
}

@test "without --yes and without a terminal nothing is changed" {
    sum=$(sha256sum trust.copse)
    golden forget/refused forget canarycontact --reason asked --as-of $DAY
    [ "$(sha256sum trust.copse)" = "$sum" ]
    [ ! -e trust.copse.key ]
}

@test "at a terminal it asks, and only yes is yes" {
    command -v script >/dev/null || skip "script is missing"
    sum=$(sha256sum trust.copse)
    printf 'no\n' | script -qec "$COPSE forget canarycontact --reason asked" /dev/null >said || true
    grep -q "rows of 'canarycontact' will be removed" said
    [ "$(sha256sum trust.copse)" = "$sum" ]
    printf 'yes\n' | script -qec "$COPSE forget canarycontact --reason asked" /dev/null >said
    gone canarycontact
}

@test "a reason is needed" {
    fails 2 forget canarycontact --yes
}

@test "the files that were given out are listed, so that they can be recalled" {
    copse join canarycontact -o canarycontact.html --quiet
    copse join --all --letters letters --for steward --reason autumn --quiet
    copse forget canarycontact --reason asked --yes --quiet >said
    grep -q "$PWD/canarycontact.html" said
    grep -q "$PWD/letters/merge.csv" said
    gone canarycontact
}

@test "a model that was fitted with them is fitted again without them" {
    before=$(copse model --json --quiet | grep '"kind"')
    copse forget canarycontact --reason asked --yes --quiet >/dev/null
    [ "$(copse model --json --quiet | grep '"kind"')" = "$before" ]
    copse status --json >status
    refute grep -q '"is_stale":.*true' status
}

@test "the same folder, and a folder that changed, bring nobody back" {
    copse forget canarycontact --reason asked --yes --quiet >/dev/null
    copse import data --quiet >/dev/null
    gone canarycontact
    for file in data/*.csv; do sed -i 's/$/\r/' "$file"; done
    copse import data --quiet >said
    gone canarycontact
    grep -q "members.csv: 1 row of people who were forgotten was left out" said
    fails 1 join canarycontact
}

@test "without its key file the store takes no import, and says what to do" {
    copse forget canarycontact --reason asked --yes --quiet >/dev/null
    [ "$(stat -c %a trust.copse.key)" = 600 ]
    mv trust.copse.key elsewhere
    fails 1 import data
    [[ "$stderr" == *trust.copse.key*backup* ]]
    mv elsewhere trust.copse.key
    copse import data --quiet >/dev/null
}
