/* Statements and transactions: every call of SQLite's that can fail is checked here, once. */
#include "store/store_internal.h"

#include <math.h>
#include <string.h>

#include "base/library.h"
#include "store/holder.h"

/* Who is in the way, as far as the kernel tells: "wait" is easier said of somebody. */
static copse_status fail_busy(const copse_store *store, copse_error *err)
{
    static const char next[] = "wait until it has finished and try again";
    const copse_holder holder = copse_store_find_holder(store->path);
    if (holder.process == 0)
        return copse_sqlite_status(SQLITE_BUSY, NULL, store->path, err);
    return copse_error_set(err, COPSE_E_STORE, store->path, next,
                           "the store is busy: another program is %s it (%s, process %ld)",
                           holder.is_writing ? "writing to" : "reading",
                           holder.program[0] ? holder.program : "not known by name", holder.process);
}

copse_status copse_store_fail(const copse_store *store, copse_error *err)
{
    if ((sqlite3_extended_errcode(store->db) & 0xff) == SQLITE_BUSY)
        return fail_busy(store, err);
    return copse_sqlite_status(sqlite3_extended_errcode(store->db), sqlite3_errmsg(store->db),
                               store->path, err);
}

copse_status copse_store_prepare(copse_store_statement *out, const copse_store *store,
                                 const char *sql, copse_error *err)
{
    *out = (copse_store_statement){.store = store};
    if (sqlite3_prepare_v2(store->db, sql, -1, &out->handle, NULL) != SQLITE_OK)
        return copse_store_fail(store, err);
    return COPSE_OK;
}

/* Few enough to look through; beyond that statements are prepared anew. */
enum { MOST_KEPT = 64 };

struct copse_kept_statements {
    size_t n;
    struct {
        char *sql;
        sqlite3_stmt *handle;
        bool is_lent;
    } all[MOST_KEPT];
};

/* Without memory for that it is freed like any other. */
static void keep(copse_store_statement *s, struct copse_kept_statements *kept, const char *sql)
{
    char *copy = kept->n < MOST_KEPT ? copse_memory_copy_text(sql) : NULL;
    if (!copy)
        return;
    kept->all[kept->n].sql = copy;
    kept->all[kept->n].handle = s->handle;
    kept->all[kept->n].is_lent = true;
    s->is_lent = &kept->all[kept->n++].is_lent;
}

copse_status copse_store_prepare_kept(copse_store_statement *out, const copse_store *store, const char *sql,
                                      copse_error *err)
{
    struct copse_kept_statements *kept = store->kept;
    for (size_t i = 0; i < kept->n; i++)
        if (!kept->all[i].is_lent && strcmp(kept->all[i].sql, sql) == 0) {
            kept->all[i].is_lent = true;
            *out = (copse_store_statement){kept->all[i].handle, store, SQLITE_OK, &kept->all[i].is_lent};
            return COPSE_OK;
        }
    copse_status st = copse_store_prepare(out, store, sql, err);
    if (st == COPSE_OK)
        keep(out, kept, sql);
    return st;
}

struct copse_kept_statements *copse_store_new_statements(void)
{
    return copse_memory_new(1, sizeof(struct copse_kept_statements));
}

void copse_store_forget_statements(copse_store *store)
{
    for (size_t i = 0; store->kept && i < store->kept->n; i++) {
        sqlite3_finalize(store->kept->all[i].handle);
        copse_memory_free(store->kept->all[i].sql);
    }
    copse_memory_free(store->kept);
    store->kept = NULL;
}

void copse_store_finish(copse_store_statement *s)
{
    if (s->is_lent) {
        sqlite3_reset(s->handle);
        sqlite3_clear_bindings(s->handle);
        *s->is_lent = false;
        s->is_lent = NULL;
    } else {
        sqlite3_finalize(s->handle);
    }
    s->handle = NULL;
}

static void note(copse_store_statement *s, int code)
{
    if (s->failed == SQLITE_OK)
        s->failed = code;
}

void copse_store_bind_int(copse_store_statement *s, int place, int64_t value)
{
    note(s, sqlite3_bind_int64(s->handle, place, value));
}

void copse_store_bind_real(copse_store_statement *s, int place, double value)
{
    note(s, sqlite3_bind_double(s->handle, place, value));
}

void copse_store_bind_text(copse_store_statement *s, int place, const char *text)
{
    note(s, sqlite3_bind_text(s->handle, place, text, -1, SQLITE_STATIC));
}

void copse_store_bind_blob(copse_store_statement *s, int place, const void *bytes, size_t n)
{
    note(s, sqlite3_bind_blob64(s->handle, place, bytes, n, SQLITE_STATIC));
}

void copse_store_bind_null(copse_store_statement *s, int place)
{
    note(s, sqlite3_bind_null(s->handle, place));
}

copse_status copse_store_step(bool *has_row, copse_store_statement *s, copse_error *err)
{
    *has_row = false;
    if (s->failed != SQLITE_OK) {
        int code = s->failed;
        s->failed = SQLITE_OK;
        sqlite3_reset(s->handle);
        return copse_sqlite_status(code, sqlite3_errstr(code), s->store->path, err);
    }
    int code = sqlite3_step(s->handle);
    if (code == SQLITE_ROW) {
        *has_row = true;
        return COPSE_OK;
    }
    /* Read the error before reset: what may come between overwrites it. */
    copse_status st = code == SQLITE_DONE ? COPSE_OK : copse_store_fail(s->store, err);
    sqlite3_reset(s->handle);
    return st;
}

copse_status copse_store_run(copse_store_statement *s, copse_error *err)
{
    copse_status st;
    bool has_row;
    do {
        st = copse_store_step(&has_row, s, err);
    } while (st == COPSE_OK && has_row);
    /* So that a place that the next row forgets is NULL and not this row's value. */
    sqlite3_clear_bindings(s->handle);
    return st;
}

int64_t copse_store_column_int(const copse_store_statement *s, int column)
{
    return sqlite3_column_int64(s->handle, column);
}

double copse_store_column_real(const copse_store_statement *s, int column)
{
    return copse_store_column_is_null(s, column) ? NAN : sqlite3_column_double(s->handle, column);
}

bool copse_store_column_is_null(const copse_store_statement *s, int column)
{
    return sqlite3_column_type(s->handle, column) == SQLITE_NULL;
}

const char *copse_store_column_text(copse_store_statement *s, int column)
{
    if (copse_store_column_is_null(s, column))
        return NULL;
    const char *text = (const char *)sqlite3_column_text(s->handle, column);
    if (!text)
        note(s, SQLITE_NOMEM);
    return text;
}

copse_status copse_store_copy_text(const char **out, copse_arena *arena, copse_store_statement *s,
                                   int column, copse_error *err)
{
    *out = NULL;
    if (copse_store_column_is_null(s, column))
        return COPSE_OK;
    const char *text = copse_store_column_text(s, column);
    if (text && !copse_text_is_utf8(text, strlen(text)))
        return copse_error_set(err, COPSE_E_STORE, s->store->path,
                               "restore it from a backup, or import again",
                               "a value of column '%s' is not well-formed UTF-8",
                               sqlite3_column_name(s->handle, column));
    *out = copse_arena_copy(arena, text);
    return *out ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_store_exec(const copse_store *store, const char *sql, copse_error *err)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return copse_store_fail(store, err);
    return COPSE_OK;
}

static copse_status take_int(int64_t *out, copse_store_statement *s, int64_t missing, copse_error *err)
{
    bool has_row = false;
    copse_status st = copse_store_step(&has_row, s, err);
    if (st == COPSE_OK)
        *out =
            has_row && !copse_store_column_is_null(s, 0) ? copse_store_column_int(s, 0) : missing;
    return st;
}

copse_status copse_store_query_int(int64_t *out, const copse_store *store, const char *sql,
                                   int64_t missing, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, store, sql, err);
    if (st == COPSE_OK)
        st = take_int(out, &s, missing, err);
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_find_int(int64_t *out, const copse_store *store, const char *sql, const char *text,
                                  int64_t missing, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare_kept(&s, store, sql, err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, text);
        st = take_int(out, &s, missing, err);
    }
    copse_store_finish(&s);
    return st;
}

/* ---- transactions ---- */

/* Asking whether to stop costs a call: about once a millisecond is often enough for a person. */
enum { OPERATIONS_BETWEEN_POLLS = 20000 };

static int is_cancelled(void *user)
{
    const copse_context *ctx = user;
    return ctx->is_cancelled(ctx->user);
}

static void watch(copse_store *store, const copse_context *ctx)
{
    store->watched = *ctx;
    if (ctx->is_cancelled)
        sqlite3_progress_handler(store->db, OPERATIONS_BETWEEN_POLLS, is_cancelled,
                                 &store->watched);
}

static void stop_watching(copse_store *store)
{
    sqlite3_progress_handler(store->db, 0, NULL, NULL);
}

static copse_status begin(copse_store *store, const char *sql, const copse_context *ctx,
                          copse_error *err)
{
    copse_status st = copse_store_exec(store, sql, err);
    if (st != COPSE_OK)
        return st;

    /* Another program may have changed it since this one looked. */
    int64_t version;
    st = copse_store_get_number(&version, store, "data_version", 0, err);
    if (st != COPSE_OK) {
        copse_store_rollback(store);
        return st;
    }
    store->data_version = store->committed_data_version = version;
    watch(store, ctx);
    return COPSE_OK;
}

copse_status copse_store_begin(copse_store *store, const copse_context *ctx, copse_error *err)
{
    /* IMMEDIATE: a second writer waits here, not in the middle of its work. */
    return begin(store, "BEGIN IMMEDIATE", ctx, err);
}

copse_status copse_store_begin_read(copse_store *store, const copse_context *ctx, copse_error *err)
{
    return begin(store, "BEGIN", ctx, err);
}

copse_status copse_store_commit(copse_store *store, copse_error *err)
{
    copse_status st = copse_store_exec(store, "COMMIT", err);
    if (st != COPSE_OK)
        return st;
    stop_watching(store);
    store->committed_data_version = store->data_version;
    return COPSE_OK;
}

void copse_store_rollback(copse_store *store)
{
    /* First, or a caller who wants to stop would stop this too. */
    stop_watching(store);
    /* SQLite may have rolled back by itself, after a full disk for example. */
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->data_version = store->committed_data_version;
}

copse_status copse_store_allow_temporary(int64_t *was_query_only, const copse_store *store, copse_error *err)
{
    copse_status st = copse_store_query_int(was_query_only, store, "PRAGMA query_only", 0, err);
    return st == COPSE_OK ? copse_store_exec(store, "PRAGMA temp_store = MEMORY; PRAGMA query_only = OFF", err) : st;
}

void copse_store_forbid_temporary(int64_t was_query_only, const copse_store *store)
{
    if (was_query_only)
        copse_store_exec(store, "PRAGMA query_only = ON", NULL);
}
