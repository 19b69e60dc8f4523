/* The size-matched negative binomial: by hand where k = 1, and whether a fit finds what data were drawn with. */
#include "support.h"

#include <stdlib.h>

#include "base/random.h"
#include "measure/negative_binomial.h"

/* φ = 1 and μ = 1 at every size: Y is geometric, P(y) = 2^−(y+1). */
static const copse_negative_binomial geometric = {.least = 1.0};

static void test_lower__mid_p_by_hand(void **state)
{
    (void)state;
    assert_close(copse_measure_negative_binomial_lower(&geometric, 0.0, 7.0), 0.25, 1e-12);
    assert_close(copse_measure_negative_binomial_lower(&geometric, 1.0, 7.0), 0.625, 1e-12);
    assert_close(copse_measure_negative_binomial_lower(&geometric, 2.0, 7.0), 0.8125, 1e-12);
}

/*
 * No tie where one is usual: a Poisson count of 0 has an upper limit of −ln 0.05, and ρ is Gamma(1, rate 2). Two
 * ties: printed limits of a count of 2 are 0.355 and 6.296 (Garwood 1936).
 */
static void test_rate__by_hand(void **state)
{
    (void)state;
    copse_rate none = copse_measure_negative_binomial_rate(&geometric, 0.0, 7.0);
    assert_close(none.mean, 0.0, 0.0);
    assert_close(none.lower, 0.0, 0.0);
    assert_close(none.upper, -log(0.05), 1e-9);
    assert_close(none.below_half, 1.0 - exp(-1.0), 1e-12);
    copse_rate two = copse_measure_negative_binomial_rate(&geometric, 2.0, 7.0);
    assert_close(two.mean, 2.0, 1e-12);
    assert_close(two.lower, 0.355, 0.0005);
    assert_close(two.upper, 6.296, 0.0005);
}

static void test_mean_and_dispersion__by_hand(void **state)
{
    (void)state;
    const copse_negative_binomial nb = {.a = log(2.0), .b = 1.0, .phi0 = 0.1, .phi1 = 0.6, .least = 0.05};
    assert_close(copse_measure_negative_binomial_mean(&nb, 3.0), 6.0, 1e-12);
    assert_close(copse_measure_negative_binomial_phi(&nb, 3.0), 0.35, 1e-12);
}

static double exponential(copse_random *random)
{
    return -log(1.0 - copse_random_unit(random));
}

static double poisson(copse_random *random, double mean)
{
    double at = exponential(random), n = 0.0;
    while (at < mean) {
        at += exponential(random);
        n += 1.0;
    }
    return n;
}

enum { UNITS = 6000 };

/* Counts of mean 2·n^0.9 and φ = ¼: ρ is the mean of four exponentials, Gamma(4, 4). */
static void draw(double *y, double *size, size_t n_units, uint64_t seed)
{
    copse_random random;
    copse_random_seed(&random, seed, 0);
    for (size_t i = 0; i < n_units; i++) {
        size[i] = 3.0 + (double)copse_random_below(&random, 58);
        double rho = 0.0;
        for (int k = 0; k < 4; k++)
            rho += exponential(&random) / 4.0;
        y[i] = poisson(&random, rho * 2.0 * pow(size[i], 0.9));
    }
}

static void test_fit__finds_what_was_drawn(void **state)
{
    (void)state;
    static double y[UNITS], size[UNITS];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_negative_binomial nb;
    draw(y, size, UNITS, 1);
    assert_ok(copse_measure_negative_binomial_fit(&nb, y, size, UNITS, 0.001, &ctx, NULL));
    /* Three standard errors: of the slope 0.5/sqrt(6000)/SD(ln n) = 0.009. */
    assert_close(nb.b, 0.9, 0.03);
    assert_close(copse_measure_negative_binomial_mean(&nb, 20.0), 2.0 * pow(20.0, 0.9), 0.02 * 29.6);
    assert_close(copse_measure_negative_binomial_phi(&nb, 20.0), 0.25, 0.025);
}

/* The mid-p of units drawn from the null is near uniform: a tenth of them below 0.1. */
static void test_fit__p_values_of_ordinary_units_are_uniform(void **state)
{
    (void)state;
    static double y[UNITS], size[UNITS];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_negative_binomial nb;
    draw(y, size, UNITS, 2);
    assert_ok(copse_measure_negative_binomial_fit(&nb, y, size, UNITS, 0.001, &ctx, NULL));
    double below[] = {0.0, 0.0, 0.0};
    const double at[] = {0.01, 0.1, 0.5};
    for (size_t i = 0; i < UNITS; i++)
        for (size_t k = 0; k < 3; k++)
            below[k] += copse_measure_negative_binomial_lower(&nb, y[i], size[i]) < at[k] ? 1.0 : 0.0;
    for (size_t k = 0; k < 3; k++) {
        double error = sqrt(at[k] * (1.0 - at[k]) / UNITS);
        assert_close(below[k] / UNITS, at[k], 4.0 * error + 0.01 * at[k]);
    }
}

static void test_fit__isolated_units_do_not_widen_the_null(void **state)
{
    (void)state;
    enum { N = 200, ISOLATED = 10 };
    static double y[N], size[N];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_negative_binomial without, with;
    draw(y, size, N, 3);
    assert_ok(copse_measure_negative_binomial_fit(&without, y, size, N - ISOLATED, 0.001, &ctx, NULL));
    for (size_t i = N - ISOLATED; i < N; i++) {
        y[i] = 0.0;
        size[i] = 40.0;
    }
    assert_ok(copse_measure_negative_binomial_fit(&with, y, size, N, 0.001, &ctx, NULL));
    assert_true(with.n_trimmed >= ISOLATED);
    assert_close(copse_measure_negative_binomial_phi(&with, 20.0),
                 copse_measure_negative_binomial_phi(&without, 20.0), 0.05);
}

static void test_fit__order_of_units_changes_nothing(void **state)
{
    (void)state;
    enum { N = 100 };
    double y[N], size[N], y2[N], size2[N];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_negative_binomial a, b;
    draw(y, size, N, 4);
    for (size_t i = 0; i < N; i++) {
        y2[i] = y[N - 1 - i];
        size2[i] = size[N - 1 - i];
    }
    assert_ok(copse_measure_negative_binomial_fit(&a, y, size, N, 0.001, &ctx, NULL));
    assert_ok(copse_measure_negative_binomial_fit(&b, y2, size2, N, 0.001, &ctx, NULL));
    assert_memory_equal(&a, &b, sizeof a);
}

static void test_fit__says_what_it_cannot_do(void **state)
{
    (void)state;
    enum { N = 30 };
    double y[N] = {0.0}, size[N];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_negative_binomial nb = {.a = 7.0};
    copse_error err = COPSE_ERROR_INIT;
    for (size_t i = 0; i < N; i++)
        size[i] = 5.0;
    assert_int_equal(copse_measure_negative_binomial_fit(&nb, y, size, N, 0.01, &ctx, &err), COPSE_E_DATA);
    assert_string_equal(err.what, "none of the units has any");
    y[0] = 1.0;
    assert_int_equal(copse_measure_negative_binomial_fit(&nb, y, size, 19, 0.01, &ctx, &err), COPSE_E_DATA);
    assert_string_equal(err.what, "no null can be fitted to 19 units: it takes 20");
    assert_close(nb.a, 7.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lower__mid_p_by_hand),
        cmocka_unit_test(test_rate__by_hand),
        cmocka_unit_test(test_mean_and_dispersion__by_hand),
        cmocka_unit_test(test_fit__finds_what_was_drawn),
        cmocka_unit_test(test_fit__p_values_of_ordinary_units_are_uniform),
        cmocka_unit_test(test_fit__isolated_units_do_not_widen_the_null),
        cmocka_unit_test(test_fit__order_of_units_changes_nothing),
        cmocka_unit_test(test_fit__says_what_it_cannot_do),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
