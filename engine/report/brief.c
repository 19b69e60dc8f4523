/* A brief: what to do before, during and after a project, under the sentences of the handbook that it serves. */
#include "report/practice.h"

/* ---- text ---- */

enum { INDENT = 3, MARK = 5 };

static const char *heading_of(copse_phase phase)
{
    static const char *const words[] = {"Before", "During", "After"};
    return words[phase];
}

static void write_command(copse_page *page, copse_text *said, const char *command)
{
    if (!command)
        return;
    copse_text_clear(said);
    copse_text_format(said, "$ %s", command);
    copse_page_item(page, MARK, MARK + 2, "", copse_text_get(said));
}

static void write_point(copse_page *page, copse_text *said, const copse_brief_point *point)
{
    copse_text_clear(said);
    copse_text_format(said, "%s [%s]", point->sentence->text, point->sentence->id);
    copse_page_paragraph(page, 1, copse_text_get(said));
    for (size_t i = 0; i < point->n_lines; i++) {
        const copse_brief_line *line = &point->lines[i];
        copse_page_item(page, INDENT, MARK, line->is_due ? "!" : "-", line->text);
        write_command(page, said, line->command);
    }
    if (point->n_lines > 0)
        return;
    copse_page_item(page, INDENT, MARK, "", point->empty);
    write_command(page, said, point->empty_command);
}

static void append_day(copse_text *out, copse_day day)
{
    char text[16];
    copse_day_format(text, day);
    copse_text_append(out, text[0] ? text : "not said");
}

static void write_subject(copse_page *page, copse_text *said, const copse_brief_answer *answer)
{
    copse_text_clear(said);
    copse_text_append(said, "About ");
    for (size_t i = 0; i < answer->n_topics; i++)
        copse_text_format(said, "%s%s", copse_figure_separator(i, answer->n_topics), answer->topics[i].name);
    if (answer->team_name)
        copse_text_format(said, "; of %s", answer->team_name);
    if (answer->project) {
        copse_text_append(said, "; from ");
        append_day(said, answer->starts);
        copse_text_append(said, " to ");
        append_day(said, answer->ends);
    }
    copse_text_append(said, ".");
    copse_page_paragraph(page, 0, copse_text_get(said));
}

static copse_status write_text(const copse_sink *sink, const copse_brief_answer *answer, const copse_render *render,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_text_format(&said, "Brief%s%s", answer->project ? ": " : "", answer->project ? answer->project_name : "");
    copse_page_heading(&page, copse_text_get(&said));
    copse_page_head(&page, &answer->head);
    write_subject(&page, &said, answer);
    for (size_t i = 0; i < answer->n_phases; i++) {
        const copse_brief_phase *phase = &answer->phases[i];
        copse_page_blank(&page);
        copse_text_clear(&said);
        copse_text_format(&said, "%s%s", heading_of(phase->phase), phase->is_current ? " (now)" : "");
        copse_page_heading(&page, copse_text_get(&said));
        for (size_t k = 0; k < phase->n_points; k++)
            write_point(&page, &said, &phase->points[k]);
    }
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_line(copse_json *json, const copse_brief_line *line)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "text", line->text);
    copse_json_text(json, "community", line->community);
    copse_json_text(json, "topic", line->topic);
    copse_json_text(json, "person", line->has_person ? line->person.key : NULL);
    copse_json_text(json, "person_name", line->has_person ? line->person.name : NULL);
    copse_json_day(json, "day", line->day);
    copse_json_bool(json, "due", line->is_due);
    copse_json_text(json, "command", line->command);
    copse_json_end(json);
}

static void json_point(copse_json *json, const copse_brief_point *point)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "sentence", point->sentence->id);
    copse_json_text(json, "says", point->sentence->text);
    copse_json_array(json, "lines");
    for (size_t i = 0; i < point->n_lines; i++)
        json_line(json, &point->lines[i]);
    copse_json_end(json);
    copse_json_text(json, "empty", point->empty);
    copse_json_text(json, "empty_command", point->empty_command);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_brief_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "project", answer->project);
    copse_json_text(&json, "name", answer->project_name);
    copse_json_text(&json, "team", answer->team);
    copse_json_text(&json, "team_name", answer->team_name);
    copse_json_day(&json, "starts", answer->starts);
    copse_json_day(&json, "ends", answer->ends);
    copse_json_array(&json, "topics");
    for (size_t i = 0; i < answer->n_topics; i++) {
        copse_json_object(&json, NULL);
        copse_json_text(&json, "topic", answer->topics[i].key);
        copse_json_text(&json, "name", answer->topics[i].name);
        copse_json_end(&json);
    }
    copse_json_end(&json);
    copse_json_array(&json, "phases");
    for (size_t i = 0; i < answer->n_phases; i++) {
        copse_json_object(&json, NULL);
        copse_json_text(&json, "phase", copse_phase_name(answer->phases[i].phase));
        copse_json_bool(&json, "current", answer->phases[i].is_current);
        copse_json_array(&json, "points");
        for (size_t k = 0; k < answer->phases[i].n_points; k++)
            json_point(&json, &answer->phases[i].points[k]);
        copse_json_end(&json);
        copse_json_end(&json);
    }
    copse_json_end(&json);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV: a row a line, and one for a point without any ---- */

static void csv_row(copse_csv *csv, const copse_brief_phase *phase, const copse_brief_point *point,
                    const copse_brief_line *line)
{
    char day[16];
    copse_day_format(day, line->day);
    copse_csv_text(csv, copse_phase_name(phase->phase));
    copse_csv_text(csv, phase->is_current ? "yes" : "no");
    copse_csv_text(csv, point->sentence->id);
    copse_csv_text(csv, line->text);
    copse_csv_text(csv, line->community);
    copse_csv_text(csv, line->topic);
    copse_csv_text(csv, line->has_person ? line->person.key : NULL);
    copse_csv_text(csv, day);
    copse_csv_text(csv, line->is_due ? "yes" : "no");
    copse_csv_text(csv, line->command);
    copse_csv_end_row(csv);
}

static copse_status write_csv(const copse_sink *sink, const copse_brief_answer *answer, copse_error *err)
{
    static const char *const header[] = {"phase", "current", "sentence", "text", "community", "topic",
                                         "person", "day",    "due",      "command", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_phases; i++)
        for (size_t k = 0; k < answer->phases[i].n_points; k++) {
            const copse_brief_point *point = &answer->phases[i].points[k];
            const copse_brief_line none = {
                .text = point->empty, .day = COPSE_DAY_UNKNOWN, .command = point->empty_command};
            for (size_t l = 0; l < point->n_lines; l++)
                csv_row(&csv, &answer->phases[i], point, &point->lines[l]);
            if (point->n_lines == 0)
                csv_row(&csv, &answer->phases[i], point, &none);
        }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_brief(const copse_sink *sink, const copse_brief_answer *answer, const copse_render *render,
                                copse_error *err)
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
    return copse_report_no_format("brief", "text, JSON and CSV", err);
}
