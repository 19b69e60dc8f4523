# copse talk.
load support

DAY=2026-06-30

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
}

@test "talk says whom, why each, and the way there" {
    golden talk/text talk m101 --topic "Acute medicine" --topic k001 --top 3 --as-of $DAY
    golden talk/csv talk m101 --topic "Acute medicine" --csv --as-of $DAY
}

@test "talk face to face counts the way" {
    golden talk/face-to-face talk m101 --project p01 --mode face-to-face --site s03 --top 2 --as-of $DAY
}

@test "talk shows how a text was understood" {
    golden talk/from-text talk m101 --from-text "surgical site infection after hip surgery" --top 1 --as-of $DAY
}

@test "talk for the steward counts open questions, and is audited" {
    golden talk/steward talk m101 --topic k001 --top 2 --for steward --reason "a call for help" --as-of $DAY
    copse audit --csv --as-of $DAY | grep -q ',talk,'
}

@test "talk as JSON fulfils its schema" {
    valid talk talk m101 --topic k001 --topic k002=3 --top 100 --as-of $DAY --json
    valid talk talk m101 --project p01 --as-of $DAY --json
    valid talk talk m101 --topic k001 --for steward --reason test --as-of $DAY --json
}

@test "talk: what is printed adds and multiplies to the score, to the last digit" {
    for member in m101 m001 m200; do
        copse talk $member --topic k001 --topic k003=2 --topic k007 --top 1000 --mode face-to-face --as-of $DAY --json >out.json
        /usr/bin/python3 - <<'END'
import json
from decimal import Decimal
people = json.load(open("out.json"), parse_float=Decimal, parse_int=Decimal)["answer"]["people"]
assert len(people) > 20, len(people)
for p in people:
    assert p["score"] == p["expertise"] * p["in_return"] * p["nearness"] * p["room"], p
    assert p["expertise"] == sum(t["part"] for t in p["knows"]), p
    assert p["in_return"] == p["return_base"] + sum(t["part"] for t in p["learns"]), p
    assert p["nearness"] == 1 - p["hops_cost"] - p["travel_cost"], p
END
    done
}

@test "talk: nobody knows it, nobody may be named, and a topic that there is not" {
    printf 'topic_id,name\nk999,Hovercraft\n' >topics.csv
    copse import topics.csv --quiet --as-of $DAY >/dev/null
    golden talk/nobody talk m101 --topic Hovercraft --as-of $DAY
    golden talk/no-topic talk m101 --topic Hovercrafd --as-of $DAY
}

@test "talk needs to know about what, and for whom" {
    golden talk/about-nothing talk m101
    golden talk/for-trust talk m101 --topic k001 --for trust
    fails 2 talk
    fails 2 talk m101 --topic k001 --from-text x --project p01
    fails 2 talk m101 --topic k001=0
    fails 2 talk m101 --topic k001 --for steward
    fails 1 talk nobody-of-that-name --topic k001
}

@test "talk in an empty store" {
    copse init --store empty.copse
    fails 1 talk m101 --topic k001 --store empty.copse
}
