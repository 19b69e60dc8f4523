/* Two-mode incidence in compressed rows: the ground that everything else reads. */
#include "support.h"

#include "network/network.h"

/*
 *        0  1  2
 *   0    .  2  5      5 came as 3 + 2
 *   1    .  .  .
 *   2    1  .  .
 */
static copse_incidence small(void)
{
    const int32_t row[] = {0, 2, 0, 0}, column[] = {2, 0, 1, 2};
    const double value[] = {3.0, 1.0, 2.0, 2.0};
    copse_incidence m;
    assert_ok(copse_incidence_new(&m, 3, 3, 4, row, column, value, NULL));
    return m;
}

static void test_incidence__rows_are_sorted_and_repeated_entries_added_up(void **state)
{
    (void)state;
    copse_incidence m = small();
    assert_int_equal(copse_incidence_degree(&m, 0), 2);
    assert_int_equal(copse_incidence_degree(&m, 1), 0);
    assert_int_equal(copse_incidence_degree(&m, 2), 1);
    assert_int_equal(m.start[3], 3);
    assert_int_equal(m.column[0], 1);
    assert_int_equal(m.column[1], 2);
    assert_close(copse_incidence_get(&m, 0, 2), 5.0, 0.0);
    assert_close(copse_incidence_get(&m, 0, 1), 2.0, 0.0);
    assert_close(copse_incidence_get(&m, 2, 0), 1.0, 0.0);
    assert_close(copse_incidence_get(&m, 1, 1), 0.0, 0.0);
    copse_incidence_free(&m);
}

static void test_incidence__without_values_a_repeated_entry_counts_once(void **state)
{
    (void)state;
    const int32_t row[] = {1, 1, 1}, column[] = {0, 0, 0};
    copse_incidence m;
    assert_ok(copse_incidence_new(&m, 2, 1, 3, row, column, NULL, NULL));
    assert_int_equal(m.start[2], 1);
    assert_null(m.value);
    assert_close(copse_incidence_get(&m, 1, 0), 1.0, 0.0);
    assert_false(copse_incidence_has(&m, 0, 0));
    copse_incidence_free(&m);
}

static void test_incidence__has_only_what_was_put_in(void **state)
{
    (void)state;
    copse_incidence m = small();
    const bool expected[3][3] = {{false, true, true}, {false, false, false}, {true, false, false}};
    for (int32_t r = 0; r < 3; r++)
        for (int32_t c = 0; c < 3; c++)
            assert_int_equal(copse_incidence_has(&m, (size_t)r, c), expected[r][c]);
    copse_incidence_free(&m);
}

static void test_incidence__transpose_mirrors_every_entry(void **state)
{
    (void)state;
    copse_incidence m = small(), t;
    assert_ok(copse_incidence_transpose(&t, &m, NULL));
    assert_int_equal(t.n_rows, 3);
    assert_int_equal(t.n_columns, 3);
    for (int32_t r = 0; r < 3; r++)
        for (int32_t c = 0; c < 3; c++)
            assert_close(copse_incidence_get(&t, (size_t)c, r),
                         copse_incidence_get(&m, (size_t)r, c), 0.0);
    copse_incidence_free(&m);
    copse_incidence_free(&t);
}

static void test_incidence__sum_does_not_depend_on_the_order_of_triples(void **state)
{
    (void)state;
    /* In doubles (1e16 + 1) + 1 is 1e16 and 1 + (1 + 1e16) is 1e16 + 2. */
    const int32_t zeros[] = {0, 0, 0};
    const double one_way[] = {1e16, 1.0, 1.0}, other_way[] = {1.0, 1.0, 1e16};
    copse_incidence a, b;
    assert_ok(copse_incidence_new(&a, 1, 1, 3, zeros, zeros, one_way, NULL));
    assert_ok(copse_incidence_new(&b, 1, 1, 3, zeros, zeros, other_way, NULL));
    assert_close(a.value[0], 1e16 + 2.0, 0.0);
    assert_close(b.value[0], 1e16 + 2.0, 0.0);
    copse_incidence_free(&a);
    copse_incidence_free(&b);
}

static void test_incidence__empty_is_valid(void **state)
{
    (void)state;
    copse_incidence m, t;
    assert_ok(copse_incidence_new(&m, 0, 0, 0, NULL, NULL, NULL, NULL));
    assert_ok(copse_incidence_transpose(&t, &m, NULL));
    assert_int_equal(m.start[0], 0);
    copse_incidence_free(&m);
    copse_incidence_free(&t);

    assert_ok(copse_incidence_new(&m, 2, 3, 0, NULL, NULL, NULL, NULL));
    assert_int_equal(copse_incidence_degree(&m, 1), 0);
    assert_false(copse_incidence_has(&m, 1, 2));
    copse_incidence_free(&m);
}

static void test_incidence__every_failing_allocation_leaves_nothing_behind(void **state)
{
    (void)state;
    const int32_t row[] = {0, 1}, column[] = {1, 0};
    const double value[] = {1.0, 2.0};
    for (int64_t at = 0;; at++) {
        copse_incidence m = {.n_rows = 77}, t = {.n_rows = 77};
        copse_error err = COPSE_ERROR_INIT;
        copse_memory_fail_at(at);
        copse_status st = copse_incidence_new(&m, 2, 2, 2, row, column, value, &err);
        if (st == COPSE_OK) {
            st = copse_incidence_transpose(&t, &m, &err);
            if (st != COPSE_OK)
                assert_int_equal(t.n_rows, 77);
            copse_incidence_free(&m);
        } else {
            assert_int_equal(m.n_rows, 77);
        }
        copse_memory_fail_at(-1);
        if (st == COPSE_OK) {
            copse_incidence_free(&t);
            assert_true(at > 5);
            break;
        }
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_int_equal(err.status, COPSE_E_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_incidence__rows_are_sorted_and_repeated_entries_added_up),
        cmocka_unit_test(test_incidence__without_values_a_repeated_entry_counts_once),
        cmocka_unit_test(test_incidence__has_only_what_was_put_in),
        cmocka_unit_test(test_incidence__transpose_mirrors_every_entry),
        cmocka_unit_test(test_incidence__sum_does_not_depend_on_the_order_of_triples),
        cmocka_unit_test(test_incidence__empty_is_valid),
        cmocka_unit_test(test_incidence__every_failing_allocation_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
