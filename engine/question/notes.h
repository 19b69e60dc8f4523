/* Notes of an answer, one sentence at a time: what a reader must know to weigh it. */
#ifndef COPSE_QUESTION_NOTES_H
#define COPSE_QUESTION_NOTES_H

#include "base/memory.h"

enum { COPSE_MOST_NOTES = 24 };

/** Notes while they are collected; the texts live in the answer's arena. */
typedef struct copse_notes {
    copse_arena *arena;
    const char *list[COPSE_MOST_NOTES];
    size_t n;
    bool failed; /**< memory or room ran out: said when they are kept */
} copse_notes;

/** Add one in printf's manner. */
void copse_note(copse_notes *to, const char *format, ...) COPSE_PRINTF(2, 3);

/** Put the list into the answer. @return COPSE_OK, COPSE_E_NOMEM. */
copse_status copse_notes_keep(const char *const **out, size_t *n_out, const copse_notes *from,
                              copse_error *err);

#endif
