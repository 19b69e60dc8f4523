#include "measure/tie_matrix.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_spblas.h>

#include "base/library.h"

enum { RADIUS_ROUNDS = 10000, SOLVE_ROUNDS = 1000 };
static const double RADIUS_TOLERANCE = 1e-10, SOLVE_TOLERANCE = 1e-14;

copse_status copse_tie_matrix_new(copse_tie_matrix *out, const copse_subject *of, copse_error *err)
{
    const copse_incidence *ties = &of->ties;
    size_t n = ties->start[of->n];
    *out = (copse_tie_matrix){0};
    if (n > (size_t)INT_MAX || of->n > (size_t)INT_MAX)
        return copse_error_set(err, COPSE_E_NUMERIC, NULL, "measure teams or communities instead",
                               "%zu ties are more than can be counted here", n / 2);
    out->a = gsl_spmatrix_alloc_nzmax(of->n, of->n, n > 0 ? n : 1, GSL_SPMATRIX_CSR);
    out->x = gsl_vector_alloc(of->n);
    out->y = gsl_vector_alloc(of->n);
    out->ones = gsl_vector_alloc(of->n);
    if (!out->a || !out->x || !out->y || !out->ones) {
        copse_tie_matrix_free(out);
        return copse_error_nomem(err);
    }
    for (size_t v = 0; v <= of->n; v++)
        out->a->p[v] = (int)ties->start[v];
    for (size_t k = 0; k < n; k++) {
        out->a->i[k] = ties->column[k];
        out->a->data[k] = ties->value[k];
    }
    out->a->nz = n;
    gsl_vector_set_all(out->ones, 1.0);
    return COPSE_OK;
}

void copse_tie_matrix_free(copse_tie_matrix *m)
{
    if (m->a) /* unlike vectors, these are not freed when NULL */
        gsl_spmatrix_free(m->a);
    gsl_vector_free(m->x);
    gsl_vector_free(m->y);
    gsl_vector_free(m->ones);
    *m = (copse_tie_matrix){0};
}

static double to_four_digits(double value)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%.3e", value);
    return strtod(digits, NULL);
}

copse_status copse_tie_matrix_radius(double *out, copse_tie_matrix *m, const copse_context *ctx, copse_error *err)
{
    double lambda = 0.0;
    gsl_vector_memcpy(m->x, m->ones);
    for (int round = 0; round < RADIUS_ROUNDS; round++) {
        copse_status st = round % 64 == 0 ? copse_context_poll(ctx, err) : COPSE_OK;
        if (st == COPSE_OK)
            st = copse_gsl_status(gsl_spblas_dgemv(CblasNoTrans, 1.0, m->a, m->x, 0.0, m->y), "the radius", err);
        if (st != COPSE_OK)
            return st;
        double product = 0.0, square = 0.0, before = lambda;
        for (size_t v = 0; v < m->x->size; v++) {
            double x = gsl_vector_get(m->x, v);
            product += x * gsl_vector_get(m->y, v);
            square += x * x;
        }
        lambda = product / square;
        gsl_vector_add(m->y, m->x);
        gsl_vector_scale(m->y, 1.0 / gsl_vector_max(m->y));
        gsl_vector_memcpy(m->x, m->y);
        if (round > 0 && fabs(lambda - before) <= RADIUS_TOLERANCE * lambda)
            break;
    }
    *out = to_four_digits(lambda);
    return COPSE_OK;
}

copse_status copse_tie_matrix_solve(copse_tie_matrix *m, double f, const copse_context *ctx, copse_error *err)
{
    gsl_vector *b = gsl_vector_alloc(m->x->size);
    if (!b)
        return copse_error_nomem(err);
    gsl_vector_memcpy(b, m->y);
    gsl_vector_memcpy(m->x, m->y);
    copse_status st = COPSE_OK;
    for (int round = 0; st == COPSE_OK && round < SOLVE_ROUNDS; round++) {
        st = round % 64 == 0 ? copse_context_poll(ctx, err) : COPSE_OK;
        gsl_vector_memcpy(m->y, b);
        if (st == COPSE_OK)
            st = copse_gsl_status(gsl_spblas_dgemv(CblasNoTrans, f, m->a, m->x, 1.0, m->y), "walks that fade", err);
        double change = 0.0, largest = 0.0;
        for (size_t v = 0; v < m->x->size; v++) {
            change = fmax(change, fabs(gsl_vector_get(m->y, v) - gsl_vector_get(m->x, v)));
            largest = fmax(largest, fabs(gsl_vector_get(m->y, v)));
        }
        gsl_vector_memcpy(m->x, m->y);
        if (change <= SOLVE_TOLERANCE * largest)
            break;
    }
    gsl_vector_free(b);
    return st;
}
