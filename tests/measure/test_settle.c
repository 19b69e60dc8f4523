/* Where a fit comes to rest. */
#include "support.h"

#include "measure/settle.h"

/* A bowl whose lowest point is (1.234567, −2, 0.5), with axes that lean on each other; fourth power added. */
static double bowl(const double *x, void *user)
{
    (void)user;
    double a = x[0] - 1.234567, b = x[1] + 2.0, c = x[2] - 0.5;
    return a * a + a * b + 2.0 * b * b + c * c + pow(a, 4.0);
}

static void test_settle__ends_at_one_place_from_anywhere_near(void **state)
{
    (void)state;
    const bool moves[] = {true, true, true};
    double once[] = {1.2, -2.1, 0.6}, again[] = {1.3, -1.95, 0.45};
    copse_measure_settle(once, 3, moves, bowl, NULL);
    copse_measure_settle(again, 3, moves, bowl, NULL);
    assert_memory_equal(once, again, sizeof once);
    assert_close(once[0], 1.234567, 1e-9);
    assert_close(once[1], -2.0, 1e-9);
    assert_close(once[2], 0.5, 1e-9);
}

/* With b held at 0 above its lowest, a + b/2 = 0: a rests half of that below. */
static void test_settle__what_is_held_stays(void **state)
{
    (void)state;
    const bool moves[] = {true, false, true};
    double x[] = {1.0, -1.9, 0.5};
    copse_measure_settle(x, 3, moves, bowl, NULL);
    assert_close(x[1], -1.9, 1e-12);
    assert_close(2.0 * (x[0] - 1.234567) + 0.1 + 4.0 * pow(x[0] - 1.234567, 3.0), 0.0, 1e-5);
}

static double flat(const double *x, void *user)
{
    (void)x;
    (void)user;
    return 7.0;
}

static double hill(const double *x, void *user)
{
    (void)user;
    return -x[0] * x[0];
}

static void test_settle__stays_where_there_is_no_minimum(void **state)
{
    (void)state;
    const bool moves[] = {true};
    double x = 0.25;
    copse_measure_settle(&x, 1, moves, flat, NULL);
    assert_close(x, 0.25, 1e-12);
    copse_measure_settle(&x, 1, moves, hill, NULL);
    assert_close(x, 0.25, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settle__ends_at_one_place_from_anywhere_near),
        cmocka_unit_test(test_settle__what_is_held_stays),
        cmocka_unit_test(test_settle__stays_where_there_is_no_minimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
