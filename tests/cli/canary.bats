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

# Every command of `copse --help`, with what may be shown in it to each audience: by default, for the trust,
# for a team, for another, for the steward who says why. "x": that audience is refused, and sees no more than
# was typed. "/" after names: not in the CSV, which is one table of several.
# "?": a test of its own. Each run is on a copy of the store.
#
# words                                              | default    | trust | alpha | beta | steward
table() {
    cat <<'END'
audit                                                |            | x | x | x |
backup copy.copse                                    |            | x | x | x | x
brief --topic wounds --topic teaching --team alpha   | canaryteam |            | canaryteam |            | ?
batch                                                |            |   | x | x | x
check                                                | canaryunion | x | x | x | canaryunion
debrief alpha                                        |            | x |   | x | canaryasker canaryfiller canarynone canaryteam/
compare --from 2025-01-01                            |            |   |   |   |
compare trust.copse trust.copse                      |            |   |   |   |
dpia                                                 |            |   |   |   |
evaluate --model popularity --rounds 1               |            | x | x | x |
export --format graphml                              | canarytrust | canarytrust | canarytrust | canarytrust | canarycontact canarytrust
export --format json --level people                  | canarytrust | canarytrust | canaryteam canarytrust | canaryother canarytrust | canaryasker canarycontact canaryfiller canarynone canaryother canaryteam canarytrust
export --pseudonymous out.dir --reason audit         |            | x | x | x |
fit --model popularity                               |            |   |   |   |
forget canaryteam --reason audit --dry-run           |            | x | x | x |
forget canaryteam --reason audit --yes               |            | x | x | x |
decide --topic teaching                              |            |   |   |   | canarycontact/
found --topic teaching --size 5                      | canarytrust | canarytrust | canaryteam canarytrust | canarytrust | ?
generate trust made-up                               |            | x | x | x | x
giveback canarynone                                  | canarynone/ | x | x | x | x
health                                               |            |   |   |   |
health ward-teaching                                 |            |   |   | canaryother/ | canaryother/
help                                                 |            | x | x | x | x
help join                                            |            | x | x | x | x
import data                                          |            | x | x | x |
import data --dry-run                                |            | x | x | x |
init --store new.copse                               |            | x | x | x | x
isolated                                             |            | x | x | x |
isolated --level community                           |            | x | x | x |
isolated --track                                     |            | x | x | x |
join f                                               | canaryfiller | x | x | x | x
join canaryasker --top 9 --topic prayer              |            | x | x | x | x
map                                                  | ?          | ? | ? | ? | ?
map --of community wound-circle                       |            |   |   |   |
measure degree --top 100                             |            |   |   |   |
measure degree --of members --top 100                |            | x | x | x | canaryasker canarycontact canaryfiller canarynone canaryother canarysilent canaryteam canarytrust
measure --list                                       |            |   |   |   |
model                                                |            |   |   |   |
object canaryteam                                    | canaryteam | x | x | x | x
object canaryteam --undo                             | canaryteam | x | x | x | x
object f                                             | canaryfiller | x | x | x | x
outputs                                              |            | x | x | x |
query select(name)from(people)                       | canarytrust | canarytrust | x | x | canaryasker canarycontact canaryfiller canarynone canaryother canarysilent canaryteam canarytrust
query select(member)from(memberships)                | canarytrust | canarytrust | x | x | canaryasker canarycontact canaryfiller canarynone canaryother canaryteam canarytrust
query --views                                        |            |   |   |   |
pair --all --reason coffee                           | canaryother canaryteam canarytrust | x | x | x | canaryother canaryteam canarytrust
pair --all --record --reason coffee                  | canaryother canaryteam canarytrust | x | x | x | canaryother canaryteam canarytrust
pair --community canaryfaith --reason coffee         | canaryfaith | x | x | x | canaryfaith
purge --older-than 2y --dry-run                      |            | x | x | x |
purge --older-than 2025-12-31 --yes                  |            | x | x | x |
record purpose learning                              |            | x | x | x |
record accept alpha --reason audit                   |            | x | x | x |
record acted alpha --undo                            |            | x | x | x |
record attended canaryteam --cop ward-teaching       |            | x | x | x |
record attended canaryteam --undo                    |            | x | x | x |
record debrief alpha --note text --action text       |            | x | x | x |
record done 1                                        |            | x | x | x |
record sensitive ward-teaching yes                   |            | x | x | x |
record sensitive canaryunion no                      | canaryunion | x | x | x | canaryunion
report                                               |            |   |   |   | canaryunion/
profile canaryteam                                   | canaryfaith canaryteam | x | x | x | x
profile canarynone --visible trust                   | canaryfaith canarynone canaryunion | x | x | x | x
start data --yes                                     |            |   |   |   | canaryunion/
topics                                               |            |   |   |   |
topics --suggest proposed                            |            |   |   |   |
status                                               |            |   |   |   |
subject-access canaryteam                            | canaryfaith canaryteam | x | x | x | x
subject-access canarynone                            | canaryfaith canarynone canaryunion | x | x | x | x
subject-access canaryobject                          | canaryobject | x | x | x | x
subject-access f                                     | canaryfiller | x | x | x | x
talk canaryasker --topic teaching                    | ? | x | x | x | ?
talk canaryobject --topic teaching                   | canaryobject | x | x | x | canaryobject
talk f --topic audit                                 | canaryfiller | x | x | x | canaryfiller
template forms                                       |            | x | x | x | x
tour                                                 |            | x | x | x | x
version                                              |            | x | x | x | x
END
}

# What `copse CMD` writes, in the options that ask for it. A page shows what any other format does.
formats_of() {
    local help
    help=$("$COPSE" "$1" --help)
    printf '\n'
    case $help in *"  --json"*) echo --json ;; esac
    case $help in *"  --csv"*) echo --csv ;; esac
    case $help in *"--output FILE"*) printf '%s\n' "-o out" "-o out.html" ;; esac
}

trim() {
    sed 's/^ *//; s/ *$//' <<<"$1"
}

# row WORDS EXPECTED AUDIENCE…: in every format. A refusal (exit 2), of an audience or of a format that the command does
# not write or that is another than --format says, may repeat what was typed.
row() {
    local words=$1 expected=$2 audience=$3 typed format code
    typed=$(canaries <<<"$words")
    while IFS= read -r format; do
        rm -rf trust.copse* out* copy.copse new.copse forms made-up
        cp ../pristine/* .
        code=0
        "$COPSE" $words $format $audience --as-of $DAY >all.stdout 2>all.stderr </dev/null || code=$?
        local found may=${expected%/} word
        [[ "$expected $format" != */\ --csv ]] || may=
        found=$(cat all.stdout all.stderr $(find . -path './out*' -type f) | canaries)
        if [ "$code" -eq 2 ] && { [ "$expected" = x ] || [[ "$format" == *.html ]] || [[ "$words $format" == *"--format "*\ --* ]]; }; then
            may=$found
            for word in $found; do [[ " $typed " == *" $word "* ]] || may="of what was typed, $typed"; done
        fi
        if [ "$found" != "$may" ]; then
            echo "copse $words $format $audience (exit $code)"
            echo "  may show: $may"
            echo "  shows:    $found"
            return 1
        fi
    done < <(if [ "$expected" = x ]; then echo; else formats_of "${words%% *}"; fi)
}

# audience NUMBER: of the table's columns.
audience_of() {
    case $1 in
    0) ;;
    1) echo "--for trust" ;;
    2) echo "--for team alpha" ;;
    3) echo "--for team beta" ;;
    4) echo "--for steward --reason audit" ;;
    esac
}

# part N: the table's lines whose number leaves N when divided by 3, so that they can run side by side.
part() {
    local line words columns i n=0
    mkdir pristine work
    cp -r trust.copse data pristine/
    cd work
    cp -r ../data .
    rm -rf ../pristine/data
    while IFS= read -r line; do
        n=$((n + 1))
        [ $((n % 3)) -eq "$1" ] || continue
        IFS='|' read -r words columns <<<"$line"
        IFS='|' read -ra columns <<<"$columns|"
        for i in 0 1 2 3 4; do
            [ "$(trim "${columns[$i]:-}")" != "?" ] || continue
            row "$(trim "$words")" "$(trim "${columns[$i]:-}")" "$(audience_of $i)"
        done
    done < <(table)
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

@test "every command, format and audience, first part" { part 0; }
@test "every command, format and audience, second part" { part 1; }
@test "every command, format and audience, third part" { part 2; }

@test "found names to the steward all whom it invites, but nobody who objected and no sensitive CoP" {
    for format in "" --json --csv "-o out"; do
        rm -f out
        copse found --topic teaching --size 5 --for steward --reason audit $format --as-of $DAY >said 2>&1
        cat said $(compgen -G out || true) | canaries | grep -q "canaryteam canarytrust"
        refute grep -qiE "canary(object|faith|union)" said $(compgen -G out || true)
    done
}

@test "decide names a founding group as far as each agreed, and nobody else" {
    mkdir more
    printf 'topic_id,name\nsepsis,Sepsis\n' >more/topics.csv
    { echo member_id,topic_id; for who in asker none team other trust object contact; do echo canary$who,sepsis; done; } >more/expertise.csv
    { echo member_id,topic_id; for n in 01 02 03 04; do echo canaryfiller$n,sepsis; done; } >more/interests.csv
    "$COPSE" import more --quiet --as-of $DAY >/dev/null
    "$COPSE" decide --topic sepsis --as-of $DAY | grep -q "^Create a CoP"
    for format in "" --json "-o out" "-o out --json"; do
        shows "canarytrust" decide --topic sepsis $format
        shows "canaryteam canarytrust" decide --topic sepsis $format --for team alpha
        shows "canaryother canarytrust" decide --topic sepsis $format --for team beta
        shows "canaryasker canarycontact canarynone canaryother canaryteam canarytrust" \
            decide --topic sepsis $format --for steward --reason audit
    done
    shows "" decide --topic sepsis --csv --for steward --reason audit
    shows "" decide --topic prayer
}

# night-forum's contact is canarytrust, who agreed to that; ward-teaching's is canarycontact, who did not.
@test "map names people only as far as they agreed, in the page's data too, and no sensitive CoP" {
    pages() {
        local expected=$1
        shift
        "$COPSE" "$@" -o out.html --quiet --as-of $DAY || true
        local found
        found=$({ cat out.html; /usr/bin/python3 "$SOURCE_DIR/tests/report/unpack_map.py" out.html; } | canaries)
        [ "$found" = "$expected" ] || { echo "copse $*: $found, not $expected"; return 1; }
        [ "$("$COPSE" "$@" --json --quiet --as-of $DAY | canaries)" = "$expected" ]
    }
    pages "canarytrust" map
    pages "canarytrust" map --level people
    pages "canaryteam canarytrust" map --level people --for team alpha
    pages "canaryother canarytrust" map --level people --for team beta
    pages "canaryasker canarycontact canaryfiller canarynone canaryother canaryteam canarytrust" \
        map --level people --for steward --reason audit
    for kind in "community ward-teaching" "team beta" "topic teaching" "member canarytrust"; do
        pages "canarytrust" map --of $kind --level people
    done
    for format in "" --json "-o out.html"; do
        for audience in "" "--for team beta"; do
            shows "" map --of member canarynone $format $audience
            shows "canaryfaith" map --of community canaryfaith $format $audience # the word that was typed
            shows "" map --of topic prayer $format $audience
        done
    done
}

@test "measure names nobody but to the steward, and no sensitive CoP to anybody" {
    for name in degree jaccard topics pagerank; do
        for of in teams communities topics; do
            for format in "" --json --csv "-o out"; do
                while read -r audience; do
                    shows "" measure $name --of $of $format $audience
                done < <(audiences)
            done
        done
    done
    for format in "" --json --csv "-o out"; do
        shows "" measure degree --of members $format --for team alpha
        shows "" measure degree --of members $format
        shows "canaryasker canarycontact canaryfiller canarynone canaryother canarysilent canaryteam canarytrust" \
            measure degree --of members --top 100 $format --for steward --reason audit
    done
}

# Who knows something of teaching, and who stands on the way to them; who asks stands in the head, which CSV has not.
@test "talk names who may be named to the asker, also on the way, and to the steward all but who objected" {
    local all="canarycontact canaryfiller canaryteam canarytrust"
    for format in "" --json "-o out" "-o out --json" "--mode face-to-face"; do
        shows "canaryasker canaryteam canarytrust" talk canaryasker --topic teaching --top 99 $format
        shows "canaryasker $all" talk canaryasker --topic teaching --top 99 $format --for steward --reason audit
    done
    shows "canaryteam canarytrust" talk canaryasker --topic teaching --top 99 --csv
    shows "$all" talk canaryasker --topic teaching --top 99 --csv --for steward --reason audit
    shows "canaryother canarytrust" talk canaryother --topic teaching --topic audit --top 99
    shows "" talk canaryasker --topic prayer
}

@test "no command is forgotten here" {
    for command in $("$COPSE" help | sed -n 's/^  \([a-z-]*\)  *[A-Z].*/\1/p'); do
        table | grep -q "^$command\b" || { echo "give 'copse $command' a line in the table"; return 1; }
    done
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

@test "giveback shows words of others as far as they shared them, and names as far as they agreed" {
    printf 'from_member_id,kind,to_member_id,note,shared_with\ncanarytrust,shared,canaryasker,of canarysilent,none\ncanarynone,shared,canaryasker,of canarycontact,team\ncanaryother,shared,canaryasker,of canaryfiller,team\n' >r.csv
    "$COPSE" record --from-csv r.csv --quiet --as-of $DAY >/dev/null
    for format in "" --json --csv "-o out"; do
        found="canaryasker canarycontact canarynone canarytrust" # canarynone: in the asker's own words of another day
        [ "$format" != --csv ] || found="canarycontact canarynone canarytrust"
        shows "$found" giveback canaryasker $format
        shows "canaryobject" giveback canaryobject $format # the word that was typed
    done
}

# Of alpha only canaryteam may be named to it, so no CoP has two; with canaryasker in their place, one has.
@test "debrief lists people and notes as far as both allow" {
    "$COPSE" profile canaryasker --visible team --quiet --as-of $DAY >/dev/null
    printf 'from_member_id,kind,to_community_id,note,shared_with\ncanaryteam,attended,wound-circle,of canarysilent,team\ncanarynone,attended,wound-circle,of canarycontact,trust\ncanaryasker,attended,wound-circle,of canaryfiller,none\ncanaryobject,attended,wound-circle,of canaryunion,trust\n' >r.csv
    sed -i /canaryobject/d r.csv # who objected cannot be recorded of
    "$COPSE" record --from-csv r.csv --quiet --as-of $DAY >/dev/null
    for format in "" --json "-o out"; do
        shows "canaryasker canarycontact canarysilent canaryteam" debrief alpha $format
        shows "canaryasker canarycontact canarysilent canaryteam" debrief alpha --for team alpha $format
        shows "" debrief alpha --for team beta $format
        shows "canaryasker canarycontact canaryfiller canarynone canaryteam" \
            debrief alpha --for steward --reason audit $format
    done
    shows "canaryasker canaryteam" debrief alpha --csv
}

@test "brief names to the steward all whom it lists, but nobody who objected and no sensitive CoP" {
    for format in "" --json --csv "-o out"; do
        rm -f out
        copse brief --topic wounds --topic teaching --team alpha --for steward --reason audit $format --as-of $DAY >said 2>&1
        cat said $(compgen -G out || true) | canaries | grep -q "canaryteam"
        refute grep -qiE "canary(object|faith|union)" said $(compgen -G out || true)
    done
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
