/* The bootstrap: resampled means of several figures of the same people. */
#include "measure/ranking.h"

#include "base/memory.h"
#include "base/random.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

/* One resample: the same people for every figure, so that differences stay paired. */
static void resample(double *sum, const double *value, size_t n, size_t m, copse_random *random)
{
    for (size_t j = 0; j < m; j++)
        sum[j] = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double *row = value + m * copse_random_below(random, n);
        for (size_t j = 0; j < m; j++)
            sum[j] += row[j];
    }
}

/* Resampling n people has the spread of n − 1, and the normal's tails instead of t's. */
static double expanded_tail(size_t n)
{
    double freedom = (double)n - 1.0;
    return gsl_cdf_ugaussian_P(sqrt((double)n / freedom) * gsl_cdf_tdist_Pinv(0.025, freedom));
}

static copse_interval interval_of(double *means, size_t rounds, const double *value, size_t n, size_t m)
{
    copse_interval found = {gsl_stats_mean(value, m, n), NAN, NAN};
    if (n < 2)
        return found;
    double tail = expanded_tail(n);
    gsl_sort(means, 1, rounds);
    found.lower = gsl_stats_quantile_from_sorted_data(means, 1, rounds, tail);
    found.upper = gsl_stats_quantile_from_sorted_data(means, 1, rounds, 1.0 - tail);
    return found;
}

copse_status copse_measure_bootstrap(copse_interval *out, const double *value, size_t n, size_t m,
                                     size_t rounds, const copse_context *ctx, copse_error *err)
{
    copse_status st = COPSE_OK;
    copse_random random;
    double *sum = copse_memory_new(m, sizeof *sum);
    double *means = copse_memory_new(m * rounds, sizeof *means); /* [m × rounds] */
    if (!sum || !means) {
        st = copse_error_nomem(err);
        goto done;
    }
    copse_random_seed(&random, ctx->seed, 0);
    for (size_t round = 0; round < rounds && st == COPSE_OK; round++) {
        resample(sum, value, n, m, &random);
        for (size_t j = 0; j < m; j++)
            means[j * rounds + round] = sum[j] / (double)n;
        st = copse_context_poll(ctx, err);
    }
    for (size_t j = 0; j < m && st == COPSE_OK; j++)
        out[j] = interval_of(means + j * rounds, rounds, value + j, n, m);
done:
    copse_memory_free(sum);
    copse_memory_free(means);
    return st;
}
