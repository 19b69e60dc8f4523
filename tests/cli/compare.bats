# copse compare.
load support

THEN=2025-06-30
NOW=2026-06-30

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $NOW >/dev/null
}

# changed.copse: the trust a year on, in which a quiet team met 24 others and a CoP lost most of its members.
change_trust() {
    cp -r "$SOURCE_DIR/datasets/trust" changed
    # Yarrow catering, t22: four of its people with six others each
    awk -F, '$2 == "t22" { print $1 }' changed/assignments.csv | sort -u | head -4 >met
    others=$(awk -F, '$2 != "t22" && NR > 1 && $6 == "" { print $1 }' changed/assignments.csv | sort -u | head -24)
    for other in $others; do
        person=$(sed -n "$((RANDOM % 4 + 1))p" met)
        printf '%s,%s,strength,1,2026-07-15\n' "$person" "$other"
    done >>changed/ties.csv
    "$COPSE" import changed --quiet --store changed.copse --as-of 2026-07-31 >/dev/null
}

@test "compare of two days: for the steward, and for the trust what is published" {
    golden compare/days compare --from $THEN --to $NOW
    golden compare/days-trust compare --from $THEN --to $NOW --for trust
    golden compare/communities compare --from $THEN --to $NOW --level community
}

@test "compare of two stores tells the team that met others from those that did not" {
    RANDOM=7
    change_trust
    copse compare trust.copse changed.copse --as-of 2026-07-31 --json >said
    copse compare trust.copse changed.copse --as-of 2026-07-31 --csv | awk -F, '$4 == "more" && $1 == "team ties" { print $2 }' >more
    [ "$(cat more)" = t22 ]
    grep -q '"less-isolated"' said
    valid compare compare trust.copse changed.copse --as-of 2026-07-31 --json
    copse compare changed.copse trust.copse --as-of 2026-07-31 | grep -A1 "More isolated" | grep -q "Yarrow catering"
}

@test "compare of one store with itself finds nothing" {
    golden compare/itself compare trust.copse trust.copse --as-of $NOW
}

@test "compare as JSON fulfils its schema, for every audience and level" {
    for level in team department site community; do
        valid compare compare --from $THEN --to $NOW --level $level --json
    done
    valid compare compare --from $THEN --to $NOW --json --for trust
    valid compare compare --from $THEN --to $NOW --json --for team t01
}

@test "compare says what is missing on the line" {
    golden compare/nothing compare --to $NOW
    golden compare/one-store compare trust.copse
    golden compare/later-first compare --from $NOW --to $THEN
    fails 2 compare trust.copse trust.copse --from $THEN
    fails 2 compare --from $THEN --q 2
    fails 2 compare --from $THEN --level ward
    fails 2 compare --from $THEN --for self
    fails 1 compare trust.copse missing.copse
}

@test "compare with an empty store" {
    copse init --store empty.copse
    golden compare/empty compare empty.copse trust.copse --as-of $NOW
}

@test "compare changes nothing, and gives the same bytes again" {
    sum=$(sha256sum trust.copse)
    copse compare --from $THEN --to $NOW --json >once
    copse compare --from $THEN --to $NOW --json >again
    cmp once again
    [ "$(sha256sum trust.copse)" = "$sum" ]
}
