# copse debrief: what a team learned, and who of it has not compared notes.
load support

DAY=2026-06-30

# Of the shipped trust's team t03, m057, m148 and m275 are in c02, and may be named to the team.
prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of $DAY >/dev/null
}

attended() {
    copse record attended "$1" --cop c02 --on "$2" --note "$3" --share "$4" --as-of $DAY --quiet >/dev/null
}

@test "debrief before anything is shared says what to record" {
    golden debrief/nothing-shared debrief t03 --as-of $DAY
}

@test "debrief lists what was shared, who has not compared notes, and once it is recorded what is open" {
    attended m057 2026-06-10 "handover at the bedside" team
    attended m148 2026-06-12 "Handover at the  bedside" team
    attended m275 2026-06-12 "a form for referrals" trust
    attended m275 2026-06-14 "for me alone" none
    golden debrief/shared debrief t03 --as-of $DAY
    golden debrief/pairs debrief t03 --csv --as-of $DAY
    copse record debrief t03 --note "try the bedside handover" --action "print the form" --action "ask pharmacy" --who m275 \
        --due 2026-07-10 --as-of $DAY --quiet >/dev/null
    golden debrief/recorded debrief t03 --as-of $DAY
    copse record done 1 --as-of 2026-07-08 --quiet >/dev/null
    copse record attended m057 --cop c02 --note "the form is in use" --share team --as-of 2026-07-12 --quiet >/dev/null
    golden debrief/later debrief t03 --as-of 2026-07-12
    [ "$(copse debrief t03 --csv --as-of $DAY | wc -l)" -eq 1 ] # as it was then
}

@test "debrief for the steward with a reason is in the audit log" {
    golden debrief/steward debrief t03 --for steward --reason "to prepare the meeting" --as-of $DAY
    copse audit --json | grep -q "to prepare the meeting"
}

@test "debrief as JSON fulfils its schema" {
    valid debrief debrief t03 --as-of $DAY --json
    attended m057 2026-06-10 "handover at the bedside" team
    copse record debrief t03 --action "print the form" --who m002 --due 2026-07-10 --as-of 2026-06-09 --quiet >/dev/null
    valid debrief debrief t03 --as-of $DAY --json
    valid debrief debrief u01 --as-of $DAY --json
}

@test "debrief of a team of nobody, for another team, of no team" {
    golden debrief/nobody debrief t03 --as-of 2010-01-01
    fails 2 debrief t03 --for team t04
    fails 2 debrief t03 --for trust
    fails 2 debrief t03 --for steward
    fails 2 debrief t03 -o out.html
    fails 1 debrief t99
    fails 2 debrief
}

@test "debrief gives the same bytes again, and changes nothing" {
    sum=$(sha256sum trust.copse)
    copse debrief t03 --json --as-of $DAY >once
    copse debrief t03 --json --as-of $DAY >again
    cmp once again
    [ "$(sha256sum trust.copse)" = "$sum" ]
}
