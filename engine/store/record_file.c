/*
 * What passed between people, many at once, from a CSV file: columns like those of exchanges.csv, without a key of
 * their own, and whom the note is shared with. All rows or none; the first that cannot be taken is named.
 */
#include "store/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/cell.h"
#include "store/csv_read.h"

/* ---- columns ---- */

typedef enum file_column {
    FROM = 0,
    TO_MEMBER,
    TO_COMMUNITY,
    KIND,
    ON,
    TOPIC,
    PROJECT,
    NOTE,
    SHARED_WITH,
    DUE,
    SETTLES,
    N_COLUMNS
} file_column;

static const char *kind_word(int value)
{
    return value <= COPSE_EXCHANGE_DEBRIEF ? copse_exchange_kind_name((copse_exchange_kind)value) : NULL;
}

static const char *share_word(int value)
{
    return value <= COPSE_VISIBLE_TRUST ? copse_visibility_name((copse_visibility)value) : NULL;
}

static const copse_format_column columns[N_COLUMNS] = {
    [FROM] = {.name = "from_member_id", .aliases = "from_member", .kind = COPSE_CELL_TEXT, .is_required = true},
    [TO_MEMBER] = {.name = "to_member_id", .aliases = "to_member", .kind = COPSE_CELL_TEXT},
    [TO_COMMUNITY] = {.name = "to_community_id", .aliases = "to_community", .kind = COPSE_CELL_TEXT},
    [KIND] = {.name = "kind", .kind = COPSE_CELL_WORD, .word = kind_word, .is_required = true},
    [ON] = {.name = "on", .aliases = "date day happened", .kind = COPSE_CELL_DAY},
    [TOPIC] = {.name = "topic_id", .aliases = "topic", .kind = COPSE_CELL_TEXT},
    [PROJECT] = {.name = "project_id", .aliases = "project", .kind = COPSE_CELL_TEXT},
    [NOTE] = {.name = "note", .kind = COPSE_CELL_TEXT},
    [SHARED_WITH] = {.name = "shared_with", .kind = COPSE_CELL_WORD, .word = share_word},
    [DUE] = {.name = "due", .kind = COPSE_CELL_DAY},
    [SETTLES] = {.name = "settles", .kind = COPSE_CELL_WHOLE, .range = COPSE_RANGE_POSITIVE},
};

static const copse_format_table format = {.stem = "records",
                                          .table = "exchange",
                                          .thing = "record",
                                          .meaning = "what passed between people",
                                          .columns = columns,
                                          .n_columns = N_COLUMNS};

/* ---- one file ---- */

typedef struct recording {
    const char *path, *label; /* label: without its folder */
    copse_account_writer *w;
    const copse_context *ctx;
    copse_csv_reader *reader;
    int field_of[N_COLUMNS]; /* -1: the file has no such column */
    size_t n_fields;         /* in the first line */
    copse_text what, next;
    int64_t n_new[COPSE_EXCHANGE_DEBRIEF + 1], n_rows;
    copse_error *err;
} recording;

/* Names the place of what is wrong, and keeps its words; of other failures nothing is known of a place. */
static copse_status fail_at(const recording *r, int64_t line, int field, const char *what, const char *next)
{
    char where[256];
    if (field < 0)
        snprintf(where, sizeof where, "%s:%" PRId64, r->label, line);
    else
        snprintf(where, sizeof where, "%s:%" PRId64 ":%d", r->label, line, field + 1);
    return copse_error_set(r->err, COPSE_E_DATA, where, next, "%s", what);
}

static copse_status fail_column(recording *r, const char *what, const char *name)
{
    copse_text_clear(&r->what);
    copse_text_clear(&r->next);
    copse_text_format(&r->what, "%s%s", what, name);
    copse_text_append(&r->next, "its first line names the columns: ");
    for (size_t i = 0; i < N_COLUMNS; i++)
        copse_text_format(&r->next, "%s%s", i > 0 ? ", " : "", columns[i].name);
    return fail_at(r, 1, -1, copse_text_get(&r->what), copse_text_get(&r->next));
}

static copse_status read_header(recording *r, const copse_csv_record *record)
{
    for (int c = 0; c < N_COLUMNS; c++)
        r->field_of[c] = -1;
    size_t n = record->n_fields < COPSE_CSV_FIELDS ? record->n_fields : COPSE_CSV_FIELDS;
    for (size_t i = 0; i < n; i++) {
        const char *name = copse_store_trim(record->fields[i]);
        int c = copse_store_format_column(&format, name);
        /* A column that is passed over might hold what its writer meant to be kept. */
        if (c < 0)
            return fail_column(r, "there is no place for a column named ", name);
        if (r->field_of[c] >= 0)
            return fail_column(r, "two columns are named ", columns[c].name);
        r->field_of[c] = (int)i;
    }
    r->n_fields = n;
    for (int c = 0; c < N_COLUMNS; c++)
        if (columns[c].is_required && r->field_of[c] < 0)
            return fail_column(r, "no column is named ", columns[c].name);
    return COPSE_OK;
}

static copse_status read_cells(copse_cell cells[N_COLUMNS], recording *r, const copse_csv_record *record)
{
    bool decimal_comma = copse_store_csv_separator(r->reader) == ';';
    for (int c = 0; c < N_COLUMNS; c++) {
        int field = r->field_of[c];
        cells[c] = (copse_cell){.type = COPSE_CELL_IS_BLANK};
        if (field < 0 || (size_t)field >= record->n_fields)
            continue;
        const char *text = copse_store_trim(record->fields[field]);
        copse_text_clear(&r->what);
        copse_text_clear(&r->next);
        if (text[0] == '\0' && columns[c].is_required)
            return fail_at(r, record->line, field, c == FROM ? "who did it is not said" : "what passed is not said",
                           "fill it in");
        if (text[0] != '\0' && !copse_store_read_cell(&cells[c], &columns[c], text, decimal_comma, &r->what, &r->next))
            return fail_at(r, record->line, field, copse_text_get(&r->what), copse_text_get(&r->next));
    }
    return COPSE_OK;
}

static copse_day day_of(const copse_cell *cell)
{
    return cell->type == COPSE_CELL_IS_BLANK ? COPSE_DAY_UNKNOWN : (copse_day)cell->whole;
}

/* -1: the file has no such column. */
static int field_named(const recording *r, const char *column)
{
    int c = column ? copse_store_format_column(&format, column) : -1;
    return c < 0 ? -1 : r->field_of[c];
}

/* Blank ones at the end are a spreadsheet's. */
static bool has_more(const copse_csv_record *record, size_t n)
{
    for (size_t i = n; i < record->n_fields && i < COPSE_CSV_FIELDS; i++)
        if (copse_store_trim(record->fields[i])[0] != '\0')
            return true;
    return false;
}

static copse_status take_row(recording *r, const copse_csv_record *record)
{
    copse_cell cells[N_COLUMNS];
    copse_error why = COPSE_ERROR_INIT;
    copse_record_outcome outcome;
    if (record->fault)
        return fail_at(r, record->line, (int)record->fault_column - 1, record->fault, record->remedy);
    if (has_more(record, r->n_fields))
        return fail_at(r, record->line, (int)r->n_fields, "the row has more columns than the first line names",
                       "put a field that holds the separator in quotes");
    copse_status st = read_cells(cells, r, record);
    if (st != COPSE_OK)
        return st;
    const copse_exchange_entry entry = {.from_member = cells[FROM].text,
                                        .to_member = cells[TO_MEMBER].text,
                                        .to_community = cells[TO_COMMUNITY].text,
                                        .kind = (copse_exchange_kind)cells[KIND].whole,
                                        .on = day_of(&cells[ON]),
                                        .topic = cells[TOPIC].text,
                                        .project = cells[PROJECT].text,
                                        .note = cells[NOTE].text,
                                        .shared_with = (copse_visibility)cells[SHARED_WITH].whole,
                                        .due = day_of(&cells[DUE]),
                                        .settles = cells[SETTLES].whole};
    st = copse_record_add_exchange(&outcome, r->w->store, &entry, r->ctx, &why);
    if (st == COPSE_E_ARGUMENT || st == COPSE_E_NOT_FOUND)
        return fail_at(r, record->line, field_named(r, outcome.column), why.what, why.next);
    if (st != COPSE_OK) {
        if (r->err)
            *r->err = why;
        return st;
    }
    r->n_new[entry.kind] += outcome.is_new;
    r->n_rows++;
    return copse_context_poll(r->ctx, r->err);
}

static copse_status take_rows(recording *r)
{
    copse_csv_record record;
    bool is_end = false;
    copse_status st = copse_store_csv_next(r->reader, &record, &is_end, r->err);
    if (st == COPSE_OK && is_end)
        return fail_column(r, "the file is empty", "");
    if (st == COPSE_OK)
        st = record.fault ? fail_at(r, record.line, (int)record.fault_column - 1, record.fault, record.remedy)
                          : read_header(r, &record);
    while (st == COPSE_OK) {
        st = copse_store_csv_next(r->reader, &record, &is_end, r->err);
        if (st != COPSE_OK || is_end)
            break;
        st = take_row(r, &record);
    }
    return st;
}

/* ---- the account ---- */

/* As a query of constants, since that is what a section is made of. */
static copse_status tell(recording *r)
{
    copse_text sql = COPSE_TEXT_INIT;
    int64_t n_new = 0;
    copse_text_append(&sql, "WITH kept (place, kind, rows) AS (");
    for (int kind = 0; kind <= COPSE_EXCHANGE_DEBRIEF; kind++) {
        copse_text_format(&sql, "%sSELECT %d, '%s', %" PRId64, kind > 0 ? " UNION ALL " : "", kind,
                          copse_exchange_kind_name((copse_exchange_kind)kind), r->n_new[kind]);
        n_new += r->n_new[kind];
    }
    copse_text_append(&sql, ") SELECT kind, rows FROM kept WHERE rows > 0 ORDER BY place");
    copse_status st = sql.failed ? copse_error_nomem(r->err) : COPSE_OK;
    if (st == COPSE_OK)
        st = copse_account_query(r->w, "exchanges", "that were recorded, by kind", sql.bytes, 0, r->err);
    copse_text_free(&sql);
    if (st == COPSE_OK && n_new < r->n_rows)
        st = copse_account_note(r->w, r->err, "%" PRId64 " of %" PRId64 " rows were there already.",
                                r->n_rows - n_new, r->n_rows);
    if (st != COPSE_OK || n_new == 0)
        return st;
    char detail[96];
    snprintf(detail, sizeof detail, "%" PRId64 " exchanges were recorded from a file", n_new);
    return copse_record_tell_audit(r->w, detail, r->ctx, r->err);
}

static copse_status record_file(copse_account_writer *w, const void *entry, const copse_context *ctx, copse_error *err)
{
    const char *path = entry, *slash = strrchr(path, '/');
    recording r = {.path = path,
                   .label = slash ? slash + 1 : path,
                   .w = w,
                   .ctx = ctx,
                   .what = COPSE_TEXT_INIT,
                   .next = COPSE_TEXT_INIT,
                   .err = err};
    copse_file_look look;
    copse_status st = copse_store_look_at_file(&look, path, ctx, err);
    if (st == COPSE_OK && look.bad_line > 0)
        st = fail_at(&r, look.bad_line, -1, "the file is no text", "save it as CSV (UTF-8)");
    if (st == COPSE_OK)
        st = copse_store_csv_open(&r.reader, path, look.encoding, err);
    if (st == COPSE_OK)
        st = take_rows(&r);
    if (st == COPSE_OK)
        st = tell(&r);
    copse_store_csv_close(r.reader);
    copse_text_free(&r.what);
    copse_text_free(&r.next);
    return st;
}

copse_status copse_store_record_exchanges(copse_account **out, copse_store *store, const char *path,
                                          const copse_context *ctx, copse_error *err)
{
    return copse_record_do(out, store, &(copse_record_work){record_file, path}, ctx, err);
}
