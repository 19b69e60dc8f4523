/* stdin as a file: an import reads each file twice, and a pipe can be read once. */
#ifndef COPSE_CLI_SPOOL_H
#define COPSE_CLI_SPOOL_H

#include "copse.h"

typedef struct cli_spool {
    char *dir;  /**< of its own, mode 0700: what comes in is about people */
    char *path; /**< "stdin" in it */
} cli_spool;

#define CLI_SPOOL_INIT                                                                             \
    {                                                                                              \
        NULL, NULL                                                                                 \
    }

/**
 * Copy stdin to its end into a new file. Remove on failure, too.
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status cli_spool_stdin(cli_spool *spool, copse_error *err);

/** Delete the file and its folder. */
void cli_spool_remove(cli_spool *spool);

#endif
