/* How a text was understood, as an answer keeps it. */
#ifndef COPSE_QUESTION_MATCHES_H
#define COPSE_QUESTION_MATCHES_H

#include "base/memory.h"

/** A copy that lives in the arena. */
typedef struct copse_kept_matches {
    size_t n;
    const copse_topic_match *topics;
    size_t n_unmatched;
    const char *const *unmatched;
} copse_kept_matches;

/** @param from  NULL: none. @return false when memory ran out */
bool copse_matches_keep(copse_kept_matches *out, copse_arena *arena, const copse_topic_matches *from);

#endif
