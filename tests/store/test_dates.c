/* Days as exports write them. Expected values are ISO days that copse_day_parse() reads. */
#include "support.h"

#include "store/dates.h"

typedef struct a_case {
    const char *text;
    copse_day_form form;
    const char *iso; /* NULL: not read; "": COPSE_DAY_UNKNOWN */
} a_case;

static const a_case cases[] = {
    {"2026-03-31", COPSE_DAY_PLAIN, "2026-03-31"},
    {"2026/03/31", COPSE_DAY_PLAIN, "2026-03-31"},
    {"2026-3-1", COPSE_DAY_PLAIN, "2026-03-01"},
    {"2026-03-31T10:15:00Z", COPSE_DAY_PLAIN, "2026-03-31"},
    {"2026-03-31 10:15", COPSE_DAY_PLAIN, "2026-03-31"},
    {"2024-02-29", COPSE_DAY_PLAIN, "2024-02-29"},
    {"31/03/2026", COPSE_DAY_FIRST, "2026-03-31"},
    {"31.03.2026", COPSE_DAY_FIRST, "2026-03-31"},
    {"31-03-2026", COPSE_DAY_FIRST, "2026-03-31"},
    {"31/3/2026 00:00:00", COPSE_DAY_FIRST, "2026-03-31"},
    {"31/03/2026 11:59 PM", COPSE_DAY_FIRST, "2026-03-31"},
    {"04/03/2026", COPSE_DAY_EITHER, "2026-03-04"},
    {"03/03/2026", COPSE_DAY_FIRST, "2026-03-03"}, /* the same either way: says nothing about the column */
    {"03/31/2026", COPSE_DAY_MONTH_FIRST, NULL},
    {"31-MAR-2026", COPSE_DAY_PLAIN, "2026-03-31"},
    {"1-jan-2026", COPSE_DAY_PLAIN, "2026-01-01"},
    {"31 March 2026", COPSE_DAY_PLAIN, "2026-03-31"},
    {"31/03/26", COPSE_DAY_SHORT_YEAR, NULL},
    {"31-MAR-26", COPSE_DAY_SHORT_YEAR, NULL},
    {"1900-01-01", COPSE_DAY_PLAIN, ""},
    {"01/01/1900", COPSE_DAY_FIRST, ""},
    {"4712-12-31", COPSE_DAY_PLAIN, ""},
    {"31-DEC-4712", COPSE_DAY_PLAIN, ""},
    {"9999-12-31", COPSE_DAY_PLAIN, ""},
    {"2026-02-29", COPSE_DAY_NONE, NULL},
    {"31/04/2026", COPSE_DAY_NONE, NULL},
    {"2026-13-01", COPSE_DAY_NONE, NULL},
    {"0000-01-01", COPSE_DAY_NONE, NULL},
    {"31-MRZ-2026", COPSE_DAY_NONE, NULL},
    {"45321", COPSE_DAY_NONE, NULL}, /* a spreadsheet's own count of days */
    {"2026", COPSE_DAY_NONE, NULL},
    {"2026-03", COPSE_DAY_NONE, NULL},
    {"2026-03-31x", COPSE_DAY_NONE, NULL},
    {"2026-03-31 evening", COPSE_DAY_NONE, NULL},
    {"2026-03/31", COPSE_DAY_NONE, NULL},
    {"20260-03-31", COPSE_DAY_NONE, NULL},
    {"99999999999999999999-01-01", COPSE_DAY_NONE, NULL},
    {"-1-01-2026", COPSE_DAY_NONE, NULL},
    {"today", COPSE_DAY_NONE, NULL},
    {"/", COPSE_DAY_NONE, NULL},
    {"", COPSE_DAY_NONE, NULL},
};

static void test_dates__each_way_of_writing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const a_case *c = &cases[i];
        const copse_day before = 77;
        copse_day day = before, expected = before;
        copse_day_form form = copse_store_read_day(&day, c->text);
        if (c->iso && !copse_day_parse(&expected, c->iso))
            expected = COPSE_DAY_UNKNOWN;
        if (form != c->form || day != expected)
            fail_msg("'%s': form %d, day %d; not %d, %d", c->text, (int)form, (int)day, (int)c->form,
                     (int)expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_dates__each_way_of_writing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
