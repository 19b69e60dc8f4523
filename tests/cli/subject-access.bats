# copse subject-access: everything that is held about a person, and of others nothing.
load support

DAY=2026-03-31

prepare() {
    import_canaries
}

@test "subject-access as text, found by mail, too" {
    golden subject-access/text subject-access canaryteam --as-of $DAY
    copse subject-access canaryteam@example.org --as-of $DAY | diff - <(sed -n '/^--- stdout/,/^--- stderr/p' \
        "$BATS_TEST_DIRNAME/goldens/subject-access/text" | sed '1d;$d')
}

@test "subject-access as JSON fulfils its schema, also of somebody of whom hardly anything is known" {
    valid subject-access subject-access canaryteam --json
    valid subject-access subject-access canarysilent --json
}

@test "as CSV each value has a line; as a page it is markup, for its person only" {
    copse subject-access canaryteam --csv --as-of $DAY >said
    [ "$(head -1 said)" = "section,row,column,value" ]
    grep -q "^member,1,recorded,canaryteam$" said
    grep -q "^memberships,2,community,Canaryfaith Network$" said
    copse subject-access canaryteam -o me.html --quiet
    [ "$(stat -c %a me.html)" = 600 ]
    /usr/bin/python3 "$SOURCE_DIR/tests/report/check_page.py" cat me.html
}

@test "who objected is told what is held, and that they objected" {
    copse subject-access canaryobject --quiet | grep -q "you objected  *yes"
}

@test "that it was asked for is in the audit log, without a name" {
    copse subject-access canaryteam --quiet >/dev/null
    copse audit --csv --quiet | grep -q "subject-access,self,"
    copse audit --csv --quiet | refute grep -qi canary
}

@test "markup, quotes, formulas, control and bidi characters run nowhere" {
    mkdir odd
    printf 'member_id,name,profession\nx1,"=cmd|%s<script>alert(1)</script>","\xe2\x80\xaeevil\x07"\n' "' /C calc'!A0" >odd/members.csv
    copse import odd --quiet >/dev/null
    for format in "" --json --csv "-o odd.html"; do
        copse subject-access x1 $format --quiet >said
        cat said $(compgen -G odd.html || true) >all
        refute grep -qF "<script" <(cat odd.html 2>/dev/null || true)
        refute grep -qP "\x{202e}|\x07" all
    done
    grep -qF "&lt;script&gt;" odd.html
    copse subject-access x1 --csv --quiet | grep -q ",\"'=cmd"
}

@test "it is for nobody else, and says so" {
    while IFS='|' read -r code words; do
        fails "$code" $words
        [[ "$stderr" == *→* ]] || { echo "$words: no remedy"; return 1; }
    done <<'END'
2|subject-access
2|subject-access canaryteam canarynone
1|subject-access nobody
2|subject-access canaryteam --for trust
2|subject-access canaryteam --for steward
2|subject-access canaryteam --for steward --reason curious
2|subject-access canaryteam --for team alpha
2|subject-access canaryteam --reason curious
2|subject-access canaryteam --json --csv
2|subject-access canaryteam --as-of 31/03/2026
1|subject-access canaryteam --store nowhere.copse
END
}
