/* Days since 1970-01-01 in the proleptic Gregorian calendar, without the C library's time zones. */
#include "copse.h"

#include <stdio.h>
#include <string.h>

/* Both after Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days. */
static int32_t days_from_civil(int32_t year, int32_t month, int32_t day)
{
    int32_t y = year - (month <= 2);
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t year_of_era = y - era * 400;
    int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void civil_from_days(int32_t days, int32_t *year, int32_t *month, int32_t *day)
{
    int32_t z = days + 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t day_of_era = z - era * 146097;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t shifted_month = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

static bool digits(int32_t *out, const char *text, size_t n)
{
    int32_t value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return true;
}

bool copse_day_parse(copse_day *out, const char *text)
{
    int32_t year, month, day;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || !digits(&year, text, 4) ||
        !digits(&month, text + 5, 2) || !digits(&day, text + 8, 2))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;

    /* 31 April would come back as 1 May. */
    int32_t days = days_from_civil(year, month, day), y, m, d;
    civil_from_days(days, &y, &m, &d);
    if (y != year || m != month || d != day)
        return false;
    *out = days;
    return true;
}

enum { MOST_AGE = 4000000 }; /* days of the years 1 to 9999, and some */

static bool read_age(int32_t *n, char *unit, const char *age)
{
    size_t length = strlen(age);
    if (length < 2 || length > 8 || !digits(n, age, length - 1) || *n > MOST_AGE)
        return false;
    *unit = age[length - 1];
    return strchr("dwmy", *unit) != NULL;
}

static int32_t months_before(copse_day day, int64_t months)
{
    int32_t y, m, d;
    civil_from_days(day, &y, &m, &d);
    int64_t at = (int64_t)y * 12 + (m - 1) - months;
    if (at < 12) /* January of the year 1 */
        return COPSE_DAY_UNKNOWN;
    int32_t year = (int32_t)(at / 12), month = (int32_t)(at % 12) + 1;
    int32_t next = month == 12 ? days_from_civil(year + 1, 1, 1) : days_from_civil(year, month + 1, 1);
    int32_t first = days_from_civil(year, month, 1);
    return first + d > next ? next - 1 : first + d - 1;
}

bool copse_day_before(copse_day *out, copse_day day, const char *age)
{
    int32_t n;
    char unit, text[16];
    if (day == COPSE_DAY_UNKNOWN || !read_age(&n, &unit, age))
        return false;
    int64_t found = unit == 'd'   ? (int64_t)day - n
                    : unit == 'w' ? (int64_t)day - 7 * (int64_t)n
                                  : months_before(day, unit == 'm' ? n : 12 * (int64_t)n);
    if (found <= COPSE_DAY_UNKNOWN)
        return false;
    copse_day_format(text, (copse_day)found);
    if (!text[0])
        return false;
    *out = (copse_day)found;
    return true;
}

void copse_day_format(char *out, copse_day day)
{
    const copse_day first = -719162, last = 2932896; /* of the years 1 and 9999 */
    if (day < first || day > last) { /* COPSE_DAY_UNKNOWN among them */
        out[0] = '\0';
        return;
    }
    int32_t y, m, d;
    civil_from_days(day, &y, &m, &d);
    snprintf(out, 16, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
}
