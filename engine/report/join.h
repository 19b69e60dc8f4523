/* How a join answer is put in words, the same in text, pages and CSV. */
#ifndef COPSE_REPORT_JOIN_H
#define COPSE_REPORT_JOIN_H

#include "report/report.h"

/** How many CoPs a letter and a row of the mail merge hold. */
size_t copse_join_letter_count(const copse_join_answer *answer);

/** "because you are in X" of one part; "although you are in X" where it takes away. */
void copse_join_say_reason(copse_text *out, const copse_reason *reason);

/**
 * The gist of all parts in one clause: "you are in X, and 3 of your topics are its core".
 * Appends nothing where there is nothing to say.
 */
void copse_join_say_why(copse_text *out, const copse_recommendation *r);

/** "Face to face at St Mary's, 25 minutes from you" */
void copse_join_say_where(copse_text *out, const copse_recommendation *r);

/** "Active in the last 12 months. Ask to join." Appends nothing where nothing is known. */
void copse_join_say_state(copse_text *out, const copse_recommendation *r);

/** "same team, Imaging" */
void copse_join_say_through(copse_text *out, const copse_join_person *person);

/** "reasons": an array of all parts of a score. */
void copse_join_json_reasons(copse_json *json, const copse_reason *reasons, size_t n);

/** The pieces of one join answer in each format. */
copse_status copse_join_write_text(const copse_sink *sink, const copse_join_answer *answer,
                                   const copse_render *render, copse_error *err);
copse_status copse_join_write_json(const copse_sink *sink, const copse_join_answer *answer,
                                   copse_error *err);
copse_status copse_join_write_csv(const copse_sink *sink, const copse_join_answer *answer,
                                  copse_error *err);
copse_status copse_join_write_letter(const copse_sink *sink, const copse_join_answer *answer,
                                     const copse_render *render, copse_error *err);

#endif
