/*
 * What is common to many members: the subspace of CoPs that walks between them
 * stay in longest,
 *
 *     P = D_c^-½ Xᵀ D_m^-1 X D_c^-½,    Q ≈ its leading eigenvectors, QᵀQ = I
 *
 * by orthogonal iteration (Rutishauser 1969, "Computational aspects of F. L.
 * Bauer's simultaneous iteration method", Numerische Mathematik 13) from a
 * random start (Halko, Martinsson & Tropp 2011, SIAM Review 53(2), algorithm
 * 4.4). What is asked of Q is Q Qᵀ and P Q Qᵀ P, for which no eigenvector has to
 * be told from another.
 */
#ifndef COPSE_MODEL_SPECTRUM_H
#define COPSE_MODEL_SPECTRUM_H

#include "model/design.h"

/** Columns at most (of 41,000 CoPs 512 served better than 256), and what their number in memory is
 * a multiple of. */
enum { COPSE_SPECTRUM_MOST = 512, COPSE_SPECTRUM_LANES = 16 };

typedef struct copse_spectrum {
    size_t n_columns; /**< in memory: those beyond what was asked for are 0 */
    float *low;       /**< [targets × n_columns] Q */
    float *passed;    /**< [targets × n_columns] P Q */
} copse_spectrum;

/**
 * Find it, with a column for every four CoPs: of as many columns as CoPs Q Qᵀ would be no filter.
 *
 * All sums run in one order that keys and rows of members do not change, and
 * without BLAS: the same bits everywhere.
 * @param most  columns at most
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: some 7 · columns · (4 memberships + CoPs · columns).
 */
copse_status copse_spectrum_new(copse_spectrum **out, const copse_design *design, size_t most,
                                const copse_context *ctx, copse_error *err);
void copse_spectrum_free(copse_spectrum *spectrum);

/** a·b of n numbers, a multiple of COPSE_SPECTRUM_LANES; sums side by side, then in halves. */
static inline float copse_spectrum_dot(const float *a, const float *b, size_t n)
{
    float sum[COPSE_SPECTRUM_LANES] = {0};
    for (size_t k = 0; k < n; k += COPSE_SPECTRUM_LANES)
        for (int l = 0; l < COPSE_SPECTRUM_LANES; l++)
            sum[l] += a[k + (size_t)l] * b[k + (size_t)l];
    for (int width = COPSE_SPECTRUM_LANES / 2; width > 0; width /= 2)
        for (int l = 0; l < width; l++)
            sum[l] += sum[l + width];
    return sum[0];
}

#endif
