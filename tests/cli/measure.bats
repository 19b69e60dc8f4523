# copse measure.
load support

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of 2026-06-30 >/dev/null
}

# "NAME LEVEL" a line, of all that can be asked; one at least.
measures() {
    copse measure --list --json |
        /usr/bin/python3 -c 'import json, sys
for m in json.load(sys.stdin)["answer"]["measures"]:
    for of in m["of"]:
        print(m["name"], of)' | grep .
}

for_whom() {
    [ "$1" != members ] || echo "--for steward --reason test"
}

@test "measure says what it means, of whom, and by what ties" {
    golden measure/closeness measure closeness --top 5 --as-of 2026-06-30
    golden measure/jaccard measure jaccard --of topics --top 4 --as-of 2026-06-30
    golden measure/pagerank measure pagerank --of teams --topic Sepsis --top 4 --as-of 2026-06-30
    golden measure/members measure gatekeeper --of members --for steward --reason test --top 3 --as-of 2026-06-30
}

@test "every measure runs as JSON that fulfils its schema, and one of each kind of everything" {
    while read -r name of; do
        valid measure measure "$name" --of "$of" $(for_whom "$of") --top 5 --as-of 2026-06-30 --json
    done < <(measures | awk '!seen[$1]++ || $1 == "closeness" || $1 == "topics"')
}

@test "measure as CSV has the rows of JSON" {
    copse measure degree --of teams --top 1000 --as-of 2026-06-30 --csv >csv
    copse measure degree --of teams --top 1000 --as-of 2026-06-30 --json >json
    [ "$(sed -n 1p csv)" = "place,key,name,value,error" ]
    [ "$(tail -n +2 csv | cut -d, -f2)" = "$(/usr/bin/python3 -c 'import json
for r in json.load(open("json"))["answer"]["rows"]: print(r["a"]["key"])')" ]
    copse measure cosine --of teams --top 3 --as-of 2026-06-30 --csv >csv
    [ "$(sed -n 1p csv)" = "place,key,name,other_key,other_name,value" ]
    [ "$(wc -l <csv)" -eq 4 ]
}

@test "what members score is for the steward, who gives a reason that is kept" {
    golden measure/not-for-you measure degree --of members
    fails 2 measure degree --of members --for steward
    fails 2 measure degree --of members --for team t01
    copse measure degree --of members --for steward --reason "whom to ask" --as-of 2026-06-30 >out
    copse audit --csv >log
    grep -q 'measure,steward,whom to ask,degree of 396 members' log # four objected
}

@test "units of few people and pairs that would tell of a few are for the steward only" {
    copse measure degree --of teams --top 1000 --as-of 2026-06-30 --csv | tail -n +2 | cut -d, -f2 | sort >shared
    copse measure degree --of teams --top 1000 --as-of 2026-06-30 --csv --for steward --reason test | tail -n +2 | cut -d, -f2 | sort >all
    [ "$(comm -23 shared all | wc -l)" -eq 0 ]
    [ "$(wc -l <all)" -eq 40 ]
    # Every pair that is shared, counted by hand from the tables: none or five and more in both and in each alone.
    copse measure jaccard --top 100000 --as-of 2026-06-30 --csv >pairs
    [ "$(wc -l <pairs)" -gt 1 ]
    /usr/bin/python3 - "$SOURCE_DIR/datasets/trust/memberships.csv" pairs <<'PY'
import csv, sys
day, of = "2026-06-30", {}
for r in csv.DictReader(open(sys.argv[1])):
    if (r.get("since") or "") <= day < (r.get("until") or "9999"):
        of.setdefault(r["community_id"], set()).add(r["member_id"])
for r in csv.DictReader(open(sys.argv[2])):
    a, b = of[r["key"]], of[r["other_key"]]
    for n in (len(a & b), len(a - b), len(b - a)):
        assert n == 0 or n >= 5, (r, n)
PY
}

@test "measure with a wrong name, level or topic says what there is" {
    golden measure/unknown measure closenes
    golden measure/no-level measure conductance --of topics
    fails 2 measure
    fails 2 measure degree --of wards
    fails 2 measure degree --list
    run --separate-stderr "$COPSE" measure pagerank --topic nonsense </dev/null
    [ "$status" -ne 0 ]
    [ -z "$output" ]
}

@test "every measure of an empty store says that there is nothing" {
    copse init --store empty.copse
    golden measure/empty measure degree --store empty.copse --as-of 2026-06-30
    while read -r name of; do
        copse measure "$name" --of "$of" $(for_whom "$of") --store empty.copse --as-of 2026-06-30 >out
        grep -q "There is nothing to list." out
    done < <(measures)
}

@test "the list of measures is that of help, as text and as JSON" {
    copse measure --list >a
    copse help measures >b
    cmp a b
    valid measures measure --list --json
    for name in $(measures | cut -d' ' -f1 | sort -u); do
        grep -q "^$name\( (of pairs)\)\?$" a
    done
}

@test "every measure gives the same bytes on any number of threads and any kernel" {
    while read -r name of; do
        OPENBLAS_NUM_THREADS=1 OPENBLAS_CORETYPE=Prescott copse measure "$name" --of "$of" $(for_whom "$of") \
            --top 1000 --as-of 2026-06-30 --csv >once
        OPENBLAS_NUM_THREADS=2 copse measure "$name" --of "$of" $(for_whom "$of") --top 1000 --as-of 2026-06-30 --csv >again
        cmp once again
    done < <(measures | awk '!seen[$1]++')
}
