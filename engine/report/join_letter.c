/*
 * A join answer as a page to send to the person whom it is about: plain prose,
 * few communities, no scores unless asked for, and how to say no to it.
 */
#include "report/join.h"

/* Sentences made for text hold names, so they are escaped as a whole. */
static void paragraph(copse_text *out, const char *before, copse_text *said, const char *after)
{
    if (said->failed)
        out->failed = true;
    if (said->length > 0 && !said->failed) {
        copse_text_format(out, "<p>%s", before);
        copse_html_text(out, said->bytes);
        copse_text_format(out, "%s</p>\n", after);
    }
    copse_text_clear(said);
}

static void write_names(copse_text *out, const copse_join_topic *topics, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        copse_text_append(out, copse_figure_separator(i, n));
        copse_html_name(out, copse_figure_name(topics[i].name, topics[i].key));
    }
}

static void write_gains(copse_text *out, const copse_recommendation *r)
{
    if (r->n_gains + r->n_lacks == 0)
        return;
    copse_text_append(out, "<h3>What you could gain</h3>\n");
    if (r->n_gains > 0) {
        copse_text_append(out, "<p>It holds what you want to learn or asked for: ");
        write_names(out, r->gains, r->n_gains);
        copse_text_append(out, ".</p>\n");
    }
    if (r->n_lacks > 0) {
        copse_text_append(out, "<p>Its members have more experience in ");
        write_names(out, r->lacks, r->n_lacks);
        copse_text_append(out, ".</p>\n");
    }
}

static void write_people(copse_text *out, copse_text *said, const char *label,
                         const copse_join_person *people, size_t n, bool through, bool has_unnamed)
{
    if (n == 0 && !has_unnamed)
        return;
    copse_text_format(out, "<p>%s: ", label);
    for (size_t i = 0; i < n; i++) {
        copse_text_append(out, i ? "; " : "");
        copse_html_name(out, copse_figure_name(people[i].person.name, people[i].person.key));
        if (!through)
            continue;
        copse_join_say_through(said, &people[i]);
        copse_text_append(out, " (");
        copse_html_text(out, copse_text_get(said));
        copse_text_append(out, ")");
        copse_text_clear(said);
    }
    if (has_unnamed)
        copse_text_append(out, n > 0 ? "; others, not named" : "others, not named");
    copse_text_append(out, ".</p>\n");
}

static void write_who(copse_text *out, copse_text *said, const copse_recommendation *r)
{
    if (r->n_core + r->n_near == 0 && !r->core_has_unnamed && !r->near_has_unnamed)
        return;
    copse_text_append(out, "<h3>Who is there</h3>\n");
    write_people(out, said, "At its core", r->core, r->n_core, false, r->core_has_unnamed);
    write_people(out, said, "Near you", r->near, r->n_near, true, r->near_has_unnamed);
}

static void write_score(copse_text *out, copse_text *said, const copse_recommendation *r)
{
    char figure[COPSE_FIGURE_SIZE];
    copse_figure_score(figure, r->score);
    copse_text_format(out, "<p>Its score is %s, the sum of:</p>\n<ul>\n", figure);
    for (size_t i = 0; i < r->n_reasons; i++) {
        copse_figure_part(figure, r->reasons[i].value);
        copse_text_format(out, "<li>%s ", figure);
        copse_join_say_reason(said, &r->reasons[i]);
        copse_html_text(out, copse_text_get(said));
        copse_text_append(out, "</li>\n");
        copse_text_clear(said);
    }
    copse_text_append(out, "</ul>\n");
}

static void write_how(copse_text *out, const copse_recommendation *r)
{
    copse_text_append(out, "<h3>How to join</h3>\n<p>");
    if (r->contact) {
        copse_text_append(out, "Contact: ");
        copse_html_contact(out, r->contact);
        copse_text_append(out, ".");
    } else {
        copse_text_append(out, "No contact is recorded: ask the person who sent you this page.");
    }
    if (r->meets) {
        copse_text_append(out, " It meets: ");
        copse_html_name(out, r->meets);
        copse_text_append(out, ".");
    }
    copse_text_append(out, "</p>\n");
}

static void write_community(copse_text *out, copse_text *said, const copse_recommendation *r,
                            bool show_scores)
{
    copse_text_append(out, "<section>\n<h2>");
    copse_html_name(out, copse_figure_name(r->name, r->key));
    copse_text_append(out, "</h2>\n");

    copse_join_say_where(said, r);
    copse_text_append(said, ". ");
    copse_join_say_state(said, r);
    paragraph(out, "<span class=\"aside\">", said, "</span>");
    if (r->description)
        copse_text_append(said, r->description);
    paragraph(out, "", said, "");

    copse_join_say_why(said, r);
    if (said->length > 0 || show_scores)
        copse_text_append(out, "<h3>Why this one</h3>\n");
    paragraph(out, "Because ", said, ".");
    if (show_scores)
        write_score(out, said, r);

    write_gains(out, r);
    if (r->n_contributes > 0) {
        copse_text_append(out, "<h3>What you could contribute</h3>\n<p>What you know of ");
        write_names(out, r->contributes, r->n_contributes);
        copse_text_append(out, ".</p>\n");
    }
    write_who(out, said, r);
    write_how(out, r);
    copse_text_append(out, "</section>\n");
}

static void write_list(copse_text *out, const char *const *texts, size_t n)
{
    copse_text_append(out, "<ul>\n");
    for (size_t i = 0; i < n; i++) {
        copse_text_append(out, "<li>");
        copse_html_text(out, texts[i]);
        copse_text_append(out, "</li>\n");
    }
    copse_text_append(out, "</ul>\n");
}

static void write_main(copse_text *out, copse_text *said, const copse_join_answer *answer,
                       bool show_scores)
{
    size_t n = copse_join_letter_count(answer);
    if (!answer->enough_known) {
        copse_text_append(out, "<p>Not enough is known yet to recommend a community to you. "
                               "Any one of these would do; tell the person who sent you this page:"
                               "</p>\n");
        write_list(out, answer->advice, answer->n_advice);
    } else if (n == 0) {
        copse_text_append(out, "<p>No community is left to recommend: you are in those that there "
                               "are, or none of the others fits what was asked for.</p>\n");
    } else {
        copse_text_append(out,
                          "<p>A community of practice is a group of people who share a goal or an "
                          "interest and learn from each other. From what is recorded about your "
                          "work, these may suit you. Whether you join is up to you.</p>\n");
    }
    for (size_t i = 0; i < n; i++)
        write_community(out, said, &answer->recommendations[i], show_scores);
}

static void write_footer(copse_text *out, const copse_answer_head *head)
{
    char day[COPSE_FIGURE_SIZE];
    copse_figure_day(day, head->as_of);
    copse_text_append(out, "<footer>\n<h2>About this page</h2>\n");
    if (head->n_notes > 0)
        write_list(out, head->notes, head->n_notes);
    copse_text_format(out,
                      "<p>It is about you and was made for you, from what was recorded on %s "
                      "(version %lld of the data).</p>\n",
                      day, (long long)head->data_version);
    copse_html_terms(out, head->terms);
    copse_text_append(
        out, "<p>You may object. Tell the person who sent you this page: your objection is "
             "recorded, and you are then in no list, model or path. In the same way you can "
             "see what is recorded about you, have it put right, or have it deleted.</p>\n"
             "</footer>\n");
}

copse_status copse_join_write_letter(const copse_sink *sink, const copse_join_answer *answer,
                                     const copse_render *render, copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT, said = COPSE_TEXT_INIT;
    copse_html_begin(&out, "Communities of practice for you");
    copse_text_append(&out, "<main>\n<h1>Communities of practice for ");
    copse_html_name(&out, copse_figure_name(answer->member.name, answer->member.key));
    copse_text_append(&out, "</h1>\n");
    write_main(&out, &said, answer, render->show_scores);
    copse_text_append(&out, "</main>\n");
    write_footer(&out, &answer->head);
    copse_html_end(&out);

    out.failed = out.failed || said.failed;
    copse_text_free(&said);
    return copse_report_write(sink, &out, err);
}
