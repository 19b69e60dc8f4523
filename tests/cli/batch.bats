# copse batch: requests and replies as lines of JSON.
load support

DAY=2026-03-31

prepare() {
    import_southern_women
    import_topics
    "$COPSE" fit --quiet --as-of $DAY >/dev/null
}

request() { # ID COMMAND ARGUMENT…
    python3 -c 'import json, sys; print(json.dumps({"id": int(sys.argv[1]), "command": sys.argv[2], "arguments": sys.argv[3:]}))' \
        "$@" --as-of $DAY
}

# Of the reply with that id, what a Python expression says of it as r.
reply() {
    python3 -c 'import json, sys
r = [x for x in map(json.loads, open(sys.argv[1])) if x["id"] == int(sys.argv[2])][0]
print(eval(sys.argv[3]))' replies "$1" "$2"
}

@test "a reply is what the command prints, in the order of the requests" {
    {
        request 1 join w01 --top 2
        request 2 isolated --level community
        request 3 join w02
        request 4 query "SELECT name FROM communities"
        request 5 status
    } >requests
    copse batch <requests >replies
    [ "$(wc -l <replies)" -eq 5 ]
    local id=0
    for words in "join w01 --top 2" "isolated --level community" "join w02" "query SELECT" "status"; do
        id=$((id + 1))
        [ "$(sed -n ${id}p replies | cut -c1-8)" = "{\"id\":$id," ]
        if [ $id -eq 4 ]; then
            copse query "SELECT name FROM communities" --json --as-of $DAY >alone
        else
            # shellcheck disable=SC2086  # words
            copse $words --json --as-of $DAY >alone
        fi
        [ "$(reply $id 'r["answer"] == json.load(open("alone"))')" = True ]
    done
}

@test "replies keep their schema" {
    { request 1 join w01; request 2 jion; echo nothing; } >requests
    copse batch <requests >replies
    while read -r line; do
        python3 -c 'import json, sys, jsonschema
jsonschema.validate(json.loads(sys.argv[1]), json.load(open(sys.argv[2])))' "$line" "$SOURCE_DIR/docs/schema/batch.schema.json"
    done <replies
}

@test "a request that fails has its reply, and those after it have theirs" {
    {
        request 1 jion w01
        request 2 join nobody-of-that-name
        request 3 join w01 -o page.html
        request 4 import data
        request 5 batch
        request 6 join w01 --top none
        request 7 join w01
    } >requests
    copse batch <requests >replies
    [ "$(reply 1 'r["exit"], r["error"]["next"]')" = "(2, \"did you mean 'copse join'?\")" ]
    [ "$(reply 2 'r["exit"], r["error"]["status"]')" = "(1, 'not found')" ]
    [ "$(reply 3 'r["exit"], r["error"]["where"]')" = "(2, '--output')" ]
    [ "$(reply 4 'r["exit"]')" = 2 ]
    [ "$(reply 5 'r["exit"]')" = 2 ]
    [ "$(reply 6 'r["exit"], r["error"]["where"]')" = "(2, '--top')" ]
    [ "$(reply 7 'r["exit"]')" = 0 ]
    [ ! -e page.html ]
}

@test "lines that are no request are told so, and blank ones are passed over" {
    golden_lines=$'{"id": 1}\n\n[1]\n"x"\n{"command": 3}\n{"command": "join", "arguments": "w01"}\n{"command": "join", "arguments": [1]}\n{"command": "join", "more": 1}\n{"id": [], "command": "join"}\n{"command": "join"} {}\n{"command": "jo'
    printf '%s' "$golden_lines" | copse batch >replies
    [ "$(wc -l <replies)" -eq 10 ]
    [ "$(grep -c '"exit":2,"error":{"status":"argument"' replies)" -eq 10 ]
    [ "$(grep -o '"where":"stdin:[0-9]*' replies | cut -d: -f3 | tr '\n' ' ')" = '1 3 4 5 6 7 8 9 10 11 ' ]
    [ "$(grep -Ec '"where":"stdin:1[01]:[0-9]+"' replies)" -eq 2 ] # no JSON: the byte as well
    printf '\xff\xfe{"command": "join"}\n{"comm\0and": "join"}\n' | copse batch >replies
    [ "$(grep -c '"exit":2' replies)" -ge 1 ]
    refute grep -q '"exit":0' replies
}

@test "what was written in between is seen by the next request" {
    {
        request 1 join w01 --top 20
        request 2 profile w01 --not e13
        request 3 join w01 --top 20
        request 4 profile w01 --not e13 --undo
        request 5 join w01 --top 20
    } >requests
    copse batch <requests >replies
    local keys='[c["community"]["key"] for c in r["answer"]["answer"]["recommendations"]]'
    [ "$(reply 1 "'e13' in $keys")" = True ]
    [ "$(reply 2 'r["exit"]')" = 0 ]
    [ "$(reply 3 "'e13' in $keys")" = False ]
    [ "$(reply 5 "'e13' in $keys")" = True ]
}

@test "another store and another day are another network" {
    cp trust.copse other.copse
    copse profile w01 --not e13 --store other.copse --quiet --as-of $DAY >/dev/null
    {
        request 1 join w01 --top 20
        request 2 join w01 --top 20 --store other.copse
        request 3 join w01 --top 20
    } >requests
    copse batch <requests >replies
    [ "$(reply 1 'r["answer"]["answer"]["recommendations"] != []')" = True ]
    [ "$(reply 2 '"e13" in [c["community"]["key"] for c in r["answer"]["answer"]["recommendations"]]')" = False ]
    [ "$(reply 3 'r["answer"]')" = "$(reply 1 'r["answer"]')" ]
}

@test "nothing asked is nothing answered" {
    [ -z "$(copse batch </dev/null)" ]
}

@test "a service waits for no more than its own request" {
    mkfifo to from
    "$COPSE" batch <to >from &
    exec 8>to 9<from
    request 1 join w01 >&8
    read -r -t 60 line <&9
    [[ "$line" == '{"id":1,"exit":0,'* ]]
    request 2 join w02 >&8
    read -r -t 60 line <&9
    [[ "$line" == '{"id":2,"exit":0,'* ]]
    exec 8>&- 9<&-
    wait
}

@test "help is refused in a request, as whatever else is no answer in JSON" {
    copse batch <<<'{"id": 1, "command": "status", "arguments": ["--help"]}' >replies
    grep -q '"exit":2' replies
    grep -q -- '--help' replies
}
