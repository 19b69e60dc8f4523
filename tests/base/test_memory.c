/* The allocator, and arenas on top of it. */
#include "support.h"

#include "base/memory.h"

static void test_memory__is_zeroed_and_never_overflows(void **state)
{
    (void)state;
    unsigned char *block = copse_memory_new(100, 3);
    for (int i = 0; i < 300; i++)
        assert_int_equal(block[i], 0);
    copse_memory_free(block);
    void *nothing = copse_memory_new(0, 8); /* still a block, so that NULL means one thing */
    assert_non_null(nothing);
    assert_null(copse_memory_resize(nothing, SIZE_MAX / 4, 8));
    copse_memory_free(nothing);
    copse_memory_free(NULL);
}

static void test_memory__the_chosen_allocation_fails_once(void **state)
{
    (void)state;
    copse_memory_fail_at(1);
    void *first = copse_memory_new(1, 1), *second = copse_memory_new(1, 1),
         *third = copse_memory_new(1, 1);
    assert_int_equal(copse_memory_count(), 3);
    copse_memory_fail_at(-1);
    assert_non_null(first);
    assert_null(second);
    assert_non_null(third);
    copse_memory_free(first);
    copse_memory_free(third);
}

static void test_memory__a_failed_resize_keeps_the_old_block(void **state)
{
    (void)state;
    char *block = copse_memory_copy_text("kept");
    copse_memory_fail_at(0);
    assert_null(copse_memory_resize(block, 100, 1));
    copse_memory_fail_at(-1);
    assert_string_equal(block, "kept");
    char *larger = copse_memory_resize(block, 100, 1);
    assert_string_equal(larger, "kept");
    copse_memory_free(larger);
    copse_memory_fail_at(0);
    assert_null(copse_memory_copy_text("x"));
    copse_memory_fail_at(-1);
}

static void test_memory__grow_doubles_and_keeps_what_is_there(void **state)
{
    (void)state;
    int *items = NULL;
    size_t capacity = 0, n = 0;
    copse_memory_fail_at(-1);
    for (; n < 1000; n++) {
        assert_true(copse_memory_grow((void **)&items, &capacity, n, sizeof *items));
        items[n] = (int)n;
    }
    assert_int_equal(copse_memory_count(), 7); /* 16, 32, … 1024 */
    for (size_t i = 0; i < n; i++)
        assert_int_equal(items[i], i);

    size_t full = capacity;
    copse_memory_fail_at(0);
    assert_false(copse_memory_grow((void **)&items, &capacity, full, sizeof *items));
    copse_memory_fail_at(-1);
    assert_int_equal(capacity, full);
    assert_int_equal(items[999], 999);
    copse_memory_free(items);
}

static void test_arena__blocks_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    copse_arena *arena = copse_arena_new();
    enum { N_BLOCKS = 3000 };
    static unsigned char *blocks[N_BLOCKS];
    for (size_t i = 0; i < N_BLOCKS; i++) {
        size_t size = i % 100 == 0 ? 100000 : i % 67; /* some larger than a chunk */
        blocks[i] = copse_arena_take(arena, size, 1);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(blocks[i][k], 0);
        memset(blocks[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < N_BLOCKS; i++) {
        size_t size = i % 100 == 0 ? 100000 : i % 67;
        for (size_t k = 0; k < size; k++)
            assert_int_equal(blocks[i][k], i % 251);
    }
    copse_arena_free(arena);
    copse_arena_free(NULL);
}

static void test_arena__copies_and_formats_text(void **state)
{
    (void)state;
    copse_arena *arena = copse_arena_new();
    assert_string_equal(copse_arena_copy(arena, "ann"), "ann");
    assert_null(copse_arena_copy(arena, NULL));
    assert_string_equal(copse_arena_format(arena, "%s has %d", "ann", 3), "ann has 3");
    char *padded = copse_arena_format(arena, "%200000s", "x");
    assert_int_equal(strlen(padded), 200000);
    copse_arena_free(arena);
}

static void test_arena__refuses_what_does_not_fit_or_cannot_be_had(void **state)
{
    (void)state;
    copse_arena *arena = copse_arena_new();
    assert_null(copse_arena_take(arena, SIZE_MAX / 2, 4));
    assert_null(copse_arena_take(arena, SIZE_MAX, 1));
    copse_memory_fail_at(0);
    assert_null(copse_arena_take(arena, 1, 1));
    copse_memory_fail_at(-1);
    assert_non_null(copse_arena_take(arena, 1, 1)); /* and goes on afterwards */
    copse_arena_free(arena);
    copse_memory_fail_at(0);
    assert_null(copse_arena_new());
    copse_memory_fail_at(-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory__is_zeroed_and_never_overflows),
        cmocka_unit_test(test_memory__the_chosen_allocation_fails_once),
        cmocka_unit_test(test_memory__a_failed_resize_keeps_the_old_block),
        cmocka_unit_test(test_memory__grow_doubles_and_keeps_what_is_there),
        cmocka_unit_test(test_arena__blocks_are_zeroed_aligned_and_apart),
        cmocka_unit_test(test_arena__copies_and_formats_text),
        cmocka_unit_test(test_arena__refuses_what_does_not_fit_or_cannot_be_had),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
