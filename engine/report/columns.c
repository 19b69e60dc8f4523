/* A table in aligned columns, for a terminal: one line a row, whatever a cell holds. */
#include "report/report.h"

#include <string.h>

enum { WIDEST = 40, GAP = 2 };

/* Bytes of text that stand in so many columns. */
static size_t fitting(const char *text, size_t room)
{
    size_t at = 0;
    while (text[at]) {
        size_t n = 1;
        while (((unsigned char)text[at + n] & 0xC0) == 0x80)
            n++;
        if (copse_text_columns(text, at + n) > room)
            break;
        at += n;
    }
    return at;
}

static void pad(copse_text *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        copse_text_append(out, " ");
}

/* The cell's text as it is shown, in the page's scratch: what was not recorded is nothing. */
static const char *shown(copse_page *page, const char *text)
{
    copse_text_clear(&page->line);
    copse_text_append(&page->line, text ? text : "");
    if (page->line.failed) {
        page->out.failed = true;
        return "";
    }
    copse_text_clean(page->line.bytes);
    size_t whole = strlen(page->line.bytes);
    if (copse_text_columns(page->line.bytes, whole) > WIDEST) {
        page->line.length = fitting(page->line.bytes, WIDEST - 1);
        page->line.bytes[page->line.length] = '\0';
        copse_text_append(&page->line, "…");
    }
    return copse_text_get(&page->line);
}

static size_t width_of(copse_page *page, const char *text)
{
    const char *cell = shown(page, text);
    return copse_text_columns(cell, strlen(cell));
}

/* Numbers end in one column, texts begin in one; the last text is followed by nothing. */
static void write_cell(copse_page *page, const char *text, size_t width, bool is_number, bool is_last)
{
    const char *cell = shown(page, text);
    size_t used = copse_text_columns(cell, strlen(cell));
    if (is_number)
        pad(&page->out, width - used);
    copse_text_append(&page->out, cell);
    if (!is_last)
        pad(&page->out, GAP + (is_number ? 0 : width - used));
}

void copse_page_table(copse_page *page, const copse_account_section *section)
{
    size_t n = section->n_columns;
    size_t *width = copse_memory_new(n, sizeof *width);
    bool *is_number = copse_memory_new(n, sizeof *is_number);
    if (!width || !is_number) {
        page->out.failed = true;
        goto done;
    }
    for (size_t c = 0; c < n; c++) {
        width[c] = width_of(page, section->columns[c]);
        for (size_t row = 0; row < section->n_rows; row++) {
            const copse_account_cell *cell = &section->cells[row * n + c];
            size_t wanted = width_of(page, cell->text);
            width[c] = wanted > width[c] ? wanted : width[c];
            is_number[c] = is_number[c] || (cell->is_number && cell->text);
        }
    }
    for (size_t c = 0; c < n; c++)
        write_cell(page, section->columns[c], width[c], is_number[c], c + 1 == n);
    copse_text_append(&page->out, "\n");
    for (size_t at = 0; at < section->n_rows * n; at++) {
        write_cell(page, section->cells[at].text, width[at % n], is_number[at % n], (at + 1) % n == 0);
        copse_text_append(&page->out, (at + 1) % n == 0 ? "\n" : "");
    }
done:
    copse_memory_free(width);
    copse_memory_free(is_number);
}
