/* Sums over few of many targets. */
#include "model/sums.h"

copse_status copse_sums_init(copse_sums *t, size_t n_targets, copse_error *err)
{
    *t = (copse_sums){0};
    t->sum = copse_memory_new(n_targets, sizeof *t->sum);
    t->touched = copse_memory_new(n_targets + 1, sizeof *t->touched);
    if (t->sum && t->touched)
        return COPSE_OK;
    copse_sums_free(t);
    return copse_error_nomem(err);
}

void copse_sums_free(copse_sums *t)
{
    copse_memory_free(t->sum);
    copse_memory_free(t->touched);
    *t = (copse_sums){0};
}

void copse_sums_clear(copse_sums *t)
{
    for (size_t i = 0; i < t->n; i++)
        t->sum[t->touched[i]] = 0.0;
    t->n = 0;
}

void copse_sums_walk(copse_sums *t, const copse_incidence *holders, size_t thing,
                      const copse_incidence *joined, const double *member_weight)
{
    double *sum = t->sum;
    int32_t *touched = t->touched;
    size_t n = t->n;
    for (size_t k = holders->start[thing]; k < holders->start[thing + 1]; k++) {
        size_t m = (size_t)holders->column[k];
        double weight = member_weight ? member_weight[m] : 1.0;
        for (size_t j = joined->start[m]; j < joined->start[m + 1]; j++) {
            int32_t c = joined->column[j];
            /* Written always and counted when new: a branch would be mispredicted half the time. */
            touched[n] = c;
            n += sum[c] == 0.0;
            sum[c] += weight;
        }
    }
    t->n = n;
}
