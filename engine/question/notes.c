#include "question/notes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void copse_note(copse_notes *to, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    char *kept = n < 0 ? NULL : copse_arena_take(to->arena, (size_t)n + 1, 1);
    if (kept)
        vsnprintf(kept, (size_t)n + 1, format, again);
    va_end(again);
    va_end(arguments);
    if (!kept || to->n == COPSE_MOST_NOTES)
        to->failed = true;
    else
        to->list[to->n++] = kept;
}

copse_status copse_notes_keep(const char *const **out, size_t *n_out, const copse_notes *from,
                              copse_error *err)
{
    const char **list = copse_arena_take(from->arena, from->n, sizeof *list);
    if (!list || from->failed)
        return copse_error_nomem(err);
    memcpy(list, from->list, from->n * sizeof *list);
    *out = list;
    *n_out = from->n;
    return COPSE_OK;
}
