# copse map.
load support

prepare() {
    "$COPSE" import "$SOURCE_DIR/datasets/trust" --quiet --as-of 2026-06-30 >/dev/null
}

# unpacked PAGE [ANSWER.json]: what a page's data hold, by a reader that shares no code with the writer.
unpacked() {
    /usr/bin/python3 "$SOURCE_DIR/tests/report/unpack_map.py" "$@"
}

# maps ARGS…: the page's data are those of --json, which fulfils its schema.
maps() {
    valid map map --as-of 2026-06-30 --json "$@"
    copse map --as-of 2026-06-30 --json "$@" >answer.json
    copse map --as-of 2026-06-30 -o map.html --quiet "$@"
    unpacked map.html answer.json
}

@test "map says in words what it shows, and how to see it" {
    golden map/text map --as-of 2026-06-30
    golden map/topic map --of topic "Acute medicine" --as-of 2026-06-30
}

@test "map as JSON fulfils its schema, and the page holds the same, of each thing" {
    maps
    maps --level people
    maps --of team "Yarrow catering"
    maps --of team u02 --level people
    maps --of community c02
    maps --of member m001
    maps --of topic k002 --level people
    maps --level people --for steward --reason "a meeting"
}

@test "map as CSV has a line for each mark" {
    copse map --as-of 2026-06-30 --csv >marks.csv
    copse map --as-of 2026-06-30 --json >answer.json
    [ "$(tail -n +2 marks.csv | wc -l)" -eq "$(grep -c '"kind"' answer.json | xargs -I{} expr {} - "$(grep -c '"from"' answer.json)")" ]
}

@test "map gives the same bytes again" {
    copse map --as-of 2026-06-30 --level people -o once.html --quiet
    copse map --as-of 2026-06-30 --level people -o again.html --quiet
    cmp once.html again.html
}

@test "map for the trust is the same whatever the day; only the day that is asked for and its note differ" {
    copse map --as-of 2026-06-30 --level people -o then.html --quiet
    copse map --as-of 2026-03-01 --level people -o earlier.html --quiet
    cmp <(unpacked then.html) <(unpacked earlier.html)
    cmp <(sed -n 's/.*id="copse-data">//p' then.html) <(sed -n 's/.*id="copse-data">//p' earlier.html)
    grep -q "the day of the last import, whatever day is asked for" earlier.html
}

@test "map for the trust says whether a team has few links in a word, and no figure of it" {
    copse map --as-of 2026-06-30 --json >trust.json
    grep -q '"links":.*"confirmed"' trust.json
    refute grep -q '_share":.*[0-9]' trust.json
    copse map --as-of 2026-06-30 --json --for steward --reason "a meeting" >steward.json
    grep -q '_share":.*[0-9]' steward.json
    copse audit | grep -q "map"
}

@test "map names people only with --level people, and only who agreed to be named to everybody" {
    copse map --as-of 2026-06-30 --csv >marks.csv
    refute grep -q '^person' marks.csv
    copse map --as-of 2026-06-30 --level people --csv | grep '^person' | cut -d, -f2 | sort >shown
    sort shown | comm -23 - <(grep ',trust,' "$SOURCE_DIR/datasets/trust/members.csv" | cut -d, -f1 | sort) >others
    [ -s shown ]
    [ ! -s others ]
}

@test "map of somebody who may not be named is told in the words for one that there is not" {
    golden map/not-named map --of member m002 --as-of 2026-06-30
    run --separate-stderr "$COPSE" map --of member nobody --as-of 2026-06-30
    [ "$status" -eq 1 ]
    [ "$stderr" = "$(sed -n '/^--- stderr/,$p' "$BATS_TEST_DIRNAME/goldens/map/not-named" | tail -n +2)" ]
}

@test "map with a title and a logo of one's own" {
    printf '\211PNG\r\n\032\nrest' >logo.png
    copse map --as-of 2026-06-30 --title 'Us <b>& them</b>' --logo logo.png -o map.html --quiet
    grep -q '<title>Us &lt;b&gt;&amp; them&lt;/b&gt;</title>' map.html
    grep -q "img-src data:; " map.html
    grep -q 'src="data:image/png;base64,iVBORw0KGgpyZXN0">' map.html
    copse map --as-of 2026-06-30 -o map.html --quiet
    refute grep -q "img-src" map.html
    printf 'GIF89a' >logo.gif
    fails 2 map --as-of 2026-06-30 --logo logo.gif -o map.html
    head -c 300000 /dev/zero >logo.big
    fails 2 map --as-of 2026-06-30 --logo logo.big -o map.html
    fails 1 map --as-of 2026-06-30 --logo missing.png -o map.html
}

@test "map refuses what it cannot map" {
    golden map/no-such-team map --of team nowhere
    fails 2 map --of team
    fails 2 map somewhere
    fails 2 map --of planet earth
}

@test "map of an empty store, and of one CoP with nobody else" {
    copse init --store empty.copse
    golden map/empty map --store empty.copse --as-of 2026-06-30
    copse map --store empty.copse --as-of 2026-06-30 -o map.html --quiet
    unpacked map.html >strings
    mkdir one
    printf 'member_id,visibility\na,trust\n' >one/members.csv
    printf 'community_id,name\nc,Only one\n' >one/communities.csv
    printf 'member_id,community_id\na,c\n' >one/memberships.csv
    copse import one --store one.copse --as-of 2026-06-30 --quiet >/dev/null
    copse map --store one.copse --as-of 2026-06-30 --json --level people >answer.json
    copse map --store one.copse --as-of 2026-06-30 --level people -o map.html --quiet
    unpacked map.html answer.json
}

# places ANSWER.json: a line for each team and CoP, with where it stands.
places() {
    /usr/bin/python3 -c 'import json, sys
for mark in json.load(open(sys.argv[1]))["answer"]["marks"]:
    if mark["x"] is not None and mark["kind"] in ("team", "community"):
        print(mark["kind"], mark["key"], mark["x"], mark["y"])' "$1" | sort
}

@test "what stood on a kept map stays there, and what is new stands beside it" {
    copse map --keep store --json --quiet --as-of 2026-06-30 >before.json
    mkdir more
    printf 'team_id,name,parent_id\nnew,A new team,u02\n' >more/teams.csv
    for i in 1 2 3 4 5 6; do printf 'new%s,new\n' $i; done | { echo member_id,team_id; cat; } >more/members.csv
    for i in 1 2 3 4 5 6; do printf 'new%s,c24\n' $i; done | { echo member_id,community_id; cat; } >more/memberships.csv
    copse import more --quiet --as-of 2026-07-31 >/dev/null
    copse map --json --quiet --as-of 2026-07-31 >moved.json
    copse map --keep store --json --quiet --as-of 2026-07-31 >after.json
    places before.json >before && places after.json >after && places moved.json >moved
    [ "$(comm -23 before after | wc -l)" -eq 0 ]
    [ "$(comm -13 before after | cut -d' ' -f1,2)" = "team new" ]
    [ "$(comm -23 before moved | wc -l)" -gt 0 ] # else this test would show nothing
    copse map --keep store --json --quiet --as-of 2026-07-31 >again.json
    cmp after.json again.json
}

@test "the places of the steward's map are not kept for others" {
    copse map --keep store --json --quiet --for steward --reason x --as-of 2026-06-30 >/dev/null
    copse map --json --quiet --as-of 2026-06-30 >a.json
    copse map --keep store --json --quiet --as-of 2026-06-30 >b.json
    cmp a.json b.json
}

@test "what stood on an earlier page stays there, whichever store made it, and what is new is placed" {
    copse map --keep store -o old.html --quiet --as-of 2026-06-30
    copse map --json --quiet --as-of 2026-06-30 >before.json
    mkdir more
    printf 'team_id,name,parent_id\nnew,A new team,u02\n' >more/teams.csv
    for i in 1 2 3 4 5 6; do printf 'new%s,new\n' $i; done | { echo member_id,team_id; cat; } >more/members.csv
    for i in 1 2 3 4 5 6; do printf 'new%s,c24\n' $i; done | { echo member_id,community_id; cat; } >more/memberships.csv
    for folder in "$SOURCE_DIR/datasets/trust" more; do
        copse import "$folder" --store later.copse --quiet --as-of 2026-06-30 >/dev/null
    done
    copse map --store later.copse --json --quiet --as-of 2026-06-30 >moved.json
    copse map --store later.copse --keep old.html --json --as-of 2026-06-30 >after.json 2>said
    places before.json >before && places after.json >after && places moved.json >moved
    [ "$(comm -23 before after | wc -l)" -eq 0 ]
    [ "$(comm -13 before after | cut -d' ' -f1,2)" = "team new" ]
    [ "$(comm -23 before moved | wc -l)" -gt 0 ] # else this test would show nothing
    grep -qx "copse map: $(wc -l <before) of $(wc -l <after) teams and CoPs stand where they did on old.html" said
    # Nothing of it is kept in the store.
    copse map --store later.copse --json --quiet --as-of 2026-06-30 | cmp moved.json
}

@test "places are kept from a page of one team, and of people; another trust's page changes nothing" {
    copse map --of team "Yarrow catering" --json --quiet --as-of 2026-06-30 >some.json
    copse map --of team "Yarrow catering" -o some.html --quiet --as-of 2026-06-30
    copse map --keep some.html --level people --json --quiet --as-of 2026-06-30 >after.json
    places some.json >some && places after.json >after
    [ -s some ]
    [ "$(comm -23 some after | wc -l)" -eq 0 ]
    copse map --json --quiet --as-of 2026-06-30 >anew.json
    copse init --store empty.copse
    copse map --store empty.copse -o empty.html --quiet
    copse map --keep empty.html --json --as-of 2026-06-30 2>said | cmp anew.json
    grep -q "nothing on empty.html is on this map: all was placed anew" said
}

# tampered: old.html with its data changed by a line of Python, which has them as `data`.
tampered() {
    /usr/bin/python3 -c 'import base64, re, sys, zlib
page = open("old.html").read()
packed = re.search("id=\"copse-data\">([^<]*)<", page).group(1)
data = zlib.decompress(base64.b64decode(packed))
exec(sys.argv[1])
open("bad.html", "w").write(page.replace(packed, base64.b64encode(zlib.compress(data)).decode()))' "$1"
}

@test "a page that is foreign, damaged, hostile or the steward's is refused, and says so" {
    copse map -o old.html --quiet --as-of 2026-06-30
    fails 1 map --keep missing.html
    fails 1 map --keep .
    echo '<html><script id="copse-data">x</script>' >foreign.html
    golden map/keep-foreign map --keep foreign.html
    head -c -30000 old.html >short.html
    head -c 100000000 /dev/zero >large.html
    : >empty.html
    for change in 'data = data[:-9]' 'data = b"CPM9" + data[4:]' 'data = bytes(1 << 28)' \
        'data = data.replace(b"audience", b"audients")' 'data = data[:4] + b"\xff" * 40 + data[4:]'; do
        tampered "$change"
        fails 3 map --keep bad.html
        echo "$stderr" | grep -q "give a page as 'copse map -o map.html' wrote it"
    done
    for page in short.html large.html empty.html; do
        fails 3 map --keep $page
    done
    copse map -o stewards.html --quiet --for steward --reason x --as-of 2026-06-30
    golden map/keep-stewards map --keep stewards.html
    copse map --keep stewards.html --for steward --reason y --json --quiet --as-of 2026-06-30 >/dev/null
}

@test "map as SVG is one picture with what the map shows, its legend inside, and names that cover nothing" {
    draws() {
        copse map -o map.svg --quiet --as-of 2026-06-30 "$@"
        copse map --json --quiet --as-of 2026-06-30 "$@" >answer.json
        /usr/bin/python3 "$SOURCE_DIR/tests/report/check_svg.py" map.svg answer.json
    }
    draws
    cp map.svg first.svg
    draws
    cmp map.svg first.svg
    draws --of team "Yarrow catering"
    mkdir odd
    printf 'team_id,name\nt01,"</text><script>alert(1)</script> ""q"" \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xf0\x9f\x98\x80"\nt02,"%s"\n' \
        "$(printf 'x%.0s' {1..300})" >odd/teams.csv
    copse import odd --quiet --as-of 2026-06-30 >/dev/null
    draws
    refute grep -q "<script" map.svg
    copse init --store trust2.copse --quiet
    draws --store trust2.copse
}

@test "map as PNG is the same bytes again, twice as large as the sheet, and not blank" {
    copse map -o map.svg --quiet --as-of 2026-06-30
    copse map -o a.png --quiet --as-of 2026-06-30
    copse map -o b.png --quiet --as-of 2026-06-30
    cmp a.png b.png
    /usr/bin/python3 - <<'PY'
import re, struct, zlib
data = open("a.png", "rb").read()
assert data[:8] == b"\x89PNG\r\n\x1a\n"
width, height = struct.unpack(">II", data[16:24])
sheet = re.search(r'width="(\d+)" height="(\d+)"', open("map.svg", encoding="utf-8").read())
assert (width, height) == (2 * int(sheet[1]), 2 * int(sheet[2])) or abs(height - 2 * int(sheet[2])) <= 1, (width, height)
body, at = b"", 8
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    body += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
    at += 12 + size
assert len(set(zlib.decompress(body))) > 50
PY
}
