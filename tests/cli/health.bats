# copse health.
load support

DAY=2026-06-30

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
}

@test "health of all CoPs, for the trust and for the steward" {
    golden health/text health --as-of $DAY
    golden health/csv health --as-of $DAY --csv
    golden health/steward health --as-of $DAY --for steward --reason "spring review" --csv
}

@test "health of one CoP names who agreed, and counts what is published or rounded" {
    golden health/one health c10 --as-of $DAY
    golden health/one-steward health "Digital and data community of practice" --as-of $DAY --for steward --reason "spring review"
    copse audit --json | grep -q "spring review"
}

@test "health finds the planted twins, and the dormant CoP that is recorded as active" {
    planted=$(tr -d ' \n' <"$SOURCE_DIR/datasets/trust/truth.json")
    [[ "$planted" == *'"duplicate_communities":[["c10","c07"]]'* ]]
    [[ "$planted" == *'"dormant_communities":["c19"]'* ]]
    copse health --as-of $DAY --csv | awk -F, '$NF == "yes" { print $1, $21 }' >twins
    [ "$(cat twins)" = "$(printf 'c07 c10\nc10 c07')" ]
    copse health --as-of $DAY --csv | awk -F, '$5 == "yes" { print $1 }' | grep -q '^c19$'
}

@test "health as JSON fulfils its schema" {
    valid health health --as-of $DAY --json
    valid health health c10 --as-of $DAY --json
    valid health health c10 --as-of $DAY --json --for steward --reason "spring review"
    valid health health c20 --as-of $DAY --json # nobody is in it
    valid health health --as-of $DAY --json --for team t01
}

@test "health on an empty store, and on a CoP that there is not or that is sensitive" {
    copse init --store empty.copse
    golden health/empty health --store empty.copse --as-of $DAY
    golden health/unknown health c99 --as-of $DAY
    fails 1 health c09 --as-of $DAY
    fails 2 health --for steward --as-of $DAY
    fails 2 health --for self --as-of $DAY
    fails 2 health c10 c07
    fails 2 health --as-of $DAY -o out.html
}

@test "health gives the same bytes again, and writes nothing but the steward's line in the log" {
    sum=$(sha256sum trust.copse)
    copse health --as-of $DAY --json >once
    copse health --as-of $DAY --json >again
    cmp once again
    [ "$(sha256sum trust.copse)" = "$sum" ]
}
