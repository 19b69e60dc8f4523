/* Which CoPs may be recommended to a member, and in which order. */
#ifndef COPSE_QUESTION_CANDIDATES_H
#define COPSE_QUESTION_CANDIDATES_H

#include "model/model.h"

typedef struct copse_candidate {
    copse_index community;
    int64_t score;
    size_t wanted; /**< topics that it holds and the member wants */
} copse_candidate;

/** CoPs that would have fitted, by why they were left out. */
typedef struct copse_left_out {
    size_t dormant;
    size_t mode_unknown; /**< a mode was asked for and theirs is not recorded */
    size_t site_unknown; /**< a site was asked for and whether they are in reach is not known */
} copse_left_out;

typedef struct copse_candidates {
    size_t n;
    copse_candidate *list; /**< by score, then wanted, then key */
    bool has_evidence;     /**< whether the scores stand on anything */
    bool *is_wanted;       /**< [n_topics] what the member wants to learn or asked for */
    size_t n_wanted;
    copse_left_out left_out;
} copse_candidates;

/**
 * Score and filter: not the member's own CoPs, none that is sensitive or closed, dormant ones only
 * if asked for, and what options ask of mode, site and topics. Where the model has nothing to go by
 * but the member wants topics, only CoPs that hold one of them are left.
 *
 * Cost: that of copse_scorer_score(), and a sort.
 */
copse_status copse_candidates_find(copse_candidates *out, const copse_network *net,
                                   copse_scorer *scorer, copse_index member,
                                   const copse_join_options *options, copse_error *err);
void copse_candidates_free(copse_candidates *candidates);

/** How many are asked for. */
size_t copse_candidates_top(const copse_join_options *options);

#endif
