/* The first report in its formats: what is said of counts that are not shown, and of hostile names.
 */
#include "support.h"

#include <cJSON.h>

#include "base/memory.h"
#include "report/samples.h"

static sample_bytes bytes;

static copse_status write_answer(const copse_start_answer *answer, copse_format format)
{
    copse_sink sink = sample_sink(&bytes);
    copse_render render = COPSE_RENDER_INIT;
    render.format = format;
    return copse_report_start(&sink, answer, &render, NULL);
}

static void assert_says(const char *wanted)
{
    if (!strstr(bytes.text, wanted))
        fail_msg("'%s' is not in:\n%s", wanted, bytes.text);
}

static void test_text__says_what_is_not_shown_and_never_that_it_is_nothing(void **state)
{
    (void)state;
    assert_ok(write_answer(sample_start(), COPSE_TEXT));
    assert_says("- The data hold 400 members of staff, 3 communities, 40 teams and 1 topic.\n"
                "- 100 members of staff are in no community, 25% of all.\n"
                "- Communities can be suggested to 380 members of staff; to 30 of them only by\n"
                "  their team, site, role or profession, since nothing else is known of them.\n"
                "- Suggested most often: Stroke care (to 14).\n"
                "- 30 teams can be compared; the middle one meets other teams in 6.5 communities,\n"
                "  and one in far fewer.\n");
    assert_says("  Stroke care                           members 40; top 3 for 14 staff; active\n"
                "  audit                                 members 12; top 3 for 0 staff; quiet\n"
                "  MRI users                             members not shown; top 3 for not shown\n");
    assert_says("  Ward 4                                1 community shared with another team;\n"
                "                                        staff 9\n");
    assert_says("  a file whose name is not shown        12 rows, imported 31 March 2026, the day\n"
                "                                        of this report\n");
    assert_says("  members.csv                           400 rows, imported 19 March 2026, 12\n"
                "                                        days before this report\n");
    assert_says("- people who seem to be in twice: not shown\n");
    assert_says("  DPIA              not recorded\n");
}

static void test_text__an_empty_store_is_no_division_by_nothing(void **state)
{
    (void)state;
    assert_ok(write_answer(sample_start_empty(), COPSE_TEXT));
    assert_says("a few members of staff");
    assert_says("Nothing can be suggested yet");
    assert_says("Teams cannot be compared");
    assert_says("Nothing was imported yet.");
    assert_null(strstr(bytes.text, "nan"));
}

static void test_csv__a_count_that_is_not_shown_is_an_empty_field(void **state)
{
    (void)state;
    assert_ok(write_answer(sample_start(), COPSE_CSV));
    assert_string_equal(bytes.text, "community_id,name,members,suggested_to,activity\n"
                                    "stroke,Stroke care,40,14,active\n"
                                    "audit,,12,0,quiet\n"
                                    "mri,MRI users,,,unknown\n");
}

static void test_page__names_are_text_and_tables_are_headed(void **state)
{
    (void)state;
    assert_ok(write_answer(sample_start_hostile(), COPSE_HTML));
    assert_null(strstr(bytes.text, "<script"));
    assert_null(strstr(bytes.text, "<img"));
    assert_null(strstr(bytes.text, "\xe2\x80\xae"));
    assert_says("&lt;script&gt;alert(1)&lt;/script&gt;");
    assert_says("<caption>Communities by the number of staff to whom they are suggested</caption>");
    assert_says("<td class=\"figure\">14</td>");

    assert_ok(write_answer(sample_start(), COPSE_HTML));
    assert_says(
        "<th scope=\"row\"><bdi>MRI users</bdi></th><td class=\"figure aside\">not shown</td>");
    assert_says("It was made for everybody in the organisation.");
    assert_says("Not compared, because so few people work there: 4 teams.");
}

static void test_csv__a_formula_is_disarmed(void **state)
{
    (void)state;
    assert_ok(write_answer(sample_start_hostile(), COPSE_CSV));
    assert_says("k2,\"'=HYPERLINK(\"\"http://x\"\")\"");
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
    for (int format = COPSE_TEXT; format <= COPSE_HTML; format++) {
        copse_status st = COPSE_E_NOMEM;
        for (int64_t n = 0; st != COPSE_OK; n++) {
            copse_memory_fail_at(n);
            st = write_answer(sample_start(), (copse_format)format);
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
        cmocka_unit_test(test_text__says_what_is_not_shown_and_never_that_it_is_nothing),
        cmocka_unit_test(test_text__an_empty_store_is_no_division_by_nothing),
        cmocka_unit_test(test_csv__a_count_that_is_not_shown_is_an_empty_field),
        cmocka_unit_test(test_csv__a_formula_is_disarmed),
        cmocka_unit_test(test_page__names_are_text_and_tables_are_headed),
        cmocka_unit_test(test_memory__every_allocation_may_fail_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
