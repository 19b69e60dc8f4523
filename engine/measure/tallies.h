/* What is counted of units: people, ties that lead out and ties inside, seats in CoPs and where these lead. */
#ifndef COPSE_MEASURE_TALLIES_H
#define COPSE_MEASURE_TALLIES_H

#include "measure/two_mode.h"
#include "network/units.h"

/** All [n_units], owned. */
typedef struct copse_tallies {
    size_t n_units;
    bool has_ties;  /**< some tie or answered question is recorded of somebody */
    bool has_seats; /**< some membership */
    double *staff;
    double *ties_out;      /**< distinct pairs of one inside and one outside */
    double *ties_in;       /**< distinct pairs inside */
    double *single_bridge; /**< max over its people of their ties out, over ties_out; NaN where that is 0 */
    double *seats;         /**< Σ d_i; at the level of CoPs Σ (d_i − 1), seats in others */
    copse_bridging *bridging;
    bool *is_missing;      /**< no tie, membership, expertise nor exchange of any of its people */
    bool *is_cut_off;      /**< something is recorded, and no tie nor seat leads out */
    double largest_cop;    /**< members of the largest CoP that counts */
    double tie_ends;       /**< ends of all ties of the network */
} copse_tallies;

/**
 * Count. Sensitive and closed CoPs are left out.
 *
 * @param samples  0: the closed form of the two-mode null; else from so many samples
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(ties + memberships) and that of the null.
 */
copse_status copse_measure_tallies_new(copse_tallies *out, const copse_network *net, const copse_units *units,
                                       size_t samples, const copse_context *ctx, copse_error *err);
void copse_measure_tallies_free(copse_tallies *tallies);

/**
 * E-I index, (outside − inside) / (outside + inside) ties, from −1 to 1; NaN without ties.
 * Source: Krackhardt & Stern 1988, Social Psychology Quarterly 51, 123–140.
 */
double copse_measure_ei_index(const copse_tallies *tallies, size_t unit);

/**
 * Conductance, ties out over the smaller of the tie ends inside the unit and outside it; NaN where that is 0.
 * Source: Kannan, Vempala & Vetta 2004, Journal of the ACM 51, 497–515.
 */
double copse_measure_conductance(const copse_tallies *tallies, size_t unit);

#endif
