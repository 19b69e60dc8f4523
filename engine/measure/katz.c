/*
 * Katz's status, x = Σ_{k≥1} α^k A^k 1: all walks that lead to v, each step counting α times as much. Katz 1953, "A new
 * status index derived from sociometric analysis", Psychometrika 18, 39–43. α is 0.85 / λ₁, the same in every
 * connected part, so that values of different parts compare.
 */
#include "measure/tie_matrix.h"

static const double SHARE = 0.85;

static copse_status solve(double *value, copse_tie_matrix *m, const copse_context *ctx, copse_error *err)
{
    double radius;
    copse_status st = copse_tie_matrix_radius(&radius, m, ctx, err);
    if (st != COPSE_OK)
        return st;
    double alpha = radius > 0.0 ? SHARE / radius : 0.0;
    /* (I − αA)⁻¹1 counts the walk of no step as well, which is taken off. */
    gsl_vector_memcpy(m->y, m->ones);
    st = copse_tie_matrix_solve(m, alpha, ctx, err);
    for (size_t v = 0; st == COPSE_OK && v < m->x->size; v++)
        value[v] = gsl_vector_get(m->x, v) - 1.0;
    return st;
}

copse_status copse_measure_katz(double *value, double *error, const copse_subject *of, const copse_context *ctx,
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
