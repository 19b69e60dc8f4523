/* Inverting a dense symmetric matrix by blocks, with GSL on OpenBLAS. */
#include "model/dense.h"

#include "base/library.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

/* Large enough for level-3 BLAS to run at full speed, small enough to answer to Ctrl-C within a
 * second. */
enum { BLOCK = 256 };

static const double least_rcond = 1e-14;

/* A block of the matrix: rows r0..r1-1, columns c0..c1-1. */
static gsl_matrix_view part(gsl_matrix *a, size_t r0, size_t r1, size_t c0, size_t c1)
{
    return gsl_matrix_submatrix(a, r0, c0, r1 - r0, c1 - c0);
}

static size_t end_of(size_t at, size_t n)
{
    return n - at < BLOCK ? n : at + BLOCK;
}

static copse_status not_definite(copse_error *err)
{
    return copse_error_set(err, COPSE_E_NUMERIC, "the closed form",
                           "check for extreme weights with 'copse check', or fit another kind",
                           "the matrix to invert is not positive definite");
}

/* A = L Lᵀ; L takes the place of the lower triangle. */
static copse_status factorise(gsl_matrix *a, size_t at, copse_error *err)
{
    size_t n = a->size1, end = end_of(at, n);
    gsl_matrix_view diagonal = part(a, at, end, at, end);
    if (gsl_linalg_cholesky_decomp1(&diagonal.matrix) != GSL_SUCCESS)
        return not_definite(err);
    /* decomp1 takes NaN without complaint. */
    for (size_t i = 0; i < end - at; i++)
        if (!isfinite(gsl_matrix_get(&diagonal.matrix, i, i)))
            return not_definite(err);
    if (end == n)
        return COPSE_OK;
    gsl_matrix_view below = part(a, end, n, at, end), rest = part(a, end, n, end, n);
    int rc = gsl_blas_dtrsm(CblasRight, CblasLower, CblasTrans, CblasNonUnit, 1.0, &diagonal.matrix,
                            &below.matrix);
    if (rc == GSL_SUCCESS)
        rc = gsl_blas_dsyrk(CblasLower, CblasNoTrans, -1.0, &below.matrix, 1.0, &rest.matrix);
    return copse_gsl_status(rc, "the Cholesky factorisation", err);
}

/* L⁻¹ in place of L, for the block column at, when those on its right are done. */
static copse_status invert_triangle(gsl_matrix *a, size_t at, copse_error *err)
{
    size_t n = a->size1, end = end_of(at, n);
    gsl_matrix_view diagonal = part(a, at, end, at, end);
    int rc = GSL_SUCCESS;
    if (end < n) {
        gsl_matrix_view below = part(a, end, n, at, end), rest = part(a, end, n, end, n);
        rc = gsl_blas_dtrmm(CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 1.0, &rest.matrix,
                            &below.matrix);
        if (rc == GSL_SUCCESS)
            rc = gsl_blas_dtrsm(CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, -1.0,
                                &diagonal.matrix, &below.matrix);
    }
    if (rc == GSL_SUCCESS)
        rc = gsl_linalg_tri_invert(CblasLower, CblasNonUnit, &diagonal.matrix);
    return copse_gsl_status(rc, "the triangular inverse", err);
}

/* MᵀM in place of the lower triangle M, for the block row at, when those above it are done. */
static copse_status square(gsl_matrix *a, size_t at, copse_error *err)
{
    size_t n = a->size1, end = end_of(at, n);
    gsl_matrix_view diagonal = part(a, at, end, at, end);
    int rc = GSL_SUCCESS;
    if (at > 0) {
        gsl_matrix_view left = part(a, at, end, 0, at);
        rc = gsl_blas_dtrmm(CblasLeft, CblasLower, CblasTrans, CblasNonUnit, 1.0, &diagonal.matrix,
                            &left.matrix);
        if (rc == GSL_SUCCESS && end < n) {
            gsl_matrix_view below = part(a, end, n, at, end), under = part(a, end, n, 0, at);
            rc = gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1.0, &below.matrix, &under.matrix, 1.0,
                                &left.matrix);
        }
    }
    if (rc == GSL_SUCCESS)
        rc = gsl_linalg_tri_LTL(&diagonal.matrix);
    if (rc == GSL_SUCCESS && end < n) {
        gsl_matrix_view below = part(a, end, n, at, end);
        rc = gsl_blas_dsyrk(CblasLower, CblasTrans, 1.0, &below.matrix, 1.0, &diagonal.matrix);
    }
    return copse_gsl_status(rc, "the inverse", err);
}

/* Largest sum of absolute values of a row; NaN and infinity stay. */
static double norm(const double *a, size_t n)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++) {
        double sum = 0.0;
        for (size_t j = 0; j < n; j++)
            sum += fabs(a[i * n + j]);
        if (!(sum <= largest))
            largest = sum;
    }
    return largest;
}

static void mirror_lower(double *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            a[j * n + i] = a[i * n + j];
}

copse_status copse_dense_invert(double *a, size_t n, double *rcond, const copse_context *ctx,
                                copse_error *err)
{
    if (n == 0) {
        *rcond = 1.0;
        return COPSE_OK;
    }
    gsl_matrix_view view = gsl_matrix_view_array(a, n, n);
    double before = norm(a, n);
    copse_status (*const step[])(gsl_matrix *, size_t, copse_error *) = {factorise, invert_triangle,
                                                                         square};
    size_t n_blocks = (n + BLOCK - 1) / BLOCK;
    for (size_t s = 0; s < 3; s++) {
        for (size_t b = 0; b < n_blocks; b++) {
            size_t at = (step[s] == invert_triangle ? n_blocks - 1 - b : b) * BLOCK;
            copse_status st = copse_context_poll(ctx, err);
            if (st == COPSE_OK)
                st = step[s](&view.matrix, at, err);
            if (st != COPSE_OK)
                return st;
            if (n_blocks > 8)
                copse_context_progress(ctx, "inverting", s * n_blocks + b + 1, 3 * n_blocks);
        }
    }
    mirror_lower(a, n);
    *rcond = 1.0 / (before * norm(a, n));
    if (!(*rcond >= least_rcond)) /* NaN too */
        return copse_error_set(err, COPSE_E_NUMERIC, "the closed form",
                               "check for extreme weights with 'copse check', or fit another kind",
                               "the matrix is too near to singular: reciprocal condition %.3g",
                               *rcond);
    return COPSE_OK;
}

void copse_dense_multiply(double *c, const double *a, const double *b, size_t k, size_t n)
{
    gsl_matrix_view to = gsl_matrix_view_array(c, k, n);
    gsl_matrix_const_view left = gsl_matrix_const_view_array(a, k, n);
    gsl_matrix_const_view right = gsl_matrix_const_view_array(b, n, n);
    /* The shapes fit, which is all that it checks. */
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1.0, &left.matrix, &right.matrix, 0.0, &to.matrix);
}
