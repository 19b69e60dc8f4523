#include "confirm.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "error.h"

copse_status cli_ask(cli_call *call, bool is_yes, const char *question, const char *alone,
                     const char *next, copse_error *err)
{
    char answer[16] = "", shown[256];
    if (is_yes)
        return COPSE_OK;
    if (!isatty(STDIN_FILENO))
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, next, "%s", alone);
    snprintf(shown, sizeof shown, "%s", question);
    copse_text_clean(shown);
    cli_progress_clear(&call->progress);
    fprintf(stderr, "%s Type yes to do it: ", shown);
    if (fgets(answer, sizeof answer, stdin) && strcmp(answer, "yes\n") == 0)
        return COPSE_OK;
    return cli_fail(err, COPSE_E_INTERRUPTED, NULL, NULL, "nothing was changed");
}

copse_status cli_confirm(cli_call *call, bool is_yes, const char *question, copse_error *err)
{
    char whole[224];
    snprintf(whole, sizeof whole, "%.180s. This cannot be undone.", question);
    return cli_ask(call, is_yes, whole,
                   "this cannot be undone, and there is nobody at a terminal to ask",
                   "add --yes to do it, or --dry-run to see what would go", err);
}
