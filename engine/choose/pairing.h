/* Pairs out of a group: who meets whom this time. */
#ifndef COPSE_CHOOSE_PAIRING_H
#define COPSE_CHOOSE_PAIRING_H

#include "base/context.h"

/** So many people at once are paired in the best way that there is; more are drawn into circles of so many. */
enum { COPSE_PAIRING_CIRCLE = 600, COPSE_PAIRING_MOST_WORTH = 1000 };

/** What a pair would be. */
typedef struct copse_pair_worth {
    bool may_meet;
    bool is_repeat; /**< they have met in this way before */
    int worth;      /**< 0 … COPSE_PAIRING_MOST_WORTH */
} copse_pair_worth;

typedef struct copse_pairing_problem {
    size_t n;
    const int32_t *place;     /**< [n] people of different places do not meet; NULL: all may */
    size_t most_pairs; /**< of the best, exactly for up to COPSE_PAIRING_CIRCLE people; 0: as many as there can be */
    const bool *has_priority; /**< [n] to be in a pair, where somebody must be left out */
    /** The pairs of one person with others. @param[out] out  [n_others] */
    copse_status (*put_row)(copse_pair_worth *out, void *user, size_t person, const int32_t *others,
                            size_t n_others, copse_error *err);
    void *user;
} copse_pairing_problem;

typedef struct copse_pairing {
    size_t n_pairs, n_repeats, n_priority; /**< n_priority: people with priority who are in a pair */
    int64_t worth;
    int64_t bound; /**< no pairs that come before these in the order below are worth more; equal to worth where
                        all were paired at once */
    bool is_exact; /**< all were */
} copse_pairing;

/**
 * The best pairs, in this order: as many pairs as there can be; of these, as few repeats; of these, as many people
 * with priority; of these, as much worth. What is still alike is drawn with ctx->seed.
 *
 * @param[out] mate  [n] the other of the pair; -1: left out
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM, what put_row returned.
 * Cost: O(n³) for a place of up to COPSE_PAIRING_CIRCLE people, O(n · COPSE_PAIRING_CIRCLE²) above.
 */
copse_status copse_choose_pairs(int32_t *mate, copse_pairing *out, const copse_pairing_problem *problem,
                                const copse_context *ctx, copse_error *err);

#endif
