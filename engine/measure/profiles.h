/* Topic profiles of many things at once, and which of them are most alike to one. */
#ifndef COPSE_MEASURE_PROFILES_H
#define COPSE_MEASURE_PROFILES_H

#include "network/network.h"

/** Profiles sqrt(weight) · idf of rows, by row and by topic. */
typedef struct copse_profiles {
    const copse_incidence *rows; /**< things × topics, with values; borrowed */
    const double *idf;           /**< [topics]; borrowed */
    copse_incidence by_topic;    /**< its transpose, owned; values: roots of the weights */
    double *length;              /**< [things] */
    /* Scratch of a search, all zero between two: what was met so far, and its largest part. */
    double *dot, *part;      /**< [things] */
    int32_t *topic, *met;    /**< [things] */
} copse_profiles;

copse_status copse_measure_profiles_new(copse_profiles *out, const copse_incidence *rows, const double *idf,
                                        copse_error *err);
void copse_measure_profiles_free(copse_profiles *profiles);

typedef struct copse_likeness {
    int32_t thing;
    int32_t topic; /**< the one that adds most to it */
    double cosine;
} copse_likeness;

/**
 * The things most alike to one, by cosine of profiles, best first, ties by the lower thing; those that share no topic
 * are none of them.
 *
 * @param[out] out  [most]
 * @param one     profiles that hold the one at `row`; where these are the others, it is left out itself
 * @return how many there are, at most `most`
 * Cost: O(entries of the one's topics), and a little for each of the nearest.
 */
size_t copse_measure_profiles_nearest(copse_likeness *out, size_t most, const copse_profiles *one, size_t row,
                                      copse_profiles *others);

/** What people of each unit know (saturated) and want (1 each), added up: units × topics. */
copse_status copse_measure_unit_topics(copse_incidence *out, const copse_network *net,
                                       const copse_incidence *units, copse_error *err);

#endif
