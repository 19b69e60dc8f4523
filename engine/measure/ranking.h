/* How good a ranking is, against what turned out to be true; and how sure a difference is. */
#ifndef COPSE_MEASURE_RANKING_H
#define COPSE_MEASURE_RANKING_H

#include "base/context.h"

/** Figures of one ranked list at a cut-off k; means over people are the caller's. */
typedef struct copse_ranking {
    double recall;          /**< share of what is true that stands in the first k */
    double hit;             /**< 1 when any of it does */
    double ndcg;            /**< discounted gain over that of the ideal list */
    double reciprocal_rank; /**< 1 / place of the first that is true, 0 when none is in the first k */
} copse_ranking;

/**
 * Recall, hit, NDCG and reciprocal rank at k of one list.
 *
 *     NDCG@k = Σ_{places p ≤ k that are true} 1/log₂(p + 1)  /  Σ_{p ≤ min(k, |truth|)} 1/log₂(p + 1)
 *
 * @param ranked   [n_ranked] best first, no item twice; n_ranked may be below k
 * @param truth    [n_truth] ascending, n_truth > 0
 * Cost: O(k log n_truth).
 * Source: Järvelin & Kekäläinen 2002, ACM TOIS 20(4), 422–446, with binary gain; ideal list of
 * min(k, |truth|) as in the published figures that we compare with.
 */
void copse_measure_ranking(copse_ranking *out, const copse_index *ranked, size_t n_ranked,
                           const copse_index *truth, size_t n_truth, size_t k);

/**
 * Means of m figures of the same n people, each with its 95 % interval by bootstrap: people are
 * drawn with replacement, each with all their figures. A figure that is a difference of two others
 * makes the interval a paired one; somebody with several observations brings their mean, since these
 * are not independent.
 *
 * Percentile interval, expanded to Φ(√(n/(n−1)) · t₀.₀₂₅,ₙ₋₁) and its complement instead of 0.025 and
 * 0.975: the plain one is too narrow for few people. The quantiles of fewer than two people are NaN.
 *
 * @param[out] out  [m]; unchanged on failure
 * @param value     [n × m], n > 0
 * @param rounds    resamples, > 0
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(n · m · rounds).
 * Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13; the expansion:
 * Hesterberg 2015, The American Statistician 69(4), 371–386.
 */
copse_status copse_measure_bootstrap(copse_interval *out, const double *value, size_t n, size_t m,
                                     size_t rounds, const copse_context *ctx, copse_error *err);

#endif
