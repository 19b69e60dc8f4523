/* A founding group for reading in a terminal. */
#include "report/found.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { INDENT = 3, HANG = 18 };

/* Put what was said under its label, and empty it for the next. */
static void item(copse_page *page, size_t indent, const char *label, copse_text *said)
{
    if (said->length > 0)
        copse_page_item(page, indent, HANG, label, copse_text_get(said));
    copse_text_clear(said);
}

static void say_number(copse_text *said, double value, int decimals)
{
    char number[COPSE_FIGURE_SIZE];
    copse_figure_number(number, value, decimals);
    copse_text_append(said, number);
}

/* ---- the head ---- */

static void write_title(copse_page *page, copse_text *said, const copse_found_answer *answer)
{
    copse_text_append(said, "A founding group for ");
    for (size_t i = 0; i < answer->n_topics; i++)
        copse_text_format(said, "%s%s", copse_figure_separator(i, answer->n_topics),
                          copse_figure_name(answer->topics[i].name, answer->topics[i].key));
    copse_page_heading(page, copse_text_get(said));
    copse_text_clear(said);
    copse_page_head(page, &answer->head);
}

static void write_matches(copse_page *page, copse_text *said, const copse_found_answer *answer)
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
        copse_text_format(said, "%s--topic %s=", m->n_words > 0 ? "; " : "", m->key);
        say_number(said, m->weight, 2);
        copse_page_item(page, INDENT, HANG, copse_figure_name(m->name, m->key),
                        copse_text_get(said));
        copse_text_clear(said);
    }
    for (size_t i = 0; i < answer->n_unmatched; i++)
        copse_text_format(said, "%s'%s'", copse_figure_separator(i, answer->n_unmatched),
                          answer->unmatched[i]);
    item(page, INDENT, "No topic for", said);
}

/* ---- the group ---- */

static void say_bound(copse_text *said, const copse_found_answer *answer)
{
    static const char *const kinds[] = {"by prices", "by a linear relaxation",
                                        "by branch and bound"};
    if (answer->bound_kind == COPSE_BOUND_EXACT && answer->gap <= 1e-9) {
        copse_text_append(said, "the best there is, proved by branch and bound");
        return;
    }
    copse_text_append(said, "within ");
    say_number(said, 100.0 * answer->gap, answer->gap < 0.001 ? 4 : 2);
    copse_text_format(said, " %% of the best there can be, proved %s", kinds[answer->bound_kind]);
}

static void write_terms(copse_page *page, copse_text *said, const copse_found_answer *answer)
{
    for (int i = 0; i < COPSE_FOUND_TERMS; i++) {
        char part[COPSE_FIGURE_SIZE];
        copse_text_format(said, "%s ", copse_found_term_name((copse_found_term)i));
        say_number(said, answer->term[i], 3);
        copse_text_append(said, " x ");
        say_number(said, answer->alpha[i], 3);
        snprintf(part, sizeof part, "%.4f", answer->alpha[i] * answer->term[i]);
        copse_page_amount(page, HANG, copse_text_get(said), part, false);
        copse_text_clear(said);
    }
}

static void write_value(copse_page *page, copse_text *said, const copse_found_answer *answer)
{
    char value[COPSE_FIGURE_SIZE];
    bool is_practice = answer->objective == COPSE_FOUND_PRACTICE;
    copse_page_blank(page);
    if (answer->n_candidates >= 0) {
        copse_figure_count(said, (int64_t)answer->n_seats, "seat");
        copse_text_format(said, ", chosen from %s%" PRId64 " who are recorded as knowing a topic",
                          answer->head.audience == COPSE_FOR_STEWARD ? "" : "about ",
                          answer->n_candidates);
        item(page, 0, "The group", said);
    }
    say_bound(said, answer);
    item(page, 0, "Proof", said);
    copse_figure_number(value, is_practice ? answer->value : answer->distance, 4);
    copse_page_amount(page, 0,
                      is_practice                            ? "Value"
                      : answer->objective == COPSE_FOUND_SUM ? "Sum of distances"
                                                             : "Largest distance",
                      value, true);
    if (is_practice) {
        write_terms(page, said, answer);
    } else {
        copse_figure_number(value, answer->rarest_first, 4);
        copse_page_amount(page, 0, "The same, for the team that RarestFirst finds", value, false);
    }
}

static void say_seat(copse_text *said, const char *what, int seat, double saturated)
{
    copse_text_append(said, what);
    if (seat == 0)
        copse_text_append(said, "nobody");
    else if (seat < 0)
        copse_text_append(said, "somebody, not named");
    else
        copse_text_format(said, "%d", seat);
    if (seat != 0 && !isnan(saturated)) {
        copse_text_append(said, " (");
        say_number(said, saturated, 2);
        copse_text_append(said, ")");
    }
}

static void write_coverage(copse_page *page, copse_text *said, const copse_found_answer *answer)
{
    copse_page_blank(page);
    copse_page_heading(page, "Topics");
    for (size_t i = 0; i < answer->n_topics; i++) {
        const copse_found_topic *t = &answer->topics[i];
        copse_text_append(said, "weight ");
        say_number(said, t->weight, 2);
        if (!t->has_holders) {
            copse_text_append(said, "; nobody is recorded as knowing it");
        } else {
            say_seat(said, "; best ", t->best, t->best_saturated);
            say_seat(said, ", backup ", t->backup, t->backup_saturated);
        }
        copse_page_item(page, INDENT, HANG + 10, copse_figure_name(t->name, t->key),
                        copse_text_get(said));
        copse_text_clear(said);
    }
}

/* ---- a seat ---- */

static void say_evidence(copse_text *said, const copse_found_seat *seat)
{
    for (size_t i = 0; i < seat->n_evidence; i++) {
        const copse_found_evidence *e = &seat->evidence[i];
        char day[16];
        copse_day_format(day, e->last_active);
        copse_text_format(said, "%s%s (evidence %g, ", i ? "; " : "",
                          copse_figure_name(e->name, e->key), e->evidence);
        say_number(said, e->saturated, 2);
        copse_text_format(said, " of 1%s%s%s)", day[0] ? ", last active " : "", day,
                          e->is_only     ? ", the only one here"
                          : e->is_best   ? ", best"
                          : e->is_backup ? ", backup"
                                         : "");
    }
}

static void say_share(copse_text *said, const copse_found_seat *seat)
{
    bool is_first = true;
    for (int i = 0; i < COPSE_FOUND_TERMS; i++) {
        if (isnan(seat->share[i]) || fabs(seat->share[i]) < 0.00005)
            continue;
        copse_text_format(said, "%s%s ", is_first ? "" : ", ",
                          copse_found_term_name((copse_found_term)i));
        say_number(said, seat->share[i], 4);
        is_first = false;
    }
}

static void say_path(copse_text *said, const copse_found_seat *seat)
{
    if (seat->is_coordinator)
        return;
    if (seat->n_path == 0)
        copse_text_append(said, "no path is known");
    for (size_t i = 0; i < seat->n_path; i++)
        copse_text_format(said, "%s%s", i ? " - " : "", copse_found_say_person(&seat->path[i]));
    if (!isnan(seat->travel_minutes)) {
        copse_text_append(said, "; ");
        say_number(said, seat->travel_minutes, 0);
        copse_text_append(said, " minutes away");
    }
}

static void say_runner_up(copse_text *said, const copse_found_seat *seat)
{
    if (!seat->has_runner_up) {
        copse_text_append(said, "nobody may take the seat");
        return;
    }
    copse_text_format(said, "%s, ", copse_found_say_person(&seat->runner_up));
    if (seat->runner_up_cost >= 0.00005) {
        copse_text_append(said, "and the value falls by ");
        say_number(said, seat->runner_up_cost, 4);
    } else {
        copse_text_append(said, "who is as good");
    }
}

static void write_details(copse_page *page, copse_text *said, const copse_found_seat *seat,
                          bool is_practice)
{
    say_evidence(said, seat);
    if (seat->n_evidence == 0)
        copse_text_append(said, "none of these topics is recorded");
    item(page, INDENT, "Knows", said);
    say_share(said, seat);
    item(page, INDENT, "Without them", said);
    for (size_t i = 0; i < seat->n_only; i++)
        copse_text_format(said, "%s%s", i ? "; " : "", seat->only[i]);
    item(page, INDENT, "Only they bring", said);
    say_path(said, seat);
    item(page, INDENT, "To coordinator", said);
    copse_text_append(said, "in ");
    if (seat->load == 1)
        copse_text_append(said, "1 community");
    else
        copse_text_format(said, "%" PRId32 " communities", seat->load);
    item(page, INDENT, "Load", said);
    if (is_practice) {
        say_runner_up(said, seat);
        item(page, INDENT, "If they decline", said);
    }
}

static void write_seats(copse_page *page, copse_text *said, const copse_found_answer *answer)
{
    for (size_t i = 0; i < answer->n_seats; i++) {
        const copse_found_seat *seat = &answer->seats[i];
        char loss[COPSE_FIGURE_SIZE] = "";
        copse_page_blank(page);
        copse_text_format(
            said, "%d. %s%s%s%s%s", seat->number, copse_found_say_person(&seat->person),
            seat->profession ? ", " : "", seat->profession ? seat->profession : "",
            seat->is_coordinator ? " (coordinator)" : "", seat->is_included ? " (asked for)" : "");
        bool has_details = answer->head.audience == COPSE_FOR_STEWARD && seat->person.named;
        if (has_details && !isnan(seat->loss))
            snprintf(loss, sizeof loss, "%.4f", seat->loss);
        if (loss[0])
            copse_page_amount(page, 0, copse_text_get(said), loss, true);
        else
            copse_page_heading(page, copse_text_get(said));
        copse_text_clear(said);
        if (has_details)
            write_details(page, said, seat, answer->objective == COPSE_FOUND_PRACTICE);
    }
}

/* ---- the group as a whole ---- */

static void say_percent(copse_text *said, double share)
{
    say_number(said, 100.0 * share, 0);
    copse_text_append(said, " %");
}

static void write_whole(copse_page *page, copse_text *said, const copse_found_answer *answer)
{
    copse_page_blank(page);
    copse_page_heading(page, "The group as a whole");
    size_t n = 0;
    for (size_t i = 0; i < answer->n_topics; i++)
        if (answer->topics[i].best != 0 && answer->topics[i].backup == 0)
            copse_text_format(said, "%s%s", n++ > 0 ? "; " : "",
                              copse_figure_name(answer->topics[i].name, answer->topics[i].key));
    if (n == 0)
        copse_text_append(said, "none: every topic that somebody here knows has a backup");
    item(page, INDENT, "One person only", said);
    if (!isnan(answer->within_one)) {
        say_percent(said, answer->within_one);
        copse_text_append(said, " of what others know of the topics is one hop away, ");
        say_percent(said, answer->within_two);
        copse_text_append(said, " within two");
        item(page, INDENT, "Reach", said);
    }
    if (answer->n_unreachable == 0)
        copse_text_append(said, "all can reach each other");
    else
        copse_text_format(said, "%" PRId64 " pairs have no path to each other",
                          answer->n_unreachable);
    if (answer->basis != COPSE_CONTACT_NONE)
        item(page, INDENT, "Paths", said);
    copse_text_clear(said);
}

static void write_alternatives(copse_page *page, copse_text *said, const copse_found_answer *answer)
{
    if (answer->n_alternatives == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, "Other groups, better in something and worse in something else");
    for (size_t i = 0; i < answer->n_alternatives; i++) {
        const copse_found_alternative *a = &answer->alternatives[i];
        copse_found_say_people(said, a->people, a->n_people);
        copse_text_append(said, ". ");
        for (int t = 0; t < COPSE_FOUND_TERMS; t++) {
            copse_text_format(said, "%s%s ", t ? ", " : "",
                              copse_found_term_name((copse_found_term)t));
            say_number(said, a->term[t], 2);
        }
        copse_text_append(said, "; by your weights ");
        say_number(said, a->value, 4);
        item(page, INDENT, a->name, said);
    }
}

static void write_sensitivities(copse_page *page, copse_text *said,
                                const copse_found_answer *answer)
{
    bool has_change = false;
    if (answer->n_sensitivities == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, "If a weight were half as much, or half as much again");
    for (size_t i = 0; i < answer->n_sensitivities; i++) {
        const copse_found_sensitivity *s = &answer->sensitivities[i];
        char label[48];
        if (s->n_leave == 0)
            continue;
        has_change = true;
        snprintf(label, sizeof label, "%s %s", copse_found_term_name(s->term),
                 s->is_raised ? "+50 %" : "-50 %");
        copse_text_format(said, "%zu stay; out: ", s->n_stay);
        copse_found_say_people(said, s->leave, s->n_leave);
        copse_text_append(said, "; in: ");
        copse_found_say_people(said, s->come, s->n_come);
        item(page, INDENT, label, said);
    }
    if (!has_change)
        copse_page_paragraph(page, INDENT, "The group stays the same, whichever it is.");
}

static void write_rules(copse_page *page, copse_text *said, const copse_found_answer *answer)
{
    if (answer->n_rules == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, "What the rules cost");
    for (size_t i = 0; i < answer->n_rules; i++) {
        const copse_found_rule *r = &answer->rules[i];
        if (r->cost < 0.00005) {
            copse_text_append(said, "nothing");
        } else {
            say_number(said, r->cost, 4);
            copse_text_append(said, r->is_forced_in ? "; forced in: " : "; kept out: ");
            copse_found_say_people(said, r->people, r->n_people);
        }
        item(page, INDENT, r->rule, said);
    }
}

static void write_none(copse_page *page, const copse_found_answer *answer)
{
    copse_page_blank(page);
    copse_page_paragraph(page, 0, "No group keeps to the rules. The one that fails:");
    copse_page_item(page, 0, 2, "-", answer->failing);
    if (answer->n_relaxations == 0)
        return;
    copse_page_paragraph(page, 0, "Any one of these would let a group through:");
    for (size_t i = 0; i < answer->n_relaxations; i++)
        copse_page_item(page, 0, 2, "-", answer->relaxations[i]);
}

copse_status copse_found_write_text(const copse_sink *sink, const copse_found_answer *answer,
                                    const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    write_title(&page, &said, answer);
    write_matches(&page, &said, answer);
    if (answer->is_found) {
        write_value(&page, &said, answer);
        write_coverage(&page, &said, answer);
        write_seats(&page, &said, answer);
        write_whole(&page, &said, answer);
        write_alternatives(&page, &said, answer);
        write_sensitivities(&page, &said, answer);
        write_rules(&page, &said, answer);
    } else {
        write_none(&page, answer);
    }
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}
