/* What the files of one question share: which units lack connections, and what became of those that were told so. */
#ifndef COPSE_QUESTION_ISOLATED_H
#define COPSE_QUESTION_ISOLATED_H

#include "base/memory.h"
#include "measure/isolation.h"
#include "measure/tallies.h"
#include "network/units.h"

/** The units of one network, counted and judged. */
typedef struct copse_isolated_case {
    copse_units *units;
    copse_tallies tallies;
    copse_unit_isolation *of; /**< [units] */
    copse_isolation_summary summary;
} copse_isolated_case;

/** The share of false alarms that was asked for, else the rule's. */
double copse_isolated_q(const copse_isolated_options *options);

/**
 * Cut the network into units of the options' level, count and judge them; too few of them are counted, not judged.
 * Free it in any case.
 * @return COPSE_OK, COPSE_E_DATA (no unit, or nothing to judge any by), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_isolated_case_new(copse_isolated_case *out, const copse_network *net,
                                     const copse_isolated_options *options, const copse_context *ctx,
                                     copse_error *err);
void copse_isolated_case_free(copse_isolated_case *c);

/**
 * Fill accepted and history of a unit from what was recorded of it.
 * @param records  NULL: nothing was
 * @return false when memory ran out.
 */
bool copse_isolated_remember(copse_isolated_unit *unit, copse_level level, const copse_unit_records *records,
                             copse_arena *arena);

#endif
