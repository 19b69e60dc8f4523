/* The whole picture as text; and each of its formats. */
#include "report/overview.h"

enum { HANG = 40, INDENT = 2 };

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

static void write_short(copse_page *page, copse_text *said, const copse_overview_answer *answer)
{
    section(page, "In short");
    for (size_t i = 0; copse_overview_short[i]; i++) {
        copse_overview_short[i](said, answer);
        if (said->length > 0)
            copse_page_item(page, 0, 2, "-", copse_text_get(said));
        copse_text_clear(said);
    }
}

static void say_figures(copse_text *said, const copse_overview_team *team)
{
    copse_text_append(said, "; outside ties ");
    copse_overview_say_share(said, team, &team->ties);
    copse_text_append(said, ", CoP seats ");
    copse_overview_say_share(said, team, &team->seats);
    copse_text_append(said, " of what teams its size have");
}

static void write_teams(copse_page *page, copse_text *said, const copse_overview_answer *answer)
{
    section(page, "Teams that lack connections, and what would help");
    copse_overview_say_teams(said, answer);
    sentence(page, said);
    for (size_t i = 0; i < answer->n_teams; i++) {
        const copse_overview_team *team = &answer->teams[i];
        copse_text_format(said, "%s; staff ", copse_overview_say_verdict(team->verdict));
        copse_figure_public(said, team->staff);
        if (answer->head.audience == COPSE_FOR_STEWARD)
            say_figures(said, team);
        copse_page_item(page, INDENT, HANG, copse_figure_name(team->name, team->key), copse_text_get(said));
        copse_text_clear(said);
        copse_text_append(said, "would help: ");
        copse_overview_say_remedies(said, team);
        copse_page_paragraph(page, INDENT + 2, copse_text_get(said));
        copse_text_clear(said);
    }
    if (answer->is_judged)
        copse_page_paragraph(page, 0, copse_overview_words_teams);
}

static void write_health(copse_page *page, copse_text *said, const copse_overview_answer *answer)
{
    section(page, "How the CoPs fare");
    copse_overview_say_health(said, answer);
    sentence(page, said);
    for (size_t i = 0; i < answer->health->n_communities; i++) {
        const copse_health_community *cop = &answer->health->communities[i];
        copse_overview_say_prompts(said, answer->health, cop);
        if (said->length > 0)
            copse_page_item(page, INDENT, HANG, copse_figure_name(cop->name, cop->key), copse_text_get(said));
        copse_text_clear(said);
    }
    copse_page_paragraph(page, 0, copse_overview_words_health);
}

static void write_said(copse_page *page, copse_text *said, const char *title, copse_overview_sentence *say,
                       const copse_overview_answer *answer)
{
    section(page, title);
    say(said, answer);
    sentence(page, said);
}

static copse_status write_text(const copse_sink *sink, const copse_overview_answer *answer, const copse_render *render,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_page_heading(&page, "Our communities of practice");
    if (answer->start->organisation)
        copse_page_paragraph(&page, 0, answer->start->organisation);
    copse_page_head(&page, &answer->head);
    copse_overview_say_audience(&said, answer);
    sentence(&page, &said);
    write_short(&page, &said, answer);
    write_teams(&page, &said, answer);
    write_health(&page, &said, answer);
    copse_start_print_communities(&page, &said, answer->start);
    write_said(&page, &said, "Open actions", copse_overview_say_actions, answer);
    write_said(&page, &said, "How far to trust the suggestions", copse_overview_say_proof, answer);
    copse_start_print_sources(&page, &said, answer->start);
    copse_start_print_gaps(&page, answer->start);
    copse_start_print_undecided(&page, &said, answer->start);
    write_said(&page, &said, "What is not shown, and why", copse_overview_say_hidden, answer);
    copse_page_paragraph(&page, 0, copse_overview_words_hidden);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

copse_status copse_report_overview(const copse_sink *sink, const copse_overview_answer *answer,
                                   const copse_render *render, copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return write_text(sink, answer, render, err);
    case COPSE_JSON:
        return copse_overview_write_json(sink, answer, err);
    case COPSE_CSV:
        return copse_report_start(sink, answer->start, render, err);
    case COPSE_HTML:
        return copse_overview_write_page(sink, answer, err);
    }
    return copse_report_no_format("report", "text, JSON, CSV and a page", err);
}
