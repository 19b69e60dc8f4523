/* What the files of the whole picture share. All that they return lives in the answer's arena. */
#ifndef COPSE_QUESTION_OVERVIEW_H
#define COPSE_QUESTION_OVERVIEW_H

#include "model/model.h"
#include "network/counts.h"

/** What one is made from. */
typedef struct copse_viewing {
    const copse_network *net;
    const copse_model *model; /**< NULL: nothing could be learned */
    const copse_overview_options *options;
    const copse_context *ctx;
    const copse_counts *counts;
    bool is_exact; /**< for the steward */
} copse_viewing;

/** Judge teams and fill what is said of them. Teams that cannot be judged are no failure. */
copse_status copse_viewing_teams(copse_overview_answer *answer, const copse_viewing *v, copse_error *err);

/** Fill open and late. */
void copse_viewing_actions(copse_overview_answer *answer, const copse_viewing *v);

/** Fill the proof. */
copse_status copse_viewing_proof(copse_overview_answer *answer, const copse_viewing *v, copse_error *err);

#endif
