# What a person at a terminal sees: script(1) gives one to stdin, stdout and stderr.
load support

# on_terminal COMMAND: its screen, escape sequences and all, in the file screen.
on_terminal() {
    script -qec "$1" /dev/null >screen </dev/null
}

prepare() {
    command -v script >/dev/null || skip "script(1) is missing (apt install bsdutils)"
    import_southern_women
}

@test "an answer on a terminal has colours" {
    on_terminal "$COPSE join w01 --as-of 2026-03-31"
    grep -q $'\e\\[1m' screen
}

@test "NO_COLOR, --no-color and TERM=dumb each take the colours away" {
    export NO_COLOR=1
    on_terminal "$COPSE join w01 --as-of 2026-03-31"
    refute grep -q $'\e' screen
    unset NO_COLOR
    on_terminal "$COPSE join w01 --as-of 2026-03-31 --no-color"
    refute grep -q $'\e' screen
    TERM=dumb on_terminal "$COPSE join w01 --as-of 2026-03-31"
    refute grep -q $'\e' screen
}

@test "an empty NO_COLOR is as good as none" {
    NO_COLOR='' on_terminal "$COPSE join w01 --as-of 2026-03-31"
    grep -q $'\e\\[1m' screen
}

@test "work under a second shows no progress" {
    on_terminal "$COPSE import data --as-of 2026-03-31"
    refute grep -q $'\r\e\\[K' screen
}

@test "longer work shows how far it is, on one line that is gone at the end" {
    make_big_folder
    on_terminal "$COPSE import big --store big.copse --as-of 2026-03-31"
    grep -qE $'\r\e\\[Kmemberships.csv: [0-9]+ %' screen
    grep -qE $'\r\e\\[K\e\\[1mA new store was made' screen
}

# Stopped after three seconds: the line would have come after one.
@test "no progress with --quiet, on a dumb terminal, or into a file" {
    make_big_folder
    on_terminal "timeout --foreground -s INT 3 $COPSE import big --store a.copse --quiet" || true
    refute grep -q $'\e\\[K' screen
    TERM=dumb on_terminal "timeout --foreground -s INT 3 $COPSE import big --store b.copse" || true
    refute grep -q $'\e\\[K' screen
    timeout -s INT 3 "$COPSE" import big --store c.copse >answer 2>messages || true
    refute grep -q '%' messages
}

@test "a fit shows which options it tries, how far it is and how long it takes" {
    "$COPSE" import "$SOURCE_DIR/datasets/debian-teams" --store debian.copse --quiet >/dev/null
    on_terminal "$COPSE fit --store debian.copse"
    grep -qE $'\r\e\\[K[^\r]+: [0-9]+ %, about [0-9]+ (s|min) left' screen
}

@test "an explanation draws its parts on a terminal, and nowhere else" {
    script -qec "stty cols 90; $COPSE join w01 --explain E10 --as-of 2026-03-31" /dev/null >screen </dev/null
    grep -q '█' screen
    script -qec "stty cols 50; $COPSE join w01 --explain E10 --as-of 2026-03-31" /dev/null >screen </dev/null
    refute grep -q '█' screen
    NO_UNICODE=1 on_terminal "stty cols 90; $COPSE join w01 --explain E10 --as-of 2026-03-31"
    refute grep -q '█' screen
    TERM=dumb on_terminal "stty cols 90; $COPSE join w01 --explain E10 --as-of 2026-03-31"
    refute grep -q '█' screen
    copse join w01 --explain E10 --as-of 2026-03-31 >piped
    refute grep -q '█' piped
}
