/* A slow, plain way to the leading eigenvector. Shares no code with the engine. */
#ifndef COPSE_ORACLE_DENSE_POWER_H
#define COPSE_ORACLE_DENSE_POWER_H

#include <stddef.h>

/**
 * Eigenvector of the largest eigenvalue of a symmetric non-negative matrix
 * a[n × n], row-major, of a connected graph: 20,000 rounds of x := x + a·x,
 * scaled to length 1 after each. All entries of x come out positive.
 */
void oracle_dense_power(double *x, const double *a, size_t n);

#endif
