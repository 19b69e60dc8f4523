/* Recording by hand: what the files that do it share. */
#ifndef COPSE_STORE_RECORD_H
#define COPSE_STORE_RECORD_H

#include "store/account.h"

/** Something that has a key. */
typedef enum copse_record_thing {
    COPSE_RECORD_MEMBER = 0, /**< who did not object */
    COPSE_RECORD_COMMUNITY,  /**< that is not sensitive */
    COPSE_RECORD_TOPIC,
    COPSE_RECORD_PROJECT,
    COPSE_RECORD_TEAM
} copse_record_thing;

/**
 * Its id by its key; 0 where key is NULL or "".
 * @return COPSE_OK, COPSE_E_NOT_FOUND, COPSE_E_STORE.
 */
copse_status copse_record_find(int64_t *id, const copse_store *store, copse_record_thing thing, const char *key,
                               copse_error *err);

/** Refuse a text that is none, or so long that it is something else. NULL is one. */
copse_status copse_record_check_text(const char *what, const char *text, copse_error *err);

/** What became of an exchange that was to be added. */
typedef struct copse_record_outcome {
    int64_t id;         /**< its number, also of one that was there already */
    bool is_new;        /**< false: nothing was changed */
    const char *column; /**< of exchanges.csv, on failure: where what is wrong stands; NULL: nowhere in particular */
} copse_record_outcome;

/** Check and write one exchange, within a transaction. */
copse_status copse_record_add_exchange(copse_record_outcome *out, copse_store *store,
                                       const copse_exchange_entry *entry, const copse_context *ctx, copse_error *err);

/** Work of one kind within one transaction and one account. */
typedef struct copse_record_work {
    copse_status (*run)(copse_account_writer *w, const void *entry, const copse_context *ctx, copse_error *err);
    const void *entry;
} copse_record_work;

/** Begin, run, commit; on failure nothing was changed. */
copse_status copse_record_do(copse_account **out, copse_store *store, const copse_record_work *work,
                             const copse_context *ctx, copse_error *err);

/** Append to the audit log and raise the state's version. */
copse_status copse_record_tell_audit(copse_account_writer *w, const char *detail, const copse_context *ctx,
                                     copse_error *err);

#endif
