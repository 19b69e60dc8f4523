# check, status and backup: what is in a store.
load support

prepare() {
    import_southern_women
}

@test "status as text, JSON and CSV" {
    golden status/text status --as-of 2026-04-30
    golden status/json status --as-of 2026-04-30 --json
    golden status/csv status --as-of 2026-04-30 --csv
}

@test "status of an empty store" {
    copse init --quiet --store empty.copse --as-of 2026-03-31
    golden status/empty status --store empty.copse --as-of 2026-04-30
}

@test "check as text, JSON and CSV" {
    golden check/text check --as-of 2026-04-30
    golden check/json check --as-of 2026-04-30 --json
    golden check/csv check --as-of 2026-04-30 --csv
}

@test "a format that a command does not write is refused" {
    golden status/html status -o status.html
}

@test "--for self is refused where no person is asked about" {
    golden status/for-self status --for self
}

@test "--for team takes the team's key" {
    copse status --for team alpha >/dev/null
    golden status/team-without-key status --for team
}

@test "backup makes a whole copy that opens, and never writes over a file" {
    copse status --store trust.copse --json --as-of 2026-04-30 >a
    copse backup copy.copse --quiet
    copse status --store copy.copse --json --as-of 2026-04-30 >b
    diff <(grep -v copse a) <(grep -v copse b)
    [ "$(stat -c %a copy.copse)" = 600 ]
    sum=$(sha256sum copy.copse)
    fails 2 backup copy.copse
    [ "$(sha256sum copy.copse)" = "$sum" ]
}

@test "a store where locks and permissions may not hold works, and is warned of once" {
    mkdir "OneDrive - Trust"
    cp trust.copse "OneDrive - Trust"
    chmod 600 "OneDrive - Trust/trust.copse"
    copse status --store "OneDrive - Trust/trust.copse" >/dev/null 2>warning
    [ "$(grep -c OneDrive warning)" -eq 1 ]
    grep -q "keep it on a disk of this machine" warning
    copse status --quiet --store "OneDrive - Trust/trust.copse" >/dev/null 2>warning
    [ ! -s warning ]
    copse init --store "OneDrive - Trust/new.copse" 2>warning
    grep -q "warning: the store is in a folder that OneDrive synchronises" warning
    copse status >/dev/null 2>warning
    [ ! -s warning ]
}

@test "a store that is not there" {
    for command in status check fit model "backup x.copse"; do
        fails 1 $command --store nowhere.copse
        [[ "$stderr" == *nowhere.copse* ]]
    done
    [ ! -e nowhere.copse ]
}
