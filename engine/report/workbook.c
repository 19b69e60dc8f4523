/*
 * A table as a workbook for Excel: the cells of the CSV, numbers as numbers, days as days, and every text as a text, so that none
 * runs as a formula. The same cells make the same bytes.
 */
#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

enum { MOST_ROWS = 1048576, MOST_COLUMNS = 64, NARROWEST = 8, WIDEST = 60, FIRST_YEAR = 1901 };

/* Excel shows when a file was made. 1 January 1980, the first day that a zip archive knows: any other would differ each time. */
static const time_t MADE = 315532800;

struct copse_workbook {
    copse_text cells;
    const char *name; /**< of the sheet; borrowed */
};

copse_status copse_workbook_new(copse_workbook **out, const char *name, copse_error *err)
{
    copse_workbook *book = copse_memory_new(1, sizeof *book);
    *out = book;
    if (!book)
        return copse_error_nomem(err);
    book->name = name;
    return COPSE_OK;
}

void copse_workbook_free(copse_workbook *book)
{
    if (book)
        copse_text_free(&book->cells);
    copse_memory_free(book);
}

static copse_status keep(void *user, const char *cells, size_t n, copse_error *err)
{
    copse_workbook *book = user;
    copse_text_append_bytes(&book->cells, cells, n);
    return book->cells.failed ? copse_error_nomem(err) : COPSE_OK;
}

static copse_status refuse(void *user, const char *bytes, size_t n, copse_error *err)
{
    (void)bytes;
    (void)n;
    const copse_workbook *book = user;
    return copse_error_set(err, COPSE_E_ARGUMENT, book->name, NULL, "this answer is no table, so it is not made as a workbook");
}

copse_sink copse_workbook_sink(copse_workbook *book)
{
    return (copse_sink){.write = refuse, .user = book, .write_cells = keep};
}

/* One that is being written: its formats are the library's, and go with it. */
typedef struct sheet {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *bold, *day;
} sheet;

/* Whole and decimal numbers as our writers print them. */
static bool read_number(double *out, const char *text)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && *end == '\0';
}

/* Excel's days begin in 1900, with a leap day that was none. */
static bool read_day(lxw_datetime *out, const char *text)
{
    copse_day day;
    int n = 0;
    *out = (lxw_datetime){0};
    return strlen(text) == 10 && copse_day_parse(&day, text) &&
           sscanf(text, "%4d-%2d-%2d%n", &out->year, &out->month, &out->day, &n) == 3 && n == 10 &&
           out->year >= FIRST_YEAR;
}

static lxw_error write_cell(const sheet *s, lxw_row_t row, lxw_col_t column, const copse_cell *cell)
{
    double number;
    lxw_datetime day;
    if (!cell->text[0])
        return LXW_NO_ERROR;
    if (cell->is_number && read_number(&number, cell->text))
        return worksheet_write_number(s->sheet, row, column, number, NULL);
    if (row > 0 && read_day(&day, cell->text))
        return worksheet_write_datetime(s->sheet, row, column, &day, s->day);
    return worksheet_write_string(s->sheet, row, column, cell->text, row == 0 ? s->bold : NULL);
}

static copse_status fail_library(lxw_error code, copse_error *err)
{
    return copse_error_set(err, code == LXW_ERROR_MEMORY_MALLOC_FAILED ? COPSE_E_NOMEM : COPSE_E_STORE, "the workbook",
                           "try --csv, which has no such limits", "%s", lxw_strerror(code));
}

static bool next(copse_cell *cell, const char **at, const copse_workbook *book)
{
    return copse_csv_next(cell, at, book->cells.bytes + book->cells.length);
}

/* Before the first row is written, after which the library does not take it any more. */
static lxw_error set_widths(const sheet *s, const copse_workbook *book)
{
    size_t width[MOST_COLUMNS] = {0};
    lxw_col_t column = 0, n = 0;
    copse_cell cell;
    for (const char *at = book->cells.bytes; next(&cell, &at, book);) {
        if (!cell.is_row_end && column < MOST_COLUMNS) {
            size_t wanted = copse_text_columns(cell.text, strlen(cell.text)) + 1;
            width[column] = wanted > width[column] ? wanted : width[column];
            n = column >= n ? (lxw_col_t)(column + 1) : n;
        }
        column = cell.is_row_end ? 0 : (lxw_col_t)(column + 1);
    }
    lxw_error code = LXW_NO_ERROR;
    for (column = 0; code == LXW_NO_ERROR && column < n; column++) {
        size_t wide = width[column] < NARROWEST ? NARROWEST : width[column] > WIDEST ? WIDEST : width[column];
        code = worksheet_set_column(s->sheet, column, column, (double)wide, NULL);
    }
    return code;
}

static copse_status write_rows(const sheet *s, const copse_workbook *book, copse_error *err)
{
    lxw_row_t row = 0;
    lxw_col_t column = 0;
    copse_cell cell;
    lxw_error code = LXW_NO_ERROR;
    for (const char *at = book->cells.bytes; code == LXW_NO_ERROR && next(&cell, &at, book);) {
        if (row == MOST_ROWS)
            return copse_error_set(err, COPSE_E_ARGUMENT, "the workbook", "use --csv, or ask for less",
                                   "there are more than %d rows, and a sheet has no more", MOST_ROWS);
        if (!cell.is_row_end)
            code = write_cell(s, row, column, &cell);
        column = cell.is_row_end ? 0 : (lxw_col_t)(column + 1);
        row += cell.is_row_end;
    }
    return code == LXW_NO_ERROR ? COPSE_OK : fail_library(code, err);
}

static copse_status fill(const sheet *s, const copse_workbook *book, copse_error *err)
{
    lxw_doc_properties properties = {.created = MADE};
    if (!s->sheet || !s->bold || !s->day)
        return copse_error_nomem(err);
    format_set_bold(s->bold);
    format_set_num_format(s->day, "yyyy-mm-dd");
    worksheet_freeze_panes(s->sheet, 1, 0);
    lxw_error code = workbook_set_properties(s->book, &properties);
    if (code == LXW_NO_ERROR)
        code = set_widths(s, book);
    return code == LXW_NO_ERROR ? write_rows(s, book, err) : fail_library(code, err);
}

/* The library knows files by name only. This one has none of its own, so that nothing is left of it, whatever happens. */
static copse_status make(FILE *draft, const copse_workbook *book, copse_error *err)
{
    char path[48];
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(draft));
    sheet s = {.book = workbook_new_opt(path, &options)};
    if (!s.book)
        return copse_error_nomem(err);
    s.sheet = workbook_add_worksheet(s.book, book->name);
    s.bold = workbook_add_format(s.book);
    s.day = workbook_add_format(s.book);
    copse_status st = fill(&s, book, err);
    lxw_error code = workbook_close(s.book); /* frees it, too */
    return st == COPSE_OK && code != LXW_NO_ERROR ? fail_library(code, err) : st;
}

static copse_status copy(const copse_sink *to, FILE *draft, copse_error *err)
{
    char bytes[16384];
    size_t n;
    copse_status st = COPSE_OK;
    rewind(draft);
    while (st == COPSE_OK && (n = fread(bytes, 1, sizeof bytes, draft)) > 0)
        st = to->write(to->user, bytes, n, err);
    if (st == COPSE_OK && ferror(draft))
        st = copse_error_set(err, COPSE_E_STORE, "the workbook", NULL, "its temporary file cannot be read");
    return st;
}

copse_status copse_workbook_write(const copse_sink *to, const copse_workbook *book, copse_error *err)
{
    FILE *draft = tmpfile();
    if (!draft)
        return copse_error_set(err, COPSE_E_STORE, "the workbook", "free some space in /tmp, or use --csv",
                               "no temporary file can be made");
    copse_status st = make(draft, book, err);
    if (st == COPSE_OK)
        st = copy(to, draft, err);
    fclose(draft);
    return st;
}
