/* The paired bootstrap. */
#include "measure/ranking.h"

#include "base/memory.h"
#include "base/random.h"

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

static double mean_of_resample(const double *difference, size_t n, copse_random *random)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += difference[copse_random_below(random, n)];
    return sum / (double)n;
}

copse_status copse_measure_paired_bootstrap(copse_difference *out, const double *a, const double *b,
                                            size_t n, size_t rounds, const copse_context *ctx,
                                            copse_error *err)
{
    copse_status st = COPSE_OK;
    copse_random random;
    double *difference = copse_memory_new(n, sizeof *difference);
    double *means = copse_memory_new(rounds, sizeof *means);
    if (!difference || !means) {
        st = copse_error_nomem(err);
        goto done;
    }
    for (size_t i = 0; i < n; i++)
        difference[i] = a[i] - b[i];

    copse_random_seed(&random, ctx->seed, 0);
    for (size_t round = 0; round < rounds && st == COPSE_OK; round++) {
        means[round] = mean_of_resample(difference, n, &random);
        st = copse_context_poll(ctx, err);
    }
    if (st != COPSE_OK)
        goto done;
    gsl_sort(means, 1, rounds);
    *out = (copse_difference){
        .mean = gsl_stats_mean(difference, 1, n),
        .lower = gsl_stats_quantile_from_sorted_data(means, 1, rounds, 0.025),
        .upper = gsl_stats_quantile_from_sorted_data(means, 1, rounds, 0.975),
    };
done:
    copse_memory_free(difference);
    copse_memory_free(means);
    return st;
}
