/* Walks with restart against igraph's PageRank, and against fits of what is left. */
#include "model/random_org.h"

#include <igraph.h>

#include "igraph_lock.h"
#include "model/pagerank.h"
#include "model/recipe.h"

static copse_context context = COPSE_CONTEXT_INIT;

enum { MOST = ORG_COMMUNITIES + ORG_TOPICS + 40 };

/* Some CoPs have words in common. */
static void describe(random_org *org)
{
    static const char *const texts[] = {
        "Wound care", "Care of wounds", "Coding club", "club for data", NULL, "wound data"};
    for (size_t i = 0; i < ORG_COMMUNITIES; i++)
        org->communities[i].description = texts[i % 6];
}

typedef struct fixture {
    copse_network *net;
    copse_design *d;
    copse_pagerank *p;
} fixture;

static fixture fit(const copse_facts *facts)
{
    fixture f;
    assert_ok(copse_network_new(&f.net, facts, &context, NULL));
    assert_ok(copse_design_new(&f.d, f.net, NULL));
    assert_ok(copse_pagerank_new(&f.p, f.d, 0.7, &context, NULL));
    return f;
}

static void finish(fixture *f)
{
    copse_pagerank_free(f->p);
    copse_design_free(f->d);
    copse_network_free(f->net);
}

/* One row of who has what: every pair of things in it is joined by value · value / sum. */
static void add_row(double w[MOST][MOST], const size_t *thing, const double *value, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += value[i];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            w[thing[i]][thing[j]] += value[i] * value[j] / sum;
}

static size_t list(size_t *thing, double *value, size_t n, const copse_incidence *m, size_t row,
                   size_t first, double times)
{
    for (size_t k = m->start[row]; k < m->start[row + 1]; k++) {
        thing[n] = first + (size_t)m->column[k];
        value[n++] = times * (m->value ? m->value[k] : 1.0);
    }
    return n;
}

/* The graph of things, member by member and word by word, straight from its description. */
static void draw_graph(double w[MOST][MOST], const copse_design *d)
{
    size_t thing[MOST], topics = d->n_targets, groups = topics + d->n_topics;
    double value[MOST];
    memset(w, 0, sizeof(double[MOST][MOST]));
    for (size_t m = 0; m < d->n_members; m++) {
        size_t n = list(thing, value, 0, &d->joined, m, 0, 1.0);
        n = list(thing, value, n, &d->known, m, topics, 1.0);
        n = list(thing, value, n, &d->grouped, m, groups, 0.1);
        add_row(w, thing, value, n);
    }
    for (size_t word = 0; word < d->worded.n_columns; word++) {
        size_t n = 0;
        for (size_t c = 0; c < d->n_targets; c++)
            if (copse_incidence_has(&d->worded, c, (int32_t)word)) {
                thing[n] = c;
                value[n++] = copse_incidence_get(&d->worded, c, (int32_t)word);
            }
        add_row(w, thing, value, n);
    }
    for (size_t c = 0; c < d->n_targets; c++)
        for (size_t k = d->about.start[c]; k < d->about.start[c + 1]; k++) {
            size_t topic = topics + (size_t)d->about.column[k];
            w[c][topic] += 2.0 * d->about.value[k];
            w[topic][c] += 2.0 * d->about.value[k];
        }
}

/* Directed both ways, so that a loop counts once. */
static void to_igraph(igraph_t *graph, igraph_vector_t *weight, double w[MOST][MOST], size_t n)
{
    igraph_vector_int_t edges;
    igraph_vector_int_init(&edges, 0);
    igraph_vector_init(weight, 0);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            if (w[i][j] == 0.0)
                continue;
            igraph_vector_int_push_back(&edges, (igraph_integer_t)i);
            igraph_vector_int_push_back(&edges, (igraph_integer_t)j);
            igraph_vector_push_back(weight, w[i][j]);
        }
    igraph_create(graph, &edges, (igraph_integer_t)n, IGRAPH_DIRECTED);
    igraph_vector_int_destroy(&edges);
}

static void test_pagerank__a_row_is_what_igraph_finds_from_there(void **state)
{
    (void)state;
    static random_org org;
    static double w[MOST][MOST];
    org_draw(&org, 3, false);
    describe(&org);
    fixture f = fit(&org.facts);
    size_t n = f.p->n, n_targets = f.d->n_targets;
    assert_true(f.d->worded.n_columns > 0 && n <= MOST);
    draw_graph(w, f.d);
    double *table = copse_memory_new(copse_design_columns(f.d) * n_targets, sizeof *table);
    double *reach = copse_memory_new(n_targets, sizeof *reach);
    for (size_t c = 0; c < n_targets; c++)
        reach[c] = f.p->degree[c];
    assert_ok(copse_pagerank_add(table, f.p, reach, &context, NULL));
    take_igraph(&context);
    igraph_t graph;
    igraph_vector_t weight, rank, reset;
    to_igraph(&graph, &weight, w, n);
    igraph_vector_init(&rank, 0);
    igraph_vector_init(&reset, (igraph_integer_t)n);
    for (size_t j = 0; j < n; j++) {
        double times = j < n - f.d->n_groups ? 1.0 : 0.1;
        igraph_vector_null(&reset);
        VECTOR(reset)[j] = 1.0;
        assert_int_equal(igraph_personalized_pagerank(&graph, IGRAPH_PAGERANK_ALGO_PRPACK, &rank,
                                                      NULL, igraph_vss_all(), IGRAPH_DIRECTED, 0.7,
                                                      &reset, &weight, NULL),
                         IGRAPH_SUCCESS);
        /* The table leaves out what is the same for all CoPs, and what j says of itself. */
        size_t first = j == 0 ? 1 : 0;
        const double *row = table + j * n_targets;
        for (size_t c = first; c < n_targets; c++)
            if (c != j)
                assert_close(0.3 * (row[c] - row[first]),
                             times * (VECTOR(rank)[c] - VECTOR(rank)[first]), 1e-9);
    }
    igraph_vector_destroy(&reset);
    igraph_vector_destroy(&rank);
    igraph_vector_destroy(&weight);
    igraph_destroy(&graph);
    give_igraph();
    copse_memory_free(table);
    copse_memory_free(reach);
    finish(&f);
}

/* What a fit without the membership makes of what is left of the member. */
static void compare_trial(const copse_trials *t, size_t trial, const float *out, const fixture *f)
{
    const copse_design *d = f->d;
    size_t m = (size_t)t->member[trial], topics = d->n_targets, groups = topics + d->n_topics;
    double scale = copse_recipe_row_scale(copse_incidence_degree(&d->joined, m));
    for (size_t c = 0; c < d->n_targets; c++) {
        double expected = 0.0;
        for (size_t k = d->joined.start[m]; k < d->joined.start[m + 1]; k++)
            expected += scale * f->p->matrix[(size_t)d->joined.column[k] * f->p->n + c];
        for (size_t k = d->known.start[m]; k < d->known.start[m + 1]; k++)
            expected += d->known.value[k] *
                        f->p->matrix[(topics + (size_t)d->known.column[k]) * f->p->n + c];
        for (size_t k = d->grouped.start[m]; k < d->grouped.start[m + 1]; k++)
            expected += 0.1 * f->p->matrix[(groups + (size_t)d->grouped.column[k]) * f->p->n + c];
        assert_close((double)out[c], expected, 1e-6 * (1.0 + fabs(expected)));
    }
}

static bool is_of(const copse_fact_membership *row, const copse_design *d, int32_t member,
                  int32_t target)
{
    return row->member == d->member[member] && row->community == d->target[target];
}

static void test_pagerank__leaving_out_is_a_fit_of_what_is_left(void **state)
{
    (void)state;
    static random_org org, left;
    org_draw(&org, 4, false);
    describe(&org);
    fixture f = fit(&org.facts);
    copse_trials *t = NULL;
    assert_ok(copse_trials_new(&t, f.d, 1, NULL));
    float *out = copse_memory_new(t->n * f.d->n_targets, sizeof *out);
    assert_ok(copse_pagerank_leave_out(out, f.p, t, &context, NULL));
    size_t compared = 0;
    for (size_t i = 0; i < t->n; i++) {
        /* Where a topic of the member's goes with the CoP, its degree would go too. */
        if (copse_incidence_degree(&t->known, i) !=
            copse_incidence_degree(&f.d->known, (size_t)t->member[i]))
            continue;
        left = org;
        left.facts.memberships = left.memberships;
        left.facts.n_memberships = 0;
        for (size_t k = 0; k < org.facts.n_memberships; k++)
            if (!is_of(&org.memberships[k], f.d, t->member[i], t->target[i]))
                left.memberships[left.facts.n_memberships++] = org.memberships[k];
        fixture without = fit(&left.facts);
        compare_trial(t, i, out + i * f.d->n_targets, &without);
        double degree = without.p->degree[t->target[i]];
        assert_close(copse_pagerank_hidden_degree(f.p, t->target[i]), degree, 1e-9);
        finish(&without);
        compared++;
    }
    assert_true(compared > 20);
    copse_memory_free(out);
    copse_trials_free(t);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_pagerank__a_row_is_what_igraph_finds_from_there,
                                  give_igraph_back),
        cmocka_unit_test(test_pagerank__leaving_out_is_a_fit_of_what_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
