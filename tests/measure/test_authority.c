/*
 * Personalised PageRank, against igraph's own and by hand.
 *
 *   0 — 1 — 2     3 (alone)     closeness 1–2 is 3, else 1; restart at 0 and 3, a half each
 */
#include <stdio.h>

#include "support.h"

#include <igraph.h>

#include "base/random.h"
#include "igraph_lock.h"
#include "measure/measure.h"

static const copse_context context = COPSE_CONTEXT_INIT;

enum { MOST = 60 };

typedef struct organisation {
    copse_fact_member members[MOST];
    char keys[MOST][24];
    copse_fact_tie ties[MOST * 4];
    copse_facts facts;
    copse_network *net;
    const copse_collaboration *graph;
} organisation;

static void people(organisation *o, size_t n)
{
    *o = (organisation){0};
    for (size_t i = 0; i < n; i++) {
        snprintf(o->keys[i], sizeof o->keys[i], "m%02zu", i);
        o->members[i] = (copse_fact_member){.id = (copse_id)i, .key = o->keys[i]};
    }
    o->facts.n_members = n;
    o->facts.members = o->members;
    o->facts.ties = o->ties;
}

static void tie(organisation *o, copse_index a, copse_index b, double weight)
{
    o->ties[o->facts.n_ties++] =
        (copse_fact_tie){a, b, COPSE_TIE_STRENGTH, weight, COPSE_DAY_UNKNOWN};
}

static void open_organisation(organisation *o)
{
    assert_ok(copse_network_new(&o->net, &o->facts, &context, NULL));
    assert_ok(copse_network_collaboration(&o->graph, o->net, NULL));
}

/*
 * x0 = .15/2 + .85 x1/4, x1 = .85 (x0 + x2), x2 = .85 · 3/4 x1, x3 = .15/2: with x2 = .6375 x1,
 * x1 = .85 x0 / (1 - .541875), x0 = .075 / (1 - .2125 · 1.855389...).
 */
static void test_authority__is_the_solution_of_its_equations(void **state)
{
    (void)state;
    organisation o;
    double values[4], restart[4] = {0.5, 0.0, 0.0, 0.5};
    people(&o, 4);
    tie(&o, 0, 1, 1.0);
    tie(&o, 1, 2, 3.0);
    open_organisation(&o);
    assert_ok(copse_measure_authority(values, o.graph, restart, 0.85, 1e-12, &context, NULL));
    double ratio = 0.85 / (1.0 - 0.85 * 0.85 * 0.75);
    double x0 = 0.075 / (1.0 - 0.85 / 4.0 * ratio);
    assert_close(values[0], x0, 1e-10);
    assert_close(values[1], x0 * ratio, 1e-10);
    assert_close(values[2], 0.6375 * x0 * ratio, 1e-10);
    assert_close(values[3], 0.075, 1e-12);
    copse_network_free(o.net);
}

/* igraph on the same weighted graph; connected, so that no two ideas of a dead end meet. */
static void test_authority__agrees_with_igraph_on_random_graphs(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        organisation o;
        copse_random random;
        double damping = seed % 2 ? 0.85 : 0.1;
        double values[MOST], restart[MOST] = {0};
        copse_random_seed(&random, seed, 0);
        size_t n = 5 + (size_t)copse_random_below(&random, MOST - 5);
        people(&o, n);
        for (size_t i = 1; i < n; i++)
            tie(&o, (copse_index)i, (copse_index)copse_random_below(&random, i),
                1.0 + (double)copse_random_below(&random, 5));
        for (size_t i = 0; i < 4; i++)
            restart[copse_random_below(&random, n)] += 0.25;
        open_organisation(&o);
        assert_ok(copse_measure_authority(values, o.graph, restart, damping, 1e-13, &context, NULL));

        take_igraph(&context);
        igraph_t graph;
        igraph_vector_int_t edges;
        igraph_vector_t weights, reset, expected;
        igraph_vector_int_init(&edges, 0);
        igraph_vector_init(&weights, 0);
        igraph_vector_init(&reset, (igraph_integer_t)n);
        igraph_vector_init(&expected, 0);
        for (size_t i = 0; i < o.facts.n_ties; i++) {
            igraph_vector_int_push_back(&edges, o.ties[i].a);
            igraph_vector_int_push_back(&edges, o.ties[i].b);
            igraph_vector_push_back(&weights, o.ties[i].weight);
        }
        for (size_t i = 0; i < n; i++)
            VECTOR(reset)[i] = restart[i];
        assert_int_equal(igraph_create(&graph, &edges, (igraph_integer_t)n, IGRAPH_UNDIRECTED), 0);
        assert_int_equal(igraph_personalized_pagerank(
                             &graph, IGRAPH_PAGERANK_ALGO_PRPACK, &expected, NULL, igraph_vss_all(),
                             IGRAPH_UNDIRECTED, damping, &reset, &weights, NULL),
                         0);
        for (size_t i = 0; i < n; i++)
            assert_close(values[i], VECTOR(expected)[i], 1e-9);
        igraph_destroy(&graph);
        igraph_vector_int_destroy(&edges);
        igraph_vector_destroy(&weights);
        igraph_vector_destroy(&reset);
        igraph_vector_destroy(&expected);
        give_igraph();
        copse_network_free(o.net);
    }
}

/* A star of stars, and beside it another component where nothing restarts. */
static void test_authority__stays_where_it_restarts(void **state)
{
    (void)state;
    organisation o;
    double values[MOST], restart[MOST] = {[7] = 1.0}, sum = 0.0;
    people(&o, MOST);
    for (size_t i = 1; i < MOST - 10; i++)
        tie(&o, (copse_index)i, (copse_index)(i / 3), 1.0);
    tie(&o, MOST - 1, MOST - 2, 1.0);
    open_organisation(&o);
    assert_ok(copse_measure_authority(values, o.graph, restart, 0.85, 1e-12, &context, NULL));
    for (size_t i = 0; i < MOST; i++) {
        sum += values[i];
        if (i >= MOST - 10)
            assert_close(values[i], 0.0, 0.0);
    }
    assert_close(sum, 1.0, 1e-9); /* nobody there is a dead end */
    copse_network_free(o.net);
}

static void test_authority__nobody_and_nothing(void **state)
{
    (void)state;
    organisation o;
    double value = -1.0, restart = 1.0;
    people(&o, 0);
    open_organisation(&o);
    assert_ok(copse_measure_authority(&value, o.graph, &restart, 0.85, 1e-9, &context, NULL));
    assert_close(value, -1.0, 0.0);
    copse_network_free(o.net);
    people(&o, 1);
    open_organisation(&o);
    assert_ok(copse_measure_authority(&value, o.graph, &restart, 0.85, 1e-9, &context, NULL));
    assert_close(value, 0.15, 1e-12);
    copse_network_free(o.net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_authority__is_the_solution_of_its_equations),
        IGRAPH_TEST(test_authority__agrees_with_igraph_on_random_graphs),
        cmocka_unit_test(test_authority__stays_where_it_restarts),
        cmocka_unit_test(test_authority__nobody_and_nothing),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
