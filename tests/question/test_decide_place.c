/* Mode and place in an answer of `decide`, and what it says is to be found out. */
#include "question/decide_org.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decide__of_a_hybrid_cop_it_says_which_part_fits),
        cmocka_unit_test(test_decide__what_is_not_recorded_is_to_be_found_out),
        cmocka_unit_test(test_decide__a_team_is_where_its_people_are_now),
        cmocka_unit_test(test_decide__a_cop_whose_name_says_so_is_looked_at_before_another_is_made),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
