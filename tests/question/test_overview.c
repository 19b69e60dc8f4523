/* The whole picture: what it counts of actions, what it holds back, and for whom it is. */
#include "question/hospital.h"

#include <math.h>

#include "base/memory.h"

static const copse_status_report no_status = {.threshold = 5};

static copse_status try(copse_overview_answer **out, const hospital *h, const copse_records *records)
{
    const copse_overview_options options = {&no_status, NULL, NULL, records};
    return copse_question_overview(out, h->net, h->model, &options, &h->ctx, NULL);
}

static void open_for(hospital *h, copse_audience audience, int threshold)
{
    hospital_init(h);
    hospital_open(h);
    h->ctx.audience = audience;
    h->ctx.audience_key = NULL;
    h->ctx.threshold = threshold;
    h->ctx.reason = audience == COPSE_FOR_STEWARD ? "a meeting" : NULL;
}

static copse_overview_answer *ask(const hospital *h, const copse_records *records)
{
    copse_overview_answer *answer = NULL;
    assert_ok(try(&answer, h, records));
    return answer;
}

/* ---- actions ---- */

/* Said, due and done, counted from today. */
#define ACTION(said, due_, done_) \
    {.team = IMAGING, .project = COPSE_NONE, .what = "x", .who = COPSE_NONE, .on = TODAY + (said), .due = (due_), .done = (done_)}
enum { NEVER = COPSE_DAY_UNKNOWN };

/* Six are open: two late, one due today, two of no day, and one that will be done tomorrow. */
static const copse_record_action actions[] = {
    ACTION(-9, TODAY - 1, NEVER), ACTION(-9, TODAY - 5, NEVER), ACTION(-9, TODAY, NEVER), ACTION(-9, NEVER, NEVER),
    ACTION(0, NEVER, NEVER),      ACTION(-1, NEVER, TODAY + 1), ACTION(-9, TODAY - 1, TODAY), ACTION(1, NEVER, NEVER)};
static const copse_records six = {.n_actions = sizeof actions / sizeof actions[0], .actions = actions};

static void test_actions__open_are_those_said_and_not_done_by_the_day(void **state)
{
    (void)state;
    hospital h;
    open_for(&h, COPSE_FOR_STEWARD, 5);
    copse_overview_answer *answer = ask(&h, &six);
    assert_true(answer->has_actions);
    assert_int_equal(answer->open.value, 6);
    assert_int_equal(answer->late.value, 2);
    assert_true(answer->open.is_shown && answer->late.is_shown);
    copse_overview_answer_free(answer);
    hospital_close(&h);
}

static void test_actions__a_few_are_not_counted_before_others(void **state)
{
    (void)state;
    hospital h;
    open_for(&h, COPSE_FOR_TRUST, 5);
    copse_overview_answer *answer = ask(&h, &six);
    assert_true(answer->open.is_shown);
    assert_int_equal(answer->open.value, 6);
    assert_false(answer->late.is_shown); /* 2 */
    assert_int_equal(answer->late.value, 0);
    copse_overview_answer_free(answer);

    const copse_records four = {.n_actions = 4, .actions = &actions[2]}; /* none of them late */
    answer = ask(&h, &four);
    assert_false(answer->open.is_shown);
    assert_false(answer->late.is_shown); /* else it would be told that none of the few is late */
    copse_overview_answer_free(answer);
    hospital_close(&h);
}

static void test_actions__none_is_told_apart_from_none_open(void **state)
{
    (void)state;
    hospital h;
    open_for(&h, COPSE_FOR_TRUST, 5);
    copse_overview_answer *answer = ask(&h, NULL);
    assert_false(answer->has_actions);
    copse_overview_answer_free(answer);
    const copse_records done = {.n_actions = 1, .actions = &actions[6]};
    answer = ask(&h, &done);
    assert_true(answer->has_actions && answer->open.is_shown && answer->late.is_shown);
    assert_int_equal(answer->open.value, 0);
    copse_overview_answer_free(answer);
    const copse_records tomorrow = {.n_actions = 1, .actions = &actions[7]};
    answer = ask(&h, &tomorrow);
    assert_false(answer->has_actions);
    copse_overview_answer_free(answer);
    hospital_close(&h);
}

/* ---- sizes ---- */

/* Of fourteen CoPs two are sensitive and one is closed; teams are of four each. */
static void test_sizes__shown_and_hidden_are_all_that_may_be_shown_at_all(void **state)
{
    (void)state;
    hospital h;
    open_for(&h, COPSE_FOR_TRUST, 5);
    copse_overview_answer *answer = ask(&h, NULL);
    assert_int_equal(answer->communities_shown + answer->communities_hidden, N_COMMUNITIES - 3);
    assert_int_equal(answer->teams_hidden, 2);
    assert_int_equal(answer->teams_shown, 0);
    copse_overview_answer_free(answer);
    h.ctx.threshold = 1;
    answer = ask(&h, NULL);
    assert_int_equal(answer->communities_hidden, 0);
    assert_int_equal(answer->teams_shown, 2);
    copse_overview_answer_free(answer);
    hospital_close(&h);
}

/* ---- teams, and the proof ---- */

static void test_teams__two_are_too_few_to_judge_any(void **state)
{
    (void)state;
    hospital h;
    open_for(&h, COPSE_FOR_TRUST, 1);
    copse_overview_answer *answer = ask(&h, NULL);
    assert_false(answer->is_judged);
    assert_null(answer->judged_by);
    assert_int_equal(answer->n_teams, 0);
    assert_int_equal(answer->judged_on, COPSE_DAY_UNKNOWN);
    copse_overview_answer_free(answer);
    hospital_close(&h);
}

static void test_proof__of_what_was_not_hidden_there_is_none(void **state)
{
    (void)state;
    hospital h;
    open_for(&h, COPSE_FOR_TRUST, 5);
    copse_overview_answer *answer = ask(&h, NULL);
    assert_true(isnan(answer->proof.apart));
    assert_null(answer->proof.rival);
    assert_int_equal(answer->proof.members, 0);
    copse_overview_answer_free(answer);
    hospital_close(&h);
}

/* ---- for whom ---- */

static void test_audience__not_for_oneself_and_a_steward_says_why(void **state)
{
    (void)state;
    hospital h;
    copse_overview_answer *answer = NULL;
    hospital_init(&h);
    hospital_open(&h);
    assert_int_equal(try(&answer, &h, NULL), COPSE_E_ARGUMENT);
    assert_null(answer);
    h.ctx.audience = COPSE_FOR_STEWARD;
    assert_int_equal(try(&answer, &h, NULL), COPSE_E_ARGUMENT);
    assert_null(answer);
    hospital_close(&h);
}

static void test_overview__every_allocation_may_fail(void **state)
{
    (void)state;
    hospital h;
    open_for(&h, COPSE_FOR_TRUST, 1);
    copse_overview_answer_free(ask(&h, &six)); /* counts are made once a network */
    copse_status status = COPSE_E_NOMEM;
    for (int64_t n = 0; status != COPSE_OK; n++) {
        copse_overview_answer *answer = NULL;
        copse_memory_fail_at(n);
        status = try(&answer, &h, &six);
        copse_memory_fail_at(-1);
        assert_true(status == COPSE_OK ? answer != NULL : status == COPSE_E_NOMEM && !answer);
        copse_overview_answer_free(answer);
    }
    hospital_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_actions__open_are_those_said_and_not_done_by_the_day),
        cmocka_unit_test(test_actions__a_few_are_not_counted_before_others),
        cmocka_unit_test(test_actions__none_is_told_apart_from_none_open),
        cmocka_unit_test(test_sizes__shown_and_hidden_are_all_that_may_be_shown_at_all),
        cmocka_unit_test(test_teams__two_are_too_few_to_judge_any),
        cmocka_unit_test(test_proof__of_what_was_not_hidden_there_is_none),
        cmocka_unit_test(test_audience__not_for_oneself_and_a_steward_says_why),
        cmocka_unit_test(test_overview__every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
