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

/**
 * Go on only when the person said so, for what can be undone or changes nothing that was there.
 * @param alone  what is said where nobody is at a terminal to ask, and what to do instead
 * @return as cli_confirm()
 */
copse_status cli_ask(cli_call *call, bool is_yes, const char *question, const char *alone,
                     const char *next, copse_error *err);

#endif
