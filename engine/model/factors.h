/*
 * Factors of members and CoPs whose products say who is in what, by alternating
 * least squares:
 *
 *     Σ_joined (1 − w_m·h_c)² + α Σ_all (w_m·h_c)² + Σ_m λ_m |w_m|² + Σ_c λ_c |h_c|²
 *     λ_c = λ (size_c + α members),  λ_m = λ (mean degree + α CoPs)
 *
 * Sources: Hu, Koren & Volinsky 2008, "Collaborative filtering for implicit
 * feedback datasets", ICDM, section 4; the ridge in proportion to what a factor
 * is fitted on: Rendle, Krichene, Zhang & Koren 2022, "Revisiting the
 * performance of iALS on item recommendation benchmarks", RecSys, section 3.2
 * with ν = 1. Ours: λ_m is that of the mean member, for everybody, so that one
 * table can say what a member's CoPs come to. α CoPs is most of it anyway.
 */
#ifndef COPSE_MODEL_FACTORS_H
#define COPSE_MODEL_FACTORS_H

#include "model/design.h"
#include "model/recipe.h"

enum { COPSE_FACTORS = 64 };

typedef struct copse_factors {
    float *community;    /**< [targets × COPSE_FACTORS] h */
    float *member;       /**< [members × COPSE_FACTORS] w, in an order of their own */
    double member_ridge; /**< λ_m */
} copse_factors;

/**
 * Fit.
 *
 * Each half sweep solves for one side by a few steps of conjugate gradients
 * from where it stood (Takács, Pilászy & Tikk 2011, "Applications of the
 * conjugate gradient method for implicit feedback collaborative filtering",
 * RecSys). All sums run in one order that keys and rows of members do not
 * change, in single precision and without BLAS: the same bits everywhere.
 *
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: sweeps · (memberships + COPSE_FACTORS · (members + CoPs)) · COPSE_FACTORS.
 */
copse_status copse_factors_new(copse_factors *out, const copse_design *design,
                               const copse_recipe *recipe, const copse_context *ctx,
                               copse_error *err);
void copse_factors_free(copse_factors *factors);

/** gram [COPSE_FACTORS × COPSE_FACTORS] = Σ of outer products of the n factors, in their order. */
void copse_factors_gram(float *gram, const float *factors, size_t n);

/**
 * Rows of joined, sorted by what they hold: members of the same CoPs stand side by side, and their keys change no sum.
 * @param[out] out  freed by the caller, also on failure
 * @return COPSE_OK, COPSE_E_NOMEM.
 */
copse_status copse_factors_sort_members(copse_incidence *out, const copse_incidence *joined,
                                        copse_error *err);

/** a·b; sixteen sums side by side, then in halves, which is one order for every compiler. */
static inline float copse_factors_dot(const float *a, const float *b)
{
    float sum[16];
    for (int l = 0; l < 16; l++)
        sum[l] = a[l] * b[l];
    for (int k = 16; k < COPSE_FACTORS; k += 16)
        for (int l = 0; l < 16; l++)
            sum[l] += a[k + l] * b[k + l];
    for (int l = 0; l < 8; l++)
        sum[l] += sum[l + 8];
    for (int l = 0; l < 4; l++)
        sum[l] += sum[l + 4];
    return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

#endif
