# copse import: all of a folder, or nothing of it.
load support

prepare() {
    cp -r "$SOURCE_DIR/datasets/southern-women" data
}

checksum() {
    sha256sum trust.copse | cut -d' ' -f1
}

@test "import makes a store and says what it took" {
    golden import/southern-women import data --as-of 2026-03-31
    [ "$(stat -c %a trust.copse)" = 600 ]
}

@test "import as JSON" {
    golden import/json import data --as-of 2026-03-31 --json
}

@test "importing the same again changes nothing" {
    copse import data --as-of 2026-03-31 >first
    before=$(checksum)
    golden import/again import data --as-of 2026-03-31
    [ "$(checksum)" = "$before" ]
}

@test "a dry run says what would happen and leaves no store" {
    golden import/dry-run import data --dry-run --as-of 2026-03-31
    [ ! -e trust.copse ]
}

@test "a bad row refuses all of it: the report lists it, stderr says why, the store is as it was" {
    copse import data --quiet --as-of 2026-03-31 >first
    before=$(checksum)
    printf 'w01,nosuch\n' >>data/memberships.csv
    golden import/bad-row import data --as-of 2026-04-30
    [ "$(checksum)" = "$before" ]
}

@test "--skip-bad leaves bad rows out and exits with 0" {
    printf 'w01,nosuch\n' >>data/memberships.csv
    golden import/skip-bad import data --skip-bad --as-of 2026-03-31
}

@test "--strict and --skip-bad exclude each other" {
    golden import/strict-and-skip import data --strict --skip-bad
}

@test "--use takes another file for a table" {
    mv data/memberships.csv other.csv
    copse import data --use memberships=other.csv --as-of 2026-03-31 --json | grep -q '"memberships"'
}

@test "--use TABLE=- reads stdin, to its end, and keeps nothing of it" {
    mv data/memberships.csv other.csv
    mkdir scratch
    TMPDIR=$PWD/scratch copse import data --use memberships=- --as-of 2026-03-31 --json <other.csv >piped
    grep -q '"added":\s*89' piped
    [ -z "$(ls -A scratch)" ]
}

@test "stdin can be one table only" {
    golden import/two-stdins import data --use memberships=- --use members=-
}

@test "--use without an equals sign shows how to write it" {
    golden import/use import data --use memberships
}

@test "a folder that is not there" {
    golden import/no-folder import nowhere
    [ ! -e trust.copse ]
}

@test "an empty folder" {
    mkdir empty
    golden import/empty-folder import empty
    [ ! -e trust.copse ]
}

@test "an import from a closed stdin asks nothing" {
    run bash -c '"$0" import data --quiet <&-' "$COPSE"
    [ "$status" -eq 0 ]
}

@test "a name that would run in a terminal is cleaned in the report and in errors" {
    printf 'e99,"\e[31mred\xe2\x80\xae",x\n' >>data/communities.csv
    printf 'w01,\e[31mred\n' >>data/memberships.csv
    run copse import data --as-of 2026-03-31
    [ "$status" -eq 3 ]
    [[ "$output" != *$'\e'* ]]
}
