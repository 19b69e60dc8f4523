/* Numbers and small words, the same in every format. */
#include "report/report.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static uint64_t magnitude(int64_t value)
{
    /* -INT64_MIN does not fit an int64_t. */
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

static void format_score(char out[COPSE_FIGURE_SIZE], const char *sign, int64_t millionths)
{
    uint64_t size = magnitude(millionths);
    snprintf(out, COPSE_FIGURE_SIZE, "%s%" PRIu64 ".%06" PRIu64, sign, size / COPSE_SCORE_UNIT,
             size % COPSE_SCORE_UNIT);
}

void copse_figure_score(char out[COPSE_FIGURE_SIZE], int64_t millionths)
{
    format_score(out, millionths < 0 ? "-" : "", millionths);
}

void copse_figure_part(char out[COPSE_FIGURE_SIZE], int64_t millionths)
{
    format_score(out, millionths < 0 ? "- " : "+ ", millionths);
}

void copse_figure_number(char out[COPSE_FIGURE_SIZE], double value, int decimals)
{
    if (isfinite(value))
        snprintf(out, COPSE_FIGURE_SIZE, "%.*f", decimals, value);
    else
        snprintf(out, COPSE_FIGURE_SIZE, "n/a");
}

void copse_figure_seed(char out[COPSE_FIGURE_SIZE], uint64_t seed)
{
    snprintf(out, COPSE_FIGURE_SIZE, "%" PRIu64, seed);
}

void copse_figure_day(char out[COPSE_FIGURE_SIZE], copse_day day)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    char iso[16];
    int year, month, day_of_month;
    copse_day_format(iso, day);
    if (sscanf(iso, "%d-%d-%d", &year, &month, &day_of_month) == 3)
        snprintf(out, COPSE_FIGURE_SIZE, "%d %s %d", day_of_month, months[month - 1], year);
    else
        snprintf(out, COPSE_FIGURE_SIZE, "an unknown day");
}

void copse_figure_count(copse_text *out, int64_t n, const char *word)
{
    copse_text_format(out, "%" PRId64 " %s%s", n, word, n == 1 ? "" : "s");
}

const char *copse_figure_separator(size_t i, size_t n)
{
    if (i == 0)
        return "";
    return i + 1 == n ? " and " : ", ";
}

const char *copse_figure_name(const char *name, const char *key)
{
    if (name && name[0])
        return name;
    return key ? key : "";
}

void copse_figure_public(copse_text *out, copse_public_count count)
{
    if (count.is_shown)
        copse_text_format(out, "%" PRId64, count.value);
    else
        copse_text_append(out, "not shown");
}
