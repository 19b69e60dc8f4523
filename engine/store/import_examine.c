/* One file of an import: its header, and a first pass over its cells. */
#include "store/import_internal.h"

#include <string.h>

#include "store/dates.h"

/* ---- NHS numbers ---- */

/*
 * Ten digits, also in groups, of which the last is the check digit: the sum of
 * the first nine times 10, 9, … 2, taken from 11 modulo 11 (NHS Data
 * Dictionary, "NHS NUMBER"; a result of 10 is never issued).
 */
static bool is_nhs_number(const char *text)
{
    int n = 0, sum = 0, check = -1;
    for (; *text; text++) {
        if (*text == ' ' || *text == '-')
            continue;
        if (*text < '0' || *text > '9' || n == 10)
            return false;
        int digit = *text - '0';
        if (n < 9)
            sum += digit * (10 - n);
        else
            check = digit;
        n++;
    }
    int expected = (11 - sum % 11) % 11;
    return n == 10 && expected != 10 && check == expected;
}

/* ---- the first pass ---- */

/* What a column is like as a whole. */
typedef struct column_tally {
    int64_t n_filled, n_nhs;
    int64_t n_day_first, n_month_first;
    bool holds_days;
} column_tally;

typedef struct first_pass {
    char *names[COPSE_CSV_FIELDS]; /* of the header, in the run's arena */
    column_tally tallies[COPSE_CSV_FIELDS];
    int64_t header_line;
} first_pass;

static copse_status refuse(copse_import_run *run, copse_import_file *file, int64_t line,
                           int64_t column, const char *what, const char *next, copse_error *err)
{
    copse_text_append(&run->what, what);
    copse_text_append(&run->next, next);
    return copse_import_refuse_file(run, file, line, column, err);
}

static copse_status list_columns(copse_import_run *run, const copse_import_file *file)
{
    copse_text_append(&run->next, "its first line must name the columns: ");
    for (size_t i = 0; i < file->format->n_columns; i++)
        copse_text_format(&run->next, "%s%s", i > 0 ? ", " : "", file->format->columns[i].name);
    return COPSE_OK;
}

/* Columns of the file that the store has no place for are named and dropped, never their values. */
static copse_status keep_dropped(copse_import_run *run, copse_import_file *file,
                                 const first_pass *pass, const int *column_of, copse_error *err)
{
    const char **dropped = copse_arena_take(run->arena, file->n_fields, sizeof *dropped);
    size_t n = 0;
    if (!dropped)
        return copse_error_nomem(err);
    for (size_t i = 0; i < file->n_fields; i++)
        if (column_of[i] < 0 && pass->names[i][0] != '\0')
            dropped[n++] = pass->names[i];
    file->counts->dropped_columns = dropped;
    file->counts->n_dropped_columns = n;
    return COPSE_OK;
}

static copse_status refuse_twice(copse_import_run *run, copse_import_file *file, int64_t line,
                                 size_t field, const char *name, copse_error *err)
{
    copse_text_format(&run->what, "two columns are named %s", name);
    copse_text_append(&run->next, "rename or remove one of them");
    return copse_import_refuse_file(run, file, line, (int64_t)field + 1, err);
}

static copse_status match_native(copse_import_run *run, copse_import_file *file, first_pass *pass,
                                 const copse_csv_record *record, copse_error *err)
{
    int column_of[COPSE_CSV_FIELDS];
    const copse_format_table *format = file->format;

    for (size_t i = 0; i < record->n_fields; i++) {
        pass->names[i] = copse_arena_copy(run->arena, copse_store_trim(record->fields[i]));
        if (!pass->names[i])
            return copse_error_nomem(err);
        int c = column_of[i] = copse_store_format_column(format, pass->names[i]);
        if (c < 0)
            continue;
        if (file->has[c])
            return refuse_twice(run, file, record->line, i, format->columns[c].name, err);
        file->field_of[c] = (int)i;
        file->has[c] = true;
        pass->tallies[i].holds_days = format->columns[c].kind == COPSE_CELL_DAY;
    }
    for (size_t c = 0; c < format->n_columns; c++) {
        if (!format->columns[c].is_required || file->has[c])
            continue;
        copse_text_format(&run->what, "no column is named %s", format->columns[c].name);
        list_columns(run, file);
        return copse_import_refuse_file(run, file, record->line, 0, err);
    }
    return keep_dropped(run, file, pass, column_of, err);
}

/* Which fields of a file of another system hold days. */
static void mark_days(first_pass *pass, const copse_import_input *input)
{
    for (size_t p = 0; p < input->kind->n_parts; p++) {
        const copse_kind_part *part = &input->kind->parts[p];
        const copse_format_table *format = copse_store_format_find(part->table);
        for (size_t c = 0; c < part->n_columns; c++) {
            const copse_kind_column *column = &part->columns[c];
            int field = column->names && column->make == COPSE_MAKE_CELL
                            ? copse_store_kind_column(column->names, input->names, input->n_names)
                            : -1;
            int target = copse_store_format_index(format, column->target);
            if (field >= 0 && format->columns[target].kind == COPSE_CELL_DAY)
                pass->tallies[field].holds_days = true;
        }
    }
}

static copse_status match_kind(copse_import_run *run, copse_import_file *file, first_pass *pass,
                               const copse_csv_record *record, copse_error *err)
{
    bool used[COPSE_CSV_FIELDS] = {false};
    int column_of[COPSE_CSV_FIELDS];
    for (size_t i = 0; i < record->n_fields; i++)
        if (!(pass->names[i] = copse_arena_copy(run->arena, copse_store_trim(record->fields[i]))))
            return copse_error_nomem(err);
    copse_import_mark_used(used, file->input);
    for (size_t i = 0; i < record->n_fields; i++) {
        column_of[i] = used[i] ? 0 : -1;
        for (size_t k = 0; k < record->n_fields; k++)
            if (k != i && used[k] && strcmp(pass->names[i], pass->names[k]) == 0)
                return refuse_twice(run, file, record->line, k < i ? i : k, pass->names[i], err);
    }
    mark_days(pass, file->input);
    return keep_dropped(run, file, pass, column_of, err);
}

static copse_status match_header(copse_import_run *run, copse_import_file *file, first_pass *pass,
                                 const copse_csv_record *record, copse_error *err)
{
    file->n_fields = record->n_fields;
    pass->header_line = record->line;
    if (record->n_fields > COPSE_CSV_FIELDS)
        return refuse(run, file, record->line, 0, "the first line has more than a thousand columns",
                      "look whether this is the right file", err);
    return file->input->kind ? match_kind(run, file, pass, record, err)
                             : match_native(run, file, pass, record, err);
}

static void tally(first_pass *pass, copse_import_file *file, const copse_csv_record *record)
{
    copse_day day;
    size_t n = record->n_fields < file->n_fields ? record->n_fields : file->n_fields;
    for (size_t i = 0; i < n; i++) {
        column_tally *t = &pass->tallies[i];
        const char *text = copse_store_trim(record->fields[i]);
        if (text[0] == '\0')
            continue;
        t->n_filled++;
        t->n_nhs += is_nhs_number(text);
        if (!t->holds_days)
            continue;
        copse_day_form form = copse_store_read_day(&day, text);
        t->n_day_first += form == COPSE_DAY_FIRST;
        t->n_month_first += form == COPSE_DAY_MONTH_FIRST;
    }
}

static copse_status judge_column(copse_import_run *run, copse_import_file *file,
                                 const first_pass *pass, size_t field, copse_error *err)
{
    const column_tally *t = &pass->tallies[field];
    int64_t column = (int64_t)field + 1;
    if (t->n_filled >= 3 && t->n_nhs * 10 >= t->n_filled * 9) {
        copse_text_format(&run->what, "column %s holds NHS numbers", pass->names[field]);
        copse_text_append(&run->next,
                          "remove the column: this store is for staff and keeps nothing of patients");
        return copse_import_refuse_file(run, file, pass->header_line, column, err);
    }
    if (t->n_month_first > 0 && t->n_day_first == 0) {
        copse_text_format(&run->what, "the days of column %s have their month first",
                          pass->names[field]);
        copse_text_append(&run->next, "is that so? write them as 2026-03-31, or with the day first");
        return copse_import_refuse_file(run, file, pass->header_line, column, err);
    }
    return COPSE_OK;
}

/* A decoder's complaint is about the file, not about the run. */
static copse_status refuse_undecodable(copse_import_run *run, copse_import_file *file, int64_t line,
                                       const copse_error *why, copse_error *err)
{
    return refuse(run, file, line, 0, why->what, why->next, err);
}

static copse_status pass_over(copse_import_run *run, copse_import_file *file, first_pass *pass,
                              copse_import_reader *reader, copse_error *err)
{
    copse_csv_record record;
    copse_error why = COPSE_ERROR_INIT;
    int64_t line = 1;
    bool is_end = false;
    copse_status st = copse_import_reader_next(reader, &record, &is_end, &why);
    if (st == COPSE_OK && is_end)
        return refuse(run, file, 1, 0, "the file is empty",
                      "export it again, with a first line that names the columns", err);
    if (st == COPSE_OK && record.fault)
        return refuse(run, file, record.line, record.fault_column, record.fault, record.remedy, err);
    if (st == COPSE_OK) {
        st = match_header(run, file, pass, &record, &why);
        if (st != COPSE_OK || run->must_refuse)
            goto done;
    }
    while (st == COPSE_OK) {
        st = copse_import_reader_next(reader, &record, &is_end, &why);
        if (st != COPSE_OK || is_end)
            break;
        line = record.line;
        file->input->n_records++;
        if (!record.fault)
            tally(pass, file, &record);
        if (file->input->n_records % COPSE_IMPORT_POLL_ROWS == 0)
            st = copse_context_poll(run->ctx, &why);
    }
done:
    if (st == COPSE_E_DATA)
        return refuse_undecodable(run, file, line, &why, err);
    if (st != COPSE_OK)
        return copse_error_set(err, st, why.where, why.next, "%s", why.what);
    for (size_t i = 0; i < file->n_fields && !run->must_refuse; i++)
        if ((st = judge_column(run, file, pass, i, err)) != COPSE_OK)
            return st;
    return COPSE_OK;
}

copse_status copse_import_examine(copse_import_run *run, copse_import_file *file, copse_error *err)
{
    copse_import_reader *reader = NULL;
    first_pass *pass = NULL;
    copse_status st;

    if (file->input->is_examined)
        return COPSE_OK;
    if (file->input->look.bad_line > 0) {
        copse_text_format(&run->what, "byte %llu is not text: this is no CSV file",
                          (unsigned long long)file->input->look.bad_byte + 1);
        copse_text_append(&run->next, "export it again as CSV");
        return copse_import_refuse_file(run, file, file->input->look.bad_line, 0, err);
    }
    pass = copse_memory_new(1, sizeof *pass);
    if (!pass)
        return copse_error_nomem(err);
    copse_error why = COPSE_ERROR_INIT;
    file->input->n_records = 0;
    st = copse_import_reader_open(&reader, file->input, &why);
    if (st == COPSE_E_DATA)
        st = refuse_undecodable(run, file, 1, &why, err);
    else if (st != COPSE_OK)
        st = copse_error_set(err, st, why.where, why.next, "%s", why.what);
    if (st == COPSE_OK && !run->must_refuse)
        st = pass_over(run, file, pass, reader, err);
    file->input->is_examined = st == COPSE_OK && !run->must_refuse;
    copse_import_reader_close(reader);
    copse_memory_free(pass);
    if (st == COPSE_OK && !run->must_refuse && file->input->look.encoding == COPSE_WINDOWS_1252)
        st = copse_import_note(run, err, "%s is not UTF-8: it was read as Windows-1252", file->label);
    return st;
}
