/*
 * Coreness: the largest k so that v is in a part of the graph whose members all have k ties or more within it.
 * Seidman 1983, "Network structure and minimum degree", Social Networks 5, 269–287.
 */
#include "measure/tie_graph.h"

static igraph_error_t work(double *value, double *error, const copse_tie_graph *g, void *user)
{
    (void)error;
    (void)user;
    igraph_vector_int_t core;
    igraph_error_t rc = igraph_vector_int_init(&core, 0);
    if (rc != IGRAPH_SUCCESS)
        return rc;
    rc = igraph_coreness(&g->graph, &core, IGRAPH_ALL);
    for (size_t v = 0; rc == IGRAPH_SUCCESS && v < g->of->n; v++)
        value[v] = (double)VECTOR(core)[v];
    igraph_vector_int_destroy(&core);
    return rc;
}

copse_status copse_measure_k_core(double *value, double *error, const copse_subject *of, const copse_context *ctx,
                                  copse_error *err)
{
    return copse_tie_graph_run(value, error, of, work, NULL, "k-core", ctx, err);
}
