/*
 * Eigenvector centrality: Bonacich 1972, "Factoring and weighting approaches to
 * status scores and clique identification", J. Math. Sociol. 2(1): the
 * eigenvector of A's largest eigenvalue, λx = Ax.
 */
#include "measure/measure.h"

#include <math.h>

#include <gsl/gsl_blas.h>

#include "base/library.h"
#include "base/memory.h"

static const double TOLERANCE = 1e-12;
enum { MAX_ITERATIONS = 10000 };

/* a_ij = a_ji > 0. Entries in a list and not GSL's triplets, whose matrix is broken once memory runs out as it grows. */
typedef struct tie {
    size_t i, j;
    double weight;
} tie;

/* The graph around one CoP: its members come first, then CoPs, then its topics. */
typedef struct surroundings {
    const copse_network *net;
    size_t community;
    size_t n_members, n_vertices;
    int32_t *of_community; /* [n_communities] vertex, -1: not in it */
    int32_t *of_topic;     /* [n_topics] */
    tie *ties;             /* A, each once */
    size_t n_ties, capacity;
    bool failed; /* memory ran out */
} surroundings;

static void link_vertices(surroundings *s, size_t a, size_t b, double weight)
{
    if (s->failed || !copse_memory_grow((void **)&s->ties, &s->capacity, s->n_ties, sizeof *s->ties))
        s->failed = true;
    else
        s->ties[s->n_ties++] = (tie){a, b, weight};
}

/* Number the CoPs that its members are in, and its topics. */
static void number_vertices(surroundings *s)
{
    const copse_network *net = s->net;
    const copse_incidence *members = &net->community_members, *joined = &net->member_communities;
    const copse_incidence *topics = &net->community_topics;
    size_t n = s->n_members;
    for (size_t i = 0; i < joined->n_columns; i++)
        s->of_community[i] = -1;
    for (size_t i = 0; i < topics->n_columns; i++)
        s->of_topic[i] = -1;

    for (size_t m = members->start[s->community]; m < members->start[s->community + 1]; m++)
        for (size_t row = (size_t)members->column[m], k = joined->start[row];
             k < joined->start[row + 1]; k++) {
            int32_t c = joined->column[k];
            bool is_hidden = net->is_sensitive[c] && (size_t)c != s->community;
            if (s->of_community[c] < 0 && !is_hidden)
                s->of_community[c] = (int32_t)n++;
        }
    for (size_t k = topics->start[s->community]; k < topics->start[s->community + 1]; k++)
        s->of_topic[topics->column[k]] = (int32_t)n++;
    s->n_vertices = n;
}

static void link_members(surroundings *s)
{
    const copse_incidence *members = &s->net->community_members;
    const copse_incidence *joined = &s->net->member_communities,
                          *topics = &s->net->community_topics;
    for (size_t vertex = 0; vertex < s->n_members; vertex++) {
        size_t row = (size_t)members->column[members->start[s->community] + vertex];
        for (size_t k = joined->start[row]; k < joined->start[row + 1]; k++)
            if (s->of_community[joined->column[k]] >= 0)
                link_vertices(s, vertex, (size_t)s->of_community[joined->column[k]], 1.0);
        for (size_t k = topics->start[s->community]; k < topics->start[s->community + 1]; k++) {
            double expertise = copse_network_saturated(s->net, row, topics->column[k]);
            if (expertise > 0.0)
                link_vertices(s, vertex, (size_t)s->of_topic[topics->column[k]], expertise);
        }
    }
}

static void link_communities(surroundings *s)
{
    const copse_incidence *topics = &s->net->community_topics;
    for (size_t c = 0; c < topics->n_rows; c++) {
        if (s->of_community[c] < 0)
            continue;
        double largest = 0.0;
        for (size_t k = topics->start[c]; k < topics->start[c + 1]; k++)
            largest = fmax(largest, topics->value[k]);
        for (size_t k = topics->start[c]; k < topics->start[c + 1]; k++)
            if (s->of_topic[topics->column[k]] >= 0)
                link_vertices(s, (size_t)s->of_community[c], (size_t)s->of_topic[topics->column[k]],
                              topics->value[k] / largest);
    }
}

/* y += Ax; both have stride 1, and a call for each entry would take most of a fit. */
static void add_product(gsl_vector *y, const surroundings *s, const gsl_vector *x)
{
    double *to = y->data;
    const double *from = x->data;
    for (size_t k = 0; k < s->n_ties; k++) {
        const tie *t = &s->ties[k];
        to[t->i] += t->weight * from[t->j];
        to[t->j] += t->weight * from[t->i];
    }
}

/*
 * y = (A + I)x, scaled to a largest entry of 1, until it stands still. All is
 * positive from a start of ones on a connected graph, so the Perron vector is
 * what it comes to rest at.
 */
static copse_status iterate(gsl_vector *x, gsl_vector *y, const surroundings *s, const copse_context *ctx,
                            copse_error *err)
{
    gsl_vector_set_all(x, 1.0);
    for (int i = 0; i < MAX_ITERATIONS; i++) {
        copse_status st = i % 64 == 0 ? copse_context_poll(ctx, err) : COPSE_OK;
        if (st != COPSE_OK)
            return st;
        gsl_vector_memcpy(y, x);
        add_product(y, s, x);
        double largest = gsl_vector_max(y), least_change, most_change;
        if (!isfinite(largest) || largest <= 0.0)
            break;
        gsl_vector_scale(y, 1.0 / largest);
        gsl_vector_sub(x, y);
        gsl_vector_minmax(x, &least_change, &most_change);
        gsl_vector_memcpy(x, y);
        if (fmax(-least_change, most_change) <= TOLERANCE)
            return COPSE_OK;
    }
    return copse_error_set(err, COPSE_E_NUMERIC, NULL,
                           "check whether its members are in so many CoPs",
                           "the core of a CoP did not settle in %d iterations", MAX_ITERATIONS);
}

static copse_status solve(double *values, surroundings *s, const copse_context *ctx,
                          copse_error *err)
{
    copse_status st = COPSE_E_NOMEM;
    gsl_vector *x = gsl_vector_alloc(s->n_vertices), *y = gsl_vector_alloc(s->n_vertices);
    link_members(s);
    link_communities(s);
    if (!x || !y || s->failed) {
        copse_error_nomem(err);
        goto done;
    }
    st = iterate(x, y, s, ctx, err);
    if (st != COPSE_OK)
        goto done;

    double largest = 0.0; /* over members: a CoP is more central than any of them */
    for (size_t i = 0; i < s->n_members; i++)
        largest = fmax(largest, gsl_vector_get(x, i));
    for (size_t i = 0; i < s->n_members; i++)
        values[i] = gsl_vector_get(x, i) / largest;
done:
    copse_memory_free(s->ties);
    gsl_vector_free(x);
    gsl_vector_free(y);
    return st;
}

copse_status copse_measure_core(double *values, const copse_network *net, copse_index community,
                                const copse_context *ctx, copse_error *err)
{
    surroundings s = {.net = net, .community = (size_t)community};
    s.n_members = copse_incidence_degree(&net->community_members, s.community);
    if (s.n_members == 0)
        return COPSE_OK;

    s.of_community = copse_memory_new(net->facts->n_communities, sizeof *s.of_community);
    s.of_topic = copse_memory_new(net->facts->n_topics, sizeof *s.of_topic);
    copse_status st = COPSE_OK;
    if (!s.of_community || !s.of_topic) {
        st = copse_error_nomem(err);
    } else {
        number_vertices(&s);
        st = solve(values, &s, ctx, err);
    }
    copse_memory_free(s.of_community);
    copse_memory_free(s.of_topic);
    return st;
}
