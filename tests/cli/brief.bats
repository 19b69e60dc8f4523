# copse brief: before, during and after a project.
load support

DAY=2026-06-30

# Of the shipped trust's projects p01 is to begin, p14 runs, p10 has not begun, p18 is over.
prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
}

@test "brief before, during and after, by the project's dates" {
    golden brief/before brief --project p01 --as-of $DAY
    golden brief/during brief --project "Pilot: Imaging and diagnostics" --phase during --as-of $DAY
    golden brief/after brief --project p18 --phase after --as-of $DAY
    [ "$(copse brief --project p18 --as-of $DAY | grep -m 1 "(now)")" = "After (now)" ]
    [ "$(copse brief --project p14 --as-of $DAY | grep -m 1 "(now)")" = "During (now)" ]
}

@test "brief of no stored project, by topics and a team, and of nobody's" {
    golden brief/topics brief --topic MRI --topic CT --team t01 --mode virtual --as-of $DAY
    golden brief/nobodys brief --topic "Fetal monitoring" --phase before --as-of $DAY
}

@test "brief says for how long a CoP heard nothing, by cadence" {
    copse record update m197 --cop c06 --project p14 --on 2026-06-01 --note "ten scans" --share trust --as-of $DAY \
        --quiet >/dev/null
    copse brief --project p14 --phase during --csv --as-of $DAY | grep "c06" | grep -q "told on 2026-06-01.*,2026-06-01,no,"
    copse brief --project p14 --phase during --csv --cadence 14 --as-of $DAY | grep "c06" |
        grep -q "nothing since 2026-06-01, 29 days.*,2026-06-01,yes,"
}

@test "brief as CSV has a row a line; as JSON it fulfils its schema" {
    golden brief/csv brief --project p01 --phase before --csv --as-of $DAY
    valid brief brief --project p01 --as-of $DAY --json
    valid brief brief --project p14 --as-of $DAY --json
    valid brief brief --project p18 --for trust --as-of $DAY --json
    valid brief brief --topic MRI --as-of $DAY --json
}

@test "brief names the sentences of the handbook, all of those about projects and no other" {
    for project in p01 p14 p18; do
        copse brief --project $project --csv --as-of $DAY | awk -F, 'NR > 1 { print $3 }' | sort -u >served
        grep -oE '^\| `(before|during|after)-[a-z]+`' "$SOURCE_DIR/docs/handbook.md" | tr -d '|` ' | sort -u >sentences
        diff served sentences
    done
}

@test "brief for the steward with a reason is in the audit log" {
    copse brief --project p01 --phase before --for steward --reason "to invite" --as-of $DAY >said
    copse audit --json | grep -q "to invite"
    [ "$(grep -c " is in " said)" -gt "$(copse brief --project p01 --phase before --for trust --as-of $DAY | grep -c " is in ")" ]
}

@test "brief of nothing, of what there is not, and on an empty store" {
    fails 2 brief
    fails 2 brief --team t01
    fails 2 brief --project p01 --for steward
    fails 2 brief --project p01 --for self
    fails 2 brief --project p01 --phase later
    fails 2 brief --project p01 --cadence 0
    fails 2 brief --project p01 -o out.html
    golden brief/no-project brief --project p0l --as-of $DAY
    fails 1 brief --topic nothing
    copse init --store empty.copse
    fails 1 brief --topic MRI --store empty.copse
}

@test "brief gives the same bytes again, and changes nothing" {
    sum=$(sha256sum trust.copse)
    copse brief --project p14 --json --as-of $DAY >once
    copse brief --project p14 --json --as-of $DAY >again
    cmp once again
    [ "$(sha256sum trust.copse)" = "$sum" ]
}
