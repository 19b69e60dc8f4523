/* What each measure means and does not mean: the table that `copse measure` runs on. */
#include "report/report.h"

static void say_levels(copse_text *out, unsigned of)
{
    int n = 0;
    for (int t = COPSE_THINGS_MEMBERS; t <= COPSE_THINGS_TOPICS; t++)
        if (of & COPSE_OF(t))
            copse_text_format(out, "%s%s", n++ > 0 ? ", " : "", copse_things_name((copse_things)t));
}

static copse_status write_text(const copse_sink *sink, const copse_render *render, copse_error *err)
{
    enum { INDENT = 2, HANG = 12 };
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    for (size_t i = 0; i < copse_measure_count(); i++) {
        const copse_measure_info *m = copse_measure_get(i);
        if (i > 0)
            copse_page_blank(&page);
        copse_text_clear(&said);
        copse_text_format(&said, "%s%s", m->name, m->is_of_pairs ? " (of pairs)" : "");
        copse_page_heading(&page, copse_text_get(&said));
        copse_page_paragraph(&page, INDENT, m->meaning);
        copse_page_item(&page, INDENT, HANG, "But", m->caution);
        copse_text_clear(&said);
        say_levels(&said, m->of);
        copse_page_item(&page, INDENT, HANG, "Of", copse_text_get(&said));
        copse_page_item(&page, INDENT, HANG, "Unit", m->unit);
        copse_page_item(&page, INDENT, HANG, "Formula", m->formula);
        copse_page_item(&page, INDENT, HANG, "Apart", m->apart);
        copse_page_item(&page, INDENT, HANG, "Source", m->source);
    }
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

static void json_measure(copse_json *json, const copse_measure_info *m)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "name", m->name);
    copse_json_array(json, "of");
    for (int t = COPSE_THINGS_MEMBERS; t <= COPSE_THINGS_TOPICS; t++)
        if (m->of & COPSE_OF(t))
            copse_json_text(json, NULL, copse_things_name((copse_things)t));
    copse_json_end(json);
    copse_json_bool(json, "of_pairs", m->is_of_pairs);
    copse_json_bool(json, "less_is_more", m->less_is_more);
    copse_json_text(json, "unit", m->unit);
    copse_json_text(json, "meaning", m->meaning);
    copse_json_text(json, "caution", m->caution);
    copse_json_text(json, "formula", m->formula);
    copse_json_text(json, "apart", m->apart);
    copse_json_text(json, "cost", m->cost);
    copse_json_text(json, "source", m->source);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_context *ctx, copse_error *err)
{
    copse_json json;
    const copse_answer_head head = copse_report_head("copse/measures/1", 0, ctx);
    copse_json_begin(&json, &head);
    copse_json_array(&json, "measures");
    for (size_t i = 0; i < copse_measure_count(); i++)
        json_measure(&json, copse_measure_get(i));
    copse_json_end(&json);
    return copse_json_close(&json, &head, sink, err);
}

copse_status copse_report_measures(const copse_sink *sink, const copse_render *render, const copse_context *ctx,
                                   copse_error *err)
{
    if (render->format == COPSE_TEXT)
        return write_text(sink, render, err);
    if (render->format == COPSE_JSON)
        return write_json(sink, ctx, err);
    return copse_report_no_format("the list of measures", "text and JSON", err);
}
