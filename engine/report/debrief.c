/* What a team learned in its CoPs: who is in the same one, what they shared, who has not compared notes. */
#include "report/practice.h"

#include <stdio.h>

/* ---- text ---- */

enum { INDENT = 3, HANG = 15 };

static const char *name_of(const copse_person *person)
{
    return person->named ? person->name : "somebody, not named";
}

static void append_day(copse_text *out, copse_day day)
{
    char text[16];
    copse_day_format(text, day);
    copse_text_append(out, text);
}

static void write_names(copse_page *page, copse_text *said, const char *label, const char *const *names, size_t n)
{
    if (n == 0)
        return;
    copse_text_clear(said);
    for (size_t i = 0; i < n; i++)
        copse_text_format(said, "%s%s", i > 0 ? ", " : "", names[i]);
    copse_page_item(page, INDENT, HANG, label, copse_text_get(said));
}

static void write_members(copse_page *page, copse_text *said, const copse_debrief_community *community)
{
    copse_text_clear(said);
    for (size_t i = 0; i < community->n_members; i++)
        copse_text_format(said, "%s%s", i > 0 ? "; " : "", community->members[i].name);
    copse_page_item(page, INDENT, HANG, "In it", copse_text_get(said));
}

static void write_notes(copse_page *page, copse_text *said, const copse_debrief_community *community)
{
    for (size_t i = 0; i < community->n_notes; i++) {
        const copse_debrief_note *note = &community->notes[i];
        copse_text_clear(said);
        copse_text_format(said, "%s, ", name_of(&note->author));
        append_day(said, note->on);
        if (note->topic)
            copse_text_format(said, ", on %s", note->topic);
        copse_text_format(said, ": \"%s\"", note->note);
        copse_page_item(page, INDENT, HANG, i == 0 ? "Shared" : "", copse_text_get(said));
    }
}

static void write_pairs(copse_page *page, copse_text *said, const copse_debrief_community *community)
{
    for (size_t i = 0; i < community->n_pairs; i++) {
        const copse_debrief_pair *pair = &community->pairs[i];
        copse_text_clear(said);
        copse_text_format(said, "%s and %s", pair->a.name, pair->b.name);
        if (pair->met != COPSE_DAY_UNKNOWN) {
            copse_text_append(said, " (last on ");
            append_day(said, pair->met);
            copse_text_append(said, ")");
        }
        copse_page_item(page, INDENT, HANG, i == 0 ? "To compare" : "", copse_text_get(said));
    }
}

void copse_page_actions(copse_page *page, copse_text *said, const copse_open_action *actions, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const copse_open_action *action = &actions[i];
        char label[COPSE_FIGURE_SIZE];
        snprintf(label, sizeof label, "%lld.", (long long)action->number);
        copse_text_clear(said);
        copse_text_append(said, action->what);
        if (action->has_who)
            copse_text_format(said, " (%s)", name_of(&action->who));
        if (action->due != COPSE_DAY_UNKNOWN) {
            copse_text_append(said, action->is_late ? ": was due on " : ": due on ");
            append_day(said, action->due);
        }
        if (action->of)
            copse_text_format(said, "; %s", action->of);
        copse_page_item(page, INDENT, HANG, label, copse_text_get(said));
    }
}

static void write_last(copse_page *page, copse_text *said, const copse_debrief_answer *answer)
{
    if (answer->last == COPSE_DAY_UNKNOWN) {
        copse_page_paragraph(page, 0, "No debrief is recorded before this one.");
        return;
    }
    copse_text_clear(said);
    copse_text_append(said, "The last debrief was on ");
    append_day(said, answer->last);
    if (answer->last_note)
        copse_text_format(said, ": \"%s\"", answer->last_note);
    copse_page_paragraph(page, 0, copse_text_get(said));
}

static copse_status write_text(const copse_sink *sink, const copse_debrief_answer *answer,
                               const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_text_format(&said, "Debrief of %s", answer->team_name);
    copse_page_heading(&page, copse_text_get(&said));
    copse_page_head(&page, &answer->head);
    write_last(&page, &said, answer);
    for (size_t i = 0; i < answer->n_communities; i++) {
        const copse_debrief_community *community = &answer->communities[i];
        copse_page_blank(&page);
        copse_page_heading(&page, community->name);
        write_names(&page, &said, "About", community->topics, community->n_topics);
        write_members(&page, &said, community);
        write_notes(&page, &said, community);
        write_pairs(&page, &said, community);
    }
    if (answer->n_actions > 0) {
        copse_page_blank(&page);
        copse_page_heading(&page, "Open actions");
        copse_page_actions(&page, &said, answer->actions, answer->n_actions);
    }
    copse_page_notes(&page, "Next", answer->advice, answer->n_advice);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_person(copse_json *json, const char *key, const copse_person *person)
{
    copse_json_object(json, key);
    copse_json_text(json, "key", person->key);
    copse_json_text(json, "name", person->name);
    copse_json_end(json);
}

void copse_json_actions(copse_json *json, const copse_open_action *actions, size_t n)
{
    copse_json_array(json, "actions");
    for (size_t i = 0; i < n; i++) {
        copse_json_object(json, NULL);
        copse_json_count(json, "number", actions[i].number);
        copse_json_text(json, "what", actions[i].what);
        copse_json_text(json, "of", actions[i].of);
        copse_json_bool(json, "taken_on", actions[i].has_who);
        copse_json_text(json, "who", actions[i].who.key);
        copse_json_text(json, "who_name", actions[i].who.name);
        copse_json_day(json, "on", actions[i].on);
        copse_json_day(json, "due", actions[i].due);
        copse_json_bool(json, "late", actions[i].is_late);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_community(copse_json *json, const copse_debrief_community *community)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "community", community->key);
    copse_json_text(json, "name", community->name);
    copse_json_texts(json, "topics", community->topics, community->n_topics);
    copse_json_array(json, "members");
    for (size_t i = 0; i < community->n_members; i++)
        json_person(json, NULL, &community->members[i]);
    copse_json_end(json);
    copse_json_array(json, "notes");
    for (size_t i = 0; i < community->n_notes; i++) {
        const copse_debrief_note *note = &community->notes[i];
        copse_json_object(json, NULL);
        json_person(json, "author", &note->author);
        copse_json_day(json, "on", note->on);
        copse_json_text(json, "kind", copse_exchange_kind_name(note->kind));
        copse_json_text(json, "topic", note->topic);
        copse_json_text(json, "note", note->note);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_array(json, "to_compare");
    for (size_t i = 0; i < community->n_pairs; i++) {
        copse_json_object(json, NULL);
        json_person(json, "a", &community->pairs[i].a);
        json_person(json, "b", &community->pairs[i].b);
        copse_json_day(json, "last_together", community->pairs[i].met);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_debrief_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "team", answer->team);
    copse_json_text(&json, "name", answer->team_name);
    copse_json_day(&json, "last_debrief", answer->last);
    copse_json_text(&json, "last_note", answer->last_note);
    copse_json_array(&json, "communities");
    for (size_t i = 0; i < answer->n_communities; i++)
        json_community(&json, &answer->communities[i]);
    copse_json_end(&json);
    copse_json_actions(&json, answer->actions, answer->n_actions);
    copse_json_texts(&json, "advice", answer->advice, answer->n_advice);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV: the pairs that have something to compare ---- */

static copse_status write_csv(const copse_sink *sink, const copse_debrief_answer *answer, copse_error *err)
{
    static const char *const header[] = {"community", "name",   "member_a",      "name_a",
                                         "member_b",  "name_b", "last_together", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_communities; i++)
        for (size_t k = 0; k < answer->communities[i].n_pairs; k++) {
            const copse_debrief_pair *pair = &answer->communities[i].pairs[k];
            char met[16];
            copse_day_format(met, pair->met);
            copse_csv_text(&csv, answer->communities[i].key);
            copse_csv_text(&csv, answer->communities[i].name);
            copse_csv_text(&csv, pair->a.key);
            copse_csv_text(&csv, pair->a.name);
            copse_csv_text(&csv, pair->b.key);
            copse_csv_text(&csv, pair->b.name);
            copse_csv_text(&csv, met);
            copse_csv_end_row(&csv);
        }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_debrief(const copse_sink *sink, const copse_debrief_answer *answer,
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
    return copse_report_no_format("debrief", "text, JSON and CSV", err);
}
