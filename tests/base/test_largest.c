/* The k largest of a stream, against sorting it. */
#include "support.h"

#include <stdlib.h>

#include "base/largest.h"
#include "base/random.h"

enum { MOST = 2000 };

static int descending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x < y) - (x > y);
}

/* Offer n numbers and compare what is left with the head of the sorted list. */
static void check(const int64_t *numbers, size_t n, size_t k)
{
    static int64_t sorted[MOST];
    copse_largest largest;
    assert_true(copse_largest_init(&largest, k, MOST));
    for (size_t i = 0; i < n; i++) {
        sorted[i] = numbers[i];
        copse_largest_offer(&largest, numbers[i]);
    }
    size_t kept = copse_largest_cut(&largest);
    assert_int_equal(kept, n < k ? n : k);
    qsort(sorted, n, sizeof *sorted, descending);
    if (n > k)
        assert_int_equal(largest.least, sorted[k - 1]);
    qsort(largest.kept, kept, sizeof *largest.kept, descending);
    for (size_t i = 0; i < kept; i++)
        assert_int_equal(largest.kept[i], sorted[i]);
    copse_largest_free(&largest);
}

static void check_all_k(const int64_t *numbers, size_t n)
{
    static const size_t ks[] = {1, 2, 3, 20, 31, 32, 33, 199, 999, 1000, 1001, MOST, 10 * MOST};
    for (size_t i = 0; i < sizeof ks / sizeof ks[0]; i++)
        check(numbers, n, ks[i]);
}

static void test_largest__any_order_and_any_k(void **state)
{
    (void)state;
    static int64_t numbers[MOST];
    copse_random random;
    copse_random_seed(&random, 5, 0);
    for (size_t i = 0; i < MOST; i++)
        numbers[i] = (int64_t)copse_random_next(&random);
    check_all_k(numbers, MOST);
    check_all_k(numbers, 1000);
    check_all_k(numbers, 1);
    check_all_k(numbers, 0);
}

static void test_largest__rising_falling_and_equal_numbers(void **state)
{
    (void)state;
    static int64_t rising[MOST], falling[MOST], few[MOST];
    for (size_t i = 0; i < MOST; i++) {
        rising[i] = (int64_t)i;
        falling[i] = -(int64_t)i;
        few[i] = (int64_t)(i * 7 % 3);
    }
    check_all_k(rising, MOST);
    check_all_k(falling, MOST);
    check_all_k(few, MOST);
}

static void test_largest__can_be_used_again(void **state)
{
    (void)state;
    copse_largest largest;
    assert_true(copse_largest_init(&largest, 1, 100));
    for (int64_t i = 0; i < 100; i++)
        copse_largest_offer(&largest, 1000 + i);
    copse_largest_cut(&largest);
    assert_int_equal(largest.kept[0], 1099);
    copse_largest_clear(&largest);
    copse_largest_offer(&largest, 3);
    assert_int_equal(copse_largest_cut(&largest), 1);
    assert_int_equal(largest.kept[0], 3);
    copse_largest_free(&largest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_largest__any_order_and_any_k),
        cmocka_unit_test(test_largest__rising_falling_and_equal_numbers),
        cmocka_unit_test(test_largest__can_be_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
