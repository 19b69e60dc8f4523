/* Help, made from the tables that the commands are run by. */
#ifndef COPSE_CLI_HELP_H
#define COPSE_CLI_HELP_H

#include "command.h"
#include "output.h"

/** Whom a group of commands is for, as a heading. */
const char *cli_group_title(cli_group group);

/** Every command, grouped by who uses it, where command is NULL; else its two examples, usage and options. */
void cli_help_print(FILE *to, const cli_command *command);

/** What print prints of command, written as one piece. @return COPSE_OK, COPSE_E_NOMEM, COPSE_E_STORE. */
copse_status cli_help_compose(cli_output *output, void (*print)(FILE *to, const cli_command *command),
                              const cli_command *command, copse_error *err);

/** cli_help_print(), written. */
copse_status cli_help_write(cli_output *output, const cli_command *command, copse_error *err);

#endif
