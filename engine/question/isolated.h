/* What the files of one question share: which units lack connections, and what became of those that were told so. */
#ifndef COPSE_QUESTION_ISOLATED_H
#define COPSE_QUESTION_ISOLATED_H

#include "base/memory.h"

/**
 * Fill accepted and history of a unit from what was recorded of it.
 * @param records  NULL: nothing was
 * @return false when memory ran out.
 */
bool copse_isolated_remember(copse_isolated_unit *unit, copse_level level, const copse_unit_records *records,
                             copse_arena *arena);

#endif
