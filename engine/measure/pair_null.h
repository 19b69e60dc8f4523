/* How many CoPs two people share by chance, given how many CoPs each is in and how many people each CoP has. */
#ifndef COPSE_MEASURE_PAIR_NULL_H
#define COPSE_MEASURE_PAIR_NULL_H

#include "measure/pair.h"

/**
 * The number S of shared CoPs of two people of d_a and d_b CoPs, under fixed margins:
 *
 *     P(S = k)  ∝  the share of Π_c P(X_c, Y_c) with Σ X = d_a, Σ Y = d_b, Σ XY = k
 *
 * Each CoP c is a draw of (X_c, Y_c) from the bipartite configuration model of two_mode.h, with P(X_c = 1) = p_ac and
 *
 *     P(X_c = Y_c = 1) = p_ac p_bc (1 − (1 − p_ac)(1 − p_bc) / V_c)        V_c = Σ_i p_ic (1 − p_ic)
 *
 * since a place that a takes is one less for b, and 0 in a CoP of one. On the Southern Women the mean is within 0.13 and the tail
 * within 0.07 of sampled tables, for every pair; a test repeats that.
 *
 * The tail of a Poisson-binomial of p_ac p_bc, without either (the stochastic degree sequence model: Neal 2014, Social
 * Networks 39, 84–97), is off by 0.17 there: its spread is much too wide where people are in a good part of all CoPs.
 *
 * Source: Zweig & Kaufmann 2011, Social Network Analysis and Mining 1, 187–218, for the test with fixed margins (there
 * by sampling); Saracco et al. 2015 for p_ic; Hájek 1964, Annals of Mathematical Statistics 35, 1491–1523, for two
 * places in a draw of fixed size.
 */
typedef struct copse_pair_null copse_pair_null;

/**
 * The null of every pair that shares anything.
 *
 * @param of  members, with their seats; borrowed until the null is freed
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(CoPs · d_a · d_b · min(d_a, d_b)) for each two numbers of CoPs that a pair has, and O(pairs).
 */
copse_status copse_pair_null_new(copse_pair_null **out, const copse_subject *of, const copse_context *ctx,
                                 copse_error *err);
void copse_pair_null_free(copse_pair_null *null);

/** E[S]; NaN of a pair that shares nothing. */
double copse_pair_null_expected(const copse_pair_null *null, size_t a, size_t b);

/** P(S ≥ what they share); NaN of a pair that shares nothing. */
double copse_pair_null_upper(const copse_pair_null *null, size_t a, size_t b);

#endif
