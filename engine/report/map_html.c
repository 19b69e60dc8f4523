/* Figures, teams with few links, CoPs and notes as HTML: what a person needs, with scripts off or on paper. */
#include "report/map.h"

#include <stdlib.h>

#include "base/memory.h"

/* The CoPs' topics: links of topics come first and lead from topic to CoP, so they are turned round. */
typedef struct topics_of {
    size_t *start;  /* [n_marks + 1] */
    int32_t *topic; /* marks */
} topics_of;

static bool turn_round(topics_of *of, const copse_map_answer *answer)
{
    size_t n = 0;
    while (n < answer->n_links && answer->marks[answer->links[n].from].kind == COPSE_MAP_TOPIC)
        n++;
    *of = (topics_of){copse_memory_new(answer->n_marks + 2, sizeof *of->start), copse_memory_new(n, sizeof *of->topic)};
    if (!of->start || !of->topic)
        return false;
    size_t *end = of->start + 1; /* of the mark before, until all are in */
    for (size_t i = 0; i < n; i++)
        end[answer->links[i].to + 1]++;
    for (size_t m = 0; m < answer->n_marks; m++)
        end[m + 1] += end[m];
    for (size_t i = 0; i < n; i++)
        of->topic[end[answer->links[i].to]++] = answer->links[i].from;
    return true;
}

static void topics_free(topics_of *of)
{
    copse_memory_free(of->start);
    copse_memory_free(of->topic);
}

/* ---- parts ---- */

static void heading(copse_text *out, const char *id, const char *title)
{
    copse_text_format(out, "<section class=\"copse-section\" aria-labelledby=\"%s\">\n<h2 class=\"nhsuk-heading-m\" id=\"%s\">%s</h2>\n",
                      id, id, title);
}

static void cell(copse_text *out, const char *text)
{
    copse_text_append(out, "<td>");
    copse_html_text(out, text ? text : "");
    copse_text_append(out, "</td>");
}

static void count_cell(copse_text *out, const copse_map_answer *answer, copse_public_count count)
{
    copse_text_append(out, count.is_shown ? "<td class=\"n\">" : "<td class=\"n copse-aside\">");
    copse_map_say_count(out, answer, count);
    copse_text_append(out, "</td>");
}

static void row_begin(copse_text *out, const copse_map_answer *answer, const copse_map_mark *mark)
{
    copse_text_format(out, "<tr data-mark=\"%td\"><th scope=\"row\">", mark - answer->marks);
    copse_html_name(out, copse_map_name(mark));
    copse_text_append(out, "</th>");
}

/* @param columns  ended by NULL; a figure's begins with '#' */
static void table_begin(copse_text *out, const char *caption, const char *const *columns)
{
    copse_text_format(out, "<div class=\"copse-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\">\n"
                           "<table class=\"nhsuk-table\" data-sortable>\n<caption class=\"nhsuk-table__caption\">%s</caption>\n"
                           "<thead><tr>", caption, caption);
    for (size_t i = 0; columns[i]; i++)
        copse_text_format(out, "<th scope=\"col\" class=\"nhsuk-table__header%s\">%s</th>",
                          columns[i][0] == '#' ? " n" : "", columns[i] + (columns[i][0] == '#'));
    copse_text_append(out, "</tr></thead>\n<tbody>\n");
}

static void table_end(copse_text *out)
{
    copse_text_append(out, "</tbody>\n</table>\n</div>\n");
}

/* ---- sections ---- */

static void write_short(copse_text *out, const copse_map_answer *answer)
{
    heading(out, "short", "In short");
    copse_text_append(out, "<ul class=\"nhsuk-list nhsuk-list--bullet\">\n");
    copse_text said = COPSE_TEXT_INIT;
    for (size_t i = 0; copse_map_say_short(&said, answer, i); i++) {
        copse_text_append(out, "<li>");
        copse_html_text(out, copse_text_get(&said));
        copse_text_append(out, "</li>\n");
        copse_text_clear(&said);
    }
    out->failed = out->failed || said.failed;
    copse_text_free(&said);
    copse_text_append(out, "</ul>\n</section>\n");
}

static bool has_few(const copse_map_mark *mark)
{
    return mark->kind == COPSE_MAP_TEAM && mark->is_judged &&
           (mark->verdict == COPSE_ISOLATION_CONFIRMED || mark->verdict == COPSE_ISOLATION_WATCH);
}

static void write_few_rows(copse_text *out, const copse_map_answer *answer, copse_isolation_verdict verdict)
{
    for (size_t i = 0; i < answer->n_marks; i++) {
        const copse_map_mark *mark = &answer->marks[i];
        if (!has_few(mark) || mark->verdict != verdict)
            continue;
        row_begin(out, answer, mark);
        cell(out, mark->above >= 0 ? copse_map_name(&answer->marks[mark->above]) : "");
        count_cell(out, answer, mark->people);
        cell(out, copse_map_standing(mark));
        cell(out, copse_map_standing_meaning(mark));
        copse_text_append(out, "</tr>\n");
    }
}

static void write_few(copse_text *out, const copse_map_answer *answer)
{
    static const char *const columns[] = {"Team", "Part of", "#Staff", "Links to others", "What that means", NULL};
    heading(out, "few", "Teams with few links");
    if (answer->n_few + answer->n_perhaps_few == 0)
        copse_text_append(out, answer->is_judged ? "<p>No team stands out.</p>\n"
                                                 : "<p>This cannot be judged: too few teams, or no links, are recorded.</p>\n");
    else {
        table_begin(out, "Teams that have, or may have, fewer links to others than teams of their size", columns);
        write_few_rows(out, answer, COPSE_ISOLATION_CONFIRMED);
        write_few_rows(out, answer, COPSE_ISOLATION_WATCH);
        table_end(out);
    }
    copse_text_append(out, "</section>\n");
}

static void write_topics(copse_text *out, const copse_map_answer *answer, const topics_of *of, size_t community)
{
    copse_text_append(out, "<td>");
    for (size_t k = of->start[community]; k < of->start[community + 1]; k++) {
        if (k > of->start[community])
            copse_text_append(out, ", ");
        copse_html_text(out, copse_map_name(&answer->marks[of->topic[k]]));
    }
    copse_text_append(out, "</td>");
}

static const char *known(const char *word)
{
    return word[0] == 'u' ? "not recorded" : word; /* "unknown" is the only one that begins so */
}

/* A CoP in the order of size. */
typedef struct ranked {
    int64_t people;
    size_t mark;
} ranked;

static int larger_first(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->people != y->people)
        return (x->people < y->people) - (x->people > y->people);
    return (x->mark > y->mark) - (x->mark < y->mark);
}

/* Takes the largest. @return [n_marks] whether a CoP has a row; NULL when memory ran out. Free with copse_memory_free(). */
static bool *pick_rows(const copse_map_answer *answer)
{
    size_t n = 0;
    bool *has_row = copse_memory_new(answer->n_marks, sizeof *has_row);
    ranked *list = copse_memory_new(answer->n_of[COPSE_MAP_COMMUNITY], sizeof *list);
    for (size_t i = 0; has_row && list && i < answer->n_marks; i++)
        if (answer->marks[i].kind == COPSE_MAP_COMMUNITY)
            list[n++] = (ranked){answer->marks[i].people.is_shown ? answer->marks[i].people.value : -1, i};
    if (n > COPSE_MAP_MOST_ROWS)
        qsort(list, n, sizeof *list, larger_first);
    for (size_t k = 0; k < n && k < COPSE_MAP_MOST_ROWS; k++)
        has_row[list[k].mark] = true;
    if (!list) {
        copse_memory_free(has_row);
        has_row = NULL;
    }
    copse_memory_free(list);
    return has_row;
}

static void write_communities(copse_text *out, const copse_map_answer *answer, const topics_of *of)
{
    bool *has_row = pick_rows(answer);
    if (!has_row) {
        out->failed = true;
        return;
    }
    static const char *const columns[] = {"Community", "#Members", "Topics", "How it meets", "Where",
                                          "Status",    "Who may join", "Founded", NULL};
    char day[16];
    heading(out, "communities", "Communities of practice");
    if (answer->n_of[COPSE_MAP_COMMUNITY] > COPSE_MAP_MOST_ROWS)
        copse_text_format(out, "<p>The %d largest of %zu. All are in the table of everything below, and in 'copse map --csv'.</p>\n",
                          COPSE_MAP_MOST_ROWS, answer->n_of[COPSE_MAP_COMMUNITY]);
    table_begin(out, "Communities of practice (CoPs)", columns);
    for (size_t i = 0; i < answer->n_marks; i++) {
        const copse_map_mark *mark = &answer->marks[i];
        if (!has_row[i])
            continue;
        row_begin(out, answer, mark);
        count_cell(out, answer, mark->people);
        write_topics(out, answer, of, i);
        cell(out, known(copse_mode_name(mark->mode)));
        cell(out, mark->site >= 0 ? copse_map_name(&answer->marks[mark->site]) : "");
        cell(out, known(copse_community_status_name(mark->status)));
        cell(out, known(copse_openness_name(mark->openness)));
        copse_day_format(day, mark->since);
        cell(out, day);
        copse_text_append(out, "</tr>\n");
    }
    table_end(out);
    copse_text_append(out, "</section>\n");
    copse_memory_free(has_row);
}

static void write_about(copse_text *out, const copse_map_answer *answer)
{
    heading(out, "about", "About this map");
    copse_text_append(out, "<ul class=\"nhsuk-list nhsuk-list--bullet\">\n");
    for (size_t i = 0; i < answer->head.n_notes; i++) {
        copse_text_append(out, "<li>");
        copse_html_text(out, answer->head.notes[i]);
        copse_text_append(out, "</li>\n");
    }
    if (copse_map_is_cut(answer))
        copse_text_format(out, "<li>With all links of teams in CoPs, %zu, this page would be too large to pass on: those of fewer than %d "
                               "people, or withheld, are left out. A map of one unit ('copse map --of team NAME') has them.</li>\n",
                          answer->n_links, answer->threshold);
    copse_text_append(out, "</ul>\n");
    copse_html_terms(out, answer->head.terms);
    copse_text_append(out, "<p>Anybody may ask the person who made this map what is recorded about them, have it put "
                           "right or deleted, or object to it being used.</p>\n</section>\n");
}

void copse_map_html_short(copse_text *out, const copse_map_answer *answer)
{
    write_short(out, answer);
}

void copse_map_html_tables(copse_text *out, const copse_map_answer *answer)
{
    topics_of of = {0};
    if (turn_round(&of, answer)) {
        write_few(out, answer);
        write_communities(out, answer, &of);
    } else {
        out->failed = true;
    }
    topics_free(&of);
}

void copse_map_html_about(copse_text *out, const copse_map_answer *answer)
{
    write_about(out, answer);
}
