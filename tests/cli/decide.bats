# copse decide: join or create, the labelled scenarios, what each audience sees.
load support

DAY=2026-06-30

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
}

decide() {
    "$COPSE" decide --as-of $DAY "$@"
}

@test "join, and what would be next" {
    golden decide/join decide --topic "Mental health care=2" --topic Medicines --as-of $DAY
}

@test "a part of it, for a team: travel counts from where they are" {
    golden decide/strand decide --topic k033 --topic k009 --team t05 --as-of $DAY
}

@test "create, where people wait and nobody knows it" {
    mkdir more
    printf 'topic_id,name\nrobots,Robot surgery\n' >more/topics.csv
    { echo member_id,topic_id; for n in 001 002 003 004 005 006 007 008 009 010 011; do echo m$n,robots; done; } >more/interests.csv
    copse import more --quiet --as-of $DAY >/dev/null
    golden decide/create decide --topic robots --as-of $DAY
    decide --topic robots --topic k033 --mode virtual >near
    grep -q "^Create a CoP" near
    grep -q "Beware  *a new CoP would compete with it" near
    golden decide/create-steward decide --topic robots --for steward --reason "a question of theatres" --as-of $DAY
}

@test "from a text: how it was understood, exact numbers for the steward alone, and the group that found suggests" {
    local text="Safer wound care and antibiotics for our diabetic patients"
    decide --from-text "$text" --mode virtual >trust
    grep -q "Wound care  *[0-9.]* %, from 'wound' and 'care'" trust
    grep -q "No topic for  *'Safer'" trust
    grep -q "about 45 people" trust
    decide --from-text "$text" --mode virtual --for steward --reason x >steward
    grep -q " 47 people of 17 teams" steward
    refute grep -q "rounded" steward
    decide --from-text "$text" --mode virtual --for steward --reason x --json |
        /usr/bin/python3 -c 'import json, sys; print("\n".join(p["key"] for p in json.load(sys.stdin)["answer"]["founding_group"]))' >group
    copse found --from-text "$text" --mode virtual --for steward --reason x --csv --as-of $DAY | tail -n +2 | cut -d, -f2 >found
    [ "$(wc -l <group)" -eq 6 ]
    cmp group found
}

@test "a project, by key and by name, and where it is" {
    decide --project p01 --mode face-to-face >by-key
    decide --project "better  ENHANCED recovery" --mode face-to-face >by-name
    cmp by-key by-name
    grep -q "From  *Northmere General Hospital" by-key
    decide --project p01 --site s02 | grep -q "From  *Northmere Community Hospital"
}

@test "as JSON and as CSV" {
    golden decide/json decide --topic k009 --json --as-of $DAY
    golden decide/csv decide --topic k009 --topic k033 --csv --as-of $DAY
    golden decide/csv-create decide --from-text "Safer wound care for our diabetic patients" --mode virtual --csv --as-of $DAY
}

@test "the JSON fulfils its schema" {
    valid decide decide --topic k005 --json --as-of $DAY
    valid decide decide --topic k033 --topic k009 --team t05 --mode face-to-face --json --as-of $DAY
    valid decide decide --from-text "wound care" --mode virtual --json --for steward --reason x --as-of $DAY
    valid decide decide --project p01 --mode hybrid --max-minutes 5 --json --as-of $DAY
}

@test "wrong lines" {
    golden decide/no-topic decide
    golden decide/unknown-topic decide --topic "Wund care"
    golden decide/text-and-project decide --from-text x --project p01
    golden decide/no-reason decide --topic k005 --for steward
    fails 2 decide --topic k005=0
    fails 2 decide --topic k005 --max-minutes 0
    fails 2 decide --topic k005 --mode telepathy
    fails 1 decide --topic k005 --site nowhere
    fails 1 decide --topic k005 --team nobody
    fails 2 decide --topic k005 -o page.html
}

@test "an empty store, and one with one person" {
    rm trust.copse
    copse init --quiet
    fails 1 decide --topic k005
    mkdir one
    printf 'member_id,name\nann,Ann\n' >one/members.csv
    printf 'topic_id,name\nw,Wounds\n' >one/topics.csv
    printf 'member_id,topic_id,weight\nann,w,2\n' >one/expertise.csv
    copse import one --quiet --as-of $DAY >/dev/null
    golden decide/one-row decide --topic w --as-of $DAY
}

@test "same input, same bytes" {
    decide --topic k001 --topic k005 --mode virtual --json >first
    decide --topic k001 --topic k005 --mode virtual --json >second
    cmp first second
}

@test "a steward's answer leaves a row in the audit log, anybody else's none" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is missing"
    decide --topic k005 >/dev/null
    decide --topic k005 --for steward --reason "a new CoP" >/dev/null
    sqlite3 trust.copse "SELECT action, audience, reason FROM audit WHERE action = 'decide'" >rows
    [ "$(cat rows)" = "decide|steward|a new CoP" ]
}

# Labels and reasons were committed before the code; each stated change is made to the data and asked about again.
@test "every labelled scenario has its verdict, and turns as it is said to" {
    /usr/bin/python3 "$SOURCE_DIR/tests/question/decide_scenarios.py" "$COPSE" "$SOURCE_DIR/tests/question/decide_scenarios"
}
