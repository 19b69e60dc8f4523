/* Popularity: many are in it. The baseline that a model has to beat. */
#include "model/kinds.h"

#include <math.h>

/* ln(1 + size): the hundredth member of a CoP says less for it than the first. */
copse_status copse_popularity_fit(copse_builder *b, const copse_design *d,
                                  const copse_choice *choice, const copse_context *ctx,
                                  copse_error *err)
{
    (void)choice;
    (void)ctx;
    double *weight = copse_memory_new(d->n_targets, sizeof *weight);
    if (!weight)
        return copse_error_nomem(err);
    for (size_t c = 0; c < d->n_targets; c++)
        weight[c] = log1p(d->size[c]);
    copse_status st = copse_builder_add(b, COPSE_REASON_POPULARITY, "", weight, err);
    copse_memory_free(weight);
    return st;
}
