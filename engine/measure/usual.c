#include "measure/measure.h"

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <string.h>

copse_status copse_measure_usual_evidence(double *usual, const copse_network *net, size_t least, copse_error *err)
{
    const copse_incidence *holders = &net->topic_members;
    size_t n = holders->start[holders->n_rows];
    double of_all = 1.0;
    double *values = copse_memory_new(n, sizeof *values);
    if (!values)
        return copse_error_nomem(err);
    if (n > 0 && n >= least) {
        memcpy(values, holders->value, n * sizeof *values);
        gsl_sort(values, 1, n);
        of_all = gsl_stats_quantile_from_sorted_data(values, 1, n, 0.75);
    }
    copse_memory_free(values);
    for (size_t t = 0; t < holders->n_rows; t++) {
        size_t n_holders = copse_incidence_degree(holders, t);
        usual[t] = n_holders > 0 && n_holders >= least ? net->topic_scale[t] : of_all;
    }
    return COPSE_OK;
}
