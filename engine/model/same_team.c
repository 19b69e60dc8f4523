/*
 * Same team: what share of the people in a team, or in a unit above it, is in
 * a CoP. Added up over a member's teams and units, so that near colleagues
 * count at every level.
 *
 *     w_gc = n_gc / (n_g − 1)
 *
 * The member themself is not among those in c, since c is a candidate, and
 * is left out of n_g as well.
 */
#include "model/kinds.h"

#include <math.h>

copse_status copse_same_team_fit(copse_builder *b, const copse_design *d,
                                 const copse_choice *choice, const copse_context *ctx,
                                 copse_error *err)
{
    (void)choice;
    copse_incidence members = {0};
    copse_sums sums = {0};
    copse_status st = copse_sums_init(&sums, d, err);
    if (st == COPSE_OK)
        st = copse_incidence_transpose(&members, &d->grouped, err);
    for (size_t g = 0; st == COPSE_OK && g < d->n_groups; g++) {
        const copse_group *group = &d->net->groups[d->group[g]];
        if (group->kind != COPSE_GROUP_TEAM)
            continue;
        st = copse_context_poll(ctx, err);
        copse_sums_walk(&sums, &members, g, NULL);
        double others = fmax(1.0, (double)copse_incidence_degree(&members, g) - 1.0);
        for (size_t i = 0; i < sums.n; i++)
            sums.weight[i] = copse_sums_take(&sums, i) / others;
        if (st == COPSE_OK)
            st = copse_builder_add_sums(b, COPSE_REASON_TEAM, group->key, &sums, err);
    }
    copse_incidence_free(&members);
    copse_sums_free(&sums);
    return st;
}
