/*
 * A copy of the whole store through SQLite's online backup: of one moment,
 * even while others write, and under its name only when it is finished.
 */
#include "store/store_internal.h"

#include <unistd.h>

#include "base/library.h"

enum { PAGES_A_STEP = 256 }; /* 1 MB: milliseconds between polls */

static copse_status copy_pages(sqlite3_backup *backup, const copse_store *store,
                               const copse_context *ctx, copse_error *err)
{
    for (;;) {
        copse_status st = copse_context_poll(ctx, err);
        if (st != COPSE_OK)
            return st;
        int code = sqlite3_backup_step(backup, PAGES_A_STEP);
        uint64_t total = (uint64_t)sqlite3_backup_pagecount(backup);
        copse_context_progress(ctx, "copying the store",
                               total - (uint64_t)sqlite3_backup_remaining(backup), total);
        if (code == SQLITE_DONE)
            return COPSE_OK;
        if (code != SQLITE_OK)
            return copse_sqlite_status(code, sqlite3_errstr(code), store->path, err);
    }
}

static copse_status copy_store(sqlite3 *to, const copse_store *store, const char *to_path,
                               const copse_context *ctx, copse_error *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", store->db, "main");
    if (!backup)
        return copse_sqlite_status(sqlite3_extended_errcode(to), sqlite3_errmsg(to), to_path, err);
    copse_status st = copy_pages(backup, store, ctx, err);
    int code = sqlite3_backup_finish(backup);
    if (st == COPSE_OK && code != SQLITE_OK)
        st = copse_sqlite_status(code, sqlite3_errstr(code), to_path, err);
    if (st != COPSE_OK)
        return st;
    /* A copy made while an import ran says WAL, which would not open from read-only media. */
    if (sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK)
        return copse_sqlite_status(sqlite3_extended_errcode(to), sqlite3_errmsg(to), to_path, err);
    return COPSE_OK;
}

static copse_status fill(const char *temporary, copse_store *store, const char *to_path,
                         const copse_context *ctx, copse_error *err)
{
    sqlite3 *to = NULL;
    int code = sqlite3_open_v2(temporary, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
    copse_status st = copse_sqlite_status(code, sqlite3_errstr(code), to_path, err);
    /* Held while it is copied, so that a writer waits instead of making the copy begin again. */
    if (st == COPSE_OK)
        st = copse_store_begin_read(store, ctx, err);
    if (st == COPSE_OK) {
        st = copy_store(to, store, to_path, ctx, err);
        copse_store_rollback(store);
    }
    sqlite3_close(to);
    return st;
}

copse_status copse_store_backup(copse_store *store, const char *to_path, const copse_context *ctx,
                                copse_error *err)
{
    char *name = NULL, *temporary = NULL;

    copse_status st = copse_store_refuse_existing(to_path, err);
    if (st != COPSE_OK)
        return st;
    name = copse_store_plain_name(to_path);
    if (!name)
        return copse_error_nomem(err);
    st = copse_store_make_temporary(&temporary, name, err);
    if (st == COPSE_OK)
        st = fill(temporary, store, to_path, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_publish(temporary, name, err);
    if (temporary && st != COPSE_OK)
        unlink(temporary);
    copse_memory_free(temporary);
    copse_memory_free(name);
    return st;
}
