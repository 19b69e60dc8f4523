# copse import of what other systems export: fixtures/exports has a file of each kind.
load support

prepare() {
    cp -r "$BATS_TEST_DIRNAME/fixtures/exports" exports
    rm exports/README.md
}

value() {
    sqlite3 trust.copse "$1"
}

@test "a dry run shows what each file is taken for and where its columns go" {
    golden exports/dry-run import exports --dry-run --as-of 2026-03-31
    [ ! -e trust.copse ]
}

@test "a file of each kind, in one folder, with one command" {
    golden exports/all import exports --as-of 2026-03-31
    # Nobody is in twice, whichever of six systems knows them.
    [ "$(value "SELECT group_concat(name, '; ') FROM (SELECT name FROM member ORDER BY name)")" = \
        'Ada Example; Ben Example; Cat Example; Dev Example; Example, Eve; Flo Example; Gil Example; Hal Example' ]
    [ "$(value "SELECT count(*) FROM identity WHERE member = (SELECT id FROM member WHERE key = '20000001')")" = 6 ]
    # Two teams of one name in two places are two.
    [ "$(value "SELECT count(*) FROM team WHERE name = 'Administration'")" = 2 ]
    # The survey's dysphagia is MeSH's.
    [ "$(value "SELECT count(*) FROM expertise JOIN topic ON topic.id = topic WHERE topic.key = 'D003680'")" = 1 ]
}

@test "importing the folder again changes nothing" {
    copse import exports --as-of 2026-03-31 --quiet >first
    before=$(sha256sum <trust.copse)
    copse import exports --as-of 2026-03-31 --quiet >second
    [ "$(sha256sum <trust.copse)" = "$before" ]
}

@test "what an import says is valid JSON, on a dry run too" {
    valid import import exports --dry-run --as-of 2026-03-31 --json
    valid import import exports --as-of 2026-03-31 --json
}

@test "--kind says what a file is, and an unknown kind what there is" {
    mkdir one
    cp exports/entra-users.csv one
    copse import one --kind entra-users.csv=entra-group --dry-run --json --as-of 2026-03-31 | grep -q '"kind":\s*"entra-group"'
    golden exports/no-such-kind import one --kind entra
}
