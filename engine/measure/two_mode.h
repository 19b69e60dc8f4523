/* Bridging seats of units, against a two-mode null that keeps how many CoPs each person and people each CoP has. */
#ifndef COPSE_MEASURE_TWO_MODE_H
#define COPSE_MEASURE_TWO_MODE_H

#include "network/network.h"

/**
 * How far a unit's seats in CoPs lead outside it. A CoP of one member leads nowhere: it is left out of all sums.
 *
 *     X_t = Σ_c n_tc (s_c − n_tc) / (s_c − 1)        n_tc: members of t in c;  s_c: members of c
 *
 * Each seat counts as the share of the other members of its CoP who are outside the unit.
 */
typedef struct copse_bridging {
    double seats;    /**< D_t = Σ d_i, i in t */
    double observed; /**< X_t */
    double expected; /**< under the null; NaN where it has no seat */
    double variance; /**< of X_t under the null, given D_t; NaN where it has no seat */
} copse_bridging;

/**
 * Observed and expected bridging seats of every unit, in closed form.
 *
 * With M = Σ d_i and Q = Σ d_i² over all members, D_t and Q_t over those of t,
 *
 *     E₀[X_t] = D_t − M (D_t² − Q_t) / (M² − Q)
 *
 * for seats that are dealt at random. The variance is that of the bipartite configuration model, of largest
 * entropy with the same expected margins, p_ic = x_i y_c / (1 + x_i y_c), given Σ_c n_tc = D_t: with
 * μ_c = Σ_{i∈t} p_ic, V_in and V_out the sums of p(1−p) inside and outside t, v_c = V_in V_out / (V_in + V_out)
 * and a_c = (2μ_c − s_c)/(s_c − 1),
 *
 *     Var₀ = Σ a²v − (Σ av)² / Σv + Σ 2v² / (s_c − 1)²
 *
 * @param[out] out  [units->n_rows]
 * @param joined    members × CoPs, borrowed
 * @param units     units × members, borrowed; a member may be in several
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(memberships + units × distinct sizes of CoPs × distinct numbers of CoPs in a unit).
 * Source: Saracco, Di Clemente, Gabrielli & Squartini 2015, Scientific Reports 5, 10595, for p_ic.
 */
copse_status copse_measure_bridging(copse_bridging *out, const copse_incidence *joined,
                                    const copse_incidence *units, const copse_context *ctx,
                                    copse_error *err);

/**
 * The same, expected value and variance from sampled incidences with exactly the same margins (curveball trades).
 *
 * @param samples  how many, at least 2; drawn with ctx->seed
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(samples × memberships).
 * Source: Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz 2014, Nature Communications 5, 4114.
 */
copse_status copse_measure_bridging_sampled(copse_bridging *out, const copse_incidence *joined,
                                            const copse_incidence *units, size_t samples,
                                            const copse_context *ctx, copse_error *err);

#endif
