/* Days since 1970-01-01. */
#include <stdio.h>

#include "support.h"

static void parses(const char *text, copse_day expected)
{
    copse_day day = 77;
    if (!copse_day_parse(&day, text))
        fail_msg("'%s' is a date", text);
    assert_int_equal(day, expected);
}

static void refuses(const char *text)
{
    copse_day day = 77;
    if (copse_day_parse(&day, text))
        fail_msg("'%s' is no date", text);
    assert_int_equal(day, 77);
}

static void test_day__known_days(void **state)
{
    (void)state;
    parses("1970-01-01", 0);
    parses("1969-12-31", -1);
    parses("1970-03-01", 59);    /* 31 + 28 */
    parses("2000-01-01", 10957); /* 30 years of 365 and 7 leap days */
    parses("2000-02-29", 11016);
    parses("2026-03-31", 20543);
    parses("0001-01-01", -719162);
    parses("9999-12-31", 2932896);
}

static void test_day__refuses_what_is_no_date(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",           "2026",       "2026-3-31",   "2026-03-32",       "2026-13-01",
        "2026-00-10", "2026-01-00", "2026-04-31",  "2026-02-29",       "1900-02-29",
        "2100-02-29", "0000-01-01", "31/03/2026",  "2026/03/31",       "2026-03-3x",
        " 026-03-31", "+026-03-31", "2026-03-31 ", "2026-03-31T00:00", "-026-03-31",
        "20260331"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        refuses(texts[i]);
}

static void test_day__agrees_with_counting_day_by_day(void **state)
{
    (void)state;
    /* 1600-01-01 is 370 years of 365 and 90 leap days before 1970: two whole cycles of the
     * calendar. */
    int year = 1600, month = 1, day = 1;
    for (copse_day at = -135140; year < 2400; at++) {
        char expected[16], written[16];
        snprintf(expected, sizeof expected, "%04u-%02u-%02u", (unsigned)year % 10000,
                 (unsigned)month % 100, (unsigned)day % 100);
        copse_day_format(written, at);
        assert_string_equal(written, expected);
        copse_day back = 0;
        assert_true(copse_day_parse(&back, written));
        assert_int_equal(back, at);

        static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if (++day > lengths[month - 1] + (month == 2 && is_leap)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
}

static void test_day__unknown_and_far_days_are_written_as_nothing(void **state)
{
    (void)state;
    static const copse_day days[] = {COPSE_DAY_UNKNOWN, INT32_MIN + 1, INT32_MAX, -719163, 2932897};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        char text[16] = "x";
        copse_day_format(text, days[i]);
        assert_string_equal(text, "");
    }
}

/* By the calendar: 2024 is a leap year, 2100 is none. */
static void test_day__an_age_goes_back_by_the_calendar(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"2026-06-30", "0d", "2026-06-30"},   {"2026-06-30", "30d", "2026-05-31"},
        {"2026-06-30", "2w", "2026-06-16"},   {"2026-06-30", "6m", "2025-12-30"},
        {"2026-03-31", "1m", "2026-02-28"},   {"2024-03-31", "1m", "2024-02-29"},
        {"2024-02-29", "1y", "2023-02-28"},   {"2024-02-29", "4y", "2020-02-29"},
        {"2104-02-29", "4y", "2100-02-28"},   {"2026-01-15", "13m", "2024-12-15"},
        {"0002-01-01", "1y", "0001-01-01"},   {"2026-06-30", "2025y", "0001-06-30"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        copse_day day, before;
        char text[16];
        assert_true(copse_day_parse(&day, cases[i][0]));
        assert_true(copse_day_before(&before, day, cases[i][1]));
        copse_day_format(text, before);
        assert_string_equal(text, cases[i][2]);
    }
}

static void test_day__refuses_what_is_no_age(void **state)
{
    (void)state;
    static const char *const ages[] = {"",      "d",    "2",     "2.5y",   "-2y",       "2years", " 2y",
                                       "2 y",   "2Y",   "2026y", "99999m", "99999999d", "y2",     "1e3d",
                                       "00002y2"};
    copse_day day, before = 7;
    assert_true(copse_day_parse(&day, "2026-06-30"));
    for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++)
        assert_false(copse_day_before(&before, day, ages[i]));
    assert_false(copse_day_before(&before, COPSE_DAY_UNKNOWN, "2y"));
    assert_int_equal(before, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_day__known_days),
        cmocka_unit_test(test_day__refuses_what_is_no_date),
        cmocka_unit_test(test_day__agrees_with_counting_day_by_day),
        cmocka_unit_test(test_day__unknown_and_far_days_are_written_as_nothing),
        cmocka_unit_test(test_day__an_age_goes_back_by_the_calendar),
        cmocka_unit_test(test_day__refuses_what_is_no_age),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
