/* What an answer of `decide` says, and to whom. Its verdicts: test_decide_oracle.c, and the labelled scenarios. */
#include "question/decide_org.h"

#include "base/memory.h"

static void for_steward(decide_org *o)
{
    o->ctx.audience = COPSE_FOR_STEWARD;
    o->ctx.reason = "test";
}

/* ---- numbers of people ---- */

static void test_decide__people_are_exact_for_the_steward_and_else_rounded(void **state)
{
    (void)state;
    decide_org *o = people_who_want(11, 3);
    copse_decide_answer *answer = org_ask(o);
    assert_int_equal(answer->people, 10);
    assert_int_equal(answer->teams, -1);
    assert_true(answer->is_rounded && answer->has_many_teams);
    assert_non_null(strstr(answer->headline, "about 10 people of several teams"));
    assert_true(NOTES(answer, "rounded to the nearest 5"));
    copse_decide_answer_free(answer);

    for_steward(o);
    answer = org_ask(o);
    assert_int_equal(answer->people, 11);
    assert_int_equal(answer->teams, 3);
    assert_false(answer->is_rounded);
    assert_non_null(strstr(answer->headline, "11 people of 3 teams"));
    copse_decide_answer_free(answer);

    o->ctx.reason = NULL; /* and then no more than the trust */
    answer = org_ask(o);
    assert_int_equal(answer->people, 10);
    copse_decide_answer_free(answer);
    free(o);
}

/* Everything but the steward's answer is the same for all numbers that look the same. */
static void test_decide__nothing_tells_apart_numbers_that_are_rounded_alike(void **state)
{
    (void)state;
    static const size_t alike[][2] = {{0, 4}, {5, 7}}; /* below 8, where the verdict itself changes */
    static const int64_t enough[] = {8, 3};            /* for the least of them, so for all */
    for (size_t i = 0; i < 2; i++)
        for (size_t teams = 2; teams <= 3; teams++)
            for (size_t n = alike[i][0]; n <= alike[i][1]; n++) {
                decide_org *o = people_who_want(n, teams), *first = people_who_want(alike[i][0], teams);
                copse_decide_answer *answer = org_ask(o), *other = org_ask(first);
                assert_int_equal(answer->decision, COPSE_DECISION_UNKNOWN);
                assert_int_equal(answer->people, i == 0 ? -1 : 5);
                assert_int_equal(answer->turn.kind, COPSE_TURN_PEOPLE);
                assert_int_equal(answer->turn.people, enough[i]);
                assert_string_equal(answer->headline, other->headline);
                assert_string_equal(answer->turn.sentence, other->turn.sentence);
                assert_int_equal(answer->has_many_teams, other->has_many_teams);
                copse_decide_answer_free(answer);
                copse_decide_answer_free(other);

                for_steward(o);
                answer = org_ask(o);
                assert_int_equal(answer->turn.people, 8 - n);
                copse_decide_answer_free(answer);
                free(o);
                free(first);
            }
}

static void test_decide__of_a_few_people_not_even_their_teams_are_told(void **state)
{
    (void)state;
    decide_org *one = people_who_want(4, 1), *many = people_who_want(4, 4);
    copse_decide_answer *a = org_ask(one), *b = org_ask(many);
    assert_string_equal(a->headline, b->headline);
    assert_string_equal(a->turn.sentence, b->turn.sentence);
    assert_int_equal(a->turn.teams, 2);
    assert_false(a->has_many_teams || b->has_many_teams);
    copse_decide_answer_free(a);
    copse_decide_answer_free(b);
    free(one);
    free(many);
}

static void test_decide__a_larger_threshold_asks_for_as_many_people(void **state)
{
    (void)state;
    for (size_t n = 9; n <= 10; n++) {
        decide_org *o = people_who_want(n, 3);
        o->ctx.threshold = 10;
        copse_decide_answer *answer = org_ask(o);
        assert_int_equal(answer->decision, n < 10 ? COPSE_DECISION_UNKNOWN : COPSE_DECISION_CREATE);
        assert_int_equal(answer->people, n < 10 ? -1 : 10);
        copse_decide_answer_free(answer);
        free(o);
    }
}

/* Nine in a full CoP about topic 0, where topics 0 and 1 are asked for. */
static void test_decide__who_has_a_cop_for_what_they_care_about_does_not_wait(void **state)
{
    (void)state;
    static const struct {
        bool wants_both;
        double weight; /* of topic 0, beside 1 */
        int64_t waiting;
    } cases[] = {{false, 1.0, 0}, {true, 1.0, 9}, {true, 3.0, 0} /* 75 % are covered */};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        decide_org *o = people_who_want(9, 3);
        org_topic(o, COPSE_NONE);
        org_cop(o)->capacity = 9;
        org_about(o, 0, 0, 1.0);
        for (int who = 0; who < 9; who++) {
            org_joins(o, who, 0, ORG_TODAY - 30);
            if (cases[i].wants_both)
                org_wants(o, who, 1);
        }
        o->asked[1] = 1;
        o->weights[0] = cases[i].weight;
        o->weights[1] = 1.0;
        o->options.n_topics = 2;
        for_steward(o);
        copse_decide_answer *answer = org_ask(o);
        assert_int_equal(answer->people, cases[i].waiting);
        assert_int_equal(answer->decision,
                         cases[i].waiting > 0 ? COPSE_DECISION_CREATE : COPSE_DECISION_UNKNOWN);
        copse_decide_answer_free(answer);
        free(o);
    }
}

/* ---- CoPs ---- */

static void test_decide__a_sensitive_cop_is_nowhere_in_the_answer(void **state)
{
    (void)state;
    decide_org *o = people_who_want(0, 0);
    copse_fact_community *cop = org_cop(o);
    cop->sensitive = COPSE_SENSITIVE_YES;
    org_about(o, 0, 0, 1.0);
    for_steward(o);
    copse_decide_answer *answer = org_ask(o);
    assert_int_equal(answer->n_homes, 0);
    assert_int_equal(answer->n_homes_in_all, 0);
    assert_false(ADVISES(answer, "of which no topic is recorded"));
    copse_decide_answer_free(answer);

    cop->sensitive = COPSE_SENSITIVE_UNDECIDED;
    cop->name = "Muslim Staff Network"; /* undecided, and looks so */
    answer = org_ask(o);
    assert_int_equal(answer->n_homes, 0);
    copse_decide_answer_free(answer);
    free(o);
}

static void test_decide__a_topic_that_is_named_twice_counts_once_with_both_weights(void **state)
{
    (void)state;
    decide_org *o = people_who_want(0, 0);
    org_topic(o, COPSE_NONE);
    org_cop(o);
    org_about(o, 0, 0, 1.0);
    const copse_index asked[] = {0, 1, 0};
    const double weights[] = {1.0, 2.0, 1.0};
    o->options.topics = asked;
    o->options.topic_weights = weights;
    o->options.n_topics = 3;
    copse_decide_answer *answer = org_ask(o);
    assert_int_equal(answer->n_topics, 2);
    assert_close(answer->topics[0].weight, 0.5, 1e-12);
    assert_close(answer->homes[0].coverage, 0.5, 1e-12);
    assert_int_equal(answer->decision, COPSE_DECISION_STRAND);
    copse_decide_answer_free(answer);
    o->options.topic_weights = NULL; /* equal, so two thirds and one */
    answer = org_ask(o);
    assert_close(answer->homes[0].coverage, 2.0 / 3.0, 1e-12);
    copse_decide_answer_free(answer);
    free(o);
}

static void test_decide__says_through_which_topic_a_cop_is_near(void **state)
{
    (void)state;
    decide_org *o = decide_org_new();
    copse_index wide = org_topic(o, COPSE_NONE), narrow = org_topic(o, wide);
    org_cop(o);
    org_about(o, 0, wide, 3.0);
    o->asked[0] = narrow;
    copse_decide_answer *answer = org_ask(o);
    assert_close(answer->homes[0].strengths[0].strength, 0.5, 0.0);
    assert_string_equal(answer->homes[0].strengths[0].through, "k00");
    copse_decide_answer_free(answer);
    org_about(o, 0, narrow, 0.5); /* no stronger, but itself */
    answer = org_ask(o);
    assert_close(answer->homes[0].strengths[0].strength, 0.5, 0.0);
    assert_null(answer->homes[0].strengths[0].through);
    copse_decide_answer_free(answer);
    free(o);
}

static void test_decide__the_verdicts_cop_is_shown_however_many_cover_more(void **state)
{
    (void)state;
    decide_org *o = people_who_want(0, 0);
    for (int i = 0; i < 7; i++) {
        org_cop(o)->openness = i == 6 ? COPSE_OPENNESS_OPEN : COPSE_OPENNESS_CLOSED;
        org_about(o, i, 0, i == 6 ? 0.7 : 1.0);
    }
    copse_decide_answer *answer = org_ask(o);
    assert_string_equal(answer->key, "c06");
    assert_int_equal(answer->n_homes, 6);
    assert_int_equal(answer->n_homes_in_all, 7);
    assert_string_equal(answer->homes[5].key, "c06");
    assert_null(answer->homes[5].obstacle);
    assert_false(answer->homes[5].is_near_duplicate);
    assert_string_equal(answer->homes[0].obstacle, "it takes nobody in");
    assert_true(answer->homes[0].is_near_duplicate);
    copse_decide_answer_free(answer);
    free(o);
}

/* ---- the founding group ---- */

static void test_decide__to_create_a_group_that_could_begin_is_shown(void **state)
{
    (void)state;
    decide_org *o = people_who_want(8, 2);
    copse_decide_answer *answer = org_ask(o);
    assert_int_equal(answer->decision, COPSE_DECISION_CREATE);
    assert_int_equal(answer->n_founders, 0);
    assert_true(NOTES(answer, "Nobody is recorded as knowing"));
    copse_decide_answer_free(answer);

    for (int i = 0; i < 6; i++)
        org_knows(o, i, 0);
    o->members[0].visibility = COPSE_VISIBLE_TRUST;
    answer = org_ask(o);
    assert_int_equal(answer->n_founders, 6);
    size_t n_named = 0;
    for (size_t i = 0; i < 6; i++)
        n_named += answer->founders[i].named;
    assert_int_equal(n_named, 1);
    copse_decide_answer_free(answer);
    for_steward(o);
    answer = org_ask(o);
    for (size_t i = 0; i < 6; i++)
        assert_true(answer->founders[i].named);
    copse_decide_answer_free(answer);
    free(o);
}

/* ---- what is asked for, and memory ---- */

static void test_decide__what_is_no_question_is_refused(void **state)
{
    (void)state;
    decide_org *o = people_who_want(1, 1);
    copse_network *net = NULL;
    assert_ok(copse_network_new(&net, &o->facts, &o->ctx, NULL));
    copse_decide_answer *answer = NULL;
    o->options.n_topics = 0;
    assert_int_equal(copse_question_decide(&answer, net, &o->options, &o->ctx, NULL), COPSE_E_ARGUMENT);
    o->options.n_topics = 1;
    o->weights[0] = NAN;
    assert_int_equal(copse_question_decide(&answer, net, &o->options, &o->ctx, NULL), COPSE_E_ARGUMENT);
    o->weights[0] = 1.0;
    o->options.max_minutes = -1.0;
    assert_int_equal(copse_question_decide(&answer, net, &o->options, &o->ctx, NULL), COPSE_E_ARGUMENT);
    assert_null(answer);
    copse_network_free(net);
    free(o);
}

static void test_decide__whatever_allocation_fails_is_said(void **state)
{
    (void)state;
    decide_org *o = people_who_want(9, 3);
    org_cop(o)->openness = COPSE_OPENNESS_INVITATION;
    org_about(o, 0, 0, 1.0);
    for (int i = 0; i < 4; i++)
        org_knows(o, i, 0);
    copse_network *net = NULL;
    assert_ok(copse_network_new(&net, &o->facts, &o->ctx, NULL));
    copse_decide_answer *answer = NULL;
    copse_status st = COPSE_E_NOMEM;
    for (int64_t n = 0; st != COPSE_OK; n += n < 300 ? 1 : 17) {
        answer = NULL;
        copse_memory_fail_at(n);
        st = copse_question_decide(&answer, net, &o->options, &o->ctx, NULL);
        copse_memory_fail_at(-1);
        assert_true(st == COPSE_OK || (st == COPSE_E_NOMEM && !answer));
    }
    copse_decide_answer_free(answer);
    copse_network_free(net);
    free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decide__people_are_exact_for_the_steward_and_else_rounded),
        cmocka_unit_test(test_decide__nothing_tells_apart_numbers_that_are_rounded_alike),
        cmocka_unit_test(test_decide__of_a_few_people_not_even_their_teams_are_told),
        cmocka_unit_test(test_decide__a_larger_threshold_asks_for_as_many_people),
        cmocka_unit_test(test_decide__who_has_a_cop_for_what_they_care_about_does_not_wait),
        cmocka_unit_test(test_decide__a_sensitive_cop_is_nowhere_in_the_answer),
        cmocka_unit_test(test_decide__a_topic_that_is_named_twice_counts_once_with_both_weights),
        cmocka_unit_test(test_decide__says_through_which_topic_a_cop_is_near),
        cmocka_unit_test(test_decide__the_verdicts_cop_is_shown_however_many_cover_more),
        cmocka_unit_test(test_decide__to_create_a_group_that_could_begin_is_shown),
        cmocka_unit_test(test_decide__what_is_no_question_is_refused),
        cmocka_unit_test(test_decide__whatever_allocation_fails_is_said),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
