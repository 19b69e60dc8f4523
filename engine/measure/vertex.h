/*
 * Measures of one thing's place among the others: one formula a file, one row each in table.c.
 *
 * Every function fills value [of->n], which comes as NaN, and where it estimates, error [of->n], which does too.
 * What is undefined stays NaN. Each reads only the parts of `of` that its row of the table names.
 * @return COPSE_OK, COPSE_E_NUMERIC (no convergence), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
#ifndef COPSE_MEASURE_VERTEX_H
#define COPSE_MEASURE_VERTEX_H

#include "measure/subject.h"

typedef copse_status copse_vertex_measure(double *value, double *error, const copse_subject *of,
                                          const copse_context *ctx, copse_error *err);

copse_vertex_measure copse_measure_degree, copse_measure_strength, copse_measure_closeness,
    copse_measure_closeness_whole, copse_measure_betweenness, copse_measure_eigenvector, copse_measure_katz,
    copse_measure_power, copse_measure_pagerank, copse_measure_constraint, copse_measure_effective_size,
    copse_measure_brokerage, copse_measure_coordinator, copse_measure_consultant, copse_measure_gatekeeper,
    copse_measure_liaison, copse_measure_k_core, copse_measure_outwardness, copse_measure_cut;

/**
 * Betweenness estimated from shortest paths out of n_sources vertices drawn without replacement with ctx->seed,
 * whose spread gives the error: half of a 95 % interval by Student's t. With as many sources as there are vertices it
 * is exact. Who is between hardly any may have got no path at all from the sources: of values near 0 the error is too
 * small.
 *
 * @param n_sources  at least 2, at most of->n
 * Source: Brandes & Pich 2007, "Centrality estimation in large networks", International Journal of Bifurcation
 * and Chaos 17(7), 2303–2318: random pivots, extrapolated.
 */
copse_status copse_measure_betweenness_sampled(double *value, double *error, const copse_subject *of,
                                               size_t n_sources, const copse_context *ctx, copse_error *err);

#endif
