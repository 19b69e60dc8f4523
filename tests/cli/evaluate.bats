# copse evaluate.
load support

prepare() {
    import_southern_women
}

@test "evaluate ends in words, as text, JSON and CSV" {
    golden evaluate/text evaluate --model popularity --as-of 2026-03-31
    copse evaluate --as-of 2026-03-31 --json >answer
    grep -q '"verdict"' answer
    copse evaluate --as-of 2026-03-31 --csv >answer
    head -1 answer | grep -qx 'model,slice,lists,recall,hit,ndcg,mrr,coverage'
}

@test "the store is left as it was" {
    cp trust.copse before
    copse evaluate --protocol k-fold --quiet >answer
    cmp trust.copse before
}

@test "by time needs dates, and says so" {
    fails 3 evaluate --protocol by-time
    [[ "$stderr" == *"since column"* ]]
}

@test "an unknown protocol" {
    fails 2 evaluate --protocol magic
    [[ "$stderr" == *leave-one-out* ]]
}

@test "a date that is none" {
    fails 2 evaluate --protocol by-time --since 31.3.2026
}
