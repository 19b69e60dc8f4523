/* Join or create, for reading in a terminal. */
#include "report/decide.h"

#include <inttypes.h>
#include <math.h>

#include "report/join.h"

enum { INDENT = 3, HANG = 18 };

/* Put what was said under its label, and empty it for the next. */
static void item(copse_page *page, size_t indent, const char *label, copse_text *said)
{
    if (said->length > 0)
        copse_page_item(page, indent, HANG, label, copse_text_get(said));
    copse_text_clear(said);
}

/* ---- what was asked, and the verdict ---- */

static void write_title(copse_page *page, copse_text *said, const copse_decide_answer *answer)
{
    copse_text_append(said, "Join or create: ");
    for (size_t i = 0; i < answer->n_topics; i++)
        copse_text_format(said, "%s%s", copse_figure_separator(i, answer->n_topics),
                          copse_figure_name(answer->topics[i].name, answer->topics[i].key));
    copse_page_heading(page, copse_text_get(said));
    copse_text_clear(said);
    copse_page_head(page, &answer->head);
    copse_page_blank(page);
    copse_page_paragraph(page, 0, answer->headline);
    copse_page_paragraph(page, 0, answer->turn.sentence);
}

static void say_words(copse_text *said, const copse_topic_match *topic)
{
    copse_text_format(said, "%g %%", copse_text_percent(topic->weight));
    for (size_t i = 0; i < topic->n_words; i++)
        copse_text_format(said, "%s'%s'", i == 0 ? ", from " : copse_figure_separator(i, topic->n_words),
                          topic->words[i]);
}

static void write_asked(copse_page *page, copse_text *said, const copse_decide_answer *answer)
{
    copse_page_blank(page);
    copse_page_heading(page, "What was asked");
    for (size_t i = 0; i < answer->n_topics; i++) {
        say_words(said, &answer->topics[i]);
        copse_page_item(page, INDENT, HANG + 10,
                        copse_figure_name(answer->topics[i].name, answer->topics[i].key),
                        copse_text_get(said));
        copse_text_clear(said);
    }
    for (size_t i = 0; i < answer->n_unmatched; i++)
        copse_text_format(said, "%s'%s'", copse_figure_separator(i, answer->n_unmatched),
                          answer->unmatched[i]);
    item(page, INDENT, "No topic for", said);
    if (answer->mode != COPSE_MODE_UNKNOWN)
        copse_text_append(said, copse_mode_name(answer->mode));
    item(page, INDENT, "Meeting", said);
    for (size_t i = 0; i < answer->n_sites; i++)
        copse_text_format(said, "%s%s", copse_figure_separator(i, answer->n_sites), answer->sites[i]);
    if (answer->n_sites > 0)
        copse_text_format(said, "; what meets face to face counts within %g minutes", answer->max_minutes);
    item(page, INDENT, "From", said);
}

/* ---- CoPs ---- */

static void say_strengths(copse_text *said, const copse_decide_home *home)
{
    size_t n = 0;
    for (size_t i = 0; i < home->n_strengths; i++) {
        const copse_decide_strength *s = &home->strengths[i];
        copse_text_format(said, "%s%s ", n++ > 0 ? "; " : "", copse_figure_name(s->name, s->key));
        if (s->strength <= 0.0)
            copse_text_append(said, "not");
        else
            copse_text_format(said, "%.3g", s->strength);
        if (s->through)
            copse_text_format(said, " (through %s)", s->through);
    }
}

/* How it meets and who may join is said as in 'copse join'. */
static copse_recommendation as_recommended(const copse_decide_home *home)
{
    return (copse_recommendation){.mode = home->mode,
                                  .site = home->site,
                                  .travel_minutes = home->travel_minutes,
                                  .distance_km = home->distance_km,
                                  .status = home->status,
                                  .activity = home->activity,
                                  .openness = home->openness,
                                  .is_full = home->is_full};
}

static void write_home(copse_page *page, copse_text *said, const copse_decide_home *home, bool is_new)
{
    const copse_recommendation r = as_recommended(home);
    copse_text_format(said, "%g %%", copse_text_percent(home->coverage));
    copse_page_blank(page);
    copse_page_amount(page, 0, copse_figure_name(home->name, home->key), copse_text_get(said), true);
    copse_text_clear(said);
    say_strengths(said, home);
    item(page, INDENT, "Topics", said);
    copse_join_say_where(said, &r);
    item(page, INDENT, "Meets", said);
    copse_join_say_state(said, &r);
    item(page, INDENT, "State", said);
    if (home->members.is_shown)
        copse_text_format(said, "%" PRId64, home->members.value);
    item(page, INDENT, "Members", said);
    copse_text_append(said, home->contact ? home->contact : "");
    item(page, INDENT, "To join", said);
    copse_text_append(said, home->obstacle ? home->obstacle : "");
    item(page, INDENT, "In the way", said);
    copse_text_append(said, is_new && home->is_near_duplicate ? "a new CoP would compete with it" : "");
    item(page, INDENT, "Beware", said);
}

static void write_homes(copse_page *page, copse_text *said, const copse_decide_answer *answer)
{
    if (answer->n_homes == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, "CoPs, by how much of it they cover");
    for (size_t i = 0; i < answer->n_homes; i++)
        write_home(page, said, &answer->homes[i], answer->decision == COPSE_DECISION_CREATE);
    if (answer->n_homes_in_all > answer->n_homes) {
        copse_page_blank(page);
        copse_text_format(said, "And %zu more that cover less.", answer->n_homes_in_all - answer->n_homes);
        copse_page_paragraph(page, 0, copse_text_get(said));
        copse_text_clear(said);
    }
}

/* ---- people ---- */

static void write_people(copse_page *page, copse_text *said, const copse_decide_answer *answer)
{
    size_t n_named = 0;
    copse_page_blank(page);
    copse_page_heading(page, "Who waits");
    if (answer->people < 0)
        copse_text_append(said, "a few people at most");
    else
        copse_text_format(said, "%s%" PRId64 "%s", answer->is_rounded ? "about " : "", answer->people,
                          answer->people == 1 ? " person" : " people");
    copse_text_append(said, " who know or want a topic that no CoP of theirs covers");
    item(page, INDENT, "Demand", said);
    for (size_t i = 0; i < answer->n_founders; i++)
        if (answer->founders[i].named)
            copse_text_format(said, "%s%s", n_named++ > 0 ? "; " : "",
                              copse_figure_name(answer->founders[i].name, answer->founders[i].key));
    if (answer->n_founders > n_named)
        copse_text_format(said, "%s%zu not named", n_named > 0 ? "; " : "", answer->n_founders - n_named);
    item(page, INDENT, "Could begin", said);
    if (answer->n_founders > 0)
        copse_page_item(page, INDENT, HANG, "", "'copse found' with the same topics says why these.");
}

copse_status copse_decide_write_text(const copse_sink *sink, const copse_decide_answer *answer,
                                     const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    write_title(&page, &said, answer);
    write_asked(&page, &said, answer);
    write_homes(&page, &said, answer);
    write_people(&page, &said, answer);
    copse_page_notes(&page, "To find out, and to record", answer->advice, answer->n_advice);
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}
