/* Many tests at once: combining them for one unit, and keeping false alarms few over all units. */
#ifndef COPSE_MEASURE_MULTIPLE_H
#define COPSE_MEASURE_MULTIPLE_H

#include "base/error.h"

/**
 * Combine p-values of one unit, however they depend on each other: T = mean of tan((½ − p)π),
 * p = ½ − arctan(T)/π. Each is clipped to [1e-15, 0.9]: one near 1 would outweigh a real signal.
 *
 * @param p  [n]; NaN: not available. @return NaN where none is.
 * Source: Liu & Xie 2020, JASA 115, 393–402, eq. 1, equal weights.
 */
double copse_measure_cauchy(const double *p, size_t n);

/**
 * The global test that none of the nulls fails: min over ranks i of n·p₍ᵢ₎/i.
 *
 * @param p  [n]; NaN: not tested. @return NaN where none is.
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(n log n).
 * Source: Simes 1986, Biometrika 73, 751–754.
 */
copse_status copse_measure_simes(double *out, const double *p, size_t n, copse_error *err);

/**
 * Step-up procedure that holds the expected share of false discoveries at q.
 *
 * @param[out] cut  the largest p that is rejected; negative: none is
 * @param p  [n]; NaN: not tested
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(n log n).
 * Source: Benjamini & Hochberg 1995, JRSS B 57, 289–300.
 */
copse_status copse_measure_benjamini_hochberg(double *cut, const double *p, size_t n, double q,
                                              copse_error *err);

#endif
