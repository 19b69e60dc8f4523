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

@test "a folder that is there is left alone, and no word at all says what to add" {
    mkdir proposed
    golden topics/taken topics --suggest proposed --as-of $DAY
    golden topics/nothing topics --as-of $DAY
}
