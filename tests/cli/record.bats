# copse record: what a person decides, and no later file takes back.
load support

DAY=2026-03-31

prepare() {
    import_canaries
}

@test "terms are recorded one by one, changed, taken away, and said to be so already" {
    golden record/purpose record purpose "help staff find communities of practice" --as-of $DAY
    golden record/again record purpose "help staff find communities of practice" --as-of $DAY
    copse record lawful-basis "public task, UK GDPR article 6(1)(e)" --quiet >/dev/null
    copse record dpia IG-2026-014 --quiet >/dev/null
    copse record organisation "Northgate NHS Trust" --quiet >/dev/null
    golden record/retention record retention 0730 --as-of $DAY
    golden record/away record purpose "" --as-of $DAY
}

@test "what is recorded is printed on every answer, in every format that has words" {
    copse record purpose "PURPOSE <b>&" --quiet >/dev/null
    copse record lawful-basis BASIS --quiet >/dev/null
    copse record dpia REFERENCE --quiet >/dev/null
    copse record retention 730 --quiet >/dev/null
    terms="purpose: PURPOSE <b>&; lawful basis: BASIS; data protection impact assessment: REFERENCE; kept for 730 days"
    for words in "join canaryasker" model check evaluate audit outputs "object canaryother" \
        "forget canaryother --reason asked --dry-run"; do
        copse $words --quiet >said || [ $? -eq 3 ]
        tr '\n' ' ' <said | tr -s ' ' | grep -qF "$terms" || { echo "text of $words"; return 1; }
        copse $words --json --quiet >said || [ $? -eq 3 ]
        grep -qF "$terms" said || { echo "JSON of $words"; return 1; }
    done
    copse join canaryasker -o me.html --quiet
    grep -qF "purpose: PURPOSE &lt;b&gt;&amp;; lawful basis: BASIS" me.html
}

@test "a community is decided to be sensitive or not, by key or name, and an import does not take that back" {
    copse check --json | grep -qi canaryunion
    golden record/no record sensitive canaryunion no --as-of $DAY
    copse check --json | refute grep -qi canaryunion
    copse join canaryteam --top 9 --quiet | grep -qi canaryunion
    golden record/yes record sensitive "Night Staff Forum" yes --reason "who works nights is private here" --as-of $DAY
    copse join canaryteam --top 9 --quiet | refute grep -q "Night Staff Forum"
    for file in data/*.csv; do sed -i 's/$/\r/' "$file"; done # other bytes: every row is looked at again
    copse import data --quiet >/dev/null
    copse join canaryteam --top 9 --quiet >said
    grep -qi canaryunion said
    refute grep -q "Night Staff Forum" said
    copse audit --json | grep -q "who works nights is private here"
    copse audit --json | refute grep -qi "canaryunion"
}

@test "another threshold is a new data version, and counts are suppressed anew" {
    before=$(copse status --json | grep '"data_version"' | head -1)
    copse record threshold 10 --quiet >/dev/null
    [ "$(copse status --json | grep '"data_version"' | head -1)" != "$before" ]
    copse status --json | grep -q '"threshold":.*10'
}

@test "that a unit is rightly apart, and what was done for it, is recorded and taken back" {
    golden record/accept record accept alpha --reason "works nights" --as-of $DAY
    golden record/accept-again record accept alpha --reason "works nights" --as-of $DAY
    golden record/accept-undo record accept alpha --undo --as-of $DAY
    golden record/acted record acted "Ward Teaching" --level community --reason "two met" --as-of $DAY
    copse audit --json | refute grep -qi "alpha"
    copse status --json | grep -A1 '"unit_record"' | grep -q 3
}

@test "record as JSON fulfils its schema" {
    valid record record retention 730 --json
    valid record record sensitive canaryunion no --json
    valid record record accept alpha --reason "works nights" --json
    valid record record attended canaryteam --cop wound-circle --note "a case" --share trust --json
    valid record record attended canaryteam --undo --json
    valid record record debrief alpha --note "cases help" --action "write it up" --due 2099-01-01 --json
    valid record record done 1 --json
    valid record record debrief alpha --undo --json
    printf 'from_member_id,kind,to_community_id\ncanaryteam,attended,wound-circle\n' >r.csv
    valid record record --from-csv r.csv --json
}

@test "what passed is recorded in one line, told again is there once, and is taken back" {
    golden record/attended record attended canaryteam@example.org --cop "Wound Care Circle" --topic wounds \
        --note "they begin with a case" --share team --as-of $DAY
    golden record/attended-again record attended canaryteam --cop wound-circle --topic wounds \
        --note "they begin with a case" --share team --as-of $DAY
    golden record/asked record asked canaryteam --with canarytrust --topic wounds --on 2026-03-30 --due 2026-04-10 --as-of $DAY
    golden record/undo record attended canaryteam --undo --as-of $DAY
    fails 1 record attended canaryteam --undo --as-of $DAY
    copse audit --json | refute grep -qi canaryteam
}

@test "rows of a file are recorded, all or none, and the bad one is named by line and column" {
    printf 'from_member_id,kind,to_community_id,on,note\ncanaryteam,attended,wound-circle,2026-03-01,"a, case"\ncanarytrust,shared,nowhere,2026-03-02,slides\n' >r.csv
    golden record/file-bad record --from-csv r.csv --as-of $DAY
    sed -i 's/nowhere/audit-club/' r.csv
    golden record/file record --from-csv r.csv --as-of $DAY
    golden record/file-again record --from-csv r.csv --as-of $DAY
    fails 1 record --from-csv nothing.csv
}

@test "a debrief is recorded with its actions, one is done, and the rest is taken back" {
    golden record/debrief record debrief "Alpha Ward" --note "cases help" --action "write it up" --action "show it" \
        --who canaryteam --due 2026-04-30 --as-of $DAY
    golden record/done record done 2 --as-of $DAY
    golden record/debrief-undo record debrief alpha --undo --as-of $DAY
    fails 1 record done 1 --as-of $DAY
}

@test "what cannot be recorded is refused, with what to do, and nothing changes" {
    sum=$(sha256sum trust.copse)
    while IFS='|' read -r code words; do
        fails "$code" $words
        [[ "$stderr" == *→* ]] || { echo "$words: no remedy"; return 1; }
    done <<'END'
2|record retention
2|record retention -1
2|record retention 0
2|record retention 2.5
2|record retention 36501
2|record retention 99999999999999999999
2|record retention two
2|record threshold 0
2|record threshold 1001
2|record threshold five
2|record default-visibility teem
2|record default-visibility
2|record purpose one two
2|record porpoise text
2|record sensitive canaryunion
2|record sensitive canaryunion maybe
1|record sensitive nothing yes
2|record sensitive canaryunion yes no
2|record purpose text --for trust
2|record purpose text --for self
2|record purpose text --csv
2|record purpose text -o out.html
2|record purpose text --porpoise
2|record purpose text --undo
2|record purpose text --level team
2|record accept alpha
1|record accept alpha --undo
1|record accept gamma --reason text
1|record accept canaryunion --level community --reason text
1|record acted alpha --undo
2|record flagged alpha
2|record
2|record purpose text --note text
2|record retention 30 --undo
2|record attended canaryteam
2|record attended canaryteam --with canarytrust
2|record attended canaryteam --cop wound-circle --share team
2|record attended canaryteam --cop wound-circle --undo
2|record attended canaryteam --cop wound-circle --on 2099-01-01
2|record asked canaryteam
2|record asked canaryteam --with canaryteam
2|record asked canaryteam --with canarytrust --action text
1|record asked canaryteam --with nobody
1|record attended canaryteam --cop canaryunion
1|record attended canaryteam --cop audit-club --project none
1|record attended canaryteam --cop audit-club --settles 99
2|record debrief alpha
2|record debrief alpha --note text --present canarytrust
1|record debrief nowhere --note text
2|record done two
1|record done 2
2|record --from-csv r.csv attended canaryteam
2|record --from-csv r.csv --note text
END
    fails 2 record accept alpha --level ward --reason text
    printf '\xff' >bad
    fails 2 record purpose "$(cat bad)"
    [ "$(sha256sum trust.copse)" = "$sum" ]
}
