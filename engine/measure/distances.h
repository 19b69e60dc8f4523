/* Shortest paths over the collaboration graph, in recorded costs where there are any, else in hops.
 * By igraph. */
#ifndef COPSE_MEASURE_DISTANCES_H
#define COPSE_MEASURE_DISTANCES_H

#include "network/collaboration.h"

typedef struct copse_distances copse_distances;

/**
 * Make ready to measure between some members, and from sets of them.
 *
 * @param member  [n] those between whom it is measured
 * @param sets    [n_sets × n] sets of them, each of which is a place to measure from
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(edges).
 */
copse_status copse_distances_new(copse_distances **out, const copse_collaboration *graph,
                                 const int32_t *member, size_t n, const copse_incidence *sets,
                                 const copse_context *ctx, copse_error *err);
void copse_distances_free(copse_distances *d);

/**
 * From one of them to all of them. @param[out] row  [n]; infinity where there is no path
 * Cost: a breadth-first search, or Dijkstra's.
 */
copse_status copse_distances_from(double *row, copse_distances *d, size_t from,
                                  const copse_context *ctx, copse_error *err);

/** From the nearest of a set to all of them. */
copse_status copse_distances_from_set(double *row, copse_distances *d, size_t set,
                                      const copse_context *ctx, copse_error *err);

#endif
