/*
 * The first report as a page: tables with captions and headed rows and
 * columns, in the order in which somebody asks. Nothing in it runs, so it
 * reads the same on a locked-down desktop and on paper.
 */
#include "report/start.h"

#include <inttypes.h>

/* ---- parts ---- */

static void heading(copse_text *out, const char *id, const char *title)
{
    copse_text_format(out, "<section class=\"long\">\n<h2 id=\"%s\">%s</h2>\n", id, title);
}

static void section_end(copse_text *out)
{
    copse_text_append(out, "</section>\n");
}

/* A sentence made for text holds names, so it is escaped as a whole. */
static void paragraph(copse_text *out, copse_text *said, const char *tag)
{
    if (said->length > 0) {
        copse_text_format(out, "<%s>", tag);
        copse_html_text(out, copse_text_get(said));
        copse_text_format(out, "</%s>\n", tag);
    }
    copse_text_clear(said);
}

/* Columns after the first few are figures. @param columns  ended by NULL; a figure's begins with
 * '#' */
static void table_begin(copse_text *out, const char *caption, const char *const *columns)
{
    copse_text_append(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    copse_html_text(out, caption);
    copse_text_append(out, "\">\n<table>\n<caption>");
    copse_html_text(out, caption);
    copse_text_append(out, "</caption>\n<thead><tr>");
    for (size_t i = 0; columns[i]; i++) {
        bool is_figure = columns[i][0] == '#';
        copse_text_format(out, "<th scope=\"col\"%s>", is_figure ? " class=\"figure\"" : "");
        copse_html_text(out, columns[i] + is_figure);
        copse_text_append(out, "</th>");
    }
    copse_text_append(out, "</tr></thead>\n<tbody>\n");
}

static void table_end(copse_text *out)
{
    copse_text_append(out, "</tbody>\n</table>\n</div>\n");
}

static void row_begin(copse_text *out, const char *name)
{
    copse_text_append(out, "<tr><th scope=\"row\">");
    copse_html_name(out, name);
    copse_text_append(out, "</th>");
}

static void cell(copse_text *out, const char *text)
{
    copse_text_append(out, "<td>");
    copse_html_text(out, text ? text : "");
    copse_text_append(out, "</td>");
}

static void figure(copse_text *out, copse_public_count count)
{
    copse_text_append(out,
                      count.is_shown ? "<td class=\"figure\">" : "<td class=\"figure aside\">");
    copse_start_say_count(out, count);
    copse_text_append(out, "</td>");
}

static void row_end(copse_text *out)
{
    copse_text_append(out, "</tr>\n");
}

/* ---- sections ---- */

static void write_short(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    heading(out, "short", "In short");
    copse_text_append(out, "<ul>\n");
    for (size_t i = 0; copse_start_short[i]; i++) {
        copse_start_short[i](said, answer);
        paragraph(out, said, "li");
    }
    copse_text_append(out, "</ul>\n");
    section_end(out);
}

static void write_community_rows(copse_text *out, const copse_start_answer *answer)
{
    for (size_t i = 0; i < answer->n_community_rows; i++) {
        const copse_start_community *c = &answer->communities[i];
        row_begin(out, copse_figure_name(c->name, c->key));
        figure(out, c->members);
        if (answer->model_kind)
            figure(out, c->top);
        cell(out, copse_start_say_activity(c->activity));
        row_end(out);
    }
}

static void write_communities(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    static const char *const with_top[] = {"Community", "#Members", "#Suggested to",
                                           "Last 12 months", NULL};
    static const char *const without_top[] = {"Community", "#Members", "Last 12 months", NULL};
    heading(out, "communities", "Communities, and to how many each is suggested");
    copse_start_say_suggested(said, answer);
    if (answer->model_kind)
        copse_text_format(
            said,
            " The table counts for how many each community is among their %d best "
            "suggestions and they are not in it yet. Whether they join is up to them; "
            "'copse join' makes a page for each person, with the reasons.",
            answer->top);
    paragraph(out, said, "p");
    if (answer->n_community_rows > 0) {
        table_begin(out, "Communities by the number of staff to whom they are suggested",
                    answer->model_kind ? with_top : without_top);
        write_community_rows(out, answer);
        table_end(out);
    }
    section_end(out);
}

static void write_outside(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    heading(out, "outside", "Staff who are in no community");
    copse_start_say_outside(said, answer);
    paragraph(out, said, "p");
    copse_text_append(out,
                      "<p>Not to be in one can be right. Who they are is not listed: invite "
                      "everybody of a team or a site, or let each person ask for themself.</p>\n");
    section_end(out);
}

static void write_teams(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    static const char *const columns[] = {"Team", "#Staff", "#Communities",
                                          "#Shared with another team", NULL};
    heading(out, "teams", "Teams with few links");
    copse_start_say_teams(said, answer);
    paragraph(out, said, "p");
    if (answer->n_team_rows > 0) {
        table_begin(out,
                    "Teams that share far fewer communities with other teams than the middle team",
                    columns);
        for (size_t i = 0; i < answer->n_team_rows; i++) {
            const copse_start_team *t = &answer->teams[i];
            row_begin(out, copse_figure_name(t->name, t->key));
            figure(out, t->staff);
            figure(out, (copse_public_count){true, t->n_communities});
            figure(out, (copse_public_count){true, t->n_shared});
            row_end(out);
        }
        table_end(out);
    }
    if (answer->n_teams_compared > 0) {
        copse_text_append(said, copse_start_words_teams);
        if (answer->n_teams_small > 0) {
            copse_text_append(said, " Not compared, because so few people work there: ");
            copse_figure_count(said, answer->n_teams_small, "team");
            copse_text_append(said, ".");
        }
        paragraph(out, said, "p");
    }
    section_end(out);
}

static void write_undecided(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    heading(out, "decision", "Names that need a decision");
    if (answer->n_undecided == 0) {
        copse_text_append(out, "<p>No name of a community waits for one.</p>\n");
        section_end(out);
        return;
    }
    copse_start_say_undecided(said, answer);
    paragraph(out, said, "p");
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
    section_end(out);
}

static void write_gaps(copse_text *out, const copse_start_answer *answer)
{
    static const char *const columns[] = {"Missing", "What it would tell", "How to get it", NULL};
    heading(out, "missing", "What is missing, and how to get it");
    if (answer->n_gaps == 0)
        copse_text_append(out, "<p>Nothing that the answers use is missing.</p>\n");
    if (answer->n_gaps > 0) {
        table_begin(out, "What is missing, what helps most first", columns);
        for (size_t i = 0; i < answer->n_gaps; i++) {
            row_begin(out, answer->gaps[i].what);
            cell(out, answer->gaps[i].use);
            cell(out, answer->gaps[i].how);
            row_end(out);
        }
        table_end(out);
    }
    section_end(out);
}

static void write_sources(copse_text *out, copse_text *said, const copse_start_answer *answer)
{
    static const char *const columns[] = {"File", "#Rows", "Imported", NULL};
    heading(out, "sources", "Where the data come from, and how fresh they are");
    if (answer->n_sources == 0)
        copse_text_append(out, "<p>Nothing was imported yet.</p>\n");
    if (answer->n_sources > 0) {
        table_begin(out, "Files that were imported", columns);
        for (size_t i = 0; i < answer->n_sources; i++) {
            const copse_start_source *source = &answer->sources[i];
            row_begin(out, source->name ? source->name : "a file whose name is not shown");
            figure(out, (copse_public_count){source->rows >= 0, source->rows});
            copse_start_say_age(said, source);
            cell(out, copse_text_get(said));
            copse_text_clear(said);
            row_end(out);
        }
        table_end(out);
    }
    section_end(out);
}

static void write_findings(copse_text *out, const copse_start_answer *answer)
{
    static const char *const columns[] = {"Found", "#How many", "What to do", NULL};
    heading(out, "findings", "To look at in the data");
    if (answer->n_findings == 0)
        copse_text_append(out, "<p>Nothing else.</p>\n");
    if (answer->n_findings > 0) {
        table_begin(out, "What looks incomplete or doubled; 'copse check' gives examples", columns);
        for (size_t i = 0; i < answer->n_findings; i++) {
            row_begin(out, answer->findings[i].meaning);
            figure(out, answer->findings[i].count);
            cell(out, answer->findings[i].next);
            row_end(out);
        }
        table_end(out);
    }
    section_end(out);
}

static void recorded(copse_text *out, const char *label, const char *value)
{
    copse_text_format(out, "<li>%s: ", label);
    copse_html_name(out, value ? value : "not recorded");
    copse_text_append(out, "</li>\n");
}

static void write_footer(copse_text *out, const copse_start_answer *answer)
{
    copse_text_append(out, "<footer>\n<h2 id=\"about\">About this report</h2>\n<ul>\n");
    recorded(out, "Purpose of the processing", answer->purpose);
    recorded(out, "Lawful basis", answer->lawful_basis);
    recorded(out, "Data protection impact assessment", answer->dpia_reference);
    recorded(out, "How suggestions are made", answer->model_kind);
    copse_text_append(out, "</ul>\n<ul>\n");
    for (size_t i = 0; i < answer->head.n_notes; i++) {
        copse_text_append(out, "<li>");
        copse_html_text(out, answer->head.notes[i]);
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
        paragraph(out, said, "p");
    }
    copse_text_format(said, "As of %s, from version %" PRId64 " of the data. %s", day,
                      answer->head.data_version, copse_start_say_audience(answer->head.audience));
    paragraph(out, said, "p");
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
    write_communities(&out, &said, answer);
    write_outside(&out, &said, answer);
    write_teams(&out, &said, answer);
    write_undecided(&out, &said, answer);
    write_gaps(&out, answer);
    write_sources(&out, &said, answer);
    write_findings(&out, answer);
    copse_text_append(&out, "</main>\n");
    write_footer(&out, answer);
    copse_html_end(&out);
    out.failed = out.failed || said.failed;
    copse_text_free(&said);
    return copse_report_write(sink, &out, err);
}
