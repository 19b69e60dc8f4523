#include "measure/shared_members.h"

#include <gsl/gsl_cdf.h>

#include "measure/two_mode_internal.h"

struct copse_shared_null {
    copse_configuration model;
    double *variance; /* [people.n] V of who is in so many CoPs */
};

static copse_status find_variance(copse_shared_null *null, copse_error *err)
{
    const copse_configuration *m = &null->model;
    null->variance = copse_memory_new(m->people.n, sizeof *null->variance);
    if (!null->variance)
        return copse_error_nomem(err);
    for (size_t d = 0; d < m->people.n; d++)
        for (size_t c = 0; c < m->cops.n; c++) {
            double p = m->p[d * m->cops.n + c];
            null->variance[d] += m->cops.count[c] * p * (1.0 - p);
        }
    return COPSE_OK;
}

copse_status copse_shared_null_new(copse_shared_null **out, const copse_incidence *joined, const copse_context *ctx,
                                   copse_error *err)
{
    *out = NULL;
    copse_shared_null *null = copse_memory_new(1, sizeof *null);
    if (!null)
        return copse_error_nomem(err);
    copse_status st = copse_configuration_new(&null->model, joined, ctx, err);
    if (st == COPSE_OK)
        st = find_variance(null, err);
    if (st == COPSE_OK)
        *out = null;
    else
        copse_shared_null_free(null);
    return st;
}

void copse_shared_null_free(copse_shared_null *null)
{
    if (!null)
        return;
    copse_configuration_free(&null->model);
    copse_memory_free(null->variance);
    copse_memory_free(null);
}

double copse_shared_null_expected(const copse_shared_null *null, size_t a, size_t b)
{
    const copse_configuration *m = &null->model;
    int32_t of_a = m->cops.of[a], of_b = m->cops.of[b];
    double sum = 0.0;
    if (of_a < 0 || of_b < 0)
        return 0.0;
    for (size_t d = 0; d < m->people.n; d++) {
        double p = m->p[d * m->cops.n + (size_t)of_a], q = m->p[d * m->cops.n + (size_t)of_b];
        /* Who is in every CoP leaves nothing to chance: V is 0, and both are sure. */
        double kept = null->variance[d] > 1e-9 ? 1.0 - (1.0 - p) * (1.0 - q) / null->variance[d] : 1.0;
        if (m->people.value[d] > 1.0 && kept > 0.0)
            sum += m->people.count[d] * p * q * kept;
    }
    return sum;
}

double copse_shared_null_upper(const copse_shared_null *null, size_t a, size_t b, size_t shared)
{
    if (shared == 0)
        return 1.0;
    return gsl_cdf_poisson_Q((unsigned)(shared - 1), copse_shared_null_expected(null, a, b));
}
