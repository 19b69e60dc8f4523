# copse giveback: a person's own ledger.
load support

DAY=2026-06-30

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
}

# What the shipped trust's m009 does next to what it has on file.
record_some() {
    copse record update m009 --cop c06 --project p14 --on 2026-05-01 --note "we start with ten scans" --share trust \
        --as-of $DAY --quiet >/dev/null
    copse record shared m009 --cop c06 --project p14 --on 2026-06-02 --due 2026-06-20 --as-of $DAY --quiet >/dev/null
    copse record asked m227 --with m009 --topic k020 --on 2026-06-20 --due 2026-07-04 --as-of $DAY --quiet >/dev/null
}

@test "giveback as text, as a whole and of one project, with an update that is due by cadence" {
    record_some
    golden giveback/text giveback m009 --as-of $DAY
    golden giveback/project giveback m009 --project "Pilot: Imaging and diagnostics" --cadence 30 --as-of $DAY
    golden giveback/earlier giveback m009 --as-of 2025-08-30
}

@test "giveback as CSV has a line for each item; as JSON it fulfils its schema" {
    record_some
    golden giveback/csv giveback m009 --csv --as-of $DAY
    valid giveback giveback m009 --as-of $DAY --json
    valid giveback giveback m009 --project p14 --as-of $DAY --json
    valid giveback giveback m002 --as-of 2020-01-01 --json
}

@test "a promise goes when it is kept, by its number" {
    record_some
    number=$(copse giveback m009 --csv --as-of $DAY | awk -F, '$3 == "promised" && $5 == "shared" { print $4 }')
    copse record shared m009 --cop c06 --note "the scans" --settles "$number" --as-of $DAY --quiet >/dev/null
    copse giveback m009 --csv --as-of $DAY | refute grep -q "promised,$number,"
    copse giveback m009 --as-of $DAY | tr -s ' \n' ' ' | grep -q "shared: \"the scans\" (settles $number)"
}

@test "giveback of whom nothing is recorded says what to record" {
    golden giveback/empty giveback m002 --as-of 2020-01-01
    copse init --store empty.copse
    fails 1 giveback m002 --store empty.copse
}

@test "giveback is for the person alone, and names what it does not know" {
    fails 2 giveback m009 --for trust
    fails 2 giveback m009 --for team t01
    fails 2 giveback m009 --for steward --reason curious
    fails 2 giveback m009 --cadence 0
    fails 2 giveback m009 -o out.html
    fails 2 giveback
    golden giveback/no-project giveback m009 --project p1 --as-of $DAY
    copse giveback m009 -o out.json --as-of $DAY --quiet
    [ "$(stat -c %a out.json)" = 600 ]
}

@test "giveback gives the same bytes again, and changes nothing" {
    sum=$(sha256sum trust.copse)
    copse giveback m009 --json --as-of $DAY >once
    copse giveback m009 --json --as-of $DAY >again
    cmp once again
    [ "$(sha256sum trust.copse)" = "$sum" ]
}
