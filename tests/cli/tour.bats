# copse tour: the questions one after the other, on a made-up trust.
load support

prepare() {
    export TMPDIR=$BATS_TEST_TMPDIR/tmp
    mkdir tmp
}

# The lines that the tour shows, as a person would type them.
lines_of() {
    sed -n 's/^\$ copse //p' "$1"
}

@test "what it shows is what those lines print, typed by hand" {
    copse tour >tour 2>said </dev/null
    lines_of tour >lines
    [ "$(wc -l <lines)" -eq 8 ]
    mkdir hand
    cd hand
    while IFS= read -r line; do
        eval "copse $line" >shown 2>/dev/null </dev/null
        # Each answer stands whole behind its line.
        awk -v line="\$ copse $line" 'found { print } $0 == line { found = 1 }' ../tour | head -n "$(wc -l <shown)" | diff shown -
    done <../lines
    [ -s map.html ]
}

@test "it works in a folder of its own, says where, and touches no store" {
    COPSE_STORE=mine.copse copse tour >tour 2>said </dev/null
    folder=$(sed -n 's/.* are in \(.*\): try more there.*/\1/p' said)
    [[ "$folder" == "$TMPDIR"/copse-tour-* ]]
    [ -s "$folder/trust.copse" ] && [ -s "$folder/map.html" ]
    [ "$(ls)" = $'said\ntmp\ntour' ]
}

@test "the made-up trust is the shipped one, byte for byte" {
    copse tour >tour 2>said </dev/null
    for file in tmp/copse-tour-*/made-up/*; do
        cmp "$file" "$SOURCE_DIR/datasets/trust/$(basename "$file")"
    done
}

@test "without a place for it, it says what to do" {
    TMPDIR=$BATS_TEST_TMPDIR/nowhere fails 1 tour
    [[ "$stderr" == *"set TMPDIR"* ]]
}

@test "whoever reads only the beginning has had enough" {
    set -o pipefail
    copse tour 2>said </dev/null | head -n 1 >first
    [ "$(cat first)" = "1 of 8. A trust to try things on" ]
    refute grep -q "did not work\|cannot" said
}
