# copse export: the data without who is who.
load support

DAY=2026-03-31

prepare() {
    import_canaries
    copse init --store key.copse --quiet # so that pseudonyms are the same in every run of these tests
}

@test "no name, mail, key, contact or free text of anybody, no sensitive CoP, nobody who objected" {
    copse export --pseudonymous out --reason research --quiet --as-of $DAY >/dev/null
    [ "$(ls out | wc -l)" -eq 16 ]
    [ "$(stat -c %a out out/members.csv | tr '\n' ' ')" = "700 600 " ]
    refute grep -rqi canary out
    refute grep -rqi "@" out
    refute grep -rqi "prayer\|bedside" out
    [ "$(wc -l <out/members.csv)" -eq 20 ]     # 19 who did not object, and the header
    [ "$(wc -l <out/communities.csv)" -eq 5 ]  # 4 that are not sensitive
    [ "$(wc -l <out/memberships.csv)" -eq 39 ] # 51, without 3 of who objected and 10 in sensitive CoPs
}

@test "an import takes it as it is, and finds the same communities for the same people" {
    copse export --pseudonymous out --reason research --quiet --as-of $DAY >/dev/null
    copse import out --store other.copse --quiet --as-of $DAY >said
    refute grep -q "bad\|left out" said
    copse fit --model item-knn --quiet --as-of $DAY >/dev/null
    copse fit --model item-knn --store other.copse --quiet --as-of $DAY >/dev/null
    scores() { grep -o '"score":.*[0-9]' | sort; }
    copse join --all --csv --for steward --reason compare --quiet --as-of $DAY | cut -d, -f2- | sort >a
    copse join --all --csv --for steward --reason compare --quiet --as-of $DAY --store other.copse | cut -d, -f2- | sort >b
    diff a b
}

@test "the same key gives the same codes, another store's others" {
    copse export --pseudonymous one --reason research --quiet --as-of $DAY >/dev/null
    copse export --pseudonymous two --reason research --quiet --as-of $DAY >/dev/null
    diff -r one two
    [ "$(stat -c %a trust.copse.key)" = 600 ]
    copse import data --store other.copse --quiet --as-of $DAY >/dev/null
    copse export --pseudonymous three --store other.copse --reason research --quiet --as-of $DAY >/dev/null
    refute diff -q one/members.csv three/members.csv
}

@test "export as text and JSON; every file is in the register and the reason in the log" {
    golden export/text export --pseudonymous out --reason research --as-of $DAY
    [ "$(copse outputs --csv --quiet | grep -c "$PWD/out/.*,steward,")" -eq 15 ]
    copse audit --csv --quiet | grep -q "export,steward,research,"
    valid export export --pseudonymous again --reason research --json
}

@test "names in texts and formulas" {
    mkdir odd
    printf 'community_id,name\nodd,"=cmd of Canarynone Person, canarynone@example.org"\n' >odd/communities.csv
    copse import odd --quiet >/dev/null
    copse export --pseudonymous out --reason research --quiet >/dev/null
    grep -qF "'=cmd of [removed], [removed]" out/communities.csv
}

@test "what cannot be exported is refused, with what to do, and leaves nothing behind" {
    mkdir there
    touch file
    while IFS='|' read -r code words; do
        fails "$code" $words
        [[ "$stderr" == *→* ]] || { echo "$words: no remedy"; return 1; }
    done <<'END'
2|export
2|export --reason research
2|export --pseudonymous out
2|export --pseudonymous there --reason research
2|export --pseudonymous file --reason research
1|export --pseudonymous nowhere/out --reason research
2|export --pseudonymous out --reason research --for trust
2|export --pseudonymous out --reason research --for self
2|export out --reason research
2|export --pseudonymous out --reason research -o out.html
2|export --anonymous out --reason research
1|export --pseudonymous out --reason research --store nowhere.copse
END
    echo "no key" >trust.copse.key
    fails 1 export --pseudonymous out --reason research
    [[ "$stderr" == *trust.copse.key* ]]
    rm trust.copse.key
    [ -z "$(compgen -G 'out*' || true)" ]
    copse audit --csv | refute grep -q ",export\|export,"
}

@test "a CoP without a name is judged by its key: one that looks sensitive stays out" {
    mkdir unnamed
    printf 'community_id\ntrade-union-reps\nwound-care\n' >unnamed/communities.csv
    copse import unnamed --store unnamed.copse --quiet >/dev/null
    copse export --pseudonymous given --store unnamed.copse --reason test --quiet >/dev/null
    grep -q wound-care given/communities.csv
    refute grep -rq trade-union given
}

@test "a graph in one format is not asked for in another" {
    run copse export --format gexf --json
    [ "$status" -eq 2 ]
    [[ "$output" == *"gexf is asked for, and something else as well"* ]]
    run copse export --format gexf --xlsx network.xlsx
    [ "$status" -eq 2 ]
    [ ! -e network.xlsx ]
}
