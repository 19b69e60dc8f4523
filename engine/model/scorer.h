/* What scoring and explaining share: a model bound to a network, and what a member has in its
 * terms. */
#ifndef COPSE_MODEL_SCORER_H
#define COPSE_MODEL_SCORER_H

#include "model/model_internal.h"
#include "model/together.h"

/** One thing that a member has. */
typedef struct copse_holding {
    copse_reason_kind kind;
    int32_t index;              /**< of the community, topic or group */
    int64_t value;              /**< fixed point, see quantise.h */
    const copse_model_row *row; /**< what it says of the model's CoPs; NULL: nothing */
} copse_holding;

/** A CoP of a member's that the model has a row of. */
typedef struct copse_joint {
    int32_t target, community;
} copse_joint;

struct copse_scorer {
    const copse_model *model;
    const copse_network *net;
    const copse_model_row *
        *of_community;                /**< [communities of the facts] NULL: the model has none */
    const copse_model_row **of_topic; /**< [topics] */
    const copse_model_row **of_similarity; /**< [topics] */
    const copse_model_row **of_group;      /**< [groups] */
    const copse_model_row *popularity;
    double *known_idf;     /**< [topics] frozen at fit */
    int32_t *target_of;    /**< [communities] ordinal; -1: sensitive, or newer than the model */
    bool has_member_rows;  /**< whether the model looks at members at all */
    copse_incidence fresh; /**< [topics × communities] profiles of CoPs newer than the model */
    int32_t *fresh_weight; /**< [entries of fresh] what the topic says of the CoP */
    int32_t *community_of; /**< [targets] index in the facts; -1: gone, or sensitive now */
    size_t n_open;         /**< CoPs that are not sensitive */
    int64_t *sum;          /**< [targets] scratch, 0 between members */
    uint64_t *is_touched;  /**< [targets / 64 + 1] scratch, a bit a target, 0 between members */
    int64_t *fresh_sum;    /**< [communities] of those that are newer than the model; likewise */
    copse_scored *listed;  /**< [communities] scratch */
    size_t n_holdings;
    copse_holding *holdings;       /**< [most that a member has] scratch */
    double *value, *idf, *squares; /**< [most topics of a member] scratch */
    copse_together *together;      /**< NULL: what a CoP says does not depend on the others */
    copse_joint *joint;            /**< [most CoPs of a member] scratch, as the three below */
    const copse_model_row **joint_row;
    int32_t *joint_target;
    double *share;
};

/** List what the profile has. @return whether the model can say anything from it */
bool copse_scorer_gather(copse_scorer *scorer, const copse_profile *profile);

/** Whether the CoP can be recommended: not sensitive, and not in the profile. */
bool copse_scorer_is_candidate(const copse_scorer *scorer, const copse_profile *profile,
                               copse_index community);

/** What one holding adds to one CoP's score, in millionths. */
int64_t copse_scorer_part(const copse_scorer *scorer, const copse_holding *holding,
                          copse_index community);

#endif
