# copse fit and copse model.
load support

prepare() {
    import_southern_women
}

@test "fit says what it learned, and model says it again" {
    copse fit --as-of 2026-03-31 --json >fitted
    copse model --as-of 2026-03-31 --json >kept
    cmp fitted kept
    golden model/text model --as-of 2026-03-31
}

@test "the same data and seed give the same model, whatever the threads" {
    OPENBLAS_NUM_THREADS=1 copse fit --seed 3 --as-of 2026-03-31 --json >a
    copse join w05 --as-of 2026-03-31 --json >answer-a
    OPENBLAS_NUM_THREADS=2 copse fit --seed 3 --as-of 2026-03-31 --json >b
    copse join w05 --as-of 2026-03-31 --json >answer-b
    cmp a b
    cmp answer-a answer-b
}

@test "model before any fit says what to do" {
    golden model/none model
}

@test "an unknown kind of model" {
    fails 2 fit --model magic
    [[ "$stderr" == *magic* ]]
}

@test "fit of an empty store says what is missing" {
    copse init --store empty.copse --quiet
    fails 3 fit --store empty.copse
}

@test "fit of a store with one row" {
    mkdir one
    printf 'member_id\nm1\n' >one/members.csv
    copse import one --store one.copse --quiet >/dev/null
    golden model/one-row fit --store one.copse
    golden join/one-row join m1 --store one.copse --quiet
}

# Nobody's scores differ there but by rounding, which is no unit to measure them in.
@test "fit of a few people of whom nothing tells one CoP from another" {
    mkdir few
    printf 'team_id\nt0\nt1\n' >few/teams.csv
    printf 'member_id,team_id\nm0,t0\nm1,t1\n' >few/members.csv
    printf 'community_id\nc0\nc1\nc2\nc3\n' >few/communities.csv
    printf 'topic_id\nk0\n' >few/topics.csv
    printf 'community_id,topic_id,weight\nc2,k0,200\nc3,k0,30\nc0,k0,0.01\n' >few/community_topics.csv
    printf 'member_id,topic_id,weight\nm1,k0,5\n' >few/expertise.csv
    printf 'member_id,community_id\nm0,c1\nm0,c2\nm0,c3\nm1,c0\n' >few/memberships.csv
    copse import few --store few.copse --quiet >/dev/null
    copse fit --store few.copse --quiet
    copse join m1 --store few.copse --quiet
}
