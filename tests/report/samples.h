/* Answers made by hand, for what is rendered of them, and a sink that keeps the bytes. */
#ifndef COPSE_TESTS_SAMPLES_H
#define COPSE_TESTS_SAMPLES_H

#include "copse.h"

/** Everything is known: two recommendations, with parts of either sign. */
const copse_join_answer *sample_join_full(void);
/** Every text is hostile: markup, formulas, controls, directions, 300 characters. */
const copse_join_answer *sample_join_hostile(void);
/** Nothing is known of the member. */
const copse_join_answer *sample_join_unknown(void);
/** Enough is known, and nothing fits. */
const copse_join_answer *sample_join_none(void);

const copse_import_report *sample_import(void);
const copse_import_report *sample_import_refused(void);
const copse_check_report *sample_check(void);
const copse_status_report *sample_status(void);
const copse_status_report *sample_status_new(void);
const copse_model_summary *sample_model(void);
/** Everything is there, counts that are not shown among it. */
const copse_start_answer *sample_start(void);
/** Nothing is known; for the steward. */
const copse_start_answer *sample_start_empty(void);
/** Names with markup, formulas and directions. */
const copse_start_answer *sample_start_hostile(void);

/** As of 2026-03-31, seed 2^64 - 1, for the trust. */
copse_context sample_context(void);

typedef struct sample_bytes {
    char text[64 * 1024];
    size_t length;
    int64_t fail_after; /**< writes that succeed; negative: all */
} sample_bytes;

/** Empties bytes and gives the sink that fills them. */
copse_sink sample_sink(sample_bytes *bytes);

#endif
