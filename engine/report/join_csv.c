/* Join answers as rows: one person's, the steward's list, and the mail merge of the letters. */
#include "report/join.h"

#include <stdio.h>

#include "question/rules.h"

static void topics_field(copse_csv *csv, copse_text *said, const copse_join_topic *topics, size_t n)
{
    copse_text_clear(said);
    for (size_t i = 0; i < n; i++)
        copse_text_format(said, "%s%s", i ? "; " : "",
                          copse_figure_name(topics[i].name, topics[i].key));
    copse_csv_text(csv, said->bytes);
}

static void people_field(copse_csv *csv, copse_text *said, const copse_join_person *people,
                         size_t n, bool has_unnamed)
{
    copse_text_clear(said);
    for (size_t i = 0; i < n; i++)
        copse_text_format(said, "%s%s", i ? "; " : "",
                          copse_figure_name(people[i].person.name, people[i].person.key));
    if (has_unnamed)
        copse_text_append(said, n > 0 ? "; others, not named" : "others, not named");
    copse_csv_text(csv, said->bytes);
}

static void write_row(copse_csv *csv, copse_text *said, const copse_recommendation *r)
{
    copse_csv_count(csv, r->rank);
    copse_csv_text(csv, r->key);
    copse_csv_text(csv, r->name);
    copse_csv_score(csv, r->score);
    copse_csv_text(csv, copse_mode_name(r->mode));
    copse_csv_text(csv, r->site);
    copse_csv_number(csv, r->travel_minutes);
    copse_csv_number(csv, r->distance_km);
    copse_csv_text(csv, copse_community_status_name(r->status));
    copse_csv_text(csv, copse_activity_name(r->activity));
    copse_csv_text(csv, copse_openness_name(r->openness));
    copse_csv_text(csv, r->is_full ? "yes" : "no");
    copse_csv_number(csv, r->cosine);
    copse_text_clear(said);
    copse_join_say_why(said, r);
    copse_csv_text(csv, said->bytes);
    topics_field(csv, said, r->gains, r->n_gains);
    topics_field(csv, said, r->lacks, r->n_lacks);
    topics_field(csv, said, r->contributes, r->n_contributes);
    people_field(csv, said, r->core, r->n_core, r->core_has_unnamed);
    people_field(csv, said, r->near, r->n_near, r->near_has_unnamed);
    copse_csv_text(csv, r->contact);
    copse_csv_text(csv, r->meets);
    copse_csv_end_row(csv);
}

copse_status copse_join_write_csv(const copse_sink *sink, const copse_join_answer *answer,
                                  copse_error *err)
{
    static const char *const header[] = {
        "rank",           "community_id", "community", "score",    "mode",        "site",
        "travel_minutes", "distance_km",  "status",    "activity", "openness",    "is_full",
        "cosine",         "because",      "gains",     "lacks",    "contributes", "core",
        "near",           "contact",      "meets",     NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_text said = COPSE_TEXT_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_recommendations; i++)
        write_row(&csv, &said, &answer->recommendations[i]);
    csv.cells.failed = csv.cells.failed || said.failed;
    copse_text_free(&said);
    return copse_csv_close(&csv, sink, err);
}

/* ---- the steward's list ---- */

copse_status copse_report_join_header(const copse_sink *sink, copse_error *err)
{
    static const char *const header[] = {"member_id", "rank", "community_id", "score", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_join_row(const copse_sink *sink, const copse_join_row *row,
                                   copse_error *err)
{
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_text(&csv, row->member_key);
    copse_csv_count(&csv, row->rank);
    copse_csv_text(&csv, row->community_key);
    copse_csv_score(&csv, row->score);
    copse_csv_end_row(&csv);
    return copse_csv_close(&csv, sink, err);
}

/* ---- the mail merge ---- */

copse_status copse_report_merge_header(const copse_sink *sink, copse_error *err)
{
    copse_csv csv = COPSE_CSV_INIT;
    csv.has_mark = true;
    static const char *const header[] = {"member_id", "name",        "mail",
                                         "letter",    "suggestions", NULL};
    for (size_t i = 0; header[i]; i++)
        copse_csv_text(&csv, header[i]);
    for (size_t i = 1; i <= copse_rule_size(COPSE_RULE_LETTER_TOP); i++) {
        char column[COPSE_FIGURE_SIZE];
        snprintf(column, sizeof column, "community_%zu", i);
        copse_csv_text(&csv, column);
        snprintf(column, sizeof column, "reason_%zu", i);
        copse_csv_text(&csv, column);
    }
    copse_csv_end_row(&csv);
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_merge_row(const copse_sink *sink, const copse_join_answer *answer,
                                    const char *letter_file, copse_error *err)
{
    copse_csv csv = COPSE_CSV_INIT;
    copse_text said = COPSE_TEXT_INIT;
    size_t n = copse_join_letter_count(answer);
    copse_csv_text(&csv, answer->member.key);
    copse_csv_text(&csv, answer->member.name);
    copse_csv_text(&csv, answer->mail);
    copse_csv_text(&csv, letter_file);
    copse_csv_count(&csv, (int64_t)n);
    for (size_t i = 0; i < copse_rule_size(COPSE_RULE_LETTER_TOP); i++) {
        copse_text_clear(&said);
        if (i < n) {
            const copse_recommendation *r = &answer->recommendations[i];
            copse_csv_text(&csv, copse_figure_name(r->name, r->key));
            copse_join_say_why(&said, r);
        } else {
            copse_csv_text(&csv, NULL);
        }
        copse_csv_text(&csv, said.bytes);
    }
    copse_csv_end_row(&csv);
    csv.cells.failed = csv.cells.failed || said.failed;
    copse_text_free(&said);
    return copse_csv_close(&csv, sink, err);
}
