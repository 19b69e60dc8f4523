# copse export --format: the network as a graph for other programs.
load support

DAY=2026-06-30

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
}

# same_everywhere MODE ARGS…: every format, opened by another program, holds what the map shows.
same_everywhere() {
    local mode=$1 level=
    shift
    [ "$mode" != people ] || level="--level people"
    /usr/bin/python3 -c "import networkx, igraph" || skip "no networkx, or no python-igraph"
    command -v neato >/dev/null || skip "no Graphviz"
    rm -rf out && mkdir out
    copse map --json --quiet --as-of $DAY $level "$@" >out/map.json
    for format in graphml gexf dot json; do
        copse export --format $format --mode "$mode" -o out/graph.$format --quiet --as-of $DAY "$@"
    done
    for program in kumu gephi; do
        for table in nodes ties; do
            copse export --format csv-$program --table $table --mode "$mode" -o out/$program-$table.csv --quiet \
                --as-of $DAY "$@"
        done
    done
    /usr/bin/python3 "$SOURCE_DIR/tests/report/check_graph.py" out/map.json out "$mode"
}

@test "a two-mode graph is the same in every format, with all nodes, ties and attributes" {
    same_everywhere two-mode
    same_everywhere two-mode --level people
    same_everywhere two-mode --for steward --reason "a study" --level people
}

@test "one-mode graphs are the projections of it" {
    same_everywhere teams
    same_everywhere communities
    same_everywhere topics
    same_everywhere people
}

@test "a graph of one thing" {
    same_everywhere two-mode --of team "Yarrow catering"
    same_everywhere teams --of topic "Acute medicine"
}

@test "hostile names are text in every format" {
    mkdir odd
    printf 'team_id,name\nt01,"</node><x a=""1""> \\N \\ ; -- & %s"\nt02,"=1+1"\nt03,"%s"\n' \
        "$(printf '\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xf0\x9f\x98\x80 \xef\xbb\xbf')" "$(printf 'x%.0s' {1..300})" >odd/teams.csv
    copse import odd --quiet --as-of $DAY >/dev/null
    same_everywhere two-mode
    same_everywhere teams
    grep -qF "'=1+1" out/gephi-nodes.csv
}

@test "JSON fulfils its schema, the same bytes again, and is of the audience" {
    valid graph export --format json --as-of $DAY --level people
    valid graph export --format json --mode teams --as-of $DAY
    copse export --format gexf --quiet --as-of $DAY >a
    copse export --format gexf --quiet --as-of $DAY >b
    cmp a b
    golden graphs/of-team export --format dot --of team "Yarrow catering" --as-of $DAY
}

@test "what cannot be exported is refused, with what to do" {
    golden graphs/nothing-said export --as-of $DAY
    fails 2 export --format gml
    fails 2 export --format gexf --table ties
    fails 2 export --format gexf --pseudonymous out --reason x
    fails 2 export --format gexf --for steward
    fails 2 export --pseudonymous out --for trust
    fails 2 export --format gexf --of team
}

@test "an empty store gives an empty graph that opens" {
    rm trust.copse
    copse init --store trust.copse --quiet
    same_everywhere two-mode
}
