/* Asking before something is destroyed. */
#ifndef COPSE_CLI_CONFIRM_H
#define COPSE_CLI_CONFIRM_H

#include "call.h"

/**
 * Go on only when the person said so: with --yes, or by typing "yes" at a terminal.
 * @param is_yes    --yes was given
 * @param question  what is about to go, without a question mark
 * @return COPSE_OK, COPSE_E_ARGUMENT (nobody can be asked), COPSE_E_INTERRUPTED (they said no).
 */
copse_status cli_confirm(cli_call *call, bool is_yes, const char *question, copse_error *err);

#endif
