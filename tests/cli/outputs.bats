# copse outputs: which files were given out, so that they can be recalled.
load support

DAY=2026-03-31

prepare() {
    import_southern_women
}

@test "an empty register, and one of several files" {
    golden outputs/none outputs --as-of $DAY
    copse status -o status.json --quiet --as-of $DAY
    copse join w01 -o w01.html --quiet --as-of $DAY
    copse outputs --as-of $DAY >said
    grep -q "^Files that were given out" said
    [ "$(grep -c "^- date: $DAY" said)" -eq 2 ]
}

@test "every file that -o writes is in the register with its hash, and pipes are not" {
    copse status -o status.json --quiet --as-of $DAY
    copse join w01 -o "w01.html" --quiet --as-of $DAY
    copse status -o /dev/null --quiet --as-of $DAY
    copse status -o - --quiet --as-of $DAY >/dev/null
    copse outputs --csv --as-of $DAY >register
    [ "$(wc -l <register)" -eq 3 ]
    grep -q "^$DAY,$PWD/status.json,steward," register
    grep -q "^$DAY,$PWD/w01.html,self," register
    valid outputs outputs --json
    hash=$(python3 -c "import hashlib; print(hashlib.blake2b(open('w01.html','rb').read(), digest_size=32).hexdigest())")
    grep -q "w01.html,self,$hash" register
}

@test "a backup is in it too: whoever is forgotten is still in there" {
    copse backup copy.copse --quiet --as-of $DAY
    copse outputs --csv --as-of $DAY | grep -q "^$DAY,$PWD/copy.copse,steward,"
}

@test "the register is the steward's" {
    fails 2 outputs --for trust
    fails 2 outputs --for self
}

@test "a store that cannot be written gives answers still, and says that they are not registered" {
    [ "$(id -u)" -ne 0 ] || skip "root may write everything"
    chmod 400 trust.copse
    copse status -o status.json 2>said
    [ -s status.json ]
    grep -q "register" said
}
