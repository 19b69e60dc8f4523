/*
 * What the answers of this room share: one writer a format. Each collects bytes
 * in memory, remembers that memory ran out, and says so once when it is closed.
 */
#ifndef COPSE_REPORT_H
#define COPSE_REPORT_H

#include "base/text.h"

/* ---- figures and words (figures.c) ---- */

enum { COPSE_FIGURE_SIZE = 32 };

/** "-0.010000": exactly the millionths, so that printed parts add up to the printed whole. */
void copse_figure_score(char out[COPSE_FIGURE_SIZE], int64_t millionths);

/** "+ 0.412000" or "- 0.010000". */
void copse_figure_part(char out[COPSE_FIGURE_SIZE], int64_t millionths);

/** "0.71", or "n/a" for NaN. */
void copse_figure_number(char out[COPSE_FIGURE_SIZE], double value, int decimals);

/** A seed in digits: text in JSON, since it may need all 64 bits, of which many readers keep 53. */
void copse_figure_seed(char out[COPSE_FIGURE_SIZE], uint64_t seed);

/** "24 November 2026", or "an unknown day". */
void copse_figure_day(char out[COPSE_FIGURE_SIZE], copse_day day);

/** "n word", with an s unless n is 1. */
void copse_figure_count(copse_text *out, int64_t n, const char *word);

/** The figure, or "not shown". */
void copse_figure_public(copse_text *out, copse_public_count count);

/** Put before item i of n in a sentence: nothing, ", " or " and ". */
const char *copse_figure_separator(size_t i, size_t n);

/** The name, or the key where there is none. */
const char *copse_figure_name(const char *name, const char *key);

/* ---- where the bytes go (sink.c) ---- */

/** Write what was collected and free it. COPSE_E_NOMEM when collecting had failed. */
copse_status copse_report_write(const copse_sink *sink, copse_text *text, copse_error *err);

/** COPSE_E_ARGUMENT that names the formats that there are. */
copse_status copse_report_no_format(const char *answer, const char *formats, copse_error *err);

/** The head of a report that has none of its own. */
copse_answer_head copse_report_head(const char *schema, int64_t data_version,
                                    const copse_context *ctx);

/** "About these data: held by …; purpose: …." with what is recorded of it; nothing where nothing is. */
void copse_report_say_terms(copse_text *out, const copse_store_options *terms);

/* ---- text (text.c): everything is cleaned and wrapped ---- */

typedef struct copse_page {
    copse_text out, line; /**< line: scratch for what is being wrapped */
    size_t width;
    bool colour;
    bool draws; /**< there is room for bars and trends, and they are wanted */
} copse_page;

void copse_page_open(copse_page *page, const copse_render *render);
void copse_page_blank(copse_page *page);
/** Bold where there is colour. */
void copse_page_heading(copse_page *page, const char *text);
void copse_page_paragraph(copse_page *page, size_t indent, const char *text);
/** label at indent, then text in a column that starts at hang. */
void copse_page_item(copse_page *page, size_t indent, size_t hang, const char *label,
                     const char *text);
/** text from indent, then the amount at the right edge. */
void copse_page_amount(copse_page *page, size_t indent, const char *text, const char *amount,
                       bool bold);
/** The same, and behind it a bar of so much of the largest: where the page draws, and then for all amounts of it. */
void copse_page_amount_drawn(copse_page *page, size_t indent, const char *text, const char *amount, double share);
/** Aligned columns under their names, a line a row; a text of more than 40 columns is cut. */
void copse_page_table(copse_page *page, const copse_account_section *section);
/** "Notes" and each note, if there are any. */
void copse_page_notes(copse_page *page, const char *title, const char *const *notes, size_t n);
/** The terms under which the data are held, as far as recorded. */
void copse_page_terms(copse_page *page, const copse_store_options *terms);
/** "as of 2026-11-24, data version 3, for trust", and the terms. */
void copse_page_head(copse_page *page, const copse_answer_head *head);
copse_status copse_page_close(copse_page *page, const copse_sink *sink, copse_error *err);

/* ---- pictures made of letters (draw.c) ---- */

enum { COPSE_BAR_COLUMNS = 10, COPSE_MOST_DRAWN = 16 }; /**< values of a trend: the last ones */

/** A bar of so much of COPSE_BAR_COLUMNS; of what is less than 0 a dotted one. @param share  -1 … 1 */
void copse_draw_bar(copse_text *out, double share);

/** A column for each value, the largest being the highest; "·" where it is not known (NaN). @param values  [n], none below 0 */
void copse_draw_trend(copse_text *out, const double *values, size_t n);

/* ---- JSON (json.c): the envelope and its values, in the order in which they are added ---- */

enum { COPSE_JSON_DEPTH = 12 };

typedef struct copse_json {
    struct cJSON *open[COPSE_JSON_DEPTH]; /**< what values are added to, outermost first */
    size_t depth;
    bool failed;
} copse_json;

/** Begin {"schema": …, "data_version": …, "as_of": …, "audience": …, "seed": …, "answer": { */
void copse_json_begin(copse_json *json, const copse_answer_head *head);
/* key is NULL inside an array. */
void copse_json_object(copse_json *json, const char *key);
void copse_json_array(copse_json *json, const char *key);
void copse_json_end(copse_json *json); /**< of the object or array last begun */
void copse_json_text(copse_json *json, const char *key, const char *text); /**< NULL: null */
void copse_json_bool(copse_json *json, const char *key, bool value);
void copse_json_count(copse_json *json, const char *key, int64_t value);
void copse_json_score(copse_json *json, const char *key, int64_t millionths);
void copse_json_number(copse_json *json, const char *key, double value); /**< NaN: null */
void copse_json_day(copse_json *json, const char *key, copse_day day);   /**< unknown: null */
/** An array of texts. */
void copse_json_texts(copse_json *json, const char *key, const char *const *texts, size_t n);
/** End the answer, add the notes and as the last of them the terms, write. */
copse_status copse_json_close(copse_json *json, const copse_answer_head *head,
                              const copse_sink *sink, copse_error *err);

/* ---- CSV (csv.c) ---- */

typedef struct copse_csv {
    copse_text cells;
    bool has_mark; /**< begins with the mark by which Word and Excel know UTF-8 */
} copse_csv;

#define COPSE_CSV_INIT                                                                             \
    {                                                                                              \
        COPSE_TEXT_INIT, false                                                                     \
    }

void copse_csv_text(copse_csv *csv, const char *text); /**< NULL: an empty field */
/** A number that is digits already; NULL or "": an empty field. */
void copse_csv_figure(copse_csv *csv, const char *digits);
void copse_csv_count(copse_csv *csv, int64_t value);
void copse_csv_score(copse_csv *csv, int64_t millionths);
void copse_csv_number(copse_csv *csv, double value); /**< NaN: an empty field */
void copse_csv_end_row(copse_csv *csv);
/** A row of texts that end with NULL: a header. */
void copse_csv_header(copse_csv *csv, const char *const *names);
/** Write it as CSV, or give its cells to a sink that takes them, and free it. */
copse_status copse_csv_close(copse_csv *csv, const copse_sink *sink, copse_error *err);

typedef struct copse_cell {
    const char *text; /**< "": empty */
    bool is_number, is_row_end;
} copse_cell;

/** The next of the cells that a sink was given; at moves on to end. @return false at the end */
bool copse_csv_next(copse_cell *out, const char **at, const char *end);

/* ---- HTML (html.c) ---- */

/** Append data as text of a page: cleaned, with markup escaped. Safe in quoted attributes too. */
void copse_html_text(copse_text *out, const char *data);
/** A name in its own direction, whatever its script: <bdi>…</bdi>. */
void copse_html_name(copse_text *out, const char *name);
/** A contact: a link where it is a plain mail or https address, else its text. */
void copse_html_contact(copse_text *out, const char *contact);
/** The terms under which the data are held, as far as recorded: a paragraph. */
void copse_html_terms(copse_text *out, const copse_store_options *terms);
/* Sections and tables (html_table.c). A section's heading is its id's. */
void copse_html_section(copse_text *out, const char *id, const char *title);
void copse_html_section_end(copse_text *out);
/** What was said so far, escaped as a whole since it holds names, in its element; then it is empty. Nothing where it is. */
void copse_html_said(copse_text *out, copse_text *said, const char *tag);
/** @param columns  ended by NULL; one of figures begins with '#' */
void copse_html_table(copse_text *out, const char *caption, const char *const *columns);
void copse_html_table_end(copse_text *out);
void copse_html_row(copse_text *out, const char *name);
void copse_html_cell(copse_text *out, const char *text); /**< NULL: an empty one */
void copse_html_count(copse_text *out, copse_public_count count);
void copse_html_row_end(copse_text *out);
/** Everything before and after the page's own content. */
void copse_html_begin(copse_text *out, const char *title);
void copse_html_end(copse_text *out);

#endif
