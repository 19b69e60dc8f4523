/*
 * Burt's constraint, Σ_j (p_vj + Σ_q p_vq p_qj)² over neighbours j, p_vj = w_vj / s_v: Burt 1992, Structural Holes,
 * chapter 2; as igraph has it.
 */
#include "measure/tie_graph.h"

static igraph_error_t work(double *value, double *error, const copse_tie_graph *g, void *user)
{
    (void)error;
    (void)user;
    igraph_vector_t constraint;
    igraph_error_t rc = igraph_vector_init(&constraint, 0);
    if (rc != IGRAPH_SUCCESS)
        return rc;
    rc = igraph_constraint(&g->graph, &constraint, igraph_vss_all(), &g->weights);
    /* An isolate has no tie to be constrained by: it stays undefined. */
    for (size_t v = 0; rc == IGRAPH_SUCCESS && v < g->of->n; v++)
        if (copse_incidence_degree(&g->of->ties, v) > 0)
            value[v] = VECTOR(constraint)[v];
    igraph_vector_destroy(&constraint);
    return rc;
}

copse_status copse_measure_constraint(double *value, double *error, const copse_subject *of,
                                      const copse_context *ctx, copse_error *err)
{
    return copse_tie_graph_run(value, error, of, work, NULL, "constraint", ctx, err);
}
