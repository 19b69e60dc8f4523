/*
 * Effective size, Σ_j (1 − Σ_{q≠v} p_vq m_jq) over neighbours j: p_vq = w_vq / s_v, m_jq = w_jq / max_k w_jk.
 * Burt 1992, Structural Holes, chapter 2. With equal weights it is n − 2t/n (Borgatti 1997, "Structural holes:
 * unpacking Burt's redundancy measures", Connections 20(1), 35–38): n neighbours, t ties among them.
 */
#include "measure/vertex.h"

#include <math.h>

static double largest_of(const copse_incidence *ties, size_t v)
{
    double largest = 0.0;
    for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++)
        largest = fmax(largest, ties->value[k]);
    return largest;
}

/* share [n] has p_vq of v's neighbours and 0 elsewhere. */
static double size_of(const copse_incidence *ties, size_t v, const double *share)
{
    double size = 0.0;
    for (size_t i = ties->start[v]; i < ties->start[v + 1]; i++) {
        size_t j = (size_t)ties->column[i];
        double redundant = 0.0, largest = largest_of(ties, j);
        for (size_t k = ties->start[j]; k < ties->start[j + 1]; k++)
            redundant += share[ties->column[k]] * ties->value[k] / largest;
        size += 1.0 - redundant;
    }
    return size;
}

copse_status copse_measure_effective_size(double *value, double *error, const copse_subject *of,
                                          const copse_context *ctx, copse_error *err)
{
    (void)error;
    const copse_incidence *ties = &of->ties;
    double *share = copse_memory_new(of->n, sizeof *share);
    copse_status st = share ? COPSE_OK : copse_error_nomem(err);
    for (size_t v = 0; st == COPSE_OK && v < of->n; v++) {
        double strength = 0.0;
        if (copse_incidence_degree(ties, v) == 0)
            continue;
        for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++)
            strength += ties->value[k];
        for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++)
            share[ties->column[k]] = ties->value[k] / strength;
        value[v] = size_of(ties, v, share);
        for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++)
            share[ties->column[k]] = 0.0;
        if (v % 256 == 0)
            st = copse_context_poll(ctx, err);
    }
    copse_memory_free(share);
    return st;
}
