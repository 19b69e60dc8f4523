/* What would bring units that lack connections nearer to the others. */
#ifndef COPSE_QUESTION_REMEDIES_H
#define COPSE_QUESTION_REMEDIES_H

#include "network/units.h"

typedef struct copse_remedies copse_remedies;

/**
 * Make ready what all units' remedies need: topic profiles of units and CoPs, and who of which unit is in which CoP.
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(memberships + what people know).
 */
copse_status copse_remedies_new(copse_remedies **out, const copse_network *net, const copse_units *units,
                                copse_error *err);
void copse_remedies_free(copse_remedies *remedies);

/**
 * Up to `most` for one unit, kept in the arena.
 * @param threshold  smallest count of people that is shown
 */
copse_status copse_remedies_find(const copse_isolated_remedy **out, size_t *n_out, copse_remedies *remedies,
                                 size_t unit, size_t most, size_t threshold, copse_arena *arena, copse_error *err);

#endif
