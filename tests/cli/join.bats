# copse join: one person's answer, the steward's list, the letters.
load support

prepare() {
    import_southern_women
    "$COPSE" fit --quiet --as-of 2026-03-31 >/dev/null
    cp trust.copse fitted.copse
}

@test "join as text" {
    golden join/text join w01 --top 2 --as-of 2026-03-31
}

@test "join as JSON" {
    golden join/json join w01 --top 1 --as-of 2026-03-31 --json
}

@test "join as CSV" {
    golden join/csv join w01 --top 2 --as-of 2026-03-31 --csv
}

@test "a member is found by key, by name, and by name in another case" {
    copse join w01 --as-of 2026-03-31 >by-key
    copse join "Evelyn Jefferson" --as-of 2026-03-31 >by-name
    copse join "evelyn  JEFFERSON" --as-of 2026-03-31 >by-folded
    cmp by-key by-name
    cmp by-key by-folded
}

@test "an unknown member exits with 1 and suggests close keys" {
    golden join/unknown join w0
}

@test "a name that fits several exits with 2 and lists their keys" {
    sed -i 's/Theresa Anderson/Frances Anderson/' data/members.csv
    copse import data --quiet --as-of 2026-03-31 >/dev/null
    golden join/ambiguous join "Frances Anderson"
}

@test "no member at all shows how it is used" {
    golden join/no-member join
}

@test "no store says where it was looked for and what to do" {
    golden join/no-store join w01 --store nowhere.copse
}

@test "a file that is no store" {
    echo "not a store" >other.copse
    fails 1 join w01 --store other.copse
    [[ "$stderr" == *other.copse* ]]
}

@test "an empty store" {
    rm trust.copse
    copse init --quiet
    golden join/empty-store join w01 --as-of 2026-03-31
}

@test "an answer for one person is refused for any other audience" {
    golden join/for-trust join w01 --for trust
    golden join/for-team join w01 --for team alpha
    golden join/for-steward join w01 --for steward --reason audit
}

@test "steward without a reason, and a reason without steward" {
    golden join/no-reason join --all --csv --for steward
    golden join/reason-alone join w01 --reason curiosity
}

@test "--all is for the steward, as CSV or letters" {
    golden join/all-for-self join --all --csv
    golden join/all-as-text join --all --for steward --reason audit
    golden join/all-and-member join w01 --all --csv --for steward --reason audit
    fails 2 join --all --json --for steward --reason audit
    fails 2 join w01 --letters out
}

@test "the steward's list has the header and six decimals, whole and in order" {
    golden join/all join --all --top 1 --csv --for steward --reason audit --as-of 2026-03-31
    copse join --all --top 3 --csv --for steward --reason audit --as-of 2026-03-31 >list
    [ "$(head -1 list)" = member_id,rank,community_id,score ]
    tail -n +2 list | refute grep -vE '^w[0-9]{2},[1-3],e[0-9]{2},-?[0-9]+\.[0-9]{6}$'
}

@test "a steward's export leaves a row in the audit log, with the reason and without a person" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is missing"
    copse join --all --top 1 --csv --for steward --reason "invite to the autumn meeting" >/dev/null
    copse join --all --letters out --for steward --reason "autumn letters" --quiet
    sqlite3 trust.copse "SELECT action, audience, reason, detail FROM audit WHERE action LIKE 'join%' ORDER BY id" >rows
    [ "$(wc -l <rows)" -eq 2 ]
    grep -q "|steward|invite to the autumn meeting|" rows
    grep -q "|steward|autumn letters|" rows
    refute grep -qE 'w[0-9]{2}|Evelyn' rows
}

@test "a store that cannot be written gives the steward nothing: it could not be audited" {
    if [ "$(id -u)" -eq 0 ]; then skip "root can write everywhere"; fi
    chmod 400 trust.copse
    fails 1 join --all --csv --for steward --reason audit
}

@test "the answer about oneself needs no writable store" {
    chmod 400 trust.copse
    run copse join w01 --as-of 2026-03-31
    [ "$status" -eq 0 ]
}

@test "without a model join fits one, says so, and keeps it" {
    rm trust.copse
    copse import data --quiet >/dev/null
    run --separate-stderr copse join w01
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"nothing was fitted yet"* ]]
    copse model >/dev/null
    run --separate-stderr copse join w01
    [ -z "$stderr" ]
}

@test "a model made on the way for another day than today is not kept" {
    rm trust.copse
    copse import data --quiet >/dev/null
    run --separate-stderr copse join w01 --as-of 2020-01-01
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"not kept"* ]]
    fails 1 model
}

@test "a model older than the facts is used, and that is said: in the answer, or beside one without notes" {
    printf 'e15,E15,One more\n' >>data/communities.csv
    copse import data --quiet --as-of 2026-03-31 >/dev/null
    run --separate-stderr copse join w01 --as-of 2026-03-31
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
    [[ "$output" == *"'copse fit' brings it up to date"* ]]
    run --separate-stderr copse join w01 --as-of 2026-03-31 --csv
    [[ "$stderr" == *"'copse fit' brings it up to date"* ]]
    run --separate-stderr copse join --all --csv --for steward --reason audit --as-of 2026-03-31
    [[ "$stderr" == *"'copse fit' brings it up to date"* ]]
}

@test "--quiet says nothing but the answer" {
    rm trust.copse
    copse import data --quiet >/dev/null
    run --separate-stderr copse join w01 --quiet
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
}

@test "a page of one's own: readable by its owner only, without scores unless asked for" {
    copse join w01 -o me.html --quiet --as-of 2026-03-31
    [ "$(stat -c %a me.html)" = 600 ]
    grep -q "Evelyn Jefferson" me.html
    refute grep -qE '[0-9]\.[0-9]{6}' me.html
    copse join w01 -o scored.html --scores --quiet --as-of 2026-03-31
    grep -qE '[0-9]\.[0-9]{6}' scored.html
}

@test "the ending of -o chooses the format, an option overrules it" {
    copse join w01 -o me.json --quiet --as-of 2026-03-31
    copse join w01 --json --as-of 2026-03-31 | cmp - me.json
    copse join w01 -o me.csv --json --quiet --as-of 2026-03-31
    cmp me.csv me.json
}

@test "an answer that fails leaves no file, and an old one as it was" {
    echo old >me.html
    fails 1 join w0 -o me.html
    fails 1 join w0 -o new.html
    [ "$(cat me.html)" = old ]
    [ "$(ls -d ./*.html*)" = ./me.html ]
}

@test "with stderr closed, what would have been said there is not written into the answer" {
    copse join w01 -o expected.html --quiet --as-of 2026-03-31
    rm trust.copse
    copse import data --quiet --as-of 2026-03-31 >/dev/null
    bash -c '"$0" join w01 -o me.html --as-of 2026-03-31 2>&-' "$COPSE"
    cmp me.html expected.html
}

@test "a page shows five CoPs at most" {
    golden join/page-of-six join w01 --top 6 -o me.html
    [ ! -e me.html ]
}

@test "letters: a page each under a name that says nothing, and the merge that does" {
    run --separate-stderr copse join --all --letters out/ --for steward --reason autumn --as-of 2026-03-31
    [ "$status" -eq 0 ]
    [ -z "$output" ]
    [[ "$stderr" == *"18 letters"* ]]
    [ "$(ls out | wc -l)" -eq 19 ]
    ls out | refute grep -vE '^(letter-[0-9]{4}\.html|merge\.csv)$'
    [ "$(stat -c %a out)" = 700 ]
    stat -c %a out/* | refute grep -v 600
    [ "$(wc -l <out/merge.csv)" -ge 19 ]
    grep -q letter-0001.html out/merge.csv
    grep -q "Evelyn Jefferson" out/letter-0001.html
}

@test "letters go into a new folder or none, and leave nothing behind" {
    mkdir out
    echo old >out/letter-0001.html
    fails 2 join --all --letters out --for steward --reason autumn --as-of 2026-03-31
    [ "$(cat out/letter-0001.html)" = old ]
    [ "$(ls -d out*)" = out ]
}

@test "a closed pipe ends the list without a word" {
    rm trust.copse # 54,000 lines do not fit into a pipe
    copse import "$SOURCE_DIR/datasets/debian-teams" --quiet >/dev/null
    copse fit --quiet >/dev/null
    run --separate-stderr bash -c 'set -o pipefail
        "$0" join --all --top 20 --csv --for steward --reason audit | head -1' "$COPSE"
    [ "$status" -eq 0 ]
    [ "$output" = member_id,rank,community_id,score ]
    [ -z "$stderr" ]
}

@test "a full disk fails the list" {
    run --separate-stderr bash -c '"$0" join w01 --as-of 2026-03-31 >/dev/full' "$COPSE"
    [ "$status" -eq 1 ]
    [[ "$stderr" == *"No space left"* ]]
}

@test "a topic, a site or a mode that is not there is named" {
    golden join/no-topic join w01 --topic chess --as-of 2026-03-31
    golden join/no-site join w01 --site moon --as-of 2026-03-31
    golden join/no-mode join w01 --mode online --as-of 2026-03-31
}

@test "join --explain: the whole sum and what would change it" {
    golden join/explain join w01 --explain E14 --as-of 2026-03-31
    golden join/explain-in join w01 --explain E10 --top 2 --as-of 2026-03-31
    golden join/explain-csv join w01 --explain E14 --as-of 2026-03-31 --csv
    valid explain join w01 --explain E14 --json
    valid explain join w01 --explain E10 --top 1 --json
}

@test "join --explain: a CoP that they are in, none that there is, a list, everybody, a page" {
    fails 2 join w01 --explain E1
    [[ "$stderr" == *"in this community already"* ]]
    fails 1 join w01 --explain E99
    fails 2 join w01 --explain E14 --diversity 0.5
    fails 2 join --all --csv --explain E14 --for steward --reason audit
    fails 2 join w01 --explain E14 -o out.html
    fails 2 join w01 --explain E14 --for trust
}

@test "join --explain of a sensitive CoP says what it says of one that there is not" {
    rm -r trust.copse data
    import_canaries
    fails 1 join canaryother --explain nowhere
    unknown=${stderr//nowhere/canaryunion}
    fails 1 join canaryother --explain canaryunion
    [ "$stderr" = "$unknown" ]
}

@test "join --explain names no topic that only a sensitive CoP holds" {
    rm -r trust.copse data
    import_canaries
    for top in 1 2 3; do
        for cop in ward-teaching night-forum audit-club; do
            copse join canaryasker --explain $cop --top $top --as-of 2026-03-31 >answer
            refute grep -qi prayer answer
        done
    done
}

# The first CoP, from the last of the list on, that a membership would bring among the first three.
find_change() {
    for cop in $(copse join w01 --top 14 --as-of 2026-03-31 | sed -n 's/^[0-9]*\. \(E[0-9]*\) .*/\1/p' | tac); do
        copse join w01 --explain "$cop" --top 3 --json --as-of 2026-03-31 >answer
        change=$(/usr/bin/python3 -c "
import json
for c in json.load(open('answer'))['answer']['changes']:
    if c['kind'] == 'membership' and c['is_added'] and c['rank']:
        print(c['key'], c['rank'])
        break")
        if [ -n "$change" ]; then return; fi
    done
    return 1
}

@test "what would change it does so, once it is imported, without a refit" {
    find_change
    echo "w01,${change% *}" | cat <(echo member_id,community_id) - >more.csv
    copse import data --use memberships=more.csv --quiet --as-of 2026-03-31 >/dev/null
    copse join w01 --top 3 --as-of 2026-03-31 | grep -qE "^${change#* }\. $cop "
}

@test "join --diversity takes a number from 0 to 1, and says that it orders" {
    golden join/diversity-range join w01 --diversity 1.5
    fails 2 join w01 --diversity much
    fails 2 join w01 --diversity 0.3x
    copse join w01 --diversity 0 --as-of 2026-03-31 >none
    copse join w01 --as-of 2026-03-31 | cmp - none
    copse join w01 --diversity 0.5 --as-of 2026-03-31 | grep -q "not by score alone"
}
