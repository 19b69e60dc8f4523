/* Help, made from the tables that the commands are run by. */
#ifndef COPSE_CLI_HELP_H
#define COPSE_CLI_HELP_H

#include "command.h"
#include "output.h"

/** `copse help`: every command, grouped by who uses it. */
copse_status cli_help_write_all(cli_output *output, copse_error *err);

/** `copse help CMD`: two examples, usage, options. */
copse_status cli_help_write_command(cli_output *output, const cli_command *command,
                                    copse_error *err);

#endif
