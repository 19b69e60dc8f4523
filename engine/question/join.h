/* What is said at the head and the foot of a join answer. */
#ifndef COPSE_QUESTION_JOIN_H
#define COPSE_QUESTION_JOIN_H

#include "question/candidates.h"
#include "question/recommend.h"

/** Fill answer->head's notes from what was asked, what was found and what was left out. */
copse_status copse_join_add_notes(copse_join_answer *answer, const copse_asking *ask,
                                  const copse_candidates *found, copse_error *err);

/** Fill answer->advice: what could be recorded of the member that is not yet. */
copse_status copse_join_add_advice(copse_join_answer *answer, const copse_asking *ask,
                                   copse_error *err);

#endif
