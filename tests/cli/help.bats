# Help is made from the tables that the commands run by.
load support

# One at least: a loop over none would pass.
commands() {
    copse help | sed -n 's/^  \([a-z]*\)  *[A-Z].*/\1/p' | grep .
}

@test "help lists the commands by who uses them" {
    golden help/all help
}

@test "--help, -h and help are the same" {
    copse help >a
    copse --help >b
    copse -h >c
    cmp a b
    cmp a c
}

@test "--help of a command is help COMMAND, wherever it stands and whatever else is wrong" {
    for command in $(commands); do
        copse help "$command" >a
        copse "$command" --help >b
        copse "$command" --no-such-option x y z -h >c
        cmp a b
        cmp a c
    done
}

@test "the help of every command opens with two examples of that command" {
    for command in $(commands); do
        copse help "$command" >help
        [ "$(sed -n 1p help)" = "Examples:" ]
        [[ "$(sed -n 2p help)" == "  copse $command"* || "$(sed -n 2p help)" == "  copse --$command"* ]]
        [[ "$(sed -n 3p help)" == "  copse $command"* || "$(sed -n 3p help)" == "  copse --$command"* ]]
    done
}

@test "no line of help is wider than 100 columns" {
    for command in "" $(commands); do
        run copse help $command
        [ "$status" -eq 0 ]
        for line in "${lines[@]}"; do [ "${#line}" -le 100 ]; done
    done
}

@test "help of an unknown command suggests the closest one" {
    golden help/unknown help verison
}

@test "help rules prints every rule with its threshold" {
    golden help/rules help rules
}

@test "--version is version" {
    [ "$(copse --version)" = "$(copse version)" ]
    [[ "$(copse version)" =~ ^copse\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}
