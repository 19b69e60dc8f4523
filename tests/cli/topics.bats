# copse topics: topics proposed as files, to be read before anything is stored.
load support

DAY=2026-03-31

prepare() {
    mkdir data
    cat >data/communities.csv <<'CSV'
community_id,name,description
dys,Dysphagia Community of Practice,Safe swallowing across wards
green,Net zero network,
CSV
    cat >data/topics.csv <<'CSV'
topic_id,name,synonyms
dysphagia,Dysphagia,swallowing
nursing,Stroke nursing,
CSV
    printf 'member_id,profession\nm1,Stroke nurse\nm2,Porter\n' >data/members.csv
    copse import data --quiet --as-of $DAY >/dev/null
}

@test "topics are proposed with their reasons, and nothing is stored" {
    cp trust.copse before.copse
    golden topics/suggest topics --suggest proposed --as-of $DAY
    cmp trust.copse before.copse
    [ "$(cat proposed/community_topics.csv)" = "community_id,topic_id,weight,community_name,topic_name,evidence
dys,dysphagia,1,Dysphagia Community of Practice,Dysphagia,\"its name has the whole topic; its description has the topic\"
green,net-zero,1,Net zero network,Net zero,\"its own name, for want of a topic\"" ]
    [ "$(stat -c %a proposed)" = 700 ]
    [ "$(stat -c %a proposed/topics.csv)" = 600 ]
    [ ! -e proposed/expertise.csv ]
}

@test "what was proposed, and read, is imported as it is" {
    copse topics --suggest proposed --quiet --as-of $DAY >/dev/null
    golden topics/import import proposed --as-of $DAY
    copse topics --suggest again --as-of $DAY >said
    grep -q "Nothing is proposed" said
}

@test "expertise from what people are called is for the steward, who says why" {
    fails 2 topics --suggest proposed --for steward
    [ ! -e proposed ]
    copse topics --suggest proposed --for steward --reason "first topics" --quiet --as-of $DAY >/dev/null
    [ "$(cat proposed/expertise.csv)" = "member_id,topic_id,weight,topic_name,evidence
m1,nursing,1,Stroke nursing,profession: Stroke nurse" ]
    copse audit --as-of $DAY | grep -q "first topics"
    copse outputs --csv --as-of $DAY | grep -q "proposed/expertise.csv"
}

@test "import proposes topics when it is asked to" {
    rm trust.copse
    run --separate-stderr copse import data --suggest-topics proposed --as-of $DAY
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"Nothing was stored"* ]]
    [ -e proposed/community_topics.csv ]
}

@test "JSON fulfils its schema" {
    valid topics topics --suggest proposed --json --as-of $DAY
}

@test "an empty store has nothing to propose" {
    rm trust.copse
    copse init --quiet
    golden topics/empty topics --suggest proposed --as-of $DAY
}

@test "a folder that is there is left alone" {
    mkdir proposed
    golden topics/taken topics --suggest proposed --as-of $DAY
}

add_alike() {
    printf 'topic_id,name\nphysio,Physiotherapy\nfysio,Phsiotherapy\nstroke,Nursing of strokes\n' >data/topics.csv
    copse import data --quiet --as-of $DAY >/dev/null
}

@test "topics that look alike are listed, and none is nothing to say" {
    golden topics/none topics --as-of $DAY
    add_alike
    golden topics/alike topics --as-of $DAY
    valid topics topics --json --as-of $DAY
}

@test "two are merged, and taken back" {
    add_alike
    copse topics --as-of $DAY >listed
    golden topics/merge topics --merge fysio --into physio --as-of $DAY
    valid topics topics --json --as-of $DAY
    copse import data --quiet --replace --as-of $DAY >/dev/null
    copse topics --as-of $DAY | refute grep -q "other fysio\|topic fysio; name"
    golden topics/undo topics --undo fysio --as-of $DAY
    copse topics --as-of $DAY | sed 2d | diff - <(sed 2d listed) # but the data version
}

@test "two are kept apart" {
    add_alike
    golden topics/apart topics --apart fysio --from physio --as-of $DAY
    copse topics --as-of $DAY | refute grep -q fysio
}

@test "half a word, two at once, an unknown topic, a store that cannot be written" {
    golden topics/half topics --merge a
    golden topics/both topics --undo a --suggest proposed
    golden topics/unknown topics --merge a --into dysphagia --as-of $DAY
    fails 1 topics --undo dysphagia
}
