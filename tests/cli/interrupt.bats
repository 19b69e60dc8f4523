# Ctrl-C: nothing half done. Large files keep the import busy long enough.
load support

prepare() {
    mkdir data
    cp "$SOURCE_DIR"/datasets/southern-women/*.csv data
    make_big_folder
}

# end_of PID: its exit code in $code; after two minutes it is killed, so that a fault fails and hangs nothing.
end_of() {
    (sleep 120 && kill -KILL "$1") >/dev/null 2>&1 3>&- &
    local guard=$!
    code=0
    wait "$1" || code=$?
    kill "$guard" 2>/dev/null || true
}

# signal_when SIGNAL PATTERN ARGS…: start `copse ARGS` and send the signal when a file of that pattern is
# there, which shows that it has begun to write; leaves its exit code in $code.
signal_when() {
    local signal=$1 pattern=$2
    shift 2
    set -m # a job of its own, in which Ctrl-C is not ignored
    "$COPSE" "$@" 2>stderr >stdout </dev/null &
    local pid=$!
    set +m
    local tries=0
    until compgen -G "$pattern" >/dev/null || [ $((++tries)) -gt 400 ]; do sleep 0.05; done
    sleep 0.2
    kill -"$signal" "$pid"
    end_of "$pid"
}

# A journal, or the new store under another name, stands beside the store.
import_and_signal() {
    signal_when "$1" 'trust.copse[.-]*' import big
}

@test "Ctrl-C during an import exits with 130, and the store is byte for byte as it was" {
    copse import data --quiet --as-of 2026-03-31 >/dev/null
    cp trust.copse before
    import_and_signal INT
    [ "$code" -eq 130 ]
    cmp trust.copse before
    grep -q "nothing was changed" stderr
    [ "$(ls -A)" = $'before\nbig\ndata\nstderr\nstdout\ntrust.copse' ]
    [ ! -s stdout ]
}

@test "Ctrl-C during a first import leaves no store and no other file" {
    import_and_signal INT
    [ "$code" -eq 130 ]
    [ "$(ls -A)" = $'big\ndata\nstderr\nstdout' ]
}

@test "Ctrl-C while start reads a folder leaves neither store nor report" {
    signal_when INT 'trust.copse[.-]*' start big --yes -o report.html
    [ "$code" -eq 130 ]
    [ "$(ls -A)" = $'big\ndata\nstderr\nstdout' ]
    copse start data --yes --quiet -o report.html
    cp trust.copse before
    cp report.html before.html
    signal_when INT 'trust.copse-journal' start big --yes -o report.html
    [ "$code" -eq 130 ]
    cmp trust.copse before
    cmp report.html before.html
}

@test "Ctrl-C after start has read the folder says that it is in the store, without a report" {
    signal_when INT 'trust.copse' start big --yes -o report.html
    [ "$code" -eq 130 ]
    grep -q "the files are in the store, the report was not made" stderr
    [ ! -e report.html ]
    copse status | grep -q "^membership  *1200000"
}

@test "SIGTERM is asked as politely as Ctrl-C" {
    import_and_signal TERM
    [ "$code" -eq 130 ]
    [ ! -e trust.copse ]
}

@test "after an interrupted import the next one does the whole" {
    import_and_signal INT
    copse import data --as-of 2026-03-31 | grep -q "89 added"
}

@test "Ctrl-C while stdin is awaited leaves nothing of it" {
    mkdir scratch
    mkfifo pipe
    exec 7<>pipe # a writer that never writes
    set -m
    TMPDIR=$PWD/scratch "$COPSE" import data --use memberships=- <pipe 2>stderr &
    local pid=$! tries=0
    set +m
    until compgen -G 'scratch/copse-*/stdin' >/dev/null || [ $((++tries)) -gt 200 ]; do sleep 0.05; done
    sleep 0.2
    kill -INT "$pid"
    end_of "$pid"
    exec 7>&-
    [ "$code" -eq 130 ]
    [ -z "$(ls -A scratch)" ]
    [ ! -e trust.copse ]
}

@test "Ctrl-C while letters are written leaves none" {
    copse import "$SOURCE_DIR/datasets/debian-teams" --quiet >/dev/null
    copse fit --quiet >/dev/null # or the signal might come before the first letter
    signal_when INT 'letters.copse-*/letter-0005.html' \
        join --all --letters letters --for steward --reason autumn
    [ "$code" -eq 130 ]
    grep -q "no letter was written" stderr
    [ "$(ls -A)" = $'big\ndata\nstderr\nstdout\ntrust.copse' ]
}

@test "Ctrl-C while memberships are hidden and found again changes nothing" {
    copse import "$SOURCE_DIR/datasets/debian-teams" --quiet >/dev/null
    cp trust.copse before
    signal_when INT stdout evaluate --rounds 20
    [ "$code" -eq 130 ]
    [ ! -s stdout ]
    cmp trust.copse before
}

@test "Ctrl-C while options are chosen leaves the model that was there, and the next fit does the whole" {
    copse import "$SOURCE_DIR/datasets/debian-teams" --quiet >/dev/null
    copse fit --model popularity --quiet >/dev/null
    cp trust.copse before
    signal_when INT stdout fit
    [ "$code" -eq 130 ]
    [ ! -s stdout ]
    cmp trust.copse before
    copse model | grep -q "^Model: popularity"
    copse fit --model same-team --quiet >/dev/null
    copse model | grep -q "^Model: same-team"
}
