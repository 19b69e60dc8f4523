/* What the files of `join --explain` share. */
#ifndef COPSE_QUESTION_EXPLAIN_H
#define COPSE_QUESTION_EXPLAIN_H

#include "question/candidates.h"

/** One explanation in the making. */
typedef struct copse_explaining {
    const copse_network *net;
    const copse_context *ctx;
    copse_search *search;
    copse_seeker seeker; /**< as recorded */
    copse_index community;
    copse_place place; /**< as recorded */
    int top;
    double *usual_evidence; /**< [n_topics] of a topic that is added */
    bool has_equals; /**< another CoP of the list has the same score: interests decide between them */
} copse_explaining;

/** Whether a place is among those that are recommended. */
bool copse_explain_is_in(const copse_explaining *e, const copse_place *place);

/**
 * Fill the changes of the answer: every single thing that moves the CoP over the border.
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_explain_changes(copse_explain_answer *answer, const copse_explaining *e,
                                   copse_error *err);

#endif
