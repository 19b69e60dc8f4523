/* Import, check, status, model, rules: what is said, in which formats, without memory. */
#include "support.h"

#include <cJSON.h>

#include "base/memory.h"
#include "report/samples.h"

static sample_bytes bytes;

/* One report of each kind, so that what holds for all is tested for all. */
typedef enum kind { IMPORT, CHECK, STATUS, MODEL, N_KINDS } kind;

static copse_audience audience = COPSE_FOR_TRUST;

static copse_status write_report(kind which, copse_format format, copse_error *err)
{
    copse_sink sink = sample_sink(&bytes);
    copse_context ctx = sample_context();
    copse_render render = COPSE_RENDER_INIT;
    ctx.audience = audience;
    render.format = format;
    switch (which) {
    case IMPORT:
        return copse_report_import(&sink, sample_import(), &render, &ctx, err);
    case CHECK:
        return copse_report_check(&sink, sample_check(), &render, &ctx, err);
    case STATUS:
        return copse_report_status(&sink, sample_status(), &render, &ctx, err);
    case MODEL:
        return copse_report_model(&sink, sample_model(), &render, &ctx, err);
    case N_KINDS:
        break;
    }
    return COPSE_E_INTERNAL;
}

static void assert_says(const char *wanted)
{
    if (!strstr(bytes.text, wanted))
        fail_msg("'%s' is not in:\n%s", wanted, bytes.text);
}

static void test_import__text_counts_each_table_and_lists_bad_rows(void **state)
{
    (void)state;
    assert_ok(write_report(IMPORT, COPSE_TEXT, NULL));
    assert_string_equal(
        bytes.text,
        "A new store was made.\n"
        "members             400 rows in members.csv: 390 added, 10 as before\n"
        "                    left out, as there is no place for it: column 'nhs_number',\n"
        "                    column 'home <address>'\n"
        "memberships         900 rows in memberships.csv: 880 added, 5 updated, 3 ended,\n"
        "                    15 bad\n"
        "topics              1 row in topics.csv, the same file as the last time: 1 as\n"
        "                    before\n"
        "left out            no table takes: README.md, =evil.csv\n"
        "the store           data version 1\n"
        "\n"
        "15 bad rows\n"
        "memberships.csv:41:2: membership names community 'imaging', which no row defines\n"
        "    add it to communities.csv\n"
        "memberships.csv:42: the row has 2 fields where the header has 3\n"
        "and 13 more\n"
        "\n"
        "To look at\n"
        "- Keys that differ only by zeros: '007' and '7'.\n");
}

static void test_import__a_refusal_and_a_dry_run_say_that_nothing_changed(void **state)
{
    (void)state;
    copse_sink sink = sample_sink(&bytes);
    copse_context ctx = sample_context();
    copse_render render = COPSE_RENDER_INIT;
    assert_ok(copse_report_import(&sink, sample_import_refused(), &render, &ctx, NULL));
    assert_says("Refused because of bad rows: nothing was changed.\n"
                "memberships         900 rows in memberships.csv: 15 bad\n");

    copse_import_report dry = *sample_import();
    dry.dry_run = true;
    sink = sample_sink(&bytes);
    assert_ok(copse_report_import(&sink, &dry, &render, &ctx, NULL));
    assert_says("Dry run: nothing was changed.\n");
}

static void test_check__text_and_csv_show_every_finding(void **state)
{
    (void)state;
    assert_ok(write_report(CHECK, COPSE_TEXT, NULL));
    assert_says("1 error and 1 thing to look at in data version 5.\n");
    assert_says(
        "Error: members-without-team                                                   12\n");
    assert_says("  such as   Radiology; radiology\n");

    assert_ok(write_report(CHECK, COPSE_CSV, NULL));
    assert_string_equal(
        bytes.text, "check,is_error,count,meaning,next,examples\n"
                    "near-duplicate-topics,no,2,Two topics that may be one.,Decide which stays.,"
                    "\"Radiology; radiology \"\n"
                    "members-without-team,yes,12,Who is in no team.,,\n");
}

static void test_check__nothing_found_is_said(void **state)
{
    (void)state;
    copse_check_report none = {.data_version = 5};
    copse_sink sink = sample_sink(&bytes);
    copse_context ctx = sample_context();
    copse_render render = COPSE_RENDER_INIT;
    assert_ok(copse_report_check(&sink, &none, &render, &ctx, NULL));
    assert_string_equal(bytes.text, "Nothing found in data version 5.\n");
}

static void test_status__text_says_what_is_stale_and_what_is_not_recorded(void **state)
{
    (void)state;
    audience = COPSE_FOR_STEWARD;
    assert_ok(write_report(STATUS, COPSE_TEXT, NULL));
    audience = COPSE_FOR_TRUST;
    assert_says("lawful basis        not recorded\n");
    assert_says("members.csv         400 rows, imported 2026-03-30, 1 day old\n");
    assert_says("on data version 4; stale, the data changed\nsince: run 'copse fit'\n");

    copse_sink sink = sample_sink(&bytes);
    copse_context ctx = sample_context();
    copse_render render = COPSE_RENDER_INIT;
    assert_ok(copse_report_status(&sink, sample_status_new(), &render, &ctx, NULL));
    assert_says("None is fitted yet");
}

static void test_status__csv_is_the_row_counts(void **state)
{
    (void)state;
    audience = COPSE_FOR_STEWARD;
    assert_ok(write_report(STATUS, COPSE_CSV, NULL));
    audience = COPSE_FOR_TRUST;
    assert_string_equal(bytes.text, "table,rows\nmembers,400\nmemberships,900\n");
}

/* With the counts that are published, rows would tell those that are not. */
static void test_status__only_the_steward_learns_how_many_rows_are_about_people(void **state)
{
    (void)state;
    for (copse_format format = COPSE_TEXT; format <= COPSE_CSV; format++) {
        assert_ok(write_report(STATUS, format, NULL));
        assert_null(strstr(bytes.text, "400"));
        assert_null(strstr(bytes.text, "900"));
        assert_null(strstr(bytes.text, "members.csv"));
    }
}

static void test_terms__every_answer_says_those_that_are_recorded(void **state)
{
    (void)state;
    const copse_store_options terms = {.organisation = "St <Elsewhere>", .purpose = "learning", .retention_days = 30};
    copse_context ctx = sample_context();
    copse_sink sink = sample_sink(&bytes);
    copse_render render = COPSE_RENDER_INIT;
    ctx.terms = &terms;
    assert_ok(copse_report_model(&sink, sample_model(), &render, &ctx, NULL));
    assert_says("About these data: held by St <Elsewhere>; purpose: learning; kept for 30 days");
    render.format = COPSE_JSON;
    assert_ok(copse_report_check(&sink, sample_check(), &render, &ctx, NULL));
    assert_says("kept for 30 days after it ended.\"]");
    ctx.terms = NULL;
    sink = sample_sink(&bytes);
    assert_ok(copse_report_check(&sink, sample_check(), &render, &ctx, NULL));
    assert_null(strstr(bytes.text, "About these data"));
}

static void test_model__text_says_undefined(void **state)
{
    (void)state;
    assert_ok(write_report(MODEL, COPSE_TEXT, NULL));
    assert_says("size                    1200 weights kept, of 400 rows and 24 columns\n");
    assert_says("lambda                  3.5\n");
    assert_says("validation.ndcg20       n/a\n");
}

static void test_json__the_head_carries_the_context(void **state)
{
    (void)state;
    for (int which = 0; which < N_KINDS; which++) {
        assert_ok(write_report((kind)which, COPSE_JSON, NULL));
        assert_says("\"as_of\":\t\"2026-03-31\"");
        assert_says("\"audience\":\t\"trust\"");
        assert_says("\"seed\":\t\"18446744073709551615\"");
    }
}

static void test_formats__one_that_is_not_made_is_refused(void **state)
{
    (void)state;
    for (int which = 0; which < N_KINDS; which++) {
        copse_error err = COPSE_ERROR_INIT;
        assert_int_equal(write_report((kind)which, COPSE_HTML, &err), COPSE_E_ARGUMENT);
        assert_non_null(strstr(err.what, "only as text"));
        assert_int_equal(bytes.length, 0);
    }
    assert_int_equal(write_report(IMPORT, COPSE_CSV, NULL), COPSE_E_ARGUMENT);
    assert_int_equal(write_report(MODEL, COPSE_CSV, NULL), COPSE_E_ARGUMENT);
}

static void test_rules__every_threshold_is_printed(void **state)
{
    (void)state;
    copse_sink sink = sample_sink(&bytes);
    copse_render render = COPSE_RENDER_INIT;
    assert_ok(copse_report_rules(&sink, &render, NULL));
    assert_says(
        "reach.minutes                                                         30 minutes\n");
    assert_says(
        "reach.km                                                                   15 km\n");
    assert_says(
        "active.days                                                             365 days\n");
    assert_says(
        "threshold                                                               5 people\n");
    render.format = COPSE_JSON;
    assert_int_equal(copse_report_rules(&sink, &render, NULL), COPSE_E_ARGUMENT);
}

static void *counted(size_t size)
{
    return copse_memory_new(1, size);
}

static void test_memory__every_allocation_may_fail_and_nothing_is_written(void **state)
{
    (void)state;
    cJSON_Hooks hooks = {counted, copse_memory_free};
    cJSON_InitHooks(&hooks);
    for (int which = 0; which < N_KINDS; which++)
        for (int format = COPSE_TEXT; format <= COPSE_JSON; format++) {
            copse_status st = COPSE_E_NOMEM;
            for (int64_t n = 0; st != COPSE_OK; n++) {
                copse_memory_fail_at(n);
                st = write_report((kind)which, (copse_format)format, NULL);
                if (st != COPSE_OK) {
                    assert_int_equal(st, COPSE_E_NOMEM);
                    assert_int_equal(bytes.length, 0);
                }
            }
        }
    copse_memory_fail_at(-1);
    cJSON_InitHooks(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import__text_counts_each_table_and_lists_bad_rows),
        cmocka_unit_test(test_import__a_refusal_and_a_dry_run_say_that_nothing_changed),
        cmocka_unit_test(test_check__text_and_csv_show_every_finding),
        cmocka_unit_test(test_check__nothing_found_is_said),
        cmocka_unit_test(test_status__text_says_what_is_stale_and_what_is_not_recorded),
        cmocka_unit_test(test_status__csv_is_the_row_counts),
        cmocka_unit_test(test_status__only_the_steward_learns_how_many_rows_are_about_people),
        cmocka_unit_test(test_terms__every_answer_says_those_that_are_recorded),
        cmocka_unit_test(test_model__text_says_undefined),
        cmocka_unit_test(test_json__the_head_carries_the_context),
        cmocka_unit_test(test_formats__one_that_is_not_made_is_refused),
        cmocka_unit_test(test_rules__every_threshold_is_printed),
        cmocka_unit_test(test_memory__every_allocation_may_fail_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
