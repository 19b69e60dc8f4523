/* Units that lack connections: those to look at in words, all of them as JSON and CSV. */
#include "report/isolated.h"

#include <math.h>

/* ---- words ---- */

static const char *units_of(copse_level level)
{
    static const char *const words[] = {"teams", "departments", "sites", "CoPs"};
    return words[level];
}

static const char *meaning_of(copse_isolation_kind kind, copse_level level)
{
    static const char *const words[] = {"quiet: few direct ties to others", "absent: few seats in CoPs",
                                        "inward: its people sit in CoPs among themselves"};
    if (level == COPSE_LEVEL_COMMUNITY)
        return "cut off: its members are in few other CoPs";
    return words[kind];
}

static double percent(double share)
{
    return 100.0 * share;
}

/* "26 % of what teams its size have (90 % interval 12 to 48 %)" */
static void say_share(copse_text *out, const copse_isolation_share *share, copse_level level, bool is_banded)
{
    copse_text_format(out, "%s%.0f %% of what %s its size have (%s %.0f to %.0f %%)", is_banded ? "about " : "",
                      percent(share->mean), units_of(level), is_banded ? "in quarters, between" : "90 % interval",
                      percent(share->lower), percent(share->upper));
}

enum { INDENT = 3, HANG = 18 };

static void write_share(copse_page *page, copse_text *said, const char *label, const copse_isolation_share *share,
                        copse_level level, bool is_banded)
{
    if (isnan(share->mean))
        return;
    copse_text_clear(said);
    say_share(said, share, level, is_banded);
    copse_page_item(page, INDENT, HANG, label, copse_text_get(said));
}

/* "a seat in Wound care (both: wounds), reaches about 3 more teams; 6 people could take it" */
static void write_remedy(copse_page *page, copse_text *said, const copse_isolated_answer *answer,
                         const copse_isolated_remedy *remedy, bool is_first)
{
    copse_text_clear(said);
    copse_text_format(said, remedy->is_seat ? "a seat in %s" : "an introduction to %s", remedy->name);
    if (remedy->topic)
        copse_text_format(said, " (both: %s)", remedy->topic);
    copse_text_format(said, ", reaches about %.1f more %s; ", remedy->reach, units_of(answer->level));
    if (remedy->people < 0)
        copse_text_append(said, "a few could take it");
    else
        copse_text_format(said, "about %lld people could take it", (long long)remedy->people);
    copse_page_item(page, INDENT, HANG, is_first ? "Would help" : "", copse_text_get(said));
}

static void write_remedies(copse_page *page, copse_text *said, const copse_isolated_answer *answer,
                           const copse_isolated_unit *unit)
{
    for (size_t i = 0; i < unit->n_remedies; i++)
        write_remedy(page, said, answer, &unit->remedies[i], i == 0);
    if (unit->n_remedies == 0)
        return;
    copse_text_clear(said);
    if (!isnan(unit->ties_then))
        copse_text_format(said, "outside ties %.0f %%", percent(unit->ties_then));
    if (!isnan(unit->seats_then))
        copse_text_format(said, "%sCoP seats %.0f %%", said->length > 0 ? ", " : "", percent(unit->seats_then));
    copse_text_format(said, " of what %s its size have", units_of(answer->level));
    copse_page_item(page, INDENT, HANG, "Then", copse_text_get(said));
}

static void write_trend(copse_page *page, copse_text *said, const copse_isolated_unit *unit)
{
    copse_isolated_draw_history(said, unit);
    if (said->length > 0)
        copse_page_item(page, INDENT, HANG, "Trend", copse_text_get(said));
}

static void write_unit(copse_page *page, copse_text *said, const copse_isolated_answer *answer,
                       const copse_isolated_unit *unit, size_t place)
{
    copse_text_clear(said);
    copse_text_format(said, "%zu. %s", place, unit->name);
    if (unit->above)
        copse_text_format(said, " (%s)", unit->above);
    copse_page_paragraph(page, 0, copse_text_get(said));
    copse_page_item(page, INDENT, HANG, "Kind", meaning_of(unit->kind, answer->level));
    write_share(page, said, "Outside ties", &unit->ties, answer->level, unit->is_banded);
    write_share(page, said, answer->level == COPSE_LEVEL_COMMUNITY ? "Other CoPs" : "CoP seats", &unit->seats,
                answer->level, unit->is_banded);
    if (unit->single_bridge > 0.5) {
        copse_text_clear(said);
        copse_text_format(said, "one person holds %.0f %% of its outside ties", percent(unit->single_bridge));
        copse_page_item(page, INDENT, HANG, "Single bridge", copse_text_get(said));
    }
    if (!isnan(unit->overlap) && unit->kind == COPSE_ISOLATION_INWARD) {
        copse_text_clear(said);
        copse_text_format(said, "its people share them %s%.1f times as often as is usual",
                          unit->is_banded ? "about " : "", unit->overlap);
        copse_page_item(page, INDENT, HANG, "Same CoPs", copse_text_get(said));
    }
    copse_text_clear(said);
    copse_text_format(said, "p %s%.2g", unit->is_banded ? "at most " : "", unit->p);
    copse_page_item(page, INDENT, HANG, "How sure", copse_text_get(said));
    if (unit->accepted)
        copse_page_item(page, INDENT, HANG, "Rightly apart", unit->accepted);
    copse_isolated_say_history(said, unit);
    if (said->length > 0)
        copse_page_item(page, INDENT, HANG, "So far", copse_text_get(said));
    if (page->draws)
        write_trend(page, said, unit);
    write_remedies(page, said, answer, unit);
}

static void write_group(copse_page *page, copse_text *said, const copse_isolated_answer *answer,
                        copse_isolation_verdict verdict, const char *title)
{
    size_t place = 0;
    for (size_t i = 0; i < answer->n_units; i++) {
        if (answer->units[i].verdict != verdict)
            continue;
        copse_page_blank(page);
        if (place == 0)
            copse_page_heading(page, title);
        write_unit(page, said, answer, &answer->units[i], ++place);
    }
}

static bool is_listed(const copse_isolated_unit *unit)
{
    return unit->verdict == COPSE_ISOLATION_CONFIRMED || unit->verdict == COPSE_ISOLATION_WATCH;
}

/* Those that were flagged and now stand in no list: what became of them is what one wants to know. */
static void write_followed(copse_page *page, copse_text *said, const copse_isolated_answer *answer)
{
    bool has_any = false;
    for (size_t i = 0; i < answer->n_units; i++) {
        const copse_isolated_unit *unit = &answer->units[i];
        if (is_listed(unit) || unit->n_history == 0)
            continue;
        copse_page_blank(page);
        if (!has_any)
            copse_page_heading(page, "Followed: spoken of before, and now on neither list");
        has_any = true;
        copse_page_paragraph(page, 0, unit->name);
        write_share(page, said, "Outside ties", &unit->ties, answer->level, unit->is_banded);
        write_share(page, said, answer->level == COPSE_LEVEL_COMMUNITY ? "Other CoPs" : "CoP seats", &unit->seats,
                    answer->level, unit->is_banded);
        if (unit->accepted)
            copse_page_item(page, INDENT, HANG, "Rightly apart", unit->accepted);
        copse_isolated_say_history(said, unit);
        if (said->length > 0)
            copse_page_item(page, INDENT, HANG, "So far", copse_text_get(said));
        if (page->draws)
            write_trend(page, said, unit);
    }
}

static bool is_too_small(const copse_isolated_unit *unit)
{
    return unit->verdict == COPSE_ISOLATION_TOO_SMALL && !unit->is_cut_off;
}

static bool is_missing(const copse_isolated_unit *unit)
{
    return unit->verdict == COPSE_ISOLATION_MISSING;
}

static bool is_cut_off(const copse_isolated_unit *unit)
{
    return unit->is_cut_off;
}

/* Names in one paragraph, of units of which there is one thing to say. */
static void write_names(copse_page *page, copse_text *said, const copse_isolated_answer *answer,
                        bool (*belongs)(const copse_isolated_unit *), const char *title)
{
    size_t n = 0;
    copse_text_clear(said);
    for (size_t i = 0; i < answer->n_units; i++)
        if (belongs(&answer->units[i]))
            copse_text_format(said, "%s%s", n++ > 0 ? "; " : "", answer->units[i].name);
    if (n == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, title);
    copse_page_paragraph(page, 0, copse_text_get(said));
}

static copse_status write_text(const copse_sink *sink, const copse_isolated_answer *answer,
                               const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_text_format(&said, "Which %s lack connections", units_of(answer->level));
    copse_page_heading(&page, copse_text_get(&said));
    copse_page_paragraph(&page, 0, answer->headline);
    write_group(&page, &said, answer, COPSE_ISOLATION_CONFIRMED, "Confirmed");
    write_group(&page, &said, answer, COPSE_ISOLATION_WATCH,
                "Watch-list: likely less than half of what their size has, but that may be chance");
    write_followed(&page, &said, answer);
    write_names(&page, &said, answer, is_cut_off,
                "Cut off: no recorded link leads out (a fact, not a test; some are too small for one)");
    write_names(&page, &said, answer, is_too_small, "Too small to tell");
    write_names(&page, &said, answer, is_missing, "Data missing");
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    copse_page_head(&page, &answer->head);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_share(copse_json *json, const char *key, const copse_isolation_share *share)
{
    copse_json_object(json, key);
    copse_json_number(json, "share", share->mean);
    copse_json_number(json, "lower", share->lower);
    copse_json_number(json, "upper", share->upper);
    copse_json_end(json);
}

static void json_remedies(copse_json *json, const copse_isolated_unit *unit)
{
    copse_json_array(json, "remedies");
    for (size_t i = 0; i < unit->n_remedies; i++) {
        const copse_isolated_remedy *remedy = &unit->remedies[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "kind", remedy->is_seat ? "seat" : "introduction");
        copse_json_text(json, "key", remedy->key);
        copse_json_text(json, "name", remedy->name);
        copse_json_text(json, "topic", remedy->topic);
        copse_json_number(json, "reach", remedy->reach);
        copse_json_number(json, "gain", remedy->gain);
        if (remedy->people < 0)
            copse_json_text(json, "people", NULL);
        else
            copse_json_count(json, "people", remedy->people);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_number(json, "ties_then", unit->ties_then);
    copse_json_number(json, "seats_then", unit->seats_then);
}

static void json_history(copse_json *json, const copse_isolated_unit *unit)
{
    copse_json_array(json, "history");
    for (size_t i = 0; i < unit->n_history; i++) {
        const copse_unit_record *record = &unit->history[i];
        copse_json_object(json, NULL);
        copse_json_day(json, "on", record->on);
        copse_json_text(json, "kind", copse_unit_record_kind_name(record->kind));
        copse_json_text(json, "text", record->text);
        copse_json_number(json, "value", record->value);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_unit(copse_json *json, const copse_isolated_unit *unit)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "unit", unit->key);
    copse_json_text(json, "name", unit->name);
    copse_json_text(json, "above", unit->above);
    if (unit->staff < 0)
        copse_json_text(json, "staff", NULL);
    else
        copse_json_count(json, "staff", unit->staff);
    copse_json_bool(json, "banded", unit->is_banded);
    copse_json_text(json, "verdict", copse_isolation_verdict_name(unit->verdict));
    copse_json_text(json, "kind", copse_isolation_kind_name(unit->kind));
    copse_json_bool(json, "cut_off", unit->is_cut_off);
    copse_json_number(json, "p", unit->p);
    json_share(json, "ties", &unit->ties);
    json_share(json, "seats", &unit->seats);
    copse_json_number(json, "overlap", unit->overlap);
    copse_json_number(json, "detectable_share", unit->detectable);
    copse_json_number(json, "ei_index", unit->ei_index);
    copse_json_number(json, "conductance", unit->conductance);
    copse_json_number(json, "single_bridge", unit->single_bridge);
    copse_json_text(json, "accepted", unit->accepted);
    json_history(json, unit);
    json_remedies(json, unit);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_isolated_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "level", copse_level_name(answer->level));
    copse_json_number(&json, "q", answer->q);
    copse_json_count(&json, "samples", (int64_t)answer->samples);
    copse_json_object(&json, "judged_by");
    copse_json_bool(&json, "ties", answer->has_ties);
    copse_json_bool(&json, "seats", answer->has_seats);
    copse_json_bool(&json, "overlap", answer->has_overlap);
    copse_json_end(&json);
    copse_json_number(&json, "usual_overlap", answer->usual_overlap);
    copse_json_number(&json, "global_p", answer->global_p);
    copse_json_text(&json, "headline", answer->headline);
    copse_json_array(&json, "units");
    for (size_t i = 0; i < answer->n_units; i++)
        json_unit(&json, &answer->units[i]);
    copse_json_end(&json);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV ---- */

static void csv_share(copse_csv *csv, const copse_isolation_share *share)
{
    copse_csv_number(csv, share->mean);
    copse_csv_number(csv, share->lower);
    copse_csv_number(csv, share->upper);
}

static copse_status write_csv(const copse_sink *sink, const copse_isolated_answer *answer, copse_error *err)
{
    static const char *const header[] = {
        "place",       "unit",        "name",        "above",       "staff",       "verdict",          "kind",
        "cut_off",     "p",           "ties_share",  "ties_lower",  "ties_upper",  "seats_share", "seats_lower",      "seats_upper",
        "overlap", "detectable_share", "ei_index", "conductance", "single_bridge", "accepted", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_units; i++) {
        const copse_isolated_unit *unit = &answer->units[i];
        copse_csv_count(&csv, (int64_t)i + 1);
        copse_csv_text(&csv, unit->key);
        copse_csv_text(&csv, unit->name);
        copse_csv_text(&csv, unit->above);
        if (unit->staff < 0)
            copse_csv_text(&csv, NULL);
        else
            copse_csv_count(&csv, unit->staff);
        copse_csv_text(&csv, copse_isolation_verdict_name(unit->verdict));
        copse_csv_text(&csv, copse_isolation_kind_name(unit->kind));
        copse_csv_text(&csv, unit->is_cut_off ? "yes" : "no");
        copse_csv_number(&csv, unit->p);
        csv_share(&csv, &unit->ties);
        csv_share(&csv, &unit->seats);
        copse_csv_number(&csv, unit->overlap);
        copse_csv_number(&csv, unit->detectable);
        copse_csv_number(&csv, unit->ei_index);
        copse_csv_number(&csv, unit->conductance);
        copse_csv_number(&csv, unit->single_bridge);
        copse_csv_text(&csv, unit->accepted);
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_isolated(const copse_sink *sink, const copse_isolated_answer *answer,
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
    return copse_report_no_format("isolated", "text, JSON and CSV", err);
}
