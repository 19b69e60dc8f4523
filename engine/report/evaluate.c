/* How far the recommendations can be trusted: figures by model and slice, and the verdict in words. */
#include "report/report.h"

#include <inttypes.h>
#include <string.h>

/* ---- text ---- */

static void write_row(copse_text *out, const char *kind, const char *n, const char *const figures[5])
{
    copse_text_format(out, "  %-14s %7s", kind, n);
    for (int i = 0; i < 5; i++)
        copse_text_format(out, " %8s", figures[i]);
    copse_text_append(out, "\n");
}

static void write_line(copse_text *out, const copse_evaluate_line *line)
{
    const double values[5] = {line->recall, line->hit, line->ndcg, line->mrr, line->coverage};
    char figures[5][COPSE_FIGURE_SIZE], n[COPSE_FIGURE_SIZE];
    const char *pointers[5];
    for (int i = 0; i < 5; i++) {
        copse_figure_number(figures[i], values[i], 3);
        pointers[i] = figures[i];
    }
    copse_figure_number(n, (double)line->n, 0);
    write_row(out, line->kind, n, pointers);
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
            slice = line->slice;
            copse_page_blank(page);
            copse_page_heading(page, slice);
            write_row(&page->out, "", "lists", header);
        }
        write_line(&page->out, line);
    }
}

static void write_differences(copse_page *page, copse_text *said, const copse_evaluate_answer *answer)
{
    copse_page_blank(page);
    copse_page_heading(page, "Against the baselines, mean difference of NDCG");
    for (size_t i = 0; i < answer->n_differences; i++) {
        const copse_evaluate_difference *d = &answer->differences[i];
        copse_text_clear(said);
        copse_text_format(said, "%+.3f, 95 %% interval %+.3f to %+.3f", d->mean, d->lower, d->upper);
        copse_page_item(page, 2, 17, d->baseline, copse_text_get(said));
    }
}

static copse_status write_text(const copse_sink *sink, const copse_evaluate_answer *answer,
                               const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_text_format(&said, "How far to trust '%s', found among the first %d", answer->kind, answer->k);
    copse_page_heading(&page, copse_text_get(&said));
    copse_text_clear(&said);
    copse_text_format(&said, "%" PRId64 " memberships of %" PRId64 " members hidden, %s, in ",
                      answer->n_hidden, answer->n_members, copse_protocol_name(answer->protocol));
    copse_figure_count(&said, answer->rounds, "round");
    copse_page_paragraph(&page, 0, copse_text_get(&said));
    write_lines(&page, answer);
    write_differences(&page, &said, answer);
    copse_page_blank(&page);
    copse_page_paragraph(&page, 0, answer->words);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    copse_page_head(&page, &answer->head);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_lines(copse_json *json, const copse_evaluate_answer *answer)
{
    copse_json_array(json, "figures");
    for (size_t i = 0; i < answer->n_lines; i++) {
        const copse_evaluate_line *line = &answer->lines[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "model", line->kind);
        copse_json_text(json, "slice", line->slice);
        copse_json_count(json, "lists", line->n);
        copse_json_number(json, "recall", line->recall);
        copse_json_number(json, "hit", line->hit);
        copse_json_number(json, "ndcg", line->ndcg);
        copse_json_number(json, "mrr", line->mrr);
        copse_json_number(json, "coverage", line->coverage);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_differences(copse_json *json, const copse_evaluate_answer *answer)
{
    copse_json_array(json, "ndcg_differences");
    for (size_t i = 0; i < answer->n_differences; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "baseline", answer->differences[i].baseline);
        copse_json_number(json, "mean", answer->differences[i].mean);
        copse_json_number(json, "lower", answer->differences[i].lower);
        copse_json_number(json, "upper", answer->differences[i].upper);
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

static copse_status write_csv(const copse_sink *sink, const copse_evaluate_answer *answer, copse_error *err)
{
    static const char *const header[] = {"model", "slice", "lists", "recall", "hit",
                                         "ndcg",  "mrr",   "coverage", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_lines; i++) {
        const copse_evaluate_line *line = &answer->lines[i];
        copse_csv_text(&csv, line->kind);
        copse_csv_text(&csv, line->slice);
        copse_csv_count(&csv, line->n);
        copse_csv_number(&csv, line->recall);
        copse_csv_number(&csv, line->hit);
        copse_csv_number(&csv, line->ndcg);
        copse_csv_number(&csv, line->mrr);
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
