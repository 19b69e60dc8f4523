/* After people were removed: a model that never knew them, and counts of who is left. */
#ifndef COPSE_CLI_REFIT_H
#define COPSE_CLI_REFIT_H

#include "call.h"

/**
 * What was fitted with them is fitted without them, with the kind and seed of before. That it cannot be is said,
 * and is no failure of the removing.
 * @param account  of what was removed; does nothing where no model went with it
 */
void cli_refit(cli_call *call, const copse_account *account);

#endif
