/*
 * Trials: memberships that are hidden one at a time, to see where a model
 * would have put them.
 *
 * A trial (i, c) is a member of two CoPs or more and one that they are in. The
 * row that is left has a membership less, and lacks topics that c alone
 * carries, which would give c away.
 */
#ifndef COPSE_MODEL_TRIALS_H
#define COPSE_MODEL_TRIALS_H

#include "model/design.h"

typedef struct copse_trials {
    const copse_design *design; /**< borrowed */
    uint64_t seed;
    size_t n;
    int32_t *member;       /**< [n] row in the design */
    int32_t *target;       /**< [n] the hidden CoP */
    double *weight;        /**< [n] 1 / (CoPs of the member) · size^−1/4, adding up to 1 */
    copse_incidence known; /**< [n × topics] what is left of the member's */
    /* [n × targets] parts that depend on no option */
    float *similarity; /**< topics known · topics of the CoP */
    float *related;    /**< topics of the CoPs that are left · topics of the CoP */
    float *worded;     /**< words of the CoPs that are left · words of the CoP */
    /* standard deviations, for parts to be of one scale; never 0 */
    double similarity_unit, related_unit, worded_unit; /**< over trials × targets */
    double popularity_unit;                            /**< of ln(1 + size) over targets */
} copse_trials;

/** Under so few trials nothing is chosen by them. */
enum { COPSE_TRIALS_LEAST = 30 };

/**
 * All trials, or a sample of them.
 *
 * Every member counts alike, but members of large CoPs less than those of
 * small ones: a member who joins next is less like the crowd than a member who
 * is hidden.
 * @return COPSE_OK (n may be 0), COPSE_E_NOMEM.
 * Cost: O(trials × targets).
 */
copse_status copse_trials_new(copse_trials **out, const copse_design *design, uint64_t seed,
                              copse_error *err);
void copse_trials_free(copse_trials *trials);

/** Whether the CoP can be recommended in the trial: the member is not in it, or it is the hidden
 * one. */
bool copse_trials_is_candidate(const copse_trials *trials, size_t trial, size_t target);

#endif
