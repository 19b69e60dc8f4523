#include "store/dates.h"

#include <string.h>

/* A date taken apart, before anybody says which number is the month. */
typedef struct parts {
    int number[3];
    size_t digits[3];
    bool is_month_word;
} parts;

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : -1;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Jan, JAN, january: 1; 0 when it is none. */
static int month_of_word(const char *word, size_t n)
{
    static const char *const months[] = {"JANUARY", "FEBRUARY", "MARCH",     "APRIL",   "MAY",      "JUNE",
                                         "JULY",    "AUGUST",   "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"};
    for (int m = 0; m < 12; m++) {
        if (n != 3 && n != strlen(months[m]))
            continue;
        size_t i = 0;
        while (i < n && upper(word[i]) == months[m][i])
            i++;
        if (i == n)
            return m + 1;
    }
    return 0;
}

static const char *read_part(parts *p, int which, const char *at)
{
    const char *start = at;
    while (digit(*at) >= 0 && at - start < 5)
        p->number[which] = p->number[which] * 10 + digit(*at++);
    p->digits[which] = (size_t)(at - start);
    if (at > start || which != 1)
        return at > start ? at : NULL;
    while (upper(*at) >= 'A' && upper(*at) <= 'Z')
        at++;
    p->number[1] = month_of_word(start, (size_t)(at - start));
    p->is_month_word = true;
    return p->number[1] > 0 ? at : NULL;
}

/* What may stand behind a date: nothing, or a time of day. */
static bool is_time(const char *text)
{
    if (*text == '\0')
        return true;
    if (*text != 'T' && *text != ' ')
        return false;
    return digit(text[1]) >= 0 && text[1 + strspn(text + 1, "0123456789:.+-ZzAaPpMm ")] == '\0';
}

static bool take_apart(parts *p, const char *text)
{
    const char *at = read_part(p, 0, text);
    if (!at || !strchr("-/. ", *at) || *at == '\0')
        return false;
    char separator = *at++;
    at = read_part(p, 1, at);
    if (!at || *at != separator)
        return false;
    at = read_part(p, 2, at + 1);
    return at && is_time(at);
}

static void write_digits(char *out, int value, int n)
{
    while (n-- > 0) {
        out[n] = (char)('0' + value % 10);
        value /= 10;
    }
}

static bool is_day(copse_day *out, int year, int month, int day)
{
    char iso[] = "0000-00-00"; /* by hand: imports read tens of millions of days */
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    write_digits(iso, year, 4);
    write_digits(iso + 5, month, 2);
    write_digits(iso + 8, day, 2);
    if (!copse_day_parse(out, iso))
        return false;
    if (strcmp(iso, "1900-01-01") == 0 || strcmp(iso, "4712-12-31") == 0 ||
        strcmp(iso, "9999-12-31") == 0)
        *out = COPSE_DAY_UNKNOWN;
    return true;
}

copse_day_form copse_store_read_day(copse_day *out, const char *text)
{
    parts p = {{0}, {0}, false};
    copse_day day, other;
    if (!take_apart(&p, text))
        return COPSE_DAY_NONE;
    const int *n = p.number;
    if (p.digits[0] == 4) {
        if (!is_day(&day, n[0], n[1], n[2]))
            return COPSE_DAY_NONE;
        *out = day;
        return COPSE_DAY_PLAIN;
    }
    if (p.digits[0] > 2 || p.digits[1] > 2)
        return COPSE_DAY_NONE;
    if (p.digits[2] == 2)
        return COPSE_DAY_SHORT_YEAR;
    if (p.digits[2] != 4)
        return COPSE_DAY_NONE;

    bool day_first = is_day(&day, n[2], n[1], n[0]);
    bool month_first = !p.is_month_word && is_day(&other, n[2], n[0], n[1]);
    if (!day_first)
        return month_first ? COPSE_DAY_MONTH_FIRST : COPSE_DAY_NONE;
    *out = day;
    if (p.is_month_word)
        return COPSE_DAY_PLAIN;
    return month_first && n[0] != n[1] ? COPSE_DAY_EITHER : COPSE_DAY_FIRST;
}
