/* A matching of largest weight: by hand, against an oracle that tries all, and against its own proof where that cannot. */
#include "support.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "choose/matching.h"
#include "oracle/pairing_oracle.h"

static int64_t match(int32_t *mate, int64_t *bound, const int64_t *w, size_t n)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    int64_t weight;
    assert_ok(copse_choose_matching(mate, &weight, bound, w, n, &ctx, NULL));
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (mate[i] < 0)
            continue;
        assert_int_equal(mate[mate[i]], i);
        assert_true(w[i * n + (size_t)mate[i]] > 0);
        sum += (size_t)mate[i] > i ? w[i * n + (size_t)mate[i]] : 0;
    }
    assert_int_equal(sum, weight);
    return weight;
}

static void test_matching__nobody_and_one(void **state)
{
    (void)state;
    const int64_t none[1] = {0};
    int32_t mate[1] = {7};
    int64_t bound;
    assert_int_equal(match(mate, &bound, none, 0), 0);
    assert_int_equal(match(mate, &bound, none, 1), 0);
    assert_int_equal(mate[0], -1);
}

/* a —5— b —6— c —5— d: the two outer edges are worth 10, the middle one only 6. */
static void test_matching__two_edges_beat_the_heaviest(void **state)
{
    (void)state;
    const int64_t w[16] = {0, 5, 0, 0, 5, 0, 6, 0, 0, 6, 0, 5, 0, 0, 5, 0};
    int32_t mate[4];
    int64_t bound;
    assert_int_equal(match(mate, &bound, w, 4), 10);
    assert_int_equal(bound, 10);
    assert_int_equal(mate[0], 1);
    assert_int_equal(mate[3], 2);
}

/* a —1— b —9— c —1— d: weight counts, not the number of pairs. */
static void test_matching__one_heavy_edge_beats_two(void **state)
{
    (void)state;
    const int64_t w[16] = {0, 1, 0, 0, 1, 0, 9, 0, 0, 9, 0, 1, 0, 0, 1, 0};
    int32_t mate[4];
    int64_t bound;
    assert_int_equal(match(mate, &bound, w, 4), 9);
    assert_int_equal(mate[0], -1);
}

static void draw(int64_t *w, int n, copse_random *random)
{
    static const uint64_t levels[] = {1, 3, 20, 1000000};
    uint64_t most = levels[copse_random_below(random, 4)], density = 1 + copse_random_below(random, 10);
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            bool is_edge = i != j && copse_random_below(random, 10) < density;
            w[i * n + j] = w[j * n + i] = is_edge ? 1 + (int64_t)copse_random_below(random, most) : 0;
        }
}

static void test_matching__equals_the_oracle_and_proves_it(void **state)
{
    (void)state;
    copse_random random;
    copse_random_seed(&random, 5, 1);
    for (int round = 0; round < 3000; round++) {
        int n = 1 + (int)copse_random_below(&random, 11);
        int64_t w[ORACLE_PEOPLE * ORACLE_PEOPLE], bound;
        int32_t mate[ORACLE_PEOPLE];
        draw(w, n, &random);
        int64_t weight = match(mate, &bound, w, (size_t)n);
        assert_int_equal(weight, oracle_best_matching(w, n));
        assert_int_equal(weight, bound);
    }
}

/* Too large for the oracle: the prices prove it. */
static void test_matching__large_ones_prove_themselves(void **state)
{
    (void)state;
    copse_random random;
    copse_random_seed(&random, 6, 1);
    for (int round = 0; round < 20; round++) {
        int n = 40 + (int)copse_random_below(&random, 80);
        int64_t *w = calloc((size_t)(n * n), sizeof *w), bound;
        int32_t *mate = calloc((size_t)n, sizeof *mate);
        draw(w, n, &random);
        int64_t weight = match(mate, &bound, w, (size_t)n);
        assert_int_equal(weight, bound);
        free(w);
        free(mate);
    }
}

static void test_matching__memory_that_runs_out_is_said(void **state)
{
    (void)state;
    const int64_t w[4] = {0, 1, 1, 0};
    copse_context ctx = COPSE_CONTEXT_INIT;
    int32_t mate[2];
    int64_t weight, n = 0;
    copse_status st;
    do {
        copse_memory_fail_at(n++);
        st = copse_choose_matching(mate, &weight, NULL, w, 2, &ctx, NULL);
        copse_memory_fail_at(-1);
        assert_true(st == COPSE_OK || st == COPSE_E_NOMEM);
    } while (st != COPSE_OK);
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matching__nobody_and_one),
        cmocka_unit_test(test_matching__two_edges_beat_the_heaviest),
        cmocka_unit_test(test_matching__one_heavy_edge_beats_two),
        cmocka_unit_test(test_matching__equals_the_oracle_and_proves_it),
        cmocka_unit_test(test_matching__large_ones_prove_themselves),
        cmocka_unit_test(test_matching__memory_that_runs_out_is_said),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
