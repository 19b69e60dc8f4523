/* The map as text, JSON, CSV or a page. */
#include "report/map.h"

#include <math.h>

/* ---- text: what is in it, and how to see it ---- */

static void write_few(copse_page *page, copse_text *said, const copse_map_answer *answer)
{
    if (answer->n_few + answer->n_perhaps_few == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, "Teams with few links");
    for (size_t i = 0; i < answer->n_marks; i++) {
        const copse_map_mark *mark = &answer->marks[i];
        bool is_few = mark->kind == COPSE_MAP_TEAM && mark->is_judged && mark->verdict == COPSE_ISOLATION_CONFIRMED;
        bool is_perhaps = mark->kind == COPSE_MAP_TEAM && mark->is_judged && mark->verdict == COPSE_ISOLATION_WATCH;
        if (!is_few && !is_perhaps)
            continue;
        copse_text_clear(said);
        copse_text_append(said, copse_map_name(mark));
        if (mark->above >= 0)
            copse_text_format(said, " (%s)", copse_map_name(&answer->marks[mark->above]));
        copse_page_amount(page, 0, copse_text_get(said), copse_map_standing(mark), false);
    }
}

static copse_status write_text(const copse_sink *sink, const copse_map_answer *answer, const copse_render *render,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_map_say_title(&said, answer);
    copse_page_heading(&page, copse_text_get(&said));
    copse_page_head(&page, &answer->head);
    copse_page_blank(&page);
    copse_text_clear(&said);
    for (size_t i = 0; copse_map_say_short(&said, answer, i); i++) {
        copse_page_paragraph(&page, 0, copse_text_get(&said));
        copse_text_clear(&said);
    }
    write_few(&page, &said, answer);
    copse_page_blank(&page);
    copse_page_paragraph(&page, 0, "To see it: copse map -o map.html, a page that opens by double click.");
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_public(copse_json *json, const char *key, copse_public_count count)
{
    if (count.is_shown)
        copse_json_count(json, key, count.value);
    else
        copse_json_text(json, key, NULL);
}

static void json_key(copse_json *json, const char *name, const copse_map_answer *answer, int32_t mark)
{
    copse_json_text(json, name, mark < 0 ? NULL : answer->marks[mark].key);
}

static const char *or_null(const char *word)
{
    return word[0] == 'u' ? NULL : word; /* "unknown" is the only one that begins so */
}

static void json_team(copse_json *json, const copse_map_mark *mark)
{
    copse_json_text(json, "links", mark->is_judged ? copse_isolation_verdict_name(mark->verdict) : NULL);
    copse_json_number(json, "ties_share", mark->ties.mean);
    copse_json_number(json, "seats_share", mark->seats.mean);
}

static void json_community(copse_json *json, const copse_map_mark *mark)
{
    copse_json_text(json, "mode", or_null(copse_mode_name(mark->mode)));
    copse_json_text(json, "status", or_null(copse_community_status_name(mark->status)));
    copse_json_text(json, "openness", or_null(copse_openness_name(mark->openness)));
    copse_json_text(json, "activity", or_null(copse_activity_name(mark->activity)));
    copse_json_text(json, "description", mark->description);
    copse_json_text(json, "contact", mark->contact);
    copse_json_text(json, "meets", mark->meets);
    copse_json_day(json, "founded", mark->since);
}

static void json_mark(copse_json *json, const copse_map_answer *answer, const copse_map_mark *mark)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "kind", copse_map_kind_name(mark->kind));
    copse_json_text(json, "key", mark->key);
    copse_json_text(json, "name", mark->name);
    json_key(json, "above", answer, mark->above);
    json_key(json, "site", answer, mark->site);
    copse_json_number(json, "x", mark->x);
    copse_json_number(json, "y", mark->y);
    if (mark->kind != COPSE_MAP_TOPIC && mark->kind != COPSE_MAP_PERSON)
        json_public(json, "people", mark->people);
    if (mark->kind == COPSE_MAP_TEAM)
        json_team(json, mark);
    if (mark->kind == COPSE_MAP_COMMUNITY)
        json_community(json, mark);
    copse_json_end(json);
}

static void json_link(copse_json *json, const copse_map_answer *answer, const copse_map_link *link)
{
    const copse_map_mark *from = &answer->marks[link->from];
    copse_json_object(json, NULL);
    copse_json_text(json, "kind", copse_map_kind_name(from->kind));
    copse_json_text(json, "from", from->key);
    json_key(json, "community", answer, link->to);
    if (from->kind == COPSE_MAP_TEAM)
        json_public(json, "people", link->people);
    copse_json_day(json, "since", link->since);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_map_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "of", copse_map_of_name(answer->of));
    copse_json_text(&json, "key", answer->of_key);
    copse_json_day(&json, "counted", answer->counted);
    copse_json_count(&json, "threshold", answer->threshold);
    json_public(&json, "staff", answer->staff);
    json_public(&json, "in_no_community", answer->in_no_community);
    copse_json_array(&json, "marks");
    for (size_t i = 0; i < answer->n_marks; i++)
        json_mark(&json, answer, &answer->marks[i]);
    copse_json_end(&json);
    copse_json_array(&json, "links");
    for (size_t i = 0; i < answer->n_links; i++)
        json_link(&json, answer, &answer->links[i]);
    copse_json_end(&json);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV: the marks ---- */

static void csv_public(copse_csv *csv, copse_public_count count)
{
    if (count.is_shown)
        copse_csv_count(csv, count.value);
    else
        copse_csv_text(csv, NULL);
}

static copse_status write_csv(const copse_sink *sink, const copse_map_answer *answer, copse_error *err)
{
    static const char *const header[] = {"kind", "key", "name", "above", "site", "x", "y", "people", "links", "mode",
                                         "status", "openness", "activity", "founded", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    char day[16];
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_marks; i++) {
        const copse_map_mark *mark = &answer->marks[i];
        bool is_community = mark->kind == COPSE_MAP_COMMUNITY;
        bool has_people = mark->kind != COPSE_MAP_TOPIC && mark->kind != COPSE_MAP_PERSON;
        copse_csv_text(&csv, copse_map_kind_name(mark->kind));
        copse_csv_text(&csv, mark->key);
        copse_csv_text(&csv, mark->name);
        copse_csv_text(&csv, mark->above < 0 ? NULL : answer->marks[mark->above].key);
        copse_csv_text(&csv, mark->site < 0 ? NULL : answer->marks[mark->site].key);
        copse_csv_number(&csv, mark->x);
        copse_csv_number(&csv, mark->y);
        csv_public(&csv, has_people ? mark->people : (copse_public_count){false, 0});
        copse_csv_text(&csv, mark->is_judged ? copse_isolation_verdict_name(mark->verdict) : NULL);
        copse_csv_text(&csv, is_community ? or_null(copse_mode_name(mark->mode)) : NULL);
        copse_csv_text(&csv, is_community ? or_null(copse_community_status_name(mark->status)) : NULL);
        copse_csv_text(&csv, is_community ? or_null(copse_openness_name(mark->openness)) : NULL);
        copse_csv_text(&csv, is_community ? or_null(copse_activity_name(mark->activity)) : NULL);
        copse_day_format(day, mark->since);
        copse_csv_text(&csv, day[0] ? day : NULL);
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_map(const copse_sink *sink, const copse_map_answer *answer, const copse_map_page *page,
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
    return copse_map_write_page(sink, answer, page, err);
}
