/*
 * Text from data as it may be shown. A name may be in any script, but it must
 * not ring a terminal's bell, move its cursor, or turn the rest of a line round.
 */
#include "base/text.h"

#include <math.h>
#include <string.h>

#include <utf8proc.h>

/* Unicode's bidirectional controls (UAX #9, section 2). Right-to-left letters need none of them. */
static bool turns_text(utf8proc_int32_t code)
{
    return code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static bool breaks_line(utf8proc_int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

void copse_text_clean(char *text)
{
    char *to = text;
    for (const utf8proc_uint8_t *from = (const utf8proc_uint8_t *)text; *from;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t used = utf8proc_iterate(from, -1, &code);
        if (used <= 0) {
            *to++ = '?';
            used = 1;
        } else if (breaks_line(code)) {
            *to++ = ' ';
        } else if (!turns_text(code)) {
            memmove(to, from, (size_t)used);
            to += used;
        }
        from += used;
    }
    *to = '\0';
}

size_t copse_text_columns(const char *bytes, size_t n)
{
    size_t columns = 0;
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)bytes;
    for (size_t left = n; left > 0;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t used = utf8proc_iterate(at, (utf8proc_ssize_t)left, &code);
        if (used <= 0) {
            columns++;
            used = 1;
        } else {
            columns += (size_t)utf8proc_charwidth(code);
        }
        at += used;
        left -= (size_t)used;
    }
    return columns;
}

double copse_text_percent(double share)
{
    const double slip = 1e-6; /* of 3/5 and the like, that are not quite what they should be */
    double tenths = round(1000.0 * share);
    bool is_whole = fmod(tenths, 10.0) == 0.0;
    return (is_whole && tenths > 1000.0 * share + slip ? tenths - 1.0 : tenths) / 10.0;
}
