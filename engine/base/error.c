/* Errors are plain structs in the caller's hands: nothing to free, no thread-local last error. */
#include "base/error.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A cut in the middle of a UTF-8 sequence would print as rubbish. */
static void trim_to_character(char *text, size_t size)
{
    size_t end = strlen(text), last = end;
    if (end + 1 < size)
        return;
    while (last > 0 && ((unsigned char)text[last - 1] & 0xC0) == 0x80)
        last--;
    if (last > 0 && (unsigned char)text[last - 1] >= 0xC0)
        last--;
    if (!copse_text_is_utf8(text + last, end - last))
        text[last] = '\0';
}

/* A message quotes names and values as they were given, and goes to a terminal. */
static void finish(char *text, size_t size)
{
    trim_to_character(text, size);
    copse_text_clean(text);
}

static void copy_text(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from ? from : "");
    finish(to, size);
}

copse_status copse_error_set(copse_error *err, copse_status status, const char *where,
                             const char *next, const char *format, ...)
{
    if (!err)
        return status;

    /* where and next may point into err itself when a caller adds context. */
    copse_error filled = {.status = status};
    copy_text(filled.where, sizeof filled.where, where);
    copy_text(filled.next, sizeof filled.next, next);

    va_list arguments;
    va_start(arguments, format);
    vsnprintf(filled.what, sizeof filled.what, format, arguments);
    va_end(arguments);
    finish(filled.what, sizeof filled.what);

    *err = filled;
    return status;
}

copse_status copse_error_nomem(copse_error *err)
{
    return copse_error_set(err, COPSE_E_NOMEM, NULL, "close other programs, or use a larger machine",
                           "memory ran out");
}

const char *copse_status_name(copse_status status)
{
    static const char *const names[] = {
        [COPSE_OK] = "ok",
        [COPSE_E_ARGUMENT] = "argument",
        [COPSE_E_DATA] = "data",
        [COPSE_E_NOT_FOUND] = "not found",
        [COPSE_E_NOMEM] = "no memory",
        [COPSE_E_STORE] = "store",
        [COPSE_E_NUMERIC] = "numeric",
        [COPSE_E_INTERRUPTED] = "interrupted",
        [COPSE_E_INTERNAL] = "internal",
    };
    return names[status];
}

const char *copse_version(void)
{
    return COPSE_VERSION_STRING;
}
