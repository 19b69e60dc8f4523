/* Words that name somebody who was forgotten, taken out of what others wrote. */
#include "store/erase.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Free text. Keys and names of things are not: nobody may rename a CoP by forgetting a person. */
static const struct {
    const char *table, *column;
} texts[] = {
    {"assignment", "role"},   {"membership", "role"},    {"exchange", "note"},
    {"action", "what"},       {"unit_record", "reason"}, {"community", "description"},
    {"community", "contact"}, {"community", "meets"},    {"topic", "description"},
    {"topic", "synonyms"},    {"output", "path"},        {"audit", "reason"},
    {"audit", "detail"},
};

/* ---- what is looked for ---- */

/*
 * Whether a text is told apart from ordinary words: "7" and "May" are keys and
 * names too, and taking them out would damage what others wrote.
 */
static bool is_distinctive(const char *text)
{
    bool has_letter = false, has_digit = false, has_mark = false;
    for (const char *c = text; *c; c++) {
        has_digit = has_digit || isdigit((unsigned char)*c);
        has_mark = has_mark || *c == '@' || *c == ' ';
        has_letter = has_letter || isalpha((unsigned char)*c) || (unsigned char)*c >= 0x80;
    }
    return has_mark || (has_letter && has_digit && strlen(text) >= 3) || strlen(text) >= 5;
}

/* Bytes of other scripts count as letters, so that no name is cut out of a longer one. */
static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The length of the identifier that stands as a word at a place of the text; 0: none does. */
static size_t match_at(const copse_identifiers *identifiers, const char *text, size_t place)
{
    size_t longest = 0;
    if (place > 0 && is_word_byte(text[place - 1]) && is_word_byte(text[place]))
        return 0;
    for (size_t i = 0; i < identifiers->n; i++) {
        const char *wanted = identifiers->texts[i];
        size_t n = strlen(wanted);
        if (n <= longest || !is_distinctive(wanted) || strncasecmp(text + place, wanted, n) != 0)
            continue;
        if (!is_word_byte(text[place + n]) || !is_word_byte(wanted[n - 1]))
            longest = n;
    }
    return longest;
}

static void redact(sqlite3_context *call, int n_arguments, sqlite3_value **arguments)
{
    (void)n_arguments;
    const copse_identifiers *identifiers = sqlite3_user_data(call);
    const char *text = (const char *)sqlite3_value_text(arguments[0]);
    copse_text out = COPSE_TEXT_INIT;
    if (!text)
        return; /* NULL stays NULL */
    for (size_t i = 0; text[i];) {
        size_t n = match_at(identifiers, text, i);
        if (n > 0)
            copse_text_append(&out, "[removed]");
        else
            copse_text_append_bytes(&out, text + i, 1);
        i += n > 0 ? n : 1;
    }
    if (out.failed)
        sqlite3_result_error_nomem(call);
    else
        sqlite3_result_text(call, copse_text_get(&out), -1, SQLITE_TRANSIENT);
    copse_text_free(&out);
}

/* ---- the store ---- */

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

copse_status copse_store_redact(int64_t *n_rows, copse_store *store,
                                const copse_identifiers *identifiers, copse_error *err)
{
    char *guard = NULL;
    int64_t n = 0;
    int code = sqlite3_create_function_v2(store->db, "redacted", 1,
                                          SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                          (void *)(uintptr_t)identifiers, redact, NULL, NULL, NULL);
    copse_status st =
        code == SQLITE_OK ? lift_guard(&guard, store, err) : copse_store_fail(store, err);
    for (size_t i = 0; st == COPSE_OK && i < sizeof texts / sizeof texts[0]; i++)
        st = redact_column(&n, store, texts[i].table, texts[i].column, err);
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
    sqlite3_create_function_v2(store->db, "redacted", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
    copse_memory_free(guard);
    if (st == COPSE_OK)
        *n_rows = n;
    return st;
}
