# copse template: forms to fill in.
load support

@test "template writes tables that import takes as they are" {
    copse template forms --quiet
    [ -s forms/members.csv ]
    [ -s forms/memberships.csv ]
    copse import forms --as-of 2026-03-31
}

@test "template never writes over a file" {
    mkdir forms
    echo precious >forms/members.csv
    fails 2 template forms
    [[ "$stderr" == *members.csv* ]]
    [ "$(cat forms/members.csv)" = precious ]
    [ "$(ls forms)" = members.csv ]
}

@test "template says what is next" {
    run --separate-stderr copse template forms
    [ "$status" -eq 0 ]
    [ -z "$output" ]
    [[ "$stderr" == *"copse import forms" ]]
}

@test "template without a folder shows how it is used" {
    golden template/no-folder template
}
