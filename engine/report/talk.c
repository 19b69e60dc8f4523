/* Whom to talk to, as text, JSON and CSV. What is printed adds and multiplies to the score, digit by digit. */
#include "report/report.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { INDENT = 3, HANG = 18 };

/* ---- figures ---- */

/* "0.87" */
static void say_hundredths(copse_text *out, int hundredths)
{
    copse_text_format(out, "%d.%02d", hundredths / COPSE_TALK_UNIT, hundredths % COPSE_TALK_UNIT);
}

/* All eight places: the product of four numbers of two. */
static void score_of(char out[COPSE_FIGURE_SIZE], int64_t score)
{
    snprintf(out, COPSE_FIGURE_SIZE, "%" PRId64 ".%08" PRId64, score / COPSE_TALK_SCORE_UNIT,
             score % COPSE_TALK_SCORE_UNIT);
}

static double as_number(int hundredths)
{
    return (double)hundredths / COPSE_TALK_UNIT;
}

/* ---- words ---- */

static void say_topics(copse_text *out, const copse_talk_answer *answer)
{
    for (size_t i = 0; i < answer->n_topics; i++)
        copse_text_format(out, "%s%s", copse_figure_separator(i, answer->n_topics),
                          copse_figure_name(answer->topics[i].name, answer->topics[i].key));
}

static void item(copse_page *page, const char *label, copse_text *said)
{
    if (said->length > 0)
        copse_page_item(page, INDENT, HANG, label, copse_text_get(said));
    copse_text_clear(said);
}

/* "0.79: Wound care 0.52, last active 3 March 2026, and Diabetes 0.27" */
static void say_knows(copse_text *out, const copse_talk_person *p)
{
    say_hundredths(out, p->expertise);
    for (size_t i = 0; i < p->n_knows; i++) {
        const copse_talk_part *part = &p->knows[i];
        copse_text_format(out, "%s%s ", i == 0 ? ": " : " + ", copse_figure_name(part->name, part->key));
        say_hundredths(out, part->part);
        if (part->last_active != COPSE_DAY_UNKNOWN) {
            char day[COPSE_FIGURE_SIZE];
            copse_figure_day(day, part->last_active);
            copse_text_format(out, " (last active %s)", day);
        }
    }
}

static void say_return(copse_text *out, const copse_talk_person *p)
{
    say_hundredths(out, p->in_return);
    if (p->n_learns == 0) {
        copse_text_append(out, ": nothing recorded that they would learn from this");
        return;
    }
    copse_text_append(out, ": ");
    say_hundredths(out, p->return_base);
    for (size_t i = 0; i < p->n_learns; i++) {
        copse_text_append(out, " + ");
        say_hundredths(out, p->learns[i].part);
        copse_text_format(out, " for %s", copse_figure_name(p->learns[i].name, p->learns[i].key));
    }
    copse_text_append(out, ", which they want to learn");
}

static void say_nearness(copse_text *out, const copse_talk_person *p)
{
    say_hundredths(out, p->nearness);
    if (p->hops_cost == 0 && p->travel_cost == 0) {
        copse_text_append(out, ": next to whoever asks");
        return;
    }
    copse_text_append(out, ": 1.00");
    if (p->hops_cost > 0) {
        copse_text_append(out, " - ");
        say_hundredths(out, p->hops_cost);
        if (p->n_steps > 0)
            copse_text_format(out, " for being %zu hops away", p->n_steps);
        else
            copse_text_append(out, " for no path being known");
    }
    if (p->travel_cost > 0) {
        copse_text_append(out, " - ");
        say_hundredths(out, p->travel_cost);
        copse_text_append(out, " for the way");
    }
}

/* "Ana Bello (same team: Ward 3), then Cem Dill (both in Wound care)" */
static void say_path(copse_text *out, const copse_talk_person *p)
{
    for (size_t i = 0; i < p->n_steps; i++) {
        const copse_talk_step *step = &p->steps[i];
        copse_text_format(out, "%s%s", i > 0 ? ", then " : "",
                          copse_figure_name(step->person.name, step->person.key));
        if (step->link == COPSE_LINK_TIE)
            copse_text_append(out, " (a tie)");
        else
            copse_text_format(out, " (%s %s)", step->link == COPSE_LINK_TEAM ? "same team:" : "both in",
                              step->through);
    }
}

static void say_room(copse_text *out, const copse_talk_answer *answer, const copse_talk_person *p)
{
    say_hundredths(out, p->room);
    if (p->open_asks >= 0) {
        copse_text_append(out, ": ");
        copse_figure_count(out, p->open_asks, "open question");
        copse_text_format(out, ", where those who know enough have %.1f", answer->usual_asks);
    } else if (p->room == COPSE_TALK_UNIT) {
        copse_text_append(out, ": no open question to them is recorded");
    } else {
        copse_text_append(out, ": open questions to them are recorded");
    }
}

static void say_place(copse_text *out, const copse_talk_person *p)
{
    if (p->team)
        copse_text_append(out, p->team);
    if (p->site)
        copse_text_format(out, "%s%s", out->length > 0 ? ", " : "", p->site);
    if (p->travel_minutes > 0.0)
        copse_text_format(out, ", %.0f minutes away", p->travel_minutes);
    else if (p->distance_km > 0.0)
        copse_text_format(out, ", %.1f km away", p->distance_km);
    if (p->mode_preference != COPSE_MODE_UNKNOWN)
        copse_text_format(out, "%sprefers %s meetings", out->length > 0 ? "; " : "",
                          copse_mode_name(p->mode_preference));
}

static void write_person(copse_page *page, copse_text *said, const copse_talk_answer *answer, size_t place)
{
    const copse_talk_person *p = &answer->people[place];
    char score[COPSE_FIGURE_SIZE];
    score_of(score, p->score);
    copse_page_blank(page);
    copse_text_format(said, "%zu. %s%s", place + 1, copse_figure_name(p->person.name, p->person.key),
                      p->knows_enough ? "" : " (knows less than enough)");
    copse_page_amount(page, 0, copse_text_get(said), score, true);
    copse_text_clear(said);
    say_knows(said, p);
    item(page, "Knows", said);
    say_return(said, p);
    item(page, "In return", said);
    say_nearness(said, p);
    item(page, "Near", said);
    say_room(said, answer, p);
    item(page, "Room", said);
    say_hundredths(said, p->expertise);
    copse_text_append(said, " x ");
    say_hundredths(said, p->in_return);
    copse_text_append(said, " x ");
    say_hundredths(said, p->nearness);
    copse_text_append(said, " x ");
    say_hundredths(said, p->room);
    copse_text_format(said, " = %s", score);
    item(page, "Together", said);
    say_path(said, p);
    item(page, "The way there", said);
    say_place(said, p);
    item(page, "Where", said);
}

static void write_head(copse_page *page, copse_text *said, const copse_talk_answer *answer)
{
    copse_text_append(said, "Whom to talk to about ");
    say_topics(said, answer);
    if (answer->member.named)
        copse_text_format(said, ", for %s", copse_figure_name(answer->member.name, answer->member.key));
    copse_page_heading(page, copse_text_get(said));
    copse_text_clear(said);
    copse_page_head(page, &answer->head);
    if (answer->mode != COPSE_MODE_UNKNOWN) {
        copse_text_format(said, "To meet %s%s", copse_mode_name(answer->mode),
                          answer->is_mode_theirs ? ", as you like to" : "");
        if (answer->site)
            copse_text_format(said, ", from %s", answer->site);
        copse_page_paragraph(page, 0, copse_text_get(said));
        copse_text_clear(said);
    }
}

static void write_matches(copse_page *page, copse_text *said, const copse_talk_answer *answer)
{
    if (answer->n_matches + answer->n_unmatched == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, "How it was understood");
    for (size_t i = 0; i < answer->n_matches; i++) {
        const copse_topic_match *m = &answer->matches[i];
        copse_text_format(said, "%s", m->n_words > 0 ? "from " : "");
        for (size_t j = 0; j < m->n_words; j++)
            copse_text_format(said, "%s'%s'", copse_figure_separator(j, m->n_words), m->words[j]);
        copse_text_format(said, "%s--topic %s=%.2f", m->n_words > 0 ? "; " : "", m->key, m->weight);
        item(page, copse_figure_name(m->name, m->key), said);
    }
    for (size_t i = 0; i < answer->n_unmatched; i++)
        copse_text_format(said, "%s'%s'", copse_figure_separator(i, answer->n_unmatched), answer->unmatched[i]);
    item(page, "No topic for", said);
}

static copse_status write_text(const copse_sink *sink, const copse_talk_answer *answer,
                               const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    write_head(&page, &said, answer);
    write_matches(&page, &said, answer);
    for (size_t i = 0; i < answer->n_people; i++)
        write_person(&page, &said, answer, i);
    if (answer->n_people == 0) {
        copse_page_blank(&page);
        copse_page_paragraph(&page, 0, "Nobody is found.");
    }
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

static void json_parts(copse_json *json, const char *key, const copse_talk_part *parts, size_t n)
{
    copse_json_array(json, key);
    for (size_t i = 0; i < n; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "topic", parts[i].key);
        copse_json_text(json, "name", parts[i].name);
        copse_json_number(json, "part", as_number(parts[i].part));
        copse_json_day(json, "last_active", parts[i].last_active);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_steps(copse_json *json, const copse_talk_person *p)
{
    copse_json_array(json, "path");
    for (size_t i = 0; i < p->n_steps; i++) {
        copse_json_object(json, NULL);
        json_person(json, "person", &p->steps[i].person);
        copse_json_text(json, "link", copse_link_kind_name(p->steps[i].link));
        copse_json_text(json, "through", p->steps[i].through);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_talk(copse_json *json, const copse_talk_answer *answer, const copse_talk_person *p)
{
    copse_json_object(json, NULL);
    json_person(json, "person", &p->person);
    copse_json_bool(json, "knows_enough", p->knows_enough);
    copse_json_number(json, "score", (double)p->score / COPSE_TALK_SCORE_UNIT);
    copse_json_number(json, "expertise", as_number(p->expertise));
    copse_json_number(json, "in_return", as_number(p->in_return));
    copse_json_number(json, "nearness", as_number(p->nearness));
    copse_json_number(json, "room", as_number(p->room));
    json_parts(json, "knows", p->knows, p->n_knows);
    copse_json_number(json, "return_base", as_number(p->return_base));
    json_parts(json, "learns", p->learns, p->n_learns);
    copse_json_number(json, "hops_cost", as_number(p->hops_cost));
    copse_json_number(json, "travel_cost", as_number(p->travel_cost));
    json_steps(json, p);
    copse_json_text(json, "team", p->team);
    copse_json_text(json, "site", p->site);
    copse_json_number(json, "travel_minutes", p->travel_minutes);
    copse_json_number(json, "distance_km", p->distance_km);
    copse_json_text(json, "likes_to_meet",
                    p->mode_preference == COPSE_MODE_UNKNOWN ? NULL : copse_mode_name(p->mode_preference));
    if (answer->head.audience == COPSE_FOR_STEWARD)
        copse_json_count(json, "open_asks", p->open_asks);
    else
        copse_json_text(json, "open_asks", NULL);
    copse_json_end(json);
}

static void json_head(copse_json *json, const copse_talk_answer *answer)
{
    json_person(json, "member", &answer->member);
    copse_json_text(json, "mode", answer->mode == COPSE_MODE_UNKNOWN ? NULL : copse_mode_name(answer->mode));
    copse_json_text(json, "site", answer->site);
    copse_json_array(json, "topics");
    for (size_t i = 0; i < answer->n_topics; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "key", answer->topics[i].key);
        copse_json_text(json, "name", answer->topics[i].name);
        copse_json_number(json, "weight", answer->topics[i].weight);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_array(json, "matches");
    for (size_t i = 0; i < answer->n_matches; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "key", answer->matches[i].key);
        copse_json_text(json, "name", answer->matches[i].name);
        copse_json_number(json, "weight", answer->matches[i].weight);
        copse_json_texts(json, "words", answer->matches[i].words, answer->matches[i].n_words);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_texts(json, "unmatched", answer->unmatched, answer->n_unmatched);
    copse_json_count(json, "know_enough", answer->n_enough);
    copse_json_number(json, "usual_asks", answer->usual_asks);
}

static copse_status write_json(const copse_sink *sink, const copse_talk_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    json_head(&json, answer);
    copse_json_array(&json, "people");
    for (size_t i = 0; i < answer->n_people; i++)
        json_talk(&json, answer, &answer->people[i]);
    copse_json_end(&json);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV ---- */

static copse_status write_csv(const copse_sink *sink, const copse_talk_answer *answer, copse_error *err)
{
    static const char *const header[] = {"place", "member_id",    "name", "knows_enough", "score", "expertise",
                                         "in_return", "nearness", "room", "hops",         "through_id",
                                         "travel_minutes", "open_asks", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_people; i++) {
        const copse_talk_person *p = &answer->people[i];
        char score[COPSE_FIGURE_SIZE];
        score_of(score, p->score);
        copse_csv_count(&csv, (int64_t)i + 1);
        copse_csv_text(&csv, p->person.key);
        copse_csv_text(&csv, p->person.name);
        copse_csv_text(&csv, p->knows_enough ? "yes" : "no");
        copse_csv_text(&csv, score);
        copse_csv_number(&csv, as_number(p->expertise));
        copse_csv_number(&csv, as_number(p->in_return));
        copse_csv_number(&csv, as_number(p->nearness));
        copse_csv_number(&csv, as_number(p->room));
        copse_csv_number(&csv, p->n_steps > 0 ? (double)p->n_steps : NAN);
        copse_csv_text(&csv, p->n_steps > 1 ? p->steps[0].person.key : NULL);
        copse_csv_number(&csv, p->travel_minutes);
        copse_csv_number(&csv, p->open_asks >= 0 ? (double)p->open_asks : NAN);
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_talk(const copse_sink *sink, const copse_talk_answer *answer,
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
    return copse_report_no_format("talk", "text, JSON and CSV", err);
}
