/* Who holds a group together: by hand, and against taking each out and looking at what is left. */
#include "support.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "measure/cut_off.h"

enum { MOST = 14 };

typedef struct graph {
    size_t n;
    bool tied[MOST][MOST];
} graph;

static void tie(graph *g, size_t a, size_t b)
{
    g->tied[a][b] = g->tied[b][a] = true;
}

static void cut_of(int64_t *cut, const graph *g)
{
    int32_t a[MOST * MOST], b[MOST * MOST];
    copse_incidence ties;
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        for (size_t j = 0; j < g->n; j++)
            if (g->tied[i][j]) {
                a[n] = (int32_t)i;
                b[n++] = (int32_t)j;
            }
    assert_ok(copse_incidence_new(&ties, g->n, g->n, n, a, b, NULL, NULL));
    assert_ok(copse_measure_cut_off(cut, &ties, NULL));
    copse_incidence_free(&ties);
}

/* How many are reached from one without passing another; marks them. */
static size_t reach(bool *met, const graph *g, size_t from, size_t without)
{
    size_t n = 1;
    met[from] = true;
    for (size_t other = 0; other < g->n; other++)
        if (g->tied[from][other] && !met[other] && other != without)
            n += reach(met, g, other, without);
    return n;
}

static int64_t cut_by_hand(const graph *g, size_t v)
{
    bool of_part[MOST] = {false}, met[MOST] = {false};
    size_t n = reach(of_part, g, v, MOST), largest = 0;
    for (size_t i = 0; i < g->n; i++)
        if (of_part[i] && i != v && !met[i]) {
            size_t piece = reach(met, g, i, v);
            largest = piece > largest ? piece : largest;
        }
    return (int64_t)(n - 1 - largest);
}

/*
 *  0 - 1        6 - 7     8
 *  | X |
 *  2 - 3 - 4 - 5
 */
static void test_cut_off__a_tail_falls_off(void **state)
{
    (void)state;
    graph g = {.n = 9};
    int64_t cut[MOST];
    tie(&g, 0, 1), tie(&g, 0, 2), tie(&g, 1, 3), tie(&g, 2, 3), tie(&g, 0, 3), tie(&g, 1, 2);
    tie(&g, 3, 4), tie(&g, 4, 5), tie(&g, 6, 7);
    cut_of(cut, &g);
    const int64_t expected[] = {0, 0, 0, 2, 1, 0, 0, 0, 0};
    for (size_t i = 0; i < g.n; i++)
        assert_int_equal(cut[i], expected[i]);
}

/* The middle of a star of five: four pieces of one, of which one may call itself the largest. */
static void test_cut_off__of_a_star(void **state)
{
    (void)state;
    graph g = {.n = 5};
    int64_t cut[MOST];
    for (size_t i = 1; i < 5; i++)
        tie(&g, 0, i);
    tie(&g, 2, 2); /* a loop does no harm */
    cut_of(cut, &g);
    assert_int_equal(cut[0], 3);
    assert_int_equal(cut[1], 0);
}

static void test_cut_off__is_what_is_left_when_one_goes(void **state)
{
    (void)state;
    copse_random random;
    for (uint64_t round = 0; round < 2000; round++) {
        graph g = {.n = 1 + round % MOST};
        int64_t cut[MOST];
        copse_random_seed(&random, round, 0);
        for (size_t a = 0; a < g.n; a++)
            for (size_t b = 0; b < a; b++)
                if (copse_random_unit(&random) < 0.22)
                    tie(&g, a, b);
        cut_of(cut, &g);
        for (size_t i = 0; i < g.n; i++)
            assert_int_equal(cut[i], cut_by_hand(&g, i));
    }
}

/* A chain of 200,000: no call within a call for each. */
static void test_cut_off__of_a_long_chain(void **state)
{
    (void)state;
    enum { N = 200000 };
    int32_t *a = malloc(2 * N * sizeof *a), *b = malloc(2 * N * sizeof *b);
    int64_t *cut = malloc(N * sizeof *cut);
    copse_incidence ties;
    size_t n = 0;
    for (int32_t i = 0; i + 1 < N; i++) {
        a[n] = b[n + 1] = i;
        b[n] = a[n + 1] = i + 1;
        n += 2;
    }
    assert_ok(copse_incidence_new(&ties, N, N, n, a, b, NULL, NULL));
    assert_ok(copse_measure_cut_off(cut, &ties, NULL));
    assert_int_equal(cut[0], 0);
    assert_int_equal(cut[1], 1);
    assert_int_equal(cut[N / 2], N / 2 - 1); /* 100,000 on one side, 99,999 on the other */
    copse_incidence_free(&ties);
    free(a), free(b), free(cut);
}

static void test_cut_off__of_nobody(void **state)
{
    (void)state;
    graph g = {.n = 0};
    int64_t cut[1] = {7};
    cut_of(cut, &g);
    assert_int_equal(cut[0], 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut_off__a_tail_falls_off),
        cmocka_unit_test(test_cut_off__of_a_star),
        cmocka_unit_test(test_cut_off__is_what_is_left_when_one_goes),
        cmocka_unit_test(test_cut_off__of_a_long_chain),
        cmocka_unit_test(test_cut_off__of_nobody),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
