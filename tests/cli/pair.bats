# copse pair.
load support

DAY=2026-06-30

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
}

# The pairs of a round as "key key", each in order.
pairs_of() {
    copse pair "$@" --reason coffee --quiet --csv | awk -F, 'NR > 1 && $1 != "" { print ($2 < $7 ? $2 " " $7 : $7 " " $2) }' | sort
}

@test "pair says who meets whom and why" {
    golden pair/team pair --team u03 --reason "coffee in July" --as-of $DAY
    golden pair/face-to-face pair --team u02 --mode face-to-face --reason coffee --as-of $DAY
    golden pair/pairs pair --all --pairs 3 --reason coffee --as-of $DAY
    golden pair/csv pair --community c01 --mode hybrid --csv --reason coffee --as-of $DAY
}

@test "pair as JSON fulfils its schema" {
    valid pair pair --all --json --reason coffee --as-of $DAY
    valid pair pair --all --pairs 7 --json --reason coffee --as-of $DAY
    valid pair pair --team t01 --mode face-to-face --site s01 --json --reason coffee --as-of $DAY
}

@test "pair: parts add up to the worth, and nobody is in two pairs" {
    copse pair --all --json --reason coffee --as-of $DAY >out.json
    /usr/bin/python3 - <<'END'
import json
from decimal import Decimal
answer = json.load(open("out.json"), parse_float=Decimal, parse_int=Decimal)["answer"]
people = [p[x]["key"] for p in answer["pairs"] for x in "ab"] + [l["person"]["key"] for l in answer["left"]]
assert len(people) > 200 and len(set(people)) == len(people)
for p in answer["pairs"]:
    assert p["worth"] == sum(p["parts"].values()), p
    assert p["parts"]["isolated"] == 0 or p["bridges"]
END
}

@test "pair records nothing unless asked to, and only once a day" {
    pairs_of --team u03 --as-of $DAY >shown
    pairs_of --team u03 --dry-run --as-of $DAY >again
    cmp shown again
    pairs_of --team u03 --record --as-of $DAY >recorded
    cmp shown recorded
    golden pair/twice pair --team u03 --record --reason coffee --as-of $DAY
    copse audit --csv --as-of $DAY | grep -q ',pair --record,'
}

@test "pair repeats no pair over ten rounds, and the round of a day can be taken back" {
    # Everybody may be named, or some could meet so few that they meet again.
    sed 's/,\(none\|team\),\(yes\|no\)$/,trust,\2/' "$SOURCE_DIR/datasets/trust/members.csv" >members.csv
    copse import members.csv --quiet --as-of $DAY >/dev/null
    for round in 01 02 03 04 05 06 07 08 09 10; do
        pairs_of --team u03 --record --as-of 2026-07-$round >>all
    done
    [ "$(wc -l <all)" -ge 200 ]
    [ "$(sort all | uniq -d | wc -l)" -eq 0 ]
    pairs_of --team u03 --record --as-of 2026-07-11 >last
    golden pair/undo pair --team u03 --undo --reason coffee --as-of 2026-07-11
    pairs_of --team u03 --as-of 2026-07-11 >anew
    cmp last anew
    golden pair/undo-nothing pair --team u03 --undo --reason coffee --as-of 2026-07-11
}

@test "pair: another seed, another draw; the same seed, the same bytes" {
    pairs_of --all --as-of $DAY >once
    pairs_of --all --as-of $DAY >again
    pairs_of --all --seed 2 --as-of $DAY >other
    cmp once again
    refute cmp once other
}

@test "pair: who may not be named takes part when asked for, and somebody can sit out" {
    local silent=$(awk -F, 'NR > 1 && $6 == "none" && $7 == "no" { print $1; exit }' "$SOURCE_DIR/datasets/trust/members.csv")
    refute grep -q "$silent" <(copse pair --all --csv --reason coffee --as-of $DAY)
    copse pair --all --include "$silent" --csv --reason coffee --as-of $DAY | grep -q "$silent"
    local one=$(pairs_of --all --as-of $DAY | head -1 | cut -d' ' -f1)
    refute grep -q "^$one \| $one\$" <(pairs_of --all --exclude "$one" --as-of $DAY)
}

@test "pair needs one group and a reason" {
    golden pair/no-group pair --reason coffee
    golden pair/no-reason pair --all
    fails 2 pair --all --team u03 --reason coffee
    fails 2 pair --all --record --undo --reason coffee
    fails 2 pair --all --for trust --reason coffee
    fails 1 pair --team nowhere --reason coffee
}

@test "pair of an empty store and of one person" {
    copse init --store empty.copse
    golden pair/empty pair --all --store empty.copse --reason coffee --as-of $DAY
    printf 'member_id,name,visibility,team_id\none,One,trust,t\n' >members.csv
    printf 'team_id\nt\n' >teams.csv
    mkdir one && mv members.csv teams.csv one/
    copse import one --store one.copse --quiet --as-of $DAY >/dev/null
    golden pair/one pair --all --store one.copse --reason coffee --as-of $DAY
}
