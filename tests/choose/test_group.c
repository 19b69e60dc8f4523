/* The founding group against an oracle that tries every group. */
#include <stdio.h>
#include <stdlib.h>

#include "random_group.h"

static const copse_context context = COPSE_CONTEXT_INIT;
static const copse_group_options whole = {.gap = 0.0, .effort = 1000000};

static unsigned bits(const int32_t *member, size_t k)
{
    unsigned members = 0;
    for (size_t i = 0; i < k; i++)
        members |= 1U << member[i];
    return members;
}

/* Sizes of rounds: under the sanitizers and in the quick tier there are fewer. */
static uint64_t rounds(uint64_t most)
{
    const char *tier = getenv("COPSE_TIER");
    return tier && strcmp(tier, "full") == 0 ? 10 * most : most;
}

static void check_against_oracle(uint64_t seed, bool with_rules)
{
    random_group g;
    open_group(&g, seed, with_rules);
    bool is_connected, fits, fits_connected;
    double best = oracle_group_best(&g.o, -1, &is_connected);
    assert_ok(copse_choose_group_fits(&fits, &fits_connected, &g.p, &context, NULL));
    assert_int_equal(fits, best >= 0.0);
    if (!fits) {
        close_group(&g);
        return;
    }
    assert_int_equal(fits_connected, is_connected);

    copse_group_choice choice;
    assert_ok(copse_choose_group(&choice, &g.p, &whole, &context, NULL));
    unsigned members = bits(choice.member, choice.k);
    assert_true(members >> choice.coordinator & 1U);
    assert_close(choice.value, oracle_group_value(&g.o, members, choice.coordinator), 1e-9);
    if (fabs(choice.value - best) > 1e-9)
        fail_msg("seed %llu: %.12f, not %.12f", (unsigned long long)seed, choice.value, best);
    assert_int_equal(choice.is_connected, is_connected);
    assert_int_equal(choice.bound_kind, COPSE_BOUND_EXACT);
    assert_close(choice.bound, best, 1e-9);
    assert_true(choice.greedy_value <= best + 1e-9);
    double sum = 0.0;
    for (int i = 0; i < COPSE_FOUND_TERMS; i++) {
        assert_true(choice.term[i] >= 0.0 && choice.term[i] <= 1.0 + 1e-9);
        sum += g.o.alpha[i] * choice.term[i];
    }
    assert_close(sum, choice.value, 1e-12);
    close_group(&g);
}

static void test_group__is_the_best_of_all(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < rounds(150); seed++)
        check_against_oracle(seed, false);
}

static void test_group__keeps_to_the_rules_and_is_the_best_of_those_that_do(void **state)
{
    (void)state;
    for (uint64_t seed = 1000; seed < 1000 + rounds(250); seed++)
        check_against_oracle(seed, true);
}

static void test_group__a_bound_holds_at_any_effort(void **state)
{
    (void)state;
    for (uint64_t seed = 5000; seed < 5000 + rounds(60); seed++) {
        random_group g;
        open_group(&g, seed, seed % 2 == 0);
        double best = oracle_group_best(&g.o, -1, NULL);
        for (int64_t effort = 0; best >= 0.0 && effort < 2000; effort = 3 * effort + 1) {
            copse_group_choice choice;
            copse_group_options options = {.gap = 0.0, .effort = effort};
            assert_ok(copse_choose_group(&choice, &g.p, &options, &context, NULL));
            if (choice.bound < best - 1e-9 || choice.value > best + 1e-9)
                fail_msg("seed %llu, effort %lld: %g..%g does not hold %g",
                         (unsigned long long)seed, (long long)effort, choice.value, choice.bound,
                         best);
        }
        close_group(&g);
    }
}

static void test_group__a_short_search_is_no_worse_than_where_it_starts(void **state)
{
    (void)state;
    for (uint64_t seed = 7000; seed < 7000 + rounds(60); seed++) {
        random_group g;
        int32_t start[COPSE_FOUND_MOST];
        bool found;
        open_group(&g, seed, seed % 2 == 0);
        assert_ok(copse_group_find_any(&found, start, &g.p, 0, &context, NULL));
        if (found) {
            copse_group_choice choice;
            copse_group_options options = {
                .effort = -1, .start = start, .start_coordinator = start[1]};
            double from = oracle_group_value(&g.o, bits(start, g.p.k), start[1]);
            double best = oracle_group_best(&g.o, -1, NULL);
            assert_ok(copse_choose_group(&choice, &g.p, &options, &context, NULL));
            assert_true(choice.value >= from - 1e-9 && choice.value <= best + 1e-9);
            assert_true(choice.bound >= best - 1e-9);
        }
        close_group(&g);
    }
}

static bool stop_at_once(void *user)
{
    ++*(int *)user;
    return true;
}

static void test_group__stopped_early_says_so_and_keeps_what_it_has(void **state)
{
    (void)state;
    random_group g;
    int n_asked = 0;
    open_group(&g, 3, false);
    copse_group_choice choice;
    copse_group_options options = {
        .effort = 1000000, .is_spent = stop_at_once, .is_spent_user = &n_asked};
    double best = oracle_group_best(&g.o, -1, NULL);
    assert_ok(copse_choose_group(&choice, &g.p, &options, &context, NULL));
    if (choice.bound > choice.value + 1e-9)
        assert_true(choice.was_stopped && n_asked > 0);
    assert_true(choice.bound >= best - 1e-9 && choice.value <= best + 1e-9);
    close_group(&g);
}

/* ---- the parts, one at a time, on one coordinator ---- */

typedef struct parts {
    random_group g;
    copse_group_tables tables;
    copse_group_state state;
    copse_group_prices prices;
    const double *h;
    int32_t kept[ORACLE_MOST];
    copse_group_task task;
    copse_group_bound bound;
} parts;

/* Whoever may be in it, the coordinator and whoever must be first, then by pay. */
static void keep_all(parts *x)
{
    size_t n = x->bound.n_forced;
    memcpy(x->kept, x->bound.top, n * sizeof *x->kept);
    for (int32_t v = 0; v < x->g.o.n; v++)
        if (v != x->task.coordinator && !x->g.o.must[v] && !x->g.o.must_not[v]) {
            size_t at = n++;
            double pay = x->prices.paid[v] + x->h[v];
            for (; at > x->bound.n_forced &&
                   x->prices.paid[x->kept[at - 1]] + x->h[x->kept[at - 1]] < pay;
                 at--)
                x->kept[at] = x->kept[at - 1];
            x->kept[at] = v;
        }
    x->task.kept = x->kept;
    x->task.n_kept = n;
    x->task.n_forced = x->bound.n_forced;
}

static bool may_sit_together(const random_group *g, int32_t coordinator)
{
    int32_t forced[ORACLE_MOST] = {coordinator};
    size_t n = 1;
    for (int32_t v = 0; v < g->o.n; v++)
        if (g->o.must[v] && v != coordinator) {
            if (!copse_group_has_room_for(&g->p, forced, n, v))
                return false;
            forced[n++] = v;
        }
    return n <= (size_t)g->o.k;
}

/* @return false where this coordinator cannot be: they are left out, or do not go with who must be
 * in */
static bool open_parts(parts *x, uint64_t seed, bool with_rules)
{
    *x = (parts){0};
    open_group(&x->g, seed, with_rules);
    int32_t coordinator = (int32_t)(seed % (uint64_t)x->g.o.n);
    assert_ok(copse_group_tables_new(&x->tables, &x->g.p, NULL));
    assert_ok(copse_group_state_new(&x->state, &x->tables, NULL));
    assert_ok(copse_group_prices_new(&x->prices, &x->tables, NULL));
    if (x->g.o.must_not[coordinator] || !may_sit_together(&x->g, coordinator))
        return false;
    assert_ok(copse_group_nearness(&x->h, &x->tables, coordinator, NULL));
    x->task = (copse_group_task){.t = &x->tables,
                                 .h = x->h,
                                 .coordinator = coordinator,
                                 .component = -1,
                                 .most_effort = 1000000};
    int32_t start[] = {0, 1, 2};
    copse_group_prices_start(&x->prices, &x->state, start, 3);
    copse_group_prices_bound(&x->bound, &x->prices, x->h, coordinator, -1);
    return true;
}

static void close_parts(parts *x)
{
    copse_group_prices_free(&x->prices);
    copse_group_state_free(&x->state);
    copse_group_tables_free(&x->tables);
    close_group(&x->g);
}

/* One component, so that the oracle's connectedness does not matter here. */
static double best_of_coordinator(parts *x)
{
    memset(x->g.o.component, 0, sizeof x->g.o.component);
    return oracle_group_best(&x->g.o, x->task.coordinator, NULL);
}

static void test_prices__bound_every_group_before_and_after_they_are_lowered(void **state)
{
    (void)state;
    double before = 0.0, after = 0.0;
    for (uint64_t seed = 0; seed < rounds(150); seed++) {
        parts x;
        if (open_parts(&x, seed, seed % 3 == 0)) {
            double best = best_of_coordinator(&x);
            assert_true(x.bound.value >= best - 1e-9);
            before += x.bound.value;
            copse_group_prices_lower(&x.bound, &x.prices, x.h, x.task.coordinator, -1, best, 200);
            assert_true(x.bound.value >= best - 1e-9);
            after += x.bound.value;
        }
        close_parts(&x);
    }
    assert_true(after < before);
}

static void check_solver(uint64_t seed, bool linear, bool with_rules)
{
    parts x;
    if (open_parts(&x, seed, with_rules)) {
        copse_group_best best = {.value = 0.0};
        copse_group_proof proof;
        double expected = best_of_coordinator(&x);
        keep_all(&x);
        if (linear)
            assert_ok(copse_group_solve_linear(&proof, &best, &x.state, &x.task, &context, NULL));
        else
            assert_ok(
                copse_group_branch(&proof, &best, &x.state, &x.task, &x.prices, &context, NULL));
        assert_true(proof.is_done);
        assert_int_equal(best.is_found, expected >= 0.0);
        /* GLPK is right to its tolerance. */
        if (best.is_found)
            assert_close(best.value, expected, linear ? 1e-6 : 1e-9);
    }
    close_parts(&x);
}

static void test_branch__finds_the_best_of_a_coordinator(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < rounds(100); seed++)
        check_solver(seed, false, seed % 2 == 0);
}

static void test_linear__finds_the_best_of_a_coordinator(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < rounds(60); seed++)
        check_solver(seed, true, seed % 2 == 0);
}

static void test_linear__its_bound_holds_when_it_is_cut_short(void **state)
{
    (void)state;
    int n_cut = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        parts x;
        if (open_parts(&x, seed, false)) {
            copse_group_best best = {.value = 0.0};
            copse_group_proof proof;
            double expected = best_of_coordinator(&x);
            keep_all(&x);
            x.task.most_effort = 1 + (int64_t)(seed * 5);
            assert_ok(copse_group_solve_linear(&proof, &best, &x.state, &x.task, &context, NULL));
            n_cut += !proof.is_done;
            assert_true(proof.is_done || proof.bound >= expected - 1e-6);
        }
        close_parts(&x);
    }
    assert_true(n_cut > 0);
}

static void test_state__adding_and_removing_leaves_what_was(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 50; seed++) {
        parts x;
        if (open_parts(&x, seed, false)) {
            copse_random r;
            copse_random_seed(&r, seed, 9);
            copse_group_state_clear(&x.state);
            for (int i = 0; i < 40; i++) {
                int32_t v = (int32_t)copse_random_below(&r, (uint64_t)x.g.o.n);
                if (copse_group_state_has(&x.state, v)) {
                    copse_group_state_remove(&x.state, v);
                } else if (x.state.k < (size_t)x.g.o.k) {
                    double before = copse_group_state_value(&x.state, x.h);
                    double gain = copse_group_state_gain(&x.state, v) + x.h[v];
                    copse_group_state_add(&x.state, v);
                    assert_close(copse_group_state_value(&x.state, x.h), before + gain, 1e-12);
                }
                assert_close(
                    copse_group_state_value(&x.state, x.h),
                    oracle_group_value(&x.g.o, bits(x.state.member, x.state.k), x.task.coordinator),
                    1e-12);
            }
        }
        close_parts(&x);
    }
}

/* Five alike at one site, one at another: two sites want that one. Three sites cannot be had. */
static void test_fits__counts_what_the_rules_leave(void **state)
{
    (void)state;
    random_group g;
    bool fits;
    open_group(&g, 1, false);
    memset(g.o.at_site, 0, sizeof g.o.at_site);
    for (int v = 0; v < g.o.n; v++)
        g.o.at_site[v][v == 3] = true;
    copse_incidence_free(&g.sites);
    pack(&g.sites, &g.o, 2, value_of_site);
    g.p.least_sites = 2;
    assert_ok(copse_choose_group_fits(&fits, NULL, &g.p, &context, NULL));
    assert_true(fits);
    copse_group_choice choice;
    assert_ok(copse_choose_group(&choice, &g.p, &whole, &context, NULL));
    assert_true(bits(choice.member, choice.k) >> 3 & 1U);
    g.o.must_not[3] = true;
    assert_ok(copse_choose_group_fits(&fits, NULL, &g.p, &context, NULL));
    assert_false(fits);
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_choose_group(&choice, &g.p, &whole, &context, &err), COPSE_E_ARGUMENT);
    close_group(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_state__adding_and_removing_leaves_what_was),
        cmocka_unit_test(test_fits__counts_what_the_rules_leave),
        cmocka_unit_test(test_prices__bound_every_group_before_and_after_they_are_lowered),
        cmocka_unit_test(test_branch__finds_the_best_of_a_coordinator),
        cmocka_unit_test(test_linear__finds_the_best_of_a_coordinator),
        cmocka_unit_test(test_linear__its_bound_holds_when_it_is_cut_short),
        cmocka_unit_test(test_group__is_the_best_of_all),
        cmocka_unit_test(test_group__keeps_to_the_rules_and_is_the_best_of_those_that_do),
        cmocka_unit_test(test_group__a_bound_holds_at_any_effort),
        cmocka_unit_test(test_group__a_short_search_is_no_worse_than_where_it_starts),
        cmocka_unit_test(test_group__stopped_early_says_so_and_keeps_what_it_has),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
