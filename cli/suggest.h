/* Proposing topics, by a command of its own and after an import. */
#ifndef COPSE_CLI_SUGGEST_H
#define COPSE_CLI_SUGGEST_H

#include "call.h"

/**
 * Write what is proposed into a new folder.
 * @param[out] out  what was written and why; caller frees with copse_account_free()
 */
copse_status cli_suggest(copse_account **out, cli_call *call, const char *dir, copse_error *err);

/** The same where the answer is about something else: it is said on stderr that it was done. */
copse_status cli_suggest_after(cli_call *call, const char *dir, copse_error *err);

#endif
