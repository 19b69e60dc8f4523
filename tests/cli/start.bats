# copse start: a folder becomes a first report.
load support

DAY=2026-03-31

prepare() {
    cp -r "$SOURCE_DIR/datasets/southern-women" data
}

@test "the smallest folder becomes a report in one command" {
    copse start data --yes --quiet --as-of $DAY >report
    grep -q "^- Communities can be suggested to 18 members of staff.$" report
    grep -qE "^  E8 +members 14; top 3 for (not shown|[0-9]+ staff)$" report
}

@test "a report as text, of what can be said before anything is learned" {
    rm data/memberships.csv
    golden start/text start data --yes --as-of $DAY
}

@test "the same files again change nothing, and that is said" {
    copse start data --yes --quiet --as-of $DAY >first
    cp trust.copse before.copse
    run --separate-stderr copse start data --yes --as-of $DAY
    [ "$status" -eq 0 ]
    [ "$output" = "$(cat first)" ]
    [[ "$stderr" == *"nothing in it was changed"* ]]
    copse status --as-of $DAY >now
    copse status --as-of $DAY --store before.copse | sed 's/before.copse/trust.copse/' | cmp - now
}

@test "without a terminal and without --yes it shows what it would read, and reads nothing" {
    golden start/not-asked start data --as-of $DAY
    [ ! -e trust.copse ]
}

@test "at a terminal it asks once, and only yes is yes" {
    command -v script >/dev/null || skip "script(1) is missing (apt install bsdutils)"
    printf 'y\n' | script -qec "$COPSE start data -o report.html --as-of $DAY" /dev/null >said || true
    grep -q "members  *18 rows in members.csv" said
    grep -q "nothing was changed" said
    [ ! -e trust.copse ]
    [ ! -e report.html ]
    printf 'yes\n' | script -qec "$COPSE start data -o report.html --as-of $DAY" /dev/null >said
    [ "$(grep -c 'Type yes' said)" -eq 1 ]
    [ -e trust.copse ]
    grep -q "First report" report.html
}

@test "a bad row names its place, and leaves neither store nor report" {
    printf 'w01,nowhere\n' >>data/memberships.csv
    golden start/bad-row start data --yes -o report.html --as-of $DAY
    [ ! -e trust.copse ]
    [ ! -e report.html ]
    copse start data --yes --skip-bad -o report.html --quiet --as-of $DAY
    [ -e report.html ]
}

@test "a bad row on a second run leaves the store and the old report as they were" {
    copse start data --yes -o report.html --quiet --as-of $DAY
    cp trust.copse before.copse
    cp report.html before.html
    printf 'w01,nowhere\n' >>data/memberships.csv
    fails 3 start data --yes -o report.html --as-of $DAY
    cmp trust.copse before.copse
    cmp report.html before.html
}

@test "one person alone" {
    rm data/*.csv
    printf 'member_id\nw01\n' >data/members.csv
    copse start data --yes --quiet --as-of $DAY >report
    grep -q "a few members of staff" report
}

@test "no folder, an empty one, and no operand" {
    fails 1 start nowhere --yes
    mkdir empty
    fails 1 start empty --yes
    fails 2 start
    [ ! -e trust.copse ]
}

@test "JSON fulfils its schema, CSV is the table of communities, a page is closed in every sense" {
    cp -r "$SOURCE_DIR/datasets/trust" trust
    valid start start trust --yes --json --quiet --as-of 2026-06-30
    valid start start trust --yes --json --quiet --as-of 2026-06-30 --for steward --reason "to decide"
    copse start trust --yes --csv --quiet --as-of 2026-06-30 >table
    [ "$(head -1 table)" = community_id,name,members,suggested_to,activity ]
    copse start trust --yes -o report.html --quiet --as-of 2026-06-30
    /usr/bin/python3 "$SOURCE_DIR/tests/report/check_page.py" cat report.html
}

@test "no count of people under the threshold stands in the report of 400 staff" {
    cp -r "$SOURCE_DIR/datasets/trust" trust
    copse start trust --yes --json --quiet --as-of 2026-06-30 >report.json
    /usr/bin/python3 - <<'PY'
import json
answer = json.load(open("report.json"))["answer"]
counts = [answer[key] for key in ("staff", "in_no_community", "may_be_named", "suggested")]
counts += [c[key] for c in answer["communities"] for key in ("members", "suggested_to")]
counts += [t["staff"] for t in answer["teams"]["with_few_links"]]
assert len(counts) > 40
assert all(count is None or count == 0 or count >= 5 for count in counts), counts
hidden = sum(c["suggested_to"] is None for c in answer["communities"])
assert hidden != 1, "the one that is hidden could be worked out"
PY
}

@test "the same day and seed give the same bytes from a new store" {
    copse start data --yes -o one.html --quiet --as-of $DAY
    copse start data --yes -o two.html --quiet --as-of $DAY --store other.copse
    copse start data --yes -o three.html --quiet --as-of $DAY
    cmp one.html two.html
    cmp one.html three.html
}

@test "the report is in the register of outputs" {
    copse start data --yes -o report.html --quiet --as-of $DAY
    copse outputs --csv --as-of $DAY | grep -q report.html
}

@test "the report is not about one person" {
    fails 2 start data --yes --for self
    [ ! -e trust.copse ]
}

@test "exports of other systems are read by their headers, and --kind says what one is" {
    cp -r "$BATS_TEST_DIRNAME/fixtures/exports" exports
    rm -f exports/README.md exports/nodes.csv exports/edges.csv exports/kumu-*.csv
    fails 2 start exports --as-of $DAY
    [[ "$stderr" == *"staff list of ESR BI"* ]]
    [ ! -e trust.copse ]
    copse start exports --yes --quiet --as-of $DAY -o report.html
    grep -q "First report" report.html
    refute grep -qE "[Ee]xample@|Ada|Cat Example" report.html
    rm trust.copse
    fails 2 start exports --yes --kind "Quality circle.csv=nonsense" --as-of $DAY
    copse start exports --yes --quiet --kind "Quality circle.csv=list" --as-of $DAY >/dev/null
}
