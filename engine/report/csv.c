/*
 * Tables for spreadsheets: cells are collected with their kind, and become CSV or, where the sink takes cells, what it makes
 * of them. How a field of CSV is quoted and disarmed is the store's, which also reads it back.
 */
#include "report/report.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "store/store.h"

/* A cell is its kind, its text and a NUL; a row ends with END_ROW alone. */
static const char KIND_TEXT = 't', KIND_NUMBER = 'n', END_ROW = '\n';

static void add(copse_csv *csv, char kind, const char *text)
{
    size_t begin = csv->cells.length + 1;
    copse_text_append_bytes(&csv->cells, &kind, 1);
    copse_text_append(&csv->cells, text ? text : "");
    if (csv->cells.failed)
        return;
    copse_text_clean(csv->cells.bytes + begin);
    csv->cells.length = begin + strlen(csv->cells.bytes + begin);
    copse_text_append_bytes(&csv->cells, "", 1);
}

void copse_csv_text(copse_csv *csv, const char *text)
{
    add(csv, KIND_TEXT, text);
}

void copse_csv_figure(copse_csv *csv, const char *digits)
{
    add(csv, KIND_NUMBER, digits);
}

void copse_csv_count(copse_csv *csv, int64_t value)
{
    char digits[COPSE_FIGURE_SIZE];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    copse_csv_figure(csv, digits);
}

void copse_csv_score(copse_csv *csv, int64_t millionths)
{
    char digits[COPSE_FIGURE_SIZE];
    copse_figure_score(digits, millionths);
    copse_csv_figure(csv, digits);
}

void copse_csv_number(copse_csv *csv, double value)
{
    char digits[COPSE_FIGURE_SIZE] = "";
    if (isfinite(value))
        snprintf(digits, sizeof digits, "%.9g", value);
    copse_csv_figure(csv, digits);
}

void copse_csv_end_row(copse_csv *csv)
{
    copse_text_append_bytes(&csv->cells, &END_ROW, 1);
}

void copse_csv_header(copse_csv *csv, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        copse_csv_text(csv, names[i]);
    copse_csv_end_row(csv);
}

bool copse_csv_next(copse_cell *out, const char **at, const char *end)
{
    if (*at == end)
        return false;
    out->is_row_end = **at == END_ROW;
    out->is_number = **at == KIND_NUMBER;
    out->text = out->is_row_end ? "" : *at + 1;
    *at += out->is_row_end ? 1 : strlen(*at) + 1;
    return true;
}

static copse_status write_bytes(const copse_csv *csv, const copse_sink *sink, copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT;
    copse_cell cell;
    bool in_row = false;
    /* Word and Excel take a file without this mark for Windows-1252, and show 'ZoÃ«'. */
    copse_text_append(&out, csv->has_mark ? "\xEF\xBB\xBF" : "");
    const char *at = csv->cells.bytes, *end = at + csv->cells.length;
    while (copse_csv_next(&cell, &at, end)) {
        copse_text_append(&out, cell.is_row_end ? "\n" : in_row ? "," : "");
        in_row = !cell.is_row_end;
        if (in_row)
            copse_store_csv_field(&out, cell.text);
    }
    return copse_report_write(sink, &out, err);
}

copse_status copse_csv_close(copse_csv *csv, const copse_sink *sink, copse_error *err)
{
    copse_status st = COPSE_OK;
    if (csv->cells.failed)
        st = copse_error_nomem(err);
    else if (csv->cells.length > 0)
        st = sink->write_cells ? sink->write_cells(sink->user, csv->cells.bytes, csv->cells.length, err)
                               : write_bytes(csv, sink, err);
    copse_text_free(&csv->cells);
    return st;
}
