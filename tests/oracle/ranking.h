/* Ranking figures, plainly: sort everything, look at every place. Shares no code with the engine. */
#ifndef COPSE_TESTS_ORACLE_RANKING_H
#define COPSE_TESTS_ORACLE_RANKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct oracle_figures {
    double recall, hit, ndcg, mrr;
} oracle_figures;

/**
 * @param scores    [n]; INT64_MIN: not a candidate
 * @param tie       [n] the lesser goes first among equal scores
 * @param is_true   [n]
 */
oracle_figures oracle_ranking(const int64_t *scores, const int64_t *tie, const bool *is_true, size_t n,
                              size_t k);

#endif
