/* Who stands at a CoP's core, against hand, a dense oracle and igraph. */
#include "network/small.h"
#include "network/southern_women.h"

#include "base/random.h"
#include "measure/measure.h"
#include "igraph_lock.h"
#include "network/graph.h"
#include "oracle/dense_power.h"

static copse_network *build(const copse_facts *facts)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_network *net = NULL;
    ctx.as_of = MARCH;
    if (copse_network_new(&net, facts, &ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    return net;
}

/* ---- by hand ---- */

static void test_core__of_a_path_is_the_golden_ratio(void **state)
{
    (void)state;
    /*
     * ann — care — bob — data: the path of four, whose leading eigenvector is
     * sin(πk/5), k = 1..4. Ann has sin 36°, Bob sin 108°: 0.618 of him.
     */
    const copse_fact_membership rows[] = {{ANN, CARE, NULL, ALWAYS, OPEN},
                                          {BOB, CARE, NULL, ALWAYS, OPEN},
                                          {BOB, DATA, NULL, ALWAYS, OPEN}};
    copse_facts facts = small_facts();
    facts.memberships = rows;
    facts.n_memberships = 3;
    facts.n_expertises = facts.n_community_topics = 0;
    copse_network *net = build(&facts);
    copse_context ctx = COPSE_CONTEXT_INIT;
    double core[2];
    assert_ok(copse_measure_core(core, net, CARE, &ctx, NULL));
    assert_close(core[0], (sqrt(5.0) - 1.0) / 2.0, 1e-10);
    assert_close(core[1], 1.0, 0.0);
    copse_network_free(net);
}

static void test_core__of_equal_members_is_equal(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    facts.n_expertises = facts.n_community_topics = 0;
    facts.n_memberships = 3;
    const copse_fact_membership rows[] = {{ANN, CARE, NULL, ALWAYS, OPEN},
                                          {BOB, CARE, NULL, ALWAYS, OPEN},
                                          {CAT, CARE, NULL, ALWAYS, OPEN}};
    facts.memberships = rows;
    copse_network *net = build(&facts);
    copse_context ctx = COPSE_CONTEXT_INIT;
    double core[3];
    assert_ok(copse_measure_core(core, net, CARE, &ctx, NULL));
    for (int i = 0; i < 3; i++)
        assert_close(core[i], 1.0, 1e-12);
    copse_network_free(net);
}

static void test_core__of_nobody_is_nothing_and_of_one_is_one(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_context ctx = COPSE_CONTEXT_INIT;
    double core[1] = {7.0};
    assert_ok(copse_measure_core(core, net, EMPTY, &ctx, NULL));
    assert_close(core[0], 7.0, 0.0);
    assert_ok(copse_measure_core(core, net, FAITH, &ctx,
                                 NULL)); /* cat alone; asked for though sensitive */
    assert_close(core[0], 1.0, 0.0);
    copse_network_free(net);
}

/* ---- against a dense oracle, the graph drawn by hand ---- */

static void tie(double *a, size_t n, size_t i, size_t j, double weight)
{
    a[i * n + j] = a[j * n + i] = weight;
}

static void test_core__agrees_with_dense_power_iteration(void **state)
{
    (void)state;
    /* Around data: ann, cat, dan; care and data (faith is sensitive); wounds and sql. */
    enum { ann, cat, dan, care, data, wounds, sql, n };
    double a[n * n] = {0}, x[n], core[3];
    tie(a, n, ann, care, 1.0);
    tie(a, n, ann, data, 1.0);
    tie(a, n, cat, care, 1.0);
    tie(a, n, cat, data, 1.0);
    tie(a, n, dan, data, 1.0);
    tie(a, n, ann, wounds, 1.0 - exp(-1.0 / 2.5));
    tie(a, n, cat, wounds, 1.0 - exp(-3.0 / 2.5));
    tie(a, n, ann, sql, 1.0 - exp(-4.0 / 3.75));
    tie(a, n, dan, sql, 1.0 - exp(-3.0 / 3.75));
    tie(a, n, data, sql, 1.0);
    tie(a, n, data, wounds, 0.25);
    tie(a, n, care, wounds, 1.0);
    oracle_dense_power(x, a, n);
    double largest = fmax(x[ann], fmax(x[cat], x[dan]));

    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_context ctx = COPSE_CONTEXT_INIT;
    assert_ok(copse_measure_core(core, net, DATA, &ctx, NULL));
    assert_close(core[0], x[ann] / largest, 1e-10);
    assert_close(core[1], x[cat] / largest, 1e-10);
    assert_close(core[2], x[dan] / largest, 1e-10);
    copse_network_free(net);
}

static void test_core__of_a_southern_event_agrees_with_the_oracle(void **state)
{
    (void)state;
    /* E13: Katherine, Sylvia and Nora, and the events that any of them came to. */
    enum { N_VERTICES = 3 + N_EVENTS };
    const int women[] = {KATHERINE, SYLVIA, NORA};
    double a[N_VERTICES * N_VERTICES] = {0}, x[N_VERTICES], core[3];
    southern_women s;
    southern_women_read(&s);
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < N_ATTENDANCES; k++)
            if (s.attendances[k].member == women[i])
                tie(a, N_VERTICES, (size_t)i, 3 + (size_t)s.attendances[k].community, 1.0);
    oracle_dense_power(x, a, N_VERTICES); /* an event that none of them came to dies away */

    copse_network *net = build(&s.facts);
    copse_context ctx = COPSE_CONTEXT_INIT;
    assert_ok(copse_measure_core(core, net, 12, &ctx, NULL));
    double largest = fmax(x[0], fmax(x[1], x[2]));
    for (int i = 0; i < 3; i++)
        assert_close(core[i], x[i] / largest, 1e-10);
    /* By hand: B·Bᵀ over the three is [6 6 5; 6 7 6; 5 6 8]; twice on ones it gives 311, 349, 351.
     */
    assert_true(core[0] < core[1] && core[1] < core[2]);
    copse_network_free(net);
}

/* ---- against igraph, on drawn organisations ---- */

enum { N_DRAWN_MEMBERS = 60, N_DRAWN_COMMUNITIES = 8, N_DRAWN_TOPICS = 12, N_DRAWN_ROWS = 300 };

typedef struct drawn {
    char keys[N_DRAWN_MEMBERS][8];
    copse_fact_member members[N_DRAWN_MEMBERS];
    copse_fact_community communities[N_DRAWN_COMMUNITIES];
    copse_fact_topic topics[N_DRAWN_TOPICS];
    copse_fact_membership memberships[N_DRAWN_ROWS];
    copse_fact_expertise expertises[N_DRAWN_ROWS];
    copse_fact_community_topic community_topics[40];
    copse_facts facts;
} drawn;

static copse_index below(copse_random *random, uint64_t n)
{
    return (copse_index)copse_random_below(random, n);
}

/* Rows repeat now and then, member 0 objected and community 0 is sensitive. */
static void draw(drawn *d, uint64_t seed)
{
    copse_random random;
    copse_random_seed(&random, seed, 0);
    memset(d, 0, sizeof *d);
    for (int i = 0; i < N_DRAWN_MEMBERS; i++) {
        snprintf(d->keys[i], sizeof d->keys[i], "%d", i);
        d->members[i] = (copse_fact_member){.key = d->keys[i], .objected = i == 0};
    }
    for (int i = 0; i < N_DRAWN_COMMUNITIES; i++)
        d->communities[i] =
            (copse_fact_community){.key = d->keys[i],
                                   .site = COPSE_NONE,
                                   .sensitive = i == 0 ? COPSE_SENSITIVE_YES : COPSE_SENSITIVE_NO};
    for (int i = 0; i < N_DRAWN_TOPICS; i++)
        d->topics[i] = (copse_fact_topic){.key = d->keys[i], .broader = COPSE_NONE};
    for (int i = 0; i < N_DRAWN_ROWS; i++) {
        d->memberships[i] =
            (copse_fact_membership){below(&random, N_DRAWN_MEMBERS),
                                    below(&random, N_DRAWN_COMMUNITIES), NULL, ALWAYS, OPEN};
        d->expertises[i] =
            (copse_fact_expertise){below(&random, N_DRAWN_MEMBERS), below(&random, N_DRAWN_TOPICS),
                                   1.0 + 9.0 * copse_random_unit(&random), ALWAYS};
    }
    for (size_t i = 0; i < COUNT_OF(d->community_topics); i++)
        d->community_topics[i] = (copse_fact_community_topic){below(&random, N_DRAWN_COMMUNITIES),
                                                              below(&random, N_DRAWN_TOPICS),
                                                              1.0 + (double)below(&random, 5)};
    d->facts = (copse_facts){
        .n_members = N_DRAWN_MEMBERS,
        .members = d->members,
        .n_communities = N_DRAWN_COMMUNITIES,
        .communities = d->communities,
        .n_topics = N_DRAWN_TOPICS,
        .topics = d->topics,
        .n_memberships = N_DRAWN_ROWS,
        .memberships = d->memberships,
        .n_expertises = N_DRAWN_ROWS,
        .expertises = d->expertises,
        .n_community_topics = COUNT_OF(d->community_topics),
        .community_topics = d->community_topics,
    };
}

/* The vertices of the subgraph that measure.h describes, ascending. */
static void vertices_around(igraph_vector_int_t *out, const copse_network *net,
                            const copse_graph *g, int32_t community)
{
    for (size_t v = 0; v < g->n_vertices; v++) {
        bool is_in = false;
        if (g->type[v] == COPSE_VERTEX_MEMBER) {
            is_in = copse_incidence_has(&net->member_communities, v, community);
        } else if (g->type[v] == COPSE_VERTEX_TOPIC) {
            is_in = copse_incidence_has(&net->community_topics, (size_t)community,
                                        (int32_t)(v - g->first_topic));
        } else if (!net->is_sensitive[v - g->first_community]) {
            for (size_t m = 0; m < N_DRAWN_MEMBERS; m++)
                is_in = is_in || (copse_incidence_has(&net->member_communities, m, community) &&
                                  copse_incidence_has(&net->member_communities, m,
                                                      (int32_t)(v - g->first_community)));
        }
        if (is_in)
            assert_int_equal(igraph_vector_int_push_back(out, (igraph_integer_t)v), IGRAPH_SUCCESS);
    }
}

/* Weights of a subgraph's edges, which igraph renumbers. */
static void weights_of(igraph_vector_t *out, const igraph_t *sub, const copse_graph *g,
                       const igraph_vector_int_t *vertices)
{
    for (igraph_integer_t e = 0; e < igraph_ecount(sub); e++) {
        igraph_integer_t from, to, original;
        igraph_edge(sub, e, &from, &to);
        assert_int_equal(igraph_get_eid(&g->graph, &original, VECTOR(*vertices)[from],
                                        VECTOR(*vertices)[to], IGRAPH_UNDIRECTED, true),
                         IGRAPH_SUCCESS);
        assert_int_equal(igraph_vector_push_back(out, VECTOR(g->weights)[original]),
                         IGRAPH_SUCCESS);
    }
}

static void compare_with_igraph(const copse_network *net, const copse_graph *g, int32_t community,
                                const double *core)
{
    igraph_vector_int_t vertices;
    igraph_vector_t weights, centrality;
    igraph_t sub;
    igraph_real_t value;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    igraph_vector_int_init(&vertices, 0);
    igraph_vector_init(&weights, 0);
    igraph_vector_init(&centrality, 0);
    vertices_around(&vertices, net, g, community);
    assert_int_equal(igraph_induced_subgraph(&g->graph, &sub, igraph_vss_vector(&vertices),
                                             IGRAPH_SUBGRAPH_CREATE_FROM_SCRATCH),
                     IGRAPH_SUCCESS);
    weights_of(&weights, &sub, g, &vertices);
    assert_int_equal(
        igraph_eigenvector_centrality(&sub, &centrality, &value, false, true, &weights, &options),
        IGRAPH_SUCCESS);

    size_t n = copse_incidence_degree(&net->community_members, (size_t)community);
    double largest = 0.0;
    for (size_t i = 0; i < n; i++) /* members are the first vertices */
        largest = fmax(largest, VECTOR(centrality)[i]);
    for (size_t i = 0; i < n; i++)
        assert_close(core[i], VECTOR(centrality)[i] / largest, 1e-8);
    igraph_destroy(&sub);
    igraph_vector_destroy(&centrality);
    igraph_vector_destroy(&weights);
    igraph_vector_int_destroy(&vertices);
}

static void test_core__agrees_with_igraph_on_the_same_subgraph(void **state)
{
    (void)state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        drawn d;
        draw(&d, seed);
        copse_network *net = build(&d.facts);
        take_igraph(&ctx);
        copse_graph *g = NULL;
        assert_ok(copse_graph_new(&g, net, NULL));
        for (int32_t c = 1; c < N_DRAWN_COMMUNITIES; c++) {
            double core[N_DRAWN_MEMBERS];
            assert_true(copse_incidence_degree(&net->community_members, (size_t)c) > 1);
            assert_ok(copse_measure_core(core, net, c, &ctx, NULL));
            compare_with_igraph(net, g, c, core);
        }
        copse_graph_free(g);
        give_igraph();
        copse_network_free(net);
    }
}

/* ---- properties ---- */

static void test_core__does_not_depend_on_the_order_of_members(void **state)
{
    (void)state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    drawn d, turned;
    draw(&d, 9);
    turned = d;
    for (int i = 0; i < N_DRAWN_MEMBERS; i++) /* member i becomes row 59 - i */
        turned.members[N_DRAWN_MEMBERS - 1 - i] = d.members[i];
    for (int i = 0; i < N_DRAWN_ROWS; i++) {
        turned.memberships[i].member = N_DRAWN_MEMBERS - 1 - d.memberships[i].member;
        turned.expertises[i].member = N_DRAWN_MEMBERS - 1 - d.expertises[i].member;
    }
    turned.facts.members = turned.members;
    turned.facts.memberships = turned.memberships;
    turned.facts.expertises = turned.expertises;

    copse_network *net = build(&d.facts), *other = build(&turned.facts);
    for (int32_t c = 0; c < N_DRAWN_COMMUNITIES; c++) {
        double core[N_DRAWN_MEMBERS], again[N_DRAWN_MEMBERS];
        size_t n = copse_incidence_degree(&net->community_members, (size_t)c);
        assert_ok(copse_measure_core(core, net, c, &ctx, NULL));
        assert_ok(copse_measure_core(again, other, c, &ctx, NULL));
        for (size_t i = 0; i < n; i++) /* rows ascend, so they come in the opposite order */
            assert_close(core[i], again[n - 1 - i], 1e-9);
    }
    copse_network_free(net);
    copse_network_free(other);
}

static void test_core__that_does_not_settle_is_said(void **state)
{
    (void)state;
    /*
     * Two members of one CoP, one in 2000 more of their own and one in 1999: B·Bᵀ is [2001 1; 1
     * 2000], whose eigenvalues are so close that each iteration takes 0.05 % off the rest of the
     * error.
     */
    enum { N_OWN = 2000, N_ALL = 2 * N_OWN };
    static char keys[N_ALL][8];
    static copse_fact_community communities[N_ALL];
    static copse_fact_membership rows[N_ALL + 1];
    const copse_fact_member members[] = {{.key = "ann"}, {.key = "bob"}};
    size_t n = 0;
    rows[n++] = (copse_fact_membership){ANN, 0, NULL, ALWAYS, OPEN};
    rows[n++] = (copse_fact_membership){BOB, 0, NULL, ALWAYS, OPEN};
    for (int i = 0; i < N_ALL; i++) {
        snprintf(keys[i], sizeof keys[i], "%d", i);
        communities[i] = (copse_fact_community){
            .key = keys[i], .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO};
        if (i > 0)
            rows[n++] = (copse_fact_membership){i <= N_OWN ? ANN : BOB, i, NULL, ALWAYS, OPEN};
    }
    copse_facts facts = {.n_members = 2,
                         .members = members,
                         .n_communities = N_ALL,
                         .communities = communities,
                         .n_memberships = n,
                         .memberships = rows};
    copse_network *net = build(&facts);
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    double core[2] = {7.0, 7.0};
    assert_int_equal(copse_measure_core(core, net, 0, &ctx, &err), COPSE_E_NUMERIC);
    assert_int_equal(err.status, COPSE_E_NUMERIC);
    assert_close(core[0], 7.0, 0.0);
    copse_network_free(net);
}

static bool always(void *user)
{
    (void)user;
    return true;
}

static void test_core__stops_when_asked_to(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    double core[3] = {7.0, 7.0, 7.0};
    ctx.is_cancelled = always;
    assert_int_equal(copse_measure_core(core, net, DATA, &ctx, &err), COPSE_E_INTERRUPTED);
    assert_int_equal(err.status, COPSE_E_INTERRUPTED);
    assert_close(core[0], 7.0, 0.0);
    copse_network_free(net);
}

static void test_core__every_failing_allocation_is_said(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_context ctx = COPSE_CONTEXT_INIT;
    double core[3] = {7.0, 7.0, 7.0};
    copse_status st = COPSE_E_NOMEM;
    int64_t at = 0;
    for (; st == COPSE_E_NOMEM; at++) {
        assert_close(core[0], 7.0, 0.0);
        copse_memory_fail_at(at);
        st = copse_measure_core(core, net, DATA, &ctx, NULL);
        copse_memory_fail_at(-1);
    }
    assert_int_equal(st, COPSE_OK);
    assert_true(at > 2);
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
        cmocka_unit_test(test_core__of_a_path_is_the_golden_ratio),
        cmocka_unit_test(test_core__of_equal_members_is_equal),
        cmocka_unit_test(test_core__of_nobody_is_nothing_and_of_one_is_one),
        cmocka_unit_test(test_core__agrees_with_dense_power_iteration),
        cmocka_unit_test(test_core__of_a_southern_event_agrees_with_the_oracle),
        IGRAPH_TEST(test_core__agrees_with_igraph_on_the_same_subgraph),
        cmocka_unit_test(test_core__does_not_depend_on_the_order_of_members),
        cmocka_unit_test(test_core__that_does_not_settle_is_said),
        cmocka_unit_test(test_core__stops_when_asked_to),
        cmocka_unit_test(test_core__every_failing_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
