/* A matching of largest weight in any graph, odd cycles and all. */
#ifndef COPSE_CHOOSE_MATCHING_H
#define COPSE_CHOOSE_MATCHING_H

#include "base/context.h"

/**
 * Pair vertices so that the sum of weights is the largest there is.
 *
 * Edmonds' primal-dual algorithm: every vertex and every odd set that has become a blossom has a price, edges whose
 * prices leave no slack are looked at, and each phase makes the matching one pair larger or ends. Prices are whole
 * numbers, so that the proof is exact: *bound is what they prove no matching can pass, and equals *weight.
 *
 * @param[out] mate    [n] the other of the pair; -1: none
 * @param[out] weight  of the matching
 * @param[out] bound   the value of the prices; may be NULL
 * @param w            [n × n] symmetric; 0 or less: no edge; at most INT64_MAX / (8 n)
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(n³), memory 36 n² bytes.
 * Source: Edmonds 1965, Journal of Research of the NBS 69B, 125–130; phases of O(n²) as in Galil 1986, ACM Computing
 *         Surveys 18, 23–38, section 3.
 */
copse_status copse_choose_matching(int32_t *mate, int64_t *weight, int64_t *bound, const int64_t *w, size_t n,
                                   const copse_context *ctx, copse_error *err);

#endif
