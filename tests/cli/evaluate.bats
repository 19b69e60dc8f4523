# copse evaluate.
load support

prepare() {
    import_southern_women
}

@test "evaluate ends in words, as text, JSON and CSV" {
    golden evaluate/text evaluate --model popularity --as-of 2026-03-31
    valid evaluate evaluate --as-of 2026-03-31 --against all --json
    copse evaluate --as-of 2026-03-31 --csv >answer
    [ "$(wc -l <answer)" -eq 19 ] # three models in six slices
    head -1 answer | grep -q '^model,slice,members,recall,recall_lower,.*,coverage$'
}

@test "the store is left as it was" {
    cp trust.copse before
    copse evaluate --protocol k-fold --quiet >answer
    cmp trust.copse before
}

@test "by time needs dates, and says so" {
    fails 3 evaluate --protocol by-time
    [[ "$stderr" == *"since column"* ]]
    fails 3 evaluate --protocol by-time --since 2026-01-01
    [[ "$stderr" == *"since column"* ]]
}

@test "an option of another protocol is refused, not ignored" {
    fails 2 evaluate --since 2026-01-01
    [[ "$stderr" == *by-time* ]]
    fails 2 evaluate --percent 30
    [[ "$stderr" == *hold-out* ]]
    fails 2 evaluate --protocol by-time --rounds 3
    fails 2 evaluate --protocol k-fold --rounds 1
    [[ "$stderr" == *"2 folds"* ]]
}

@test "a kind that there is not is told before any work" {
    fails 2 evaluate --against item-nn
    [[ "$stderr" == *item-knn* ]]
    fails 2 evaluate --model item-nn
    [[ "$stderr" == *item-knn* ]]
}

@test "rivals stand in the table on request" {
    copse evaluate --against all --rounds 1 --as-of 2026-03-31 >answer
    for kind in popularity same-team item-knn rp3beta als closed-form topic-similarity; do
        grep -q "less $kind" answer
    done
}

@test "an empty store, and one with a single row" {
    rm trust.copse
    copse init --quiet
    fails 3 evaluate
    [[ "$stderr" == *"no membership can be hidden"* ]]
    rm trust.copse
    mkdir one
    printf 'member_id\nm1\n' >one/members.csv
    printf 'community_id\nc1\n' >one/communities.csv
    printf 'member_id,community_id,since\nm1,c1,2026-01-01\n' >one/memberships.csv
    copse import one --quiet >/dev/null
    for protocol in leave-one-out hold-out by-time k-fold; do
        fails 3 evaluate --protocol $protocol --as-of 2026-03-31
    done
}

@test "an unknown protocol" {
    fails 2 evaluate --protocol magic
    [[ "$stderr" == *leave-one-out* ]]
}

@test "a date that is none" {
    fails 2 evaluate --protocol by-time --since 31.3.2026
}
