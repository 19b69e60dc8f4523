/*
 * The igraph lock in tests. An assertion that fails leaves its test at once, so
 * the lock is given back by the test's teardown: without it the next test
 * would wait for ever.
 */
#ifndef COPSE_TESTS_IGRAPH_LOCK_H
#define COPSE_TESTS_IGRAPH_LOCK_H

#include "support.h"

#include "base/library.h"

static bool holds_igraph;

static inline void take_igraph(const copse_context *ctx)
{
    copse_igraph_lock(ctx);
    holds_igraph = true;
}

static inline void give_igraph(void)
{
    holds_igraph = false;
    copse_igraph_unlock();
}

/* cmocka teardown of one test. */
static inline int give_igraph_back(void **state)
{
    (void)state;
    if (holds_igraph)
        give_igraph();
    return 0;
}

#define IGRAPH_TEST(f) cmocka_unit_test_teardown(f, give_igraph_back)

#endif
