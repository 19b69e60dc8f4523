/* What is said of one recommended CoP: topics, place, activity, people, how to join. */
#include "question/hospital.h"

#include "report/samples.h"

static const copse_join_options all = {20, COPSE_MODE_UNKNOWN, COPSE_NONE, NULL, 0, true, 0.0};

/* ---- topics ---- */

/* 1 - 1/e: the experience of all who know a topic, since they know it equally. */
static const double knows = 0.63212055882855767;

static void test_topics__gain_lack_and_contribute_by_hand(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    const copse_recommendation *r = hospital_find(answer, "informatics");

    /* I want to learn DICOM, which one of its six members knows. */
    assert_int_equal(r->n_gains, 1);
    assert_string_equal(r->gains[0].name, "DICOM");
    assert_close(r->gains[0].of_member, 0.0, 0.0);
    assert_close(r->gains[0].of_community, knows / 6, 1e-6);
    /* Five of the six know machine learning. I do not, and never asked for it. */
    assert_int_equal(r->n_lacks, 1);
    assert_string_equal(r->lacks[0].name, "Machine learning");
    assert_close(r->lacks[0].of_community, knows * 5 / 6, 1e-6);
    /* I know MRI, which none of them does. */
    assert_int_equal(r->n_contributes, 1);
    assert_string_equal(r->contributes[0].name, "MRI");
    assert_close(r->contributes[0].of_member, knows, 1e-12);
    assert_close(r->contributes[0].of_community, 0.0, 0.0);
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_topics__a_difference_within_the_margin_is_neither(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    /* Everybody in informatics knows machine learning as I do: norm and mine are equal. */
    static const copse_fact_expertise expertises[] = {
        {ME, AI, 2.0, ALWAYS}, {BO, AI, 2.0, ALWAYS}, {CI, AI, 2.0, ALWAYS}, {DI, AI, 2.0, ALWAYS},
        {ED, AI, 2.0, ALWAYS}, {FI, AI, 2.0, ALWAYS}, {GI, AI, 2.0, ALWAYS}};
    h.facts.expertises = expertises;
    h.facts.n_expertises = 7;
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    const copse_recommendation *r = hospital_find(answer, "informatics");
    assert_int_equal(r->n_lacks, 0);
    assert_int_equal(r->n_contributes, 0);
    assert_close(r->gains[0].of_community, 0.0, 0.0);
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_topics__norms_of_few_people_are_not_shown(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    /* Its one member knows machine learning: to say so would be to say it of that one. */
    const copse_recommendation *r = hospital_find(answer, "small");
    assert_int_equal(r->n_gains, 1);
    assert_true(isnan(r->gains[0].of_community));
    assert_int_equal(r->n_lacks, 0);
    /* Without a norm, what I know well is still worth bringing. */
    r = hospital_find(answer, "modeless");
    assert_int_equal(r->n_contributes, 1);
    assert_string_equal(r->contributes[0].key, "mri");
    assert_true(isnan(r->contributes[0].of_community));
    assert_true(hospital_notes(answer, "not shown for communities of fewer than 5 people"));
    copse_join_answer_free(answer);

    /* A store with a larger threshold hides the norms of six people. */
    h.ctx.threshold = 6;
    answer = hospital_ask(&h, &all);
    assert_close(hospital_find(answer, "informatics")->gains[0].of_community, knows / 6, 1e-6);
    copse_join_answer_free(answer);
    h.ctx.threshold = 7;
    answer = hospital_ask(&h, &all);
    r = hospital_find(answer, "informatics");
    assert_true(isnan(r->gains[0].of_community));
    assert_int_equal(r->n_lacks, 0);
    assert_true(hospital_notes(answer, "not shown for communities of fewer than 7 people"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_topics__at_most_five_the_most_telling_first(void **state)
{
    (void)state;
    enum { SEVEN = 7 };
    static const copse_fact_topic topics[SEVEN] = {
        {1, "a", NULL, COPSE_NONE, NULL}, {2, "b", NULL, COPSE_NONE, NULL},
        {3, "c", NULL, COPSE_NONE, NULL}, {4, "d", NULL, COPSE_NONE, NULL},
        {5, "e", NULL, COPSE_NONE, NULL}, {6, "f", NULL, COPSE_NONE, NULL},
        {7, "g", NULL, COPSE_NONE, NULL}};
    static const copse_fact_community_topic of_face[SEVEN] = {
        {FACE, 6, 1.0}, {FACE, 0, 1.0}, {FACE, 5, 3.0}, {FACE, 1, 1.0},
        {FACE, 4, 1.0}, {FACE, 2, 2.0}, {FACE, 3, 1.0}};
    static const copse_fact_interest interests[SEVEN] = {
        {ME, 0, ALWAYS}, {ME, 1, ALWAYS}, {ME, 2, ALWAYS}, {ME, 3, ALWAYS},
        {ME, 4, ALWAYS}, {ME, 5, ALWAYS}, {ME, 6, ALWAYS}};
    hospital h;
    hospital_init(&h);
    h.facts.topics = topics;
    h.facts.community_topics = of_face;
    h.facts.interests = interests;
    h.facts.n_topics = h.facts.n_community_topics = h.facts.n_interests = SEVEN;
    h.facts.n_expertises = 0;
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    const copse_recommendation *r = hospital_find(answer, "face");
    static const char *const expected[] = {"f", "c", "a", "b", "d"};
    assert_int_equal(r->n_gains, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(r->gains[i].key, expected[i]);
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_cosine__is_undefined_without_topics(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    /* I know MRI and CT; of 8 who know a topic, 1 knows each, so both weigh ln(9/2) + 1 the same:
     * cos = sqrt(1)·sqrt(1) / (sqrt(3 + 1)·sqrt(1)) with CT alone, sqrt(3)/2 with MRI alone. */
    assert_close(hospital_find(answer, "face")->cosine, 0.5, 1e-12);
    assert_close(hospital_find(answer, "modeless")->cosine, sqrt(3.0) / 2.0, 1e-12);
    copse_join_answer_free(answer);
    hospital_close(&h);

    hospital_init(&h);
    h.facts.n_community_topics = 1;
    hospital_open(&h);
    answer = hospital_ask(&h, &all);
    assert_true(isnan(hospital_find(answer, "face")->cosine));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

/* ---- place, capacity, activity ---- */

static void test_place__from_my_site_or_the_one_asked_for(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    const copse_recommendation *r = hospital_find(answer, "ferry");
    assert_string_equal(r->site, "Island");
    assert_close(r->travel_minutes, 25.0, 0.0);
    assert_close(r->distance_km, 133.8, 0.1);
    r = hospital_find(answer, "informatics");
    assert_true(isnan(r->travel_minutes));
    assert_close(r->distance_km, 6.69, 0.01);
    r = hospital_find(answer, "face");
    assert_close(r->travel_minutes, 0.0, 0.0);
    r = hospital_find(answer, "lost");
    assert_null(r->site);
    assert_true(isnan(r->distance_km));
    copse_join_answer_free(answer);

    copse_join_options from_far = all;
    from_far.site = FAR;
    answer = hospital_ask(&h, &from_far);
    assert_close(hospital_find(answer, "ferry")->distance_km, 0.0, 1e-9);
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_full__when_members_reach_the_capacity(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    h.communities[INFORMATICS].capacity = 7;
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    assert_true(hospital_find(answer, "small")->is_full);
    assert_false(hospital_find(answer, "informatics")->is_full);
    assert_false(hospital_find(answer, "face")->is_full);
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_activity__unknown_where_nothing_is_recorded(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    for (size_t i = 0; i < answer->n_recommendations; i++)
        assert_int_equal(answer->recommendations[i].activity, COPSE_ACTIVITY_UNKNOWN);
    assert_true(hospital_notes(answer, "Which communities are active is not known"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static copse_activity activity_of(hospital *h, const char *key)
{
    hospital_open(h);
    copse_join_answer *answer = hospital_ask(h, &all);
    copse_activity activity = hospital_find(answer, key)->activity;
    copse_join_answer_free(answer);
    hospital_close(h);
    return activity;
}

static void test_activity__joins_and_exchanges_of_the_last_year(void **state)
{
    (void)state;
    hospital h;
    enum { A_YEAR = 365, HY_IN_FACE = 13, OBI_IN_FACE = 15 };

    hospital_init(&h);
    h.memberships[HY_IN_FACE].since = TODAY - A_YEAR + 1;
    assert_int_equal(activity_of(&h, "face"), COPSE_ACTIVITY_ACTIVE);
    assert_int_equal(activity_of(&h, "far"), COPSE_ACTIVITY_QUIET);
    h.memberships[HY_IN_FACE].since = TODAY - A_YEAR;
    assert_int_equal(activity_of(&h, "face"), COPSE_ACTIVITY_QUIET);
    h.memberships[HY_IN_FACE].since = TODAY + 1;
    assert_int_equal(activity_of(&h, "face"), COPSE_ACTIVITY_UNKNOWN);

    hospital_init(&h);
    h.exchanges[0] = (copse_fact_exchange){
        ED, COPSE_NONE, FACE, COPSE_NONE, COPSE_EXCHANGE_ATTENDED, TODAY, ALWAYS};
    h.exchanges[1] =
        (copse_fact_exchange){ED, BO, COPSE_NONE, COPSE_NONE, COPSE_EXCHANGE_ASKED, TODAY, ALWAYS};
    h.facts.n_exchanges = 2;
    assert_int_equal(activity_of(&h, "face"), COPSE_ACTIVITY_ACTIVE);
    assert_int_equal(activity_of(&h, "far"), COPSE_ACTIVITY_QUIET);

    /* What who objected does makes nothing active. */
    hospital_init(&h);
    h.exchanges[0] = (copse_fact_exchange){
        OBI, COPSE_NONE, FACE, COPSE_NONE, COPSE_EXCHANGE_SHARED, TODAY, ALWAYS};
    h.facts.n_exchanges = 1;
    assert_int_equal(activity_of(&h, "face"), COPSE_ACTIVITY_UNKNOWN);
    hospital_init(&h);
    h.memberships[OBI_IN_FACE].since = TODAY - 1;
    assert_int_equal(activity_of(&h, "face"), COPSE_ACTIVITY_UNKNOWN);
}

/* ---- people ---- */

static bool has_person(const copse_join_person *people, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(people[i].person.key, key) == 0)
            return true;
    return false;
}

static void test_core__three_of_largest_centrality_as_far_as_they_may_be_named(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    const copse_recommendation *r = hospital_find(answer, "informatics");
    /* Bo and Ed share a second CoP, and Ed a topic besides: theirs is the most connected place. */
    assert_true(has_person(r->core, r->n_core, "bo"));
    assert_true(has_person(r->core, r->n_core, "ed"));
    assert_true(r->n_core <= 3);
    assert_true(r->n_core == 3 || r->core_has_unnamed);
    for (size_t i = 0; i < r->n_core; i++)
        assert_null(r->core[i].through);
    copse_join_answer_free(answer);

    h.members[BO].visibility = COPSE_VISIBLE_NONE;
    answer = hospital_ask(&h, &all);
    r = hospital_find(answer, "informatics");
    assert_false(has_person(r->core, r->n_core, "bo"));
    assert_true(r->core_has_unnamed);
    assert_true(hospital_notes(answer, "'Others, not named' are people"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_near__my_team_first_then_those_of_my_communities(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    const copse_recommendation *r = hospital_find(answer, "informatics");
    assert_int_equal(r->n_near, 3);
    assert_string_equal(r->near[0].person.key, "bo");
    assert_string_equal(r->near[0].through, "Imaging");
    assert_int_equal(r->near[0].near, COPSE_NEAR_TEAM);
    assert_string_equal(r->near[1].person.key, "ci");
    /* Ed is in pacs with me, and in the union, which is nobody's business. */
    assert_string_equal(r->near[2].person.key, "ed");
    assert_int_equal(r->near[2].near, COPSE_NEAR_COMMUNITY);
    assert_string_equal(r->near[2].through, "PACS users");
    copse_join_answer_free(answer);

    /* Gi shares only the union with me: not near, though there is room for a third. */
    h.members[CI].visibility = COPSE_VISIBLE_NONE;
    answer = hospital_ask(&h, &all);
    r = hospital_find(answer, "informatics");
    assert_int_equal(r->n_near, 2);
    assert_false(has_person(r->near, r->n_near, "gi"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_near__others_are_mentioned_only_where_many_could_be_meant(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    /* Of my team only Di may not be named: "others" would be Di. */
    assert_false(hospital_find(answer, "informatics")->near_has_unnamed);
    copse_join_answer_free(answer);

    /* Gi, near only through the union, does not make it two. */
    h.ctx.threshold = 2;
    h.members[GI].visibility = COPSE_VISIBLE_NONE;
    answer = hospital_ask(&h, &all);
    assert_false(hospital_find(answer, "informatics")->near_has_unnamed);
    copse_join_answer_free(answer);

    h.members[CI].visibility = COPSE_VISIBLE_NONE;
    answer = hospital_ask(&h, &all);
    assert_true(hospital_find(answer, "informatics")->near_has_unnamed);
    assert_false(hospital_find(answer, "face")->near_has_unnamed);
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_near__through_the_smallest_community_that_we_share(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    /* Hy and I share modeless, which is smaller than pacs with me, Bo, Ed and Hy. */
    h.memberships[16] = (copse_fact_membership){ME, MODELESS, NULL, ALWAYS, OPEN};
    h.memberships[17] = (copse_fact_membership){HY, MODELESS, NULL, ALWAYS, OPEN};
    h.memberships[18] = (copse_fact_membership){HY, PACS, NULL, ALWAYS, OPEN};
    h.facts.n_memberships = 19;
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    const copse_recommendation *r = hospital_find(answer, "face");
    assert_int_equal(r->n_near, 1);
    assert_string_equal(r->near[0].through, "modeless");
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_contact__a_name_in_it_follows_its_owner(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    assert_string_equal(hospital_find(answer, "face")->contact, "Hy Hazel");
    copse_join_answer_free(answer);
    h.members[HY].visibility = COPSE_VISIBLE_TEAM;
    answer = hospital_ask(&h, &all);
    assert_null(hospital_find(answer, "face")->contact);
    assert_string_equal(hospital_find(answer, "informatics")->contact, "informatics@example.org");
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_canaries__none_in_any_format(void **state)
{
    (void)state;
    static sample_bytes bytes;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    for (int threshold = 1; threshold <= 5; threshold += 4) {
        h.ctx.threshold = threshold;
        copse_join_answer *answer = hospital_ask(&h, &all);
        for (int format = COPSE_TEXT; format <= COPSE_HTML; format++) {
            copse_render render = {(copse_format)format, false, true, 0, false};
            copse_sink sink = sample_sink(&bytes);
            assert_ok(copse_report_join(&sink, answer, &render, NULL));
            assert_true(bytes.length > 500);
            assert_null(strstr(bytes.text, "Canary"));
            assert_null(strstr(bytes.text, "union"));
            assert_null(strstr(bytes.text, "faith"));
            assert_null(strstr(bytes.text, "obi"));
        }
        copse_join_answer_free(answer);
    }
    hospital_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_topics__gain_lack_and_contribute_by_hand),
        cmocka_unit_test(test_topics__a_difference_within_the_margin_is_neither),
        cmocka_unit_test(test_topics__norms_of_few_people_are_not_shown),
        cmocka_unit_test(test_topics__at_most_five_the_most_telling_first),
        cmocka_unit_test(test_cosine__is_undefined_without_topics),
        cmocka_unit_test(test_place__from_my_site_or_the_one_asked_for),
        cmocka_unit_test(test_full__when_members_reach_the_capacity),
        cmocka_unit_test(test_activity__unknown_where_nothing_is_recorded),
        cmocka_unit_test(test_activity__joins_and_exchanges_of_the_last_year),
        cmocka_unit_test(test_core__three_of_largest_centrality_as_far_as_they_may_be_named),
        cmocka_unit_test(test_near__my_team_first_then_those_of_my_communities),
        cmocka_unit_test(test_near__others_are_mentioned_only_where_many_could_be_meant),
        cmocka_unit_test(test_near__through_the_smallest_community_that_we_share),
        cmocka_unit_test(test_contact__a_name_in_it_follows_its_owner),
        cmocka_unit_test(test_canaries__none_in_any_format),
    };
    copse_start(NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    copse_stop();
    return failed;
}
