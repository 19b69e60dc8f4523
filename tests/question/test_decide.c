/* What an answer of `decide` says, and to whom. Its verdicts: test_decide_oracle.c, and the labelled scenarios. */
#include "question/decide_org.h"

#include "base/memory.h"

static bool says(const char *const *texts, size_t n, const char *part)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(texts[i], part))
            return true;
    return false;
}

#define NOTES(answer, part) says((answer)->head.notes, (answer)->head.n_notes, part)
#define ADVISES(answer, part) says((answer)->advice, (answer)->n_advice, part)

/* n people who want topic 0, of as many teams in turn. */
static decide_org *people_who_want(size_t n, size_t teams)
{
    decide_org *o = decide_org_new();
    copse_index topic = org_topic(o, COPSE_NONE);
    for (size_t i = 0; i < n; i++)
        org_wants(o, org_person(o, teams > 0 ? (copse_index)(i % teams) : COPSE_NONE), topic);
    return o;
}

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

/* ---- mode and place ---- */

static void test_decide__of_a_hybrid_cop_it_says_which_part_fits(void **state)
{
    (void)state;
    decide_org *o = people_who_want(0, 0);
    copse_fact_community *cop = org_cop(o);
    cop->mode = COPSE_MODE_HYBRID;
    cop->site = 1;
    org_about(o, 0, 0, 1.0);
    o->travels[0] = (copse_fact_travel){0, 1, 20.0};
    o->facts.n_travels = 1;
    static const struct {
        copse_mode asked;
        double minutes;
        copse_index site;
        copse_mode part;
        const char *note;
    } cases[] = {
        {COPSE_MODE_UNKNOWN, 90.0, COPSE_NONE, COPSE_MODE_HYBRID, NULL},
        {COPSE_MODE_UNKNOWN, 20.0, 0, COPSE_MODE_HYBRID, NULL},
        {COPSE_MODE_UNKNOWN, 90.0, 0, COPSE_MODE_VIRTUAL, "virtual part that fits: its site"},
        {COPSE_MODE_VIRTUAL, 90.0, 0, COPSE_MODE_VIRTUAL, "virtual part that fits."},
        {COPSE_MODE_FACE_TO_FACE, 20.0, 0, COPSE_MODE_FACE_TO_FACE, "face-to-face part that fits"},
        {COPSE_MODE_HYBRID, 20.0, 0, COPSE_MODE_HYBRID, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        o->travels[0].minutes = cases[i].minutes;
        o->options.mode = cases[i].asked;
        o->options.site = cases[i].site;
        copse_decide_answer *answer = org_ask(o);
        assert_int_equal(answer->decision, COPSE_DECISION_JOIN);
        assert_int_equal(answer->homes[0].part, cases[i].part);
        assert_int_equal(NOTES(answer, "part that fits"), cases[i].note != NULL);
        assert_true(!cases[i].note || NOTES(answer, cases[i].note));
        copse_decide_answer_free(answer);
    }
    free(o);
}

static void test_decide__what_is_not_recorded_is_to_be_found_out(void **state)
{
    (void)state;
    decide_org *o = people_who_want(0, 0);
    copse_fact_community *cop = org_cop(o);
    org_about(o, 0, 0, 1.0);
    org_cop(o); /* about nothing that is recorded */
    cop->mode = COPSE_MODE_UNKNOWN;
    o->options.mode = COPSE_MODE_VIRTUAL;
    copse_decide_answer *answer = org_ask(o);
    assert_true(ADVISES(answer, "how c00 meets"));
    assert_true(ADVISES(answer, "what 1 community is about"));
    assert_true(ADVISES(answer, "who knows the topics"));
    assert_non_null(strstr(answer->turn.sentence, "is found to meet virtually"));
    copse_decide_answer_free(answer);

    cop->mode = COPSE_MODE_FACE_TO_FACE;
    o->options.mode = COPSE_MODE_UNKNOWN;
    o->options.site = 0;
    answer = org_ask(o);
    assert_true(ADVISES(answer, "where c00 meets"));
    copse_decide_answer_free(answer);
    cop->site = 2;
    answer = org_ask(o);
    assert_true(ADVISES(answer, "how far it is to s2"));
    copse_decide_answer_free(answer);

    cop->mode = COPSE_MODE_UNKNOWN;
    cop->site = COPSE_NONE;
    answer = org_ask(o);
    assert_int_equal(answer->decision, COPSE_DECISION_JOIN);
    assert_true(NOTES(answer, "Neither how nor where c00 meets"));
    copse_decide_answer_free(answer);
    free(o);
}

static void test_decide__a_team_is_where_its_people_are_now(void **state)
{
    (void)state;
    decide_org *o = people_who_want(0, 0);
    o->teams[1].parent = 0; /* t01 is part of t00 */
    for (int i = 0; i < 3; i++)
        org_person(o, 1);
    o->assignments[0].site = 1;
    o->assignments[1].site = 2;
    o->assignments[1].until = ORG_TODAY; /* no longer there */
    o->assignments[2].site = 0;
    o->members[2].objected = true;
    o->options.team = 0;
    copse_decide_answer *answer = org_ask(o);
    assert_int_equal(answer->n_sites, 1);
    assert_string_equal(answer->sites[0], "s1");
    copse_decide_answer_free(answer);
    o->options.team = 2;
    answer = org_ask(o);
    assert_true(NOTES(answer, "No site is recorded of the team"));
    copse_decide_answer_free(answer);
    free(o);
}

static void test_decide__a_cop_whose_name_says_so_is_looked_at_before_another_is_made(void **state)
{
    (void)state;
    decide_org *o = people_who_want(8, 2);
    o->topics[0].name = "Wound Care";
    o->topics[0].synonyms = "Dressings; Ulcers";
    static const char *const names[] = {"The wound  care circle", "Ulcers and feet", "Wound careers", "Talk",
                                        "Dressings club"};
    for (int i = 0; i < 5; i++)
        org_cop(o)->name = names[i];
    o->cops[4].sensitive = COPSE_SENSITIVE_YES;
    copse_decide_answer *answer = org_ask(o);
    assert_int_equal(answer->decision, COPSE_DECISION_CREATE);
    assert_true(ADVISES(answer, "whether The wound  care circle is about it"));
    assert_true(ADVISES(answer, "whether Ulcers and feet is about it"));
    assert_true(ADVISES(answer, "what 2 communities are about"));
    assert_false(ADVISES(answer, "Dressings club") || ADVISES(answer, "careers"));
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
        cmocka_unit_test(test_decide__of_a_hybrid_cop_it_says_which_part_fits),
        cmocka_unit_test(test_decide__what_is_not_recorded_is_to_be_found_out),
        cmocka_unit_test(test_decide__a_team_is_where_its_people_are_now),
        cmocka_unit_test(test_decide__a_cop_whose_name_says_so_is_looked_at_before_another_is_made),
        cmocka_unit_test(test_decide__to_create_a_group_that_could_begin_is_shown),
        cmocka_unit_test(test_decide__what_is_no_question_is_refused),
        cmocka_unit_test(test_decide__whatever_allocation_fails_is_said),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
