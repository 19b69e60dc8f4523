/* Accounts: tables of text made from queries, so that every command that keeps trust reads alike.
 */
#include "store/account.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void copse_account_free(copse_account *account)
{
    if (account)
        copse_arena_free(account->arena);
}

copse_status copse_account_begin(copse_account_writer *out, copse_store *store, const char *schema,
                                 const char *title, copse_error *err)
{
    *out = (copse_account_writer){.store = store};
    copse_arena *arena = copse_arena_new();
    copse_account *account = arena ? copse_arena_take(arena, 1, sizeof *account) : NULL;
    if (!account) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    account->arena = arena;
    account->schema = schema;
    account->title = title;
    out->account = account;
    return COPSE_OK;
}

void copse_account_discard(copse_account_writer *w)
{
    copse_account_free(w->account);
    copse_memory_free(w->sections);
    copse_memory_free(w->notes);
    *w = (copse_account_writer){0};
}

copse_status copse_account_finish(copse_account **out, copse_account_writer *w, copse_error *err)
{
    copse_account *account = w->account;
    copse_account_section *sections =
        copse_arena_take(account->arena, account->n_sections, sizeof *sections);
    const char **notes = copse_arena_take(account->arena, account->n_notes, sizeof *notes);
    if (!sections || !notes)
        return copse_error_nomem(err);
    if (account->n_sections > 0)
        memcpy(sections, w->sections, account->n_sections * sizeof *sections);
    if (account->n_notes > 0)
        memcpy(notes, w->notes, account->n_notes * sizeof *notes);
    account->sections = sections;
    account->notes = notes;
    account->data_version = copse_store_data_version(w->store);
    *out = account;
    w->account = NULL; /* now the caller's */
    return COPSE_OK;
}

copse_status copse_account_note(copse_account_writer *w, copse_error *err, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    copse_account *account = w->account;
    const char *note = copse_arena_copy(account->arena, text);
    if (!note || !copse_memory_grow((void **)&w->notes, &w->note_capacity, account->n_notes,
                                    sizeof *w->notes))
        return copse_error_nomem(err);
    w->notes[account->n_notes++] = note;
    return COPSE_OK;
}

/* ---- sections ---- */

static copse_account_section *add_section(copse_account_writer *w, const char *name,
                                          const char *meaning)
{
    copse_account *account = w->account;
    if (!copse_memory_grow((void **)&w->sections, &w->section_capacity, account->n_sections,
                           sizeof *w->sections))
        return NULL;
    copse_account_section *section = &w->sections[account->n_sections++];
    *section = (copse_account_section){.name = name, .meaning = meaning};
    return section;
}

static copse_status read_columns(copse_account_section *section, copse_arena *arena,
                                 const copse_store_statement *s, copse_error *err)
{
    section->n_columns = (size_t)sqlite3_column_count(s->handle);
    const char **columns = copse_arena_take(arena, section->n_columns, sizeof *columns);
    if (!columns)
        return copse_error_nomem(err);
    for (size_t c = 0; c < section->n_columns; c++)
        if (!(columns[c] = copse_arena_copy(arena, sqlite3_column_name(s->handle, (int)c))))
            return copse_error_nomem(err);
    section->columns = columns;
    return COPSE_OK;
}

static copse_status read_row(copse_account_cell *cells, size_t n, copse_arena *arena,
                             copse_store_statement *s, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t c = 0; st == COPSE_OK && c < n; c++) {
        int type = sqlite3_column_type(s->handle, (int)c);
        cells[c].is_number = type == SQLITE_INTEGER || type == SQLITE_FLOAT;
        st = copse_store_copy_text(&cells[c].text, arena, s, (int)c, err);
    }
    return st;
}

static copse_status read_rows(copse_account_section *section, copse_arena *arena,
                              copse_store_statement *s, copse_error *err)
{
    copse_account_cell *cells = NULL;
    size_t capacity = 0, n = 0;
    bool has_row = true;
    copse_status st = COPSE_OK;
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, s, err);
        if (st != COPSE_OK || !has_row)
            break;
        for (size_t c = 0; st == COPSE_OK && c < section->n_columns; c++)
            if (!copse_memory_grow((void **)&cells, &capacity, n + c, sizeof *cells))
                st = copse_error_nomem(err);
        if (st == COPSE_OK)
            st = read_row(cells + n, section->n_columns, arena, s, err);
        n += section->n_columns;
        section->n_rows++;
    }
    copse_account_cell *kept = st == COPSE_OK ? copse_arena_take(arena, n, sizeof *kept) : NULL;
    if (st == COPSE_OK && !kept)
        st = copse_error_nomem(err);
    if (st == COPSE_OK && n > 0)
        memcpy(kept, cells, n * sizeof *kept);
    section->cells = kept;
    copse_memory_free(cells);
    return st;
}

copse_status copse_account_query_on(copse_account_writer *w, const char *name, const char *meaning,
                                    const char *sql, int64_t member, copse_day day, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_account_section *section = add_section(w, name, meaning);
    copse_arena *arena = w->account->arena;
    if (!section)
        return copse_error_nomem(err);
    copse_status st = copse_store_prepare(&s, w->store, sql, err);
    if (st == COPSE_OK && sqlite3_bind_parameter_count(s.handle) > 0)
        copse_store_bind_int(&s, 1, member);
    if (st == COPSE_OK && sqlite3_bind_parameter_count(s.handle) > 1)
        copse_store_bind_int(&s, 2, day);
    if (st == COPSE_OK)
        st = read_columns(section, arena, &s, err);
    if (st == COPSE_OK)
        st = read_rows(section, arena, &s, err);
    copse_store_finish(&s);
    return st;
}

copse_status copse_account_query(copse_account_writer *w, const char *name, const char *meaning,
                                 const char *sql, int64_t member, copse_error *err)
{
    return copse_account_query_on(w, name, meaning, sql, member, COPSE_DAY_UNKNOWN, err);
}

copse_status copse_account_texts(copse_account_writer *w, const char *name, const char *meaning,
                                 const char *const *columns, size_t n_columns,
                                 const char *const *texts, size_t n_rows, copse_error *err)
{
    copse_account_section *section = add_section(w, name, meaning);
    copse_account_cell *cells =
        copse_arena_take(w->account->arena, n_rows * n_columns, sizeof *cells);
    if (!section || !cells)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n_rows * n_columns; i++)
        cells[i].text = texts[i];
    section->columns = columns;
    section->n_columns = n_columns;
    section->cells = cells;
    section->n_rows = n_rows;
    return COPSE_OK;
}

copse_status copse_account_remember_model(copse_account_writer *w, copse_error *err)
{
    copse_account *account = w->account;
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, w->store, "SELECT kind, seed FROM model", err);
    if (st == COPSE_OK)
        st = copse_store_step(&has_row, &s, err);
    if (st == COPSE_OK && has_row) {
        account->model_seed = (uint64_t)copse_store_column_int(&s, 1);
        st = copse_store_copy_text(&account->model_kind, account->arena, &s, 0, err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_find_member(int64_t *id, const copse_store *store, const char *key,
                                     copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, store, "SELECT id FROM member WHERE key = ?1", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, key);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && !has_row)
        st = copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "check the spelling",
                             "no member has the key '%s'", key);
    if (st == COPSE_OK)
        *id = copse_store_column_int(&s, 0);
    copse_store_finish(&s);
    return st;
}
