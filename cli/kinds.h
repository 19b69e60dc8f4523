/* What --kind said: what a file is, or every one that its header does not tell. */
#ifndef COPSE_CLI_KINDS_H
#define COPSE_CLI_KINDS_H

#include "options.h"

typedef struct cli_kinds {
    copse_import_kind *rows; /* [n] */
    char **texts;            /* [n] that they point into */
    size_t n;
} cli_kinds;

#define CLI_KINDS_INIT                                                                             \
    {                                                                                              \
        NULL, NULL, 0                                                                              \
    }

/** Read FILE=KIND, or a kind for all. Free on failure, too. */
copse_status cli_kinds_read(cli_kinds *kinds, const cli_value *given, copse_error *err);
void cli_kinds_free(cli_kinds *kinds);

#endif
