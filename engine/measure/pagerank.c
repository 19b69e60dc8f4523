/*
 * Personalised PageRank of things: where walks are that begin anew with who, or what, holds a topic. The formula and
 * how it is solved stand in authority.c.
 */
#include "measure/measure.h"
#include "measure/vertex.h"

/* What is left out is below a 9th digit. */
static const double PRECISION = 1e-15;
/* Page, Brin, Motwani & Winograd 1999. */
static const double DAMPING = 0.85;

copse_status copse_measure_pagerank(double *value, double *error, const copse_subject *of, const copse_context *ctx,
                                    copse_error *err)
{
    (void)error;
    if (of->n == 0)
        return COPSE_OK;
    const copse_collaboration graph = {.basis = of->basis,
                                       .n_members = of->n,
                                       .n_nodes = of->n,
                                       .steps_per_hop = 1,
                                       .neighbours = of->ties};
    return copse_measure_authority(value, &graph, of->restart, DAMPING, PRECISION, ctx, err);
}
