#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

void copse_text_free(copse_text *text)
{
    copse_memory_free(text->bytes);
    *text = (copse_text)COPSE_TEXT_INIT;
}

void copse_text_clear(copse_text *text)
{
    text->length = 0;
    if (text->bytes)
        text->bytes[0] = '\0';
}

static bool reserve(copse_text *text, size_t more)
{
    if (text->failed)
        return false;
    if (text->capacity - text->length > more)
        return true;
    size_t wanted = text->capacity ? text->capacity : 256;
    while (wanted - text->length <= more)
        wanted *= 2;
    char *grown = copse_memory_resize(text->bytes, wanted, 1);
    if (!grown) {
        text->failed = true;
        return false;
    }
    text->bytes = grown;
    text->capacity = wanted;
    return true;
}

void copse_text_append_bytes(copse_text *text, const char *bytes, size_t n)
{
    if (!reserve(text, n))
        return;
    memcpy(text->bytes + text->length, bytes, n);
    text->length += n;
    text->bytes[text->length] = '\0';
}

void copse_text_append(copse_text *text, const char *more)
{
    copse_text_append_bytes(text, more, strlen(more));
}

void copse_text_format(copse_text *text, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (n >= 0 && reserve(text, (size_t)n)) {
        vsnprintf(text->bytes + text->length, (size_t)n + 1, format, again);
        text->length += (size_t)n;
    }
    va_end(again);
}

bool copse_text_is_utf8(const char *bytes, size_t n)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)bytes;
    utf8proc_ssize_t left = (utf8proc_ssize_t)n;
    while (left > 0) {
        utf8proc_int32_t code;
        utf8proc_ssize_t used = utf8proc_iterate(at, left, &code);
        if (used <= 0)
            return false;
        at += used;
        left -= used;
    }
    return true;
}

/* White space and controls become one space in place; none stays at the ends. */
static void squeeze(char *text)
{
    char *to = text;
    bool pending = false;
    for (const unsigned char *from = (const unsigned char *)text; *from;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t used = utf8proc_iterate(from, -1, &code);
        utf8proc_category_t kind = used > 0 ? utf8proc_category(code) : UTF8PROC_CATEGORY_CN;
        if (used <= 0)
            used = 1;
        if (kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL ||
            kind == UTF8PROC_CATEGORY_ZP || kind == UTF8PROC_CATEGORY_CC) {
            pending = true;
        } else {
            if (pending && to != text)
                *to++ = ' ';
            pending = false;
            memmove(to, from, (size_t)used);
            to += used;
        }
        from += used;
    }
    *to = '\0';
}

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text > 0x7f)
            return false;
    return true;
}

/* Most of what is folded. Unicode's tables say the same of it, at more cost. */
static copse_status fold_ascii(char **out, const char *text, copse_error *err)
{
    char *folded = copse_memory_copy_text(text);
    if (!folded)
        return copse_error_nomem(err);
    char *to = folded;
    bool pending = false;
    for (const char *from = folded; *from; from++) {
        if (*from <= ' ' || *from == 0x7f) {
            pending = true;
            continue;
        }
        if (pending && to != folded)
            *to++ = ' ';
        pending = false;
        *to++ = (char)(*from >= 'A' && *from <= 'Z' ? *from - 'A' + 'a' : *from);
    }
    *to = '\0';
    *out = folded;
    return COPSE_OK;
}

copse_status copse_text_fold(char **out, const char *text, copse_error *err)
{
    *out = NULL;
    if (is_ascii(text))
        return fold_ascii(out, text, err);
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
                                      UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                                          UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    if (n == UTF8PROC_ERROR_NOMEM)
        return copse_error_nomem(err);
    if (n < 0)
        return copse_error_set(err, COPSE_E_DATA, NULL, "save the file as UTF-8",
                               "text is not well-formed UTF-8");
    squeeze((char *)folded);
    *out = copse_memory_copy_text((const char *)folded);
    /* utf8proc's own allocation is libc's: free() is its documented counterpart. */
    free(folded);
    return *out ? COPSE_OK : copse_error_nomem(err);
}

enum { DISTANCE_MAX = 64 };

/* At most one more than DISTANCE_MAX, which says that the text is longer. */
static size_t code_points(utf8proc_int32_t out[DISTANCE_MAX + 1], const char *text)
{
    size_t n = 0;
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    while (*at && n <= DISTANCE_MAX) {
        utf8proc_ssize_t used = utf8proc_iterate(at, -1, &out[n]);
        if (used <= 0)
            break;
        n++;
        at += used;
    }
    return n;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

int copse_text_distance(const char *a, const char *b, int limit)
{
    utf8proc_int32_t x[DISTANCE_MAX + 1], y[DISTANCE_MAX + 1];
    size_t n = code_points(x, a), m = code_points(y, b);
    int row[3][DISTANCE_MAX + 1];

    if (n > DISTANCE_MAX || m > DISTANCE_MAX)
        return strcmp(a, b) == 0 ? 0 : limit + 1;
    if ((n > m ? n - m : m - n) > (size_t)limit)
        return limit + 1;
    for (size_t j = 0; j <= m; j++)
        row[0][j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        int *now = row[i % 3], *before = row[(i + 2) % 3], *two_before = row[(i + 1) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            int substitute = before[j - 1] + (x[i - 1] != y[j - 1]);
            now[j] = least(substitute, least(before[j] + 1, now[j - 1] + 1));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                now[j] = least(now[j], two_before[j - 2] + 1);
        }
    }
    return least(row[n % 3][m], limit + 1);
}
