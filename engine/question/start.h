/* What the files of the first report share. All that they return lives in the answer's arena. */
#ifndef COPSE_QUESTION_START_H
#define COPSE_QUESTION_START_H

#include "model/model.h"
#include "network/counts.h"

/** What one first report is made from. */
typedef struct copse_starting {
    const copse_network *net;
    const copse_model *model; /**< NULL: nothing could be learned */
    const copse_start_options *options;
    const copse_context *ctx;
    const copse_counts *counts; /**< the publishable ones */
    int64_t threshold;          /**< the smallest count of people that is shown */
    copse_arena *arena;         /**< the answer's */
} copse_starting;

/** What may be published of `part` of `whole` people: nothing where one side or the other is a few.
 */
copse_public_count copse_starting_part(const copse_starting *s, int64_t part, int64_t whole);

/** Fill staff, in_no_community and nameable. */
void copse_starting_count_staff(copse_start_answer *answer, const copse_starting *s);

/** Fill communities and suggested: how many are in each, and to how many it is suggested. */
copse_status copse_starting_count_communities(copse_start_answer *answer, const copse_starting *s,
                                              copse_error *err);

/** Fill teams and what is said of all of them. */
copse_status copse_starting_compare_teams(copse_start_answer *answer, const copse_starting *s,
                                          copse_error *err);

/** Fill gaps: what the data lack, and how to get it. */
copse_status copse_starting_find_gaps(copse_start_answer *answer, const copse_starting *s,
                                      copse_error *err);

#endif
