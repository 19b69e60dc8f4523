# copse found: the founding group, its reasons, its invitations.
load support

DAY=2026-06-30

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
}

found() {
    "$COPSE" found --as-of $DAY "$@"
}

steward() {
    found --for steward --reason "a new CoP" "$@"
}

@test "for the steward, as text" {
    golden found/steward found --topic "Mental health care=2" --topic Medicines --for steward \
        --reason "a new CoP" --as-of $DAY
}

@test "for the trust, names of those who agreed and no figure about anybody" {
    golden found/trust found --topic k005=2 --topic k007 --as-of $DAY
}

@test "as JSON and as CSV" {
    golden found/json found --topic k009 --size 3 --alternatives 1 --json --for steward --reason x --as-of $DAY
    golden found/csv found --topic k009 --size 4 --csv --for steward --reason x --as-of $DAY
    golden found/csv-trust found --topic k009 --size 4 --csv --as-of $DAY
}

@test "a text, and how it was understood" {
    golden found/from-text found --from-text "Safer wound care and antibiotics for our diabetic patients" \
        --size 3 --as-of $DAY
}

@test "a project, by key and by name" {
    found --project p01 >by-key
    found --project "better  ENHANCED recovery" >by-name
    cmp by-key by-name
    grep -q "topic k009=1.00" by-key
}

@test "rules, and what they cost" {
    golden found/rules found --topic k005 --size 5 --per-unit 1 --sites 4 --max-load 2 --include m024 \
        --exclude m219 --for steward --reason x --as-of $DAY
}

@test "rules that leave no group: which one, and what would let one through" {
    golden found/none found --topic k033 --topic k009 --sites 7 --as-of $DAY
    found --topic k033 --size 12 --max-load 0 --per-unit 1 >out
    grep -q "No group keeps to the rules" out
    # The relaxation that is named does let one through.
    relaxation=$(sed -n '/would let a group through/,/^$/s/^- //p' out | head -n 1)
    found --topic k033 --size 12 --max-load 0 --per-unit 1 $relaxation --json >again
    grep -q '"is_found":true' <(tr -d ' \n\t' <again)
}

@test "covering teams of least distance" {
    golden found/sum found --topic k031 --topic k032 --topic k033 --topic k029 --objective sum --as-of $DAY
    golden found/diameter found --topic k031 --topic k032 --topic k033 --topic k029 --objective diameter --as-of $DAY
    fails 2 found --topic k031 --objective sum --per-unit 1
}

@test "what is said for how it meets" {
    found --topic k005 --mode virtual >virtual
    found --topic k005 --mode face-to-face --site s02 >face
    refute cmp virtual face
}

@test "wrong lines" {
    golden found/no-topic found
    golden found/unknown-topic found --topic "Wund care"
    golden found/bad-weight found --topic k005=heavy
    golden found/bad-weights found --topic k005 --weights depth=2
    golden found/text-and-project found --from-text x --project p01
    golden found/no-reason found --topic k005 --for steward
    golden found/letters-for-trust found --topic k005 --letters out
    golden found/nothing-matched found --from-text "xyzzy plugh"
    golden found/no-project found --project p99
    golden found/include-and-exclude found --topic k005 --include m024 --exclude m024
    fails 2 found --topic k005 --size 2
    fails 2 found --topic k005 --size 13
    fails 2 found --topic k005 --weights coverage=0,reach=0,diversity=0,authority=0,cohesion=0,room=0
    fails 2 found --topic k005 -o page.html
}

@test "an empty store, and one with one person" {
    rm trust.copse
    copse init --quiet
    fails 1 found --topic k005
    mkdir one
    printf 'member_id,name\nann,Ann\n' >one/members.csv
    printf 'topic_id,name\nw,Wounds\n' >one/topics.csv
    printf 'member_id,topic_id,weight\nann,w,2\n' >one/expertise.csv
    copse import one --quiet --as-of $DAY >/dev/null
    golden found/one-row found --topic w --as-of $DAY
}

@test "the JSON fulfils its schema" {
    valid found found --topic k005 --json --for steward --reason x --as-of $DAY
    valid found found --topic k005 --json --as-of $DAY
    valid found found --topic k033 --sites 7 --json --as-of $DAY
    valid found found --topic k005 --topic k033 --objective diameter --json --for steward --reason x --as-of $DAY
    valid found found --from-text "wound care" --effort 0 --json --as-of $DAY
}

@test "same input, same bytes; and the time limit is said only where it was reached" {
    steward --topic k001 --topic k005 --topic k007 --json >first
    steward --topic k001 --topic k005 --topic k007 --json >second
    cmp first second
    steward --topic k001 --topic k005 --topic k007 --json --limit 600 >third
    cmp first third
}

@test "a steward's answer leaves a row in the audit log, with the reason and without a person" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is missing"
    found --topic k005 >/dev/null
    steward --topic k005 >/dev/null
    steward --topic k005 --letters out --quiet >/dev/null
    sqlite3 trust.copse "SELECT action, audience, reason, detail FROM audit WHERE action LIKE 'found%' ORDER BY id" >rows
    [ "$(wc -l <rows)" -eq 2 ]
    grep -q "^found|steward|a new CoP|6 seats, 1 topics$" rows
    grep -q "^found --letters|steward|a new CoP|" rows
}

@test "invitations: one for each seat, and a merge list; not into a folder that has something" {
    steward --topic k005 --letters out --quiet >answer
    [ "$(ls out | wc -l)" -eq 7 ]
    [ "$(stat -c %a out)" = 700 ]
    [ "$(stat -c %a out/letter-0001.html)" = 600 ]
    [ "$(tail -n +2 out/merge.csv | wc -l)" -eq 6 ]
    grep -q "Would you be one of those who begin it" out/letter-0003.html
    grep -q "free to say no" out/letter-0003.html
    fails 2 found --topic k005 --letters out --for steward --reason x
}
