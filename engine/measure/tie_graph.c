#include "measure/tie_graph.h"

#include "base/library.h"

/* g->weights is live on entry; g->graph is on success. */
static igraph_error_t create(copse_tie_graph *g)
{
    const copse_incidence *ties = &g->of->ties;
    igraph_integer_t n = (igraph_integer_t)(ties->start[g->of->n] / 2), e = 0;
    igraph_vector_int_t ends;
    igraph_error_t rc = igraph_vector_int_init(&ends, 2 * n);
    if (rc != IGRAPH_SUCCESS)
        return rc;
    rc = igraph_vector_resize(&g->weights, n);
    for (size_t v = 0; rc == IGRAPH_SUCCESS && v < g->of->n; v++)
        for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++)
            if ((size_t)ties->column[k] > v) {
                VECTOR(ends)[2 * e] = (igraph_integer_t)v;
                VECTOR(ends)[2 * e + 1] = ties->column[k];
                VECTOR(g->weights)[e++] = ties->value[k];
            }
    if (rc == IGRAPH_SUCCESS)
        rc = igraph_create(&g->graph, &ends, (igraph_integer_t)g->of->n, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
    return rc;
}

copse_status copse_tie_graph_run(double *value, double *error, const copse_subject *of,
                                 igraph_error_t (*work)(double *value, double *error, const copse_tie_graph *g,
                                                        void *user),
                                 void *user, const char *doing, const copse_context *ctx, copse_error *err)
{
    copse_tie_graph g = {.of = of};
    if (of->n == 0)
        return COPSE_OK;
    copse_igraph_lock(ctx);
    igraph_error_t rc = igraph_vector_init(&g.weights, 0);
    if (rc == IGRAPH_SUCCESS) {
        rc = create(&g);
        if (rc == IGRAPH_SUCCESS) {
            rc = work(value, error, &g, user);
            igraph_destroy(&g.graph);
        }
        igraph_vector_destroy(&g.weights);
    }
    copse_status st = copse_igraph_status(rc, doing, err);
    copse_igraph_unlock();
    return st;
}
