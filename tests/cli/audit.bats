# copse audit: what was done, and which files were given out.
load support

DAY=2026-03-31

prepare() {
    import_southern_women
}

@test "the log as text, JSON and CSV" {
    copse join --all --csv --for steward --reason "autumn letters" --quiet --as-of $DAY >/dev/null
    golden audit/text audit --as-of $DAY
    golden audit/csv audit --csv --as-of $DAY
    valid audit audit --json
}

@test "the log is the steward's" {
    fails 2 audit --for trust
    fails 2 audit --for team alpha
}
