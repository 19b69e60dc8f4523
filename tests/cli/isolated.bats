# copse isolated.
load support

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of 2026-06-30 >/dev/null
}

@test "isolated names the three planted teams of the shipped trust, and no other" {
    golden isolated/text isolated --as-of 2026-06-30
    planted=$(sed -n 's/.*"team_id": "\([a-z0-9]*\)", "kind": "\([a-z]*\)".*/\1 \2/p' "$SOURCE_DIR/datasets/trust/truth.json" | sort)
    found=$(copse isolated --as-of 2026-06-30 --csv | awk -F, '$6 == "confirmed" { print $2, $7 }' | sort)
    [ -n "$planted" ]
    [ "$planted" = "$found" ]
}

@test "isolated as JSON fulfils its schema, at every level that has enough units" {
    valid isolated isolated --as-of 2026-06-30 --json
    valid isolated isolated --level community --as-of 2026-06-30 --json
    valid isolated isolated --null sampled --as-of 2026-06-30 --json
}

@test "isolated on too few units says what to look at instead" {
    golden isolated/too-few isolated --level site --as-of 2026-06-30
}

@test "isolated on an empty store" {
    copse init --store empty.copse
    golden isolated/empty isolated --store empty.copse --as-of 2026-06-30
}

@test "isolated with a share that is none" {
    golden isolated/no-share isolated --q 2
    fails 2 isolated --q 0.1x
    fails 2 isolated --level ward
}

@test "isolated gives the same bytes again, and as the sampled null with its seed" {
    copse isolated --as-of 2026-06-30 --json >once
    copse isolated --as-of 2026-06-30 --json >again
    cmp once again
    copse isolated --null sampled --seed 7 --as-of 2026-06-30 --json >once
    copse isolated --null sampled --seed 7 --as-of 2026-06-30 --json >again
    cmp once again
}

@test "isolated --track keeps who was flagged; later answers say what was done and what came of it" {
    copse isolated --as-of 2026-06-30 --json >plain
    copse isolated --as-of 2026-06-30 --json --track --quiet >tracked
    cmp plain tracked
    sum=$(sha256sum trust.copse)
    copse isolated --as-of 2026-06-30 >/dev/null
    [ "$(sha256sum trust.copse)" = "$sum" ]
    copse record acted t22 --reason "a seat in Wound care taken up" --as-of 2026-07-02 >/dev/null
    copse record accept "Maple liaison team" --reason "a secure unit" --as-of 2026-07-03 >/dev/null
    copse isolated --as-of 2026-07-30 --track --quiet >/dev/null
    golden isolated/tracked isolated --as-of 2026-07-31
    valid isolated isolated --as-of 2026-07-31 --json
    copse record accept t06 --undo --as-of 2026-08-01 >/dev/null
    copse isolated --as-of 2026-08-01 | refute grep -q "Rightly apart"
    golden isolated/tracked isolated --as-of 2026-07-31 # that day as it was
    copse isolated --as-of 2026-06-29 --json | refute grep -q flagged
}

@test "isolated --track says so where there is nothing to keep" {
    golden isolated/nothing-to-track isolated --level site --track --as-of 2026-06-30
}
