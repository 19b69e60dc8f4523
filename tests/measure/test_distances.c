/*
 * Shortest paths, by hand and against Floyd and Warshall.
 *
 *   0 —.5— 1 —.5— 2        3 (alone)        0 —1.5— 2
 */
#include <stdio.h>

#include "support.h"

#include "base/random.h"
#include "measure/distances.h"

static const copse_context context = COPSE_CONTEXT_INIT;

enum { MOST = 24 };

typedef struct organisation {
    copse_fact_member members[MOST];
    char keys[MOST][8];
    copse_fact_tie ties[MOST * MOST];
    copse_fact_community communities[4];
    copse_fact_membership memberships[MOST * 4];
    copse_facts facts;
    copse_network *net;
    const copse_collaboration *graph;
} organisation;

static void people(organisation *o, size_t n)
{
    *o = (organisation){0};
    for (size_t i = 0; i < n; i++) {
        snprintf(o->keys[i], sizeof o->keys[i], "m%02u", (unsigned)(i % 100));
        o->members[i] = (copse_fact_member){.id = (copse_id)i, .key = o->keys[i]};
    }
    o->facts.n_members = n;
    o->facts.members = o->members;
    o->facts.ties = o->ties;
    o->facts.memberships = o->memberships;
}

static void tie(organisation *o, copse_index a, copse_index b, copse_tie_kind kind, double weight)
{
    o->ties[o->facts.n_ties++] = (copse_fact_tie){a, b, kind, weight, COPSE_DAY_UNKNOWN};
}

static void open_organisation(organisation *o)
{
    assert_ok(copse_network_new(&o->net, &o->facts, &context, NULL));
    assert_ok(copse_network_collaboration(&o->graph, o->net, NULL));
}

static void test_distances__follow_costs_and_leave_infinity_where_no_path_is(void **state)
{
    (void)state;
    organisation o;
    copse_distances *d;
    copse_incidence sets;
    double row[4];
    const int32_t member[] = {0, 1, 2, 3}, set_row[] = {0, 0, 1}, set_column[] = {1, 3, 2};
    people(&o, 4);
    tie(&o, 0, 1, COPSE_TIE_COST, 0.5);
    tie(&o, 1, 2, COPSE_TIE_COST, 0.5);
    tie(&o, 0, 2, COPSE_TIE_COST, 1.5);
    open_organisation(&o);
    assert_ok(copse_incidence_new(&sets, 2, 4, 3, set_row, set_column, NULL, NULL));
    assert_ok(copse_distances_new(&d, o.graph, member, 4, &sets, &context, NULL));
    assert_ok(copse_distances_from(row, d, 0, &context, NULL));
    assert_close(row[0], 0.0, 0.0);
    assert_close(row[1], 0.5, 0.0);
    assert_close(row[2], 1.0, 1e-15);
    assert_true(isinf(row[3]));
    /* From the nearest of 1 and 3; that 3 is in the set makes no path from 1 to 3. */
    assert_ok(copse_distances_from_set(row, d, 0, &context, NULL));
    assert_close(row[0], 0.5, 0.0);
    assert_close(row[1], 0.0, 0.0);
    assert_close(row[3], 0.0, 0.0);
    copse_distances_free(d);
    copse_incidence_free(&sets);
    copse_network_free(o.net);
}

/* Two in a CoP are one hop apart, though the CoP lies between them in the graph. */
static void test_distances__a_shared_cop_is_one_hop(void **state)
{
    (void)state;
    organisation o;
    copse_distances *d;
    copse_incidence none;
    double row[3];
    const int32_t member[] = {2, 0, 1};
    people(&o, 3);
    for (int c = 0; c < 2; c++) {
        o.communities[c] =
            (copse_fact_community){.key = c ? "b" : "a", .name = "X", .site = COPSE_NONE};
        for (int i = 0; i < 2; i++)
            o.memberships[o.facts.n_memberships++] =
                (copse_fact_membership){c + i, c, NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
    }
    o.facts.communities = o.communities;
    o.facts.n_communities = 2;
    open_organisation(&o);
    assert_ok(copse_incidence_new(&none, 0, 3, 0, NULL, NULL, NULL, NULL));
    assert_ok(copse_distances_new(&d, o.graph, member, 3, &none, &context, NULL));
    assert_ok(copse_distances_from(row, d, 0, &context, NULL)); /* member 2 */
    assert_close(row[0], 0.0, 0.0);
    assert_close(row[1], 2.0, 0.0);
    assert_close(row[2], 1.0, 0.0);
    copse_distances_free(d);
    copse_incidence_free(&none);
    copse_network_free(o.net);
}

static void test_distances__agree_with_trying_every_stop(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 12; seed++) {
        organisation o;
        copse_random r;
        copse_distances *d;
        copse_incidence sets;
        double expected[MOST][MOST], row[MOST];
        int32_t member[MOST], one[MOST];
        copse_random_seed(&r, seed, 0);
        size_t n = 3 + (size_t)copse_random_below(&r, MOST - 3);
        people(&o, n);
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                expected[i][j] = i == j ? 0.0 : INFINITY;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < i; j++)
                if (copse_random_below(&r, 100) < 12 || (i == 1 && j == 0)) {
                    double cost = 0.1 + copse_random_unit(&r);
                    tie(&o, (copse_index)j, (copse_index)i, COPSE_TIE_COST, cost);
                    expected[i][j] = expected[j][i] = cost;
                }
        for (size_t k = 0; k < n; k++)
            for (size_t i = 0; i < n; i++)
                for (size_t j = 0; j < n; j++)
                    expected[i][j] = fmin(expected[i][j], expected[i][k] + expected[k][j]);
        for (size_t i = 0; i < n; i++) {
            member[i] = (int32_t)i;
            one[i] = 0;
        }
        open_organisation(&o);
        assert_ok(copse_incidence_new(&sets, 1, n, 2, one, member + n - 2, NULL, NULL));
        assert_ok(copse_distances_new(&d, o.graph, member, n, &sets, &context, NULL));
        for (size_t i = 0; i < n; i++) {
            assert_ok(copse_distances_from(row, d, i, &context, NULL));
            for (size_t j = 0; j < n; j++)
                assert_true(row[j] == expected[i][j] || fabs(row[j] - expected[i][j]) < 1e-12);
        }
        assert_ok(copse_distances_from_set(row, d, 0, &context, NULL));
        for (size_t j = 0; j < n; j++) {
            double least = fmin(expected[n - 1][j], expected[n - 2][j]);
            assert_true(row[j] == least || fabs(row[j] - least) < 1e-12);
        }
        copse_distances_free(d);
        copse_incidence_free(&sets);
        copse_network_free(o.net);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_distances__follow_costs_and_leave_infinity_where_no_path_is),
        cmocka_unit_test(test_distances__a_shared_cop_is_one_hop),
        cmocka_unit_test(test_distances__agree_with_trying_every_stop),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
