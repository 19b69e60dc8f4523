/* One file of an import, row by row. */
#include "store/import_internal.h"

#include <string.h>

/* ---- rows ---- */

static bool is_blank_from(const copse_csv_record *record, size_t first)
{
    for (size_t i = first; i < record->n_fields && i < COPSE_CSV_FIELDS; i++)
        if (copse_store_trim(record->fields[i])[0] != '\0')
            return false;
    return record->n_fields <= COPSE_CSV_FIELDS;
}

/*
 * @param[out] column  of the fault, from 1; -1: there is none
 * @return whether the record is misshapen, and this was told already
 */
static bool check_shape(int64_t *column, copse_import_run *run, const copse_import_file *file,
                        const copse_csv_record *record)
{
    *column = -1;
    if (record->fault) {
        copse_text_append(&run->what, record->fault);
        copse_text_append(&run->next, record->remedy);
        *column = record->fault_column;
    } else if (record->n_fields < file->n_fields) {
        copse_text_format(&run->what, "the row has %zu of the %zu columns", record->n_fields,
                          file->n_fields);
        copse_text_append(&run->next, "look whether the file was cut off, or a separator is missing");
        *column = (int64_t)record->n_fields;
    } else if (!is_blank_from(record, file->n_fields)) {
        copse_text_format(&run->what, "the row has %zu columns, and the first line names %zu",
                          record->n_fields, file->n_fields);
        copse_text_append(&run->next, "put a field that holds the separator in quotes");
        *column = (int64_t)file->n_fields + 1;
    }
    if (*column < 0 || file->is_first)
        return false;
    copse_text_clear(&run->what);
    copse_text_clear(&run->next);
    return true;
}

static copse_status resolve(bool *is_found, copse_cell *cell, copse_import_row *row,
                            copse_import_run *run, const copse_import_file *file, size_t c,
                            const copse_format_column *column, copse_error *err)
{
    int64_t id = 0;
    *is_found = true;
    /* A row of the same table may come later in the file: import_rows.c waits for it. */
    if (cell->type != COPSE_CELL_IS_TEXT || file->refers[c] == file->format)
        return COPSE_OK;
    copse_status st = copse_import_find_key(&id, run, file->refers[c], cell->text, err);
    if (st != COPSE_OK)
        return st;
    bool is_forgotten = false;
    if (id == 0 &&
        (st = copse_import_is_forgotten(&is_forgotten, run, column->refers_to, cell->text, err)) != COPSE_OK)
        return st;
    row->is_forgotten = row->is_forgotten || is_forgotten;
    *is_found = id != 0 || is_forgotten;
    if (!*is_found)
        return copse_import_explain_reference(run, file, column, cell->text, err);
    *cell = (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = id};
    return COPSE_OK;
}

/* A column as the file calls it, so that messages do. */
static const copse_format_column *as_in_file(copse_format_column *shown, const copse_import_file *file,
                                             size_t column, int field)
{
    const copse_format_column *ours = &file->format->columns[column];
    if (!file->view.part || field < 0)
        return ours;
    *shown = *ours;
    shown->name = file->input->names[field];
    return shown;
}

static copse_status read_cell(int64_t *fault_column, copse_import_row *row, copse_import_run *run,
                              copse_import_file *file, size_t column, copse_error *err)
{
    int field;
    const char *text;
    copse_cell *cell = &row->cells[column];
    copse_status st = copse_import_view_text(&text, &field, run, file, column, err);
    if (st != COPSE_OK)
        return st;
    copse_format_column renamed;
    const copse_format_column *shown = as_in_file(&renamed, file, column, field);
    const copse_kind_column *how = file->view.part ? file->view.columns[column] : NULL;
    if (how && how->is_name && shown->is_required && text[0] == '\0') {
        row->is_of_nothing = true;
        return COPSE_OK;
    }
    if (shown->kind == COPSE_CELL_REFERENCE && file->view.member != 0 && text == file->view.member_key) {
        *cell = (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = file->view.member};
        return COPSE_OK;
    }
    bool is_sound =
        copse_store_read_cell(cell, shown, text, file->decimal_comma, &run->what, &run->next);
    if (is_sound && how && how->is_last_day && cell->type == COPSE_CELL_IS_WHOLE)
        cell->whole++;
    if (is_sound && shown->kind == COPSE_CELL_REFERENCE)
        st = resolve(&is_sound, cell, row, run, file, column, shown, err);
    if (!is_sound)
        *fault_column = field + 1;
    return st;
}

static copse_status read_cells(int64_t *fault_column, copse_import_row *row, copse_import_run *run,
                               copse_import_file *file, copse_error *err)
{
    for (size_t c = 0; c < file->format->n_columns; c++) {
        row->cells[c] = (copse_cell){.type = COPSE_CELL_IS_BLANK};
        if (!file->has[c])
            continue;
        copse_status st = read_cell(fault_column, row, run, file, c, err);
        if (st != COPSE_OK || *fault_column >= 0 || row->is_of_nothing)
            return st;
    }
    return COPSE_OK;
}

/* What a row says, and whether it may be taken: @param[out] fault_column  from 1, 0: the row; -1: it may */
static copse_status read_row(int64_t *fault_column, copse_import_row *row, copse_import_run *run,
                             copse_import_file *file, copse_error *err)
{
    int at_fault;
    *fault_column = -1;
    copse_status st = read_cells(fault_column, row, run, file, err);
    if (st == COPSE_OK && *fault_column < 0 && !row->is_of_nothing)
        st = copse_import_check_forgotten(run, file, row, err);
    if (st != COPSE_OK || *fault_column >= 0 || row->is_forgotten || row->is_of_nothing)
        return st;
    copse_import_check_row(&at_fault, run, file, row);
    if (at_fault >= 0)
        *fault_column = file->field_of[at_fault] + 1;
    return COPSE_OK;
}

/* ---- records ---- */

static copse_status tell_misshapen(copse_import_run *run, copse_import_file *file,
                                   const copse_csv_record *record, int64_t column, copse_error *err)
{
    /* Whatever comes after an open quote is lost with it: leaving one row out would lose many. */
    return record->fault && record->is_rest_lost
               ? copse_import_refuse_file(run, file, record->line, column, err)
               : copse_import_problem_add(run, file, record->line, column, err);
}

/* The next sound record of the file. */
static copse_status next_record(bool *is_end, copse_import_run *run, copse_import_file *file,
                                copse_import_reader *reader, copse_error *err)
{
    for (;;) {
        copse_csv_record record;
        int64_t fault_column;
        bool is_forgotten = false;
        copse_status st = copse_import_reader_next(reader, &record, is_end, err);
        if (st != COPSE_OK || *is_end)
            return st;
        if (++file->counts->rows % COPSE_IMPORT_POLL_ROWS == 0) {
            if ((st = copse_context_poll(run->ctx, err)) != COPSE_OK)
                return st;
            copse_context_progress(run->ctx, file->label, (uint64_t)file->counts->rows,
                                   (uint64_t)file->input->n_records);
        }
        if (check_shape(&fault_column, run, file, &record))
            continue; /* told when the file was first read for another table */
        if (fault_column < 0 && (st = copse_import_view_begin(&is_forgotten, &fault_column, run, file, &record,
                                                              err)) != COPSE_OK)
            return st;
        if (fault_column < 0 && !is_forgotten)
            return COPSE_OK;
        if (is_forgotten)
            file->n_forgotten++;
        else if ((st = tell_misshapen(run, file, &record, fault_column, err)) != COPSE_OK)
            return st;
    }
}

copse_status copse_import_next_row(copse_import_row *row, bool *is_end, copse_import_run *run,
                                   copse_import_file *file, copse_import_reader *reader, copse_error *err)
{
    for (;;) {
        int64_t fault_column;
        copse_status st = COPSE_OK;
        *is_end = false;
        while (st == COPSE_OK && !*is_end && !copse_import_view_next(file))
            st = next_record(is_end, run, file, reader, err);
        if (st != COPSE_OK || *is_end)
            return st;
        row->line = file->view.record.line;
        row->is_forgotten = row->is_of_nothing = false;
        st = read_row(&fault_column, row, run, file, err);
        if (st != COPSE_OK || (fault_column < 0 && !row->is_forgotten && !row->is_of_nothing))
            return st;
        if (fault_column < 0)
            file->n_forgotten += row->is_forgotten;
        else if ((st = copse_import_problem_add(run, file, row->line, fault_column, err)) != COPSE_OK)
            return st;
    }
}
