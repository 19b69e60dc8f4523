/*
 * Bonacich's power, c = α (I − βA)⁻¹ A 1 with β = −½ / λ₁ and α so that Σ c² is the number of vertices: with a negative
 * β a tie to somebody who has few others makes strong, as in bargaining. Bonacich 1987, "Power and centrality: a family
 * of measures", American Journal of Sociology 92(5), 1170–1182.
 */
#include "measure/tie_matrix.h"

#include <math.h>

#include <gsl/gsl_spblas.h>

#include "base/library.h"

static const double SHARE = -0.5;

static copse_status solve(double *value, copse_tie_matrix *m, const copse_context *ctx, copse_error *err)
{
    double radius, square = 0.0;
    copse_status st = copse_tie_matrix_radius(&radius, m, ctx, err);
    if (st == COPSE_OK)
        st = copse_gsl_status(gsl_spblas_dgemv(CblasNoTrans, 1.0, m->a, m->ones, 0.0, m->y), "power", err);
    if (st == COPSE_OK)
        st = copse_tie_matrix_solve(m, radius > 0.0 ? SHARE / radius : 0.0, ctx, err);
    if (st != COPSE_OK)
        return st;
    for (size_t v = 0; v < m->x->size; v++)
        square += gsl_vector_get(m->x, v) * gsl_vector_get(m->x, v);
    for (size_t v = 0; v < m->x->size; v++)
        value[v] = square > 0.0 ? gsl_vector_get(m->x, v) * sqrt((double)m->x->size / square) : 0.0;
    return COPSE_OK;
}

copse_status copse_measure_power(double *value, double *error, const copse_subject *of, const copse_context *ctx,
                                 copse_error *err)
{
    copse_tie_matrix m;
    (void)error;
    if (of->n == 0)
        return COPSE_OK;
    copse_status st = copse_tie_matrix_new(&m, of, err);
    if (st != COPSE_OK)
        return st;
    st = solve(value, &m, ctx, err);
    copse_tie_matrix_free(&m);
    return st;
}
