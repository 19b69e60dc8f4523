/*
 * What was said of units: flagged, accepted as rightly apart, acted on, measured again. Rows are only ever added, so
 * that an answer as of an earlier day does not change: a row without text takes back what the unit's rows of that
 * kind said before.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "store/account.h"

enum { KINDS = COPSE_UNIT_ACTED + 1 };

/* ---- reading ---- */

typedef struct reading {
    copse_unit_record *rows; /* grows */
    size_t n, capacity;
    copse_arena *arena;
} reading;

static bool is_same_unit(const copse_unit_record *a, const copse_unit_record *b)
{
    return a->level == b->level && strcmp(a->unit, b->unit) == 0;
}

/* Of what is accepted all goes, of what was done only the last: each act is one of several. */
static void take_back(reading *r, const copse_unit_record *by)
{
    for (size_t i = r->n; i-- > 0 && is_same_unit(&r->rows[i], by);) {
        if (r->rows[i].kind != by->kind)
            continue;
        memmove(&r->rows[i], &r->rows[i + 1], (r->n - i - 1) * sizeof *r->rows);
        r->n--;
        if (by->kind == COPSE_UNIT_ACTED)
            return;
    }
}

static bool parse_kind(copse_unit_record_kind *out, const char *word)
{
    for (int kind = 0; kind < KINDS; kind++)
        if (strcmp(word, copse_unit_record_kind_name((copse_unit_record_kind)kind)) == 0) {
            *out = (copse_unit_record_kind)kind;
            return true;
        }
    return false;
}

static copse_status read_row(reading *r, copse_store_statement *s, copse_error *err)
{
    copse_unit_record row = {.value = NAN};
    const char *level = NULL, *kind = NULL;
    copse_status st = copse_store_copy_text(&level, r->arena, s, 0, err);
    if (st == COPSE_OK)
        st = copse_store_copy_text(&row.unit, r->arena, s, 1, err);
    if (st == COPSE_OK)
        st = copse_store_copy_text(&kind, r->arena, s, 2, err);
    if (st == COPSE_OK)
        st = copse_store_copy_text(&row.text, r->arena, s, 3, err);
    if (st != COPSE_OK)
        return st;
    if (!copse_level_parse(&row.level, level) || !parse_kind(&row.kind, kind))
        return copse_error_set(err, COPSE_E_STORE, "unit_record", "restore a backup",
                               "a record of the unit '%s' is '%s' at the level '%s', which there is not", row.unit,
                               kind, level);
    if (!copse_store_column_is_null(s, 4))
        row.value = (double)copse_store_column_int(s, 4) / 1e6;
    row.on = (copse_day)copse_store_column_int(s, 5);
    if (!row.text && row.kind >= COPSE_UNIT_ACCEPTED) {
        take_back(r, &row);
        return COPSE_OK;
    }
    if (!copse_memory_grow((void **)&r->rows, &r->capacity, r->n, sizeof *r->rows))
        return copse_error_nomem(err);
    r->rows[r->n++] = row;
    return COPSE_OK;
}

static copse_status read_rows(reading *r, const copse_store *store, copse_day as_of, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(
        &s, store,
        "SELECT level, unit, kind, reason, value, happened FROM unit_record"
        " WHERE kind IN ('flagged', 'measured', 'accepted', 'acted') AND happened <= ?1"
        " ORDER BY level, unit, happened, id",
        err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, as_of == COPSE_DAY_UNKNOWN ? INT32_MAX : as_of);
        st = copse_store_step(&has_row, &s, err);
    }
    while (st == COPSE_OK && has_row) {
        st = read_row(r, &s, err);
        if (st == COPSE_OK)
            st = copse_store_step(&has_row, &s, err);
    }
    copse_store_finish(&s);
    return st;
}

/* Hand over what was read. */
static copse_status keep_rows(copse_unit_records **out, const reading *r, copse_error *err)
{
    copse_unit_records *records = copse_arena_take(r->arena, 1, sizeof *records);
    copse_unit_record *rows = copse_arena_take(r->arena, r->n, sizeof *rows);
    if (!records || !rows)
        return copse_error_nomem(err);
    if (r->n > 0)
        memcpy(rows, r->rows, r->n * sizeof *rows);
    *records = (copse_unit_records){r->n, rows, r->arena};
    *out = records;
    return COPSE_OK;
}

copse_status copse_store_read_unit_records(copse_unit_records **out, copse_store *store, const copse_context *ctx,
                                           copse_error *err)
{
    reading r = {.arena = copse_arena_new()};
    *out = NULL;
    if (!r.arena)
        return copse_error_nomem(err);
    copse_status st = read_rows(&r, store, ctx->as_of, err);
    if (st == COPSE_OK)
        st = keep_rows(out, &r, err);
    if (st != COPSE_OK)
        copse_arena_free(r.arena);
    copse_memory_free(r.rows);
    return st;
}

void copse_unit_records_free(copse_unit_records *records)
{
    /* The struct itself lives in its arena. */
    if (records)
        copse_arena_free(records->arena);
}

/* ---- writing ---- */

static copse_status insert(const copse_store *store, const copse_unit_record *row, const copse_context *ctx,
                           copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, store,
                                          "INSERT INTO unit_record (level, unit, kind, reason, value, happened)"
                                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                          err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, copse_level_name(row->level));
        copse_store_bind_text(&s, 2, row->unit);
        copse_store_bind_text(&s, 3, copse_unit_record_kind_name(row->kind));
        copse_store_bind_text(&s, 4, row->text);
        if (isnan(row->value))
            copse_store_bind_null(&s, 5);
        else
            copse_store_bind_int(&s, 5, llround(row->value * 1e6));
        copse_store_bind_int(&s, 6, ctx->as_of);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

/* What is in force of that kind; NULL: nothing is. */
static const copse_unit_record *last_of(const copse_unit_records *records, const copse_unit_record *like)
{
    const copse_unit_record *last = NULL;
    for (size_t i = 0; i < records->n; i++)
        if (records->rows[i].kind == like->kind && is_same_unit(&records->rows[i], like))
            last = &records->rows[i];
    return last;
}

static const char *said(const copse_unit_record *record)
{
    if (record->kind == COPSE_UNIT_ACCEPTED)
        return record->text ? "a unit was accepted as rightly apart" : "that a unit is rightly apart was taken back";
    return record->text ? "what was done for a unit was recorded" : "what was done for a unit was taken back";
}

static copse_status tell_unit(copse_account_writer *w, int64_t row, copse_error *err)
{
    return copse_account_query(
        w, "unit", "what was recorded of it, oldest first; a row without text takes back what was said before",
        "SELECT level, unit, kind, reason AS text, date(happened * 86400, 'unixepoch') AS \"date\" FROM unit_record"
        " WHERE (level, unit) = (SELECT level, unit FROM unit_record WHERE id = ?1) ORDER BY happened, id",
        row, err);
}

static copse_status record_change(copse_account_writer *w, const copse_unit_record *record, const copse_context *ctx,
                                  copse_error *err)
{
    copse_unit_record row = *record;
    row.value = NAN;
    copse_status st = insert(w->store, &row, ctx, err);
    int64_t id = sqlite3_last_insert_rowid(w->store->db);
    if (st == COPSE_OK)
        st = copse_store_append_audit(w->store, "record", said(record), ctx, err);
    if (st == COPSE_OK)
        st = copse_store_raise_state_version(w->store, err);
    return st == COPSE_OK ? tell_unit(w, id, err) : st;
}

static copse_status record(copse_account_writer *w, const copse_unit_record *record, const copse_context *ctx,
                           copse_error *err)
{
    copse_unit_records *records;
    copse_status st = copse_store_read_unit_records(&records, w->store, ctx, err);
    if (st != COPSE_OK)
        return st;
    const copse_unit_record *last = last_of(records, record);
    bool is_same = record->kind == COPSE_UNIT_ACCEPTED && last && record->text && strcmp(last->text, record->text) == 0;
    if (!record->text && !last)
        st = copse_error_set(err, COPSE_E_NOT_FOUND, record->unit, "'copse isolated --json' has what was recorded",
                             "no '%s' of this %s is recorded, so there is nothing to take back",
                             copse_unit_record_kind_name(record->kind), copse_level_name(record->level));
    copse_unit_records_free(records);
    if (st != COPSE_OK)
        return st;
    return is_same ? copse_account_note(w, err, "It was so already: nothing was changed.")
                   : record_change(w, record, ctx, err);
}

copse_status copse_store_record_unit(copse_account **out, copse_store *store, const copse_unit_record *unit,
                                     const copse_context *ctx, copse_error *err)
{
    copse_account_writer w;
    *out = NULL;
    if (unit->kind != COPSE_UNIT_ACCEPTED && unit->kind != COPSE_UNIT_ACTED)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "record what was accepted or done",
                               "'%s' is not recorded by hand", copse_unit_record_kind_name(unit->kind));
    if (unit->text && (!unit->text[0] || !copse_text_is_utf8(unit->text, strlen(unit->text))))
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "say it in a few words, as UTF-8",
                               "the reason is empty, or not well-formed UTF-8");
    copse_status st = copse_account_begin(&w, store, "copse/record/1", "Recorded", err);
    if (st != COPSE_OK)
        return st;
    if ((st = copse_store_begin(store, ctx, err)) == COPSE_OK && (st = record(&w, unit, ctx, err)) == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    else
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}

/* ---- following up ---- */

static copse_status forget_same_day(const copse_store *store, const copse_unit_record *row, const copse_context *ctx,
                                    copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, store, "DELETE FROM unit_record WHERE level = ?1 AND unit = ?2 AND kind = ?3 AND happened = ?4", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, copse_level_name(row->level));
        copse_store_bind_text(&s, 2, row->unit);
        copse_store_bind_text(&s, 3, copse_unit_record_kind_name(row->kind));
        copse_store_bind_int(&s, 4, ctx->as_of);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_track_units(copse_store *store, const copse_unit_record *rows, size_t n,
                                     const copse_context *ctx, copse_error *err)
{
    char detail[96];
    size_t n_flagged = 0;
    copse_status st = copse_store_begin(store, ctx, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        n_flagged += rows[i].kind == COPSE_UNIT_FLAGGED;
        st = forget_same_day(store, &rows[i], ctx, err);
        if (st == COPSE_OK)
            st = insert(store, &rows[i], ctx, err);
    }
    snprintf(detail, sizeof detail, "%zu units were flagged, %zu measured again", n_flagged, n - n_flagged);
    if (st == COPSE_OK)
        st = copse_store_append_audit(store, "isolated", detail, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_raise_state_version(store, err);
    if (st == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    return st;
}
