# copse profile: what is gone by about one person, and their own word on it.
load support

prepare() {
    import_canaries
}

@test "profile as text, and what a change leaves of it" {
    golden profile/text profile canaryasker --as-of 2026-03-31
    golden profile/changed profile canaryasker --not ward-teaching --mode virtual --visible none --as-of 2026-03-31
}

@test "profile as JSON fulfils its schema, before and after" {
    valid profile profile canaryasker --json
    valid profile profile canaryasker --not ward-teaching --mode any --json
    valid profile profile canaryfiller01 --json
}

@test "a CoP that is not for them is not recommended to them, at once and without a refit, until they take it back" {
    copse join canaryasker --top 9 --as-of 2026-03-31 >before
    cop=$(sed -n 's/^1\. \(.*[^ ]\)  .*/\1/p' before)
    copse profile canaryasker --not "$cop" --as-of 2026-03-31 >/dev/null
    copse join canaryasker --top 9 --as-of 2026-03-31 >after
    refute grep -qF ". $cop " after
    grep -q "said that they are not for you" after
    refute grep -q "copse fit" after # no model is stale
    copse join --all --csv --top 9 --for steward --reason audit --as-of 2026-03-31 --quiet >all
    refute grep -q "^canaryasker,.*,ward-teaching," all
    copse profile canaryasker --not "$cop" --undo --as-of 2026-03-31 >/dev/null
    copse join canaryasker --top 9 --as-of 2026-03-31 >again
    cmp before again
}

@test "a mark holds from the day on which it was made" {
    copse join canaryasker --top 9 --as-of 2026-03-31 >before
    copse profile canaryasker --not ward-teaching --as-of 2026-04-15 >/dev/null
    copse join canaryasker --top 9 --as-of 2026-03-31 >earlier
    cmp before earlier
}

@test "visibility counts at once, in everybody's answers, and no import overrides it" {
    copse join canaryother --top 9 --as-of 2026-03-31 | grep -qi canarytrust
    copse profile canarytrust --visible none --as-of 2026-03-31 >/dev/null
    copse join canaryother --top 9 --as-of 2026-03-31 >after
    refute grep -qi "canarytrust" after
    echo >>data/members.csv
    copse import data --quiet --as-of 2026-03-31 >/dev/null
    copse join canaryother --top 9 --as-of 2026-03-31 --quiet >after
    refute grep -qi "canarytrust" after
    copse profile canarytrust --visible trust --as-of 2026-03-31 >/dev/null
    copse join canaryother --top 9 --as-of 2026-03-31 | grep -qi canarytrust
}

@test "how they like to meet is what they said last" {
    copse profile canaryasker --mode face-to-face --as-of 2026-03-31 | grep -q '^mode  *face-to-face'
    copse profile canaryasker --mode any --as-of 2026-03-31 | grep -q '^mode  *any'
}

@test "changes are audited without who, and a look is not a change" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is missing"
    copse profile canaryasker >/dev/null
    [ "$(sqlite3 trust.copse "SELECT count(*) FROM audit WHERE action = 'profile'")" -eq 0 ]
    version=$(sqlite3 trust.copse "SELECT value FROM setting WHERE name = 'data_version'")
    copse profile canaryasker --visible team >/dev/null
    [ "$(sqlite3 trust.copse "SELECT count(*) FROM audit WHERE action = 'profile'")" -eq 1 ]
    sqlite3 trust.copse "SELECT * FROM audit" >rows
    refute grep -qi canary rows
    [ "$(sqlite3 trust.copse "SELECT value FROM setting WHERE name = 'data_version'")" = "$version" ]
}

@test "a look needs no store that can be written" {
    chmod 400 trust.copse
    copse profile canaryasker >/dev/null
}

@test "a profile is for the person alone, and errors say what to do" {
    for audience in "--for trust" "--for team alpha" "--for steward --reason audit"; do
        fails 2 profile canaryasker $audience
    done
    fails 2 profile
    fails 1 profile nobody
    fails 2 profile canaryasker --undo
    fails 1 profile canaryasker --not nowhere
    fails 2 profile canaryasker --mode sometimes
    fails 2 profile canaryasker --visible everybody
}

@test "a sensitive CoP is not said to exist, and nothing is changed where anything is refused" {
    cp trust.copse before
    fails 1 profile canaryother --not nowhere --visible trust
    unknown=${stderr//nowhere/canaryunion}
    fails 1 profile canaryother --not canaryunion --visible trust
    [ "$stderr" = "$unknown" ]
    cmp trust.copse before
}
