/* What the store holds, how fresh it is, and whether the model still fits it. */
#include "report/report.h"

#include <inttypes.h>
#include <string.h>

enum { HANG = 20 };

static const char of_people[] = "How many rows there are about people is for the steward (--for steward): "
                                "with the counts that are published it would tell those that are not.";

/* ---- text ---- */

static void item(copse_page *page, const char *label, copse_text *said)
{
    copse_page_item(page, 0, HANG, label, copse_text_get(said));
    copse_text_clear(said);
}

static void recorded(copse_page *page, const char *label, const char *value)
{
    copse_page_item(page, 0, HANG, label, value && value[0] ? value : "not recorded");
}

/* A file is often named after the one group that it lists, and that may be a sensitive one. */
static const char *name_of(const copse_status_source *source, bool shows_people)
{
    return source->is_of_people && !shows_people ? "a file about people" : source->name;
}

static void write_sources(copse_page *page, copse_text *said, const copse_status_report *report,
                          bool shows_people)
{
    if (report->n_sources == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, "Sources");
    for (size_t i = 0; i < report->n_sources; i++) {
        const copse_status_source *source = &report->sources[i];
        char day[16];
        copse_day_format(day, source->imported);
        if (!source->is_of_people || shows_people) {
            copse_figure_count(said, source->rows, "row");
            copse_text_append(said, ", ");
        }
        copse_text_format(said, "imported %s", day[0] ? day : "on an unknown day");
        /* Not known, or imported after the as-of day: then the date says all there is to say. */
        if (source->age_days >= 0) {
            copse_text_append(said, ", ");
            copse_figure_count(said, (int64_t)source->age_days, "day");
            copse_text_append(said, " old");
        }
        if (source->kind && strcmp(source->kind, "copse-csv") != 0)
            copse_text_format(said, " (%s)", source->kind);
        item(page, name_of(source, shows_people), said);
    }
}

static void write_model(copse_page *page, copse_text *said, const copse_status_report *report)
{
    copse_page_blank(page);
    copse_page_heading(page, "Model");
    if (!report->has_model) {
        copse_page_paragraph(
            page, 0, "None is fitted yet: 'copse fit' does it, and 'copse join' by itself.");
        return;
    }
    char day[16];
    copse_day_format(day, report->model_fitted);
    copse_text_format(said, "%s, fitted as of %s on data version %" PRId64, report->model_kind,
                      day[0] ? day : "an unknown day", report->model_data_version);
    if (report->model_is_stale)
        copse_text_append(said, "; stale, the data changed since: run 'copse fit'");
    copse_page_paragraph(page, 0, copse_text_get(said));
}

static copse_status write_text(const copse_sink *sink, const copse_status_report *report,
                               const copse_render *render, bool shows_people, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_page_heading(&page, report->path ? report->path : "store");
    recorded(&page, "organisation", report->organisation);
    recorded(&page, "purpose", report->purpose);
    recorded(&page, "lawful basis", report->lawful_basis);
    recorded(&page, "DPIA", report->dpia_reference);
    if (report->retention_days > 0)
        copse_text_format(&said, "for %d days after it ended", report->retention_days);
    else
        copse_text_append(&said, "for how long is not recorded");
    item(&page, "kept", &said);
    copse_text_format(&said, "data %" PRId64 ", state %" PRId64 ", schema %d", report->data_version,
                      report->state_version, report->schema_version);
    item(&page, "versions", &said);
    copse_text_format(&said, "%s unless a person's row says otherwise",
                      copse_visibility_name(report->default_visibility));
    item(&page, "named to", &said);
    copse_text_format(&said, "%d is the smallest that is shown", report->threshold);
    item(&page, "counts", &said);

    copse_page_blank(&page);
    copse_page_heading(&page, "Rows");
    for (size_t i = 0; i < report->n_counts; i++) {
        if (report->counts[i].is_of_people && !shows_people)
            continue;
        copse_text_format(&said, "%" PRId64, report->counts[i].rows);
        item(&page, report->counts[i].table, &said);
    }
    if (!shows_people)
        copse_page_paragraph(&page, 0, of_people);
    write_sources(&page, &said, report, shows_people);
    write_model(&page, &said, report);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_model(copse_json *json, const copse_status_report *report)
{
    if (!report->has_model) {
        copse_json_text(json, "model", NULL);
        return;
    }
    copse_json_object(json, "model");
    copse_json_text(json, "kind", report->model_kind);
    copse_json_day(json, "fitted", report->model_fitted);
    copse_json_count(json, "data_version", report->model_data_version);
    copse_json_bool(json, "is_stale", report->model_is_stale);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_status_report *report,
                               bool shows_people, const copse_context *ctx, copse_error *err)
{
    static const char *const notes[] = {of_people};
    copse_answer_head head = copse_report_head("copse/status/1", report->data_version, ctx);
    copse_json json;
    head.terms = NULL; /* they are the answer */
    if (!shows_people) {
        head.notes = notes;
        head.n_notes = 1;
    }
    copse_json_begin(&json, &head);
    copse_json_text(&json, "path", report->path);
    copse_json_text(&json, "organisation", report->organisation);
    copse_json_text(&json, "purpose", report->purpose);
    copse_json_text(&json, "lawful_basis", report->lawful_basis);
    copse_json_text(&json, "dpia_reference", report->dpia_reference);
    copse_json_count(&json, "schema_version", report->schema_version);
    copse_json_count(&json, "state_version", report->state_version);
    copse_json_text(&json, "default_visibility", copse_visibility_name(report->default_visibility));
    copse_json_count(&json, "threshold", report->threshold);
    if (report->retention_days > 0)
        copse_json_count(&json, "retention_days", report->retention_days);
    else
        copse_json_text(&json, "retention_days", NULL);
    copse_json_array(&json, "tables");
    for (size_t i = 0; i < report->n_counts; i++) {
        if (report->counts[i].is_of_people && !shows_people)
            continue;
        copse_json_object(&json, NULL);
        copse_json_text(&json, "table", report->counts[i].table);
        copse_json_count(&json, "rows", report->counts[i].rows);
        copse_json_end(&json);
    }
    copse_json_end(&json);
    copse_json_array(&json, "sources");
    for (size_t i = 0; i < report->n_sources; i++) {
        copse_json_object(&json, NULL);
        copse_json_text(&json, "name", name_of(&report->sources[i], shows_people));
        copse_json_text(&json, "kind", report->sources[i].kind);
        copse_json_day(&json, "imported", report->sources[i].imported);
        if (report->sources[i].is_of_people && !shows_people)
            copse_json_text(&json, "rows", NULL);
        else
            copse_json_count(&json, "rows", report->sources[i].rows);
        copse_json_number(&json, "age_days", report->sources[i].age_days);
        copse_json_end(&json);
    }
    copse_json_end(&json);
    json_model(&json, report);
    return copse_json_close(&json, &head, sink, err);
}

static copse_status write_csv(const copse_sink *sink, const copse_status_report *report,
                              bool shows_people, copse_error *err)
{
    static const char *const header[] = {"table", "rows", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < report->n_counts; i++) {
        if (report->counts[i].is_of_people && !shows_people)
            continue;
        copse_csv_text(&csv, report->counts[i].table);
        copse_csv_count(&csv, report->counts[i].rows);
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_status(const copse_sink *sink, const copse_status_report *report,
                                 const copse_render *render, const copse_context *ctx,
                                 copse_error *err)
{
    bool shows_people = ctx->audience == COPSE_FOR_STEWARD;
    switch (render->format) {
    case COPSE_TEXT:
        return write_text(sink, report, render, shows_people, err);
    case COPSE_JSON:
        return write_json(sink, report, shows_people, ctx, err);
    case COPSE_CSV:
        return write_csv(sink, report, shows_people, err);
    case COPSE_HTML:
        break;
    }
    return copse_report_no_format("status", "text, JSON and CSV", err);
}
