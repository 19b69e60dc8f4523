/* Where a CoP with nobody in it stands, judged on CoPs that are emptied for it. */
#ifndef COPSE_MODEL_UNTRIED_H
#define COPSE_MODEL_UNTRIED_H

#include "model/trials.h"

/** A blend as it scores a trial, with the CoPs as they are. All borrowed. */
typedef struct copse_untried_blend {
    const copse_trials *trials;
    double related, worded; /**< what likeness of joined CoPs counts, of topics and of words */
    /** Fill row [targets] with the scores of a trial. */
    void (*fill)(double *row, void *user, size_t trial);
    void *user;
} copse_untried_blend;

/**
 * Choose the score for likeness of topics with a CoP that has nobody in it,
 * which has little else to go by.
 *
 * CoPs are emptied in groups, as many at a time as have nobody in the data,
 * but one in twenty at least. A trial is then looked at twice, with its CoP
 * among the emptied and with others emptied, and the two count in the same
 * proportion: what is given to one kind is taken from the other. A value with
 * which emptied CoPs are found less, or lower, than by likeness of topics alone
 * is chosen only where there is no other: then that with which most are found.
 *
 * @param[out] score  at least 0; 0 where nothing is alike
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(trials × targets), some twenty times.
 */
copse_status copse_untried_choose(double *score, const copse_untried_blend *blend,
                                  copse_error *err);

/** What a value that is tried is worth. */
typedef struct copse_untried_value {
    double warm;  /**< NDCG@20 of CoPs that have members, among which others are emptied */
    double cold;  /**< NDCG@20 of emptied CoPs */
    double found; /**< how many of these are among the first 20 */
    double alike, alike_found; /**< the same by likeness of topics alone */
} copse_untried_value;

/** The choice among values that are tried, ascending in score. @param share  of the cold @return
 * which */
size_t copse_untried_best(const copse_untried_value *value, size_t n, double share);

#endif
