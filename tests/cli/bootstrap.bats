# The first command that a newcomer types, on machines that lack things: what it would run is stood in for.
load support

# stand_in NAME: a program that notes how it was called, then does what stdin says.
stand_in() {
    { printf '#!/bin/bash\necho "%s $*" >>"%s/log"\n' "$1" "$PWD"; cat; } >"bin/$1"
    chmod +x "bin/$1"
}

prepare() {
    mkdir bin
    for tool in bash dirname grep nproc cat env tail; do ln -s "$(command -v "$tool")" bin/; done
    stand_in dpkg-query <<<'exit 1' # nothing is installed
    stand_in id <<<'echo 1000'
    stand_in cmake <<<'exit 0'
    touch log
}

bootstrap() {
    run --separate-stderr env PATH="$PWD/bin" "$SOURCE_DIR/bootstrap" "$@"
}

@test "with neither root nor sudo, one line for IT is printed and nothing is run" {
    bootstrap build
    [ "$status" -eq 1 ]
    [[ "$stderr" == *$'\n\n  apt-get update && apt-get install -y --no-install-recommends gcc cmake '* ]]
    refute grep -qE '^(apt-get|cmake)' log
}

@test "sudo that would ask where nobody can answer is as good as none" {
    stand_in sudo <<<'exit 1'
    bootstrap build
    [ "$status" -eq 1 ]
    [[ "$stderr" == *"Give IT this line"* ]]
}

@test "with sudo, what is missing is said and installed" {
    stand_in sudo <<<'[ "$1" = -n ] || exec "$@"'
    stand_in apt-get <<<'exit 0'
    bootstrap build
    [ "$status" -eq 0 ]
    [[ "$output" == *"installing with sudo apt-get: gcc cmake "* ]]
    grep -qE '^apt-get install .*--no-install-recommends gcc cmake .*libigraph-dev' log
}

@test "lists that are out of date are fetched, and it tries again" {
    stand_in id <<<'echo 0'
    stand_in apt-get <<<'[ "$1" = update ] || [ "$(grep -c "^apt-get install" '"$PWD"'/log)" -gt 1 ]'
    bootstrap build
    [ "$status" -eq 0 ]
    [ "$(grep -oE '^apt-get (install|update)' log | tr '\n' ' ')" = "apt-get install apt-get update apt-get install " ]
}

@test "where everything is there, nothing is installed" {
    stand_in dpkg-query <<<'echo installed'
    bootstrap build
    [ "$status" -eq 0 ]
    refute grep -q '^apt-get' log
}

@test "a wrong word gets the usage" {
    bootstrap dmeo
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"./bootstrap demo"* ]]
}
