/* What changed, in words: units whose change is more than chance, CoPs, links and topics. */
#include "report/compare.h"

#include <inttypes.h>
#include <math.h>

static const char *units_of(copse_level level)
{
    static const char *const words[] = {"teams", "departments", "sites", "CoPs"};
    return words[level];
}

static const char *name_of(const copse_compare_thing *thing)
{
    return copse_figure_name(thing->name, thing->key);
}

static void heading(copse_page *page, const char *text)
{
    copse_page_blank(page);
    copse_page_heading(page, text);
}

/* ---- units ---- */

enum { INDENT = 3, HANG = 18 };

static void write_share(copse_page *page, copse_text *said, const char *label, const copse_compare_share *share,
                        bool is_banded)
{
    if (isnan(share->before) || isnan(share->after))
        return;
    copse_text_clear(said);
    copse_text_format(said, "%s%.0f %% -> %.0f %% of what others of its size have (p %s%.2g%s)",
                      is_banded ? "about " : "", 100.0 * share->before, 100.0 * share->after,
                      is_banded ? "at most " : "", share->p, share->exceeds ? "" : ": may be chance");
    copse_page_item(page, INDENT, HANG, label, copse_text_get(said));
}

static void write_unit(copse_page *page, copse_text *said, const copse_compare_answer *answer,
                       const copse_compare_unit *unit)
{
    copse_page_paragraph(page, 0, copse_figure_name(unit->name, unit->key));
    write_share(page, said, "Outside ties", &unit->ties, unit->is_banded);
    write_share(page, said, answer->level == COPSE_LEVEL_COMMUNITY ? "Other CoPs" : "CoP seats", &unit->seats,
                unit->is_banded);
    if (unit->before == unit->after)
        return;
    copse_text_clear(said);
    copse_text_format(said, "%s -> %s", copse_isolation_verdict_name(unit->before),
                      copse_isolation_verdict_name(unit->after));
    copse_page_item(page, INDENT, HANG, "Verdict", copse_text_get(said));
}

static bool changes_verdict(const copse_compare_unit *unit)
{
    bool was = unit->before == COPSE_ISOLATION_CONFIRMED, is = unit->after == COPSE_ISOLATION_CONFIRMED;
    return unit->direction == 0 && was != is;
}

static bool worsens(const copse_compare_unit *unit)
{
    return unit->direction < 0;
}

static bool improves(const copse_compare_unit *unit)
{
    return unit->direction > 0;
}

static size_t write_group(copse_page *page, copse_text *said, const copse_compare_answer *answer,
                          bool (*belongs)(const copse_compare_unit *), const char *title)
{
    size_t n = 0;
    for (size_t i = 0; i < answer->n_units; i++) {
        if (!belongs(&answer->units[i]))
            continue;
        if (n++ == 0)
            heading(page, title);
        write_unit(page, said, answer, &answer->units[i]);
    }
    return n;
}

static void write_units(copse_page *page, copse_text *said, const copse_compare_answer *answer)
{
    if (!answer->units_are_compared)
        return;
    size_t n = write_group(page, said, answer, worsens, "More isolated, by more than chance");
    n += write_group(page, said, answer, improves, "Less isolated, by more than chance");
    copse_text_clear(said);
    if (n == 0) {
        copse_page_blank(page);
        copse_text_format(said, "None of %zu %s changed by more than chance in its ties or seats.", answer->n_units,
                          units_of(answer->level));
        copse_page_paragraph(page, 0, copse_text_get(said));
    }
    write_group(page, said, answer, changes_verdict,
                "Confirmed now and not then, or then and not now; what changed may be chance");
}

/* ---- lists ---- */

static void write_names(copse_page *page, copse_text *said, const copse_compare_thing *things, size_t n,
                        const char *title)
{
    if (n == 0)
        return;
    heading(page, title);
    copse_text_clear(said);
    for (size_t i = 0; i < n; i++)
        copse_text_format(said, "%s%s", i > 0 ? "; " : "", name_of(&things[i]));
    copse_page_paragraph(page, 0, copse_text_get(said));
}

static void say_size(copse_text *out, copse_public_count size)
{
    if (size.is_shown)
        copse_text_format(out, "%" PRId64, size.value);
    else
        copse_text_append(out, "few");
}

static void write_communities(copse_page *page, copse_text *said, const copse_compare_answer *answer)
{
    copse_text amount = COPSE_TEXT_INIT;
    for (size_t i = 0; i < answer->n_communities; i++) {
        const copse_compare_community *cop = &answer->communities[i];
        if (i == 0)
            heading(page, "CoPs that grew or shrank");
        copse_text_clear(&amount);
        say_size(&amount, cop->before);
        copse_text_append(&amount, " -> ");
        say_size(&amount, cop->after);
        copse_page_amount(page, 0, copse_figure_name(cop->name, cop->key), copse_text_get(&amount), false);
    }
    said->failed = said->failed || amount.failed;
    copse_text_free(&amount);
    write_names(page, said, answer->new_communities, answer->n_new_communities, "New CoPs");
    write_names(page, said, answer->gone_communities, answer->n_gone_communities, "CoPs that are gone, or closed");
}

static void write_bridges(copse_page *page, copse_text *said, const copse_compare_bridges *bridges, const char *what)
{
    if (!bridges->is_compared)
        return;
    copse_text_clear(said);
    copse_text_format(said, "Links between %s (%s)", what, bridges->ties);
    heading(page, copse_text_get(said));
    copse_text_clear(said);
    copse_text_format(said, "Of %zu, %zu gone; %zu new.%s", bridges->n_before, bridges->n_lost, bridges->n_gained,
                      bridges->n == 0 ? "" : bridges->n < bridges->n_lost ? " Gone, among others:" : " Gone:");
    copse_page_paragraph(page, 0, copse_text_get(said));
    for (size_t i = 0; i < bridges->n; i++) {
        const copse_compare_bridge *bridge = &bridges->lost[i];
        copse_text_clear(said);
        copse_text_format(said, "%s and %s%s", name_of(&bridge->a), name_of(&bridge->b),
                          bridge->is_apart ? ": no path leads from one to the other now" : "");
        copse_page_item(page, 0, 2, "-", copse_text_get(said));
    }
}

static void say_side(copse_text *out, const copse_compare_side *side)
{
    char day[COPSE_FIGURE_SIZE];
    copse_figure_day(day, side->as_of);
    copse_text_format(out, "%s (data version %" PRId64 ")", day, side->data_version);
}

static copse_status write_text(const copse_sink *sink, const copse_compare_answer *answer, const copse_render *render,
                               copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    copse_page_heading(&page, "What changed");
    copse_text_append(&said, "From ");
    say_side(&said, &answer->before);
    copse_text_append(&said, " to ");
    say_side(&said, &answer->after);
    copse_page_paragraph(&page, 0, copse_text_get(&said));
    write_units(&page, &said, answer);
    if (answer->level != COPSE_LEVEL_COMMUNITY) {
        write_names(&page, &said, answer->new_units, answer->n_new_units, "New units");
        write_names(&page, &said, answer->gone_units, answer->n_gone_units, "Units that are gone");
    }
    write_communities(&page, &said, answer);
    write_bridges(&page, &said, &answer->unit_bridges, units_of(answer->level));
    write_bridges(&page, &said, &answer->community_bridges, "CoPs");
    write_names(&page, &said, answer->covered, answer->n_covered, "Topics that a CoP is about now, and none was");
    write_names(&page, &said, answer->uncovered, answer->n_uncovered, "Topics that no CoP is about any more");
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    copse_page_head(&page, &answer->head);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

copse_status copse_report_compare(const copse_sink *sink, const copse_compare_answer *answer,
                                  const copse_render *render, copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return write_text(sink, answer, render, err);
    case COPSE_JSON:
        return copse_compare_write_json(sink, answer, err);
    case COPSE_CSV:
        return copse_compare_write_csv(sink, answer, err);
    case COPSE_HTML:
        break;
    }
    return copse_report_no_format("compare", "text, JSON and CSV", err);
}
