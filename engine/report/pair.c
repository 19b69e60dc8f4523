/* Who meets whom, as text, JSON and CSV. The parts of a pair add up to its worth. */
#include "report/report.h"

#include <math.h>

enum { INDENT = 3, HANG = 18 };

static void say_hundredths(copse_text *out, int hundredths)
{
    copse_text_format(out, "%d.%02d", hundredths / 100, hundredths % 100);
}

static double as_number(int hundredths)
{
    return hundredths / 100.0;
}

/* ---- words ---- */

static void say_person(copse_text *out, const copse_pair_person *p)
{
    copse_text_append(out, copse_figure_name(p->person.name, p->person.key));
    if (p->team || p->site)
        copse_text_format(out, " (%s%s%s)", p->team ? p->team : "", p->team && p->site ? ", " : "",
                          p->site ? p->site : "");
}

static void say_part(copse_text *out, int part, const char *why)
{
    if (part == 0)
        return;
    copse_text_append(out, out->length > 0 ? " + " : "");
    say_hundredths(out, part);
    copse_text_format(out, " %s", why);
}

static void say_why(copse_text *out, const copse_pair *pair)
{
    say_part(out, pair->part[COPSE_PAIR_STRANGERS],
             pair->hops == 2 ? "they know somebody in common" : "they are unlikely to know each other");
    say_part(out, pair->part[COPSE_PAIR_ISOLATED], "one is of an isolated team");
    say_part(out, pair->part[COPSE_PAIR_TEAMS], "other teams");
    say_part(out, pair->part[COPSE_PAIR_PROFESSIONS], "other professions");
}

static void item(copse_page *page, const char *label, copse_text *said)
{
    if (said->length > 0)
        copse_page_item(page, INDENT, HANG, label, copse_text_get(said));
    copse_text_clear(said);
}

static void write_pair(copse_page *page, copse_text *said, const copse_pair_answer *answer, size_t i)
{
    const copse_pair *pair = &answer->pairs[i];
    copse_text worth = COPSE_TEXT_INIT;
    copse_page_blank(page);
    say_hundredths(&worth, pair->worth);
    copse_text_format(said, "%zu. ", i + 1);
    say_person(said, &pair->a);
    copse_text_append(said, " and ");
    say_person(said, &pair->b);
    copse_page_amount(page, 0, copse_text_get(said), copse_text_get(&worth), true);
    copse_text_clear(said);
    say_why(said, pair);
    item(page, "Because", said);
    if (pair->bridges)
        copse_text_append(said, pair->bridges);
    item(page, "Isolated", said);
    if (pair->is_repeat) {
        char day[COPSE_FIGURE_SIZE];
        copse_figure_day(day, pair->last);
        copse_text_format(said, "they met on %s", day);
    }
    item(page, "Again", said);
    if (answer->mode == COPSE_MODE_HYBRID)
        copse_text_append(said, pair->is_apart ? "virtually: they work at different sites"
                                               : "face to face, or virtually");
    item(page, "How", said);
    page->out.failed = page->out.failed || worth.failed;
    copse_text_free(&worth);
}

static void write_head(copse_page *page, copse_text *said, const copse_pair_answer *answer)
{
    copse_text_format(said, "Who meets whom for coffee: %s", answer->group ? answer->group : "everybody");
    copse_page_heading(page, copse_text_get(said));
    copse_text_clear(said);
    copse_page_head(page, &answer->head);
    copse_figure_count(said, (int64_t)answer->n_pairs, "pair");
    copse_text_format(said, " of %lld people in the group", (long long)answer->n_group);
    if (answer->mode != COPSE_MODE_UNKNOWN)
        copse_text_format(said, ", to meet %s", copse_mode_name(answer->mode));
    if (answer->site)
        copse_text_format(said, ", at %s", answer->site);
    copse_text_format(said, "; %zu of them met before, %zu lead out of an isolated team. ", answer->n_repeats,
                      answer->n_bridging);
    if (answer->is_exact)
        copse_text_append(said, "No other pairs of these people are better.");
    else
        copse_text_format(said, "Drawn in circles, since they are so many: at most %.1f %% better is possible.",
                          100.0 * answer->gap / (1.0 - answer->gap));
    copse_page_paragraph(page, 0, copse_text_get(said));
    copse_text_clear(said);
}

static const char *why_left(copse_pair_left why)
{
    static const char *const words[] = {"one too many; comes first next time",
                                        "there is nobody whom they could meet", "where they work is not recorded",
                                        "only so many pairs were asked for"};
    return words[why];
}

static void write_left(copse_page *page, copse_text *said, const copse_pair_answer *answer)
{
    size_t n_listed = 0, n_others = 0;
    for (size_t i = 0; i < answer->n_left; i++) {
        if (answer->left_why[i] == COPSE_PAIR_LEFT_LIMIT) {
            n_others++;
            continue;
        }
        if (n_listed++ == 0) {
            copse_page_blank(page);
            copse_page_heading(page, "In no pair this time");
        }
        say_person(said, &answer->left[i]);
        copse_text_format(said, ": %s", why_left(answer->left_why[i]));
        copse_page_item(page, 0, 2, "-", copse_text_get(said));
        copse_text_clear(said);
    }
    if (n_others > 0) {
        copse_text_format(said, "%zu others are in no pair, since only so many were asked for.", n_others);
        copse_page_blank(page);
        copse_page_paragraph(page, 0, copse_text_get(said));
        copse_text_clear(said);
    }
}

static copse_status write_text(const copse_sink *sink, const copse_pair_answer *answer,
                               const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    write_head(&page, &said, answer);
    for (size_t i = 0; i < answer->n_pairs; i++)
        write_pair(&page, &said, answer, i);
    write_left(&page, &said, answer);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_person(copse_json *json, const char *key, const copse_pair_person *p)
{
    copse_json_object(json, key);
    copse_json_text(json, "key", p->person.key);
    copse_json_text(json, "name", p->person.name);
    copse_json_text(json, "mail", p->mail);
    copse_json_text(json, "team", p->team);
    copse_json_text(json, "site", p->site);
    copse_json_end(json);
}

static void json_pair(copse_json *json, const copse_pair *pair)
{
    copse_json_object(json, NULL);
    json_person(json, "a", &pair->a);
    json_person(json, "b", &pair->b);
    copse_json_number(json, "worth", as_number(pair->worth));
    copse_json_object(json, "parts");
    for (int i = 0; i < COPSE_PAIR_TERMS; i++)
        copse_json_number(json, copse_pair_term_name((copse_pair_term)i), as_number(pair->part[i]));
    copse_json_end(json);
    copse_json_text(json, "bridges", pair->bridges);
    copse_json_bool(json, "repeat", pair->is_repeat);
    copse_json_day(json, "last", pair->last);
    copse_json_bool(json, "apart", pair->is_apart);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_pair_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "group", answer->group);
    copse_json_text(&json, "mode", answer->mode == COPSE_MODE_UNKNOWN ? NULL : copse_mode_name(answer->mode));
    copse_json_text(&json, "site", answer->site);
    copse_json_count(&json, "people", answer->n_group);
    copse_json_count(&json, "take_no_part", answer->n_silent);
    copse_json_count(&json, "rounds_before", answer->n_rounds);
    copse_json_count(&json, "repeats", (int64_t)answer->n_repeats);
    copse_json_count(&json, "bridging", (int64_t)answer->n_bridging);
    if (answer->n_isolated_teams < 0)
        copse_json_text(&json, "isolated_teams", NULL);
    else
        copse_json_count(&json, "isolated_teams", answer->n_isolated_teams);
    copse_json_bool(&json, "exact", answer->is_exact);
    copse_json_number(&json, "gap", answer->gap);
    copse_json_array(&json, "pairs");
    for (size_t i = 0; i < answer->n_pairs; i++)
        json_pair(&json, &answer->pairs[i]);
    copse_json_end(&json);
    copse_json_array(&json, "left");
    for (size_t i = 0; i < answer->n_left; i++) {
        copse_json_object(&json, NULL);
        json_person(&json, "person", &answer->left[i]);
        copse_json_text(&json, "why", copse_pair_left_name(answer->left_why[i]));
        copse_json_end(&json);
    }
    copse_json_end(&json);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV ---- */

static void csv_person(copse_csv *csv, const copse_pair_person *p)
{
    copse_csv_text(csv, p ? p->person.key : NULL);
    copse_csv_text(csv, p ? p->person.name : NULL);
    copse_csv_text(csv, p ? p->mail : NULL);
    copse_csv_text(csv, p ? p->team : NULL);
    copse_csv_text(csv, p ? p->site : NULL);
}

static copse_status write_csv(const copse_sink *sink, const copse_pair_answer *answer, copse_error *err)
{
    static const char *const header[] = {"pair",   "a_id",   "a_name", "a_mail", "a_team",  "a_site", "b_id",
                                         "b_name", "b_mail", "b_team", "b_site", "worth",   "bridges", "repeat",
                                         "left",   NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_pairs; i++) {
        copse_csv_count(&csv, (int64_t)i + 1);
        csv_person(&csv, &answer->pairs[i].a);
        csv_person(&csv, &answer->pairs[i].b);
        copse_csv_number(&csv, as_number(answer->pairs[i].worth));
        copse_csv_text(&csv, answer->pairs[i].bridges);
        copse_csv_text(&csv, answer->pairs[i].is_repeat ? "yes" : "no");
        copse_csv_text(&csv, NULL);
        copse_csv_end_row(&csv);
    }
    for (size_t i = 0; i < answer->n_left; i++) {
        copse_csv_text(&csv, NULL);
        csv_person(&csv, &answer->left[i]);
        csv_person(&csv, NULL);
        copse_csv_number(&csv, NAN);
        copse_csv_text(&csv, NULL);
        copse_csv_text(&csv, NULL);
        copse_csv_text(&csv, copse_pair_left_name(answer->left_why[i]));
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_pair(const copse_sink *sink, const copse_pair_answer *answer,
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
    return copse_report_no_format("pair", "text, JSON and CSV", err);
}
