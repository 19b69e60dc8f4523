/* How CoPs fare, in words: what asks to be looked at first, then each CoP; or one CoP with all that is known of it. */
#include "report/health.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { INDENT = 0, HANG = 16 };

/* ---- words ---- */

void copse_health_say_count(copse_text *out, const copse_health_answer *answer, const copse_health_count *count)
{
    if (!count->is_known)
        copse_text_append(out, "unknown");
    else if (count->is_few)
        copse_text_format(out, "fewer than %d", answer->rounded_to);
    else
        copse_text_format(out, "%s%" PRId64, answer->rounded_to > 1 ? "about " : "", count->value);
}

static const char *name_of(const copse_health_community *cop)
{
    return copse_figure_name(cop->name, cop->key);
}

void copse_health_say_part(copse_text *out, const copse_health_answer *answer, const copse_health_community *cop)
{
    const copse_health_count *parts[] = {&cop->core, &cop->active, &cop->peripheral};
    static const char *const names[] = {" core", " active", " peripheral"};
    if (!cop->core.is_known) {
        copse_text_append(out, "who takes part is unknown");
        return;
    }
    for (int i = 0; i < 3; i++) {
        copse_text_append(out, i > 0 ? ", " : "");
        copse_health_say_count(out, answer, parts[i]);
        copse_text_append(out, names[i]);
    }
}

/* "40 % of 35 people who hold one of its topics are in it" */
static void say_coverage(copse_text *out, const copse_health_answer *answer, const copse_health_community *cop)
{
    if (isnan(cop->coverage)) {
        copse_text_append(out, cop->n_topics_in_all == 0 ? "unknown: it has no topics" : "unknown");
        return;
    }
    copse_text_format(out, "%s%.0f %% of ", answer->rounded_to > 1 ? "about " : "", 100.0 * cop->coverage);
    copse_health_say_count(out, answer, &cop->experts);
    copse_text_append(out, " people who hold one of its topics are in it");
}

void copse_health_say_moves(copse_text *out, const copse_health_answer *answer, const copse_health_count *joined,
                      const copse_health_count *left)
{
    copse_text_append(out, "joined ");
    copse_health_say_count(out, answer, joined);
    copse_text_append(out, ", left ");
    copse_health_say_count(out, answer, left);
}

static void say_dormant(copse_text *out, const copse_health_community *cop)
{
    copse_text_append(out, cop->status == COPSE_COMMUNITY_DORMANT ? "dormant, as recorded"
                           : cop->is_dormant ? "quiet: no exchange and no joining is recorded for a year"
                           : cop->activity == COPSE_ACTIVITY_UNKNOWN ? "unknown"
                                                                     : "active");
}

static void say_twin(copse_text *out, const copse_health_answer *answer, const copse_health_twin *twin)
{
    copse_text_format(out, "%s (topics alike: %.2f)", copse_figure_name(twin->name, twin->key), twin->topics);
    if (answer->rounded_to == 1) {
        copse_text_append(out, ", ");
        copse_health_say_count(out, answer, &twin->both);
        copse_text_format(out, " people in both where chance gives %.1f", twin->expected);
    }
    copse_text_append(out, twin->is_of_same ? ": the same people, more than by chance; could they be one?"
                                            : ": other people; do they know of each other?");
}

/* ---- one CoP ---- */

static void item(copse_page *page, copse_text *said, const char *label)
{
    copse_page_item(page, INDENT, HANG, label, copse_text_get(said));
    copse_text_clear(said);
}

static void write_topics(copse_page *page, copse_text *said, const copse_health_answer *answer,
                         const copse_health_community *cop)
{
    for (size_t i = 0; i < cop->n_topics; i++) {
        const copse_health_topic *topic = &cop->topics[i];
        copse_text_format(said, "%s: held by ", copse_figure_name(topic->name, topic->key));
        copse_health_say_count(said, answer, &topic->inside);
        copse_text_append(said, " in it, of ");
        copse_health_say_count(said, answer, &topic->holders);
        copse_text_append(said, " in all");
        item(page, said, i == 0 ? "Topics" : "");
    }
}

/* "alone holds X and Y; without them 4 would be apart from the others; the only link to 2 other CoPs" */
static void say_person(copse_text *out, const copse_health_person *person)
{
    size_t n = 0;
    copse_text_append(out, copse_figure_name(person->person.name, person->person.key));
    if (person->n_topics > 0) {
        copse_text_append(out, n++ > 0 ? "; " : ": ");
        copse_text_append(out, "alone holds ");
        for (size_t i = 0; i < person->n_topics; i++)
            copse_text_format(out, "%s%s", copse_figure_separator(i, person->n_topics), person->topics[i]);
    }
    if (person->cut_off > 0) {
        copse_text_append(out, n++ > 0 ? "; " : ": ");
        copse_text_format(out, "without them %" PRId64 " would be apart from most others", person->cut_off);
    }
    if (person->only_link > 0) {
        copse_text_append(out, n++ > 0 ? "; " : ": ");
        copse_text_append(out, "the only link to ");
        copse_figure_count(out, person->only_link, "other CoP");
    }
    if (!isnan(person->share) && person->share > 0.0) {
        copse_text_append(out, n > 0 ? "; " : ": ");
        copse_text_format(out, "%.0f %% of what members contributed", 100.0 * person->share);
    }
}

static void write_people(copse_page *page, copse_text *said, const copse_health_answer *answer,
                         const copse_health_community *cop)
{
    for (size_t i = 0; i < cop->n_people; i++) {
        say_person(said, &cop->people[i]);
        item(page, said, i == 0 ? "Rests on" : "");
    }
    if (cop->has_unnamed) {
        copse_text_append(said, cop->n_people > 0 ? "and others, not named" : "people who are not named");
        item(page, said, cop->n_people > 0 ? "" : "Rests on");
    }
    if (!cop->key_people.is_known)
        return;
    copse_health_say_count(said, answer, &cop->key_people);
    copse_text_append(said, " of its members alone hold a topic of it, or hold others together");
    item(page, said, "");
}

/* Those that are shown by name; the others counted: a list of twenty small numbers that are not shown is no help. */
static void write_places(copse_page *page, copse_text *said, const char *label, const copse_health_place *places,
                         size_t n)
{
    size_t n_shown = 0;
    for (size_t i = 0; i < n; i++)
        if (places[i].members.is_shown)
            copse_text_format(said, "%s%s %" PRId64, n_shown++ > 0 ? "; " : "",
                              copse_figure_name(places[i].name, places[i].key), places[i].members.value);
    if (n > n_shown)
        copse_text_format(said, "%s%zu %swith few people, not shown", n_shown > 0 ? "; " : "", n - n_shown,
                          n_shown > 0 ? "more " : "");
    if (n > 0)
        item(page, said, label);
}

/* What is not said is drawn as a dot. */
static double drawn(const copse_health_count *count)
{
    return count->is_known && !count->is_few ? (double)count->value : NAN;
}

/* "joined ▂·▅█, left ·▂··", the last quarter last. */
static void write_trend(copse_page *page, copse_text *said, const copse_health_community *cop)
{
    double joined[COPSE_MOST_DRAWN], left[COPSE_MOST_DRAWN];
    size_t n = cop->n_quarters < COPSE_MOST_DRAWN ? cop->n_quarters : COPSE_MOST_DRAWN, first = cop->n_quarters - n;
    for (size_t i = 0; i < n; i++) {
        joined[i] = drawn(&cop->quarters[first + i].joined);
        left[i] = drawn(&cop->quarters[first + i].left);
    }
    copse_text_append(said, "joined ");
    copse_draw_trend(said, joined, n);
    copse_text_append(said, ", left ");
    copse_draw_trend(said, left, n);
    item(page, said, "");
}

static void write_quarters(copse_page *page, copse_text *said, const copse_health_answer *answer,
                           const copse_health_community *cop)
{
    for (size_t i = 0; i < cop->n_quarters; i++) {
        char first[COPSE_FIGURE_SIZE], last[COPSE_FIGURE_SIZE];
        copse_figure_day(first, cop->quarters[i].first);
        copse_figure_day(last, cop->quarters[i].last);
        copse_text_format(said, "%s to %s: ", first, last);
        copse_health_say_moves(said, answer, &cop->quarters[i].joined, &cop->quarters[i].left);
        item(page, said, i == 0 ? "Came and went" : "");
    }
    if (page->draws && cop->n_quarters > 1)
        write_trend(page, said, cop);
}

static void write_one(copse_page *page, copse_text *said, const copse_health_answer *answer)
{
    const copse_health_community *cop = &answer->communities[0];
    copse_text_format(said, "How %s fares", name_of(cop));
    copse_page_heading(page, copse_text_get(said));
    copse_text_clear(said);
    copse_figure_public(said, cop->members);
    item(page, said, "Members");
    say_dormant(said, cop);
    item(page, said, "Activity");
    copse_health_say_part(said, answer, cop);
    item(page, said, "Taking part");
    say_coverage(said, answer, cop);
    item(page, said, "Coverage");
    write_topics(page, said, answer, cop);
    write_people(page, said, answer, cop);
    for (size_t i = 0; i < cop->n_twins; i++) {
        say_twin(said, answer, &cop->twins[i]);
        item(page, said, i == 0 ? "Much the same" : "");
    }
    write_quarters(page, said, answer, cop);
    write_places(page, said, "Teams", cop->teams, cop->n_team_rows);
    write_places(page, said, "Sites", cop->sites, cop->n_site_rows);
}

/* ---- all CoPs ---- */

static void write_dormant(copse_page *page, copse_text *said, const copse_health_answer *answer)
{
    size_t n = 0;
    for (size_t i = 0; i < answer->n_communities; i++)
        if (answer->communities[i].is_dormant)
            copse_text_format(said, "%s%s", n++ > 0 ? "; " : "", name_of(&answer->communities[i]));
    if (n == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, "Nothing recorded for a year, or recorded as dormant: revive, merge or close?");
    copse_page_paragraph(page, 0, copse_text_get(said));
    copse_text_clear(said);
}

/* Each pair once, at the CoP that comes first. */
static void write_twins(copse_page *page, copse_text *said, const copse_health_answer *answer)
{
    size_t n = 0;
    for (size_t i = 0; i < answer->n_communities; i++)
        for (size_t k = 0; k < answer->communities[i].n_twins; k++) {
            const copse_health_twin *twin = &answer->communities[i].twins[k];
            if (strcmp(twin->key, answer->communities[i].key) < 0)
                continue;
            if (n++ == 0) {
                copse_page_blank(page);
                copse_page_heading(page, "Much the same");
            }
            copse_text_format(said, "%s and ", name_of(&answer->communities[i]));
            say_twin(said, answer, twin);
            copse_page_item(page, 0, 2, "-", copse_text_get(said));
            copse_text_clear(said);
        }
}

static void write_row(copse_page *page, copse_text *said, const copse_health_answer *answer,
                      const copse_health_community *cop)
{
    copse_page_paragraph(page, 0, name_of(cop));
    copse_figure_public(said, cop->members);
    copse_text_append(said, cop->members.is_shown && cop->members.value == 1 ? " member; " : " members; ");
    copse_health_say_part(said, answer, cop);
    if (!isnan(cop->coverage)) {
        copse_text_append(said, "; ");
        say_coverage(said, answer, cop);
    }
    if (cop->n_topics_few + cop->n_topics_none > 0)
        copse_text_format(said, "; %s hold %zu of its %zu topics",
                          answer->rounded_to > 1 ? "few of its members" : "one or none of its members",
                          cop->n_topics_few + cop->n_topics_none, cop->n_topics_in_all);
    if (cop->joined.is_known || cop->left.is_known) {
        copse_text_append(said, "; ");
        copse_health_say_moves(said, answer, &cop->joined, &cop->left);
    }
    copse_text_append(said, "; ");
    copse_figure_count(said, (int64_t)cop->n_teams, "team");
    copse_text_append(said, ", ");
    copse_figure_count(said, (int64_t)cop->n_sites, "site");
    copse_page_paragraph(page, 3, copse_text_get(said));
    copse_text_clear(said);
}

static void write_all(copse_page *page, copse_text *said, const copse_health_answer *answer)
{
    copse_page_heading(page, "How the CoPs fare");
    copse_figure_count(said, (int64_t)answer->n_communities, "CoP");
    if (answer->from != COPSE_DAY_UNKNOWN) {
        char from[COPSE_FIGURE_SIZE], to[COPSE_FIGURE_SIZE];
        copse_figure_day(from, answer->from);
        copse_figure_day(to, answer->to);
        copse_text_format(said, "; who takes part, joined and left is counted from %s to %s", from, to);
    }
    copse_text_append(said, ".");
    copse_page_paragraph(page, 0, copse_text_get(said));
    copse_text_clear(said);
    write_dormant(page, said, answer);
    write_twins(page, said, answer);
    for (size_t i = 0; i < answer->n_communities; i++) {
        if (i == 0) {
            copse_page_blank(page);
            copse_page_heading(page, "Each CoP");
        }
        write_row(page, said, answer, &answer->communities[i]);
    }
}

static copse_status write_text(const copse_sink *sink, const copse_health_answer *answer, const copse_render *render,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    if (answer->is_of_one)
        write_one(&page, &said, answer);
    else
        write_all(&page, &said, answer);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    copse_page_head(&page, &answer->head);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

copse_status copse_report_health(const copse_sink *sink, const copse_health_answer *answer,
                                 const copse_render *render, copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return write_text(sink, answer, render, err);
    case COPSE_JSON:
        return copse_health_write_json(sink, answer, err);
    case COPSE_CSV:
        return copse_health_write_csv(sink, answer, err);
    case COPSE_HTML:
        break;
    }
    return copse_report_no_format("health", "text, JSON and CSV", err);
}
