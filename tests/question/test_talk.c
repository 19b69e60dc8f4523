/*
 * Whom to talk to, on the hospital of a page, all figures by hand. Everybody who knows AI knows it equally, so e is
 * 1 − 1/e = 0.63 for each: Bo, Ci and Di of the asker's team, Ed and Fi and Hy of the wards. Di is named to nobody and
 * Fi to the wards only.
 */
#include "question/hospital.h"

#include "base/memory.h"

enum { PLACES = 8 };

static copse_status try_asking(copse_talk_answer **out, hospital *h, copse_index topic, copse_mode mode,
                               copse_error *err)
{
    copse_talk_options options = COPSE_TALK_OPTIONS_INIT;
    copse_network *net;
    options.topics = &topic;
    options.n_topics = 1;
    options.mode = mode;
    options.top = PLACES;
    assert_ok(copse_network_new(&net, &h->facts, &h->ctx, NULL));
    copse_status st = copse_question_talk(out, net, ME, &options, &h->ctx, err);
    copse_network_free(net);
    return st;
}

static copse_talk_answer *ask(hospital *h, copse_index topic, copse_mode mode)
{
    copse_talk_answer *answer;
    assert_ok(try_asking(&answer, h, topic, mode, NULL));
    return answer;
}

static const copse_talk_person *person(const copse_talk_answer *answer, const char *key)
{
    for (size_t i = 0; i < answer->n_people; i++)
        if (strcmp(answer->people[i].person.key, key) == 0)
            return &answer->people[i];
    fail_msg("%s is not in the answer", key);
    return NULL;
}

static void assert_order(const copse_talk_answer *answer, const char *keys)
{
    char found[64] = "";
    for (size_t i = 0; i < answer->n_people; i++) {
        strcat(found, i ? " " : "");
        strcat(found, answer->people[i].person.key);
    }
    assert_string_equal(found, keys);
}

static bool notes(const copse_talk_answer *answer, const char *text)
{
    for (size_t i = 0; i < answer->head.n_notes; i++)
        if (strstr(answer->head.notes[i], text))
            return true;
    return false;
}

/* Bo wants to learn MRI, of which I alone know: 0.80 + 0.2 · 0.632 = 0.93. Hy is two hops away: 1 − 0.3/3 = 0.90. */
static void test_talk__factors_by_hand(void **state)
{
    (void)state;
    const copse_fact_interest wants[] = {{BO, MRI, ALWAYS}};
    hospital h;
    hospital_init(&h);
    h.facts.interests = wants;
    h.facts.n_interests = 1;
    copse_talk_answer *answer = ask(&h, AI, COPSE_MODE_VIRTUAL);
    assert_order(answer, "bo ci ed hy");
    assert_int_equal(answer->n_enough, 4);
    const copse_talk_person *bo = person(answer, "bo"), *hy = person(answer, "hy");
    assert_int_equal(bo->expertise, 63);
    assert_int_equal(bo->in_return, 93);
    assert_int_equal(bo->return_base, 80);
    assert_int_equal(bo->n_learns, 1);
    assert_string_equal(bo->learns[0].key, "mri");
    assert_int_equal(bo->learns[0].part, 13);
    assert_int_equal(bo->nearness, 100);
    assert_int_equal(bo->room, 100);
    assert_int_equal(bo->score, 58590000);
    assert_int_equal(person(answer, "ci")->score, 50400000);
    assert_int_equal(hy->nearness, 90);
    assert_int_equal(hy->score, 45360000);
    assert_int_equal(hy->open_asks, -1);
    copse_talk_answer_free(answer);
}

/* Me and Ed in PACS, Ed and Hy on the wards. */
static void test_talk__the_way_goes_through_who_may_be_named(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    copse_talk_answer *answer = ask(&h, AI, COPSE_MODE_VIRTUAL);
    const copse_talk_person *hy = person(answer, "hy"), *ci = person(answer, "ci");
    assert_int_equal(hy->n_steps, 2);
    assert_string_equal(hy->steps[0].person.key, "ed");
    assert_int_equal(hy->steps[0].link, COPSE_LINK_COMMUNITY);
    assert_string_equal(hy->steps[0].through, "PACS users");
    assert_int_equal(hy->steps[1].link, COPSE_LINK_TEAM);
    assert_string_equal(hy->steps[1].through, "Wards");
    assert_int_equal(ci->n_steps, 1);
    assert_int_equal(ci->steps[0].link, COPSE_LINK_TEAM);
    copse_talk_answer_free(answer);

    /* Without Ed the way is longer: Bo of my team, Gi in informatics with Bo, Hy on the wards with Gi. */
    h.members[ED].visibility = COPSE_VISIBLE_NONE;
    answer = ask(&h, AI, COPSE_MODE_VIRTUAL);
    assert_order(answer, "bo ci hy");
    hy = person(answer, "hy");
    assert_int_equal(hy->n_steps, 3);
    assert_string_equal(hy->steps[0].person.key, "bo");
    assert_string_equal(hy->steps[1].person.key, "gi");
    assert_int_equal(hy->nearness, 80);
    copse_talk_answer_free(answer);
}

/* Of four who know enough one has a question: 3.25 / (0.5 + 3.25) = 0.87. */
static void test_talk__open_questions_leave_less_room(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    h.exchanges[0] = (copse_fact_exchange){GI, CI, COPSE_NONE, MRI, COPSE_EXCHANGE_ASKED, TODAY - 89, ALWAYS};
    h.facts.n_exchanges = 1;
    copse_talk_answer *answer = ask(&h, AI, COPSE_MODE_VIRTUAL);
    assert_order(answer, "bo ed hy ci");
    assert_int_equal(person(answer, "ci")->room, 87);
    assert_int_equal(person(answer, "ci")->score, 63LL * 80 * 100 * 87);
    assert_int_equal(person(answer, "bo")->room, 100);
    copse_talk_answer_free(answer);

    h.exchanges[0].on = TODAY - 90; /* too long ago */
    answer = ask(&h, AI, COPSE_MODE_VIRTUAL);
    assert_int_equal(person(answer, "ci")->room, 100);
    copse_talk_answer_free(answer);
}

static void test_talk__an_answer_on_the_topic_closes_a_question(void **state)
{
    (void)state;
    const struct {
        copse_fact_exchange answer;
        int room;
    } cases[] = {
        {{CI, GI, COPSE_NONE, MRI, COPSE_EXCHANGE_ANSWERED, TODAY - 3, ALWAYS}, 100},
        {{CI, GI, COPSE_NONE, COPSE_NONE, COPSE_EXCHANGE_ANSWERED, TODAY - 5, ALWAYS}, 100},
        {{CI, GI, COPSE_NONE, CT, COPSE_EXCHANGE_ANSWERED, TODAY - 3, ALWAYS}, 87},     /* another topic */
        {{CI, GI, COPSE_NONE, MRI, COPSE_EXCHANGE_ANSWERED, TODAY - 6, ALWAYS}, 87},    /* before it was asked */
        {{CI, GI, COPSE_NONE, MRI, COPSE_EXCHANGE_ANSWERED, TODAY + 1, ALWAYS}, 87},    /* not yet */
        {{CI, BO, COPSE_NONE, MRI, COPSE_EXCHANGE_ANSWERED, TODAY - 3, ALWAYS}, 87},    /* to somebody else */
        {{CI, GI, COPSE_NONE, MRI, COPSE_EXCHANGE_SHARED, TODAY - 3, ALWAYS}, 87},      /* no answer */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        hospital h;
        hospital_init(&h);
        h.exchanges[0] =
            (copse_fact_exchange){GI, CI, COPSE_NONE, MRI, COPSE_EXCHANGE_ASKED, TODAY - 5, ALWAYS};
        h.exchanges[1] = cases[i].answer;
        h.facts.n_exchanges = 2;
        copse_talk_answer *answer = ask(&h, AI, COPSE_MODE_VIRTUAL);
        if (person(answer, "ci")->room != cases[i].room)
            fail_msg("case %zu: room %d", i, person(answer, "ci")->room);
        copse_talk_answer_free(answer);
    }
}

/* Face to face half of nearness is the way: Ed and Hy work far away. Hy: 1 − 0.05 − 0.15. */
static void test_talk__travel_counts_face_to_face_only(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    copse_talk_answer *answer = ask(&h, AI, COPSE_MODE_FACE_TO_FACE);
    assert_string_equal(answer->site, "North Hospital");
    assert_false(answer->is_mode_theirs);
    assert_int_equal(person(answer, "bo")->nearness, 100);
    assert_int_equal(person(answer, "ed")->travel_cost, 15);
    assert_int_equal(person(answer, "ed")->nearness, 85);
    assert_int_equal(person(answer, "hy")->hops_cost, 5);
    assert_int_equal(person(answer, "hy")->nearness, 80);
    copse_talk_answer_free(answer);

    answer = ask(&h, AI, COPSE_MODE_UNKNOWN); /* my profile says virtual */
    assert_int_equal(answer->mode, COPSE_MODE_VIRTUAL);
    assert_true(answer->is_mode_theirs);
    assert_null(answer->site);
    assert_int_equal(person(answer, "ed")->nearness, 100);
    copse_talk_answer_free(answer);
}

static void test_talk__who_knows_less_stands_after_who_knows_enough(void **state)
{
    (void)state;
    /* The 75th percentile of 1, 5 and 5 is 5: e is 0.63, 0.63 and 1 − e^(−1/5) = 0.18. */
    const copse_fact_expertise knows[] = {{BO, AI, 1.0, ALWAYS}, {HY, AI, 5.0, ALWAYS}, {ED, AI, 5.0, ALWAYS}};
    hospital h;
    hospital_init(&h);
    h.facts.expertises = knows;
    h.facts.n_expertises = COUNT_OF(knows);
    copse_talk_answer *answer = ask(&h, AI, COPSE_MODE_VIRTUAL);
    assert_order(answer, "ed hy bo");
    assert_true(person(answer, "hy")->knows_enough);
    assert_false(person(answer, "bo")->knows_enough);
    assert_int_equal(person(answer, "bo")->expertise, 18);
    assert_int_equal(answer->n_enough, 2);
    copse_talk_answer_free(answer);
}

static void test_talk__the_steward_sees_all_who_did_not_object(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    h.ctx.audience = COPSE_FOR_STEWARD;
    h.ctx.audience_key = NULL;
    h.ctx.reason = "somebody asked";
    copse_talk_answer *answer = ask(&h, AI, COPSE_MODE_VIRTUAL);
    assert_order(answer, "bo ci di ed fi hy");
    assert_int_equal(person(answer, "di")->open_asks, 0);
    assert_close(answer->usual_asks, 0.0, 0.0);
    copse_talk_answer_free(answer);
}

static void test_talk__is_for_who_asks_and_the_steward_with_a_reason(void **state)
{
    (void)state;
    copse_talk_answer *answer;
    hospital h;
    hospital_init(&h);
    h.ctx.audience_key = "bo";
    assert_int_equal(try_asking(&answer, &h, AI, COPSE_MODE_UNKNOWN, NULL), COPSE_E_ARGUMENT);
    assert_null(answer);
    h.ctx.audience = COPSE_FOR_TRUST;
    assert_int_equal(try_asking(&answer, &h, AI, COPSE_MODE_UNKNOWN, NULL), COPSE_E_ARGUMENT);
    h.ctx.audience = COPSE_FOR_STEWARD;
    assert_int_equal(try_asking(&answer, &h, AI, COPSE_MODE_UNKNOWN, NULL), COPSE_E_ARGUMENT);
    hospital_init(&h);
    h.members[ME].objected = true;
    assert_int_equal(try_asking(&answer, &h, AI, COPSE_MODE_UNKNOWN, NULL), COPSE_E_NOT_FOUND);
}

static void test_talk__nobody_is_an_answer_too(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    copse_talk_answer *answer = ask(&h, CT, COPSE_MODE_UNKNOWN); /* I alone */
    assert_int_equal(answer->n_people, 0);
    assert_true(notes(answer, "The steward can ask"));
    copse_talk_answer_free(answer);
    h.facts.n_expertises = 0;
    answer = ask(&h, CT, COPSE_MODE_UNKNOWN);
    assert_true(notes(answer, "Nobody is recorded as knowing CT."));
    copse_talk_answer_free(answer);
}

static void test_talk__memory_that_runs_out_is_said(void **state)
{
    (void)state;
    hospital h;
    copse_index topic = AI;
    copse_talk_options options = COPSE_TALK_OPTIONS_INIT;
    copse_network *net;
    options.topics = &topic;
    options.n_topics = 1;
    hospital_init(&h);
    assert_ok(copse_network_new(&net, &h.facts, &h.ctx, NULL));
    for (int64_t n = 0;; n++) {
        copse_talk_answer *answer;
        copse_memory_fail_at(n);
        copse_status st = copse_question_talk(&answer, net, ME, &options, &h.ctx, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK) {
            assert_true(n > 10);
            copse_talk_answer_free(answer);
            break;
        }
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_null(answer);
    }
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_talk__factors_by_hand),
        cmocka_unit_test(test_talk__the_way_goes_through_who_may_be_named),
        cmocka_unit_test(test_talk__open_questions_leave_less_room),
        cmocka_unit_test(test_talk__an_answer_on_the_topic_closes_a_question),
        cmocka_unit_test(test_talk__travel_counts_face_to_face_only),
        cmocka_unit_test(test_talk__who_knows_less_stands_after_who_knows_enough),
        cmocka_unit_test(test_talk__the_steward_sees_all_who_did_not_object),
        cmocka_unit_test(test_talk__is_for_who_asks_and_the_steward_with_a_reason),
        cmocka_unit_test(test_talk__nobody_is_an_answer_too),
        cmocka_unit_test(test_talk__memory_that_runs_out_is_said),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
