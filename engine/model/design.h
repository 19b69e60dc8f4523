/*
 * The design: what is known of members and CoPs, as sparse rows that models
 * are fitted on.
 *
 * Members, CoPs, topics and groups stand in the order of their keys, whatever
 * the order of the facts: sums are then added up alike, and a model does not
 * depend on how rows arrived. Sensitive CoPs are not here at all.
 */
#ifndef COPSE_MODEL_DESIGN_H
#define COPSE_MODEL_DESIGN_H

#include "network/network.h"

typedef struct copse_design {
    const copse_network *net; /**< borrowed */
    size_t n_members, n_targets, n_topics, n_groups;
    int32_t *member; /**< [n_members] row -> index in the facts */
    int32_t *target; /**< [n_targets] a CoP that can be recommended -> index in the facts */
    int32_t *topic;  /**< [n_topics] -> index in the facts */
    int32_t *group;  /**< [n_groups] -> index in net->groups */

    copse_incidence joined;  /**< [n_members × n_targets] no values: each is 1 */
    copse_incidence known;   /**< [n_members × n_topics] sqrt(evidence)·idf, rows of length 1 */
    copse_incidence grouped; /**< [n_members × n_groups] no values */
    copse_incidence about;   /**< [n_targets × n_topics] sqrt(weight)·idf, rows of length 1 */

    double *size;      /**< [n_targets] members */
    double *known_idf; /**< [n_topics + 1] for members, whole millionths; last: of a topic that
                          nobody has */
    double *about_idf; /**< [n_topics + 1] for CoPs, likewise */
} copse_design;

/**
 * Build from a network, as if some memberships were not there.
 *
 * @param hidden  [members of the facts] index of a CoP whose membership is left out, or -1; NULL:
 * none. A topic that only this CoP carries is left out of the member's too: it would give away what
 * is hidden.
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(rows log rows).
 */
copse_status copse_design_new(copse_design **out, const copse_network *net, const int32_t *hidden,
                              copse_error *err);
void copse_design_free(copse_design *design);

/** Columns of Z: CoPs, then topics, then groups. */
static inline size_t copse_design_columns(const copse_design *d)
{
    return d->n_targets + d->n_topics + d->n_groups;
}

static inline const char *copse_design_target_key(const copse_design *d, size_t target)
{
    return d->net->facts->communities[d->target[target]].key;
}

/**
 * Turn evidence into a topic profile in place: sqrt(value)·idf, scaled to length 1.
 *
 * A square root, because the tenth package says less than the first. Squares
 * are added up in ascending order, so that the order of topics changes no bit.
 * @param idf      [n] of each value's topic
 * @param scratch  [n]
 */
void copse_design_profile(double *value, const double *idf, size_t n, double *scratch);

#endif
