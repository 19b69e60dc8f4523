/* A join answer for reading in a terminal. */
#include "report/join.h"

/* Parts shown one by one; what is left is small, and its sum is said. */
enum { PARTS_SHOWN = 6, INDENT = 3, HANG = 18 };

/* Put what was said under its label, and empty it for the next. */
static void item(copse_page *page, const char *label, copse_text *said)
{
    if (said->length > 0)
        copse_page_item(page, INDENT, HANG, label, copse_text_get(said));
    copse_text_clear(said);
}

static void write_parts(copse_page *page, copse_text *said, const copse_recommendation *r)
{
    char amount[COPSE_FIGURE_SIZE];
    size_t shown = r->n_reasons <= PARTS_SHOWN + 1 ? r->n_reasons : PARTS_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        copse_join_say_reason(said, &r->reasons[i]);
        copse_figure_part(amount, r->reasons[i].value);
        copse_page_amount(page, HANG, copse_text_get(said), amount, false);
        copse_text_clear(said);
    }
    if (shown < r->n_reasons) {
        int64_t rest = 0;
        for (size_t i = shown; i < r->n_reasons; i++)
            rest += r->reasons[i].value;
        copse_text_format(said, "%zu smaller reasons", r->n_reasons - shown);
        copse_figure_part(amount, rest);
        copse_page_amount(page, HANG, copse_text_get(said), amount, false);
        copse_text_clear(said);
    }
}

/* "MRI safety (yours 0.20, its members' 0.63)" */
static void say_topics(copse_text *said, const copse_join_topic *topics, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char yours[COPSE_FIGURE_SIZE], theirs[COPSE_FIGURE_SIZE];
        copse_figure_number(yours, topics[i].of_member, 2);
        copse_figure_number(theirs, topics[i].of_community, 2);
        copse_text_format(said, "%s%s (yours %s, its members' %s)", i ? "; " : "",
                          copse_figure_name(topics[i].name, topics[i].key), yours, theirs);
    }
}

static void say_people(copse_text *said, const copse_join_person *people, size_t n, bool through,
                       bool has_unnamed)
{
    for (size_t i = 0; i < n; i++) {
        copse_text_format(said, "%s%s", i ? "; " : "",
                          copse_figure_name(people[i].person.name, people[i].person.key));
        if (through) {
            copse_text_append(said, " (");
            copse_join_say_through(said, &people[i]);
            copse_text_append(said, ")");
        }
    }
    if (has_unnamed)
        copse_text_append(said, n > 0 ? "; others, not named" : "others, not named");
}

static void say_how(copse_text *said, const copse_recommendation *r)
{
    copse_text_append(said, r->contact ? r->contact : "no contact is recorded");
    if (r->meets)
        copse_text_format(said, "; meets: %s", r->meets);
}

static void write_recommendation(copse_page *page, copse_text *said, const copse_recommendation *r)
{
    char number[COPSE_FIGURE_SIZE];
    copse_text_format(said, "%d. %s", r->rank, copse_figure_name(r->name, r->key));
    copse_figure_score(number, r->score);
    copse_page_amount(page, 0, copse_text_get(said), number, true);
    copse_text_clear(said);

    if (r->description)
        copse_page_paragraph(page, INDENT, r->description);
    copse_join_say_where(said, r);
    copse_text_append(said, ". ");
    copse_join_say_state(said, r);
    copse_page_paragraph(page, INDENT, copse_text_get(said));
    copse_text_clear(said);

    copse_join_say_why(said, r);
    item(page, "Because", said);
    write_parts(page, said, r);

    say_topics(said, r->gains, r->n_gains);
    item(page, "You gain", said);
    if (r->n_lacks > 0)
        copse_text_append(said, "its members have more experience in ");
    say_topics(said, r->lacks, r->n_lacks);
    item(page, r->n_gains ? "" : "You gain", said);
    say_topics(said, r->contributes, r->n_contributes);
    item(page, "You contribute", said);

    copse_figure_number(number, r->cosine, 2);
    copse_text_format(said, "%s (cosine of your topics and its)", number);
    item(page, "Similarity", said);
    say_people(said, r->core, r->n_core, false, r->core_has_unnamed);
    item(page, "At its core", said);
    say_people(said, r->near, r->n_near, true, r->near_has_unnamed);
    item(page, "Near you", said);
    say_how(said, r);
    item(page, "To join", said);
}

static void write_unknown(copse_page *page, const copse_join_answer *answer)
{
    copse_page_blank(page);
    copse_page_paragraph(page, 0, "Not enough is known to recommend a community. Add one of:");
    for (size_t i = 0; i < answer->n_advice; i++)
        copse_page_item(page, 0, 2, "-", answer->advice[i]);
}

copse_status copse_join_write_text(const copse_sink *sink, const copse_join_answer *answer,
                                   const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);

    copse_text_format(&said, "Communities of practice for %s",
                      copse_figure_name(answer->member.name, answer->member.key));
    copse_page_heading(&page, copse_text_get(&said));
    copse_text_clear(&said);
    copse_page_head(&page, &answer->head);

    if (!answer->enough_known) {
        write_unknown(&page, answer);
    } else if (answer->n_recommendations == 0) {
        copse_page_blank(&page);
        copse_page_paragraph(&page, 0,
                             "No community is left to recommend: you are in those that there are, "
                             "or none of the others fits what was asked for.");
    }
    for (size_t i = 0; i < answer->n_recommendations; i++) {
        copse_page_blank(&page);
        write_recommendation(&page, &said, &answer->recommendations[i]);
    }
    copse_page_notes(&page, "Notes", answer->head.notes, answer->head.n_notes);

    if (said.failed)
        page.out.failed = true;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}
