/* Whether a unit's rate changed between two counts. */
#ifndef COPSE_MEASURE_RATE_CHANGE_H
#define COPSE_MEASURE_RATE_CHANGE_H

/**
 * The conditional test of two Poisson counts Y ~ Poisson(ρμ) with μ as expected of units of that size: where ρ did not
 * change, of y_a + y_b those of the second are
 *
 *     Y_b | y_a + y_b  ~  Binomial(y_a + y_b, μ_b / (μ_a + μ_b))
 *
 * Twice the smaller tail, at most 1. That ρ differs from unit to unit does no harm, since it is the unit's own both
 * times; that ties last from one time to the next makes the counts more alike than that, so the test says "changed"
 * rather too seldom.
 *
 * @param y_a, y_b    counts, whole and not negative
 * @param mu_a, mu_b  > 0
 * @return in (0, 1]; 1 where both counts are 0, NaN where any is NaN
 * Source: Przyborowski & Wilenski 1940, Biometrika 31, 313–323.
 */
double copse_measure_rate_change(double y_a, double mu_a, double y_b, double mu_b);

#endif
