/* How many people two CoPs share by chance, given how many CoPs each person is in and how many people each CoP has. */
#ifndef COPSE_MEASURE_SHARED_MEMBERS_H
#define COPSE_MEASURE_SHARED_MEMBERS_H

#include "network/network.h"

/**
 * The number S of people in both of two CoPs a, b, under fixed margins:
 *
 *     E[S] = Σ_i P(i in both)        P(i in both) = p_ia p_ib (1 − (1 − p_ia)(1 − p_ib) / V_i)        V_i = Σ_c p_ic (1 − p_ic)
 *
 * with p_ic of the bipartite configuration model of two_mode.h. Who is in d_i CoPs has one place less for b once they
 * are in a: none is left of one. The tail is bounded by that of a Poisson variable of the same mean: S is a sum of
 * draws of unequal chance, of which the sum is fixed as well, and spreads less. So the test says "more than chance"
 * rather too seldom.
 */
typedef struct copse_shared_null copse_shared_null;

/**
 * @param joined  members × CoPs; borrowed until the null is freed
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(distinct numbers of CoPs of a person × distinct sizes of CoPs) a sweep, some hundred of them.
 * Source: Saracco, Di Clemente, Gabrielli & Squartini 2015, Scientific Reports 5, 10595, for p_ic; Hájek 1964,
 * Annals of Mathematical Statistics 35, 1491–1523, for two places in a draw of fixed size; Hoeffding 1956, same
 * journal 27, 713–721, for the order of the tails.
 */
copse_status copse_shared_null_new(copse_shared_null **out, const copse_incidence *joined, const copse_context *ctx,
                                   copse_error *err);
void copse_shared_null_free(copse_shared_null *null);

/** E[S] of two CoPs; 0 where either has nobody. Cost: O(distinct numbers of CoPs of a person). */
double copse_shared_null_expected(const copse_shared_null *null, size_t a, size_t b);

/** The bound of P(S ≥ shared); 1 where nothing is shared. */
double copse_shared_null_upper(const copse_shared_null *null, size_t a, size_t b, size_t shared);

#endif
