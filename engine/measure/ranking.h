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

/** A mean difference with its 95 % interval. */
typedef struct copse_difference {
    double mean, lower, upper;
} copse_difference;

/**
 * Paired bootstrap percentile interval of mean(a − b): people are drawn with replacement, each
 * with both figures.
 *
 * @param a, b     [n] figures of the same n > 0 people
 * @param rounds   resamples, > 0
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(n · rounds).
 * Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
 */
copse_status copse_measure_paired_bootstrap(copse_difference *out, const double *a, const double *b,
                                            size_t n, size_t rounds, const copse_context *ctx,
                                            copse_error *err);

#endif
