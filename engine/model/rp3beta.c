/*
 * RP3β: a random walk of three steps, from a CoP to one of its members and on
 * to one of their CoPs, with large CoPs held back, and strong links
 * strengthened.
 *
 *     w_jc = ( Σ_m x_mj x_mc / (n_j^γ d_m^α n_c^β) )^ρ
 *
 * Sources: Paudel, Christoffel, Newell & Bernstein 2017, "Updatable, accurate,
 * diverse and scalable recommendations for interactive applications", ACM
 * TiiS 7(1), section 3, where γ = α and ρ = 1. An exponent for each degree: Fu
 * et al. 2022, "Revisiting neighborhood-based link prediction for
 * collaborative filtering", WWW companion (the member's own degree ranks
 * nothing and is left out). ρ, case amplification: Breese, Heckerman & Kadie
 * 1998, UAI, section 2.2.3. Sparse: it serves where the closed form would be
 * too large.
 */
#include "model/rp3beta.h"

#include "model/kinds.h"

#include <math.h>

/* Half of what a row holds at most, so that sums over many CoPs keep the precision of fixed point.
 */
static const double largest_weight = 64.0;

static double degree_power(double degree, double power)
{
    return pow(fmax(1.0, degree), -power);
}

/* Σ_m d_m^-α ≤ n_j, so that n_j^(1−γ) bounds a weight. A common factor changes no rank. */
static void fill(copse_rp3beta *w, const copse_design *d, const copse_sums *sums,
                 const copse_recipe *recipe)
{
    double largest = 1.0;
    for (size_t j = 0; j < d->n_targets; j++)
        largest = fmax(largest, degree_power(d->size[j], recipe->walk_start - 1.0));
    for (size_t j = 0; j < d->n_targets; j++) {
        w->from[sums->place[j]] = degree_power(d->size[j], recipe->walk_start) / largest;
        w->to[sums->place[j]] = degree_power(d->size[j], recipe->walk_penalty);
    }
    for (size_t m = 0; m < d->n_members; m++)
        w->step[m] =
            degree_power((double)copse_incidence_degree(&d->joined, m), recipe->walk_power);
}

copse_status copse_rp3beta_init(copse_rp3beta *w, const copse_design *d, const copse_sums *sums,
                                const copse_recipe *recipe, copse_error *err)
{
    *w = (copse_rp3beta){.from = copse_memory_new(d->n_targets, sizeof *w->from),
                         .step = copse_memory_new(d->n_members, sizeof *w->step),
                         .to = copse_memory_new(d->n_targets, sizeof *w->to)};
    if (!w->from || !w->step || !w->to) {
        copse_rp3beta_free(w);
        return copse_error_nomem(err);
    }
    fill(w, d, sums, recipe);
    return COPSE_OK;
}

void copse_rp3beta_free(copse_rp3beta *w)
{
    copse_memory_free(w->from);
    copse_memory_free(w->step);
    copse_memory_free(w->to);
    *w = (copse_rp3beta){0};
}

/* Of square roots, which every machine rounds alike. */
static double amplify(double weight, int quarters)
{
    double fourth_root = quarters > 0 ? sqrt(sqrt(weight)) : 1.0;
    for (int i = 0; i < quarters; i++)
        weight *= fourth_root;
    return weight;
}

/* ρ = 1 + quarters / 4 */
static void weigh(copse_sums *sums, const copse_rp3beta *w, size_t from, int quarters)
{
    for (size_t i = 0; i < sums->n; i++) {
        size_t to = (size_t)sums->touched[i];
        double sum = w->from[from] * copse_sums_take(sums, i) * w->to[to];
        sums->weight[i] = to != from ? largest_weight * amplify(sum, quarters) : 0.0;
    }
}

static copse_status fit_rows(copse_builder *b, copse_sums *sums, const copse_design *d,
                             const copse_rp3beta *w, int quarters, const copse_context *ctx,
                             copse_error *err)
{
    copse_incidence members = {0};
    copse_status st = copse_incidence_transpose(&members, &d->joined, err);
    for (size_t j = 0; st == COPSE_OK && j < d->n_targets; j++) {
        copse_sums_walk(sums, &members, j, w->step);
        weigh(sums, w, (size_t)sums->place[j], quarters);
        st = copse_builder_add_sums(b, COPSE_REASON_COMMUNITY, copse_design_target_key(d, j), sums,
                                    err);
        if (st == COPSE_OK && j % 64 == 0)
            st = copse_context_poll(ctx, err);
    }
    copse_incidence_free(&members);
    return st;
}

copse_status copse_rp3beta_fit(copse_builder *b, const copse_design *d, const copse_choice *choice,
                               const copse_context *ctx, copse_error *err)
{
    const copse_recipe *recipe = &choice->setting[0].recipe;
    copse_sums sums = {0};
    copse_rp3beta w = {0};
    copse_status st = copse_sums_init(&sums, d, err);
    if (st == COPSE_OK)
        st = copse_rp3beta_init(&w, d, &sums, recipe, err);
    if (st == COPSE_OK)
        st = fit_rows(b, &sums, d, &w, (int)lround(4.0 * (recipe->walk_contrast - 1.0)), ctx, err);
    copse_sums_free(&sums);
    copse_rp3beta_free(&w);
    return st;
}
