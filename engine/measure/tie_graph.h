/* The ties of one level as an igraph graph, for the measures that igraph has. */
#ifndef COPSE_MEASURE_TIE_GRAPH_H
#define COPSE_MEASURE_TIE_GRAPH_H

#include <igraph.h>

#include "measure/vertex.h"

typedef struct copse_tie_graph {
    const copse_subject *of;
    igraph_t graph; /**< vertices as in `of`, each tie once */
    igraph_vector_t weights;
} copse_tie_graph;

/**
 * Build the graph, run the work on it, free it; the igraph lock is held for as long. Nothing is run on no vertices.
 *
 * @param work   fills value (and error); returns igraph's code, with all that it made destroyed
 * @param doing  "closeness", for the message
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM, COPSE_E_NUMERIC.
 */
copse_status copse_tie_graph_run(double *value, double *error, const copse_subject *of,
                                 igraph_error_t (*work)(double *value, double *error, const copse_tie_graph *g,
                                                        void *user),
                                 void *user, const char *doing, const copse_context *ctx, copse_error *err);

#endif
