# copse query: SQL over what the audience may see.
load support

DAY=2026-03-31

prepare() {
    import_southern_women
    import_topics
    "$COPSE" fit --quiet --as-of $DAY >/dev/null
}

@test "rows in columns, as CSV and as JSON that keeps its schema" {
    local sql="SELECT community, name, members FROM communities ORDER BY members DESC, community LIMIT 4"
    golden query/rows query "$sql" --as-of $DAY
    golden query/csv query "$sql" --csv --as-of $DAY
    valid query query "$sql" --json --as-of $DAY
    valid query query --views --json --as-of $DAY
}

@test "no rows are the names of the columns" {
    golden query/none query "SELECT * FROM projects" --as-of $DAY
}

@test "what is wrong is said, with the place and where to look" {
    golden query/column query "SELECT nam FROM communities" --as-of $DAY
    golden query/closed query "SELECT name FROM member" --as-of $DAY
    golden query/statement query "DELETE FROM people" --as-of $DAY
    golden query/two query "SELECT 1; SELECT 2" --as-of $DAY
    golden query/nothing query --as-of $DAY
}

@test "a suppressed count is empty, not zero" {
    [ "$(copse query "SELECT count(*) FROM team_communities WHERE members = 0" --csv --as-of $DAY | tail -1)" = 0 ]
    local shown
    shown=$(copse query "SELECT min(members) FROM communities" --csv --as-of $DAY | tail -1)
    [ "$shown" -ge 5 ]
    [ "$(copse query "SELECT count(*) > 0 FROM communities WHERE members IS NULL" --csv --as-of $DAY | tail -1)" = 1 ]
}

@test "the steward gives a reason, and the log has it without the query" {
    fails 2 query "SELECT 1" --for steward
    fails 2 query "SELECT 1" --for self
    copse query "SELECT member FROM people WHERE member = 'w01'" --for steward --reason "list of leads" >/dev/null
    copse audit --csv | grep -q "query,steward,list of leads,"
    copse audit | grep -v w01 >/dev/null
}

@test "formulas in names stay text in CSV, and control characters leave the terminal alone" {
    run copse query "SELECT '=1+1' AS a, char(27) || '[31m' AS b" --csv --as-of $DAY
    [[ "${lines[1]}" == "\"'=1+1\","* ]]
    copse query "SELECT char(27) || '[31mred' AS a" --as-of $DAY >said
    ! grep -q $'\x1b' said
}

@test "a query that does not end is stopped on request" {
    # Later where the program was not far enough to listen yet: it says nothing then.
    for seconds in 1 4 16; do
        run timeout -s INT $seconds "$COPSE" query "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t"
        [ -z "$output" ] || break
    done
    [[ "$output" == *"stopped on request"* ]]
}
