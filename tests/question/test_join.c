/* join: which CoPs are recommended, in which order, and when there is no answer. */
#include "question/hospital.h"

#include "base/memory.h"

static const copse_join_options all = {20, COPSE_MODE_UNKNOWN, COPSE_NONE, NULL, 0, false, 0.0};

/* The keys of the recommended CoPs must be these, in any order, ended by NULL. */
static void expect_communities(const copse_join_answer *answer, const char *const *keys)
{
    size_t n = 0;
    for (; keys[n]; n++)
        if (!hospital_find(answer, keys[n]))
            fail_msg("%s is not recommended", keys[n]);
    if (answer->n_recommendations != n)
        for (size_t i = 0; i < answer->n_recommendations; i++)
            print_message("recommended: %s\n", answer->recommendations[i].key);
    assert_int_equal(answer->n_recommendations, n);
}

#define EXPECT(answer, ...) expect_communities(answer, (const char *const[]){__VA_ARGS__, NULL})

static void test_join__own_sensitive_closed_and_dormant_ones_are_left_out(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    EXPECT(answer, "informatics", "small", "face", "far", "ferry", "hill", "lost", "modeless");
    assert_true(hospital_notes(answer, "1 community is left out, because dormant"));
    copse_join_answer_free(answer);

    copse_join_options with_dormant = all;
    with_dormant.include_dormant = true;
    answer = hospital_ask(&h, &with_dormant);
    EXPECT(answer, "informatics", "small", "face", "far", "ferry", "hill", "lost", "modeless",
           "sleepy");
    assert_int_equal(hospital_find(answer, "sleepy")->status, COPSE_COMMUNITY_DORMANT);
    assert_false(hospital_notes(answer, "dormant"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_join__best_first_and_every_score_is_the_sum_of_its_reasons(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    for (size_t i = 0; i < answer->n_recommendations; i++) {
        const copse_recommendation *r = &answer->recommendations[i];
        int64_t sum = 0;
        for (size_t k = 0; k < r->n_reasons; k++)
            sum += r->reasons[k].value;
        assert_int_equal(sum, r->score);
        assert_int_equal(r->rank, i + 1);
        if (i > 0)
            assert_true(r[-1].score >= r->score);
    }
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_join__equal_scores_stand_in_key_order(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    /* Nobody is in these four and each holds CT alone, so nothing tells them apart. */
    static const char *const keys[] = {"far", "ferry", "hill", "lost"};
    for (size_t i = 0; i < 4; i++) {
        const copse_recommendation *r = hospital_find(answer, keys[i]);
        assert_int_equal(r->score, hospital_find(answer, "far")->score);
        assert_int_equal(r->rank, hospital_find(answer, "far")->rank + (int)i);
    }
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_join__five_unless_another_number_is_asked_for(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, NULL);
    assert_int_equal(answer->n_recommendations, 5);
    copse_join_answer_free(answer);
    copse_join_options two = all;
    two.top = 2;
    answer = hospital_ask(&h, &two);
    assert_int_equal(answer->n_recommendations, 2);
    copse_join_answer_free(answer);
    hospital_close(&h);
}

/* ---- filters ---- */

static void test_mode__hybrid_fits_either_and_unrecorded_ones_are_counted(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_options options = all;
    options.mode = COPSE_MODE_VIRTUAL;
    copse_join_answer *answer = hospital_ask(&h, &options);
    EXPECT(answer, "informatics", "small");
    assert_true(hospital_notes(answer, "1 community is left out, because how they meet"));
    assert_true(hospital_notes(answer, "it is the virtual part"));
    copse_join_answer_free(answer);

    options.mode = COPSE_MODE_FACE_TO_FACE;
    answer = hospital_ask(&h, &options);
    EXPECT(answer, "informatics", "face", "far", "ferry", "hill", "lost");
    assert_true(hospital_notes(answer, "it is the face-to-face part"));
    copse_join_answer_free(answer);

    options.mode = COPSE_MODE_HYBRID;
    answer = hospital_ask(&h, &options);
    EXPECT(answer, "informatics");
    assert_false(hospital_notes(answer, "part that fits"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_site__travel_time_goes_before_distance_and_unknown_is_counted(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_options options = all;
    options.site = NORTH;
    copse_join_answer *answer = hospital_ask(&h, &options);
    /* The ferry takes 25 minutes to 134 km; the road to the hill takes 45 to 6.7 km. */
    EXPECT(answer, "informatics", "small", "face", "ferry", "modeless");
    assert_true(
        hospital_notes(answer, "1 community is left out, because whether they are in reach"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_site__the_virtual_part_of_a_hybrid_needs_no_travel(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_options options = all;
    options.site = FAR;
    options.mode = COPSE_MODE_HYBRID;
    copse_join_answer *answer = hospital_ask(&h, &options);
    assert_int_equal(answer->n_recommendations, 0);
    assert_true(answer->enough_known);
    copse_join_answer_free(answer);

    options.mode = COPSE_MODE_VIRTUAL;
    answer = hospital_ask(&h, &options);
    EXPECT(answer, "informatics", "small");
    copse_join_answer_free(answer);

    /* Any mode will do: it is out of reach of its site, and can be joined from anywhere. */
    options.mode = COPSE_MODE_UNKNOWN;
    answer = hospital_ask(&h, &options);
    EXPECT(answer, "informatics", "small", "far", "ferry");
    assert_true(hospital_notes(answer, "not known to be in reach of the site, it is the virtual part"));
    copse_join_answer_free(answer);
    options.site = NORTH;
    answer = hospital_ask(&h, &options);
    assert_false(hospital_notes(answer, "virtual part"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_topic__only_holders_are_left_and_it_counts_as_wanted(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    const copse_index wanted[] = {AI};
    copse_join_options options = all;
    options.topics = wanted;
    options.n_topics = 1;
    copse_join_answer *answer = hospital_ask(&h, &options);
    EXPECT(answer, "informatics", "small");
    const copse_recommendation *r = hospital_find(answer, "informatics");
    assert_int_equal(r->n_gains, 2);
    assert_string_equal(r->gains[0].key, "dicom"); /* the heavier in the CoP */
    assert_string_equal(r->gains[1].key, "ai");
    assert_int_equal(r->n_lacks, 0);
    copse_join_answer_free(answer);
    hospital_close(&h);
}

/* ---- who may ask, and of whom ---- */

static void test_join__is_for_the_person_alone(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = NULL;
    copse_error err = COPSE_ERROR_INIT;
    h.ctx.audience_key = "bo";
    assert_int_equal(copse_question_join(&answer, h.net, h.model, ME, NULL, &h.ctx, &err),
                     COPSE_E_ARGUMENT);
    h.ctx.audience_key = NULL;
    assert_int_equal(copse_question_join(&answer, h.net, h.model, ME, NULL, &h.ctx, &err),
                     COPSE_E_ARGUMENT);
    h.ctx.audience_key = "me";
    static const copse_audience others[] = {COPSE_FOR_TRUST, COPSE_FOR_TEAM, COPSE_FOR_STEWARD};
    for (size_t i = 0; i < 3; i++) {
        h.ctx.audience = others[i];
        assert_int_equal(copse_question_join(&answer, h.net, h.model, ME, NULL, &h.ctx, &err),
                         COPSE_E_ARGUMENT);
    }
    assert_null(answer);
    assert_string_equal(err.what,
                        "the answer about 'me' is made for that person, not for 'steward'");
    hospital_close(&h);
}

static void test_join__nothing_is_worked_out_about_who_objected(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = NULL;
    copse_error err = COPSE_ERROR_INIT;
    h.ctx.audience_key = "obi";
    assert_int_equal(copse_question_join(&answer, h.net, h.model, OBI, NULL, &h.ctx, &err),
                     COPSE_E_NOT_FOUND);
    assert_null(answer);
    assert_string_equal(err.what, "'obi' objected, so nothing is worked out about them");
    hospital_close(&h);
}

/* ---- how much is known ---- */

static copse_join_answer *ask_nil(hospital *h)
{
    copse_join_answer *answer = NULL;
    h->ctx.audience_key = "nil";
    assert_ok(copse_question_join(&answer, h->net, h->model, NIL, &all, &h->ctx, NULL));
    return answer;
}

static void test_join__nothing_known_lists_what_to_add(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = ask_nil(&h);
    assert_false(answer->enough_known);
    assert_int_equal(answer->n_recommendations, 0);
    assert_int_equal(answer->n_advice, 4);
    assert_non_null(strstr(answer->advice[0], "memberships.csv"));
    assert_non_null(strstr(answer->advice[1], "expertise.csv"));
    assert_non_null(strstr(answer->advice[2], "interests.csv"));
    assert_non_null(strstr(answer->advice[3], "assignments.csv"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_join__an_interest_alone_finds_who_holds_it(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    static const copse_fact_interest interests[] = {{NIL, MRI, ALWAYS}, {NIL, AI, ALWAYS}};
    h.communities[MODELESS].key = "a-modeless";
    /* Popularity has no part in it, so that their scores are all 0. */
    h.kind = "topic-similarity";
    h.facts.interests = interests;
    h.facts.n_interests = 2;
    hospital_open(&h);
    copse_join_answer *answer = ask_nil(&h);
    assert_true(answer->enough_known);
    EXPECT(answer, "informatics", "a-modeless", "small");
    /* Who holds both goes first, then the key decides. */
    assert_string_equal(answer->recommendations[0].key, "informatics");
    assert_string_equal(answer->recommendations[1].key, "a-modeless");
    assert_int_equal(answer->recommendations[0].score, 0);
    assert_true(hospital_notes(answer, "Nothing is known yet"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

/* ---- the head ---- */

static void test_head__says_whose_when_and_how_stale(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *answer = hospital_ask(&h, &all);
    assert_string_equal(answer->head.schema, "copse/join/1");
    assert_int_equal(answer->head.as_of, TODAY);
    assert_int_equal(answer->head.data_version, 3);
    assert_int_equal(answer->head.audience, COPSE_FOR_SELF);
    assert_string_equal(answer->member.name, "Max Ember");
    assert_string_equal(answer->mail, "max@example.org");
    assert_string_equal(answer->model_kind, "closed-form");
    assert_false(answer->model_is_stale);
    copse_join_answer_free(answer);

    h.facts.data_version = 4;
    answer = hospital_ask(&h, &all);
    assert_true(answer->model_is_stale);
    assert_true(
        hospital_notes(answer, "fitted on data version 3 and the data are now at version 4"));
    copse_join_answer_free(answer);
    hospital_close(&h);
}

static void test_head__the_other_way_of_meeting_is_said_not_ranked(void **state)
{
    (void)state;
    hospital virtual, either;
    hospital_init(&virtual);
    hospital_init(&either);
    either.members[ME].mode_preference = COPSE_MODE_UNKNOWN;
    hospital_open(&virtual);
    hospital_open(&either);
    copse_join_answer *a = hospital_ask(&virtual, &all), *b = hospital_ask(&either, &all);
    assert_true(hospital_notes(a, "You like to meet virtually; of these, face to face: "));
    assert_false(hospital_notes(b, "You like to meet"));
    for (size_t i = 0; i < a->n_recommendations; i++)
        assert_string_equal(a->recommendations[i].key, b->recommendations[i].key);
    copse_join_answer_free(a);
    copse_join_answer_free(b);
    hospital_close(&virtual);
    hospital_close(&either);
}

/* ---- failure ---- */

static void test_join__every_allocation_may_fail(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    hospital_open(&h);
    copse_status st = COPSE_E_NOMEM;
    int64_t n = 0;
    for (; st != COPSE_OK; n++) {
        copse_join_answer *answer = NULL;
        copse_error err = COPSE_ERROR_INIT;
        copse_memory_fail_at(n);
        st = copse_question_join(&answer, h.net, h.model, ME, &all, &h.ctx, &err);
        assert_true(st == COPSE_OK || st == COPSE_E_NOMEM);
        assert_true((answer != NULL) == (st == COPSE_OK));
        assert_int_equal(err.status, st);
        copse_join_answer_free(answer);
    }
    copse_memory_fail_at(-1);
    assert_true(n > 20);
    hospital_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_join__own_sensitive_closed_and_dormant_ones_are_left_out),
        cmocka_unit_test(test_join__best_first_and_every_score_is_the_sum_of_its_reasons),
        cmocka_unit_test(test_join__equal_scores_stand_in_key_order),
        cmocka_unit_test(test_join__five_unless_another_number_is_asked_for),
        cmocka_unit_test(test_mode__hybrid_fits_either_and_unrecorded_ones_are_counted),
        cmocka_unit_test(test_site__travel_time_goes_before_distance_and_unknown_is_counted),
        cmocka_unit_test(test_site__the_virtual_part_of_a_hybrid_needs_no_travel),
        cmocka_unit_test(test_topic__only_holders_are_left_and_it_counts_as_wanted),
        cmocka_unit_test(test_join__is_for_the_person_alone),
        cmocka_unit_test(test_join__nothing_is_worked_out_about_who_objected),
        cmocka_unit_test(test_join__nothing_known_lists_what_to_add),
        cmocka_unit_test(test_join__an_interest_alone_finds_who_holds_it),
        cmocka_unit_test(test_head__says_whose_when_and_how_stale),
        cmocka_unit_test(test_head__the_other_way_of_meeting_is_said_not_ranked),
        cmocka_unit_test(test_join__every_allocation_may_fail),
    };
    copse_start(NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    copse_stop();
    return failed;
}
