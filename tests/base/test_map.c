/* From text keys to numbers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "base/map.h"

static void test_map__gives_what_was_set(void **state)
{
    (void)state;
    copse_map *map = copse_map_new();
    assert_int_equal(copse_map_get(map, "a", -1), -1);
    assert_true(copse_map_set(map, "a", 1));
    assert_true(copse_map_set(map, "", 2));
    assert_int_equal(copse_map_get(map, "a", -1), 1);
    assert_int_equal(copse_map_get(map, "", -1), 2);
    assert_int_equal(copse_map_get(map, "b", -1), -1);
    assert_int_equal(copse_map_get(map, "A", -9), -9);
    assert_int_equal(copse_map_count(map), 2);
    copse_map_free(map);
    copse_map_free(NULL);
}

static void test_map__setting_again_replaces(void **state)
{
    (void)state;
    copse_map *map = copse_map_new();
    assert_true(copse_map_set(map, "a", 1));
    assert_true(copse_map_set(map, "a", INT64_MIN));
    assert_true(copse_map_get(map, "a", 0) == INT64_MIN);
    assert_int_equal(copse_map_count(map), 1);
    copse_map_free(map);
}

static void test_map__keeps_its_own_copy_of_keys(void **state)
{
    (void)state;
    copse_map *map = copse_map_new();
    char key[] = "ann";
    assert_true(copse_map_set(map, key, 1));
    key[0] = 'x';
    assert_int_equal(copse_map_get(map, "ann", -1), 1);
    assert_int_equal(copse_map_get(map, key, -1), -1);
    copse_map_free(map);
}

static void test_map__grows_with_keys_that_differ_at_their_end_only(void **state)
{
    (void)state;
    copse_map *map = copse_map_new();
    char key[32];
    for (int i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "employee-%08d", i);
        assert_true(copse_map_set(map, key, i));
    }
    assert_int_equal(copse_map_count(map), 20000);
    for (int i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "employee-%08d", i);
        assert_int_equal(copse_map_get(map, key, -1), i);
    }
    assert_int_equal(copse_map_get(map, "employee-00020000", -1), -1);
    copse_map_free(map);
}

static void test_map__takes_keys_longer_than_what_it_keeps_them_in(void **state)
{
    (void)state;
    enum { LONG = 100000 };
    copse_map *map = copse_map_new();
    char *key = calloc(LONG + 1, 1);
    assert_non_null(key);
    memset(key, 'k', LONG);
    assert_true(copse_map_set(map, "before", 1));
    assert_true(copse_map_set(map, key, 2));
    assert_true(copse_map_set(map, "after", 3));
    assert_int_equal(copse_map_get(map, "before", 0), 1);
    assert_int_equal(copse_map_get(map, key, 0), 2);
    assert_int_equal(copse_map_get(map, "after", 0), 3);
    key[LONG - 1] = 'x';
    assert_int_equal(copse_map_get(map, key, 0), 0);
    free(key);
    copse_map_free(map);
}

static void test_map__a_failing_allocation_leaves_it_as_it_was(void **state)
{
    (void)state;
    for (int64_t at = 0; at < 2; at++) {
        copse_memory_fail_at(at);
        assert_null(copse_map_new());
        copse_memory_fail_at(-1);
    }

    copse_map *map = copse_map_new();
    char key[16];
    int failures = 0;
    for (int i = 0; i < 3000; i++) {
        snprintf(key, sizeof key, "%d", i);
        copse_memory_fail_at(0);
        bool is_set = copse_map_set(map, key, i);
        copse_memory_fail_at(-1);
        if (is_set)
            continue;
        failures++;
        assert_int_equal(copse_map_count(map), i);
        assert_int_equal(copse_map_get(map, key, -1), -1);
        assert_true(copse_map_set(map, key, i));
    }
    assert_true(failures > 3); /* slots were doubled and key chunks taken */
    for (int i = 0; i < 3000; i++) {
        snprintf(key, sizeof key, "%d", i);
        assert_int_equal(copse_map_get(map, key, -1), i);
    }
    copse_map_free(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_map__gives_what_was_set),
        cmocka_unit_test(test_map__setting_again_replaces),
        cmocka_unit_test(test_map__keeps_its_own_copy_of_keys),
        cmocka_unit_test(test_map__grows_with_keys_that_differ_at_their_end_only),
        cmocka_unit_test(test_map__takes_keys_longer_than_what_it_keeps_them_in),
        cmocka_unit_test(test_map__a_failing_allocation_leaves_it_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
