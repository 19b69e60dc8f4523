/* Dense symmetric matrices, block by block, so that long work can be watched and stopped. */
#ifndef COPSE_MODEL_DENSE_H
#define COPSE_MODEL_DENSE_H

#include "base/context.h"

/**
 * Invert a symmetric positive definite matrix in place.
 *
 * Right-looking Cholesky, triangular inverse and LᵀL by blocks, as LAPACK's
 * dpotrf and dpotri do, with GSL for the diagonal blocks and the level-3 BLAS
 * between them: gsl_linalg's own functions cannot be interrupted.
 *
 * @param a      [n × n] row-major, both triangles given and returned
 * @param[out] rcond  1 / (‖A‖₁ ‖A⁻¹‖₁)
 * @return COPSE_OK, COPSE_E_NUMERIC (not positive definite, or rcond under 1e-14),
 * COPSE_E_INTERRUPTED. Cost: n³ multiplications.
 */
copse_status copse_dense_invert(double *a, size_t n, double *rcond, const copse_context *ctx,
                                copse_error *err);

/** c = a b, [k × n] = [k × n][n × n]. */
void copse_dense_multiply(double *c, const double *a, const double *b, size_t k, size_t n);

#endif
