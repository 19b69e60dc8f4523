/*
 * Measures of a weighted undirected graph, the slow plain way: dense tables, no cleverness, no code of the engine's.
 * a [n × n], row-major, symmetric, 0 on the diagonal: weights of ties.
 */
#ifndef COPSE_ORACLE_NETWORK_MEASURES_H
#define COPSE_ORACLE_NETWORK_MEASURES_H

#include <stddef.h>

enum { ORACLE_MOST = 80 };

/** Steps between all pairs (Floyd & Warshall); −1 where there is no way. */
void oracle_distances(int *steps, const double *a, size_t n);

/** r / Σ d; NaN without a neighbour. */
void oracle_closeness(double *x, const double *a, size_t n);

/** Share of the pairs in v's part, by counting shortest paths between each pair; NaN in a part of fewer than three. */
void oracle_betweenness(double *x, const double *a, size_t n);

/** x solves (I − f A) x = b, by Gaussian elimination with pivots. */
void oracle_solve(double *x, const double *a, double f, const double *b, size_t n);

/** The largest eigenvalue of A, by 100,000 rounds on A + I. */
double oracle_radius(const double *a, size_t n);

/** x = (1 − d) s + d Wᵀ x, W the rows of A over their sums. */
void oracle_pagerank(double *x, const double *a, const double *s, double d, size_t n);

/** NaN without a neighbour. */
void oracle_constraint(double *x, const double *a, size_t n);
void oracle_effective_size(double *x, const double *a, size_t n);

/** The k of the last k-core, by taking away again and again. */
void oracle_coreness(double *x, const double *a, size_t n);

/**
 * Untied pairs of v's neighbours.
 * @param role  0: all; 1: coordinator, 2: consultant, 3: gatekeeper, 4: liaison, by group [n] (−1: none)
 */
void oracle_brokerage(double *x, const double *a, const int *group, int role, size_t n);

/** Ties to other groups less ties inside, over both; NaN where there is neither. */
void oracle_ei_index(double *x, const double *a, const int *group, size_t n);

/** Ties that lead out of the set over the smaller of the tie ends inside and outside, ties counted. */
double oracle_conductance(const double *a, const unsigned char *is_in, size_t n);

#endif
