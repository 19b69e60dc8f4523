/*
 * The first report as a page: tables with captions and headed rows and
 * columns, in the order in which somebody asks. Nothing in it runs, so it
 * reads the same on a locked-down desktop and on paper.
 */
#include "report/start.h"

#include <inttypes.h>

/* ---- sections ---- */

static void write_short(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    copse_html_section(out, "short", "In short");
    copse_text_append(out, "<ul>\n");
    for (size_t i = 0; copse_start_short[i]; i++) {
        copse_start_short[i](said, answer);
        copse_html_said(out, said, "li");
    }
    copse_text_append(out, "</ul>\n");
    copse_html_section_end(out);
}

static void write_community_rows(copse_text *out, const copse_start_answer *answer)
{
    for (size_t i = 0; i < answer->n_community_rows; i++) {
        const copse_start_community *c = &answer->communities[i];
        copse_html_row(out, copse_figure_name(c->name, c->key));
        copse_html_count(out, c->members);
        if (answer->model_kind)
            copse_html_count(out, c->top);
        copse_html_cell(out, copse_start_say_activity(c->activity));
        copse_html_row_end(out);
    }
}

void copse_start_write_communities(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    static const char *const with_top[] = {"Community", "#Members", "#Suggested to",
                                           "Last 12 months", NULL};
    static const char *const without_top[] = {"Community", "#Members", "Last 12 months", NULL};
    copse_html_section(out, "communities", "Communities, and to how many each is suggested");
    copse_start_say_suggested(said, answer);
    if (answer->model_kind)
        copse_text_format(
            said,
            " The table counts for how many each community is among their %d best "
            "suggestions and they are not in it yet. Whether they join is up to them; "
            "'copse join' makes a page for each person, with the reasons.",
            answer->top);
    copse_html_said(out, said, "p");
    if (answer->n_community_rows > 0) {
        copse_html_table(out, "Communities by the number of staff to whom they are suggested",
                    answer->model_kind ? with_top : without_top);
        write_community_rows(out, answer);
        copse_html_table_end(out);
    }
    copse_html_section_end(out);
}

void copse_start_write_outside(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    copse_html_section(out, "outside", "Staff who are in no community");
    copse_start_say_outside(said, answer);
    copse_html_said(out, said, "p");
    copse_text_append(out,
                      "<p>Not to be in one can be right. Who they are is not listed: invite "
                      "everybody of a team or a site, or let each person ask for themself.</p>\n");
    copse_html_section_end(out);
}

static void write_teams(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    static const char *const columns[] = {"Team", "#Staff", "#Communities",
                                          "#Shared with another team", NULL};
    copse_html_section(out, "teams", "Teams with few links");
    copse_start_say_teams(said, answer);
    copse_html_said(out, said, "p");
    if (answer->n_team_rows > 0) {
        copse_html_table(out,
                    "Teams that share far fewer communities with other teams than the middle team",
                    columns);
        for (size_t i = 0; i < answer->n_team_rows; i++) {
            const copse_start_team *t = &answer->teams[i];
            copse_html_row(out, copse_figure_name(t->name, t->key));
            copse_html_count(out, t->staff);
            copse_html_count(out, (copse_public_count){true, t->n_communities});
            copse_html_count(out, (copse_public_count){true, t->n_shared});
            copse_html_row_end(out);
        }
        copse_html_table_end(out);
    }
    if (answer->n_teams_compared > 0) {
        copse_text_append(said, copse_start_words_teams);
        if (answer->n_teams_small > 0) {
            copse_text_append(said, " Not compared, because so few people work there: ");
            copse_figure_count(said, answer->n_teams_small, "team");
            copse_text_append(said, ".");
        }
        copse_html_said(out, said, "p");
    }
    copse_html_section_end(out);
}

void copse_start_write_undecided(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    copse_html_section(out, "decision", "Names that need a decision");
    if (answer->n_undecided == 0) {
        copse_text_append(out, "<p>No name of a community waits for one.</p>\n");
        copse_html_section_end(out);
        return;
    }
    copse_start_say_undecided(said, answer);
    copse_html_said(out, said, "p");
    if (answer->undecided) {
        copse_text_append(out, "<ul>\n");
        for (int64_t i = 0; i < answer->n_undecided; i++) {
            copse_text_append(out, "<li>");
            copse_html_name(out, answer->undecided[i]);
            copse_text_append(out, "</li>\n");
        }
        copse_text_append(out, "</ul>\n");
    }
    copse_text_append(out,
                      "<p>'copse check' lists them for the steward; 'copse record sensitive COP "
                      "yes|no' keeps the decision.</p>\n");
    copse_html_section_end(out);
}

void copse_start_write_gaps(copse_text *out, const copse_start_answer *answer)
{
    static const char *const columns[] = {"Missing", "What it would tell", "How to get it", NULL};
    copse_html_section(out, "missing", "What is missing, and how to get it");
    if (answer->n_gaps == 0)
        copse_text_append(out, "<p>Nothing that the answers use is missing.</p>\n");
    if (answer->n_gaps > 0) {
        copse_html_table(out, "What is missing, what helps most first", columns);
        for (size_t i = 0; i < answer->n_gaps; i++) {
            copse_html_row(out, answer->gaps[i].what);
            copse_html_cell(out, answer->gaps[i].use);
            copse_html_cell(out, answer->gaps[i].how);
            copse_html_row_end(out);
        }
        copse_html_table_end(out);
    }
    copse_html_section_end(out);
}

void copse_start_write_sources(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    static const char *const columns[] = {"File", "#Rows", "Imported", NULL};
    copse_html_section(out, "sources", "Where the data come from, and how fresh they are");
    if (answer->n_sources == 0)
        copse_text_append(out, "<p>Nothing was imported yet.</p>\n");
    if (answer->n_sources > 0) {
        copse_html_table(out, "Files that were imported", columns);
        for (size_t i = 0; i < answer->n_sources; i++) {
            const copse_start_source *source = &answer->sources[i];
            copse_html_row(out, source->name ? source->name : "a file whose name is not shown");
            copse_html_count(out, (copse_public_count){source->rows >= 0, source->rows});
            copse_start_say_age(said, source);
            copse_html_cell(out, copse_text_get(said));
            copse_text_clear(said);
            copse_html_row_end(out);
        }
        copse_html_table_end(out);
    }
    copse_html_section_end(out);
}

void copse_start_write_findings(copse_text *out, const copse_start_answer *answer)
{
    static const char *const columns[] = {"Found", "#How many", "What to do", NULL};
    copse_html_section(out, "findings", "To look at in the data");
    if (answer->n_findings == 0)
        copse_text_append(out, "<p>Nothing else.</p>\n");
    if (answer->n_findings > 0) {
        copse_html_table(out, "What looks incomplete or doubled; 'copse check' gives examples", columns);
        for (size_t i = 0; i < answer->n_findings; i++) {
            copse_html_row(out, answer->findings[i].meaning);
            copse_html_count(out, answer->findings[i].count);
            copse_html_cell(out, answer->findings[i].next);
            copse_html_row_end(out);
        }
        copse_html_table_end(out);
    }
    copse_html_section_end(out);
}

static void recorded(copse_text *out, const char *label, const char *value)
{
    copse_text_format(out, "<li>%s: ", label);
    copse_html_name(out, value ? value : "not recorded");
    copse_text_append(out, "</li>\n");
}

void copse_start_write_footer(copse_text *out, const copse_start_answer *answer, const char *const *notes, size_t n_notes)
{
    copse_text_append(out, "<footer>\n<h2 id=\"about\">About this report</h2>\n<ul>\n");
    recorded(out, "Purpose of the processing", answer->purpose);
    recorded(out, "Lawful basis", answer->lawful_basis);
    recorded(out, "Data protection impact assessment", answer->dpia_reference);
    recorded(out, "How suggestions are made", answer->model_kind);
    copse_text_append(out, "</ul>\n<ul>\n");
    for (size_t i = 0; i < n_notes; i++) {
        copse_text_append(out, "<li>");
        copse_html_text(out, notes[i]);
        copse_text_append(out, "</li>\n");
    }
    copse_text_append(out,
                      "</ul>\n<p>Anybody may ask the person who made this report what is "
                      "recorded about them, have it put right or deleted, or object to it being "
                      "used.</p>\n</footer>\n");
}

static void write_head(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    char day[COPSE_FIGURE_SIZE];
    copse_figure_day(day, answer->head.as_of);
    copse_text_append(out, "<h1>First report on communities of practice</h1>\n");
    if (answer->organisation) {
        copse_text_append(said, answer->organisation);
        copse_html_said(out, said, "p");
    }
    copse_text_format(said, "As of %s, from version %" PRId64 " of the data. %s", day,
                      answer->head.data_version, copse_start_say_audience(answer->head.audience));
    copse_html_said(out, said, "p");
    copse_text_append(out, "<p>A community of practice is a group of people who share a goal or an "
                           "interest and learn from each other.</p>\n");
}

copse_status copse_start_write_page(const copse_sink *sink, const copse_start_answer *answer,
                                    copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT, said = COPSE_TEXT_INIT;
    copse_html_begin(&out, "First report on communities of practice");
    copse_text_append(&out, "<main>\n");
    write_head(&out, &said, answer);
    write_short(&out, &said, answer);
    copse_start_write_communities(&out, &said, answer);
    copse_start_write_outside(&out, &said, answer);
    write_teams(&out, &said, answer);
    copse_start_write_undecided(&out, &said, answer);
    copse_start_write_gaps(&out, answer);
    copse_start_write_sources(&out, &said, answer);
    copse_start_write_findings(&out, answer);
    copse_text_append(&out, "</main>\n");
    copse_start_write_footer(&out, answer, answer->head.notes, answer->head.n_notes);
    copse_html_end(&out);
    out.failed = out.failed || said.failed;
    copse_text_free(&said);
    return copse_report_write(sink, &out, err);
}
