# What every bats file here loads.
#
# COPSE is the program (ctest sets it). Each test runs in an empty folder of
# its own, without a terminal on stdin. COPSE_UPDATE_GOLDENS=1 writes the
# goldens anew; a person reads the diff.
bats_require_minimum_version 1.5.0

COPSE=${COPSE:-$BATS_TEST_DIRNAME/../../build/copse}
SOURCE_DIR=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)

setup() {
    [ -x "$COPSE" ] || { echo "no program at $COPSE: set COPSE" >&2; return 1; }
    cd "$BATS_TEST_TMPDIR" || return 1
    unset COPSE_STORE NO_COLOR
    export TERM=xterm LC_ALL=C.UTF-8 TZ=UTC TMPDIR=$BATS_RUN_TMPDIR # what stays there goes with the run
    umask 022
    if declare -F prepare >/dev/null; then prepare; fi
}

copse() {
    "$COPSE" "$@"
}

# golden CASE ARGS…: the transcript of `copse ARGS` is tests/cli/goldens/CASE.
golden() {
    local file=$BATS_TEST_DIRNAME/goldens/$1
    shift
    local code=0
    "$COPSE" "$@" >golden.stdout 2>golden.stderr </dev/null || code=$?
    {
        printf '$ copse'
        printf ' %q' "$@"
        printf '\nexit %s\n' "$code"
        printf -- '--- stdout\n'
        cat golden.stdout
        printf -- '--- stderr\n'
        cat golden.stderr
    } >golden.actual
    if [ -n "${COPSE_UPDATE_GOLDENS:-}" ]; then
        mkdir -p "$(dirname "$file")"
        cp golden.actual "$file"
    fi
    diff -u "$file" golden.actual
}

# fails CODE ARGS…: `copse ARGS` exits with CODE, says something on stderr and nothing on stdout.
fails() {
    local code=$1
    shift
    run --separate-stderr "$COPSE" "$@" </dev/null
    [ "$status" -eq "$code" ]
    [ -z "$output" ]
    [ -n "$stderr" ]
}

# The store of a small set of real data, as trust.copse.
import_southern_women() {
    cp -r "$SOURCE_DIR/datasets/southern-women" data
    "$COPSE" import data --quiet --as-of 2026-03-31 >/dev/null
}

# Topics, and who knows them, beside what was imported: for questions that begin with a topic.
import_topics() {
    mkdir topics
    printf 'topic_id,name,synonyms,description\nk1,Wound care,dressings,Healing of wounds and feet\nk2,Diabetes,diabetic,\n' >topics/topics.csv
    {
        echo member_id,topic_id,weight
        for n in 01 02 03 04 05 06 07 08 09 10; do printf 'w%s,k1,%s\nw%s,k2,1\n' $n $n $n; done
    } >topics/expertise.csv
    "$COPSE" import topics --quiet --as-of 2026-03-31 >/dev/null
}

# A team and a project, beside those: for questions that begin with either.
import_project() {
    mkdir project
    printf 'team_id,name\nward,Ward 1\n' >project/teams.csv
    printf 'member_id,team_id\nw01,ward\nw02,ward\nw03,ward\n' >project/assignments.csv
    printf 'project_id,name,team_id,starts,ends\nfeet,Healthier feet,ward,2026-01-05,2026-09-30\n' >project/projects.csv
    printf 'project_id,topic_id\nfeet,k1\nfeet,k2\n' >project/project_topics.csv
    "$COPSE" import project --quiet --as-of 2026-03-31 >/dev/null
}

# A folder big/ of 300,000 rows: some seconds of work.
make_big_folder() {
    mkdir big
    awk 'BEGIN {
        print "member_id" >"big/members.csv"
        print "community_id,name" >"big/communities.csv"
        print "member_id,community_id" >"big/memberships.csv"
        for (i = 0; i < 50000; i++) print "m" i >"big/members.csv"
        for (i = 0; i < 500; i++) print "c" i ",Community " i >"big/communities.csv"
        for (i = 0; i < 1200000; i++) print "m" i % 50000 ",c" int(i / 50000) * 7 % 500 >"big/memberships.csv"
    }'
}

# refute COMMAND…: it fails. ("! command" in the middle of a test would be ignored.)
refute() {
    if "$@"; then
        echo "this succeeded, and should not have: $*" >&2
        return 1
    fi
}

# valid SCHEMA ARGS…: the JSON of `copse ARGS` fulfils docs/schema/SCHEMA.schema.json.
valid() {
    local schema=$SOURCE_DIR/docs/schema/$1.schema.json
    shift
    /usr/bin/python3 "$SOURCE_DIR/tests/report/validate.py" "$schema" "$COPSE" "$@" </dev/null
}

# A folder data/ of people whose names all begin with canary, imported and fitted as trust.copse.
import_canaries() {
    cp -r "$BATS_TEST_DIRNAME/fixtures/canary" data
    rm data/README.md
    "$COPSE" import data --quiet --as-of 2026-03-31 >/dev/null
    "$COPSE" fit --quiet --as-of 2026-03-31 >/dev/null
}
