/* Create, open and close: whatever a file holds, a connection is either to a sound store or there
 * is none. */
#include "store/store_internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/library.h"
#include "store/erase.h"
#include "store/sound.h"

enum { BUSY_MILLISECONDS = 5000 };

/*
 * Far above what Copse writes, far below what a hostile file could ask for. VACUUM attaches one database, and the
 * audit log's triggers call none.
 */
static const struct {
    int what, most;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, 64 << 20},  {SQLITE_LIMIT_ATTACHED, 1},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 10}, {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
    {SQLITE_LIMIT_EXPR_DEPTH, 200},
};

void copse_store_close(copse_store *store)
{
    if (!store)
        return;
    /* Before sqlite3_close, which refuses while a transaction is open. */
    if (store->db)
        copse_store_rollback(store);
    copse_store_forget_statements(store);
    sqlite3_close(store->db);
    copse_memory_free(store->path);
    copse_memory_free(store);
}

int64_t copse_store_data_version(const copse_store *store)
{
    return store->data_version;
}

/* ---- connections ---- */

static copse_status new_store(copse_store **out, const char *path, copse_error *err)
{
    copse_store *store = copse_memory_new(1, sizeof *store);
    char *copy = copse_memory_copy_text(path);
    struct copse_kept_statements *kept = copse_store_new_statements();
    if (!store || !copy || !kept) {
        copse_memory_free(store);
        copse_memory_free(copy);
        copse_memory_free(kept);
        return copse_error_nomem(err);
    }
    store->path = copy;
    store->kept = kept;
    *out = store;
    return COPSE_OK;
}

/*
 * What SQLite advises for files that came from elsewhere (sqlite.org/security.html):
 * the schema may neither run functions with side effects nor corrupt the file.
 */
static copse_status harden(copse_store *store, copse_error *err)
{
    int rc = sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    if (rc != SQLITE_OK)
        return copse_store_fail(store, err);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        sqlite3_limit(store->db, limits[i].what, limits[i].most);
    return copse_store_exec(store, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON", err);
}

/* @param name  a path or, with SQLITE_OPEN_URI, a URI */
static copse_status connect(copse_store *store, const char *name, int flags, copse_error *err)
{
    sqlite3_close(store->db);
    store->db = NULL;
    /* A store is for one thread at a time: SQLite need not lock it at every call. */
    int rc = sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, NULL);
    if (!store->db)
        return copse_error_nomem(err);
    return rc == SQLITE_OK ? harden(store, err) : copse_store_fail(store, err);
}

static char *immutable_uri(const char *name)
{
    copse_text uri = COPSE_TEXT_INIT;
    copse_text_append(&uri, "file:");
    for (const char *c = name; *c; c++) {
        if (*c == '%' || *c == '?' || *c == '#')
            copse_text_format(&uri, "%%%02X", (unsigned)*c);
        else
            copse_text_append_bytes(&uri, c, 1);
    }
    copse_text_append(&uri, "?immutable=1");
    if (uri.failed)
        copse_text_free(&uri);
    return uri.bytes;
}

/* ---- opening ---- */

/* SQLite reads nothing before it is asked: this first look says whether the file can be read at
 * all. */
static copse_status look(int64_t *application, int64_t *version, const copse_store *store,
                         copse_error *err)
{
    copse_status st = copse_store_query_int(application, store, "PRAGMA application_id", 0, err);
    if (st == COPSE_OK)
        st = copse_store_query_int(version, store, "PRAGMA user_version", 0, err);
    return st;
}

/*
 * A store in WAL mode (an import was killed) cannot make its shared memory in
 * a folder without write permission. Where nothing waits in a log or journal,
 * the file alone is the whole truth and nobody there can change it.
 */
static bool is_safe_as_immutable(const char *path)
{
    bool log_known, journal_known;
    bool has_log = copse_store_has_companion(path, "-wal", &log_known);
    bool has_journal = copse_store_has_companion(path, "-journal", &journal_known);
    return log_known && journal_known && !has_log && !has_journal;
}

static bool may_not_write(const copse_store *store)
{
    int code = sqlite3_errcode(store->db) & 0xff;
    return code == SQLITE_READONLY || code == SQLITE_CANTOPEN;
}

static copse_status look_again(int64_t *application, int64_t *version, copse_store *store,
                               const char *name, copse_error *err)
{
    char *uri = immutable_uri(name);
    if (!uri)
        return copse_error_nomem(err);
    copse_status st = connect(store, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    copse_memory_free(uri);
    return st == COPSE_OK ? look(application, version, store, err) : st;
}

static copse_status refuse_foreign(int64_t application, int64_t version, const copse_store *store,
                                   copse_error *err)
{
    if (application != COPSE_STORE_APPLICATION_ID)
        return copse_error_set(
            err, COPSE_E_STORE, store->path, "give a file that `copse init` or `copse import` made",
            "this is no Copse store but some other SQLite file, or an empty one");
    if (version > copse_store_schema_version())
        return copse_error_set(
            err, COPSE_E_STORE, store->path, "use a newer version of Copse",
            "the store has schema version %d, and this program (%s) knows up to %d", (int)version,
            copse_version(), copse_store_schema_version());
    if (version < 0)
        return copse_error_set(err, COPSE_E_STORE, store->path, "restore it from a backup",
                               "the store has schema version %d, which never was", (int)version);
    return COPSE_OK;
}

/* Whoever was forgotten is gone before anybody reads the file again, whatever killed the program that
 * forgot them. */
static copse_status finish_removing(copse_store *store, copse_error *err)
{
    bool is_pending;
    copse_status st = copse_store_is_purge_pending(&is_pending, store, err);
    if (st != COPSE_OK || !is_pending)
        return st;
    if (sqlite3_db_readonly(store->db, "main"))
        return copse_error_set(err, COPSE_E_STORE, store->path,
                               "open it once where it can be written: copse status --store FILE",
                               "what was removed from the store is not yet overwritten, and the store "
                               "can only be read");
    return copse_store_finish_purge(store, err);
}

static copse_status prepare_to_read(copse_store *store, int version, copse_error *err)
{
    if (version < copse_store_schema_version())
        return copse_error_set(
            err, COPSE_E_STORE, store->path,
            "run a command that writes, such as `copse fit`, which brings it up to date",
            "the store has schema version %d, and this program reads %d", version,
            copse_store_schema_version());
    copse_status st = copse_store_check_schema(store, err);
    if (st == COPSE_OK)
        st = finish_removing(store, err);
    return st == COPSE_OK ? copse_store_exec(store, "PRAGMA query_only = ON", err) : st;
}

static copse_status prepare_to_write(copse_store *store, int version, copse_error *err)
{
    if (sqlite3_db_readonly(store->db, "main"))
        return copse_error_set(err, COPSE_E_STORE, store->path,
                               "check its permissions, or copy it to where it can be written",
                               "the store can only be read");
    copse_status st = copse_store_migrate(store, version, err);
    if (st == COPSE_OK)
        st = copse_store_check_schema(store, err);
    if (st != COPSE_OK)
        return st;
    /* An import that was killed leaves WAL on; one that is running keeps it, and that is no
     * failure. */
    sqlite3_exec(store->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    return finish_removing(store, err);
}

static copse_status open_file(copse_store *store, const char *name, copse_store_access access,
                              copse_error *err)
{
    int64_t application, version;
    const bool was_left = copse_store_was_left_by_a_crash(name);

    /* Reading too asks for more: what a crash left in a journal can only be put right by writing.
     */
    copse_status st = connect(store, name, SQLITE_OPEN_READWRITE, err);
    if (st == COPSE_OK)
        st = look(&application, &version, store, err);
    if (st == COPSE_E_STORE && access == COPSE_STORE_READ && may_not_write(store) &&
        is_safe_as_immutable(name))
        st = look_again(&application, &version, store, name, err);
    if (st == COPSE_OK)
        st = refuse_foreign(application, version, store, err);
    if (st == COPSE_OK && was_left)
        st = copse_store_check_pages(store, err);
    if (st != COPSE_OK)
        return st;

    st = access == COPSE_STORE_WRITE ? prepare_to_write(store, (int)version, err)
                                     : prepare_to_read(store, (int)version, err);
    if (st == COPSE_OK)
        st = copse_store_get_number(&store->data_version, store, "data_version", 0, err);
    store->committed_data_version = store->data_version;
    return st;
}

static copse_status check_file(const char *path, copse_error *err)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return copse_error_set(err, COPSE_E_NOT_FOUND, path,
                                   "give the store's path, or make one with `copse init`",
                                   "there is no such file");
        return copse_error_set(err, COPSE_E_STORE, path, "check the path and its permissions",
                               "the store cannot be opened: %s", strerror(errno));
    }
    if (!S_ISREG(info.st_mode))
        return copse_error_set(err, COPSE_E_STORE, path, "give the path of a store",
                               "this is not a file");
    return COPSE_OK;
}

copse_status copse_store_open(copse_store **out, const char *path, copse_store_access access,
                              copse_error *err)
{
    copse_store *store = NULL;
    char *name = NULL;

    *out = NULL;
    copse_status st = check_file(path, err);
    if (st == COPSE_OK)
        st = new_store(&store, path, err);
    if (st != COPSE_OK)
        return st;

    name = copse_store_plain_name(path);
    st = name ? open_file(store, name, access, err) : copse_error_nomem(err);
    if (st == COPSE_OK) {
        *out = store;
        store = NULL; /* now the caller's */
    }
    copse_memory_free(name);
    copse_store_close(store);
    return st;
}

/* ---- creating ---- */

static copse_status check_options(const copse_store_options *options, copse_error *err)
{
    const char *const texts[] = {options->organisation, options->purpose, options->lawful_basis,
                                 options->dpia_reference};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i] && !copse_text_is_utf8(texts[i], strlen(texts[i])))
            return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "use a UTF-8 terminal",
                                   "'%s' is not well-formed UTF-8", texts[i]);
    if (options->threshold < 1)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give 1 or more; 5 is usual",
                               "the smallest published count cannot be %d", options->threshold);
    if (options->retention_days < 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give a number of days, 0 for no limit",
                               "data cannot be kept for %d days", options->retention_days);
    return COPSE_OK;
}

static copse_status record_options(const copse_store *store, const copse_store_options *options,
                                   copse_error *err)
{
    const struct {
        const char *name, *value;
    } texts[] = {
        {"organisation", options->organisation},
        {"purpose", options->purpose},
        {"lawful_basis", options->lawful_basis},
        {"dpia_reference", options->dpia_reference},
        {"default_visibility", copse_visibility_name(options->default_visibility)},
    };
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {
        {"retention_days", options->retention_days},
        {"threshold", options->threshold},
        {"data_version", 0},
        {"state_version", 0},
    };
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < sizeof texts / sizeof texts[0]; i++)
        st = copse_store_set_setting(store, texts[i].name, texts[i].value, err);
    for (size_t i = 0; st == COPSE_OK && i < sizeof numbers / sizeof numbers[0]; i++)
        st = copse_store_set_number(store, numbers[i].name, numbers[i].value, err);
    return st;
}

copse_status copse_store_build(const char *name, const char *path,
                               const copse_store_options *options, const copse_context *ctx,
                               copse_error *err)
{
    copse_store *store;
    copse_status st = new_store(&store, path, err);
    if (st != COPSE_OK)
        return st;
    st = connect(store, name, SQLITE_OPEN_READWRITE, err);
    if (st == COPSE_OK)
        st = copse_store_migrate(store, 0, err);
    if (st == COPSE_OK)
        st = copse_store_begin(store, ctx, err);
    if (st == COPSE_OK)
        st = record_options(store, options, err);
    if (st == COPSE_OK)
        st = copse_store_append_audit(store, "init", "store created", ctx, err);
    if (st == COPSE_OK)
        st = copse_store_commit(store, err);
    copse_store_close(store);
    return st;
}

copse_status copse_store_create(const char *path, const copse_store_options *options,
                                const copse_context *ctx, copse_error *err)
{
    char *name = NULL, *temporary = NULL;

    copse_status st = check_options(options, err);
    if (st == COPSE_OK)
        st = copse_store_refuse_existing(path, err);
    if (st != COPSE_OK)
        return st;

    name = copse_store_plain_name(path);
    if (!name)
        return copse_error_nomem(err);
    st = copse_store_make_temporary(&temporary, name, err);
    if (st == COPSE_OK)
        st = copse_store_build(temporary, path, options, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_publish(temporary, name, err);
    if (temporary && st != COPSE_OK)
        remove(temporary);
    copse_memory_free(temporary);
    copse_memory_free(name);
    return st;
}
