/* Manual pages in troff's man macros. */
#ifndef COPSE_CLI_MANUAL_H
#define COPSE_CLI_MANUAL_H

#include <stdio.h>

#include "command.h"

/** copse-COMMAND(1), or copse(1) where command is NULL. */
void cli_manual_print(FILE *to, const cli_command *command);

#endif
