# Who may be named where: every command, format and audience over the names of fixtures/canary.
load support

DAY=2026-03-31

prepare() {
    cp -r "$BATS_TEST_DIRNAME/fixtures/canary" data
    rm data/README.md
    "$COPSE" import data --quiet --as-of $DAY >/dev/null
    "$COPSE" fit --quiet --as-of $DAY >/dev/null
}

# The canaries in stdin, each once: "canaryasker canarytrust".
canaries() {
    grep -aoiE 'canary[a-z]+' | tr '[:upper:]' '[:lower:]' | sort -u | tr '\n' ' ' | sed 's/ $//'
}

# shows "EXPECTED" ARGS…: stdout, stderr and the file of -o (out, out.html) hold exactly these canaries.
shows() {
    local expected=$1
    shift
    rm -f all.stdout all.stderr out out.html
    "$COPSE" "$@" --as-of $DAY >all.stdout 2>all.stderr </dev/null || true
    local found
    found=$(cat all.stdout all.stderr $(compgen -G 'out*' || true) | canaries)
    if [ "$found" != "$expected" ]; then
        echo "copse $*"
        echo "  may show: $expected"
        echo "  shows:    $found"
        return 1
    fi
}

audiences() {
    printf '%s\n' "--for trust" "--for team alpha" "--for team beta" "--for steward --reason audit"
}

@test "status, model, fit, evaluate and import name nobody, in any format and for any audience" {
    while read -r audience; do
        for format in "" --json "-o out"; do
            for command in status model fit evaluate isolated "isolated --level community" "import data" "import data --dry-run"; do
                shows "" $command $format $audience
            done
        done
        shows "" status --csv $audience
        shows "" evaluate --csv $audience
        shows "" isolated --csv $audience
    done < <(audiences)
}

@test "found names who agreed to it, and everybody but who objected to the steward" {
    local all="--topic wounds --topic teaching --topic audit --topic nights --size 12"
    for format in "" --json --csv "-o out" "-o out --json"; do
        shows "canarytrust" found $all $format
        shows "canaryteam canarytrust" found $all $format --for team alpha
        shows "canaryother canarytrust" found $all $format --for team beta
        shows "" found $all $format --for self # which it is not
        shows "canarytrust" found --topic audit --size 3 --include canarytrust $format
    done
    shows "canaryasker canarycontact canaryfiller canarynone canaryother canaryteam canarytrust" \
        found $all --for steward --reason audit
    shows "" found --topic prayer
    shows "canaryobject" found --topic audit --include canaryobject # the word that was typed
    shows "" found --from-text "prayer and fasting at the trade union"
}

# Of twelve invited, each sees who is named to them: worked out by hand from visibility and teams.
@test "an invitation names the others as far as they agreed to that" {
    "$COPSE" found --topic wounds --topic teaching --topic audit --topic nights --size 12 \
        --letters letters --for steward --reason autumn --quiet --as-of $DAY >/dev/null
    [ "$(ls letters | canaries)" = "" ]
    [ "$(ls letters | wc -l)" -eq 13 ]
    local seen=0
    for letter in letters/*.html; do
        own=$(sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p' "$letter" | canaries)
        case $own in
        canaryasker) expected="canaryasker canaryteam canarytrust" ;;
        canarynone) expected="canarynone canaryteam canarytrust" ;;
        canaryteam) expected="canaryteam canarytrust" ;;
        canaryother) expected="canaryother canarytrust" ;;
        canarytrust) expected="canaryother canarytrust" ;;
        canarycontact) expected="canarycontact canaryother canarytrust" ;;
        *) continue ;;
        esac
        seen=$((seen + 1))
        found=$(canaries <"$letter")
        [ "$found" = "$expected" ] || { echo "$letter shows $found, not $expected"; return 1; }
    done
    [ "$seen" -ge 4 ]
}

@test "start counts people and names nobody; only the steward reads names of CoPs that wait for a decision" {
    for format in "" --json --csv "-o out" "-o out.html"; do
        shows "" start data --yes $format --for trust
        shows "" start data --yes $format --for team alpha
    done
    shows "canaryunion" start data --yes --for steward --reason audit
    shows "canaryunion" start data --yes -o out.html --for steward --reason audit
    shows "" start data # what would be read
}

@test "topics proposes topics of CoPs that are not sensitive, and of people only to the steward" {
    for format in "" --json; do
        rm -rf out-proposed
        shows "" topics --suggest out-proposed $format
        [ "$(cat out-proposed/*.csv | canaries)" = "" ]
    done
    rm -rf out-proposed
    shows "" topics --suggest out-proposed --for steward --reason audit
    refute grep -qi canaryobject out-proposed/*.csv
    rm -rf out-proposed
    shows "" import data --suggest-topics out-proposed
    for format in "" --json "-o out" "-o out.html"; do
        while read -r audience; do
            shows "" topics $format $audience
        done < <(audiences)
    done
}

@test "what answers nothing from the data names nobody" {
    shows "" init --store new.copse
    shows "" template forms
    shows "" backup copy.copse
    shows "" generate trust made-up
    shows "" help
    shows "" version
}

@test "object, forget and audit name the person that they were asked about, and nobody else" {
    for format in "" --json "-o out"; do
        shows "canaryteam" object canaryteam $format
        shows "canaryteam" object canaryteam --undo $format
        shows "" forget canaryteam --reason audit --dry-run $format
        while read -r audience; do
            shows "" audit $format $audience
        done < <(audiences)
    done
    shows "" audit --csv
    shows "" audit --outputs
    shows "" forget canaryteam --reason audit --yes
}

@test "no command is forgotten here" {
    local file=$BATS_TEST_DIRNAME/canary.bats
    for command in $(copse help | sed -n 's/^  \([a-z-]*\)  *[A-Z].*/\1/p' | grep .); do
        grep -qE "^ +(shows|for command in).*\b$command\b" "$file" || { echo "$command is"; return 1; }
    done
}

@test "check lists a CoP that looks sensitive, so that a person decides, and nobody" {
    while read -r audience; do
        for format in "" --json --csv "-o out"; do
            shows "canaryunion" check $format $audience
        done
    done < <(audiences)
}

@test "join names the asker, who agreed to be named to the team, and who agreed to be named to all" {
    for format in "" --json --include-dormant "-o out" "-o out --json" "--topic teaching" "--mode hybrid"; do
        shows "canaryasker canaryteam canarytrust" join canaryasker --top 9 $format
    done
    shows "canaryasker canaryteam canarytrust" join canaryasker -o out.html
    shows "canaryteam canarytrust" join canaryasker --top 9 --csv # which does not say whose it is
}

@test "join in another team does not see who is named to this one" {
    for format in "" --json "-o out"; do
        shows "canaryother canarytrust" join canaryother --top 9 $format
    done
}

@test "join --explain and profile show their own person and nobody else" {
    for format in "" --json "-o out"; do
        shows "canaryasker" join canaryasker --explain ward-teaching $format
        shows "canaryasker" join canaryasker --explain night-forum $format
        shows "canaryasker" profile canaryasker $format
        shows "canaryasker" profile canaryasker --not ward-teaching --mode virtual $format
        shows "canaryobject" profile canaryobject $format # their own data stay theirs
    done
    shows "" join canaryasker --explain ward-teaching --csv
    shows "canaryasker" profile canaryasker -o out.html
    shows "canaryunion" join canaryasker --explain canaryunion # the word that was typed
    shows "canaryunion" profile canaryasker --not canaryunion
    while read -r audience; do
        shows "" profile f $audience
        shows "" join f --explain ward-teaching $audience
    done < <(audiences)
}

@test "who objected has no answer, is not suggested, and is in nobody's" {
    shows "canaryobject" join canaryobject # the word that was typed, and no more
    shows "canaryobjec canaryother" join canaryobjec # another key is close, too
    shows "canaryobject" join "canaryobject person"
    shows "canaryobject" join canaryobject@example.org
}

@test "a sensitive CoP is not suggested by its name" {
    shows "" join canaryasker --topic prayer
}

@test "join for any other audience than oneself shows nothing but what was typed" {
    while read -r audience; do
        for format in "" --json --csv "-o out"; do
            shows "" join f $format $audience
        done
    done < <(audiences)
}

@test "the steward's list has every member's key but those who objected, and no sensitive CoP" {
    shows "canaryasker canarycontact canaryfiller canarynone canaryother canaryteam canarytrust" \
        join --all --top 9 --csv --for steward --reason audit
    shows "canaryasker canarycontact canaryfiller canarynone canaryother canaryteam canarytrust" \
        join --all --top 9 --csv -o out --for steward --reason audit
}

# Worked out by hand: of the CoPs that a person is not in, who may be named to them, and whose contact.
@test "a letter shows what its own person may see" {
    "$COPSE" join --all --letters letters --for steward --reason autumn --quiet --as-of $DAY
    [ "$(ls letters | canaries)" = "" ]
    [ "$(ls letters | wc -l)" -eq 20 ] # 19 who did not object, and merge.csv
    local seen=0
    for letter in letters/*.html; do
        case $(sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p' "$letter" | canaries) in
        canaryasker) expected="canaryasker canaryteam canarytrust" ;;
        canarynone) expected="canarynone canarytrust" ;;
        canaryteam) expected="canaryteam canarytrust" ;;
        canaryother) expected="canaryother canarytrust" ;;
        canarytrust) expected="canaryother canarytrust" ;;
        canarycontact) expected="canarycontact canaryother canarytrust" ;;
        canarysilent) expected="canarysilent" ;;
        *) continue ;;
        esac
        seen=$((seen + 1))
        found=$(canaries <"$letter")
        [ "$found" = "$expected" ] || { echo "$letter shows $found, not $expected"; return 1; }
    done
    [ "$seen" -eq 7 ]
}

@test "no letter names who is named to nobody, objected, or a sensitive CoP that its person is not in" {
    "$COPSE" join --all --letters letters --for steward --reason autumn --quiet --as-of $DAY
    for letter in letters/*.html; do
        own=$(sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p' "$letter" | canaries)
        for secret in canarynone canaryobject canarycontact canaryfiller canaryfaith canaryunion; do
            if [ "$own" != "$secret" ] && grep -qi "$secret" "$letter"; then
                echo "$letter of $own shows $secret"
                return 1
            fi
        done
    done
}

@test "the mail merge is the steward's: all who did not object, and no sensitive CoP" {
    "$COPSE" join --all --letters letters --for steward --reason autumn --quiet --as-of $DAY
    [ "$(canaries <letters/merge.csv)" = \
        "canaryasker canarycontact canaryfiller canarynone canaryother canarysilent canaryteam canarytrust" ]
}

@test "the audit log names nobody" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is missing"
    "$COPSE" join --all --letters letters --for steward --reason autumn --quiet --as-of $DAY
    [ "$(sqlite3 trust.copse 'SELECT * FROM audit' | canaries)" = "" ]
}
