/*
 * What is kept of all staff, so that an answer about one person need not read
 * everybody: figures, and rolls of who is or was where. All of one data
 * version; once the facts change, it is as if nothing was kept.
 */
#ifndef COPSE_STORE_KEPT_H
#define COPSE_STORE_KEPT_H

#include "store/store.h"

/** A figure of one thing, or of all ("" for of_key). */
typedef struct copse_kept_figure {
    const char *name, *of_key;
    double value;
} copse_kept_figure;

typedef enum copse_roll_kind {
    COPSE_ROLL_COMMUNITY = 0, /**< members of a CoP, present ones only */
    COPSE_ROLL_TEAM,          /**< members of a team, present ones only */
    COPSE_ROLL_TOPIC,         /**< CoPs that hold a topic */
    COPSE_ROLL_CONTACT        /**< members whom a CoP's contact names, also those who objected */
} copse_roll_kind;

/** One entry of a roll: who, and from when to when. */
typedef struct copse_stint {
    copse_id id;
    copse_day since, until;
} copse_stint;

typedef struct copse_kept_roll {
    copse_roll_kind kind;
    copse_id of;
    size_t n;
    const copse_stint *stints;
} copse_kept_roll;

/** All that is kept; everything is borrowed. */
typedef struct copse_kept {
    size_t n_figures, n_rolls;
    const copse_kept_figure *figures;
    const copse_kept_roll *rolls;
} copse_kept;

/**
 * Keep it for that data version in place of what is there, unless the data
 * changed since.
 * @return COPSE_OK, COPSE_E_DATA (an id does not fit), COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_store_save_kept(copse_store *store, const copse_kept *kept,
                                   int64_t data_version, const copse_context *ctx,
                                   copse_error *err);

/** Whether something is kept for the store's data version. */
copse_status copse_store_has_kept(bool *out, const copse_store *store, copse_error *err);

/** @param[out] out  NaN where there is no such figure */
copse_status copse_store_read_figure(double *out, const copse_store *store, const char *name,
                                     const char *of_key, copse_error *err);

/** @param[out] out  caller frees with copse_memory_free(); NULL and 0 where there is no such roll */
copse_status copse_store_read_roll(copse_stint **out, size_t *n, const copse_store *store,
                                   copse_roll_kind kind, copse_id of, copse_error *err);

#endif
