/* An invitation to help start a CoP, as a page for one person, and the mail merge that sends it. */
#include "report/found.h"

static void write_names(copse_text *out, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        copse_text_append(out, copse_figure_separator(i, n));
        copse_html_name(out, names[i]);
    }
}

static void write_why(copse_text *out, const copse_found_invitation *to)
{
    copse_text_append(out, "<h2>Why you</h2>\n<p>");
    if (to->n_known > 0) {
        copse_text_append(out, "It is recorded that you have been active in ");
        write_names(out, to->known, to->n_known);
        copse_text_append(out, ". That says what you have done, not how good you are at it; you "
                               "know best whether it fits.");
    } else {
        copse_text_append(out, "You were suggested by name.");
    }
    copse_text_append(out, "</p>\n");
}

static void write_who(copse_text *out, const copse_found_invitation *to)
{
    copse_text_append(out, "<h2>Who else is invited</h2>\n<p>");
    for (size_t i = 0; i < to->n_others; i++) {
        copse_text_append(out, i ? "; " : "");
        copse_html_name(out, copse_figure_name(to->others[i].name, to->others[i].key));
    }
    if (to->has_unnamed)
        copse_text_append(out, to->n_others > 0 ? "; others, not named" : "Others, not named");
    if (to->n_others == 0 && !to->has_unnamed)
        copse_text_append(out, "Nobody");
    copse_text_append(out, ".</p>\n");
}

static void write_how(copse_text *out, const copse_found_invitation *to)
{
    copse_text_append(out, "<h2>How it could start</h2>\n<p>");
    if (to->is_coordinator)
        copse_text_append(out, "You are near to all of them, so you are asked whether you would "
                               "bring the others together the first time.");
    else if (to->coordinator.named) {
        copse_html_name(out, copse_figure_name(to->coordinator.name, to->coordinator.key));
        copse_text_append(out, " is asked to bring you together the first time.");
    } else {
        copse_text_append(out,
                          "Somebody in the group is asked to bring you together the first time.");
    }
    if (to->mode == COPSE_MODE_VIRTUAL)
        copse_text_append(out, " It is to meet virtually.");
    if (to->mode == COPSE_MODE_HYBRID)
        copse_text_append(out, " It is to meet both face to face and virtually.");
    if (to->mode == COPSE_MODE_FACE_TO_FACE)
        copse_text_append(out, " It is to meet face to face.");
    if (to->site) {
        copse_text_append(out, " Where: ");
        copse_html_name(out, to->site);
        copse_text_append(out, ".");
    }
    copse_text_append(out, "</p>\n<p>You are free to say no, or to name somebody who would suit "
                           "better: answer the person who sent you this page.</p>\n");
}

static void write_footer(copse_text *out, const copse_answer_head *head)
{
    char day[COPSE_FIGURE_SIZE];
    copse_figure_day(day, head->as_of);
    copse_text_format(
        out,
        "<footer>\n<h2>About this page</h2>\n<p>It is about you and was made for you, "
        "from what was recorded on %s (version %lld of the data).</p>\n",
        day, (long long)head->data_version);
    copse_text_append(
        out, "<p>You may object. Tell the person who sent you this page: your objection is "
             "recorded, and you are then in no list, model or path. In the same way you can "
             "see what is recorded about you, have it put right, or have it deleted.</p>\n"
             "</footer>\n");
}

copse_status copse_report_invitation(const copse_sink *sink, const copse_found_invitation *to,
                                     copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT;
    copse_html_begin(&out, "An invitation to start a community of practice");
    copse_text_append(&out, "<main>\n<h1>An invitation for ");
    copse_html_name(&out, copse_figure_name(to->member.name, to->member.key));
    copse_text_append(&out, "</h1>\n<p>A community of practice is a group of people who share a "
                            "goal or an interest and learn from each other. One is to be started "
                            "on ");
    write_names(&out, to->topics, to->n_topics);
    copse_text_append(&out, ". Would you be one of those who begin it?</p>\n");
    write_why(&out, to);
    write_who(&out, to);
    write_how(&out, to);
    copse_text_append(&out, "</main>\n");
    write_footer(&out, &to->head);
    copse_html_end(&out);
    return copse_report_write(sink, &out, err);
}

copse_status copse_report_invitation_header(const copse_sink *sink, copse_error *err)
{
    static const char *const header[] = {"member_id", "name", "mail", "letter", "part", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    csv.has_mark = true;
    copse_csv_header(&csv, header);
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_invitation_row(const copse_sink *sink, const copse_found_invitation *to,
                                         const char *letter_file, copse_error *err)
{
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_text(&csv, to->member.key);
    copse_csv_text(&csv, to->member.name);
    copse_csv_text(&csv, to->mail);
    copse_csv_text(&csv, letter_file);
    copse_csv_text(&csv, to->is_coordinator ? "coordinator" : "member");
    copse_csv_end_row(&csv);
    return copse_csv_close(&csv, sink, err);
}
