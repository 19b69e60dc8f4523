/* The gamma of overlaps by maximum likelihood; its mean and variance stand in overlap.h. */
#include "measure/overlap.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_sf_gamma.h>

#include "base/library.h"
#include "base/memory.h"
#include "measure/negative_binomial.h"
#include "measure/settle.h"

enum { LN_H, LN_PHI, N_PARAMETERS };
enum { MAX_STEPS = 200, MAX_FITS = 5 };
/* Two parameters of 20,000 units are known to a percent: more are judged, but not fitted to. */
enum { MOST_FITTED = 20000 };

static const double TRIM = 0.005;
static const double LEAST_LN_PHI = -14.0, MOST_LN_PHI = 6.0;
/* So that one unit that is far off does not outweigh all others. */
static const double LEAST_LN_LIKELIHOOD = -690.0; /* about 1e-300 */

/* One unit that is fitted to. */
typedef struct fitted {
    const copse_bridging *of;
    double overlap, ln_overlap; /* overlap: 0 where it is below the least that there can be */
    bool is_used;
} fitted;

typedef struct sample {
    fitted *units;
    size_t n;
    double least;
} sample;

/* Chance must allow for some overlap: one person alone has none. */
static bool may_overlap(const copse_bridging *b)
{
    return b->seats > 0.0 && b->seats - b->expected > 1e-9 && b->variance > 1e-12;
}

typedef struct gamma_of {
    double shape, scale;
} gamma_of;

static gamma_of gamma_at(double h, double phi, const copse_bridging *b)
{
    double mean = h * (b->seats - b->expected);
    double variance = h * b->variance + phi * mean * mean;
    return (gamma_of){mean * mean / variance, variance / mean};
}

/* The logarithm of the density x^(a−1) e^(−x/θ) / (Γ(a) θ^a), or of the mass below the least. */
static double ln_likelihood(const fitted *u, gamma_of g, double least)
{
    if (u->overlap <= 0.0)
        return log(gsl_cdf_gamma_P(least, g.shape, g.scale));
    return (g.shape - 1.0) * u->ln_overlap - u->overlap / g.scale - gsl_sf_lngamma(g.shape) -
           g.shape * log(g.scale);
}

static double badness(const double *at, void *user)
{
    const sample *s = user;
    double sum = 0.0, n = 0.0, h = exp(at[LN_H]);
    double phi = exp(fmin(fmax(at[LN_PHI], LEAST_LN_PHI), MOST_LN_PHI));
    for (size_t t = 0; t < s->n; t++) {
        const fitted *u = &s->units[t];
        if (!u->is_used)
            continue;
        sum -= fmax(ln_likelihood(u, gamma_at(h, phi, u->of), s->least), LEAST_LN_LIKELIHOOD);
        n += 1.0;
    }
    return sum / n;
}

static double value_at(const gsl_vector *at, void *user)
{
    return badness(gsl_vector_const_ptr(at, 0), user);
}

/* With and without a dispersion, for where it only shrinks; what is no worse without is taken. */
static void settle(gsl_vector *at, sample *s)
{
    static const bool moves[2][N_PARAMETERS] = {{true, false}, {true, true}};
    double none[N_PARAMETERS] = {gsl_vector_get(at, LN_H), LEAST_LN_PHI};
    double some[N_PARAMETERS] = {gsl_vector_get(at, LN_H), gsl_vector_get(at, LN_PHI)};
    copse_measure_settle(none, N_PARAMETERS, moves[0], badness, s);
    copse_measure_settle(some, N_PARAMETERS, moves[1], badness, s);
    const double *best = badness(some, s) < badness(none, s) - 1e-6 ? some : none;
    gsl_vector_set(at, LN_H, best[LN_H]);
    gsl_vector_set(at, LN_PHI, best[LN_PHI]);
}

static copse_status walk(gsl_vector *at, sample *s, const copse_context *ctx, copse_error *err)
{
    gsl_multimin_function f = {value_at, N_PARAMETERS, s};
    gsl_vector *step = gsl_vector_alloc(N_PARAMETERS);
    gsl_multimin_fminimizer *m =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, N_PARAMETERS);
    copse_status st = step && m ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK) {
        gsl_vector_set_all(step, 0.5);
        st = copse_gsl_status(gsl_multimin_fminimizer_set(m, &f, at, step), "overlap of units", err);
    }
    for (int i = 0; st == COPSE_OK && i < MAX_STEPS; i++) {
        st = copse_context_poll(ctx, err);
        if (st != COPSE_OK || gsl_multimin_fminimizer_iterate(m) != GSL_SUCCESS ||
            gsl_multimin_test_size(gsl_multimin_fminimizer_size(m), 1e-5) == GSL_SUCCESS)
            break;
    }
    if (st == COPSE_OK) {
        gsl_vector_memcpy(at, m->x);
        settle(at, s);
    }
    gsl_vector_free(step);
    if (m)
        gsl_multimin_fminimizer_free(m);
    return st;
}

/* @return whether any unit changed between used and left out */
static bool trim(sample *s, copse_overlap *overlap)
{
    bool has_changed = false;
    overlap->n_trimmed = overlap->n_fitted = 0;
    for (size_t t = 0; t < s->n; t++) {
        bool is_used = copse_measure_overlap_upper(overlap, s->units[t].of) >= TRIM;
        has_changed = has_changed || is_used != s->units[t].is_used;
        s->units[t].is_used = is_used;
        if (is_used)
            overlap->n_fitted++;
        else
            overlap->n_trimmed++;
    }
    return has_changed;
}

static copse_status fit(copse_overlap *out, sample *s, const copse_context *ctx, copse_error *err)
{
    copse_overlap overlap = {0};
    gsl_vector *at = gsl_vector_alloc(N_PARAMETERS);
    copse_status st = at ? COPSE_OK : copse_error_nomem(err);
    if (at) {
        gsl_vector_set(at, LN_H, log(1.2));
        gsl_vector_set(at, LN_PHI, log(0.1));
    }
    for (int round = 0; st == COPSE_OK && round < MAX_FITS; round++) {
        st = walk(at, s, ctx, err);
        if (st != COPSE_OK)
            break;
        overlap.h = exp(gsl_vector_get(at, LN_H));
        overlap.phi = exp(fmin(fmax(gsl_vector_get(at, LN_PHI), LEAST_LN_PHI), MOST_LN_PHI));
        if (!trim(s, &overlap))
            break;
    }
    gsl_vector_free(at);
    if (st == COPSE_OK)
        *out = overlap;
    return st;
}

/* Units that could overlap; of very many, evenly spread ones. */
static copse_status sample_new(sample *s, const copse_bridging *bridging, size_t n_units, double least,
                               copse_error *err)
{
    size_t n = 0, met = 0;
    for (size_t t = 0; t < n_units; t++)
        n += may_overlap(&bridging[t]);
    *s = (sample){copse_memory_new(n < MOST_FITTED ? n : MOST_FITTED, sizeof *s->units), 0, least};
    if (!s->units)
        return copse_error_nomem(err);
    for (size_t t = 0; t < n_units; t++) {
        if (!may_overlap(&bridging[t]))
            continue;
        /* The met-th is taken where the count of taken ones steps up: all of them where n is no more than most. */
        size_t wanted = n <= MOST_FITTED ? met + 1 : (met + 1) * MOST_FITTED / n;
        met++;
        if (wanted == s->n)
            continue;
        double overlap = bridging[t].seats - bridging[t].observed;
        bool is_above = overlap > least;
        s->units[s->n++] = (fitted){&bridging[t], is_above ? overlap : 0.0, is_above ? log(overlap) : 0.0, true};
    }
    return COPSE_OK;
}

copse_status copse_measure_overlap_fit(copse_overlap *out, const copse_bridging *bridging, size_t n_units,
                                       double least, const copse_context *ctx, copse_error *err)
{
    sample s;
    copse_status st = sample_new(&s, bridging, n_units, least, err);
    if (st == COPSE_OK && s.n < COPSE_NEGATIVE_BINOMIAL_LEAST)
        st = copse_error_set(err, COPSE_E_DATA, "isolation", "look at a lower level, or at more units",
                             "no null can be fitted to the overlap of %zu units: it takes %d", s.n,
                             COPSE_NEGATIVE_BINOMIAL_LEAST);
    if (st == COPSE_OK)
        st = fit(out, &s, ctx, err);
    copse_memory_free(s.units);
    return st;
}

double copse_measure_overlap_upper(const copse_overlap *overlap, const copse_bridging *bridging)
{
    if (!may_overlap(bridging))
        return NAN;
    gamma_of g = gamma_at(overlap->h, overlap->phi, bridging);
    return gsl_cdf_gamma_Q(bridging->seats - bridging->observed, g.shape, g.scale);
}
