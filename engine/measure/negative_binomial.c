/*
 * The size-matched negative binomial by maximum likelihood.
 *
 * With k = 1/φ the log-likelihood of one unit is (Hilbe 2011)
 *
 *     ℓ = ln Γ(y + k) − ln Γ(k) − ln y! + k ln(k / (k + μ)) + y ln(μ / (k + μ))
 *
 * and its derivatives are ∂ℓ/∂ln μ = (y − μ) / (1 + φμ) and
 * ∂ℓ/∂k = ψ(y + k) − ψ(k) + ln(k / (k + μ)) + 1 − (k + y) / (k + μ).
 */
#include "measure/negative_binomial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>

#include "base/library.h"
#include "base/memory.h"
#include "measure/settle.h"

/* The parameters that are walked over: a, b, ln φ0, ln φ1. */
enum { A, B, LN_PHI0, LN_PHI1, N_PARAMETERS };
enum { MAX_STEPS = 200, MAX_FITS = 5 };

static const double TRIM = 0.005;
/* e^−14 of a dispersion is none; below it the likelihood is flat and the walk would never end. */
static const double LEAST_LN_PHI = -14.0, MOST_LN_PHI = 6.0;

/* All units of one count and one size. */
typedef struct alike {
    double y, size, ln_size;
    double n; /* how many */
    bool is_trimmed;
} alike;

typedef struct sample {
    size_t n;
    alike *of;
    double least, n_used;
} sample;

static int by_count_and_size(const void *a, const void *b)
{
    const alike *x = a, *y = b;
    if (x->y != y->y)
        return x->y < y->y ? -1 : 1;
    return (x->size > y->size) - (x->size < y->size);
}

/* Units that are alike have one likelihood: in a large organisation that is a tenth of the work. */
static copse_status sample_new(sample *s, const double *y, const double *size, size_t n_units,
                               copse_error *err)
{
    s->of = copse_memory_new(n_units, sizeof *s->of);
    if (!s->of)
        return copse_error_nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < n_units; i++)
        if (!isnan(y[i]))
            s->of[n++] = (alike){y[i], size[i], log(size[i]), 1.0, false};
    s->n_used = (double)n;
    qsort(s->of, n, sizeof *s->of, by_count_and_size);
    for (size_t i = 0; i < n; i++) {
        if (s->n > 0 && by_count_and_size(&s->of[s->n - 1], &s->of[i]) == 0)
            s->of[s->n - 1].n += 1.0;
        else
            s->of[s->n++] = s->of[i];
    }
    return COPSE_OK;
}

static double dispersion(double ln_phi)
{
    return exp(fmin(fmax(ln_phi, LEAST_LN_PHI), MOST_LN_PHI));
}

/* Mean of −ℓ over the units, and its gradient unless that is NULL. */
static double badness(const double at[N_PARAMETERS], const sample *s, gsl_vector *gradient)
{
    double phi0 = dispersion(at[LN_PHI0]), phi1 = dispersion(at[LN_PHI1]);
    double sum = 0.0, slope[N_PARAMETERS] = {0.0};
    for (size_t i = 0; i < s->n; i++) {
        const alike *u = &s->of[i];
        if (u->is_trimmed)
            continue;
        double mu = exp(at[A] + at[B] * u->ln_size);
        double phi = s->least + phi0 + phi1 / u->size, k = 1.0 / phi;
        double ln_share = -log1p(phi * mu); /* ln(k / (k + μ)) */
        sum -= u->n * (gsl_sf_lngamma(u->y + k) - gsl_sf_lngamma(k) - gsl_sf_lngamma(u->y + 1.0) +
                       k * ln_share + (u->y > 0.0 ? u->y * (log(phi * mu) + ln_share) : 0.0));
        if (!gradient)
            continue;
        double of_ln_mu = (u->y - mu) / (1.0 + phi * mu);
        double of_k = gsl_sf_psi(u->y + k) - gsl_sf_psi(k) + ln_share + 1.0 - (k + u->y) / (k + mu);
        double of_phi = -of_k * k * k;
        slope[A] -= u->n * of_ln_mu;
        slope[B] -= u->n * of_ln_mu * u->ln_size;
        slope[LN_PHI0] -= u->n * of_phi * phi0;
        slope[LN_PHI1] -= u->n * of_phi * phi1 / u->size;
    }
    for (size_t p = 0; gradient && p < N_PARAMETERS; p++)
        gsl_vector_set(gradient, p, slope[p] / s->n_used);
    return sum / s->n_used;
}

static double value_at(const gsl_vector *at, void *user)
{
    return badness(gsl_vector_const_ptr(at, 0), user, NULL);
}

static void slope_at(const gsl_vector *at, void *user, gsl_vector *gradient)
{
    badness(gsl_vector_const_ptr(at, 0), user, gradient);
}

static void both_at(const gsl_vector *at, void *user, double *value, gsl_vector *gradient)
{
    *value = badness(gsl_vector_const_ptr(at, 0), user, gradient);
}

static double plain_value(const double *at, void *user)
{
    return badness(at, user, NULL);
}

/* What φ0, or φ1, would have to be alone for the dispersion of a unit of usual size. */
static double total_at_mean(const gsl_vector *at, const sample *s, size_t trial)
{
    double people = 0.0, units = 0.0;
    for (size_t i = 0; i < s->n; i++) {
        people += s->of[i].n * s->of[i].size;
        units += s->of[i].n;
    }
    double size = people / units;
    double phi = dispersion(gsl_vector_get(at, LN_PHI0)) + dispersion(gsl_vector_get(at, LN_PHI1)) / size;
    return fmax(phi, 0.01) * (trial == 0 ? size : 1.0);
}

/*
 * Where the likelihood only grows as a dispersion goes to 0 the walk ends anywhere on the way. So it is settled with
 * either left out as well, and what is no worse with fewer parameters is taken.
 */
static void settle(gsl_vector *at, sample *s)
{
    static const bool moves[3][N_PARAMETERS] = {
        {true, true, false, true}, {true, true, true, false}, {true, true, true, true}};
    double best[N_PARAMETERS], least = INFINITY;
    for (size_t trial = 0; trial < 3; trial++) {
        double x[N_PARAMETERS];
        for (size_t p = 0; p < N_PARAMETERS; p++)
            x[p] = moves[trial][p] ? gsl_vector_get(at, p) : LEAST_LN_PHI;
        if (trial < 2) /* the one that is left has to stand for both, and may have been walked to nothing */
            x[LN_PHI1 - trial] = log(total_at_mean(at, s, trial));
        copse_measure_settle(x, N_PARAMETERS, moves[trial], plain_value, s);
        double value = badness(x, s, NULL);
        if (value < least - 1e-6) {
            least = value;
            memcpy(best, x, sizeof best);
        }
    }
    for (size_t p = 0; p < N_PARAMETERS; p++)
        gsl_vector_set(at, p, best[p]);
}

static copse_status walk(gsl_vector *at, sample *s, const copse_context *ctx, copse_error *err)
{
    gsl_multimin_function_fdf f = {value_at, slope_at, both_at, N_PARAMETERS, s};
    gsl_multimin_fdfminimizer *m =
        gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, N_PARAMETERS);
    if (!m)
        return copse_error_nomem(err);
    copse_status st = copse_gsl_status(gsl_multimin_fdfminimizer_set(m, &f, at, 0.1, 0.1),
                                       "negative binomial", err);
    for (int step = 0; st == COPSE_OK && step < MAX_STEPS; step++) {
        st = copse_context_poll(ctx, err);
        /* No further progress is the end of what doubles can do, not a failure. */
        if (st != COPSE_OK || gsl_multimin_fdfminimizer_iterate(m) != GSL_SUCCESS ||
            gsl_multimin_test_gradient(m->gradient, 1e-7) == GSL_SUCCESS)
            break;
    }
    if (st == COPSE_OK) {
        gsl_vector_memcpy(at, m->x);
        settle(at, s);
    }
    gsl_multimin_fdfminimizer_free(m);
    return st;
}

static copse_status start(gsl_vector *at, const sample *s, copse_error *err)
{
    double events = 0.0, people = 0.0;
    for (size_t i = 0; i < s->n; i++) {
        events += s->of[i].n * s->of[i].y;
        people += s->of[i].n * s->of[i].size;
    }
    if (s->n_used < COPSE_NEGATIVE_BINOMIAL_LEAST)
        return copse_error_set(err, COPSE_E_DATA, "isolation", "look at a lower level, or at more units",
                               "no null can be fitted to %.0f units: it takes %d", s->n_used,
                               COPSE_NEGATIVE_BINOMIAL_LEAST);
    if (events <= 0.0)
        return copse_error_set(err, COPSE_E_DATA, "isolation", NULL, "none of the units has any");
    gsl_vector_set(at, A, log(events / people));
    gsl_vector_set(at, B, 1.0);
    gsl_vector_set(at, LN_PHI0, log(0.2));
    gsl_vector_set(at, LN_PHI1, log(0.5));
    return COPSE_OK;
}

/*
 * Maximum likelihood takes the dispersion too small: it divides by the units instead of the degrees of freedom, and
 * it does not know that the lower tail was cut off at the 0.005 point z of what is near a normal, which takes
 * zφ(z)/0.995 of its variance (Johnson, Kotz & Balakrishnan 1994, Continuous Univariate Distributions 1, 13.10).
 */
static double inflation(double n)
{
    double cut = gsl_cdf_ugaussian_Pinv(TRIM);
    double kept = 1.0 + cut * gsl_ran_ugaussian_pdf(cut) / (1.0 - TRIM);
    return n / (n - N_PARAMETERS) / kept;
}

static void take(copse_negative_binomial *nb, const gsl_vector *at, const sample *s)
{
    double wider = inflation(s->n_used);
    *nb = (copse_negative_binomial){.a = gsl_vector_get(at, A),
                                    .b = gsl_vector_get(at, B),
                                    .phi0 = wider * dispersion(gsl_vector_get(at, LN_PHI0)),
                                    .phi1 = wider * dispersion(gsl_vector_get(at, LN_PHI1)),
                                    .least = s->least,
                                    .n_fitted = (size_t)s->n_used};
}

/* Mark the units that stick out below. @return whether that changed any mark */
static bool trim(sample *s, const copse_negative_binomial *nb, size_t *n_trimmed)
{
    bool has_changed = false;
    double n_used = 0.0;
    *n_trimmed = 0;
    for (size_t i = 0; i < s->n; i++) {
        alike *u = &s->of[i];
        bool sticks_out = copse_measure_negative_binomial_lower(nb, u->y, u->size) < TRIM;
        has_changed = has_changed || sticks_out != u->is_trimmed;
        u->is_trimmed = sticks_out;
        if (sticks_out)
            *n_trimmed += (size_t)u->n;
        else
            n_used += u->n;
    }
    s->n_used = n_used;
    return has_changed;
}

static copse_status fit(copse_negative_binomial *out, sample *s, const copse_context *ctx,
                        copse_error *err)
{
    copse_negative_binomial nb = {0};
    size_t n_trimmed = 0;
    gsl_vector *at = gsl_vector_alloc(N_PARAMETERS);
    if (!at)
        return copse_error_nomem(err);
    copse_status st = start(at, s, err);
    for (int round = 0; st == COPSE_OK && round < MAX_FITS; round++) {
        st = walk(at, s, ctx, err);
        if (st != COPSE_OK)
            break;
        take(&nb, at, s);
        nb.n_trimmed = n_trimmed;
        if (!isfinite(nb.a) || !isfinite(nb.b))
            st = copse_error_set(err, COPSE_E_NUMERIC, "isolation", NULL,
                                 "the null of units' counts does not converge");
        else if (round + 1 < MAX_FITS && !trim(s, &nb, &n_trimmed))
            break;
    }
    gsl_vector_free(at);
    if (st == COPSE_OK)
        *out = nb;
    return st;
}

copse_status copse_measure_negative_binomial_fit(copse_negative_binomial *out, const double *y,
                                                 const double *size, size_t n_units, double least,
                                                 const copse_context *ctx, copse_error *err)
{
    sample s = {.least = least};
    copse_status st = sample_new(&s, y, size, n_units, err);
    if (st == COPSE_OK)
        st = fit(out, &s, ctx, err);
    copse_memory_free(s.of);
    return st;
}

double copse_measure_negative_binomial_mean(const copse_negative_binomial *nb, double size)
{
    return exp(nb->a + nb->b * log(size));
}

double copse_measure_negative_binomial_phi(const copse_negative_binomial *nb, double size)
{
    return nb->least + nb->phi0 + nb->phi1 / size;
}

double copse_measure_negative_binomial_lower(const copse_negative_binomial *nb, double y, double size)
{
    double mu = copse_measure_negative_binomial_mean(nb, size);
    double k = 1.0 / copse_measure_negative_binomial_phi(nb, size), p = k / (k + mu);
    unsigned int count = (unsigned int)y;
    double here = gsl_ran_negative_binomial_pdf(count, p, k);
    double below = count > 0 ? gsl_cdf_negative_binomial_P(count - 1, p, k) : 0.0;
    return below + 0.5 * here;
}

copse_rate copse_measure_negative_binomial_rate(const copse_negative_binomial *nb, double y, double size)
{
    double mu = copse_measure_negative_binomial_mean(nb, size);
    double k = 1.0 / copse_measure_negative_binomial_phi(nb, size);
    return (copse_rate){.mean = y / mu,
                        .lower = y > 0.0 ? gsl_cdf_gamma_Pinv(0.05, y, 1.0) / mu : 0.0,
                        .upper = gsl_cdf_gamma_Pinv(0.95, y + 1.0, 1.0) / mu,
                        /* GSL takes the scale, not the rate */
                        .below_half = gsl_cdf_gamma_P(0.5, k + y, 1.0 / (k + mu))};
}
