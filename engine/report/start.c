/* The first report as text and CSV. */
#include "report/start.h"

#include <inttypes.h>

enum { HANG = 40, INDENT = 2 };

/* ---- text ---- */

static void section(copse_page *page, const char *title)
{
    copse_page_blank(page);
    copse_page_heading(page, title);
}

static void sentence(copse_page *page, copse_text *said)
{
    if (said->length > 0)
        copse_page_paragraph(page, 0, copse_text_get(said));
    copse_text_clear(said);
}

static void item(copse_page *page, const char *label, copse_text *said)
{
    copse_page_item(page, INDENT, HANG, label, copse_text_get(said));
    copse_text_clear(said);
}

static void write_short(copse_page *page, copse_text *said, const copse_start_answer *answer)
{
    section(page, "In short");
    for (size_t i = 0; copse_start_short[i]; i++) {
        copse_start_short[i](said, answer);
        if (said->length > 0)
            copse_page_item(page, 0, 2, "-", copse_text_get(said));
        copse_text_clear(said);
    }
}

void copse_start_print_communities(copse_page *page, copse_text *said, const copse_start_answer *answer)
{
    section(page, "Communities, and to how many each is suggested");
    for (size_t i = 0; i < answer->n_community_rows; i++) {
        const copse_start_community *c = &answer->communities[i];
        copse_text_append(said, "members ");
        copse_figure_public(said, c->members);
        if (answer->model_kind) {
            copse_text_format(said, "; top %d for ", answer->top);
            copse_figure_public(said, c->top);
            copse_text_append(said, c->top.is_shown ? " staff" : "");
        }
        if (c->activity != COPSE_ACTIVITY_UNKNOWN)
            copse_text_format(said, "; %s", copse_start_say_activity(c->activity));
        item(page, copse_figure_name(c->name, c->key), said);
    }
    if (answer->n_community_rows == 0)
        copse_page_paragraph(page, INDENT, "None is recorded.");
}

static void write_teams(copse_page *page, copse_text *said, const copse_start_answer *answer)
{
    section(page, "Teams with few links");
    copse_start_say_teams(said, answer);
    sentence(page, said);
    for (size_t i = 0; i < answer->n_team_rows; i++) {
        const copse_start_team *t = &answer->teams[i];
        copse_text_format(said, "%" PRId64 " communit%s shared with another team; staff ",
                          t->n_shared, t->n_shared == 1 ? "y" : "ies");
        copse_figure_public(said, t->staff);
        item(page, copse_figure_name(t->name, t->key), said);
    }
    if (answer->n_teams_compared > 0)
        copse_page_paragraph(page, 0, copse_start_words_teams);
}

void copse_start_print_gaps(copse_page *page, const copse_start_answer *answer)
{
    if (answer->n_gaps == 0)
        return;
    section(page, "What is missing, and how to get it");
    for (size_t i = 0; i < answer->n_gaps; i++) {
        const copse_start_gap *gap = &answer->gaps[i];
        copse_page_item(page, 0, 2, "-", gap->what);
        copse_page_item(page, INDENT, 12, "for", gap->use);
        copse_page_item(page, INDENT, 12, "how", gap->how);
    }
}

void copse_start_print_undecided(copse_page *page, copse_text *said, const copse_start_answer *answer)
{
    if (answer->n_undecided == 0)
        return;
    section(page, "Names that need a decision");
    copse_start_say_undecided(said, answer);
    sentence(page, said);
    for (int64_t i = 0; answer->undecided && i < answer->n_undecided; i++)
        copse_page_item(page, 0, 2, "-", answer->undecided[i]);
    copse_page_paragraph(page, 0,
                         "'copse check' lists them; 'copse record sensitive COP yes|no' keeps the "
                         "decision.");
}

void copse_start_print_sources(copse_page *page, copse_text *said, const copse_start_answer *answer)
{
    section(page, "Where the data come from");
    for (size_t i = 0; i < answer->n_sources; i++) {
        const copse_start_source *source = &answer->sources[i];
        if (source->rows >= 0) {
            copse_figure_count(said, source->rows, "row");
            copse_text_append(said, ", ");
        }
        copse_text_append(said, "imported ");
        copse_start_say_age(said, source);
        item(page, source->name ? source->name : "a file whose name is not shown", said);
    }
    if (answer->n_sources == 0)
        copse_page_paragraph(page, INDENT, "Nothing was imported yet.");
}

static void write_findings(copse_page *page, copse_text *said, const copse_start_answer *answer)
{
    if (answer->n_findings == 0)
        return;
    section(page, "To look at in the data");
    for (size_t i = 0; i < answer->n_findings; i++) {
        const copse_start_finding *finding = &answer->findings[i];
        copse_text_append(said, finding->is_error ? "Error: " : "");
        copse_text_format(said, "%s: ", finding->meaning);
        copse_figure_public(said, finding->count);
        copse_page_item(page, 0, 2, "-", copse_text_get(said));
        copse_text_clear(said);
        if (finding->next)
            copse_page_item(page, INDENT, 12, "next", finding->next);
    }
}

static void recorded(copse_page *page, const char *label, const char *value)
{
    copse_page_item(page, INDENT, HANG / 2, label, value ? value : "not recorded");
}

static copse_status write_text(const copse_sink *sink, const copse_start_answer *answer,
                               const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_page_heading(&page, "First report on communities of practice");
    if (answer->organisation)
        copse_page_paragraph(&page, 0, answer->organisation);
    copse_page_head(&page, &answer->head);
    copse_page_paragraph(&page, 0, copse_start_say_audience(answer->head.audience));
    write_short(&page, &said, answer);
    copse_start_print_communities(&page, &said, answer);
    write_teams(&page, &said, answer);
    copse_start_print_undecided(&page, &said, answer);
    copse_start_print_gaps(&page, answer);
    copse_start_print_sources(&page, &said, answer);
    write_findings(&page, &said, answer);
    section(&page, "Why these data are held");
    recorded(&page, "purpose", answer->purpose);
    recorded(&page, "lawful basis", answer->lawful_basis);
    recorded(&page, "DPIA", answer->dpia_reference);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- CSV ---- */

/* An empty field: not shown. */
static void csv_count(copse_csv *csv, copse_public_count count)
{
    if (count.is_shown)
        copse_csv_count(csv, count.value);
    else
        copse_csv_text(csv, NULL);
}

static copse_status write_csv(const copse_sink *sink, const copse_start_answer *answer,
                              copse_error *err)
{
    static const char *const header[] = {"community_id", "name",     "members",
                                         "suggested_to", "activity", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_community_rows; i++) {
        const copse_start_community *c = &answer->communities[i];
        copse_csv_text(&csv, c->key);
        copse_csv_text(&csv, c->name);
        csv_count(&csv, c->members);
        csv_count(&csv, answer->model_kind ? c->top : (copse_public_count){false, 0});
        copse_csv_text(&csv, copse_activity_name(c->activity));
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_start(const copse_sink *sink, const copse_start_answer *answer,
                                const copse_render *render, copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return write_text(sink, answer, render, err);
    case COPSE_JSON:
        return copse_start_write_json(sink, answer, err);
    case COPSE_CSV:
        return write_csv(sink, answer, err);
    case COPSE_HTML:
        return copse_start_write_page(sink, answer, err);
    }
    return copse_report_no_format("start", "text, JSON, CSV and a page", err);
}
