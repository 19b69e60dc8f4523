/*
 * Removing for good.
 *
 * A row that SQLite deletes stays in free pages, in the full-text index and in
 * the log until something is written over it. So a transaction that removes
 * leaves a mark, and the mark is taken away only when the file was written
 * anew: whoever opens the store after a crash in between does that first.
 */
#include "store/erase.h"

static const char mark[] = "purge_pending";

copse_status copse_store_drop_derived(copse_store *store, copse_error *err)
{
    return copse_store_exec(store,
                            "DELETE FROM model; DELETE FROM model_option; DELETE FROM model_target;"
                            "DELETE FROM model_weight; DELETE FROM model_value; DELETE FROM layout;"
                            "DELETE FROM published_count; DELETE FROM kept_figure; DELETE FROM kept_roll",
                            err);
}

copse_status copse_store_mark_purge(copse_store *store, copse_error *err)
{
    return copse_store_set_setting(store, mark, "1", err);
}

copse_status copse_store_is_purge_pending(bool *out, const copse_store *store, copse_error *err)
{
    int64_t pending;
    copse_status st = copse_store_get_number(&pending, store, mark, 0, err);
    if (st == COPSE_OK)
        *out = pending != 0;
    return st;
}

/* Another program's read keeps the log from being emptied: that is no error of SQLite's. */
static copse_status empty_log(copse_store *store, copse_error *err)
{
    int64_t is_busy;
    copse_status st =
        copse_store_query_int(&is_busy, store, "PRAGMA wal_checkpoint(TRUNCATE)", 0, err);
    if (st == COPSE_OK && is_busy != 0)
        return copse_error_set(err, COPSE_E_STORE, store->path,
                               "let the other program finish, then run `copse status`",
                               "another program reads the store, so what was removed is not yet "
                               "overwritten");
    return st;
}

copse_status copse_store_finish_purge(copse_store *store, copse_error *err)
{
    bool is_pending;
    copse_status st = copse_store_is_purge_pending(&is_pending, store, err);
    if (st != COPSE_OK || !is_pending)
        return st;
    /* An index keeps deleted words until it is built anew; VACUUM copies its pages as they are. */
    st = copse_store_exec(store,
                          "PRAGMA secure_delete = ON;"
                          "BEGIN IMMEDIATE;"
                          "INSERT INTO community_text (community_text) VALUES ('rebuild');"
                          "INSERT INTO community_text (community_text) VALUES ('optimize');"
                          "INSERT INTO topic_text (topic_text) VALUES ('rebuild');"
                          "INSERT INTO topic_text (topic_text) VALUES ('optimize');"
                          "COMMIT;"
                          "VACUUM",
                          err);
    if (st == COPSE_OK)
        st = empty_log(store, err);
    if (st == COPSE_OK)
        st = copse_store_set_setting(store, mark, NULL, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    return st;
}
