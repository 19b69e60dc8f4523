/* Why a CoP has its place: the whole sum, part by part, and what would change it. */
#include "report/join.h"

#include <math.h>

enum { AMOUNT_INDENT = 2 };

/* ---- text ---- */

static void say_place(copse_text *said, const copse_explain_answer *a)
{
    if (a->rank > 0 && a->rank <= a->top)
        copse_text_format(said, "It stands at place %d of the %d that fit, and is recommended: the first %d are.",
                          a->rank, a->n_listed, a->top);
    else if (a->rank > 0)
        copse_text_format(said, "It stands at place %d of the %d that fit; the first %d are recommended.", a->rank,
                          a->n_listed, a->top);
    else
        copse_text_format(said, "It is not in the list: %s.", a->left_out);
}

static void say_border(copse_text *said, const copse_explain_answer *a)
{
    char number[COPSE_FIGURE_SIZE];
    copse_figure_score(number, a->border_score);
    if (a->border_key)
        copse_text_format(said, " %s %s, with %s.",
                          a->rank <= a->top ? "The first that is not recommended is" : "The last of these is",
                          copse_figure_name(a->border_name, a->border_key), number);
}

/* The largest part, whichever way it counts. */
static double largest_part(const copse_explain_answer *a)
{
    double largest = 1.0;
    for (size_t i = 0; i < a->n_reasons; i++)
        largest = fmax(largest, fabs((double)a->reasons[i].value));
    return largest;
}

static void write_sum(copse_page *page, copse_text *said, const copse_explain_answer *a)
{
    char amount[COPSE_FIGURE_SIZE];
    double largest = largest_part(a);
    copse_figure_score(amount, a->score);
    copse_page_blank(page);
    copse_page_amount(page, 0, "Its score", amount, true);
    for (size_t i = 0; i < a->n_reasons; i++) {
        copse_join_say_reason(said, &a->reasons[i]);
        copse_figure_part(amount, a->reasons[i].value);
        copse_page_amount_drawn(page, AMOUNT_INDENT, copse_text_get(said), amount, (double)a->reasons[i].value / largest);
        copse_text_clear(said);
    }
    if (a->n_reasons == 0)
        copse_page_paragraph(page, AMOUNT_INDENT, "nothing that is recorded of you speaks for it or against it");
}

/* "were in MRI Safety" */
static void say_change(copse_text *said, const copse_change *change)
{
    const char *name = copse_figure_name(change->name, change->key);
    switch (change->kind) {
    case COPSE_CHANGE_MEMBERSHIP:
        copse_text_format(said, "%s in %s", change->is_added ? "were" : "were not", name);
        break;
    case COPSE_CHANGE_TOPIC:
        if (change->is_added)
            copse_text_format(said, "knew %s, with evidence of %.4g", name, change->evidence);
        else
            copse_text_format(said, "did not know %s", name);
        break;
    case COPSE_CHANGE_INTEREST:
        copse_text_format(said, "%s to learn %s", change->is_added ? "wanted" : "did not want", name);
        break;
    }
    if (change->rank > 0)
        copse_text_format(said, " (place %d)", change->rank);
    else
        copse_text_append(said, " (not in the list)");
}

static void write_changes(copse_page *page, copse_text *said, const copse_explain_answer *a)
{
    bool is_in = a->rank > 0 && a->rank <= a->top;
    copse_page_blank(page);
    copse_page_heading(page, "What would change this");
    if (a->n_changes == 0) {
        copse_page_paragraph(page, 0,
                             is_in ? "No single membership, topic or interest, added or taken away, would take it "
                                     "out of the list."
                                   : "No single membership, topic or interest, added or taken away, would bring it "
                                     "into the list.");
        return;
    }
    copse_text_format(said, "It would%s be among the first %d if you", is_in ? " no longer" : "", a->top);
    copse_page_paragraph(page, 0, copse_text_get(said));
    copse_text_clear(said);
    for (size_t i = 0; i < a->n_changes; i++) {
        say_change(said, &a->changes[i]);
        copse_page_item(page, 0, 2, "-", copse_text_get(said));
        copse_text_clear(said);
    }
    if (a->n_changes < a->n_changes_in_all) {
        copse_text_format(said, "or one of %zu further changes", a->n_changes_in_all - a->n_changes);
        copse_page_item(page, 0, 2, "-", copse_text_get(said));
        copse_text_clear(said);
    }
}

static copse_status write_text(const copse_sink *sink, const copse_explain_answer *a, const copse_render *render,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_text_format(&said, "%s for %s", copse_figure_name(a->name, a->key),
                      copse_figure_name(a->member.name, a->member.key));
    copse_page_heading(&page, copse_text_get(&said));
    copse_text_clear(&said);
    copse_page_head(&page, &a->head);
    copse_page_blank(&page);
    say_place(&said, a);
    say_border(&said, a);
    copse_page_paragraph(&page, 0, copse_text_get(&said));
    copse_text_clear(&said);
    write_sum(&page, &said, a);
    write_changes(&page, &said, a);
    copse_page_notes(&page, "Notes", a->head.notes, a->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_rank(copse_json *json, const char *key, int rank)
{
    if (rank > 0)
        copse_json_count(json, key, rank);
    else
        copse_json_text(json, key, NULL);
}

static void json_changes(copse_json *json, const copse_explain_answer *a)
{
    copse_json_array(json, "changes");
    for (size_t i = 0; i < a->n_changes; i++) {
        const copse_change *change = &a->changes[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "kind", copse_change_kind_name(change->kind));
        copse_json_bool(json, "is_added", change->is_added);
        copse_json_text(json, "key", change->key);
        copse_json_text(json, "name", change->name);
        copse_json_number(json, "evidence", change->evidence);
        json_rank(json, "rank", change->rank);
        copse_json_score(json, "score", change->score);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_named(copse_json *json, const char *at, const char *key, const char *name)
{
    copse_json_object(json, at);
    copse_json_text(json, "key", key);
    copse_json_text(json, "name", name);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_explain_answer *a, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &a->head);
    json_named(&json, "member", a->member.key, a->member.name);
    json_named(&json, "community", a->key, a->name);
    copse_json_object(&json, "model");
    copse_json_text(&json, "kind", a->model_kind);
    copse_json_bool(&json, "is_stale", a->model_is_stale);
    copse_json_end(&json);
    copse_json_count(&json, "top", a->top);
    json_rank(&json, "rank", a->rank);
    copse_json_count(&json, "listed", a->n_listed);
    copse_json_text(&json, "left_out", a->left_out);
    copse_json_score(&json, "score", a->score);
    copse_join_json_reasons(&json, a->reasons, a->n_reasons);
    copse_json_object(&json, "border");
    copse_json_text(&json, "key", a->border_key);
    copse_json_text(&json, "name", a->border_name);
    if (a->border_key)
        copse_json_score(&json, "score", a->border_score);
    else
        copse_json_text(&json, "score", NULL);
    copse_json_end(&json);
    json_changes(&json, a);
    copse_json_count(&json, "changes_in_all", (int64_t)a->n_changes_in_all);
    return copse_json_close(&json, &a->head, sink, err);
}

/* ---- CSV: the parts ---- */

static copse_status write_csv(const copse_sink *sink, const copse_explain_answer *a, copse_error *err)
{
    static const char *const header[] = {"kind", "key", "name", "value", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < a->n_reasons; i++) {
        copse_csv_text(&csv, copse_reason_kind_name(a->reasons[i].kind));
        copse_csv_text(&csv, a->reasons[i].key);
        copse_csv_text(&csv, a->reasons[i].name);
        copse_csv_score(&csv, a->reasons[i].value);
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_explain(const copse_sink *sink, const copse_explain_answer *answer,
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
    return copse_report_no_format("join --explain", "text, JSON and CSV", err);
}
