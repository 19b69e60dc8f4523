/* What the shell offers after Tab: commands, their options, and the words that an option takes. */
#ifndef COPSE_CLI_COMPLETION_H
#define COPSE_CLI_COMPLETION_H

#include <stdio.h>

#include "command.h"

/* Each writes a whole file and heeds no command: they are called as cli_manual_print() is. */

/** The whole of /usr/share/bash-completion/completions/copse. */
void cli_completion_print_bash(FILE *to, const cli_command *unused);
/** The whole of _copse in zsh's function path. */
void cli_completion_print_zsh(FILE *to, const cli_command *unused);
/** The whole of copse.fish in fish's completions. */
void cli_completion_print_fish(FILE *to, const cli_command *unused);

#endif
