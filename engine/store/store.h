/*
 * What the store offers to the rooms on its right. The public part is in copse.h.
 */
#ifndef COPSE_STORE_H
#define COPSE_STORE_H

#include "base/context.h"
#include "base/memory.h"
#include "base/text.h"

/* ---- names that look sensitive ---- */

/**
 * Whether a CoP's name or description looks as if being in it said something
 * private: identity, disability, faith, health, union. A prompt for a person to
 * decide; until they do, such a CoP counts as sensitive.
 */
bool copse_store_looks_sensitive(const char *name, const char *description);

/* ---- the fitted model, as rows ---- */

/** A column or row of the model by what it stands for, not by index: indices change with every import. */
typedef struct copse_model_key {
    int32_t kind; /**< a copse_reason_kind */
    const char *key;
} copse_model_key;

/** One weight row: what a member has (source) -> CoPs (targets). */
typedef struct copse_model_row {
    copse_model_key source;
    size_t n;
    const int32_t *target; /**< [n] ordinals into the record's targets */
    const int32_t *weight; /**< [n] fixed point */
} copse_model_row;

/** One value computed at fit: ("core", community, member), ("norm", community, topic), … */
typedef struct copse_model_value {
    const char *measure;
    const char *of_key;
    const char *for_key; /**< "" where the measure is of one thing */
    int64_t value;       /**< millionths */
} copse_model_value;

typedef struct copse_model_record {
    const char *kind;
    int64_t data_version;
    copse_day fitted;
    uint64_t seed;
    size_t n_options;
    const copse_model_option *options;
    size_t n_targets;
    const char *const *targets; /**< community keys; a row's ordinals point here */
    size_t n_rows;
    const copse_model_row *rows;
    size_t n_values;
    const copse_model_value *values;
    copse_arena *arena; /**< of a loaded record; NULL in one that is to be saved */
} copse_model_record;

/**
 * Write the record in place of the one there, in one transaction; raises state_version.
 * Sources are all different, and so are values by measure and keys.
 *
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM; the old model then stays.
 */
copse_status copse_store_save_model(copse_store *store, const copse_model_record *record,
                                    const copse_context *ctx, copse_error *err);

/**
 * Read the stored model, all of it checked: every ordinal points at a target.
 * Rows come by kind and key, values by measure and keys, options and targets as they were saved.
 *
 * @param[out] out  caller frees with copse_store_free_model()
 * @return COPSE_OK, COPSE_E_NOT_FOUND (nothing was fitted yet), COPSE_E_STORE (damaged), COPSE_E_NOMEM.
 */
copse_status copse_store_load_model(copse_model_record **out, copse_store *store, copse_error *err);
void copse_store_free_model(copse_model_record *record);

/**
 * The stored model without its rows, values and the keys of its targets: for
 * answers that need few of them. Within a transaction of the caller's, as the
 * reads below, whose texts live in the record's arena.
 * @param[out] has_member_rows  whether any row is of something that members have
 * @return as copse_store_load_model()
 */
copse_status copse_store_open_model(copse_model_record **out, bool *has_member_rows, copse_store *store,
                                    copse_error *err);

/** One row of it, checked. @param[out] row  n is 0 where there is none */
copse_status copse_store_read_model_row(copse_model_row *row, copse_model_record *record, copse_store *store,
                                        copse_model_key source, copse_error *err);

/** One target's ordinal by its key; -1 where there is none. */
copse_status copse_store_find_model_target(int32_t *ordinal, copse_store *store, const char *key,
                                           copse_error *err);

/** One target's key by its ordinal. */
copse_status copse_store_read_model_target(const char **key, copse_model_record *record, copse_store *store,
                                           int32_t ordinal, copse_error *err);

/** All values of one measure of one thing, by for_key. */
copse_status copse_store_read_model_values(const copse_model_value **out, size_t *n, copse_model_record *record,
                                           copse_store *store, const char *measure, const char *of_key,
                                           copse_error *err);

/* ---- the counts that may be published ---- */

/** One count of people: "team-community" of a team for a CoP, "staff" as a whole, … */
typedef struct copse_published_row {
    const char *name, *of_key, *for_key; /**< a key is "" where the table has none */
    int64_t value;                       /**< -1: suppressed */
} copse_published_row;

typedef struct copse_published {
    copse_day day; /**< of the last import: the day that counts of these facts are of */
    size_t n;      /**< 0: none are kept for that data version */
    copse_published_row *rows;
    copse_arena *arena; /**< of loaded ones */
} copse_published;

/** Read what is kept for a data version. Free with copse_store_free_counts(). */
copse_status copse_store_load_counts(copse_published *out, const copse_store *store,
                                     int64_t data_version, copse_error *err);
void copse_store_free_counts(copse_published *published);

/** Keep them for that data version, unless some are kept for it or the data changed since. */
copse_status copse_store_save_counts(copse_store *store, const copse_published *published,
                                     int64_t data_version, const copse_context *ctx,
                                     copse_error *err);

/* ---- CSV out ---- */

/**
 * Append one field to a CSV line: quoted where needed, and with a leading
 * apostrophe where a spreadsheet would take it for a formula (= + - @ tab CR),
 * numbers excepted.
 */
void copse_store_csv_field(copse_text *line, const char *text);

#endif
