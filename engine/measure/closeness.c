/*
 * Closeness, r / Σ d(v, u) over the r others that v reaches: Freeman 1978, Social Networks 1, 215–239. It compares
 * within one connected part only. Over the whole graph of N it is multiplied by the share that is reached,
 * r / (N − 1): Wasserman & Faust 1994, Social Network Analysis, chapter 5. Distances are in hops: a tie's weight says
 * how much is shared, and no more than a guess would make a length of it.
 */
#include "measure/tie_graph.h"

/* user: whether it is over the whole graph */
static igraph_error_t work(double *value, double *error, const copse_tie_graph *g, void *user)
{
    (void)error;
    const bool *is_whole = user;
    igraph_vector_t closeness;
    igraph_error_t rc = igraph_vector_init(&closeness, 0);
    if (rc != IGRAPH_SUCCESS)
        return rc;
    igraph_bool_t reaches_all;
    rc = igraph_closeness(&g->graph, &closeness, NULL, &reaches_all, igraph_vss_all(), IGRAPH_ALL, NULL, true);
    for (size_t v = 0; rc == IGRAPH_SUCCESS && v < g->of->n; v++) {
        double others = (double)g->of->component_size[g->of->component[v]] - 1.0;
        if (others > 0.0)
            value[v] = VECTOR(closeness)[v] * (*is_whole ? others / ((double)g->of->n - 1.0) : 1.0);
        else if (*is_whole && g->of->n > 1)
            value[v] = 0.0; /* it reaches no share of the others */
    }
    igraph_vector_destroy(&closeness);
    return rc;
}

copse_status copse_measure_closeness(double *value, double *error, const copse_subject *of,
                                     const copse_context *ctx, copse_error *err)
{
    bool is_whole = false;
    return copse_tie_graph_run(value, error, of, work, &is_whole, "closeness", ctx, err);
}

copse_status copse_measure_closeness_whole(double *value, double *error, const copse_subject *of,
                                           const copse_context *ctx, copse_error *err)
{
    bool is_whole = true;
    return copse_tie_graph_run(value, error, of, work, &is_whole, "closeness", ctx, err);
}
