/* The formulas stand in multiple.h. */
#include "measure/multiple.h"

#include <math.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_sort_double.h>

#include "base/memory.h"

static const double LEAST_P = 1e-15, MOST_P = 0.9;

double copse_measure_cauchy(const double *p, size_t n)
{
    double sum = 0.0, used = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(p[i]))
            continue;
        /* The tangent of what is left to a right angle, in the form that keeps the digits of a small p. */
        sum += 1.0 / tan(fmin(fmax(p[i], LEAST_P), MOST_P) * M_PI);
        used += 1.0;
    }
    /* ½ − arctan(T)/π without taking two near-equal numbers from each other. */
    return used > 0.0 ? atan2(1.0, sum / used) / M_PI : NAN;
}

/* Those that are numbers, ascending. */
static copse_status sorted(double **out, size_t *n_out, const double *p, size_t n, copse_error *err)
{
    double *of = copse_memory_new(n, sizeof *of);
    if (!of)
        return copse_error_nomem(err);
    *n_out = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(p[i]))
            of[(*n_out)++] = p[i];
    gsl_sort(of, 1, *n_out);
    *out = of;
    return COPSE_OK;
}

copse_status copse_measure_simes(double *out, const double *p, size_t n, copse_error *err)
{
    double *of, least = NAN;
    size_t m;
    copse_status st = sorted(&of, &m, p, n, err);
    if (st != COPSE_OK)
        return st;
    for (size_t i = 0; i < m; i++)
        least = fmin(least, (double)m * of[i] / (double)(i + 1));
    copse_memory_free(of);
    *out = least;
    return COPSE_OK;
}

copse_status copse_measure_benjamini_hochberg(double *cut, const double *p, size_t n, double q,
                                              copse_error *err)
{
    double *of, largest = -1.0;
    size_t m;
    copse_status st = sorted(&of, &m, p, n, err);
    if (st != COPSE_OK)
        return st;
    for (size_t i = 0; i < m; i++)
        if (of[i] <= q * (double)(i + 1) / (double)m)
            largest = of[i];
    copse_memory_free(of);
    *cut = largest;
    return COPSE_OK;
}
