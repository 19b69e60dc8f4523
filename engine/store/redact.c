/* Words that name somebody who was forgotten, taken out of what others wrote. */
#include "store/erase.h"

#include <stdio.h>

/* Keys and names of things are not among them: nobody may rename a CoP by forgetting a person. */
const copse_free_text copse_free_texts[] = {
    {"assignment", "role"},   {"membership", "role"},    {"exchange", "note"},
    {"action", "what"},       {"unit_record", "reason"}, {"community", "description"},
    {"community", "contact"}, {"community", "meets"},    {"topic", "description"},
    {"topic", "synonyms"},    {"output", "path"},        {"audit", "reason"},
    {"audit", "detail"},
};
const size_t copse_n_free_texts = sizeof copse_free_texts / sizeof copse_free_texts[0];

static const char function[] = "redacted";


static copse_status redact_column(int64_t *n_rows, copse_store *store, const char *table,
                                  const char *column, copse_error *err)
{
    char sql[160];
    snprintf(sql, sizeof sql, "UPDATE %s SET %s = redacted(%s) WHERE redacted(%s) IS NOT %s", table,
             column, column, column, column);
    copse_status st = copse_store_exec(store, sql, err);
    if (st == COPSE_OK)
        *n_rows += sqlite3_changes64(store->db);
    return st;
}

/* The log is append-only for everybody but the right to be forgotten; its guard stands again
 * afterwards. */
static copse_status lift_guard(char **guard, copse_store *store, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(
        &s, store, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'audit_keeps'",
        err);
    if (st == COPSE_OK)
        st = copse_store_step(&has_row, &s, err);
    if (st == COPSE_OK && has_row &&
        !(*guard = copse_memory_copy_text(copse_store_column_text(&s, 0))))
        st = copse_error_nomem(err);
    copse_store_finish(&s);
    return st == COPSE_OK ? copse_store_exec(store, "DROP TRIGGER IF EXISTS audit_keeps", err) : st;
}

copse_status copse_store_redact(int64_t *n_rows, copse_store *store, const copse_mask *mask,
                                copse_error *err)
{
    char *guard = NULL;
    int64_t n = 0;
    copse_status st = copse_mask_install(store, mask, function, err);
    if (st == COPSE_OK)
        st = lift_guard(&guard, store, err);
    for (size_t i = 0; st == COPSE_OK && i < copse_n_free_texts; i++)
        st = redact_column(&n, store, copse_free_texts[i].table, copse_free_texts[i].column, err);
    /* Where one writes to: nowhere, which 'check' then says, is better than to a word. */
    if (st == COPSE_OK)
        st = copse_store_exec(
            store, "UPDATE community SET contact = NULL WHERE contact = '[removed]'", err);
    /* What was decided about them has no subject any more. */
    if (st == COPSE_OK)
        st = copse_store_exec(store,
                              "DELETE FROM decision WHERE redacted(subject) IS NOT subject"
                              " OR redacted(choice) IS NOT choice",
                              err);
    if (st == COPSE_OK && guard)
        st = copse_store_exec(store, guard, err);
    copse_mask_remove(store, function);
    copse_memory_free(guard);
    if (st == COPSE_OK)
        *n_rows = n;
    return st;
}
