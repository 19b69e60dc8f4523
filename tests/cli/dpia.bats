# copse dpia: what an impact assessment asks.
load support

DAY=2026-03-31

prepare() {
    import_canaries
    copse record purpose "help staff find communities of practice" --quiet --as-of $DAY >/dev/null
    copse record retention 1000 --quiet --as-of $DAY >/dev/null
}

@test "dpia as text, JSON, CSV and a page, which names and counts nobody" {
    golden dpia/text dpia --as-of $DAY
    valid dpia dpia --json
    copse dpia --csv --as-of $DAY | grep -q '^terms,2,recorded,help staff find communities of practice$'
    copse dpia -o dpia.html --quiet --as-of $DAY
    /usr/bin/python3 "$SOURCE_DIR/tests/report/check_page.py" cat dpia.html
    refute grep -qi canary dpia.html
}

@test "every command that it names is one" {
    copse help | sed -n 's/^  \([a-z-]*\)  *[A-Z].*/\1/p' >commands
    copse dpia --json --quiet | grep -oE 'copse [a-z-]+' | cut -d' ' -f2 | sort -u >named
    [ "$(wc -l <named)" -ge 8 ]
    while read -r name; do grep -qx "$name" commands || { echo "copse $name"; return 1; }; done <named
}

@test "what is kept for too long is said" {
    copse dpia --as-of $DAY | grep -A1 "^older than that today" | grep -q no
    printf 'member_id,community_id,since,until\ncanaryteam,night-forum,2020-01-01,2021-01-01\n' >data/memberships.csv
    copse import data --quiet --as-of $DAY >/dev/null
    copse dpia --as-of $DAY | grep -A1 "^older than that today" | grep -q "run copse purge"
    copse purge --yes --quiet --as-of $DAY >/dev/null
    copse dpia --as-of $DAY | grep -A1 "^older than that today" | grep -q no
}

@test "an empty store has answers too; wrong words are refused" {
    copse init --store new.copse --quiet
    valid dpia dpia --store new.copse --json
    fails 2 dpia --for self
    fails 2 dpia canaryteam
    fails 1 dpia --store nowhere.copse
}
