/* Degree: Freeman 1978, "Centrality in social networks: conceptual clarification", Social Networks 1, 215–239. */
#include "measure/vertex.h"

copse_status copse_measure_degree(double *value, double *error, const copse_subject *of, const copse_context *ctx,
                                  copse_error *err)
{
    (void)error;
    (void)ctx;
    (void)err;
    for (size_t v = 0; v < of->n; v++)
        value[v] = (double)copse_incidence_degree(&of->ties, v);
    return COPSE_OK;
}
