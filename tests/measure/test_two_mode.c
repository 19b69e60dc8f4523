/*
 * Bridging seats and their null on the Southern Women: the two classic groups are the first nine and the last nine
 * of the printed table (Davis, Gardner & Gardner 1941; Freeman 2003).
 */
#include "support.h"

#include <stdlib.h>

#include "base/random.h"
#include "measure/overlap.h"
#include "measure/two_mode.h"
#include "network/southern_women.h"
#include "oracle/swap_null.h"

typedef struct women {
    southern_women data;
    copse_network *net;
    copse_incidence groups;
} women;

static int set_up(void **state)
{
    women *w = calloc(1, sizeof *w);
    copse_context ctx = COPSE_CONTEXT_INIT;
    southern_women_read(&w->data);
    assert_ok(copse_network_new(&w->net, &w->data.facts, &ctx, NULL));
    int32_t group[N_WOMEN], woman[N_WOMEN];
    for (int i = 0; i < N_WOMEN; i++) {
        group[i] = i / 9;
        woman[i] = i;
    }
    assert_ok(copse_incidence_new(&w->groups, 2, N_WOMEN, N_WOMEN, group, woman, NULL, NULL));
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    women *w = *state;
    copse_incidence_free(&w->groups);
    copse_network_free(w->net);
    free(w);
    return 0;
}

static void fill_table(unsigned char *table, const women *w)
{
    const copse_incidence *joined = &w->net->member_communities;
    memset(table, 0, (size_t)N_WOMEN * N_EVENTS);
    for (size_t i = 0; i < N_WOMEN; i++)
        for (size_t k = joined->start[i]; k < joined->start[i + 1]; k++)
            table[i * N_EVENTS + (size_t)joined->column[k]] = 1;
}

/* D = 49 and 40 of 89 seats, Q = 299 and 218: E₀ = D − 89 (D² − Q)/(89² − 517). */
static void test_bridging__expected_by_hand(void **state)
{
    const women *w = *state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_bridging group[2];
    assert_ok(copse_measure_bridging(group, &w->net->member_communities, &w->groups, &ctx, NULL));
    double seats[2] = {0.0, 0.0}, squares[2] = {0.0, 0.0};
    for (size_t i = 0; i < N_WOMEN; i++) {
        double d = (double)copse_incidence_degree(&w->net->member_communities, i);
        seats[i / 9] += d;
        squares[i / 9] += d * d;
    }
    for (size_t g = 0; g < 2; g++) {
        double m = 89.0, q = squares[0] + squares[1];
        assert_close(group[g].seats, seats[g], 0.0);
        assert_close(group[g].expected,
                     seats[g] - m * (seats[g] * seats[g] - squares[g]) / (m * m - q), 1e-12);
    }
    assert_close(group[0].expected, 23.73, 0.005);
    assert_close(group[1].expected, 23.39, 0.005);
}

static void test_bridging__observed_is_that_of_the_plain_table(void **state)
{
    const women *w = *state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_bridging group[2];
    unsigned char table[N_WOMEN * N_EVENTS];
    fill_table(table, w);
    assert_ok(copse_measure_bridging(group, &w->net->member_communities, &w->groups, &ctx, NULL));
    assert_close(group[0].observed, oracle_bridging(table, N_WOMEN, N_EVENTS, 0, 9), 1e-12);
    assert_close(group[1].observed, oracle_bridging(table, N_WOMEN, N_EVENTS, 9, 18), 1e-12);
}

/* Mean and SD of 4,000 swapped tables; their standard errors are 0.018 and 0.012. */
static void sample_with_swaps(double *mean, double *sd, const women *w)
{
    enum { SAMPLES = 4000 };
    unsigned char table[N_WOMEN * N_EVENTS];
    unsigned long long seed = 11;
    double sum[2] = {0.0, 0.0}, square[2] = {0.0, 0.0};
    fill_table(table, w);
    oracle_swap(table, N_WOMEN, N_EVENTS, 20000, &seed);
    for (int s = 0; s < SAMPLES; s++) {
        oracle_swap(table, N_WOMEN, N_EVENTS, 2000, &seed);
        for (size_t g = 0; g < 2; g++) {
            double x = oracle_bridging(table, N_WOMEN, N_EVENTS, 9 * g, 9 * g + 9);
            sum[g] += x;
            square[g] += x * x;
        }
    }
    for (size_t g = 0; g < 2; g++) {
        mean[g] = sum[g] / SAMPLES;
        sd[g] = sqrt((square[g] - SAMPLES * mean[g] * mean[g]) / (SAMPLES - 1));
    }
}

static void test_bridging__closed_form_is_near_the_sampled_null(void **state)
{
    const women *w = *state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_bridging closed[2], curveball[2];
    double mean[2], sd[2];
    sample_with_swaps(mean, sd, w);
    assert_ok(copse_measure_bridging(closed, &w->net->member_communities, &w->groups, &ctx, NULL));
    assert_ok(copse_measure_bridging_sampled(curveball, &w->net->member_communities, &w->groups, 4000,
                                             &ctx, NULL));
    for (size_t g = 0; g < 2; g++) {
        assert_close(closed[g].expected / mean[g], 1.0, 0.01);
        assert_true(sqrt(closed[g].variance) / sd[g] > 0.9 && sqrt(closed[g].variance) / sd[g] < 1.1);
        assert_close(curveball[g].expected, mean[g], 0.08);
        assert_close(sqrt(curveball[g].variance), sd[g], 0.06);
        assert_close(curveball[g].seats, closed[g].seats, 0.0);
        assert_close(curveball[g].observed, closed[g].observed, 0.0);
    }
}

static void test_sampled__keeps_margins_and_repeats_with_its_seed(void **state)
{
    const women *w = *state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_bridging once[2], again[2], other[2];
    const copse_incidence *joined = &w->net->member_communities;
    assert_ok(copse_measure_bridging_sampled(once, joined, &w->groups, 50, &ctx, NULL));
    assert_ok(copse_measure_bridging_sampled(again, joined, &w->groups, 50, &ctx, NULL));
    ctx.seed = 2;
    assert_ok(copse_measure_bridging_sampled(other, joined, &w->groups, 50, &ctx, NULL));
    assert_memory_equal(once, again, sizeof once);
    assert_true(once[0].expected != other[0].expected);
}

/*
 * Two units {0} and {1, 2}, CoPs {0, 1} and {1, 2}; the third has one member and leads nowhere.
 *   unit 0: 1 seat, all of the others outside: X = 1·(2−1)/1 = 1
 *   unit 1: CoP 0: 1·1/1, CoP 1: 2·0/1 = 0: X = 1 of 3 seats
 */
static void test_bridging__by_hand_and_without_cops_of_one(void **state)
{
    (void)state;
    const int32_t member[] = {0, 1, 1, 2, 2}, cop[] = {0, 0, 1, 1, 2};
    const int32_t unit[] = {0, 1, 1}, of[] = {0, 1, 2};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_incidence joined = {0}, units = {0};
    copse_bridging out[3];
    assert_ok(copse_incidence_new(&joined, 3, 3, 5, member, cop, NULL, NULL));
    assert_ok(copse_incidence_new(&units, 3, 3, 3, unit, of, NULL, NULL)); /* the third unit is empty */
    assert_ok(copse_measure_bridging(out, &joined, &units, &ctx, NULL));
    assert_close(out[0].observed, 1.0, 0.0);
    assert_close(out[0].seats, 1.0, 0.0);
    assert_close(out[1].observed, 1.0, 0.0);
    assert_close(out[1].seats, 3.0, 0.0);
    assert_close(out[2].seats, 0.0, 0.0);
    assert_true(isnan(out[2].expected) && isnan(out[2].variance));
    copse_incidence_free(&joined);
    copse_incidence_free(&units);
}

/* Mean 2, variance 4: an exponential, whose upper tail at 6 is e^−3. */
static void test_overlap__upper_tail_by_hand(void **state)
{
    (void)state;
    const copse_overlap chance = {.h = 1.0};
    const copse_bridging unit = {.seats = 10.0, .observed = 4.0, .expected = 8.0, .variance = 4.0};
    const copse_bridging nobody = {.expected = NAN, .variance = NAN};
    assert_close(copse_measure_overlap_upper(&chance, &unit), exp(-3.0), 1e-12);
    assert_true(isnan(copse_measure_overlap_upper(&chance, &nobody)));
}

/* Three parts of 20,000 units each: fitted to all it is fitted to the third of each three, and that tells as much. */
static void test_overlap__of_very_many_units_evenly_spread_ones_are_fitted(void **state)
{
    (void)state;
    enum { PART = 20000, N = 3 * PART };
    copse_bridging *all = malloc(N * sizeof *all), *third = malloc(PART * sizeof *third);
    copse_bridging *first = malloc(PART * sizeof *first);
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_overlap of_all, of_third, of_first;
    copse_random random;
    copse_random_seed(&random, 11, 0);
    for (size_t i = 0; i < N; i++) {
        double mean = 1.0 + (double)(i % 7); /* exponential overlaps, of units of several sizes */
        all[i] = (copse_bridging){.seats = 100.0, .expected = 100.0 - mean, .variance = mean};
        all[i].observed = 100.0 + mean * log(1.0 - copse_random_unit(&random));
        if (i % 3 == 2)
            third[i / 3] = all[i];
        if (i % 3 == 0)
            first[i / 3] = all[i];
    }
    assert_ok(copse_measure_overlap_fit(&of_all, all, N, 0.01, &ctx, NULL));
    assert_ok(copse_measure_overlap_fit(&of_third, third, PART, 0.01, &ctx, NULL));
    assert_ok(copse_measure_overlap_fit(&of_first, first, PART, 0.01, &ctx, NULL));
    assert_close(of_all.h, of_third.h, 0.0);
    assert_close(of_all.phi, of_third.phi, 0.0);
    assert_int_equal(of_all.n_fitted + of_all.n_trimmed, PART);
    assert_close(of_all.h / of_first.h, 1.0, 0.03);
    assert_close(of_all.phi / of_first.phi, 1.0, 0.1);
    free(all), free(third), free(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_bridging__expected_by_hand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bridging__observed_is_that_of_the_plain_table, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_bridging__closed_form_is_near_the_sampled_null, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_sampled__keeps_margins_and_repeats_with_its_seed, set_up,
                                        tear_down),
        cmocka_unit_test(test_bridging__by_hand_and_without_cops_of_one),
        cmocka_unit_test(test_overlap__upper_tail_by_hand),
        cmocka_unit_test(test_overlap__of_very_many_units_evenly_spread_ones_are_fitted),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
