/* Errors at the edge: making them, printing them, and the exit code that each becomes. */
#ifndef COPSE_CLI_ERROR_H
#define COPSE_CLI_ERROR_H

#include "copse.h"

/**
 * Fill err and return status, so that a command fails in one line. where and next may be NULL.
 * Text that does not fit is cut, and what a terminal would not show as text is cleaned away.
 */
copse_status cli_fail(copse_error *err, copse_status status, const char *where, const char *next,
                      const char *format, ...) __attribute__((__format__(__printf__, 5, 6)));

/**
 * Print "copse COMMAND: WHERE: WHAT" and "  → NEXT" to stderr.
 * @param command  NULL before one is known
 */
void cli_error_print(const char *command, const copse_error *err);

/** The one table from a status to what the program exits with. */
int cli_exit_code(copse_status status);

/** That table in words, for help. */
extern const char cli_exit_words[];

#endif
