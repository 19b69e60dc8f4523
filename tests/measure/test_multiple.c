/* Combining and controlling p-values, against print and by hand. */
#include "support.h"

#include "measure/multiple.h"

/* Benjamini & Hochberg 1995, section 4.1: fifteen p-values, of which their procedure rejects the first four. */
static const double printed[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000};

static void test_benjamini_hochberg__rejects_what_the_paper_rejects(void **state)
{
    (void)state;
    double cut;
    assert_ok(copse_measure_benjamini_hochberg(&cut, printed, 15, 0.05, NULL));
    assert_close(cut, 0.0095, 0.0);
}

static void test_benjamini_hochberg__order_does_not_matter_and_gaps_do_not_count(void **state)
{
    (void)state;
    double mixed[18], cut;
    for (size_t i = 0; i < 15; i++)
        mixed[i] = printed[14 - i];
    mixed[15] = mixed[16] = mixed[17] = NAN;
    assert_ok(copse_measure_benjamini_hochberg(&cut, mixed, 18, 0.05, NULL));
    assert_close(cut, 0.0095, 0.0);
}

static void test_benjamini_hochberg__nothing_is_rejected_where_nothing_stands_out(void **state)
{
    (void)state;
    const double p[] = {0.2, 0.5, 0.9};
    double cut;
    assert_ok(copse_measure_benjamini_hochberg(&cut, p, 3, 0.1, NULL));
    assert_true(cut < 0.0);
    assert_ok(copse_measure_benjamini_hochberg(&cut, p, 0, 0.1, NULL));
    assert_true(cut < 0.0);
}

/* min(15 · 0.0001, 15/2 · 0.0004, …) = 0.0015. */
static void test_simes__by_hand(void **state)
{
    (void)state;
    double p;
    assert_ok(copse_measure_simes(&p, printed, 15, NULL));
    assert_close(p, 0.0015, 1e-15);
    const double none[] = {NAN};
    assert_ok(copse_measure_simes(&p, none, 1, NULL));
    assert_true(isnan(p));
}

static void test_cauchy__by_hand(void **state)
{
    (void)state;
    const double one[] = {0.25}, opposite[] = {0.1, 0.9}, gaps[] = {NAN, 0.25, NAN}, sure[] = {1.0};
    assert_close(copse_measure_cauchy(one, 1), 0.25, 1e-15);
    assert_close(copse_measure_cauchy(opposite, 2), 0.5, 1e-12); /* tan(0.4π) and tan(−0.4π) */
    assert_close(copse_measure_cauchy(gaps, 3), 0.25, 1e-15);
    assert_close(copse_measure_cauchy(sure, 1), 0.9, 1e-12); /* clipped */
    assert_true(isnan(copse_measure_cauchy(gaps, 1)));
}

/* Without the clip a p near 1 would undo the signal: tan is then as large, and below zero. */
static void test_cauchy__a_p_of_one_does_not_cancel_a_signal(void **state)
{
    (void)state;
    const double p[] = {1e-6, 1.0};
    assert_true(copse_measure_cauchy(p, 2) < 3e-6);
}

/* For small p, p ≈ mean-of-reciprocals rule: (1/1e-12 + 1/1e-12)/2 gives 1e-12 back. */
static void test_cauchy__keeps_the_digits_of_small_values(void **state)
{
    (void)state;
    const double p[] = {1e-12, 1e-12};
    assert_close(copse_measure_cauchy(p, 2), 1e-12, 1e-20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_benjamini_hochberg__rejects_what_the_paper_rejects),
        cmocka_unit_test(test_benjamini_hochberg__order_does_not_matter_and_gaps_do_not_count),
        cmocka_unit_test(test_benjamini_hochberg__nothing_is_rejected_where_nothing_stands_out),
        cmocka_unit_test(test_simes__by_hand),
        cmocka_unit_test(test_cauchy__by_hand),
        cmocka_unit_test(test_cauchy__a_p_of_one_does_not_cancel_a_signal),
        cmocka_unit_test(test_cauchy__keeps_the_digits_of_small_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
