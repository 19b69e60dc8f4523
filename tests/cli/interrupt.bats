# Ctrl-C: nothing half done. Large files keep the import busy long enough.
load support

prepare() {
    mkdir data
    cp "$SOURCE_DIR"/datasets/southern-women/*.csv data
    make_big_folder
}

# import_and_signal SIGNAL: send it when the import has begun to write (a journal, or the new store under
# another name, stands beside the store); leaves its exit code in $code.
import_and_signal() {
    set -m # a job of its own, in which Ctrl-C is not ignored
    "$COPSE" import big 2>stderr >stdout </dev/null &
    local pid=$!
    set +m
    local tries=0
    until compgen -G 'trust.copse[.-]*' >/dev/null || [ $((++tries)) -gt 400 ]; do sleep 0.05; done
    sleep 0.2
    kill -"$1" "$pid"
    code=0
    wait "$pid" || code=$?
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

@test "SIGTERM is asked as politely as Ctrl-C" {
    import_and_signal TERM
    [ "$code" -eq 130 ]
    [ ! -e trust.copse ]
}

@test "after an interrupted import the next one does the whole" {
    import_and_signal INT
    copse import data --as-of 2026-03-31 | grep -q "89 added"
}
