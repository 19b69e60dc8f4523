/* What the checks of one report share. */
#ifndef COPSE_STORE_CHECK_INTERNAL_H
#define COPSE_STORE_CHECK_INTERNAL_H

#include "store/store_internal.h"

enum {
    COPSE_CHECK_EXAMPLES = 5,
    COPSE_CHECK_FINDINGS = 32 /**< at least as many as there are checks */
};

typedef struct copse_check_run {
    copse_store *store;
    const copse_context *ctx;
    copse_arena *arena;     /**< the report's */
    copse_finding findings[COPSE_CHECK_FINDINGS];
    size_t n_findings;
    const char *examples[COPSE_CHECK_EXAMPLES]; /**< of the check in hand, in the arena */
    size_t n_examples;
    int64_t n_pairs; /**< of the names in hand that are nearly the same */
} copse_check_run;

/** What a check is called and says; its count and examples come from the data. */
typedef struct copse_check_text {
    const char *check, *meaning, *next;
    bool is_error;
} copse_check_text;

/** Keep one more example of a thing, while there is room. Never of a person. */
copse_status copse_check_add_example(copse_check_run *run, const char *text, copse_error *err);

/** Make a finding of the examples kept, unless count is 0. */
copse_status copse_check_add_finding(copse_check_run *run, const copse_check_text *text, int64_t count,
                                     copse_error *err);

/* Checks that compare names. */
copse_status copse_check_near_names(copse_check_run *run, bool of_topics, const copse_check_text *text,
                                    copse_error *err);
copse_status copse_check_members_twice(copse_check_run *run, copse_error *err);
copse_status copse_check_sensitive_names(copse_check_run *run, copse_error *err);

#endif
