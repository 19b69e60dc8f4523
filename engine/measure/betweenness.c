/*
 * Betweenness, Σ over pairs s, t of others of the share of shortest paths from s to t that run through v, as a
 * share of the pairs in v's connected part: Freeman 1977, "A set of measures of centrality based on betweenness",
 * Sociometry 40, 35–41; Brandes 2001, "A faster algorithm for betweenness centrality", Journal of Mathematical
 * Sociology 25(2), 163–177. Paths are counted in hops.
 */
#include "measure/tie_graph.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "base/random.h"

/* Above so many vertices paths out of so many of them stand for all. */
enum { EXACT_MOST = 10000, SOURCES = 1000 };

/* Pairs of others in the part that v is in. */
static double pairs_around(const copse_subject *of, size_t v)
{
    double others = (double)of->component_size[of->component[v]] - 1.0;
    return others * (others - 1.0) / 2.0;
}

static igraph_error_t exact(double *value, double *error, const copse_tie_graph *g, void *user)
{
    (void)error;
    (void)user;
    igraph_vector_t paths;
    igraph_error_t rc = igraph_vector_init(&paths, 0);
    if (rc != IGRAPH_SUCCESS)
        return rc;
    rc = igraph_betweenness(&g->graph, &paths, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL);
    for (size_t v = 0; rc == IGRAPH_SUCCESS && v < g->of->n; v++)
        if (pairs_around(g->of, v) > 0.0)
            value[v] = VECTOR(paths)[v] / pairs_around(g->of, v);
    igraph_vector_destroy(&paths);
    return rc;
}

/* ---- from a sample of sources ---- */

typedef struct sampling {
    int64_t *source;   /* [of->n] in the order in which they were drawn */
    size_t n_sources;
    double *mean;      /* [of->n] of the sources so far */
    double *squares;   /* [of->n] sum of squared distances from it */
} sampling;

/*
 * What one source makes of every vertex. Of undirected graphs igraph returns half of the sum over the source and all
 * targets; times n, its mean over sources is the sum over all pairs, each met from both ends and halved.
 */
static igraph_error_t add_source(sampling *s, size_t i, const copse_tie_graph *g, igraph_vector_t *paths)
{
    igraph_error_t rc = igraph_betweenness_subset(&g->graph, paths, igraph_vss_all(), IGRAPH_UNDIRECTED,
                                                  igraph_vss_1(s->source[i]), igraph_vss_all(), NULL);
    for (size_t v = 0; rc == IGRAPH_SUCCESS && v < g->of->n; v++) {
        double whole = VECTOR(*paths)[v] * (double)g->of->n;
        /* Welford 1962, Technometrics 4, 419–420. */
        double before = whole - s->mean[v];
        s->mean[v] += before / (double)(i + 1);
        s->squares[v] += before * (whole - s->mean[v]);
    }
    return rc;
}

static igraph_error_t sampled(double *value, double *error, const copse_tie_graph *g, void *user)
{
    sampling *s = user;
    igraph_vector_t paths;
    igraph_error_t rc = igraph_vector_init(&paths, 0);
    if (rc != IGRAPH_SUCCESS)
        return rc;
    for (size_t i = 0; rc == IGRAPH_SUCCESS && i < s->n_sources; i++)
        rc = add_source(s, i, g, &paths);
    /* Drawn without replacement, so that the error is 0 where all were drawn. */
    double n = (double)s->n_sources, left = 1.0 - n / (double)g->of->n;
    double t = gsl_cdf_tdist_Pinv(0.975, n - 1.0);
    for (size_t v = 0; rc == IGRAPH_SUCCESS && v < g->of->n; v++) {
        double pairs = pairs_around(g->of, v);
        if (!(pairs > 0.0))
            continue;
        value[v] = s->mean[v] / pairs;
        error[v] = t * sqrt(left * s->squares[v] / (n * (n - 1.0))) / pairs;
    }
    igraph_vector_destroy(&paths);
    return rc;
}

copse_status copse_measure_betweenness_sampled(double *value, double *error, const copse_subject *of,
                                               size_t n_sources, const copse_context *ctx, copse_error *err)
{
    copse_random random;
    sampling s = {.n_sources = n_sources};
    s.source = copse_memory_new(of->n, sizeof *s.source);
    s.mean = copse_memory_new(of->n, sizeof *s.mean);
    s.squares = copse_memory_new(of->n, sizeof *s.squares);
    copse_status st = s.source && s.mean && s.squares ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK) {
        for (size_t v = 0; v < of->n; v++)
            s.source[v] = (int64_t)v;
        copse_random_seed(&random, ctx->seed, 0);
        copse_random_shuffle(&random, s.source, of->n);
        st = copse_tie_graph_run(value, error, of, sampled, &s, "betweenness", ctx, err);
    }
    copse_memory_free(s.source);
    copse_memory_free(s.mean);
    copse_memory_free(s.squares);
    return st;
}

copse_status copse_measure_betweenness(double *value, double *error, const copse_subject *of,
                                       const copse_context *ctx, copse_error *err)
{
    if (of->n > EXACT_MOST)
        return copse_measure_betweenness_sampled(value, error, of, SOURCES, ctx, err);
    return copse_tie_graph_run(value, error, of, exact, NULL, "betweenness", ctx, err);
}
