/*
 * Conductance of a unit in the network of people: the ties that lead out over the smaller of the tie ends inside and
 * outside. Kannan, Vempala & Vetta 2004, "On clusterings: good, bad and spectral", Journal of the ACM 51(3), 497–515.
 */
#include "measure/vertex.h"

copse_status copse_measure_cut(double *value, double *error, const copse_subject *of, const copse_context *ctx,
                               copse_error *err)
{
    (void)error;
    (void)ctx;
    (void)err;
    for (size_t v = 0; of->tallies.has_ties && v < of->n; v++)
        value[v] = copse_measure_conductance(&of->tallies, v);
    return COPSE_OK;
}
