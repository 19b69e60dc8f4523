# copse generate: made-up data with planted truth.
load support

@test "the same seed gives the same files, another seed others" {
    copse generate trust a --staff 120 --teams 12 --communities 10 --topics 40 --seed 5 --as-of 2026-03-31 --quiet
    copse generate trust b --staff 120 --teams 12 --communities 10 --topics 40 --seed 5 --as-of 2026-03-31 --quiet
    copse generate trust c --staff 120 --teams 12 --communities 10 --topics 40 --seed 6 --as-of 2026-03-31 --quiet
    diff -r a b
    refute diff -rq a c
    [ -s a/truth.json ]
}

@test "what was generated is imported without a bad row" {
    copse generate trust a --staff 120 --teams 12 --communities 10 --topics 40 --as-of 2026-03-31 --quiet
    copse import a --strict --as-of 2026-03-31 >/dev/null
    copse check --as-of 2026-03-31 >/dev/null
}

@test "a size by its name is the numbers that it stands for, and single ones change it" {
    copse generate trust a --size trust --staff 300 --teams 30 --as-of 2026-03-31 --quiet
    copse generate trust b --staff 300 --teams 30 --communities 60 --topics 600 --as-of 2026-03-31 --quiet
    diff -r a b
    copse generate trust c --size trust --as-of 2026-03-31 --quiet
    [ "$(wc -l <c/members.csv)" -eq 5001 ]
    fails 2 generate trust d --size galaxy
}

@test "only a trust can be generated" {
    golden generate/other generate hospital made-up
}

@test "generate without a folder shows how it is used" {
    golden generate/no-folder generate trust
}

@test "files that are there are left as they are" {
    mkdir a
    echo precious >a/members.csv
    fails 2 generate trust a
    [ "$(cat a/members.csv)" = precious ]
}
