/* An account: tables for a person to read, or for a program. */
#include "report/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const copse_account_cell *cell_of(const copse_account_section *section, size_t row,
                                         size_t column)
{
    return &section->cells[row * section->n_columns + column];
}

/* "last_active" in words. */
static void append_words(copse_text *out, const char *name)
{
    for (; *name; name++)
        copse_text_append_bytes(out, *name == '_' ? " " : name, 1);
}

/* ---- text ---- */

/* Two columns are a label and its value; more are told by name. */
static void write_pair(copse_page *page, const copse_account_section *section, size_t row)
{
    enum { HANG = 20 };
    const char *label = cell_of(section, row, 0)->text, *value = cell_of(section, row, 1)->text;
    copse_page_item(page, 0, HANG, label ? label : "not recorded", value ? value : "not recorded");
}

static void write_row(copse_page *page, copse_text *said, const copse_account_section *section,
                      size_t row)
{
    copse_text_clear(said);
    for (size_t c = 0; c < section->n_columns; c++) {
        const char *text = cell_of(section, row, c)->text;
        if (!text)
            continue;
        if (said->length > 0)
            copse_text_append(said, "; ");
        append_words(said, section->columns[c]);
        copse_text_format(said, ": %s", text);
    }
    copse_page_item(page, 0, 2, "-", copse_text_get(said));
}

static copse_status write_text(const copse_sink *sink, const copse_account *account,
                               const copse_render *render, const copse_context *ctx,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_answer_head head = copse_report_head(account->schema, account->data_version, ctx);
    copse_page_heading(&page, account->title);
    copse_page_head(&page, &head);
    if (account->is_dry_run)
        copse_page_paragraph(&page, 0, "Dry run: nothing was changed.");
    for (size_t i = 0; i < account->n_sections; i++) {
        const copse_account_section *section = &account->sections[i];
        copse_page_blank(&page);
        if (account->is_table) {
            copse_page_table(&page, section);
            continue;
        }
        copse_text_clear(&said);
        append_words(&said, section->name);
        copse_text_format(&said, ": %s", section->meaning);
        copse_page_heading(&page, copse_text_get(&said));
        if (section->n_rows == 0)
            copse_page_paragraph(&page, 0, "none");
        for (size_t row = 0; row < section->n_rows; row++) {
            if (section->n_columns == 2)
                write_pair(&page, section, row);
            else
                write_row(&page, &said, section, row);
        }
    }
    copse_page_notes(&page, "Notes", account->notes, account->n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_cell(copse_json *json, const char *column, const copse_account_cell *cell)
{
    int64_t whole;
    char end;
    if (cell->is_number && cell->text && sscanf(cell->text, "%" SCNd64 "%c", &whole, &end) == 1)
        copse_json_count(json, column, whole);
    else if (cell->is_number && cell->text)
        copse_json_number(json, column, strtod(cell->text, NULL));
    else
        copse_json_text(json, column, cell->text);
}

static copse_status write_json(const copse_sink *sink, const copse_account *account,
                               const copse_context *ctx, copse_error *err)
{
    copse_answer_head head = copse_report_head(account->schema, account->data_version, ctx);
    copse_json json;
    head.notes = account->notes;
    head.n_notes = account->n_notes;
    copse_json_begin(&json, &head);
    copse_json_text(&json, "title", account->title);
    copse_json_bool(&json, "dry_run", account->is_dry_run);
    copse_json_count(&json, "rows_removed", account->n_removed);
    copse_json_array(&json, "sections");
    for (size_t i = 0; i < account->n_sections; i++) {
        const copse_account_section *section = &account->sections[i];
        copse_json_object(&json, NULL);
        copse_json_text(&json, "name", section->name);
        copse_json_text(&json, "meaning", section->meaning);
        copse_json_array(&json, "rows");
        for (size_t row = 0; row < section->n_rows; row++) {
            copse_json_object(&json, NULL);
            for (size_t c = 0; c < section->n_columns; c++)
                json_cell(&json, section->columns[c], cell_of(section, row, c));
            copse_json_end(&json);
        }
        copse_json_end(&json);
        copse_json_end(&json);
    }
    copse_json_end(&json);
    return copse_json_close(&json, &head, sink, err);
}

/* ---- CSV: one table as it is, several with a line for each value ---- */

static void write_csv_cell(copse_csv *csv, const copse_account_cell *cell)
{
    if (cell->is_number)
        copse_csv_figure(csv, cell->text);
    else
        copse_csv_text(csv, cell->text);
}

static copse_status write_long_csv(const copse_sink *sink, const copse_account *account,
                                   copse_error *err)
{
    static const char *const header[] = {"section", "row", "column", "value", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < account->n_sections; i++) {
        const copse_account_section *section = &account->sections[i];
        for (size_t at = 0; at < section->n_rows * section->n_columns; at++) {
            copse_csv_text(&csv, section->name);
            copse_csv_count(&csv, (int64_t)(at / section->n_columns) + 1);
            copse_csv_text(&csv, section->columns[at % section->n_columns]);
            write_csv_cell(&csv, &section->cells[at]);
            copse_csv_end_row(&csv);
        }
    }
    return copse_csv_close(&csv, sink, err);
}

static copse_status write_csv(const copse_sink *sink, const copse_account *account,
                              copse_error *err)
{
    copse_csv csv = COPSE_CSV_INIT;
    if (account->n_sections != 1)
        return write_long_csv(sink, account, err);
    const copse_account_section *section = &account->sections[0];
    for (size_t c = 0; c < section->n_columns; c++)
        copse_csv_text(&csv, section->columns[c]);
    copse_csv_end_row(&csv);
    for (size_t row = 0; row < section->n_rows; row++) {
        for (size_t c = 0; c < section->n_columns; c++)
            write_csv_cell(&csv, cell_of(section, row, c));
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

/* ---- a page ---- */

static void html_cell(copse_text *out, const char *tag, const char *text)
{
    copse_text_format(out, "<%s>", tag);
    if (text)
        copse_html_name(out, text);
    copse_text_format(out, "</%.2s>", tag);
}

static void html_section(copse_text *out, copse_text *words, const copse_account_section *section)
{
    copse_text_clear(words);
    append_words(words, section->name);
    copse_text_append(out, "<h2>");
    copse_html_text(out, copse_text_get(words));
    copse_text_append(out, section->n_rows > 0 ? "</h2>\n<table>\n<caption>" : "</h2>\n<p>");
    copse_html_text(out, section->meaning);
    if (section->n_rows == 0) {
        copse_text_append(out, ": none.</p>\n");
        return;
    }
    copse_text_append(out, "</caption>\n<thead><tr>");
    for (size_t c = 0; c < section->n_columns; c++) {
        copse_text_clear(words);
        append_words(words, section->columns[c]);
        html_cell(out, "th scope=\"col\"", copse_text_get(words));
    }
    copse_text_append(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < section->n_rows; row++) {
        copse_text_append(out, "<tr>");
        for (size_t c = 0; c < section->n_columns; c++)
            html_cell(out, c == 0 ? "th scope=\"row\"" : "td", cell_of(section, row, c)->text);
        copse_text_append(out, "</tr>\n");
    }
    copse_text_append(out, "</tbody>\n</table>\n");
}

static copse_status write_html(const copse_sink *sink, const copse_account *account,
                               const copse_context *ctx, copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT, words = COPSE_TEXT_INIT;
    char day[COPSE_FIGURE_SIZE];
    copse_figure_day(day, ctx->as_of);
    copse_html_begin(&out, account->title);
    copse_text_append(&out, "<main>\n<h1>");
    copse_html_text(&out, account->title);
    copse_text_format(&out, "</h1>\n<p>As of %s, data version %" PRId64 ", for %s.</p>\n", day,
                      account->data_version, copse_audience_name(ctx->audience));
    copse_html_terms(&out, ctx->terms);
    if (account->is_dry_run)
        copse_text_append(&out, "<p>Dry run: nothing was changed.</p>\n");
    for (size_t i = 0; i < account->n_sections; i++)
        html_section(&out, &words, &account->sections[i]);
    if (account->n_notes > 0)
        copse_text_append(&out, "<h2>Notes</h2>\n<ul>\n");
    for (size_t i = 0; i < account->n_notes; i++) {
        copse_text_append(&out, "<li>");
        copse_html_text(&out, account->notes[i]);
        copse_text_append(&out, "</li>\n");
    }
    copse_text_append(&out, account->n_notes > 0 ? "</ul>\n</main>\n" : "</main>\n");
    copse_html_end(&out);
    out.failed = out.failed || words.failed;
    copse_text_free(&words);
    return copse_report_write(sink, &out, err);
}

copse_status copse_report_account(const copse_sink *sink, const copse_account *account,
                                  const copse_render *render, const copse_context *ctx,
                                  copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return write_text(sink, account, render, ctx, err);
    case COPSE_JSON:
        return write_json(sink, account, ctx, err);
    case COPSE_CSV:
        return write_csv(sink, account, err);
    case COPSE_HTML:
        return write_html(sink, account, ctx, err);
    }
    return copse_report_no_format(account->title, "text, JSON, CSV and a page", err);
}
