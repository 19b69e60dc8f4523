/* A founding group as a table: a line each seat. What is not for this audience is an empty field.
 */
#include "report/found.h"

#include <math.h>

static void put_topics(copse_csv *csv, copse_text *said, const copse_found_seat *seat, bool best)
{
    size_t n = 0;
    for (size_t i = 0; i < seat->n_evidence; i++)
        if (best ? seat->evidence[i].is_best : seat->evidence[i].is_backup)
            copse_text_format(said, "%s%s", n++ > 0 ? "; " : "", seat->evidence[i].key);
    copse_csv_text(csv, copse_text_get(said));
    copse_text_clear(said);
}

static void put_row(copse_csv *csv, copse_text *said, const copse_found_answer *answer,
                    const copse_found_seat *seat)
{
    bool has_details = answer->head.audience == COPSE_FOR_STEWARD && seat->person.named;
    copse_csv_count(csv, seat->number);
    copse_csv_text(csv, seat->person.key);
    copse_csv_text(csv, seat->person.name);
    copse_csv_text(csv, seat->is_coordinator ? "coordinator" : "member");
    put_topics(csv, said, seat, true);
    put_topics(csv, said, seat, false);
    copse_csv_number(csv, seat->loss);
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        copse_csv_number(csv, has_details ? seat->share[i] : NAN);
    copse_csv_number(csv, has_details && seat->n_path > 0 ? (double)(seat->n_path - 1) : NAN);
    copse_csv_number(csv, has_details ? (double)seat->load : NAN);
    copse_csv_text(csv, has_details && seat->has_runner_up ? seat->runner_up.key : NULL);
    copse_csv_number(csv, has_details && seat->has_runner_up ? seat->runner_up_cost : NAN);
    copse_csv_end_row(csv);
}

copse_status copse_found_write_csv(const copse_sink *sink, const copse_found_answer *answer,
                                   copse_error *err)
{
    static const char *const header[] = {
        "seat", "member_id", "name",        "part",         "best_in",        "backup_in",
        "loss", "coverage",  "reach",       "diversity",    "authority",      "cohesion",
        "room", "hops",      "communities", "runner_up_id", "runner_up_cost", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_text said = COPSE_TEXT_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_seats; i++)
        put_row(&csv, &said, answer, &answer->seats[i]);
    csv.cells.failed = csv.cells.failed || said.failed;
    copse_text_free(&said);
    return copse_csv_close(&csv, sink, err);
}
