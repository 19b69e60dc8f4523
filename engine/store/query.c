/*
 * SQL of somebody else's over what their audience may see.
 *
 * SQLite's authorizer is told in which view a table is read, but also the name
 * of any subquery: "WITH people AS (SELECT * FROM member)" looks there as if
 * the view people read it. So nothing of the store is read by that SQL at all:
 * it is parsed over empty temporary tables, those that it names are filled, and
 * while it runs every other table is denied.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "store/account.h"
#include "store/views.h"

enum { MOST_VIEWS = 64, MOST_BYTES = 1 << 24 };

typedef struct query {
    copse_store *store;
    const copse_context *ctx;
    bool is_read[MOST_VIEWS]; /**< which views the SQL names */
    char refused[128];        /**< what it was denied; "" */
} query;

static int find_view(const char *name)
{
    for (int i = 0; i < copse_store_n_views; i++)
        if (strcmp(copse_store_views[i].name, name) == 0)
            return i;
    return -1;
}

/* ---- what it may do ---- */

/* Chance, because the same question has the same answer; the rest reach out of the store. */
static bool is_function_allowed(const char *name)
{
    static const char *const denied[] = {"random", "randomblob", "load_extension", "readfile", "writefile",
                                         "fts3_tokenizer", "sqlite_compileoption_get"};
    for (size_t i = 0; i < sizeof denied / sizeof denied[0]; i++)
        if (strcmp(denied[i], name) == 0)
            return false;
    return true;
}

/*
 * A table of which no column is read ("SELECT count(*) FROM t") comes with the database that the SQL wrote, NULL for
 * most. Then it is a view of ours, which stands before any table of the store, or a name that the SQL itself gives.
 */
static bool is_named_by_sql(const query *q, const char *table)
{
    static const char *const built_in[] = {"sqlite_", "pragma_", "dbstat", "bytecode", "tables_used"};
    for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++)
        if (strncasecmp(table, built_in[i], strlen(built_in[i])) == 0)
            return false;
    return sqlite3_table_column_metadata(q->store->db, NULL, table, NULL, NULL, NULL, NULL, NULL, NULL) != SQLITE_OK;
}

static int deny(query *q, const char *what, const char *name)
{
    if (!q->refused[0])
        snprintf(q->refused, sizeof q->refused, "%s%.60s", what, name ? name : "");
    return SQLITE_DENY;
}

/* first .. fourth: by action, see sqlite3.h. Of a read: table, column, database, innermost subquery or view. */
static int authorize(void *user, int action, const char *first, const char *second, const char *third,
                     const char *fourth)
{
    query *q = user;
    (void)fourth;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return is_function_allowed(second) ? SQLITE_OK : deny(q, "the function ", second);
    case SQLITE_READ: {
        int view = !third || strcmp(third, "temp") == 0 ? find_view(first) : -1;
        if (view >= 0)
            q->is_read[view] = true;
        else if (third || !is_named_by_sql(q, first))
            return deny(q, "the table ", first);
        return SQLITE_OK;
    }
    default:
        return deny(q, "anything but SELECT", NULL);
    }
}

static copse_status fail_sql(const query *q, const char *sql, copse_error *err)
{
    static const char next[] = "'copse query --views' lists what can be read";
    char where[32] = "";
    int offset = sqlite3_error_offset(q->store->db);
    if (offset >= 0 && (size_t)offset < strlen(sql))
        snprintf(where, sizeof where, "character %d", offset + 1);
    if (q->refused[0])
        return copse_error_set(err, COPSE_E_ARGUMENT, where, next, "a query may not use %s", q->refused);
    return copse_error_set(err, COPSE_E_ARGUMENT, where, next, "%s", sqlite3_errmsg(q->store->db));
}

/* Nothing but blanks, comments and semicolons after the first statement. */
static bool is_alone(const query *q, const char *tail)
{
    sqlite3_stmt *more = NULL;
    while (*tail) {
        const char *rest = NULL;
        if (sqlite3_prepare_v2(q->store->db, tail, -1, &more, &rest) != SQLITE_OK || more) {
            sqlite3_finalize(more);
            return false;
        }
        tail = rest;
    }
    return true;
}

/* Parse only: learn which views it reads, and refuse what may not be. */
static copse_status examine(query *q, const char *sql, copse_error *err)
{
    sqlite3_stmt *statement = NULL;
    const char *tail = NULL;
    copse_status st = COPSE_OK;
    sqlite3_set_authorizer(q->store->db, authorize, q);
    if (sqlite3_prepare_v2(q->store->db, sql, -1, &statement, &tail) != SQLITE_OK)
        st = fail_sql(q, sql, err);
    else if (!statement)
        st = copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give one, such as \"SELECT * FROM communities\"",
                             "there is no SQL in the query");
    else if (sqlite3_stmt_isexplain(statement) || sqlite3_column_count(statement) == 0) /* VACUUM asks no authorizer */
        st = copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give a SELECT", "a query is one that returns rows");
    else if (sqlite3_bind_parameter_count(statement) > 0)
        st = copse_error_set(err, COPSE_E_ARGUMENT, NULL, "write the value into the query",
                             "a query has no parameters to bind");
    else if (!is_alone(q, tail))
        st = copse_error_set(err, COPSE_E_ARGUMENT, NULL, "ask one after the other",
                             "a query is one statement, and here is more after it");
    sqlite3_finalize(statement);
    sqlite3_set_authorizer(q->store->db, NULL, NULL);
    return st;
}

/* ---- what it reads ---- */

/* Who and which CoPs may be shown, once: every view joins one of them or neither. */
static copse_status choose_shown(query *q, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_install_looks_sensitive(q->store, err);
    if (st == COPSE_OK)
        st = copse_store_exec(q->store,
                              "CREATE TEMP TABLE shown_community AS SELECT id FROM community WHERE sensitive = 1"
                              " OR (sensitive = 0 AND NOT looks_sensitive(name, key, description));"
                              "CREATE TEMP TABLE shown_member (id INTEGER PRIMARY KEY)",
                              err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&s, q->store,
                                 "INSERT INTO shown_member SELECT id FROM member WHERE objected = 0 AND (?1 OR"
                                 " coalesce((SELECT choice FROM preference WHERE member = id AND"
                                 " kind = 'visibility'), visibility) = 2)",
                                 err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, q->ctx->audience == COPSE_FOR_STEWARD);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

static copse_status create_views(query *q, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (int i = 0; st == COPSE_OK && i < copse_store_n_views; i++) {
        char sql[512];
        snprintf(sql, sizeof sql, "CREATE TEMP TABLE %s (%s)", copse_store_views[i].name,
                 copse_store_views[i].columns);
        st = copse_store_exec(q->store, sql, err);
    }
    return st;
}

static copse_status fill(query *q, const copse_store_view *view, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_text sql = COPSE_TEXT_INIT;
    copse_text_format(&sql, "INSERT INTO temp.%s %s", view->name, view->select);
    copse_status st = sql.failed ? copse_error_nomem(err)
                                 : copse_store_prepare(&s, q->store, copse_text_get(&sql), err);
    int n = s.handle ? sqlite3_bind_parameter_count(s.handle) : 0;
    if (n >= 1)
        copse_store_bind_int(&s, 1, q->ctx->audience == COPSE_FOR_STEWARD);
    if (n >= 2)
        copse_store_bind_int(&s, 2, q->ctx->as_of);
    if (n >= 3)
        copse_store_bind_int(&s, 3, q->store->data_version);
    if (n >= 4)
        copse_store_bind_text(&s, 4, copse_audience_name(q->ctx->audience));
    if (n >= 5)
        copse_store_bind_int(&s, 5, q->ctx->threshold);
    if (st == COPSE_OK)
        st = copse_store_run(&s, err);
    copse_store_finish(&s);
    copse_text_free(&sql);
    return st;
}

static copse_status fill_read(query *q, copse_error *err)
{
    copse_status st = choose_shown(q, err);
    for (int i = 0; st == COPSE_OK && i < copse_store_n_views; i++)
        if (q->is_read[i])
            st = fill(q, &copse_store_views[i], err);
    return st;
}

static void drop_views(const query *q)
{
    for (int i = 0; i < copse_store_n_views; i++) {
        char sql[96];
        snprintf(sql, sizeof sql, "DROP TABLE IF EXISTS temp.%s", copse_store_views[i].name);
        sqlite3_exec(q->store->db, sql, NULL, NULL, NULL);
    }
    sqlite3_exec(q->store->db,
                 "DROP TABLE IF EXISTS temp.shown_community; DROP TABLE IF EXISTS temp.shown_member", NULL, NULL,
                 NULL);
    copse_store_remove_looks_sensitive(q->store);
}

/* ---- the answer ---- */

/* Counts that were not published yet are NULL all over: better said than guessed. */
static copse_status note_unpublished(query *q, copse_account_writer *w, copse_error *err)
{
    int64_t published = 0;
    copse_status st = copse_store_query_int(&published, q->store, "SELECT max(data_version) FROM published_count", -1,
                                            err);
    if (st == COPSE_OK && published != q->store->data_version)
        st = copse_account_note(w, err, "Counts of people are not published of these data yet: 'copse fit' does it.");
    return st;
}

static copse_status run_examined(query *q, copse_account_writer *w, const char *sql, copse_error *err)
{
    int most_bytes = sqlite3_limit(q->store->db, SQLITE_LIMIT_LENGTH, MOST_BYTES);
    copse_status st = copse_store_begin_read(q->store, q->ctx, err);
    if (st == COPSE_OK)
        st = fill_read(q, err);
    if (st == COPSE_OK)
        st = note_unpublished(q, w, err);
    if (st == COPSE_OK) {
        sqlite3_set_authorizer(q->store->db, authorize, q);
        st = copse_account_query(w, "rows", "what was asked for", sql, 0, err);
        sqlite3_set_authorizer(q->store->db, NULL, NULL);
    }
    copse_store_rollback(q->store);
    sqlite3_limit(q->store->db, SQLITE_LIMIT_LENGTH, most_bytes);
    return st;
}

copse_status copse_store_query(copse_account **out, copse_store *store, const char *sql, const copse_context *ctx,
                               copse_error *err)
{
    query q = {.store = store, .ctx = ctx};
    copse_account_writer w;
    int64_t was_query_only;
    *out = NULL;
    if (ctx->audience != COPSE_FOR_TRUST && ctx->audience != COPSE_FOR_STEWARD)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "leave it out, or say steward",
                               "a query is for the trust or for the steward");
    copse_status st = copse_account_begin(&w, store, "copse/query/1", "Query", err);
    if (st != COPSE_OK)
        return st;
    w.account->is_table = true;
    st = copse_store_allow_temporary(&was_query_only, store, err);
    if (st == COPSE_OK) {
        st = create_views(&q, err);
        if (st == COPSE_OK)
            st = examine(&q, sql, err);
        if (st == COPSE_OK)
            st = run_examined(&q, &w, sql, err);
        drop_views(&q);
        copse_store_forbid_temporary(was_query_only, store);
    }
    if (st == COPSE_OK)
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}

copse_status copse_store_list_views(copse_account **out, copse_store *store, copse_error *err)
{
    static const char *const columns[] = {"view", "columns", "a_row_is"};
    const char *texts[MOST_VIEWS * 3];
    copse_account_writer w;
    *out = NULL;
    for (int i = 0; i < copse_store_n_views; i++) {
        texts[3 * i] = copse_store_views[i].name;
        texts[3 * i + 1] = copse_store_views[i].columns;
        texts[3 * i + 2] = copse_store_views[i].meaning;
    }
    copse_status st = copse_account_begin(&w, store, "copse/query/1", "Views", err);
    if (st == COPSE_OK)
        st = copse_account_texts(&w, "views", "what a query may read", columns, 3, texts, (size_t)copse_store_n_views,
                                 err);
    if (st == COPSE_OK)
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}
