/* What the files of one question share: one measure of everything of a level. */
#ifndef COPSE_QUESTION_MEASURE_H
#define COPSE_QUESTION_MEASURE_H

#include "measure/table.h"
#include "network/counts.h"

/** One value, as it is shown. */
typedef struct copse_measured {
    size_t a, b; /**< a == b: of one thing */
    double value;
    double error;
} copse_measured;

/** Everything one asking needs; freed as a whole. */
typedef struct copse_measuring {
    const copse_network *net;
    const copse_measure_options *options;
    const copse_measure *measure;
    const copse_context *ctx;
    copse_things things;
    copse_subject *of;
    copse_counts *counts;
    bool *is_small; /**< [of->n] it is of so few people that it is not listed */
    copse_measured *rows; /**< [capacity] of pairs: the best so far */
    size_t n, capacity, n_in_all, most;
    copse_measure_answer *answer;
} copse_measuring;

bool copse_measuring_is_for_steward(const copse_measuring *a);

/** The key of the v-th thing. */
const char *copse_measuring_key_of(const copse_measuring *a, size_t v);

/** Put what was measured into the answer. @return COPSE_OK, COPSE_E_NOMEM. */
copse_status copse_measuring_fill(copse_measuring *a, copse_error *err);

#endif
