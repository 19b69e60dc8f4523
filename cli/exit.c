/* One table: what the program exits with. Scripts rely on it. */
#include "error.h"

static const int exit_codes[] = {
    [COPSE_OK] = 0,          [COPSE_E_ARGUMENT] = 2,      [COPSE_E_DATA] = 3,
    [COPSE_E_NOT_FOUND] = 1, [COPSE_E_NOMEM] = 1,         [COPSE_E_STORE] = 1,
    [COPSE_E_NUMERIC] = 4,   [COPSE_E_INTERRUPTED] = 130, [COPSE_E_INTERNAL] = 1,
};

const char cli_exit_words[] =
    "0 done · 1 failed, or not found · 2 the command line is wrong · 3 the data are wrong ·\n"
    "4 undefined, or no convergence · 130 interrupted. A reader that closes its pipe early\n"
    "has had enough: that is 0.";

int cli_exit_code(copse_status status)
{
    return exit_codes[status];
}
