# copse purge: what ended longer ago than data are kept for.
load support

DAY=2026-06-30

prepare() {
    mkdir data
    printf 'team_id\nward\n' >data/teams.csv
    printf 'member_id,name\nstays,Stays Put\nleft,Canary Left\nback,Canary Back\n' >data/members.csv
    printf 'member_id,team_id,since,until\nstays,ward,2020-01-01,\nleft,ward,2019-01-01,2023-05-01\nback,ward,2019-01-01,2023-05-01\nback,ward,2026-01-01,\n' >data/assignments.csv
    printf 'community_id,name\nwounds,Wound care\n' >data/communities.csv
    printf 'member_id,community_id,since,until\nstays,wounds,2020-01-01,\nleft,wounds,2020-01-01,2023-05-01\nback,wounds,2020-01-01,2022-01-01\n' >data/memberships.csv
    copse import data --quiet --as-of $DAY >/dev/null
    copse fit --quiet --as-of $DAY >/dev/null
}

@test "a dry run tells the same and changes nothing" {
    sum=$(sha256sum trust.copse)
    golden purge/dry-run purge --older-than 2y --dry-run --as-of $DAY
    [ "$(sha256sum trust.copse)" = "$sum" ]
}

@test "what ended goes, who left goes with it, who came back stays, and no byte is left" {
    golden purge/text purge --older-than 2y --yes --as-of $DAY
    refute grep -aqi "canary left" trust.copse
    grep -aqi "canary back" trust.copse
    [ "$(copse status --json | grep -A1 '"assignment"' | grep -c '2')" -eq 1 ]
    golden purge/again purge --older-than 2y --yes --as-of $DAY
    copse status --json | refute grep -q '"is_stale":.*true'
}

@test "the age is counted from the as-of day: days, weeks, months, years, or a day itself" {
    for age in 1156d 165w 37m 3y 2023-05-02; do # 2023-05-02 or a little later is the first day that is kept
        copse purge --older-than $age --dry-run --json --as-of $DAY | grep -q '"rows_removed":.*5' || { echo "$age"; return 1; }
    done
    copse purge --older-than 2023-05-01 --dry-run --json --as-of $DAY | grep -q '"rows_removed":.*5'
    copse purge --older-than 2023-04-30 --dry-run --json --as-of $DAY | grep -q '"rows_removed":.*1$\|"rows_removed":.*1,'
}

@test "the store's retention is the default" {
    copse record retention 730 --quiet >/dev/null
    copse purge --dry-run --json --as-of $DAY | grep -q '"rows_removed":.*5'
    copse purge --yes --quiet --as-of $DAY >/dev/null
    refute grep -aqi "canary left" trust.copse
}

@test "purge as JSON and CSV" {
    valid purge purge --older-than 2y --dry-run --json
    copse purge --older-than 2y --dry-run --csv --as-of $DAY | head -1 | grep -q "^table,rows$"
    valid purge purge --older-than 2y --yes --json
}

@test "who objected stays, or a file that does not know it would bring them back" {
    copse object left --quiet >/dev/null
    copse purge --older-than 2y --yes --quiet --as-of $DAY >/dev/null
    grep -aqi "canary left" trust.copse
}

@test "without --yes and without a terminal nothing is changed; nothing to remove asks nothing" {
    sum=$(sha256sum trust.copse)
    fails 2 purge --older-than 2y --as-of $DAY
    [ "$(sha256sum trust.copse)" = "$sum" ]
    copse purge --older-than 20y --quiet --as-of $DAY | grep -q "none"
}

@test "what is no age is refused, with what to do, and nothing changes" {
    sum=$(sha256sum trust.copse)
    while IFS='|' read -r code words; do
        fails "$code" $words
        [[ "$stderr" == *→* ]] || { echo "$words: no remedy"; return 1; }
    done <<'END'
2|purge
2|purge --older-than 2
2|purge --older-than y
2|purge --older-than 2years --yes
2|purge --older-than -2y --yes
2|purge --older-than 2.5y --yes
2|purge --older-than 9999y --yes
2|purge --older-than 99999999d --yes
2|purge --older-than 31/03/2024 --yes
2|purge --older-than 2024-02-30 --yes
2|purge --older-than 2024-13-01 --yes
2|purge --older-than 2099-01-01 --yes
2|purge everything --yes
2|purge --older-than 2y --yes --for trust
2|purge --older-than 2y --yes --for self
2|purge --older-than 2y --yes -o out.html
2|purge --olden-than 2y --yes
1|purge --older-than 2y --yes --store nowhere.copse
END
    [ "$(sha256sum trust.copse)" = "$sum" ]
}
