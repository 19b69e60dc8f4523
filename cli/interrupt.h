/* Ctrl-C and closed pipes. */
#ifndef COPSE_CLI_INTERRUPT_H
#define COPSE_CLI_INTERRUPT_H

#include <stdbool.h>

/**
 * From now on the first SIGINT or SIGTERM asks the engine to stop, which leaves
 * nothing half done; a second one ends the program at once. A write to a
 * closed pipe fails instead of ending the program.
 */
void cli_interrupt_install(void);

/** A context's is_cancelled; user is not read. */
bool cli_interrupt_is_asked(void *user);

#endif
