/* Where an answer goes: stdout, or a file that is there whole or not at all. */
#ifndef COPSE_CLI_OUTPUT_H
#define COPSE_CLI_OUTPUT_H

#include <stdio.h>

#include "copse.h"

typedef struct cli_output {
    FILE *file;
    char *path;      /**< as it was given; NULL: stdout */
    char *target;    /**< path with its links followed, so that a link stays one */
    char *temporary; /**< beside target until it is whole; NULL where that is a device or a pipe, or has no name yet */
    bool is_nameless;    /**< it gets its name with cli_output_commit(): a killed program leaves nothing */
    bool is_regular;     /**< a file that stays, no device or pipe */
    bool is_reader_gone; /**< whoever read our pipe has closed it */
} cli_output;

#define CLI_OUTPUT_INIT                                                                            \
    {                                                                                              \
        NULL, NULL, NULL, NULL, false, false, false                                                       \
    }

/**
 * Open for writing. A file is written under another name in the same folder and renamed by
 * cli_output_commit(), so that a reader never sees half of it.
 *
 * @param path        NULL or "-": stdout
 * @param is_private  the file is for one person: nobody else may read it (mode 0600)
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status cli_output_open(cli_output *output, const char *path, bool is_private,
                             copse_error *err);

/** What the engine's reports write to. Borrows the output. */
copse_sink cli_output_sink(cli_output *output);

/** Write a piece of our own. */
copse_status cli_output_write(cli_output *output, const char *text, copse_error *err);

/** Write all out and put the file in its place. A full disk is seen here at the latest. */
copse_status cli_output_commit(cli_output *output, copse_error *err);

/** Close, and remove a file that is not whole. After a commit there is nothing to do. */
void cli_output_discard(cli_output *output);

#endif
