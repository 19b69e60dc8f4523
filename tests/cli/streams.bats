# stdout is the answer, stderr all else; neither may be what one hopes.
load support

@test "a closed stdout fails, and its number is not given to a file" {
    run --separate-stderr bash -c '"$0" help >&-' "$COPSE"
    [ "$status" -eq 1 ]
    [[ "$stderr" == "copse help: standard output: cannot be written: "* ]]
}

@test "a closed stderr loses messages, not the exit code" {
    run bash -c '"$0" xylophone 2>&-' "$COPSE"
    [ "$status" -eq 2 ]
}

@test "a full disk fails with what to do" {
    run --separate-stderr bash -c '"$0" help >/dev/full' "$COPSE"
    [ "$status" -eq 1 ]
    [ "${stderr_lines[0]}" = "copse help: standard output: cannot be written: No space left on device" ]
    [ "${stderr_lines[1]}" = "  → free some disk space and try again" ]
}

@test "a reader that closes the pipe has had enough: exit 0 without a word" {
    # The reader is gone before the first byte is written.
    run --separate-stderr bash -c '{ sleep 0.2; "$0" help; echo "$?" >code; } | true; cat code' "$COPSE"
    [ "$output" = 0 ]
    [ -z "$stderr" ]
}

@test "-o writes the whole file, readable as the umask says, and says so on stderr" {
    run --separate-stderr copse help -o help.txt
    [ "$status" -eq 0 ]
    [ -z "$output" ]
    [ "$stderr" = "copse help: help.txt is written" ]
    copse help >expected
    cmp help.txt expected
    [ "$(stat -c %a help.txt)" = 644 ]
}

@test "-o - is stdout" {
    [ "$(copse version -o -)" = "$(copse version)" ]
}

@test "-o replaces a file in one step and leaves no other behind" {
    echo old >help.txt
    copse help -o help.txt --quiet
    copse help >expected
    cmp help.txt expected
    [ "$(ls)" = $'expected\nhelp.txt' ]
}

@test "-o follows a link to the file that it names" {
    mkdir there
    echo old >there/help.txt
    ln -s there/help.txt link
    copse version -o link --quiet
    [ -L link ]
    [ "$(cat there/help.txt)" = "$(copse version)" ]
}

@test "-o to a device writes into it" {
    fails 1 help -o /dev/full
    [ -c /dev/full ]
    run copse help -o /dev/null
    [ "$status" -eq 0 ]
    [ -c /dev/null ]
}

@test "-o into a folder that is not there fails and names it" {
    fails 1 help -o nowhere/help.txt
    [[ "$stderr" == "copse help: nowhere/help.txt: cannot be written: No such file or directory"* ]]
}

@test "-o into a folder that cannot be written fails and leaves the old file" {
    if [ "$(id -u)" -eq 0 ]; then skip "root can write everywhere"; fi
    mkdir shut
    echo old >shut/help.txt
    chmod 555 shut
    fails 1 help -o shut/help.txt
    [ "$(cat shut/help.txt)" = old ]
}

@test "-o to a folder fails" {
    mkdir folder
    fails 1 help -o folder
    [ -z "$(ls folder)" ]
}

@test "without a terminal there are no colours" {
    run copse help
    [[ "$output" != *$'\e'* ]]
}
