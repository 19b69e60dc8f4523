/*
 * The whole picture as a page for a meeting: what to talk about first, then what it rests on. Nothing in it runs, so it
 * reads the same on a locked-down desktop and on paper.
 */
#include "report/overview.h"

#include <inttypes.h>

static void write_head(copse_text *out, copse_text *said, const copse_overview_answer *answer, const char *title)
{
    char day[COPSE_FIGURE_SIZE];
    copse_text_append(out, "<h1>");
    copse_html_text(out, title);
    copse_text_append(out, "</h1>\n");
    if (answer->start->organisation) {
        copse_text_append(said, answer->start->organisation);
        copse_html_said(out, said, "p");
    }
    copse_figure_day(day, answer->head.as_of);
    copse_text_format(said, "As of %s, from version %" PRId64 " of the data. ", day, answer->head.data_version);
    copse_overview_say_audience(said, answer);
    copse_html_said(out, said, "p");
    copse_text_append(out, "<p>A community of practice (CoP) is a group of people who share a goal or an interest and learn "
                           "from each other.</p>\n");
}

static void write_short(copse_text *out, copse_text *said, const copse_overview_answer *answer)
{
    copse_html_section(out, "short", "In short");
    copse_text_append(out, "<ul>\n");
    for (size_t i = 0; copse_overview_short[i]; i++) {
        copse_overview_short[i](said, answer);
        copse_html_said(out, said, "li");
    }
    copse_text_append(out, "</ul>\n");
    copse_html_section_end(out);
}

static void write_share(copse_text *out, const copse_overview_team *team, const copse_isolation_share *share)
{
    copse_text_append(out, "<td class=\"figure\">");
    copse_overview_say_share(out, team, share);
    copse_text_append(out, "</td>");
}

static void write_team_rows(copse_text *out, copse_text *said, const copse_overview_answer *answer, bool has_figures)
{
    for (size_t i = 0; i < answer->n_teams; i++) {
        const copse_overview_team *team = &answer->teams[i];
        copse_html_row(out, copse_figure_name(team->name, team->key));
        copse_html_cell(out, team->above);
        copse_html_count(out, team->staff);
        copse_html_cell(out, copse_overview_say_verdict(team->verdict));
        if (has_figures) {
            write_share(out, team, &team->ties);
            write_share(out, team, &team->seats);
        }
        copse_overview_say_remedies(said, team);
        copse_html_cell(out, copse_text_get(said));
        copse_text_clear(said);
        copse_html_row_end(out);
    }
}

static void write_teams(copse_text *out, copse_text *said, const copse_overview_answer *answer)
{
    static const char *const with_figures[] = {"Team", "Part of", "#Staff", "It has", "#Ties", "#Seats", "What would help", NULL};
    static const char *const without[] = {"Team", "Part of", "#Staff", "It has", "What would help", NULL};
    bool has_figures = answer->head.audience == COPSE_FOR_STEWARD;
    copse_html_section(out, "teams", "Teams that lack connections, and what would help");
    copse_overview_say_teams(said, answer);
    copse_html_said(out, said, "p");
    if (answer->n_teams > 0) {
        copse_html_table(out, has_figures ? "Teams that lack connections; ties and seats as shares of what teams their size have"
                                          : "Teams that lack connections",
                         has_figures ? with_figures : without);
        write_team_rows(out, said, answer, has_figures);
        copse_html_table_end(out);
    }
    if (answer->is_judged) {
        copse_text_append(said, copse_overview_words_teams);
        copse_html_said(out, said, "p");
    }
    copse_html_section_end(out);
}

static void write_health(copse_text *out, copse_text *said, const copse_overview_answer *answer)
{
    static const char *const columns[] = {"CoP", "#Members", "Who takes part", "Last four quarters", "To look at", NULL};
    const copse_health_answer *health = answer->health;
    copse_html_section(out, "health", "How the CoPs fare");
    copse_overview_say_health(said, answer);
    copse_html_said(out, said, "p");
    if (health->n_communities > 0)
        copse_html_table(out, "CoPs, who takes part in them, and what to look at", columns);
    for (size_t i = 0; i < health->n_communities; i++) {
        const copse_health_community *cop = &health->communities[i];
        copse_html_row(out, copse_figure_name(cop->name, cop->key));
        copse_html_count(out, cop->members);
        copse_health_say_part(said, health, cop);
        copse_html_cell(out, copse_text_get(said));
        copse_text_clear(said);
        copse_health_say_moves(said, health, &cop->joined, &cop->left);
        copse_html_cell(out, copse_text_get(said));
        copse_text_clear(said);
        copse_overview_say_prompts(said, health, cop);
        copse_html_cell(out, copse_text_get(said));
        copse_text_clear(said);
        copse_html_row_end(out);
    }
    if (health->n_communities > 0)
        copse_html_table_end(out);
    copse_text_append(said, copse_overview_words_health);
    copse_html_said(out, said, "p");
    copse_html_section_end(out);
}

/* A section of one or two paragraphs. */
static void write_said(copse_text *out, copse_text *said, const char *id, const char *title,
                       copse_overview_sentence *say, const copse_overview_answer *answer, const char *words)
{
    copse_html_section(out, id, title);
    say(said, answer);
    copse_html_said(out, said, "p");
    copse_text_append(said, words ? words : "");
    copse_html_said(out, said, "p");
    copse_html_section_end(out);
}

static const char words_proof[] =
    "What is measured is whether people are pointed to CoPs that they did join. That they would gain from a CoP, or it from "
    "them, no figure here shows: ask people. 'copse evaluate' measures it in full.";

copse_status copse_overview_write_page(const copse_sink *sink, const copse_overview_answer *answer, copse_error *err)
{
    static const char title[] = "Our communities of practice";
    copse_text out = COPSE_TEXT_INIT, said = COPSE_TEXT_INIT;
    copse_html_begin(&out, title);
    copse_text_append(&out, "<main>\n");
    write_head(&out, &said, answer, title);
    write_short(&out, &said, answer);
    write_teams(&out, &said, answer);
    write_health(&out, &said, answer);
    copse_start_write_communities(&out, &said, answer->start);
    copse_start_write_outside(&out, &said, answer->start);
    write_said(&out, &said, "actions", "Open actions", copse_overview_say_actions, answer, NULL);
    write_said(&out, &said, "trust", "How far to trust the suggestions", copse_overview_say_proof, answer, words_proof);
    copse_start_write_sources(&out, &said, answer->start);
    copse_start_write_gaps(&out, answer->start);
    copse_start_write_undecided(&out, &said, answer->start);
    copse_start_write_findings(&out, answer->start);
    write_said(&out, &said, "hidden", "What is not shown, and why", copse_overview_say_hidden, answer,
               copse_overview_words_hidden);
    copse_text_append(&out, "</main>\n");
    copse_start_write_footer(&out, answer->start, answer->head.notes, answer->head.n_notes);
    copse_html_end(&out);
    out.failed = out.failed || said.failed;
    copse_text_free(&said);
    return copse_report_write(sink, &out, err);
}
