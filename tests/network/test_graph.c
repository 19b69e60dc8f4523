/* The three-mode graph as igraph sees it. */
#include "network/small.h"

#include "igraph_lock.h"
#include "network/graph.h"

static const copse_context context = COPSE_CONTEXT_INIT;

static copse_network *build(const copse_facts *facts)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    ctx.as_of = MARCH;
    assert_ok(copse_network_new(&net, facts, &ctx, NULL));
    return net;
}

static double weight_between(const copse_graph *g, size_t a, size_t b)
{
    igraph_integer_t edge;
    assert_int_equal(igraph_get_eid(&g->graph, &edge, (igraph_integer_t)a, (igraph_integer_t)b,
                                    IGRAPH_UNDIRECTED, false),
                     IGRAPH_SUCCESS);
    return edge < 0 ? 0.0 : VECTOR(g->weights)[edge];
}

static igraph_integer_t degree(const copse_graph *g, size_t v)
{
    igraph_vector_int_t degrees;
    igraph_vector_int_init(&degrees, 0);
    assert_int_equal(igraph_degree(&g->graph, &degrees, igraph_vss_1((igraph_integer_t)v),
                                   IGRAPH_ALL, IGRAPH_LOOPS),
                     IGRAPH_SUCCESS);
    igraph_integer_t d = VECTOR(degrees)[0];
    igraph_vector_int_destroy(&degrees);
    return d;
}

static void test_graph__holds_members_communities_topics_in_this_order(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_graph *g = NULL;
    take_igraph(&context);
    assert_ok(copse_graph_new(&g, net, NULL));
    assert_int_equal(g->n_vertices, 8 + 4 + 3);
    assert_int_equal(igraph_vcount(&g->graph), 15);
    assert_int_equal(g->type[HAL], COPSE_VERTEX_MEMBER);
    assert_int_equal(g->first_community, 8);
    assert_int_equal(g->type[8 + EMPTY], COPSE_VERTEX_COMMUNITY);
    assert_int_equal(g->first_topic, 12);
    assert_int_equal(g->type[12 + UNUSED], COPSE_VERTEX_TOPIC);
    /* 6 memberships (without faith and who objected), 5 pairs of expertise, 3 topics (without
     * faith's). */
    assert_int_equal(igraph_ecount(&g->graph), 6 + 5 + 3);
    assert_int_equal(igraph_vector_size(&g->weights), 6 + 5 + 3);
    assert_false(igraph_is_directed(&g->graph));
    copse_graph_free(g);
    give_igraph();
    copse_network_free(net);
}

static void test_graph__weighs_edges_by_their_kind(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_graph *g = NULL;
    take_igraph(&context);
    assert_ok(copse_graph_new(&g, net, NULL));
    assert_close(weight_between(g, ANN, g->first_community + CARE), 1.0, 0.0);
    assert_close(weight_between(g, ANN, g->first_topic + WOUNDS), 1.0 - exp(-0.4), 1e-15);
    assert_close(weight_between(g, g->first_community + DATA, g->first_topic + SQL), 1.0, 0.0);
    assert_close(weight_between(g, g->first_community + DATA, g->first_topic + WOUNDS), 0.25, 0.0);
    assert_close(weight_between(g, g->first_community + CARE, g->first_topic + WOUNDS), 1.0, 0.0);
    assert_close(weight_between(g, BOB, g->first_topic + SQL), 0.0, 0.0);
    copse_graph_free(g);
    give_igraph();
    copse_network_free(net);
}

static void test_graph__leaves_who_objected_and_what_is_sensitive_alone(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_graph *g = NULL;
    take_igraph(&context);
    assert_ok(copse_graph_new(&g, net, NULL));
    assert_int_equal(degree(g, FAY), 0);
    assert_int_equal(degree(g, g->first_community + FAITH), 0);
    assert_int_equal(degree(g, HAL), 0);
    assert_int_equal(degree(g, CAT), 3); /* care, data, wounds */
    copse_graph_free(g);
    give_igraph();
    copse_network_free(net);
}

static void test_graph__knows_each_members_unit(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_graph *g = NULL;
    take_igraph(&context);
    assert_ok(copse_graph_new(&g, net, NULL));
    assert_int_equal(g->unit[ANN], WARD_A);
    assert_int_equal(g->unit[EVE], DIGITAL); /* digital goes before ward-a */
    assert_int_equal(g->unit[GUS], WARD_B);
    assert_int_equal(g->unit[HAL], COPSE_NONE);
    assert_int_equal(g->unit[FAY], COPSE_NONE);
    assert_int_equal(g->unit[g->first_community + CARE], COPSE_NONE);
    copse_graph_free(g);
    give_igraph();
    copse_network_free(net);
}

static void test_graph__of_nothing_is_empty(void **state)
{
    (void)state;
    copse_facts facts = COPSE_FACTS_INIT;
    copse_network *net = build(&facts);
    copse_graph *g = NULL;
    take_igraph(&context);
    assert_ok(copse_graph_new(&g, net, NULL));
    assert_int_equal(igraph_vcount(&g->graph), 0);
    copse_graph_free(g);
    copse_graph_free(NULL);
    give_igraph();
    copse_network_free(net);
}

static void test_graph__every_failing_allocation_is_said(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_status st = COPSE_E_NOMEM;
    int64_t at = 0;
    take_igraph(&context);
    for (; st == COPSE_E_NOMEM; at++) {
        copse_graph *g = (copse_graph *)net;
        copse_memory_fail_at(at);
        st = copse_graph_new(&g, net, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_E_NOMEM)
            assert_null(g);
        else
            copse_graph_free(g);
    }
    give_igraph();
    assert_int_equal(st, COPSE_OK);
    assert_true(at > 3);
    copse_network_free(net);
}

static int start(void **state)
{
    (void)state;
    return copse_start(NULL) == COPSE_OK ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    copse_stop();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IGRAPH_TEST(test_graph__holds_members_communities_topics_in_this_order),
        IGRAPH_TEST(test_graph__weighs_edges_by_their_kind),
        IGRAPH_TEST(test_graph__leaves_who_objected_and_what_is_sensitive_alone),
        IGRAPH_TEST(test_graph__knows_each_members_unit),
        IGRAPH_TEST(test_graph__of_nothing_is_empty),
        IGRAPH_TEST(test_graph__every_failing_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
