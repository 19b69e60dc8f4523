/* What looks wrong in the data: things, counts and what to do; never a person. */
#include "report/report.h"

#include <inttypes.h>
#include <stdio.h>

static void say_examples(copse_text *said, const copse_finding *finding)
{
    copse_text_clear(said);
    for (size_t i = 0; i < finding->n_examples; i++)
        copse_text_format(said, "%s%s", i ? "; " : "", finding->examples[i]);
}

static void write_finding(copse_page *page, copse_text *said, const copse_finding *finding)
{
    char count[COPSE_FIGURE_SIZE];
    copse_page_blank(page);
    copse_text_clear(said);
    copse_text_format(said, "%s: %s", finding->is_error ? "Error" : "To look at", finding->check);
    snprintf(count, sizeof count, "%" PRId64, finding->count);
    copse_page_amount(page, 0, copse_text_get(said), count, true);
    copse_page_paragraph(page, 2, finding->meaning);
    say_examples(said, finding);
    if (finding->n_examples > 0)
        copse_page_item(page, 2, 12, "such as", copse_text_get(said));
    if (finding->next)
        copse_page_item(page, 2, 12, "next", finding->next);
}

static copse_status write_text(const copse_sink *sink, const copse_check_report *report,
                               const copse_render *render, const copse_context *ctx,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    int64_t errors = 0;
    for (size_t i = 0; i < report->n_findings; i++)
        errors += report->findings[i].is_error;

    copse_page_open(&page, render);
    if (report->n_findings == 0) {
        copse_text_append(&said, "Nothing found");
    } else {
        copse_figure_count(&said, errors, "error");
        copse_text_append(&said, " and ");
        copse_figure_count(&said, (int64_t)report->n_findings - errors, "thing");
        copse_text_append(&said, " to look at");
    }
    copse_text_format(&said, " in data version %" PRId64 ".", report->data_version);
    copse_page_heading(&page, copse_text_get(&said));
    copse_page_terms(&page, ctx->terms);
    for (size_t i = 0; i < report->n_findings; i++)
        write_finding(&page, &said, &report->findings[i]);

    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

static copse_status write_json(const copse_sink *sink, const copse_check_report *report,
                               const copse_context *ctx, copse_error *err)
{
    copse_answer_head head = copse_report_head("copse/check/1", report->data_version, ctx);
    copse_json json;
    copse_json_begin(&json, &head);
    copse_json_array(&json, "findings");
    for (size_t i = 0; i < report->n_findings; i++) {
        const copse_finding *finding = &report->findings[i];
        copse_json_object(&json, NULL);
        copse_json_text(&json, "check", finding->check);
        copse_json_bool(&json, "is_error", finding->is_error);
        copse_json_count(&json, "count", finding->count);
        copse_json_text(&json, "meaning", finding->meaning);
        copse_json_text(&json, "next", finding->next);
        copse_json_texts(&json, "examples", finding->examples, finding->n_examples);
        copse_json_end(&json);
    }
    copse_json_end(&json);
    return copse_json_close(&json, &head, sink, err);
}

static copse_status write_csv(const copse_sink *sink, const copse_check_report *report,
                              copse_error *err)
{
    static const char *const header[] = {"check", "is_error", "count", "meaning",
                                         "next",  "examples", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_text said = COPSE_TEXT_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < report->n_findings; i++) {
        const copse_finding *finding = &report->findings[i];
        copse_csv_text(&csv, finding->check);
        copse_csv_text(&csv, finding->is_error ? "yes" : "no");
        copse_csv_count(&csv, finding->count);
        copse_csv_text(&csv, finding->meaning);
        copse_csv_text(&csv, finding->next);
        say_examples(&said, finding);
        copse_csv_text(&csv, copse_text_get(&said));
        copse_csv_end_row(&csv);
    }
    csv.cells.failed = csv.cells.failed || said.failed;
    copse_text_free(&said);
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_check(const copse_sink *sink, const copse_check_report *report,
                                const copse_render *render, const copse_context *ctx,
                                copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return write_text(sink, report, render, ctx, err);
    case COPSE_JSON:
        return write_json(sink, report, ctx, err);
    case COPSE_CSV:
        return write_csv(sink, report, err);
    case COPSE_HTML:
        break;
    }
    return copse_report_no_format("check", "text, JSON and CSV", err);
}
