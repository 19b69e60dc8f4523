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
    copse_incidence known;   /**< [n_members × n_topics] as features, copse_design_known() */
    copse_incidence grouped; /**< [n_members × n_groups] no values */
    copse_incidence about;   /**< [n_targets × n_topics] sqrt(weight)·idf, rows of length 1 */
    copse_incidence worded;  /**< [n_targets × words] sqrt(count)·idf, rows of length 1 */

    double *size;        /**< [n_targets] members */
    double known_median; /**< median length of what members know, whole millionths */
    double *known_idf;   /**< [n_topics + 1] for members, whole millionths; last: of a topic that
                            nobody has */
    double *about_idf;   /**< [n_topics + 1] for CoPs, likewise */
} copse_design;

/**
 * Build from a network, which must outlive the design.
 *
 * @return COPSE_OK, COPSE_E_DATA (a name is not UTF-8), COPSE_E_NOMEM.
 * Cost: O(rows log rows).
 */
copse_status copse_design_new(copse_design **out, const copse_network *net, copse_error *err);
void copse_design_free(copse_design *design);

/** Columns of Z: CoPs, then topics, then groups, then one that everybody has. */
static inline size_t copse_design_columns(const copse_design *d)
{
    return d->n_targets + d->n_topics + d->n_groups + 1;
}

static inline const char *copse_design_target_key(const copse_design *d, size_t target)
{
    return d->net->facts->communities[d->target[target]].key;
}

/**
 * Turn evidence into a profile of length 1, in place: sqrt(value)·idf, scaled.
 *
 * A square root, because the tenth package says less than the first. Squares
 * are added up in ascending order, so that the order of topics changes no bit.
 * @param idf      [n] of each value's topic
 * @param scratch  [n]
 */
void copse_design_profile(double *value, const double *idf, size_t n, double *scratch);

/** Length of sqrt(value·idf), which needs no scaling to be compared; scratch [n]. */
double copse_design_length(const double *value, const double *idf, size_t n, double *scratch);

/**
 * Turn evidence into features, in place: sqrt(value·idf), its length l drawn
 * halfway to the median, times sqrt(median / l) / median. Who knows much says
 * more than who knows little, but not in proportion.
 */
void copse_design_known(double *value, const double *idf, size_t n, double median, double *scratch);

#endif
