/* The table of commands. */
#ifndef COPSE_CLI_COMMANDS_H
#define COPSE_CLI_COMMANDS_H

#include "command.h"

/** Every command, in the order of `copse help`; ended by NULL. */
extern const cli_command *const cli_commands[];

/** By name. @return COPSE_OK, COPSE_E_ARGUMENT (err->next suggests a close one). */
copse_status cli_commands_find(const cli_command **out, const char *name, copse_error *err);

#endif
