/*
 * RP3β: a random walk of three steps, from a CoP to one of its members and on
 * to one of their CoPs, with large CoPs held back.
 *
 *     w_jc = Σ_m (x_mj / n_j)^α (x_mc / d_m)^α / n_c^β
 *
 * Source: Paudel, Christoffel, Newell & Bernstein 2017, "Updatable, accurate,
 * diverse and scalable recommendations for interactive applications", ACM
 * TiiS 7(1). Sparse: it serves where the closed form would be too large.
 */
#include "model/kinds.h"

#include <math.h>
#include <string.h>

/*
 * Weights are at most max_j n_j^(1−α): scaled to at most 64, they use the
 * precision that fixed point has. A common factor changes no rank.
 */
static double unit(const copse_design *d, double power)
{
    double largest = 1.0;
    for (size_t j = 0; j < d->n_targets; j++)
        largest = fmax(largest, pow(fmax(1.0, d->size[j]), 1.0 - power));
    return 64.0 / largest;
}

copse_status copse_rp3beta_fit(copse_builder *b, const copse_design *d, const copse_choice *choice,
                               const copse_context *ctx, copse_error *err)
{
    copse_incidence members = {0};
    const double times = unit(d, choice->setting[0].recipe.walk_power);
    double *weight = copse_memory_new(d->n_targets, sizeof *weight);
    double *step = copse_memory_new(d->n_members, sizeof *step);
    copse_status st = weight && step ? copse_incidence_transpose(&members, &d->joined, err)
                                     : copse_error_nomem(err);
    for (size_t m = 0; st == COPSE_OK && m < d->n_members; m++)
        step[m] = pow(fmax(1.0, (double)copse_incidence_degree(&d->joined, m)),
                      -choice->setting[0].recipe.walk_power);
    for (size_t j = 0; st == COPSE_OK && j < d->n_targets; j++) {
        st = copse_context_poll(ctx, err);
        copse_kind_walk(weight, &members, j, &d->joined, step);
        weight[j] = 0.0;
        double first = times * pow(fmax(1.0, d->size[j]), -choice->setting[0].recipe.walk_power);
        for (size_t c = 0; c < d->n_targets; c++)
            if (weight[c] > 0.0)
                weight[c] *= first * pow(d->size[c], -choice->setting[0].recipe.walk_penalty);
        if (st == COPSE_OK)
            st = copse_builder_add(b, COPSE_REASON_COMMUNITY, copse_design_target_key(d, j), weight,
                                   err);
        memset(weight, 0, d->n_targets * sizeof *weight);
    }
    copse_incidence_free(&members);
    copse_memory_free(weight);
    copse_memory_free(step);
    return st;
}
