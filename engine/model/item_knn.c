/*
 * Item neighbours: CoPs that share members with those that the member is in.
 *
 *     w_jc = n_jc / (sqrt(n_j n_c) + shrink),  n_jc members of both
 *
 * Cosine of the membership columns, shrunk where few members are shared
 * (Sarwar et al. 2001, WWW, section 3.1; shrinkage: Bell & Koren 2007). The
 * largest weights of each row are its neighbours.
 */
#include "model/kinds.h"

#include <math.h>
#include <string.h>

copse_status copse_item_knn_fit(copse_builder *b, const copse_design *d, const copse_choice *choice,
                                const copse_context *ctx, copse_error *err)
{
    copse_incidence members = {0};
    double *weight = copse_memory_new(d->n_targets, sizeof *weight);
    copse_status st =
        weight ? copse_incidence_transpose(&members, &d->joined, err) : copse_error_nomem(err);
    for (size_t j = 0; st == COPSE_OK && j < d->n_targets; j++) {
        st = copse_context_poll(ctx, err);
        copse_kind_walk(weight, &members, j, &d->joined, NULL);
        weight[j] = 0.0;
        for (size_t c = 0; c < d->n_targets; c++)
            if (weight[c] > 0.0)
                weight[c] /= sqrt(d->size[j] * d->size[c]) + choice->setting[0].recipe.shrink;
        if (st == COPSE_OK)
            st = copse_builder_add(b, COPSE_REASON_COMMUNITY, copse_design_target_key(d, j), weight,
                                   err);
        memset(weight, 0, d->n_targets * sizeof *weight);
    }
    copse_incidence_free(&members);
    copse_memory_free(weight);
    return st;
}
