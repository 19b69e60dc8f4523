# Words that copse does not know, and what it says of them.
load support

@test "without a command, help goes to stderr and the exit code is that of a wrong line" {
    run --separate-stderr copse
    [ "$status" -eq 2 ]
    [ -z "$output" ]
    [[ "$stderr" == *"Usage: copse COMMAND"* ]]
}

@test "an unknown command gets the closest one as a suggestion" {
    golden usage/unknown-command hepl
}

@test "an unknown command that is like no other points to the list" {
    golden usage/strange-command xylophone
}

@test "an unknown option gets the closest one as a suggestion" {
    golden usage/unknown-option version --quit
}

@test "an unknown letter points to the help" {
    golden usage/unknown-letter version -z
}

@test "an option before the command says where options go" {
    golden usage/option-first --store x.copse version
}

@test "a value that is no number names the value and the range" {
    golden usage/no-number version --seed=many
}

@test "a number that does not fit is refused, not cut" {
    fails 2 version --seed 99999999999999999999
    fails 2 version --seed -1
}

@test "a day that is no date shows how to write one" {
    golden usage/no-date version --as-of 31/03/2026
}

@test "an option without its value says what it needs" {
    golden usage/no-value version --as-of
}

@test "a flag with a value is refused" {
    golden usage/flag-with-value version --quiet=yes
}

@test "a word too many is named" {
    golden usage/too-many version now
}

@test "after -- nothing is an option" {
    golden usage/after-dashes help -- --quiet
}

@test "control and bidi characters of a word are never sent to the terminal" {
    fails 2 $'x\e[31m\u202Ey\u0085z\u2066'
    [ "${stderr_lines[0]}" = "copse: there is no command 'x [31my z'" ]
}
