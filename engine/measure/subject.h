/* What a measure is taken of: the things of one level, the ties between them, and what they have in common. */
#ifndef COPSE_MEASURE_SUBJECT_H
#define COPSE_MEASURE_SUBJECT_H

#include "measure/tallies.h"
#include "network/collaboration.h"

struct copse_pair_null;

/** Which parts of copse_subject a measure reads; only these are made. */
enum {
    COPSE_SUBJECT_TIES = 1,     /**< ties, component */
    COPSE_SUBJECT_SEATS = 2,    /**< seats, hubs */
    COPSE_SUBJECT_TOPICS = 4,   /**< topics, depth */
    COPSE_SUBJECT_TEAMS = 8,    /**< group */
    COPSE_SUBJECT_TALLIES = 16, /**< tallies, of teams and communities */
    COPSE_SUBJECT_RESTART = 32,  /**< restart */
    COPSE_SUBJECT_NULL = 64      /**< null, of seats */
};

/**
 * Things of one level, in the order of the facts: members who are present, teams and CoPs with somebody in them,
 * all topics. Sensitive and closed CoPs are no things, and tie nothing.
 *
 * Ties are symmetric, without loops, each at most once, with weights > 0:
 *   members      the collaboration graph; where it goes through CoPs (or teams) of s people, each adds 1/(s − 1)
 *   teams        pairs of people who are tied; where no tie is recorded, Σ over CoPs of n_t n_u / (s − 1)
 *   communities  each person in k of them adds 1/(k − 1)
 *   topics       each CoP that holds k of them adds 1/(k − 1)
 * so a crowded hub does not outweigh many small ones (Newman 2001, Physical Review E 64, 016132).
 */
typedef struct copse_subject {
    copse_things things;
    const copse_network *net;
    copse_contact_basis basis; /**< what ties between people are; of members and teams */
    size_t n;
    copse_index *index;   /**< [n] of the member, team, community or topic */
    copse_incidence ties; /**< [n × n], values: weights */
    int32_t *component;   /**< [n] which connected part, numbered from 0 as they are met */
    size_t n_components;
    size_t *component_size; /**< [n_components] */
    copse_incidence seats;  /**< [n × hubs] members and teams × CoPs, CoPs × members, topics × CoPs */
    copse_incidence hubs;   /**< its transpose */
    copse_incidence topics; /**< [n × topics] profiles, √evidence · idf; a topic's own is itself */
    int32_t *depth;         /**< [topics of the facts] 1 at the top of the hierarchy */
    int32_t *group;         /**< [n] a member's team, the first by key; −1: none */
    copse_units *units; /**< who is in each team or community; else NULL */
    copse_tallies tallies;
    double *restart; /**< [n] where a walk begins anew, adding up to 1 */
    struct copse_pair_null *null;
} copse_subject;

/**
 * Cut the network into things and make the parts that are asked for.
 *
 * @param topic  where a walk begins anew: with who or what holds this topic; COPSE_NONE: anywhere alike
 * @return COPSE_OK, COPSE_E_DATA (nothing of the level holds the topic), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(ties, or Σ over hubs of size²) for ties; else O(memberships + expertise).
 */
copse_status copse_subject_new(copse_subject **out, const copse_network *net, copse_things things, unsigned parts,
                                copse_index topic, const copse_context *ctx, copse_error *err);
void copse_subject_free(copse_subject *of);

/** What ties hold together: numbers the connected parts. Called by copse_subject_new(). */
copse_status copse_subject_find_components(copse_subject *of, copse_error *err);

/** The ties of each level, from its seats. Called by copse_subject_new(). */
copse_status copse_subject_tie(copse_subject *of, const copse_context *ctx, copse_error *err);

#endif
