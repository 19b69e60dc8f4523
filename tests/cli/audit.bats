# copse audit: what was done, and which files were given out.
load support

DAY=2026-03-31

prepare() {
    import_southern_women
}

@test "the log as text, JSON and CSV" {
    copse join --all --csv --for steward --reason "autumn letters" --quiet --as-of $DAY >/dev/null
    golden audit/text audit --as-of $DAY
    golden audit/csv audit --csv --as-of $DAY
    valid audit audit --json
}

@test "every file that -o writes is in the register with its hash, and pipes are not" {
    copse status -o status.json --quiet --as-of $DAY
    copse join w01 -o "w01.html" --quiet --as-of $DAY
    copse status -o /dev/null --quiet --as-of $DAY
    copse status -o - --quiet --as-of $DAY >/dev/null
    copse audit --outputs --csv --as-of $DAY >register
    [ "$(wc -l <register)" -eq 3 ]
    grep -q "^$DAY,$PWD/status.json,trust," register
    grep -q "^$DAY,$PWD/w01.html,self," register
    valid outputs audit --outputs --json
    hash=$(python3 -c "import hashlib; print(hashlib.blake2b(open('w01.html','rb').read(), digest_size=32).hexdigest())")
    grep -q "w01.html,self,$hash" register
}

@test "a store that cannot be written gives answers still, and says that they are not registered" {
    [ "$(id -u)" -ne 0 ] || skip "root may write everything"
    chmod 400 trust.copse
    copse status -o status.json 2>said
    [ -s status.json ]
    grep -q "register" said
}
