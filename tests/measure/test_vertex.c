/* Measures of one thing's place, against slow plain programs on drawn organisations, by hand, and igraph. */
#include "field.h"

#include <igraph.h>

#include "base/random.h"
#include "igraph_lock.h"
#include "oracle/network_measures.h"

/* People 0..n−1 with drawn ties of several weights, some with none, in several connected parts. */
typedef struct drawn {
    field f;
    size_t n;
    double a[ORACLE_MOST * ORACLE_MOST];
    int group[ORACLE_MOST];
} drawn;

enum { N_DRAWN = 40, N_DRAWS = 6 };

static void draw(drawn *d, uint64_t seed)
{
    copse_random random;
    copse_random_seed(&random, seed, 0);
    memset(d->a, 0, sizeof d->a);
    d->n = N_DRAWN;
    field_begin(&d->f, N_DRAWN, 4, 0, 2);
    for (copse_index i = 0; i < N_DRAWN; i++) {
        d->group[i] = i % 7 == 0 ? -1 : (int)(i % 4);
        if (d->group[i] >= 0)
            field_assign(&d->f, i, d->group[i]);
        if (i % 5 == 0)
            field_know(&d->f, i, 1, 1.0 + (double)i);
    }
    /* Two parts of 25 and 10, and five alone; sparser with every seed. */
    for (copse_index i = 0; i < 35; i++)
        for (copse_index j = 0; j < i; j++) {
            bool in_one_part = (i < 25) == (j < 25);
            if (!in_one_part || copse_random_below(&random, 4 + seed) != 0)
                continue;
            double weight = 0.25 * (1.0 + (double)copse_random_below(&random, 8));
            field_tie(&d->f, i, j, weight);
            d->a[i * N_DRAWN + j] = d->a[j * N_DRAWN + i] = weight;
        }
}

static void agree(const char *name, uint64_t seed, const taken *v, const double *expected, size_t n, double tolerance)
{
    assert_int_equal(v->n, n);
    for (size_t i = 0; i < n; i++)
        if (!is_same(v->value[i], expected[i], tolerance))
            fail_msg("%s of %zu (draw %d) is %.17g, not %.17g", name, i, (int)seed, v->value[i], expected[i]);
}

/* ---- against oracles ---- */

static void test_degree_and_strength__are_sums_of_rows(void **state)
{
    (void)state;
    drawn d;
    taken degree, strength;
    draw(&d, 1);
    field_take_named(&degree, &d.f, "degree", COPSE_NONE);
    field_take_named(&strength, &d.f, "strength", COPSE_NONE);
    for (size_t i = 0; i < d.n; i++) {
        double n = 0.0, sum = 0.0;
        for (size_t j = 0; j < d.n; j++) {
            n += d.a[i * d.n + j] > 0.0;
            sum += d.a[i * d.n + j];
        }
        assert_close(degree.value[i], n, 0.0);
        assert_close(strength.value[i], sum, 1e-12);
    }
}

static void compare_with(const char *name, void (*oracle)(double *x, const double *a, size_t n), double tolerance)
{
    for (uint64_t seed = 1; seed <= N_DRAWS; seed++) {
        drawn d;
        taken v;
        double expected[ORACLE_MOST];
        draw(&d, seed);
        field_take_named(&v, &d.f, name, COPSE_NONE);
        oracle(expected, d.a, d.n);
        agree(name, seed, &v, expected, d.n, tolerance);
    }
}

static void test_closeness__agrees_with_the_oracle(void **state)
{
    (void)state;
    compare_with("closeness", oracle_closeness, 1e-12);
}

/* Times the share that is reached; 0 for who reaches nobody. */
static void closeness_whole(double *x, const double *a, size_t n)
{
    int steps[ORACLE_MOST * ORACLE_MOST];
    oracle_distances(steps, a, n);
    oracle_closeness(x, a, n);
    for (size_t i = 0; i < n; i++) {
        double reached = 0.0;
        for (size_t j = 0; j < n; j++)
            reached += steps[i * n + j] > 0;
        x[i] = reached > 0.0 ? x[i] * reached / ((double)n - 1.0) : 0.0;
    }
}

static void test_closeness_whole__is_closeness_times_the_share_reached(void **state)
{
    (void)state;
    compare_with("closeness-whole", closeness_whole, 1e-12);
}

static void test_betweenness__agrees_with_the_oracle(void **state)
{
    (void)state;
    compare_with("betweenness", oracle_betweenness, 1e-11);
}

static void test_constraint_and_effective_size__agree_with_the_oracle(void **state)
{
    (void)state;
    compare_with("constraint", oracle_constraint, 1e-12);
    compare_with("effective-size", oracle_effective_size, 1e-12);
}

static void test_k_core__agrees_with_taking_away(void **state)
{
    (void)state;
    compare_with("k-core", oracle_coreness, 0.0);
}

static void test_brokerage_and_ei_index__agree_with_the_oracle(void **state)
{
    (void)state;
    static const char *const names[] = {"brokerage", "coordinator", "consultant", "gatekeeper", "liaison"};
    for (uint64_t seed = 1; seed <= N_DRAWS; seed++) {
        drawn d;
        taken v;
        double expected[ORACLE_MOST], sum[ORACLE_MOST] = {0};
        draw(&d, seed);
        for (int role = 0; role < 5; role++) {
            field_take_named(&v, &d.f, names[role], COPSE_NONE);
            oracle_brokerage(expected, d.a, d.group, role, d.n);
            agree(names[role], seed, &v, expected, d.n, 0.0);
            for (size_t i = 0; i < d.n; i++)
                sum[i] += role > 0 && d.group[i] >= 0 ? expected[i] : 0.0;
        }
        assert_true(sum[1] + sum[2] + sum[3] > 0.0); /* the roles are met at all */
        field_take_named(&v, &d.f, "ei-index", COPSE_NONE);
        oracle_ei_index(expected, d.a, d.group, d.n);
        agree("ei-index", seed, &v, expected, d.n, 1e-12);
    }
}

static void test_katz_and_power__solve_what_they_say(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= N_DRAWS; seed++) {
        drawn d;
        taken v;
        double expected[ORACLE_MOST], b[ORACLE_MOST], square = 0.0;
        char four[32];
        draw(&d, seed);
        snprintf(four, sizeof four, "%.3e", oracle_radius(d.a, d.n)); /* of which four digits are kept */
        double radius = strtod(four, NULL);
        for (size_t i = 0; i < d.n; i++)
            b[i] = 1.0;
        oracle_solve(expected, d.a, 0.85 / radius, b, d.n);
        for (size_t i = 0; i < d.n; i++)
            expected[i] -= 1.0;
        field_take_named(&v, &d.f, "katz", COPSE_NONE);
        agree("katz", seed, &v, expected, d.n, 1e-11);

        for (size_t i = 0; i < d.n; i++) {
            b[i] = 0.0;
            for (size_t j = 0; j < d.n; j++)
                b[i] += d.a[i * d.n + j];
        }
        oracle_solve(expected, d.a, -0.5 / radius, b, d.n);
        for (size_t i = 0; i < d.n; i++)
            square += expected[i] * expected[i];
        for (size_t i = 0; i < d.n; i++)
            expected[i] *= sqrt((double)d.n / square);
        field_take_named(&v, &d.f, "power", COPSE_NONE);
        agree("power", seed, &v, expected, d.n, 1e-11);
    }
}

static void test_pagerank__agrees_with_a_dense_solution(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= N_DRAWS; seed++) {
        drawn d;
        taken v;
        double expected[ORACLE_MOST], s[ORACLE_MOST], sum = 0.0, sorted[8] = {0};
        draw(&d, seed);
        for (size_t i = 0; i < d.n; i++)
            s[i] = 1.0 / (double)d.n;
        oracle_pagerank(expected, d.a, s, 0.85, d.n);
        field_take_named(&v, &d.f, "pagerank", COPSE_NONE);
        agree("pagerank", seed, &v, expected, d.n, 1e-11);

        /* Topic 1 is known by 0, 5, … 35 with evidence 1 + i, of which the 75th percentile (type 7) is at 5.25 of 0..7. */
        for (int i = 0; i < 8; i++)
            sorted[i] = 1.0 + 5.0 * i;
        double tau = sorted[5] + 0.25 * (sorted[6] - sorted[5]);
        for (size_t i = 0; i < d.n; i++)
            sum += s[i] = i % 5 == 0 ? 1.0 - exp(-(1.0 + (double)i) / tau) : 0.0;
        for (size_t i = 0; i < d.n; i++)
            s[i] /= sum;
        oracle_pagerank(expected, d.a, s, 0.85, d.n);
        field_take_named(&v, &d.f, "pagerank", 1);
        agree("pagerank on a topic", seed, &v, expected, d.n, 1e-11);
    }
}

static void test_eigenvector__satisfies_its_equation_in_every_part(void **state)
{
    (void)state;
    /* λx = Ax with x > 0 and a largest of 1 has one solution a connected part (Perron & Frobenius). */
    for (uint64_t seed = 1; seed <= N_DRAWS; seed++) {
        drawn d;
        taken v;
        int steps[ORACLE_MOST * ORACLE_MOST];
        draw(&d, seed);
        oracle_distances(steps, d.a, d.n);
        field_take_named(&v, &d.f, "eigenvector", COPSE_NONE);
        for (size_t i = 0; i < d.n; i++) {
            double largest = 0.0, ratio_of_first = NAN;
            if (isnan(v.value[i])) {
                for (size_t j = 0; j < d.n; j++)
                    assert_close(d.a[i * d.n + j], 0.0, 0.0);
                continue;
            }
            for (size_t j = 0; j < d.n; j++) {
                if (steps[i * d.n + j] < 0)
                    continue;
                double product = 0.0;
                for (size_t k = 0; k < d.n; k++)
                    product += d.a[j * d.n + k] > 0.0 ? d.a[j * d.n + k] * v.value[k] : 0.0;
                assert_true(v.value[j] > 0.0);
                largest = fmax(largest, v.value[j]);
                if (isnan(ratio_of_first))
                    ratio_of_first = product / v.value[j];
                assert_close(product, ratio_of_first * v.value[j], 1e-9 * ratio_of_first);
            }
            assert_close(largest, 1.0, 1e-12);
        }
    }
}

/* ---- of teams and CoPs ---- */

static void test_conductance__of_teams_agrees_with_the_oracle(void **state)
{
    (void)state;
    const copse_measure_info *info;
    assert_ok(copse_measure_find(&info, "conductance", NULL));
    for (uint64_t seed = 1; seed <= N_DRAWS; seed++) {
        drawn d;
        taken v;
        draw(&d, seed);
        field_take(&v, &d.f, copse_measure_row_of(info), COPSE_THINGS_TEAMS, COPSE_NONE);
        assert_int_equal(v.n, 4);
        for (int team = 0; team < 4; team++) {
            unsigned char is_in[ORACLE_MOST];
            for (size_t i = 0; i < d.n; i++)
                is_in[i] = d.group[i] == team;
            assert_close(v.value[team], oracle_conductance(d.a, is_in, d.n), 1e-12);
        }
    }
}

static void test_ties_of_teams__are_pairs_of_people_who_are_tied(void **state)
{
    (void)state;
    const copse_measure_info *info;
    drawn d;
    taken v;
    assert_ok(copse_measure_find(&info, "strength", NULL));
    draw(&d, 2);
    field_take(&v, &d.f, copse_measure_row_of(info), COPSE_THINGS_TEAMS, COPSE_NONE);
    for (int team = 0; team < 4; team++) {
        double pairs = 0.0;
        for (size_t i = 0; i < d.n; i++)
            for (size_t j = 0; j < d.n; j++)
                pairs += d.a[i * d.n + j] > 0.0 && d.group[i] == team && d.group[j] >= 0 && d.group[j] != team;
        assert_close(v.value[team], pairs, 0.0);
    }
}

/*
 * By hand: CoP 0 of people 0 1 2, CoP 1 of 2 3; team 0 of 0 1, team 1 of 2 3. Through CoP 0 of three each pair has 1/2,
 * through CoP 1 of two it has 1. Person 2 is in two CoPs, which gives these a tie of 1. A CoP counts once for each place in
 * it that others share.
 */
static void test_ties__through_cops_by_hand(void **state)
{
    (void)state;
    const copse_measure_info *info;
    field f;
    taken v;
    assert_ok(copse_measure_find(&info, "strength", NULL));
    field_begin(&f, 4, 2, 2, 0);
    field_seat(&f, 0, 0);
    field_seat(&f, 1, 0);
    field_seat(&f, 2, 0);
    field_seat(&f, 2, 1);
    field_seat(&f, 3, 1);
    for (copse_index i = 0; i < 4; i++)
        field_assign(&f, i, i / 2);
    const copse_measure *strength = copse_measure_row_of(info);
    field_take(&v, &f, strength, COPSE_THINGS_MEMBERS, COPSE_NONE);
    const double people[] = {1.0, 1.0, 2.0, 1.0};
    for (int i = 0; i < 4; i++)
        assert_close(v.value[i], people[i], 1e-15);
    field_take(&v, &f, strength, COPSE_THINGS_TEAMS, COPSE_NONE); /* CoP 0: 2 · 1 / 2; CoP 1 is inside team 1 */
    assert_close(v.value[0], 1.0, 1e-15);
    assert_close(v.value[1], 1.0, 1e-15);
    field_take(&v, &f, strength, COPSE_THINGS_COMMUNITIES, COPSE_NONE);
    assert_close(v.value[0], 1.0, 1e-15);
    assert_close(v.value[1], 1.0, 1e-15);

    assert_ok(copse_measure_find(&info, "ei-index", NULL));
    field_take(&v, &f, copse_measure_row_of(info), COPSE_THINGS_TEAMS, COPSE_NONE);
    /* Team 0 has two seats, each half of which leads out: X = 1, (1 − 1)/2. Team 1 has 2 in CoP 0 (all of it leads out)
     * and two in CoP 1 (none does): X = 1 of 3. */
    assert_close(v.value[0], 0.0, 1e-15);
    assert_close(v.value[1], (1.0 - 2.0) / 3.0, 1e-15);
}

/* ---- betweenness from a sample ---- */

static void take_sampled(double *value, double *error, const drawn *d, size_t sources, uint64_t seed)
{
    const copse_facts facts = field_facts(&d->f);
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_subject *of = NULL;
    copse_network *net = field_network(&facts);
    ctx.seed = seed;
    assert_ok(copse_subject_new(&of, net, COPSE_THINGS_MEMBERS, COPSE_SUBJECT_TIES, COPSE_NONE, &ctx, NULL));
    for (size_t i = 0; i < d->n; i++)
        value[i] = error[i] = NAN;
    assert_ok(copse_measure_betweenness_sampled(value, error, of, sources, &ctx, NULL));
    copse_subject_free(of);
    copse_network_free(net);
}

static void test_betweenness__from_all_sources_is_exact(void **state)
{
    (void)state;
    drawn d;
    double value[ORACLE_MOST], error[ORACLE_MOST], expected[ORACLE_MOST];
    draw(&d, 3);
    oracle_betweenness(expected, d.a, d.n);
    take_sampled(value, error, &d, d.n, 1);
    for (size_t i = 0; i < d.n; i++) {
        if (!is_same(value[i], expected[i], 1e-11))
            fail_msg("of %zu: %.17g, not %.17g", i, value[i], expected[i]);
        assert_true(isnan(expected[i]) ? isnan(error[i]) : error[i] == 0.0);
    }
}

/* Its mean over seeds is the exact value, and the error that it states is that of the estimates. */
static void test_betweenness__from_a_sample_is_as_far_off_as_it_says(void **state)
{
    (void)state;
    enum { SEEDS = 400, SOURCES = 20 };
    const double t = 2.093024; /* Student's t at 0.975 of 19, as printed in tables */
    drawn d;
    double value[ORACLE_MOST], error[ORACLE_MOST], expected[ORACLE_MOST];
    double mean[ORACLE_MOST] = {0}, square[ORACLE_MOST] = {0}, stated[ORACLE_MOST] = {0};
    draw(&d, 4);
    oracle_betweenness(expected, d.a, d.n);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        take_sampled(value, error, &d, SOURCES, seed);
        for (size_t i = 0; i < d.n; i++) {
            mean[i] += value[i] / SEEDS;
            square[i] += value[i] * value[i] / SEEDS;
            stated[i] += error[i] / t * error[i] / t / SEEDS;
        }
    }
    for (size_t i = 0; i < d.n; i++) {
        if (isnan(expected[i]) || expected[i] < 0.02)
            continue;
        double variance = square[i] - mean[i] * mean[i];
        assert_close(mean[i], expected[i], 4.0 * sqrt(variance / SEEDS));
        assert_true(stated[i] > 0.8 * variance && stated[i] < 1.25 * variance);
    }
}

/* ---- against igraph, where it has the same and is not what computes it ---- */

static void test_eigenvector__agrees_with_igraph_on_one_part(void **state)
{
    (void)state;
    drawn d;
    taken v;
    copse_context ctx = COPSE_CONTEXT_INIT;
    igraph_t graph;
    igraph_vector_int_t ends;
    igraph_vector_t weights, centrality;
    igraph_real_t eigenvalue;
    igraph_arpack_options_t options;
    draw(&d, 1);
    field_take_named(&v, &d.f, "eigenvector", COPSE_NONE);
    take_igraph(&ctx);
    igraph_vector_int_init(&ends, 0);
    igraph_vector_init(&weights, 0);
    igraph_vector_init(&centrality, 0);
    for (igraph_integer_t i = 0; i < 25; i++) /* the part of 25 */
        for (igraph_integer_t j = 0; j < i; j++)
            if (d.a[i * N_DRAWN + j] > 0.0) {
                igraph_vector_int_push_back(&ends, i);
                igraph_vector_int_push_back(&ends, j);
                igraph_vector_push_back(&weights, d.a[i * N_DRAWN + j]);
            }
    igraph_create(&graph, &ends, 25, IGRAPH_UNDIRECTED);
    igraph_arpack_options_init(&options);
    assert_int_equal(igraph_eigenvector_centrality(&graph, &centrality, &eigenvalue, false, true, &weights, &options),
                     IGRAPH_SUCCESS);
    for (igraph_integer_t i = 0; i < 25; i++)
        assert_close(v.value[i], VECTOR(centrality)[i], 1e-9);
    igraph_destroy(&graph);
    igraph_vector_destroy(&centrality);
    igraph_vector_destroy(&weights);
    igraph_vector_int_destroy(&ends);
    give_igraph();
}

/* ---- by hand ---- */

/* A star of five: its centre is next to all, between all, and depended on by all. */
static void test_measures__of_a_star(void **state)
{
    (void)state;
    field f;
    taken v;
    field_begin(&f, 5, 0, 0, 0);
    for (copse_index i = 1; i < 5; i++)
        field_tie(&f, 0, i, 1.0);
    field_take_named(&v, &f, "closeness", COPSE_NONE);
    assert_close(v.value[0], 1.0, 1e-15);
    assert_close(v.value[1], 4.0 / 7.0, 1e-15);
    field_take_named(&v, &f, "betweenness", COPSE_NONE);
    assert_close(v.value[0], 1.0, 1e-15);
    assert_close(v.value[1], 0.0, 1e-15);
    field_take_named(&v, &f, "eigenvector", COPSE_NONE); /* λ = 2, leaves half of the centre */
    assert_close(v.value[0], 1.0, 1e-12);
    assert_close(v.value[1], 0.5, 1e-10);
    field_take_named(&v, &f, "constraint", COPSE_NONE); /* four contacts, none of whom know each other */
    assert_close(v.value[0], 0.25, 1e-12);
    assert_close(v.value[1], 1.0, 1e-12);
    field_take_named(&v, &f, "effective-size", COPSE_NONE);
    assert_close(v.value[0], 4.0, 1e-12);
    field_take_named(&v, &f, "brokerage", COPSE_NONE);
    assert_close(v.value[0], 6.0, 0.0);
    /* Katz with a = .425: centre 4a(1 + leaf), leaf a(1 + centre). */
    double a = 0.425, centre = 4.0 * a * (1.0 + a) / (1.0 - 4.0 * a * a);
    field_take_named(&v, &f, "katz", COPSE_NONE);
    assert_close(v.value[0], centre, 1e-11);
    assert_close(v.value[1], a * (1.0 + centre), 1e-11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_degree_and_strength__are_sums_of_rows),
        cmocka_unit_test(test_closeness__agrees_with_the_oracle),
        cmocka_unit_test(test_closeness_whole__is_closeness_times_the_share_reached),
        cmocka_unit_test(test_betweenness__agrees_with_the_oracle),
        cmocka_unit_test(test_constraint_and_effective_size__agree_with_the_oracle),
        cmocka_unit_test(test_k_core__agrees_with_taking_away),
        cmocka_unit_test(test_brokerage_and_ei_index__agree_with_the_oracle),
        cmocka_unit_test(test_katz_and_power__solve_what_they_say),
        cmocka_unit_test(test_pagerank__agrees_with_a_dense_solution),
        cmocka_unit_test(test_eigenvector__satisfies_its_equation_in_every_part),
        cmocka_unit_test(test_conductance__of_teams_agrees_with_the_oracle),
        cmocka_unit_test(test_ties_of_teams__are_pairs_of_people_who_are_tied),
        cmocka_unit_test(test_ties__through_cops_by_hand),
        cmocka_unit_test(test_betweenness__from_all_sources_is_exact),
        cmocka_unit_test(test_betweenness__from_a_sample_is_as_far_off_as_it_says),
        IGRAPH_TEST(test_eigenvector__agrees_with_igraph_on_one_part),
        cmocka_unit_test(test_measures__of_a_star),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
