# copse report: the whole picture for a meeting.
load support

DAY=2026-06-30

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
    "$COPSE" fit --model item-knn --quiet --as-of $DAY >/dev/null
}

page_is_sound() {
    /usr/bin/python3 "$SOURCE_DIR/tests/report/check_page.py" cat "$1"
}

@test "report names the planted teams with what would help, and no figure behind it" {
    golden report/text report --as-of $DAY
    for key in $(sed -n 's/.*"team_id": "\([a-z0-9]*\)", "kind".*/\1/p' "$SOURCE_DIR/datasets/trust/truth.json"); do
        copse report --as-of $DAY --json | grep -q "\"key\":[[:space:]]*\"$key\""
    done
    refute grep -q "of what teams its size have" golden.stdout
}

@test "report for the steward holds the figures, needs a reason and is in the log" {
    golden report/steward report --for steward --reason "plan for the spring" --as-of $DAY
    fails 2 report --for steward
    fails 2 report --for self
    copse audit --csv --quiet | grep -q "report,steward,plan for the spring,"
}

@test "report as JSON fulfils its schema; as CSV it is the table of communities" {
    valid report report --as-of $DAY --json
    valid report report --for steward --reason x --as-of $DAY --json
    [ "$(copse report --csv --quiet --as-of $DAY | wc -l)" -eq 22 ]
}

@test "the page is sound, needs no script, and is the same bytes again" {
    copse report -o a.html --quiet --as-of $DAY
    copse report -o b.html --quiet --as-of $DAY
    cmp a.html b.html
    page_is_sound a.html
    copse report -o s.html --quiet --as-of $DAY --for steward --reason x
    page_is_sound s.html
    refute grep -q "<script" a.html
}

@test "the page prints on A4 within ten sheets" {
    browser=$(command -v chromium || command -v chromium-browser || true)
    [ -n "$browser" ] || skip "no Chromium"
    copse report -o a.html --quiet --as-of $DAY
    "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$PWD/profile" --no-pdf-header-footer \
        --print-to-pdf=a.pdf "file://$PWD/a.html" 2>/dev/null
    sheets=$(grep -ac "/Type */Page$\|/Type */Page[^s]" a.pdf)
    [ "$sheets" -ge 2 ] && [ "$sheets" -le 10 ]
    grep -aq "/MediaBox \[0 0 59[45]" a.pdf
}

@test "open actions are counted once there are enough of them" {
    for i in 1 2 3 4; do copse record debrief t01 --note text --action "do $i" --quiet --as-of $DAY >/dev/null; done
    copse report --quiet --as-of $DAY | grep -q "A few actions are open"
    copse record debrief t01 --note text --action "do 5" --quiet --as-of $DAY >/dev/null
    copse report --quiet --as-of $DAY | grep -q "5 actions are open, none past its day"
}

@test "report on an empty store says what cannot be said" {
    copse init --store empty.copse
    golden report/empty report --store empty.copse --as-of $DAY
    copse report --store empty.copse --as-of $DAY --quiet -o e.html
    page_is_sound e.html
}

@test "hostile names are text" {
    mkdir odd
    printf 'team_id,name\nt01,"</script><img src=x onerror=alert(1)> =1+1 ""q"" \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xf0\x9f\x98\x80"\n' >odd/teams.csv
    printf 'community_id,name\nodd,"<b>bold</b> %s"\n' "$(printf 'x%.0s' {1..300})" >odd/communities.csv
    copse import odd --quiet --as-of $DAY >/dev/null
    copse report -o odd.html --quiet --as-of $DAY
    page_is_sound odd.html
    refute grep -q "<img\|<b>" odd.html
}
