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
    return status;
}

/* Two-byte C1 controls, and the marks that make a terminal show text in another order than it is. */
static size_t hidden_sequence(const unsigned char *at, unsigned *code)
{
    if (at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F) {
        *code = at[1];
        return 2;
    }
    if (at[0] == 0xD8 && at[1] == 0x9C) {
        *code = 0x61C;
        return 2;
    }
    if (at[0] != 0xE2 || (at[1] != 0x80 && at[1] != 0x81) || at[2] < 0x80 || at[2] > 0xBF)
        return 0;
    *code = 0x2000U | (unsigned)(at[1] & 1U) << 6 | (at[2] & 0x3FU);
    bool is_bidi = *code == 0x200E || *code == 0x200F || (*code >= 0x202A && *code <= 0x202E) ||
                   (*code >= 0x2066 && *code <= 0x2069);
    return is_bidi ? 3 : 0;
}

void cli_print_safely(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        unsigned code = 0;
        size_t n = hidden_sequence(at, &code);
        if (n > 0) {
            fprintf(stderr, "\\u%04X", code);
            at += n;
            continue;
        }
        if (*at < 0x20 || *at == 0x7F)
            fprintf(stderr, "\\x%02X", *at);
        else
            fputc(*at, stderr);
        at++;
    }
}

void cli_error_print(const char *command, const copse_error *err)
{
    fputs(command ? "copse " : "copse", stderr);
    if (command)
        cli_print_safely(command);
    fputs(": ", stderr);
    if (err->where[0]) {
        cli_print_safely(err->where);
        fputs(": ", stderr);
    }
    cli_print_safely(err->what[0] ? err->what : copse_status_name(err->status));
    fputc('\n', stderr);
    if (err->next[0]) {
        fputs("  → ", stderr);
        cli_print_safely(err->next);
        fputc('\n', stderr);
    }
}
