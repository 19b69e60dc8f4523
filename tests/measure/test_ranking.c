/* Figures worked by hand: truth {2, 5, 9}, list 5 1 9 7, so places 1 and 3 are true. */
#include "support.h"

#include "measure/ranking.h"

#include <math.h>

static const copse_index truth[] = {2, 5, 9};
static const copse_index ranked[] = {5, 1, 9, 7};

static void test_ranking__figures_by_hand(void **state)
{
    (void)state;
    copse_ranking r;
    copse_measure_ranking(&r, ranked, 4, truth, 3, 3);
    assert_close(r.recall, 2.0 / 3.0, 1e-15);
    assert_close(r.hit, 1.0, 0.0);
    /* gain 1/log2(2) + 1/log2(4) = 1.5; ideal 1 + 1/log2(3) + 0.5 = 2.130929753571457 */
    assert_close(r.ndcg, 1.5 / 2.130929753571457, 1e-12);
    assert_close(r.reciprocal_rank, 1.0, 0.0);
}

static void test_ranking__ideal_list_is_no_longer_than_the_truth(void **state)
{
    (void)state;
    copse_ranking r;
    const copse_index one[] = {5};
    copse_measure_ranking(&r, ranked, 4, one, 1, 20);
    assert_close(r.ndcg, 1.0, 0.0);
    assert_close(r.recall, 1.0, 0.0);
}

static void test_ranking__only_the_first_k_count(void **state)
{
    (void)state;
    copse_ranking r;
    const copse_index nine[] = {9};
    copse_measure_ranking(&r, ranked, 4, nine, 1, 2);
    assert_close(r.hit, 0.0, 0.0);
    assert_close(r.ndcg, 0.0, 0.0);
    assert_close(r.reciprocal_rank, 0.0, 0.0);
    copse_measure_ranking(&r, ranked, 4, nine, 1, 3);
    assert_close(r.reciprocal_rank, 1.0 / 3.0, 1e-15);
}

static void test_ranking__empty_list_has_found_nothing(void **state)
{
    (void)state;
    copse_ranking r;
    copse_measure_ranking(&r, ranked, 0, truth, 3, 5);
    assert_close(r.recall, 0.0, 0.0);
}

/* Three people, two figures and their difference: 0 of everybody. */
static void test_bootstrap__equal_figures_have_no_difference(void **state)
{
    (void)state;
    const double value[] = {0.5, 0.0, 0.25, 0.0, 1.0, 0.0};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_interval found[2];
    assert_ok(copse_measure_bootstrap(found, value, 3, 2, 200, &ctx, NULL));
    assert_close(found[0].mean, 1.75 / 3.0, 1e-15);
    assert_close(found[1].mean, 0.0, 0.0);
    assert_close(found[1].lower, 0.0, 0.0);
    assert_close(found[1].upper, 0.0, 0.0);
}

/*
 * 400 people, half of whom gain 1: the mean is 0.5 and its standard error
 * sqrt(0.25 / 400) = 0.025, so the normal 95 % interval is 0.451–0.549. The
 * second figure is 1 less the first: drawn with the same people, its bounds
 * mirror those of the first.
 */
static void test_bootstrap__interval_is_that_of_the_normal_where_it_holds(void **state)
{
    (void)state;
    enum { N = 400 };
    double value[2 * N];
    for (int i = 0; i < N; i++) {
        value[2 * i] = i % 2;
        value[2 * i + 1] = 1 - i % 2;
    }
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_interval found[2];
    assert_ok(copse_measure_bootstrap(found, value, N, 2, 4000, &ctx, NULL));
    assert_close(found[0].mean, 0.5, 1e-15);
    assert_close(found[0].lower, 0.451, 0.006);
    assert_close(found[0].upper, 0.549, 0.006);
    assert_close(found[0].lower, 1.0 - found[1].upper, 1e-12);
    assert_close(found[0].upper, 1.0 - found[1].lower, 1e-12);
}

/*
 * Twenty people with -9.5, -8.5 … 9.5: s² = 20·21/12 = 35, t(0.025, 19) = 2.0930 (any table), so
 * Student's interval is ±2.0930·sqrt(35/20) = ±2.769. The percentile interval that is not expanded
 * has ±1.96·sqrt(35/20·19/20) = ±2.527.
 */
static void test_bootstrap__few_people_have_the_interval_of_student(void **state)
{
    (void)state;
    double value[20];
    for (int i = 0; i < 20; i++)
        value[i] = i - 9.5;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_interval found;
    assert_ok(copse_measure_bootstrap(&found, value, 20, 1, 20000, &ctx, NULL));
    assert_close(found.lower, -2.769, 0.1);
    assert_close(found.upper, 2.769, 0.1);
}

static void test_bootstrap__one_person_has_no_interval(void **state)
{
    (void)state;
    const double value[] = {0.5};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_interval found;
    assert_ok(copse_measure_bootstrap(&found, value, 1, 1, 100, &ctx, NULL));
    assert_close(found.mean, 0.5, 0.0);
    assert_true(isnan(found.lower) && isnan(found.upper));
}

static bool always(void *user)
{
    (void)user;
    return true;
}

static void test_bootstrap__stops_on_request(void **state)
{
    (void)state;
    const double value[] = {1.0};
    copse_context ctx = COPSE_CONTEXT_INIT;
    ctx.is_cancelled = always;
    copse_interval found = {7.0, 7.0, 7.0};
    assert_int_equal(copse_measure_bootstrap(&found, value, 1, 1, 10, &ctx, NULL), COPSE_E_INTERRUPTED);
    assert_close(found.mean, 7.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranking__figures_by_hand),
        cmocka_unit_test(test_ranking__ideal_list_is_no_longer_than_the_truth),
        cmocka_unit_test(test_ranking__only_the_first_k_count),
        cmocka_unit_test(test_ranking__empty_list_has_found_nothing),
        cmocka_unit_test(test_bootstrap__equal_figures_have_no_difference),
        cmocka_unit_test(test_bootstrap__interval_is_that_of_the_normal_where_it_holds),
        cmocka_unit_test(test_bootstrap__few_people_have_the_interval_of_student),
        cmocka_unit_test(test_bootstrap__one_person_has_no_interval),
        cmocka_unit_test(test_bootstrap__stops_on_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
