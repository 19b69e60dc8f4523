#include "kinds.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"

copse_status cli_kinds_read(cli_kinds *kinds, const cli_value *given, copse_error *err)
{
    kinds->rows = calloc(given->n_texts + 1, sizeof *kinds->rows);
    kinds->texts = calloc(given->n_texts + 1, sizeof *kinds->texts);
    if (!kinds->rows || !kinds->texts)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    for (size_t i = 0; i < given->n_texts; i++) {
        char *text = kinds->texts[kinds->n++] = strdup(given->texts[i]);
        if (!text)
            return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
        char *equals = strrchr(text, '=');
        if (equals)
            *equals = '\0';
        kinds->rows[i] = (copse_import_kind){.file = equals ? text : NULL,
                                             .kind = equals ? equals + 1 : text};
    }
    return COPSE_OK;
}

void cli_kinds_free(cli_kinds *kinds)
{
    for (size_t i = 0; i < kinds->n; i++)
        free(kinds->texts[i]);
    free(kinds->texts);
    free(kinds->rows);
}
