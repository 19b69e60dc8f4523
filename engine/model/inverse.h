/*
 * The inverse that the closed form stands on, P = (ZᵀZ + Λ)⁻¹, as an operator.
 *
 * Primal: P itself, [columns × columns]. Dual, where Z has fewer rows than
 * columns: with K = I + ZΛ⁻¹Zᵀ, P = Λ⁻¹ − Λ⁻¹Zᵀ K⁻¹ ZΛ⁻¹ (Woodbury 1950), and
 * only K⁻¹ [rows × rows] is kept.
 */
#ifndef COPSE_MODEL_INVERSE_H
#define COPSE_MODEL_INVERSE_H

#include "network/network.h"

typedef struct copse_inverse {
    const copse_incidence *z; /**< borrowed */
    const double *ridge;      /**< [columns] Λ's diagonal; borrowed */
    bool is_dual;
    size_t n;       /**< columns of Z, or its rows in the dual */
    double *matrix; /**< [n × n] symmetric: P, or K⁻¹ */
    double rcond;   /**< 1 / (‖A‖₁ ‖A⁻¹‖₁) of what was inverted */
} copse_inverse;

/**
 * @param z      with values; must outlive the inverse, as must ridge
 * @param ridge  [columns of z] positive
 * @return COPSE_OK, COPSE_E_NUMERIC (not positive definite, or so near singular that no digit is
 * sure), COPSE_E_NOMEM, COPSE_E_INTERRUPTED. Cost: min(rows, columns)³ operations and min(rows,
 * columns)² numbers.
 */
copse_status copse_inverse_new(copse_inverse **out, const copse_incidence *z, const double *ridge,
                               const copse_context *ctx, copse_error *err);
void copse_inverse_free(copse_inverse *inverse);

/**
 * Turn a dual inverse into P itself, for those who read its entries.
 * @return COPSE_OK, COPSE_E_NOMEM, COPSE_E_INTERRUPTED; on failure the inverse is as it was.
 */
copse_status copse_inverse_make_primal(copse_inverse *inverse, const copse_context *ctx,
                                       copse_error *err);

/**
 * out = x P for k rows x [k × columns].
 * @param out      [k × columns]; not x itself
 */
copse_status copse_inverse_apply(double *out, const copse_inverse *inverse, const double *x,
                                 size_t k, copse_error *err);

/**
 * out = x P, then one step of refinement: out += (x − out (ZᵀZ + Λ)) P.
 *
 * The residual is summed over Z's entries in a fixed order and without BLAS,
 * so that what is left of the difference between BLAS kernels is of the order
 * of one rounding (Higham 2002, Accuracy and Stability, ch. 12).
 */
copse_status copse_inverse_solve(double *out, const copse_inverse *inverse, const double *x,
                                 size_t k, copse_error *err);

#endif
