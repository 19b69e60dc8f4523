#include "store/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/dates.h"

enum {
    KEY_BYTES = 200, /* longest key: longer ones are text in the wrong column */
    SHOWN = 60       /* characters of a value that messages show */
};

/* ---- trimming ---- */

/* Bytes of the blank at text: a no-break space is what spreadsheets paste. */
static size_t blank_at(const char *text)
{
    if (*text == ' ' || *text == '\t' || *text == '\r' || *text == '\n')
        return 1;
    return (unsigned char)text[0] == 0xC2 && (unsigned char)text[1] == 0xA0 ? 2 : 0;
}

char *copse_store_trim(char *text)
{
    while (blank_at(text) > 0)
        text += blank_at(text);
    char *end = text + strlen(text);
    while (end > text) {
        if (blank_at(end - 1) == 1)
            end -= 1;
        else if (end - text >= 2 && blank_at(end - 2) == 2)
            end -= 2;
        else
            break;
    }
    *end = '\0';
    return text;
}

/* ---- saying what is wrong ---- */

/* The value as a message shows it: short. What is told is made fit to be shown as a whole. */
static void quote_value(copse_text *out, const char *text)
{
    size_t n = strlen(text), shown = n > SHOWN ? SHOWN : n;
    while (shown < n && shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80)
        shown--;
    copse_text_append(out, "'");
    copse_text_append_bytes(out, text, shown);
    copse_text_append(out, shown < n ? "…'" : "'");
}

static bool refuse(copse_text *what, copse_text *next, const copse_format_column *column,
                   const char *text, const char *why, const char *remedy)
{
    copse_text_format(what, "%s ", column->name);
    quote_value(what, text);
    copse_text_format(what, " %s", why);
    copse_text_append(next, remedy);
    return false;
}

/* ---- numbers ---- */

/*
 * Whether text is digits with at most one point and an exponent, written as C
 * reads it into a buffer: strtod alone would take "nan", "0x1p3" and " 1".
 */
static bool is_plain_number(char *out, size_t size, const char *text, bool decimal_comma)
{
    size_t n = strlen(text), digits = 0, points = 0;
    if (n + 1 > size)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = text[i] == ',' && decimal_comma ? '.' : text[i];
        bool after_exponent = i > 0 && (text[i - 1] == 'e' || text[i - 1] == 'E');
        if (c >= '0' && c <= '9')
            digits++;
        else if (c == '.')
            points++;
        else if (!((c == '-' || c == '+') && (i == 0 || after_exponent)) &&
                 !((c == 'e' || c == 'E') && digits > 0))
            return false;
        out[i] = c;
    }
    out[n] = '\0';
    return digits > 0 && points <= 1;
}

static const char *outside(double value, copse_cell_range range)
{
    switch (range) {
    case COPSE_RANGE_POSITIVE:
        return value > 0 ? NULL : "is not above 0";
    case COPSE_RANGE_NOT_NEGATIVE:
        return value >= 0 ? NULL : "is below 0";
    case COPSE_RANGE_LATITUDE:
        return fabs(value) <= 90 ? NULL : "is not between -90 and 90 degrees";
    case COPSE_RANGE_LONGITUDE:
        return fabs(value) <= 180 ? NULL : "is not between -180 and 180 degrees";
    case COPSE_RANGE_ANY:
        break;
    }
    return NULL;
}

static bool read_number(copse_cell *out, const copse_format_column *column, const char *text,
                        bool decimal_comma, copse_text *what, copse_text *next)
{
    char number[64], *end = NULL;
    bool is_whole = column->kind == COPSE_CELL_WHOLE;
    double value = NAN;
    if (is_plain_number(number, sizeof number, text, decimal_comma))
        value = strtod(number, &end);
    if (!end || *end != '\0' || !isfinite(value))
        return refuse(what, next, column, text, "is not a number",
                      "write digits only, with a point: 0.5");
    if (is_whole && (value != floor(value) || fabs(value) > INT32_MAX))
        return refuse(what, next, column, text, "is not a whole number", "write it without a fraction");
    const char *why = outside(value, column->range);
    if (why)
        return refuse(what, next, column, text, why, "correct it, or leave it blank if it is not known");
    *out = is_whole ? (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = (int64_t)value}
                    : (copse_cell){.type = COPSE_CELL_IS_REAL, .real = value};
    return true;
}

/* ---- words ---- */

/* Whether text is word, whatever its case, with blanks or underscores for hyphens. */
static bool is_word(const char *text, const char *word)
{
    for (; *text && *word; text++, word++) {
        char c = *text == ' ' || *text == '_' ? '-' : *text;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != *word)
            return false;
    }
    return *text == *word;
}

static bool read_word(copse_cell *out, const copse_format_column *column, const char *text,
                      copse_text *what, copse_text *next)
{
    for (int value = 0; column->word(value); value++) {
        if (is_word(text, column->word(value))) {
            *out = (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = value};
            return true;
        }
    }
    refuse(what, next, column, text, "is none of the words for it", "write one of ");
    for (int value = 0; column->word(value); value++)
        copse_text_format(next, "%s%s", value > 0 ? ", " : "", column->word(value));
    return false;
}

static bool read_flag(copse_cell *out, const copse_format_column *column, const char *text,
                      copse_text *what, copse_text *next)
{
    static const char *const words[][4] = {{"no", "false", "n", "0"}, {"yes", "true", "y", "1"}};
    for (int value = 0; value < 2; value++)
        for (int i = 0; i < 4; i++)
            if (is_word(text, words[value][i])) {
                *out = (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = value};
                return true;
            }
    return refuse(what, next, column, text, "is neither yes nor no", "write yes or no");
}

/* ---- days and texts ---- */

static bool read_day(copse_cell *out, const copse_format_column *column, const char *text,
                     copse_text *what, copse_text *next)
{
    copse_day day;
    switch (copse_store_read_day(&day, text)) {
    case COPSE_DAY_MONTH_FIRST:
        return refuse(what, next, column, text, "has its month first",
                      "write 2026-03-31 or 31/03/2026");
    case COPSE_DAY_SHORT_YEAR:
        return refuse(what, next, column, text, "has a year of two digits",
                      "write the year with four digits");
    case COPSE_DAY_NONE:
        return refuse(what, next, column, text, "is not a day of the calendar",
                      "write 2026-03-31 or 31/03/2026");
    default:
        break;
    }
    if (day != COPSE_DAY_UNKNOWN)
        *out = (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = day};
    return true;
}

static bool has_control(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            return true;
    return false;
}

static bool read_key(copse_cell *out, const copse_format_column *column, const char *text,
                     copse_text *what, copse_text *next)
{
    if (has_control(text))
        return refuse(what, next, column, text, "has a line break or control character in it",
                      "a key is on one line; look for a quote that is not closed");
    if (strlen(text) > KEY_BYTES)
        return refuse(what, next, column, text, "is too long for a key",
                      "a key has at most 200 characters; look whether the columns have shifted");
    *out = (copse_cell){.type = COPSE_CELL_IS_TEXT, .text = text};
    return true;
}

bool copse_store_read_cell(copse_cell *out, const copse_format_column *column, const char *text,
                           bool decimal_comma, copse_text *what, copse_text *next)
{
    *out = (copse_cell){.type = COPSE_CELL_IS_BLANK};
    if (text[0] == '\0') {
        if (!column->is_required)
            return true;
        copse_text_format(what, "%s is blank", column->name);
        copse_text_append(next, "fill it in, or remove the row");
        return false;
    }
    switch (column->kind) {
    case COPSE_CELL_KEY:
    case COPSE_CELL_REFERENCE:
        return read_key(out, column, text, what, next);
    case COPSE_CELL_DAY:
        return read_day(out, column, text, what, next);
    case COPSE_CELL_REAL:
    case COPSE_CELL_WHOLE:
        return read_number(out, column, text, decimal_comma, what, next);
    case COPSE_CELL_WORD:
        return read_word(out, column, text, what, next);
    case COPSE_CELL_FLAG:
        return read_flag(out, column, text, what, next);
    case COPSE_CELL_TEXT:
        break;
    }
    *out = (copse_cell){.type = COPSE_CELL_IS_TEXT, .text = text};
    return true;
}
