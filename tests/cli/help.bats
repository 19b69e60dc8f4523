# Help is made from the tables that the commands run by.
load support

# One at least: a loop over none would pass.
commands() {
    copse help | sed -n 's/^  \([a-z-]*\)  *[A-Z].*/\1/p' | grep .
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

# Each in a fresh folder as the tutorial has it: data/, a trust.copse made of it, a home.
@test "every example of help runs as it stands" {
    mkdir bin sandbox
    ln -s "$COPSE" bin/copse
    (cd sandbox && import_southern_women && import_topics && import_project && "$COPSE" fit --quiet >out && mkdir -p home/Documents home/backups)
    for command in "" $(commands); do
        copse help $command | sed -n '2,3s/^  //p' >examples
        [ "$(wc -l <examples)" -eq 2 ]
        while read -r example; do
            example=${example%%   *} # without the words beside it
            rm -rf run
            cp -r sandbox run
            (cd run && HOME=$PWD/home PATH=$BATS_TEST_TMPDIR/bin:$PATH bash -c "$example" >out 2>err </dev/null) ||
                { echo "failed: $example"; cat run/err; return 1; }
        done <examples
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

@test "help --as man says of an option what help says" {
    copse help isolated --as man >page
    grep -q '^\.SH OPTIONS' page
    grep -q 'level.*LEVEL' page
    grep -q 'team (default), department, site or community' page
}

@test "help --as man NO-COMMAND suggests one; a completion is of all commands" {
    run -2 copse help --as man isolatd
    [[ "$output" == *"did you mean 'copse isolated'?"* ]]
    run -2 copse help join --as bash
    [[ "$output" == *"leave the command out"* ]]
}
