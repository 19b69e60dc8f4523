# copse object: a person is in no list, model or path.
load support

prepare() {
    import_canaries
}

@test "object as text; found by mail, too; twice is said" {
    golden object/text object canarytrust --as-of 2026-03-31
    golden object/twice object canarytrust@example.org --as-of 2026-03-31
}

@test "object and its undo as JSON fulfil their schema" {
    valid object object canarytrust --json
    valid object object canarytrust --undo --json
}

@test "who objected is suggested to nobody, and has no answer of their own" {
    copse join canaryasker --top 9 --as-of 2026-03-31 | grep -q Canarytrust
    copse object canarytrust --as-of 2026-03-31 >/dev/null
    copse join canaryasker --top 9 --as-of 2026-03-31 --quiet >after
    refute grep -qi "canarytrust p" after
    fails 1 join canarytrust
    copse object canarytrust --undo --as-of 2026-03-31 >/dev/null
    copse join canaryasker --top 9 --as-of 2026-03-31 --quiet | grep -q Canarytrust
}

@test "object for anybody but the person is refused" {
    fails 2 object canarytrust --for trust
    fails 1 object nobody
    fails 2 object
}
