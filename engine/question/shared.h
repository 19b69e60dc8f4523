/* What some people shared about the CoPs that they are in, and whether two of them have talked about it. */
#ifndef COPSE_QUESTION_SHARED_H
#define COPSE_QUESTION_SHARED_H

#include "question/ledger.h"

/** Words that one of them shared about one CoP. */
typedef struct copse_shared_note {
    const copse_record_exchange *x;
    const char *note; /**< as far as the audience may read it: never NULL */
    char *folded;     /**< to tell whether two wrote the same */
} copse_shared_note;

typedef struct copse_shared copse_shared;

/**
 * @param is_of_them  [n_members] whose notes; borrowed until freed
 * Cost: O(exchanges log exchanges + pairings log pairings).
 */
copse_status copse_shared_new(copse_shared **out, const copse_ledger *ledger, const bool *is_of_them, copse_error *err);
void copse_shared_free(copse_shared *shared);

/** Their notes about a CoP, or of those the author's: by author, the latest first. author may be COPSE_NONE. */
const copse_shared_note *copse_shared_notes(size_t *n, const copse_shared *shared, copse_index community,
                                            copse_index author);

/** The last day on which two of them came together; UNKNOWN, which is before all days, where none is recorded. */
copse_day copse_shared_met(const copse_shared *shared, copse_index a, copse_index b);

/** Whether one of two wrote something about the CoP, after they last came together, that the other did not. */
bool copse_shared_differs(const copse_shared *shared, copse_index community, copse_index a, copse_index b);

#endif
