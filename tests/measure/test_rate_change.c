/* Whether a rate changed: by hand, and against adding up the binomial. */
#include "support.h"

#include "measure/rate_change.h"

/* Five of five in the second, where each is as likely to be in either: twice 1/32. */
static void test_rate_change__by_hand(void **state)
{
    (void)state;
    assert_close(copse_measure_rate_change(0.0, 10.0, 5.0, 10.0), 2.0 / 32.0, 1e-12);
    assert_close(copse_measure_rate_change(5.0, 10.0, 0.0, 10.0), 2.0 / 32.0, 1e-12);
    assert_close(copse_measure_rate_change(1.0, 1.0, 4.0, 1.0), 2.0 * 6.0 / 32.0, 1e-12);
    /* Two of two in a second that is expected to have three times as many: twice 9/16 is no change. */
    assert_close(copse_measure_rate_change(0.0, 1.0, 2.0, 3.0), 1.0, 1e-12);
    assert_close(copse_measure_rate_change(2.0, 1.0, 0.0, 3.0), 2.0 / 16.0, 1e-12);
}

static void test_rate_change__of_nothing(void **state)
{
    (void)state;
    assert_close(copse_measure_rate_change(0.0, 1.0, 0.0, 2.0), 1.0, 0.0);
    assert_true(isnan(copse_measure_rate_change(NAN, 1.0, 2.0, 1.0)));
    assert_true(isnan(copse_measure_rate_change(1.0, NAN, 2.0, 1.0)));
    assert_true(isnan(copse_measure_rate_change(1.0, 1.0, 2.0, NAN)));
}

/* P(Binomial(n, s) = k), by logarithms of factorials. */
static double binomial(int n, int k, double s)
{
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(s) + (n - k) * log(1.0 - s));
}

static void test_rate_change__is_twice_the_smaller_tail(void **state)
{
    (void)state;
    for (int a = 0; a < 25; a++)
        for (int b = 0; b < 25; b++) {
            const double mu_a = 3.0 + a % 4, mu_b = 1.5 + b % 5, share = mu_b / (mu_a + mu_b);
            double lower = 0.0, upper = 0.0;
            for (int k = 0; k <= a + b; k++) {
                lower += k <= b ? binomial(a + b, k, share) : 0.0;
                upper += k >= b ? binomial(a + b, k, share) : 0.0;
            }
            assert_close(copse_measure_rate_change(a, mu_a, b, mu_b), fmin(1.0, 2.0 * fmin(lower, upper)), 1e-9);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rate_change__by_hand),
        cmocka_unit_test(test_rate_change__of_nothing),
        cmocka_unit_test(test_rate_change__is_twice_the_smaller_tail),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
