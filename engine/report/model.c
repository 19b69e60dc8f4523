/* What was fitted: the kind of model, its size, the options and how they did on validation. */
#include "report/report.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { HANG = 24 };

static copse_status write_text(const copse_sink *sink, const copse_model_summary *summary,
                               const copse_render *render, const copse_context *ctx,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    char text[COPSE_FIGURE_SIZE];

    copse_page_open(&page, render);
    copse_text_format(&said, "Model: %s", summary->kind);
    copse_page_heading(&page, copse_text_get(&said));
    copse_day_format(text, summary->fitted);
    copse_text_clear(&said);
    copse_text_format(&said, "as of %s, on data version %" PRId64 ", seed %" PRIu64,
                      text[0] ? text : "an unknown day", summary->data_version, summary->seed);
    copse_page_item(&page, 0, HANG, "fitted", copse_text_get(&said));
    copse_text_clear(&said);
    copse_text_format(&said, "%zu weights kept, of %zu rows and %zu columns", summary->n_weights,
                      summary->n_rows, summary->n_columns);
    copse_page_item(&page, 0, HANG, "size", copse_text_get(&said));
    for (size_t i = 0; i < summary->n_options; i++) {
        /* Settings that are averaged with the best one fill pages: JSON has them. */
        if (strncmp(summary->options[i].name, "averaged.", strlen("averaged.")) == 0)
            continue;
        copse_text_clear(&said);
        double value = summary->options[i].value;
        if (isfinite(value))
            copse_text_format(&said, "%.6g", value);
        copse_page_item(&page, 0, HANG, summary->options[i].name,
                        isfinite(value) ? copse_text_get(&said) : "n/a");
    }
    copse_page_terms(&page, ctx->terms);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

static copse_status write_json(const copse_sink *sink, const copse_model_summary *summary,
                               const copse_context *ctx, copse_error *err)
{
    copse_answer_head head = copse_report_head("copse/model/1", summary->data_version, ctx);
    char seed[COPSE_FIGURE_SIZE];
    copse_json json;

    copse_figure_seed(seed, summary->seed);
    copse_json_begin(&json, &head);
    copse_json_text(&json, "kind", summary->kind);
    copse_json_day(&json, "fitted", summary->fitted);
    copse_json_text(&json, "seed", seed);
    copse_json_count(&json, "rows", (int64_t)summary->n_rows);
    copse_json_count(&json, "columns", (int64_t)summary->n_columns);
    copse_json_count(&json, "weights", (int64_t)summary->n_weights);
    copse_json_array(&json, "options");
    for (size_t i = 0; i < summary->n_options; i++) {
        copse_json_object(&json, NULL);
        copse_json_text(&json, "name", summary->options[i].name);
        copse_json_number(&json, "value", summary->options[i].value);
        copse_json_end(&json);
    }
    copse_json_end(&json);
    return copse_json_close(&json, &head, sink, err);
}

copse_status copse_report_model(const copse_sink *sink, const copse_model_summary *summary,
                                const copse_render *render, const copse_context *ctx,
                                copse_error *err)
{
    if (render->format == COPSE_TEXT)
        return write_text(sink, summary, render, ctx, err);
    if (render->format == COPSE_JSON)
        return write_json(sink, summary, ctx, err);
    return copse_report_no_format("model", "text and JSON", err);
}
