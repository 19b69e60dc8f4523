/* The ties of one level as a sparse matrix of GSL's, for what is solved by iteration. */
#ifndef COPSE_MEASURE_TIE_MATRIX_H
#define COPSE_MEASURE_TIE_MATRIX_H

#include <stddef.h>

#include <gsl/gsl_spmatrix.h>
#include <gsl/gsl_vector.h>

#include "measure/vertex.h"

/** Iteration never passes BLAS, so its digits are the same on every machine. */
typedef struct copse_tie_matrix {
    gsl_spmatrix *a; /**< [n × n], compressed rows; n > 0 */
    gsl_vector *x, *y, *ones;
} copse_tie_matrix;

/** @return COPSE_OK, COPSE_E_NUMERIC (more ties than GSL counts), COPSE_E_NOMEM. */
copse_status copse_tie_matrix_new(copse_tie_matrix *out, const copse_subject *of, copse_error *err);
void copse_tie_matrix_free(copse_tie_matrix *m);

/**
 * The largest eigenvalue of A, from below, by power iteration on A + I (a bipartite part would make A alone swing) and
 * Rayleigh quotients. Four digits are kept, since all that is done with it is to choose how fast walks fade.
 */
copse_status copse_tie_matrix_radius(double *out, copse_tie_matrix *m, const copse_context *ctx, copse_error *err);

/**
 * x = b + f A x, by x ← b + f A x from x = b, with b left in m->y and |f| times the radius at most 0.9: the solution
 * is in m->x. Each round takes that share of the error that is left.
 */
copse_status copse_tie_matrix_solve(copse_tie_matrix *m, double f, const copse_context *ctx, copse_error *err);

#endif
