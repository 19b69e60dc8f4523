/* The parts of one recommendation. All that they return lives in the answer's arena. */
#ifndef COPSE_QUESTION_RECOMMEND_H
#define COPSE_QUESTION_RECOMMEND_H

#include "model/model.h"

/** What one join answer is made from. */
typedef struct copse_asking {
    const copse_network *net;
    const copse_model *model;
    copse_scorer *scorer;
    const copse_context *ctx;
    const copse_join_options *options;
    copse_index member;
    const bool *is_wanted; /**< [n_topics] */
    size_t threshold;      /**< smallest count that is shown */
    copse_arena *arena;    /**< the answer's */
} copse_asking;

/** The rule's, unless the context has the store's own. */
size_t copse_asking_threshold(const copse_context *ctx);

/** Fill gains, lacks and contributes. @return false when memory ran out. */
bool copse_recommend_topics(copse_recommendation *r, const copse_asking *ask,
                            copse_index community);

/** Fill mode, site, travel_minutes and distance_km. @return false when memory ran out. */
bool copse_recommend_place(copse_recommendation *r, const copse_asking *ask, copse_index community);

/** Fill core and near. @return false when memory ran out. */
bool copse_recommend_people(copse_recommendation *r, const copse_asking *ask,
                            copse_index community);

/**
 * Whether so many people near the member may not be named that 'others, not
 * named' tells nothing about any of them: among the two of a team of three it
 * would say that one of them is in the CoP.
 *
 * Near: sharing a team, or a CoP that is not sensitive, with the member.
 * Cost: O(members of those).
 */
copse_status copse_recommend_many_unnamed(bool *out, const copse_asking *ask, copse_error *err);

#endif
