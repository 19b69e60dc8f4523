#include "error.h"

#include <stdarg.h>
#include <stdio.h>

copse_status cli_fail(copse_error *err, copse_status status, const char *where, const char *next,
                      const char *format, ...)
{
    err->status = status;
    snprintf(err->where, sizeof err->where, "%s", where ? where : "");
    snprintf(err->next, sizeof err->next, "%s", next ? next : "");
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->what, sizeof err->what, format, arguments);
    va_end(arguments);

    /* A message quotes what was typed or found in a file, and goes to a terminal. */
    copse_text_clean(err->where);
    copse_text_clean(err->what);
    copse_text_clean(err->next);
    return status;
}

void cli_error_print(const char *command, const copse_error *err)
{
    fprintf(stderr, "copse%s%s: ", command ? " " : "", command ? command : "");
    if (err->where[0])
        fprintf(stderr, "%s: ", err->where);
    fprintf(stderr, "%s\n", err->what[0] ? err->what : copse_status_name(err->status));
    if (err->next[0])
        fprintf(stderr, "  → %s\n", err->next);
}
