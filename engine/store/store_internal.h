/*
 * What the store's own files share: the connection, statements, transactions,
 * settings and versions. SQLite stays on this side of store.h.
 */
#ifndef COPSE_STORE_INTERNAL_H
#define COPSE_STORE_INTERNAL_H

#include <sqlite3.h>

#include "store/store.h"

struct copse_store {
    sqlite3 *db;
    char *path; /**< as the caller wrote it, for messages */
    /** As of the last begin, raised within the transaction; a rollback takes it back. */
    int64_t data_version;
    int64_t committed_data_version;
    /** Statements that are asked for again and again, prepared once; see copse_store_prepare_kept(). */
    struct copse_kept_statements *kept;
    copse_context watched; /**< asked whether to stop while a transaction lasts */
};

/** SQLite's last error on this connection as our status. Only after a call that failed. */
copse_status copse_store_fail(const copse_store *store, copse_error *err);

/* ---- statements ---- */

/**
 * A prepared statement. Binding after a failure does nothing; the next step
 * says so, so that a row of ten values needs one check.
 *
 *     copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
 *     st = copse_store_prepare(&s, store, "INSERT INTO site (key, name) VALUES (?1, ?2)", err);
 *     for (… each row …) {
 *         copse_store_bind_text(&s, 1, key);
 *         copse_store_bind_text(&s, 2, name);
 *         st = copse_store_run(&s, err);
 *     }
 *     copse_store_finish(&s);
 */
typedef struct copse_store_statement {
    sqlite3_stmt *handle;
    const copse_store *store;
    int failed; /**< first code of a bind or read that failed; SQLITE_OK: none */
    bool *is_lent; /**< of a kept statement: false once it is given back */
} copse_store_statement;

#define COPSE_STORE_STATEMENT_INIT                                                                 \
    {                                                                                              \
        NULL, NULL, SQLITE_OK, NULL                                                                \
    }

/** One statement from SQL text, of which nothing comes from data. Finish it, whatever this returns.
 */
copse_status copse_store_prepare(copse_store_statement *out, const copse_store *store,
                                 const char *sql, copse_error *err);

/** The same, of a statement that the store keeps until it is closed: for what one answer asks a hundred times. */
copse_status copse_store_prepare_kept(copse_store_statement *out, const copse_store *store,
                                      const char *sql, copse_error *err);

/** Room for them, freed with the store; NULL when memory ran out. */
struct copse_kept_statements *copse_store_new_statements(void);

/** Free what is kept; before the connection is closed. */
void copse_store_forget_statements(copse_store *store);

/** Free it, or give it back. Accepts one that was never prepared. */
void copse_store_finish(copse_store_statement *s);

/* Places count from 1. Text and blobs are borrowed until the statement was run. NULL text is SQL's
 * NULL. */
void copse_store_bind_int(copse_store_statement *s, int place, int64_t value);
void copse_store_bind_real(copse_store_statement *s, int place, double value); /**< NaN: NULL */
void copse_store_bind_text(copse_store_statement *s, int place, const char *text);
void copse_store_bind_blob(copse_store_statement *s, int place, const void *bytes, size_t n);
void copse_store_bind_null(copse_store_statement *s, int place);

/**
 * Go to the next row.
 * @param[out] has_row  false at the end, after which the statement may be bound and stepped anew
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_store_step(bool *has_row, copse_store_statement *s, copse_error *err);

/** Run to the end, ignoring rows, and make ready for the next binding; all bindings are NULL again.
 */
copse_status copse_store_run(copse_store_statement *s, copse_error *err);

/* Columns count from 0. Text is borrowed until the next step. */
int64_t copse_store_column_int(const copse_store_statement *s, int column);
double copse_store_column_real(const copse_store_statement *s, int column); /**< NULL: NaN */
bool copse_store_column_is_null(const copse_store_statement *s, int column);
const char *copse_store_column_text(copse_store_statement *s, int column); /**< NULL: NULL */

/**
 * Copy a column's text into an arena, after making sure that it is UTF-8.
 * @param[out] out  NULL where SQL has NULL
 */
copse_status copse_store_copy_text(const char **out, copse_arena *arena, copse_store_statement *s,
                                   int column, copse_error *err);

/** Run one or more statements without parameters. */
copse_status copse_store_exec(const copse_store *store, const char *sql, copse_error *err);

/** One whole number from a query without parameters; missing when it has no row or is NULL. */
copse_status copse_store_query_int(int64_t *out, const copse_store *store, const char *sql,
                                   int64_t missing, copse_error *err);

/** The same of a query with a text for ?1, which is kept prepared. */
copse_status copse_store_find_int(int64_t *out, const copse_store *store, const char *sql, const char *text,
                                  int64_t missing, copse_error *err);

/* ---- functions of SQL ---- */

/** looks_sensitive(name, key, description), for statements of ours. Remove it when they are done. */
copse_status copse_store_install_looks_sensitive(const copse_store *store, copse_error *err);
void copse_store_remove_looks_sensitive(const copse_store *store);

/* ---- transactions ---- */

/**
 * Begin to write. While it lasts, long statements ask ctx whether to stop
 * (COPSE_E_INTERRUPTED); loops of short ones poll by themselves. Not nested.
 * End it with commit, and with rollback whenever commit did not return COPSE_OK.
 */
copse_status copse_store_begin(copse_store *store, const copse_context *ctx, copse_error *err);

/** Begin to read: all that is read until copse_store_rollback() is of one moment. */
copse_status copse_store_begin_read(copse_store *store, const copse_context *ctx, copse_error *err);

copse_status copse_store_commit(copse_store *store, copse_error *err);

/** Undo what is open. Harmless when nothing is. */
void copse_store_rollback(copse_store *store);

/**
 * Let a connection that only reads make temporary tables. They stay in memory: what they hold of people goes to
 * no file of SQLite's own. Outside a transaction; end it with copse_store_forbid_temporary().
 */
copse_status copse_store_allow_temporary(int64_t *was_query_only, const copse_store *store, copse_error *err);
void copse_store_forbid_temporary(int64_t was_query_only, const copse_store *store);

/* ---- settings and versions ---- */

/** @param[out] out  the setting's value, NULL when it is not set; caller frees with
 * copse_memory_free() */
copse_status copse_store_get_setting(char **out, const copse_store *store, const char *name,
                                     copse_error *err);
copse_status copse_store_get_number(int64_t *out, const copse_store *store, const char *name,
                                    int64_t missing, copse_error *err);

/** NULL value: forget the setting. */
copse_status copse_store_set_setting(const copse_store *store, const char *name, const char *value,
                                     copse_error *err);
copse_status copse_store_set_number(const copse_store *store, const char *name, int64_t value,
                                    copse_error *err);

/** Facts changed. Within a transaction. */
copse_status copse_store_raise_data_version(copse_store *store, copse_error *err);

/** Marks, records, audit, layout or the model changed. Within a transaction. */
copse_status copse_store_raise_state_version(const copse_store *store, copse_error *err);

/** copse_store_audit() for whoever is in a transaction already; does not raise state_version. */
copse_status copse_store_append_audit(const copse_store *store, const char *action,
                                      const char *detail, const copse_context *ctx,
                                      copse_error *err);

/** Put rows that a file brought in line with what people decided about them. Within a transaction. */
copse_status copse_store_apply_decisions(const copse_store *store, copse_error *err);

/* ---- schema ---- */

/** "Cops" in ASCII: how `file` and we know a Copse store from any other SQLite file. */
enum { COPSE_STORE_APPLICATION_ID = 0x436f7073 };

/** The schema that this program reads and writes. */
int copse_store_schema_version(void);

/**
 * Bring a connection's schema from its version to this program's, one
 * transaction a step; version 0 is an empty file.
 */
copse_status copse_store_migrate(const copse_store *store, int from_version, copse_error *err);

/** Make an empty store of the empty file called name, which will be published as path. */
copse_status copse_store_build(const char *name, const char *path,
                               const copse_store_options *options, const copse_context *ctx,
                               copse_error *err);

/* ---- files that appear whole or not at all ---- */

/**
 * A path as a name that means nothing else to SQLite, as ":memory:" would.
 * @return NULL when memory ran out; caller frees with copse_memory_free()
 */
char *copse_store_plain_name(const char *path);

/**
 * Make an empty file of mode 0600 beside path, to be filled and then published as path. Temporary files of path that a
 * killed program left more than an hour ago are removed.
 * @param[out] out  its path; caller unlinks the file unless published, and frees with
 * copse_memory_free()
 */
copse_status copse_store_make_temporary(char **out, const char *path, copse_error *err);

/**
 * Give a finished temporary file its name; never overwrites.
 * @return COPSE_OK, COPSE_E_ARGUMENT (path exists; temporary is left), COPSE_E_STORE.
 */
copse_status copse_store_publish(const char *temporary, const char *path, copse_error *err);

/**
 * Write text to a file that is not there yet; on failure none is left.
 * @param mode  0666 or 0600, before the umask
 * @return COPSE_OK, COPSE_E_STORE.
 */
copse_status copse_store_write_new_file(const char *path, const char *text, unsigned mode, copse_error *err);

/** COPSE_E_ARGUMENT when anything is at path, so that long work is not done in vain. */
copse_status copse_store_refuse_existing(const char *path, copse_error *err);

#endif
