/*
 * The best few CoPs of many members, one after the other: as
 * copse_candidates_find() lists them, but what does not depend on the member
 * is worked out once, and only CoPs that the model says something of are
 * looked at.
 */
#ifndef COPSE_QUESTION_SHORTLIST_H
#define COPSE_QUESTION_SHORTLIST_H

#include "base/largest.h"
#include "question/candidates.h"

typedef struct copse_shortlist {
    const copse_network *net;
    copse_scorer *scorer;
    copse_search *search; /**< for members of whom too little is said */
    const copse_join_options *options;
    size_t top;
    bool *is_admitted;         /**< [communities] whether it can be recommended to anybody */
    int32_t *place;            /**< [communities] in the order of keys */
    bool *is_wanted;           /**< [n_topics] scratch, false between members */
    copse_largest largest;     /**< of scores */
    copse_candidate *list;     /**< [communities] the answer */
    struct copse_placed *best; /**< [communities] scratch */
} copse_shortlist;

/**
 * All three must outlive the list.
 * @return COPSE_OK, COPSE_E_ARGUMENT (a diversity outside [0, 1]), COPSE_E_NOMEM; the list can be freed.
 */
copse_status copse_shortlist_init(copse_shortlist *list, const copse_network *net,
                                  copse_scorer *scorer, const copse_join_options *options,
                                  copse_error *err);
void copse_shortlist_free(copse_shortlist *list);

/**
 * @param[out] n  at most the options' top; 0 where the model has nothing to go by. They are in
 *                list->list, best first.
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: that of copse_scorer_list(); where that has too few, and with diversity, of
 * copse_candidates_find().
 */
copse_status copse_shortlist_find(size_t *n, copse_shortlist *list, copse_index member,
                                  copse_error *err);

#endif
