/* One measure: its meaning and the first of its values in words, all that was asked for as JSON and CSV. */
#include "report/report.h"

#include <math.h>

/* ---- words ---- */

static const char *plural(copse_things things)
{
    return things == COPSE_THINGS_COMMUNITIES ? "CoPs" : copse_things_name(things);
}

static void write_title(copse_page *page, copse_text *said, const copse_measure_answer *answer)
{
    copse_text_clear(said);
    copse_text_format(said, "%s of %s%s", answer->measure->name, answer->measure->is_of_pairs ? "pairs of " : "",
                      plural(answer->things));
    if (answer->topic)
        copse_text_format(said, ", beginning at %s", answer->topic);
    copse_page_heading(page, copse_text_get(said));
    copse_page_paragraph(page, 0, answer->measure->meaning);
    copse_text_clear(said);
    copse_text_format(said, "But: %s", answer->measure->caution);
    copse_page_paragraph(page, 0, copse_text_get(said));
    copse_text_clear(said);
    copse_text_format(said, "Unit: %s. %s stands first.", answer->measure->unit,
                      answer->measure->less_is_more ? "The smallest" : "The largest");
    copse_page_paragraph(page, 0, copse_text_get(said));
}

static void say_thing(copse_text *out, const copse_measured_thing *thing)
{
    copse_text_append(out, thing->name ? thing->name : thing->key ? thing->key : "somebody, not named");
}

static void write_row(copse_page *page, copse_text *said, copse_text *amount, const copse_measure_answer *answer,
                      const copse_measure_row *row)
{
    copse_text_clear(said);
    copse_text_clear(amount);
    if (row->place > 0)
        copse_text_format(said, "%lld. ", (long long)row->place);
    say_thing(said, &row->a);
    if (answer->measure->is_of_pairs) {
        copse_text_append(said, " and ");
        say_thing(said, &row->b);
    }
    if (isnan(row->value))
        copse_text_append(amount, "n/a");
    else
        copse_text_format(amount, "%.9g", row->value);
    if (!isnan(row->error))
        copse_text_format(amount, " ± %.2g", row->error);
    copse_page_amount(page, 0, copse_text_get(said), copse_text_get(amount), false);
}

static void write_graph(copse_page *page, copse_text *said, const copse_measure_answer *answer)
{
    if (!answer->ties)
        return;
    copse_page_blank(page);
    copse_text_clear(said);
    copse_text_format(said, "%s. ", answer->ties);
    copse_text_format(said, "%lld %s, ", (long long)answer->n_things, plural(answer->things));
    copse_figure_count(said, answer->n_ties, "tie");
    copse_text_append(said, "; ");
    copse_figure_count(said, answer->n_parts, "connected part");
    copse_text_format(said, ", of which %lld of one alone.", (long long)answer->n_alone);
    copse_page_item(page, 0, 6, "Ties", copse_text_get(said));
}

static copse_status write_text(const copse_sink *sink, const copse_measure_answer *answer, const copse_render *render,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT, amount = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    write_title(&page, &said, answer);
    copse_page_blank(&page);
    for (size_t i = 0; i < answer->n_rows; i++)
        write_row(&page, &said, &amount, answer, &answer->rows[i]);
    if (answer->n_rows == 0)
        copse_page_paragraph(&page, 0, "There is nothing to list.");
    if (answer->n_rows < answer->n_in_all) {
        copse_text_clear(&said);
        copse_text_format(&said, "… and %zu more (--top N lists more)", answer->n_in_all - answer->n_rows);
        copse_page_paragraph(&page, 0, copse_text_get(&said));
    }
    write_graph(&page, &said, answer);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    copse_page_head(&page, &answer->head);
    page.out.failed = page.out.failed || said.failed || amount.failed;
    copse_text_free(&said);
    copse_text_free(&amount);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_thing(copse_json *json, const char *key, const copse_measured_thing *thing)
{
    copse_json_object(json, key);
    copse_json_text(json, "key", thing->key);
    copse_json_text(json, "name", thing->name);
    copse_json_end(json);
}

static void json_count_or_null(copse_json *json, const char *key, int64_t value)
{
    if (value < 0)
        copse_json_text(json, key, NULL);
    else
        copse_json_count(json, key, value);
}

static copse_status write_json(const copse_sink *sink, const copse_measure_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "measure", answer->measure->name);
    copse_json_text(&json, "of", copse_things_name(answer->things));
    copse_json_text(&json, "unit", answer->measure->unit);
    copse_json_text(&json, "meaning", answer->measure->meaning);
    copse_json_text(&json, "caution", answer->measure->caution);
    copse_json_bool(&json, "less_is_more", answer->measure->less_is_more);
    copse_json_text(&json, "topic", answer->topic);
    copse_json_text(&json, "ties", answer->ties);
    copse_json_count(&json, "things", answer->n_things);
    json_count_or_null(&json, "tie_count", answer->n_ties);
    json_count_or_null(&json, "parts", answer->n_parts);
    json_count_or_null(&json, "alone", answer->n_alone);
    copse_json_count(&json, "undefined", answer->n_undefined);
    copse_json_count(&json, "rows_in_all", (int64_t)answer->n_in_all);
    copse_json_array(&json, "rows");
    for (size_t i = 0; i < answer->n_rows; i++) {
        const copse_measure_row *row = &answer->rows[i];
        copse_json_object(&json, NULL);
        json_count_or_null(&json, "place", row->place > 0 ? row->place : -1);
        json_thing(&json, "a", &row->a);
        if (answer->measure->is_of_pairs)
            json_thing(&json, "b", &row->b);
        else
            copse_json_text(&json, "b", NULL);
        copse_json_number(&json, "value", row->value);
        copse_json_number(&json, "error", row->error);
        copse_json_end(&json);
    }
    copse_json_end(&json);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV ---- */

static copse_status write_csv(const copse_sink *sink, const copse_measure_answer *answer, copse_error *err)
{
    static const char *const of_things[] = {"place", "key", "name", "value", "error", NULL};
    static const char *const of_pairs[] = {"place", "key", "name", "other_key", "other_name", "value", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, answer->measure->is_of_pairs ? of_pairs : of_things);
    for (size_t i = 0; i < answer->n_rows; i++) {
        const copse_measure_row *row = &answer->rows[i];
        if (row->place > 0)
            copse_csv_count(&csv, row->place);
        else
            copse_csv_text(&csv, NULL);
        copse_csv_text(&csv, row->a.key);
        copse_csv_text(&csv, row->a.name);
        if (answer->measure->is_of_pairs) {
            copse_csv_text(&csv, row->b.key);
            copse_csv_text(&csv, row->b.name);
        }
        copse_csv_number(&csv, row->value);
        if (!answer->measure->is_of_pairs)
            copse_csv_number(&csv, row->error);
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_measure(const copse_sink *sink, const copse_measure_answer *answer,
                                  const copse_render *render, copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return write_text(sink, answer, render, err);
    case COPSE_JSON:
        return write_json(sink, answer, err);
    case COPSE_CSV:
        return write_csv(sink, answer, err);
    case COPSE_HTML:
        break;
    }
    return copse_report_no_format("measure", "text, JSON and CSV", err);
}
