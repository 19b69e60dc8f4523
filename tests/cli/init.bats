# copse init: a new, empty store.
load support

@test "init makes a store that only its owner can read, and says what is next" {
    golden init/new init
    [ "$(stat -c %a trust.copse)" = 600 ]
}

@test "the store is where --store says, else \$COPSE_STORE, else trust.copse" {
    copse init --quiet --store a.copse
    COPSE_STORE=b.copse copse init --quiet
    COPSE_STORE=b.copse copse init --quiet --store=c.copse
    copse init --quiet
    [ "$(ls *.copse)" = $'a.copse\nb.copse\nc.copse\ntrust.copse' ]
}

@test "a file that is there is left as it is" {
    echo precious >trust.copse
    fails 2 init
    [[ "$stderr" == *trust.copse* ]]
    [ "$(cat trust.copse)" = precious ]
}

@test "a visibility that is none of the words gets a suggestion" {
    golden init/visibility init --visibility teem
    [ ! -e trust.copse ]
}

@test "a folder that is not there fails and is named" {
    fails 1 init --store nowhere/trust.copse
    [[ "$stderr" == *nowhere/trust.copse* ]]
}

@test "a threshold of nought would publish everything: refused" {
    fails 2 init --threshold 0
}
