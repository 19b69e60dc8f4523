/*
 * Eigenvector centrality of each connected part by itself, its largest scaled to 1: λx = Ax, Bonacich 1972, "Factoring
 * and weighting approaches to status scores and clique identification", Journal of Mathematical Sociology 2(1),
 * 113–120. Over several parts at once the vector is arbitrary where two have the same λ, and 0 outside one part where
 * they have not. Power iteration on A + I, as in core.c.
 */
#include "measure/tie_matrix.h"

#include <math.h>

#include <gsl/gsl_spblas.h>

#include "base/library.h"

enum { MOST_ROUNDS = 100000 };
static const double TOLERANCE = 1e-12, STANDSTILL = 1e-15;

typedef struct parts {
    const copse_subject *of;
    double *largest; /* [n_components] of y */
    double *change;  /* [n_components] the last round's */
    double *next;    /* [n_components] this round's */
} parts;

/* x = y scaled to a largest of 1 in each part. @return whether all have settled */
static bool rescale(parts *p, gsl_vector *x, const gsl_vector *y)
{
    const copse_subject *of = p->of;
    for (size_t c = 0; c < of->n_components; c++)
        p->largest[c] = p->next[c] = 0.0;
    for (size_t v = 0; v < of->n; v++)
        p->largest[of->component[v]] = fmax(p->largest[of->component[v]], gsl_vector_get(y, v));
    for (size_t v = 0; v < of->n; v++) {
        int32_t c = of->component[v];
        double scaled = gsl_vector_get(y, v) / p->largest[c];
        p->next[c] = fmax(p->next[c], fabs(scaled - gsl_vector_get(x, v)));
        gsl_vector_set(x, v, scaled);
    }
    bool has_settled = true;
    for (size_t c = 0; c < of->n_components; c++) {
        /* Changes shrink by a ratio: what they still add up to is the error that is left. */
        double ratio = p->change[c] > 0.0 ? p->next[c] / p->change[c] : 0.0;
        double left = ratio < 1.0 ? p->next[c] * fmax(1.0, ratio / (1.0 - ratio)) : INFINITY;
        has_settled = has_settled && (p->next[c] <= STANDSTILL || left <= TOLERANCE);
        p->change[c] = p->next[c];
    }
    return has_settled;
}

static copse_status iterate(parts *p, copse_tie_matrix *m, const copse_context *ctx, copse_error *err)
{
    gsl_vector_memcpy(m->x, m->ones);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        copse_status st = round % 64 == 0 ? copse_context_poll(ctx, err) : COPSE_OK;
        gsl_vector_memcpy(m->y, m->x);
        if (st == COPSE_OK)
            st = copse_gsl_status(gsl_spblas_dgemv(CblasNoTrans, 1.0, m->a, m->x, 1.0, m->y),
                                  "eigenvector centrality", err);
        if (st != COPSE_OK)
            return st;
        if (rescale(p, m->x, m->y))
            return COPSE_OK;
    }
    return copse_error_set(err, COPSE_E_NUMERIC, NULL, "use katz, which always settles",
                           "eigenvector centrality did not settle in %d rounds", MOST_ROUNDS);
}

copse_status copse_measure_eigenvector(double *value, double *error, const copse_subject *of,
                                       const copse_context *ctx, copse_error *err)
{
    copse_tie_matrix m;
    parts p = {.of = of};
    (void)error;
    if (of->n == 0)
        return COPSE_OK;
    copse_status st = copse_tie_matrix_new(&m, of, err);
    if (st != COPSE_OK)
        return st;
    p.largest = copse_memory_new(of->n_components, sizeof *p.largest);
    p.change = copse_memory_new(of->n_components, sizeof *p.change);
    p.next = copse_memory_new(of->n_components, sizeof *p.next);
    st = p.largest && p.change && p.next ? iterate(&p, &m, ctx, err) : copse_error_nomem(err);
    /* Alone, a vertex is an eigenvector of any length. */
    for (size_t v = 0; st == COPSE_OK && v < of->n; v++)
        if (copse_incidence_degree(&of->ties, v) > 0)
            value[v] = gsl_vector_get(m.x, v);
    copse_memory_free(p.largest);
    copse_memory_free(p.change);
    copse_memory_free(p.next);
    copse_tie_matrix_free(&m);
    return st;
}
