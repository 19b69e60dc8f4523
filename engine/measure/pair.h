/*
 * Measures of how alike two things are: one formula a file, one row each in table.c. What things have in common are
 * hubs: CoPs of members, teams and topics, members of CoPs.
 */
#ifndef COPSE_MEASURE_PAIR_H
#define COPSE_MEASURE_PAIR_H

#include "measure/subject.h"

/** How alike two things a ≠ b are; NaN where that is undefined. Cost: O(what the two have). */
typedef double copse_pair_measure(const copse_subject *of, size_t a, size_t b);

copse_pair_measure copse_measure_jaccard, copse_measure_ochiai, copse_measure_adamic_adar, copse_measure_newman,
    copse_measure_topics_alike, copse_measure_expected_shared, copse_measure_pair_test;

/** How many hubs two things share, and how many only one of them has. */
typedef struct copse_shared {
    size_t both, only_a, only_b;
} copse_shared;

copse_shared copse_measure_shared(const copse_subject *of, size_t a, size_t b);

/**
 * Tell of every pair a < b that has something in common: a hub or, by_topics, a topic or one above it.
 *
 * @param tell  returns anything but COPSE_OK to stop; that status is passed up
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM, what tell returned.
 * Cost: O(Σ over hubs of size²) and that of tell.
 */
copse_status copse_measure_pairs(const copse_subject *of, bool by_topics,
                                 copse_status (*tell)(void *user, size_t a, size_t b, copse_error *err), void *user,
                                 const copse_context *ctx, copse_error *err);

#endif
