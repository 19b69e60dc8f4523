/*
 * Implicit alternating least squares as one table. With the CoPs' factors H
 * fixed, those of a member of the CoPs S are
 *
 *     w = (A + H_Sᵀ H_S)⁻¹ H_Sᵀ 1 = A⁻¹ H_Sᵀ (I + K_SS)⁻¹ 1,    K = H A⁻¹ Hᵀ,  A = α HᵀH + λ_m I
 *
 * (Woodbury 1950), so that a score is a sum over the CoPs that the member is in:
 *
 *     score(m, c) = Σ_{j ∈ S} a_j K_jc,    (I + K_SS) a = 1
 *
 * a_j = 1 − score(m, j) is what the others leave of j (together.c). The rows of
 * K are kept like those of any other kind, the largest weights of CoPs that
 * share a member with j and of j itself.
 */
#include "model/factors.h"
#include "model/kinds.h"
#include "model/together.h"

#include <math.h>
#include <string.h>

enum { F = COPSE_FACTORS };

/* Lower L of a = L Lᵀ in place; a is positive definite, as its ridge is. */
static void decompose(double *a)
{
    for (int j = 0; j < F; j++)
        for (int i = j; i < F; i++) {
            double sum = a[i * F + j];
            for (int k = 0; k < j; k++)
                sum -= a[i * F + k] * a[j * F + k];
            a[i * F + j] = i == j ? sqrt(sum) : sum / a[j * F + j];
        }
}

/* b = L⁻¹ h in place of every h, so that K_jc = b_j·b_c. */
static void whiten(float *factors, size_t n, const double *l)
{
    for (size_t r = 0; r < n; r++) {
        float *x = factors + r * F;
        double b[F];
        for (int i = 0; i < F; i++) {
            double sum = (double)x[i];
            for (int k = 0; k < i; k++)
                sum -= l[i * F + k] * b[k];
            b[i] = sum / l[i * F + i];
        }
        for (int i = 0; i < F; i++)
            x[i] = (float)b[i];
    }
}

static void whiten_communities(copse_factors *f, size_t n_targets, double unjoined)
{
    float gram[F * F];
    double a[F * F];
    copse_factors_gram(gram, f->community, n_targets);
    for (int i = 0; i < F * F; i++)
        a[i] = unjoined * (double)gram[i];
    for (int i = 0; i < F; i++)
        a[i * F + i] += f->member_ridge;
    decompose(a);
    whiten(f->community, n_targets, a);
}

/* By place, so that the factors of CoPs that many are in stand together. */
static float *in_places(const float *factors, const copse_sums *sums, size_t n_targets)
{
    float *placed = copse_memory_new(n_targets * F, sizeof *placed);
    for (size_t p = 0; placed && p < n_targets; p++)
        memcpy(placed + p * F, factors + (size_t)sums->target[p] * F, F * sizeof *placed);
    return placed;
}

static void weigh(copse_sums *sums, const float *placed, size_t from)
{
    for (size_t i = 0; i < sums->n; i++) {
        size_t to = (size_t)sums->touched[i], ahead = i + 8 < sums->n ? i + 8 : i;
        __builtin_prefetch(placed + (size_t)sums->touched[ahead] * F);
        copse_sums_take(sums, i);
        sums->weight[i] = (double)copse_factors_dot(placed + from * F, placed + to * F);
    }
}

static copse_status add_rows(copse_builder *b, copse_sums *sums, const copse_design *d,
                             const float *factors, const copse_context *ctx, copse_error *err)
{
    copse_incidence members = {0};
    float *placed = in_places(factors, sums, d->n_targets);
    copse_status st =
        placed ? copse_incidence_transpose(&members, &d->joined, err) : copse_error_nomem(err);
    for (size_t j = 0; st == COPSE_OK && j < d->n_targets; j++) {
        copse_sums_walk(sums, &members, j, NULL);
        weigh(sums, placed, (size_t)sums->place[j]);
        st = copse_builder_add_sums(b, COPSE_REASON_COMMUNITY, copse_design_target_key(d, j), sums,
                                    err);
        if (st == COPSE_OK && j % 64 == 0)
            st = copse_context_poll(ctx, err);
    }
    copse_incidence_free(&members);
    copse_memory_free(placed);
    return st;
}

bool copse_als_fits(const copse_design *d)
{
    size_t most = 0;
    for (size_t m = 0; m < d->n_members; m++)
        if (copse_incidence_degree(&d->joined, m) > most)
            most = copse_incidence_degree(&d->joined, m);
    return most < COPSE_TOGETHER_LIMIT;
}

copse_status copse_als_fit(copse_builder *b, const copse_design *d, const copse_choice *choice,
                           const copse_context *ctx, copse_error *err)
{
    const copse_recipe *recipe = &choice->setting[0].recipe;
    if (!copse_als_fits(d))
        return copse_error_set(err, COPSE_E_DATA, "alternating least squares",
                               "fit with --model rp3beta, or leave the choice to auto",
                               "somebody is in %d communities or more, which is more than it takes",
                               COPSE_TOGETHER_LIMIT);
    copse_factors factors = {0};
    copse_sums sums = {0};
    copse_status st = copse_sums_init(&sums, d, err);
    if (st == COPSE_OK)
        st = copse_factors_new(&factors, d, recipe, ctx, err);
    if (st == COPSE_OK) {
        whiten_communities(&factors, d->n_targets, recipe->unjoined);
        st = add_rows(b, &sums, d, factors.community, ctx, err);
    }
    copse_factors_free(&factors);
    copse_sums_free(&sums);
    return st;
}
