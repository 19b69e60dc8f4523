/*
 * Who knows whom, and through what: the paths that introductions go along.
 *
 * Unlike the graph of collaboration.h, which takes one kind of record, all that is recorded links people here:
 * ties, answered questions and past pairings; one team; one CoP. What is asked is not how far apart two people
 * are, but who could introduce them, and for that a colleague of the same team will do.
 */
#ifndef COPSE_NETWORK_ACQUAINTANCE_H
#define COPSE_NETWORK_ACQUAINTANCE_H

#include "network/network.h"

/** How somebody was reached. */
typedef struct copse_acquaintance_step {
    copse_index before; /**< who stands before them; COPSE_NONE at the start */
    copse_link_kind link;
    copse_index through; /**< the team or CoP; COPSE_NONE for a tie */
} copse_acquaintance_step;

/** Walks from one person after the other. */
typedef struct copse_acquaintance {
    const copse_network *net;
    copse_incidence ties;         /**< [n_members × n_members], both ways */
    copse_incidence team_members; /**< [n_teams × n_members] */
    bool *is_passed;              /**< [n_teams + n_communities] by the walk at hand */
    int32_t *hops;                /**< [n_members] of those that the last walk reached; else -1 */
    copse_acquaintance_step *step; /**< [n_members] of those that it reached */
    int32_t *order;               /**< [n_members] in the order of being reached, the start first */
    size_t n;                     /**< how many it reached, the start included */
} copse_acquaintance;

/**
 * Make ready to walk. Teams and CoPs of more than COPSE_COLLABORATION_CIRCLE people link nobody, nor do sensitive
 * and closed CoPs.
 * @return COPSE_OK, COPSE_E_NOMEM; free on failure, too.
 */
copse_status copse_acquaintance_new(copse_acquaintance *out, const copse_network *net, copse_error *err);
void copse_acquaintance_free(copse_acquaintance *a);

/**
 * Reach everybody within so many hops, breadth first. Of several ways to somebody that are equally short, a tie
 * goes before a team and a team before a CoP; then whoever was reached first stands before them.
 *
 * @param may_pass  [n_members] who may be reached and stood on; NULL: everybody
 * Cost: O(ties and seats of those within).
 */
void copse_acquaintance_walk(copse_acquaintance *a, copse_index from, int most_hops, const bool *may_pass);

#endif
