/* How far the recommendations can be trusted: figures by model and slice, and the verdict in words. */
#include "report/report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { INTERVAL_SIZE = 64 };

/* ---- text ---- */

static void write_row(copse_text *out, const char *kind, const char *n, const char *const *figures, int n_figures)
{
    copse_text_format(out, "  %-16s %7s", kind, n);
    for (int i = 0; i < n_figures; i++)
        copse_text_format(out, " %8s", figures[i]);
    copse_text_append(out, "\n");
}

static void write_line(copse_text *out, const copse_evaluate_line *line)
{
    const copse_evaluate_figures *f = &line->figures;
    const double values[5] = {f->recall.mean, f->hit.mean, f->ndcg.mean, f->mrr.mean, line->coverage};
    char figures[5][COPSE_FIGURE_SIZE], n[COPSE_FIGURE_SIZE];
    const char *pointers[5];
    for (int i = 0; i < 5; i++) {
        copse_figure_number(figures[i], values[i], 3);
        pointers[i] = figures[i];
    }
    copse_figure_number(n, (double)line->n, 0);
    write_row(out, line->kind, n, pointers, isnan(line->coverage) ? 4 : 5);
}

static void write_lines(copse_page *page, const copse_evaluate_answer *answer)
{
    static const char *const header[5] = {"recall", "hit", "NDCG", "MRR", "coverage"};
    const char *slice = "";
    for (size_t i = 0; i < answer->n_lines; i++) {
        const copse_evaluate_line *line = &answer->lines[i];
        if (line->n == 0)
            continue;
        if (strcmp(slice, line->slice) != 0) {
            copse_page_blank(page);
            copse_page_heading(page, line->slice);
            write_row(&page->out, "", "members", header, isnan(line->coverage) ? 4 : 5);
            slice = line->slice;
        }
        write_line(&page->out, line);
    }
}

/* "0.203 (0.159 to 0.249)"; a difference says its sign. */
static void say_interval(char out[INTERVAL_SIZE], const copse_interval *x, bool is_difference)
{
    if (isnan(x->lower))
        snprintf(out, INTERVAL_SIZE, "n/a");
    else if (is_difference)
        snprintf(out, INTERVAL_SIZE, "%+.3f (%+.3f to %+.3f)", x->mean, x->lower, x->upper);
    else
        snprintf(out, INTERVAL_SIZE, "%.3f (%.3f to %.3f)", x->mean, x->lower, x->upper);
}

static void write_intervals(copse_page *page, const char *label, const copse_evaluate_figures *f,
                            bool is_difference)
{
    char hit[INTERVAL_SIZE], ndcg[INTERVAL_SIZE];
    say_interval(hit, &f->hit, is_difference);
    say_interval(ndcg, &f->ndcg, is_difference);
    copse_text_format(&page->out, "  %-22s %-28s %s\n", label, hit, ndcg);
}

static void write_differences(copse_page *page, const copse_evaluate_answer *answer)
{
    copse_page_blank(page);
    copse_page_heading(page, "How sure: means over members with 95 % intervals");
    copse_text_format(&page->out, "  %-22s %-28s %s\n", "", "hit", "NDCG");
    write_intervals(page, answer->kind, &answer->lines[0].figures, false);
    for (size_t i = 0; i < answer->n_differences; i++) {
        char label[32];
        snprintf(label, sizeof label, "less %s", answer->differences[i].baseline);
        write_intervals(page, label, &answer->differences[i].figures, true);
    }
}

static void write_heading(copse_page *page, copse_text *said, const copse_evaluate_answer *answer)
{
    char day[16];
    copse_text_format(said, "How far to trust '%s', found among the first %d", answer->kind, answer->k);
    copse_page_heading(page, copse_text_get(said));
    copse_text_clear(said);
    copse_figure_count(said, answer->n_hidden, "membership");
    copse_text_append(said, " of ");
    copse_figure_count(said, answer->n_members, "member");
    copse_text_format(said, " hidden, %s, in ", copse_protocol_name(answer->protocol));
    copse_figure_count(said, answer->rounds, "round");
    copse_day_format(day, answer->split);
    if (day[0])
        copse_text_format(said, ", from %s on", day);
    copse_text_append(said, ".");
    for (size_t i = 0; strcmp(answer->kind, "auto") == 0 && i < answer->n_chosen; i++) {
        copse_text_append(said, i == 0 ? " 'auto' took " : ", ");
        copse_text_format(said, "%s in %d", answer->chosen[i].kind, answer->chosen[i].rounds);
        if (i + 1 == answer->n_chosen)
            copse_text_format(said, " round%s.", answer->rounds == 1 ? "" : "s");
    }
    copse_page_paragraph(page, 0, copse_text_get(said));
}

static copse_status write_text(const copse_sink *sink, const copse_evaluate_answer *answer,
                               const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    write_heading(&page, &said, answer);
    write_lines(&page, answer);
    write_differences(&page, answer);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    copse_page_blank(&page);
    copse_page_paragraph(&page, 0, answer->words);
    copse_page_head(&page, &answer->head);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_interval(copse_json *json, const char *key, const copse_interval *x)
{
    copse_json_object(json, key);
    copse_json_number(json, "mean", x->mean);
    copse_json_number(json, "lower", x->lower);
    copse_json_number(json, "upper", x->upper);
    copse_json_end(json);
}

static void json_figures(copse_json *json, const copse_evaluate_figures *f)
{
    json_interval(json, "recall", &f->recall);
    json_interval(json, "hit", &f->hit);
    json_interval(json, "ndcg", &f->ndcg);
    json_interval(json, "mrr", &f->mrr);
}

static void json_lines(copse_json *json, const copse_evaluate_answer *answer)
{
    copse_json_array(json, "figures");
    for (size_t i = 0; i < answer->n_lines; i++) {
        const copse_evaluate_line *line = &answer->lines[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "model", line->kind);
        copse_json_text(json, "slice", line->slice);
        copse_json_count(json, "members", line->n);
        json_figures(json, &line->figures);
        copse_json_number(json, "coverage", line->coverage);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_differences(copse_json *json, const copse_evaluate_answer *answer)
{
    copse_json_array(json, "differences");
    for (size_t i = 0; i < answer->n_differences; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "baseline", answer->differences[i].baseline);
        json_figures(json, &answer->differences[i].figures);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_chosen(copse_json *json, const copse_evaluate_answer *answer)
{
    copse_json_array(json, "taken");
    for (size_t i = 0; i < answer->n_chosen; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "model", answer->chosen[i].kind);
        copse_json_count(json, "rounds", answer->chosen[i].rounds);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_evaluate_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "protocol", copse_protocol_name(answer->protocol));
    copse_json_text(&json, "model", answer->kind);
    json_chosen(&json, answer);
    copse_json_count(&json, "k", answer->k);
    copse_json_count(&json, "rounds", answer->rounds);
    copse_json_day(&json, "split", answer->split);
    copse_json_count(&json, "hidden", answer->n_hidden);
    copse_json_count(&json, "members", answer->n_members);
    copse_json_count(&json, "dropped_expertise", answer->n_dropped_expertise);
    json_lines(&json, answer);
    json_differences(&json, answer);
    copse_json_text(&json, "verdict", copse_verdict_name(answer->verdict));
    copse_json_text(&json, "words", answer->words);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV ---- */

static void csv_interval(copse_csv *csv, const copse_interval *x)
{
    copse_csv_number(csv, x->mean);
    copse_csv_number(csv, x->lower);
    copse_csv_number(csv, x->upper);
}

static copse_status write_csv(const copse_sink *sink, const copse_evaluate_answer *answer, copse_error *err)
{
    static const char *const header[] = {
        "model", "slice",      "members",    "recall", "recall_lower", "recall_upper", "hit",      "hit_lower",
        "hit_upper", "ndcg", "ndcg_lower", "ndcg_upper", "mrr", "mrr_lower", "mrr_upper", "coverage", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_lines; i++) {
        const copse_evaluate_line *line = &answer->lines[i];
        copse_csv_text(&csv, line->kind);
        copse_csv_text(&csv, line->slice);
        copse_csv_count(&csv, line->n);
        csv_interval(&csv, &line->figures.recall);
        csv_interval(&csv, &line->figures.hit);
        csv_interval(&csv, &line->figures.ndcg);
        csv_interval(&csv, &line->figures.mrr);
        copse_csv_number(&csv, line->coverage);
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_evaluate(const copse_sink *sink, const copse_evaluate_answer *answer,
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
    return copse_report_no_format("evaluate", "text, JSON and CSV", err);
}
