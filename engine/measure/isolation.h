/* Which units lack connections, how sure that is, and of which kind. */
#ifndef COPSE_MEASURE_ISOLATION_H
#define COPSE_MEASURE_ISOLATION_H

#include "measure/negative_binomial.h"
#include "measure/overlap.h"

/** What was counted of units: arrays [n_units], borrowed. */
typedef struct copse_unit_counts {
    size_t n_units;
    const double *staff;            /**< people, whole, > 0 */
    const double *ties;             /**< O_t direct ties out of the unit; NULL: none are recorded anywhere */
    const double *seats;            /**< in CoPs, all that its people have; NULL: no CoP is recorded */
    const copse_bridging *bridging; /**< NULL: not judged at this level */
    double largest_cop;             /**< members of the largest CoP */
    const bool *is_missing;         /**< nothing at all is recorded of its people */
} copse_unit_counts;

/** What is said of one unit. */
typedef struct copse_unit_isolation {
    copse_isolation_verdict verdict;
    copse_isolation_kind kind;            /**< of the smallest p */
    double p;                             /**< combined; NaN where nothing is available */
    double p_of[COPSE_ISOLATION_KINDS];   /**< NaN where not available */
    double expected[2];                   /**< ties, seats that units of its size have; NaN */
    copse_rate rate[2];                   /**< of ties, of seats; all NaN where not available */
    double below_half;                    /**< mean of P(ρ < ½) over ties and seats */
    double detectable;                    /**< the largest ρ that would have been significant; NaN: none */
} copse_unit_isolation;

typedef struct copse_isolation_options {
    double q;         /**< expected share of false alarms among the confirmed */
    double least_phi; /**< lower bound of the dispersion */
} copse_isolation_options;

#define COPSE_ISOLATION_OPTIONS_INIT {0.1, 0.02}

/** How the whole was judged. */
typedef struct copse_isolation_summary {
    bool has[COPSE_ISOLATION_KINDS]; /**< which signals could be judged */
    copse_negative_binomial null[2]; /**< of ties, of seats, where judged */
    copse_overlap overlap;           /**< of what is usual among team mates, where judged */
    double simes;                    /**< the global test; no unit is confirmed where it is above 0.03 */
    double cut;                      /**< the largest p that is, or would have been, confirmed */
    size_t n_confirmed, n_tested;
} copse_isolation_summary;

/**
 * Judge units by up to three signals: *quiet*, direct ties against what units of the size have; *absent*, seats
 * likewise; *inward*, how much its people sit in the same CoPs, against the two-mode null and what is usual.
 *
 * The available ones are combined (Cauchy). The whole is tested first (Simes, at 0.03, so that at most one trust in
 * twenty in which nobody is isolated hears of one); then units are confirmed at a false discovery rate of q
 * (Benjamini–Hochberg). A signal that cannot be fitted is left out and is false in summary->has.
 *
 * @param[out] out  [n_units]
 * @return COPSE_OK, COPSE_E_DATA (no signal can be judged: err says why), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: that of the fits.
 */
copse_status copse_measure_isolation(copse_unit_isolation *out, copse_isolation_summary *summary,
                                     const copse_unit_counts *counts, const copse_isolation_options *options,
                                     const copse_context *ctx, copse_error *err);

/** For units that are too few to judge: nothing is available of any of them, and none can be told. */
void copse_measure_isolation_unjudged(copse_unit_isolation *out, copse_isolation_summary *summary,
                                      const copse_unit_counts *counts);

/**
 * Units in the order in which they should be looked at: confirmed ones first, then by their strongest signal; ties by
 * the smaller index. (On made-up trusts the smallest p ranks better than the combined one or P(ρ < ½).)
 * @param[out] order  [n_units]
 * @return COPSE_OK, COPSE_E_NOMEM.
 */
copse_status copse_measure_isolation_order(size_t *order, const copse_unit_isolation *of, size_t n_units,
                                           copse_error *err);

#endif
