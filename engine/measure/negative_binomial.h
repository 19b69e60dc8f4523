/* How many ties or seats a unit of its size has, and how much that varies: a size-matched negative binomial. */
#ifndef COPSE_MEASURE_NEGATIVE_BINOMIAL_H
#define COPSE_MEASURE_NEGATIVE_BINOMIAL_H

#include "base/context.h"

/**
 * Counts Y of units of n people: Y ~ NB2 with mean μ and variance μ + φμ²,
 *
 *     μ = exp(a + b ln n)        φ = least + φ0 + φ1 / n
 *
 * Small units vary more than large ones, which are averages of more people.
 */
typedef struct copse_negative_binomial {
    double a, b, phi0, phi1;
    double least;     /**< φ is never below it */
    size_t n_fitted;  /**< units that the last fit was made of */
    size_t n_trimmed; /**< units left out of it, because they are what is looked for */
} copse_negative_binomial;

/** With fewer units than this no null can be fitted. */
enum { COPSE_NEGATIVE_BINOMIAL_LEAST = 20 };

/**
 * Fit by maximum likelihood (gsl_multimin, BFGS, four parameters), leave out the units whose lower-tail
 * mid-p is below 0.005, since they would widen the null that they are to be told from, and fit again, up to
 * four times.
 *
 * @param y      [n_units] counts, whole and not negative; NaN: left out
 * @param size   [n_units] people, > 0
 * @param least  lower bound of φ, > 0
 * @return COPSE_OK, COPSE_E_DATA (fewer than 20 units, or nothing but zeros), COPSE_E_NUMERIC,
 *         COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(distinct pairs of count and size) an iteration, some hundred of them.
 * Source: Hilbe 2011, Negative Binomial Regression (2nd ed.), NB2 and its likelihood.
 */
copse_status copse_measure_negative_binomial_fit(copse_negative_binomial *out, const double *y,
                                                 const double *size, size_t n_units, double least,
                                                 const copse_context *ctx, copse_error *err);

double copse_measure_negative_binomial_mean(const copse_negative_binomial *nb, double size);
double copse_measure_negative_binomial_phi(const copse_negative_binomial *nb, double size);

/**
 * Lower-tail mid-p, P(Y < y) + ½ P(Y = y): how likely so few, or fewer, would be in a unit like the others.
 * Source: Lancaster 1961, JASA 56, 223–234.
 */
double copse_measure_negative_binomial_lower(const copse_negative_binomial *nb, double y, double size);

/** What a unit has as a share of what units of its size have. */
typedef struct copse_rate {
    double mean;         /**< y / μ, as it was counted */
    double lower, upper; /**< exact 90 % interval of a Poisson count, over μ */
    double below_half;   /**< P(ρ < ½) of its rate ρ, drawn towards the others' */
} copse_rate;

/**
 * The share as counted, with its interval, and how likely its rate is really below half: NB2 is a Poisson of mean
 * ρμ with ρ ~ Gamma(k, k), k = 1/φ, so that ρ given y is Gamma(k + y, rate k + μ). The share itself is not drawn
 * towards the others: the units that are looked for are none of them.
 *
 * Source: Garwood 1936, Biometrika 28, 437–442, for the interval; Hilbe 2011 for the mixture.
 */
copse_rate copse_measure_negative_binomial_rate(const copse_negative_binomial *nb, double y, double size);

#endif
