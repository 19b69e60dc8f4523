/*
 * A network of a few people, which answers about one of them as the whole
 * network would: it holds what that person has and whom the answer may name,
 * and beside them the figures that only the whole could count.
 */
#ifndef COPSE_NETWORK_PART_H
#define COPSE_NETWORK_PART_H

#include "network/network.h"
#include "store/kept.h"
#include "store/part.h"

/* Figures that the store keeps, by name; see store/kept.h. */
#define COPSE_KEPT_KNOWING    "knowing"        /**< members who know any topic */
#define COPSE_KEPT_HOLDERS    "holders"        /**< of a topic: members who know it */
#define COPSE_KEPT_SCALE      "scale"          /**< of a topic: copse_network.topic_scale */
#define COPSE_KEPT_ACTIVITY   "first-activity" /**< the first day on which anything happened in a CoP */
#define COPSE_KEPT_DORMANT    "dormant"        /**< CoPs of which copse_network_sleeps() */
#define COPSE_KEPT_ROLE       "role"           /**< a folded role that is spelled in more than one way */
#define COPSE_KEPT_PROFESSION "profession"     /**< likewise */

/** What a network of a few people cannot count. */
struct copse_network_whole {
    size_t n_knowing;
    size_t *n_holders;      /**< [n_topics] */
    copse_day first_activity;
    size_t n_dormant;       /**< CoPs of the whole that sleep and are not in this network */
    size_t *community_size; /**< [n_communities] of those that an answer asks about; else 0 */
};

/** Keep in the store what copse_network_part() reads, unless it is kept already. */
copse_status copse_network_keep(copse_store *store, const copse_network *net, const copse_context *ctx,
                                copse_error *err);

/**
 * The network of what was taken, with topics' figures as of the whole. Sizes of
 * CoPs are filled by whoever counted them.
 */
copse_status copse_network_part(copse_network **out, copse_part *part, const copse_context *ctx,
                                copse_error *err);

/**
 * Whether the groups of this network are shown under the names that the whole
 * network has for them: not where a role or profession is spelled in several
 * ways, of which some may be others'.
 */
copse_status copse_network_has_plain_groups(bool *out, const copse_network *net, const copse_store *store,
                                            copse_error *err);

#endif
