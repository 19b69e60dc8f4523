/* Popularity: many are in it. The baseline that a model has to beat. */
#include "model/kinds.h"

#include <math.h>

/* ln(1 + size): members of a CoP say less the more there are already. */
copse_status copse_popularity_add(copse_builder *b, const copse_design *d, double times,
                                  copse_error *err)
{
    double *weight = copse_memory_new(d->n_targets, sizeof *weight);
    if (!weight)
        return copse_error_nomem(err);
    for (size_t c = 0; c < d->n_targets; c++)
        weight[c] = times * log1p(d->size[c]);
    copse_status st = copse_builder_add(b, COPSE_REASON_POPULARITY, "", weight, err);
    copse_memory_free(weight);
    return st;
}

copse_status copse_popularity_fit(copse_builder *b, const copse_design *d,
                                  const copse_recipe *recipe, const copse_context *ctx,
                                  copse_error *err)
{
    (void)recipe;
    (void)ctx;
    return copse_popularity_add(b, d, 1.0, err);
}
