/* A member's ledger with each CoP: what they promised, received, gave and asked. */
#include "report/report.h"

#include <inttypes.h>

static const char *heading_of(copse_giveback_side side)
{
    static const char *const words[] = {"Promised", "Received", "Given", "Asked"};
    return words[side];
}

/* ---- text ---- */

enum { INDENT = 3, HANG = 13 };

static void append_day(copse_text *out, copse_day day)
{
    char text[16];
    copse_day_format(text, day);
    copse_text_append(out, text);
}

static const char *name_of(const copse_giveback_item *item)
{
    return item->other.named ? item->other.name : "somebody, not named";
}

/* "an answer", "an update": what is promised. */
static const char *what_is_promised(const copse_giveback_item *item)
{
    switch (item->kind) {
    case COPSE_EXCHANGE_ASKED:
    case COPSE_EXCHANGE_ANSWERED:
        return "an answer";
    case COPSE_EXCHANGE_UPDATE:
        return "an update";
    case COPSE_EXCHANGE_DEBRIEF:
        return "what was learned";
    default:
        return "something to share";
    }
}

static void say_what(copse_text *out, const copse_giveback_item *item, copse_giveback_side side)
{
    if (side == COPSE_GIVEBACK_PROMISED) {
        copse_text_append(out, what_is_promised(item));
        if (item->has_other)
            copse_text_format(out, " to %s", name_of(item));
        return;
    }
    append_day(out, item->on);
    copse_text_append(out, " ");
    if (item->is_own)
        copse_text_append(out, item->kind == COPSE_EXCHANGE_UPDATE ? "told them"
                               : item->kind == COPSE_EXCHANGE_DEBRIEF ? "told them what was learned"
                                                                       : copse_exchange_kind_name(item->kind));
    else
        copse_text_append(out, item->kind == COPSE_EXCHANGE_ANSWERED ? "an answer" : "shared");
    if (item->has_other)
        copse_text_format(out, item->is_own ? " %s" : " by %s", name_of(item));
}

static void say_item(copse_text *out, const copse_giveback_item *item, copse_giveback_side side)
{
    copse_text_clear(out);
    say_what(out, item, side);
    if (item->topic)
        copse_text_format(out, ", on %s", item->topic);
    if (item->project)
        copse_text_format(out, ", for %s", item->project);
    if (item->due != COPSE_DAY_UNKNOWN) {
        copse_text_append(out, item->is_late ? ": was due on " : ": due on ");
        append_day(out, item->due);
    }
    if (item->cadence_days > 0)
        copse_text_format(out, ", %" PRId32 " days after the last", item->cadence_days);
    if (item->note)
        copse_text_format(out, ": \"%s\"", item->note);
    if (item->settles > 0)
        copse_text_format(out, " (settles %lld)", (long long)item->settles);
    copse_text_format(out, " [%lld]", (long long)item->number);
}

static void write_list(copse_page *page, copse_text *said, const copse_giveback_list *list, copse_giveback_side side)
{
    for (size_t i = 0; i < list->n; i++) {
        say_item(said, &list->items[i], side);
        copse_page_item(page, INDENT, HANG, i == 0 ? heading_of(side) : "", copse_text_get(said));
    }
    if (list->n_more == 0)
        return;
    copse_text_clear(said);
    copse_text_format(said, "and %zu earlier", list->n_more);
    copse_page_item(page, INDENT, HANG, "", copse_text_get(said));
}

static copse_status write_text(const copse_sink *sink, const copse_giveback_answer *answer,
                               const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_text_format(&said, "What %s promised, received and gave", answer->member.name);
    if (answer->project)
        copse_text_format(&said, ": %s", answer->project);
    copse_page_heading(&page, copse_text_get(&said));
    copse_page_head(&page, &answer->head);
    for (size_t i = 0; i < answer->n_accounts; i++) {
        const copse_giveback_account *account = &answer->accounts[i];
        copse_page_blank(&page);
        copse_page_heading(&page, account->key ? account->name : "With people, outside of CoPs");
        for (int side = 0; side < COPSE_GIVEBACK_SIDES; side++)
            write_list(&page, &said, &account->sides[side], (copse_giveback_side)side);
    }
    copse_page_notes(&page, "Nothing is recorded yet", answer->advice, answer->n_advice);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_item(copse_json *json, const copse_giveback_item *item)
{
    copse_json_object(json, NULL);
    copse_json_count(json, "number", item->number);
    copse_json_text(json, "kind", copse_exchange_kind_name(item->kind));
    copse_json_day(json, "on", item->on);
    copse_json_bool(json, "own", item->is_own);
    copse_json_bool(json, "with_person", item->has_other);
    copse_json_text(json, "person", item->other.key);
    copse_json_text(json, "person_name", item->other.name);
    copse_json_text(json, "topic", item->topic);
    copse_json_text(json, "project", item->project);
    copse_json_text(json, "note", item->note);
    copse_json_day(json, "due", item->due);
    copse_json_bool(json, "late", item->is_late);
    if (item->cadence_days < 0)
        copse_json_text(json, "cadence_days", NULL);
    else
        copse_json_count(json, "cadence_days", item->cadence_days);
    if (item->settles == 0)
        copse_json_text(json, "settles", NULL);
    else
        copse_json_count(json, "settles", item->settles);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_giveback_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "member", answer->member.key);
    copse_json_text(&json, "name", answer->member.name);
    copse_json_text(&json, "project", answer->project);
    copse_json_array(&json, "accounts");
    for (size_t i = 0; i < answer->n_accounts; i++) {
        const copse_giveback_account *account = &answer->accounts[i];
        copse_json_object(&json, NULL);
        copse_json_text(&json, "community", account->key);
        copse_json_text(&json, "name", account->name);
        for (int side = 0; side < COPSE_GIVEBACK_SIDES; side++) {
            const copse_giveback_list *list = &account->sides[side];
            copse_json_object(&json, copse_giveback_side_name((copse_giveback_side)side));
            copse_json_count(&json, "earlier", (int64_t)list->n_more);
            copse_json_array(&json, "items");
            for (size_t k = 0; k < list->n; k++)
                json_item(&json, &list->items[k]);
            copse_json_end(&json);
            copse_json_end(&json);
        }
        copse_json_end(&json);
    }
    copse_json_end(&json);
    copse_json_texts(&json, "advice", answer->advice, answer->n_advice);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV ---- */

static void csv_day(copse_csv *csv, copse_day day)
{
    char text[16];
    copse_day_format(text, day);
    copse_csv_text(csv, text);
}

static void csv_item(copse_csv *csv, const copse_giveback_account *account, copse_giveback_side side,
                     const copse_giveback_item *item)
{
    copse_csv_text(csv, account->key);
    copse_csv_text(csv, account->name);
    copse_csv_text(csv, copse_giveback_side_name(side));
    copse_csv_count(csv, item->number);
    copse_csv_text(csv, copse_exchange_kind_name(item->kind));
    csv_day(csv, item->on);
    copse_csv_text(csv, item->is_own ? "yes" : "no");
    copse_csv_text(csv, item->other.name);
    copse_csv_text(csv, item->topic);
    copse_csv_text(csv, item->project);
    copse_csv_text(csv, item->note);
    csv_day(csv, item->due);
    copse_csv_text(csv, item->is_late ? "yes" : "no");
    copse_csv_end_row(csv);
}

static copse_status write_csv(const copse_sink *sink, const copse_giveback_answer *answer, copse_error *err)
{
    static const char *const header[] = {"community", "name",  "side",    "number", "kind", "on", "own",
                                         "person",    "topic", "project", "note",   "due",  "late", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_accounts; i++)
        for (int side = 0; side < COPSE_GIVEBACK_SIDES; side++) {
            const copse_giveback_list *list = &answer->accounts[i].sides[side];
            for (size_t k = 0; k < list->n; k++)
                csv_item(&csv, &answer->accounts[i], (copse_giveback_side)side, &list->items[k]);
        }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_giveback(const copse_sink *sink, const copse_giveback_answer *answer,
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
    return copse_report_no_format("giveback", "text, JSON and CSV", err);
}
