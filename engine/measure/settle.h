/* The last digits of a fit: the same on every machine. */
#ifndef COPSE_MEASURE_SETTLE_H
#define COPSE_MEASURE_SETTLE_H

#include "base/error.h"

/** As many parameters as a fit that is settled may have. */
enum { COPSE_SETTLE_MOST = 4 };

typedef double copse_settle_function(const double *x, void *user);

/**
 * Walk from near a minimum to where it stands, and round that to a millionth.
 *
 * GSL's minimisers stop somewhere around the minimum, and where depends on how a BLAS kernel rounds. Newton steps on
 * central differences of the function itself, which no BLAS has a part in, end at one place.
 *
 * @param[in,out] x  [n] n at most COPSE_SETTLE_MOST
 * @param moves      [n] false: the coordinate stays where it is
 * Where a step makes no sense (the function is flat, or bent the other way) x is only rounded.
 * Cost: about 40 n calls of the function.
 * Source: Nocedal & Wright 2006, Numerical Optimization (2nd ed.), 8.1, for the differences.
 */
void copse_measure_settle(double *x, size_t n, const bool *moves, copse_settle_function *function, void *user);

#endif
