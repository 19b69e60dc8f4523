/* What the terminal can do, and what its user wants of it. */
#ifndef COPSE_CLI_TERMINAL_H
#define COPSE_CLI_TERMINAL_H

#include <stdbool.h>

/** Whether a stream (1 stdout, 2 stderr) is a terminal that can do more than print lines. */
bool cli_terminal_is_capable(int descriptor);

/** Whether stdout may have colours: a capable terminal, and no NO_COLOR (https://no-color.org). */
bool cli_terminal_wants_colour(void);

/** Whether stdout may have pictures made of block letters: a capable terminal, and no NO_UNICODE. */
bool cli_terminal_wants_pictures(void);

/** Columns of stdout, or 0 where it is no terminal. */
int cli_terminal_width(void);

#endif
