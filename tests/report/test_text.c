/* The text page: wrapped by columns, amounts in one column, and nothing of a name left to act. */
#include "support.h"

#include "report/report.h"
#include "report/samples.h"

static sample_bytes bytes;

/* A page of 40 columns, the least there is. */
static copse_page page_of_40(void)
{
    copse_render render = COPSE_RENDER_INIT;
    copse_page page;
    render.width = 10;
    copse_page_open(&page, &render);
    return page;
}

static void expect_page(copse_page *page, const char *text)
{
    copse_sink sink = sample_sink(&bytes);
    assert_ok(copse_page_close(page, &sink, NULL));
    assert_string_equal(bytes.text, text);
}

static void test_bar__is_as_long_as_its_share_and_another_pattern_below_zero(void **state)
{
    (void)state;
    copse_text bar = COPSE_TEXT_INIT;
    const struct {
        double share;
        const char *drawn;
    } cases[] = {{1.0, "██████████"}, {0.5, "█████"}, {0.2625, "██▋"}, {0.0, ""}, {-0.3, "░░░"}, {-1.0, "░░░░░░░░░░"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        copse_text_clear(&bar);
        copse_draw_bar(&bar, cases[i].share);
        assert_string_equal(copse_text_get(&bar), cases[i].drawn);
    }
    copse_text_free(&bar);
}

static void test_trend__the_largest_is_the_highest_and_what_is_not_known_a_dot(void **state)
{
    (void)state;
    copse_text trend = COPSE_TEXT_INIT;
    copse_draw_trend(&trend, (const double[]){0.0, 2.0, NAN, 4.0, 1.0}, 5);
    assert_string_equal(copse_text_get(&trend), "▁▄·█▂");
    copse_text_clear(&trend);
    copse_draw_trend(&trend, (const double[]){0.0, 0.0}, 2); /* nothing is no peak */
    assert_string_equal(copse_text_get(&trend), "▁▁");
    copse_text_free(&trend);
}

static void test_amount__bars_stand_in_one_column_where_the_page_draws(void **state)
{
    (void)state;
    copse_render render = COPSE_RENDER_INIT;
    copse_page page;
    render.width = 60;
    render.draws = true;
    copse_page_open(&page, &render);
    copse_page_amount_drawn(&page, 2, "because", "+ 2.000000", 1.0);
    copse_page_amount_drawn(&page, 2, "although", "- 0.400000", -0.2);
    /*                    123456789012345678901234567890123456789012345678901234567890 */
    expect_page(&page, "  because                              + 2.000000 ██████████\n"
                       "  although                             - 0.400000 ░░\n");
}

static void test_paragraph__wraps_at_spaces_and_keeps_the_indent(void **state)
{
    (void)state;
    copse_page page = page_of_40();
    copse_page_paragraph(&page, 2, "one two three four five six seven eight nine ten");
    /*                    1234567890123456789012345678901234567890 */
    expect_page(&page, "  one two three four five six seven\n"
                       "  eight nine ten\n");
}

static void test_paragraph__a_word_longer_than_the_line_is_cut_between_characters(void **state)
{
    (void)state;
    copse_page page = page_of_40();
    copse_page_paragraph(&page, 30, "ééééééééééééé 王王王王王王");
    expect_page(&page, "                              éééééééééé\n"
                       "                              ééé\n"
                       "                              王王王王王\n"
                       "                              王\n");
}

static void test_paragraph__exactly_a_line_is_not_wrapped(void **state)
{
    (void)state;
    copse_page page = page_of_40();
    copse_page_paragraph(&page, 0, "1234567890 234567890 234567890 234567890");
    copse_page_paragraph(&page, 0, "");
    copse_page_paragraph(&page, 0, "   ");
    expect_page(&page, "1234567890 234567890 234567890 234567890\n\n\n");
}

static void test_item__a_label_longer_than_its_column_stands_alone(void **state)
{
    (void)state;
    copse_page page = page_of_40();
    copse_page_item(&page, 0, 6, "abc", "short");
    copse_page_item(&page, 0, 6, "abcdef", "below");
    copse_page_item(&page, 0, 6, "", "wraps where the text began, and not at the edge");
    expect_page(&page, "abc   short\n"
                       "abcdef\n"
                       "      below\n"
                       "      wraps where the text began, and\n"
                       "      not at the edge\n");
}

static void test_amount__ends_in_one_column_whatever_stands_before(void **state)
{
    (void)state;
    copse_page page = page_of_40();
    copse_page_amount(&page, 0, "short", "+ 0.100000", false);
    copse_page_amount(&page, 4, "long enough to need another line", "- 0.200000", false);
    copse_page_amount(&page, 0, "王", "1.000000", false);
    expect_page(&page, "short                         + 0.100000\n"
                       "    long enough to need\n"
                       "    another line              - 0.200000\n"
                       "王                              1.000000\n");
}

static void test_colour__only_marks_headings_and_only_when_asked(void **state)
{
    (void)state;
    copse_render render = {.format = COPSE_TEXT, .colour = true, .width = 40};
    copse_page page;
    copse_page_open(&page, &render);
    copse_page_heading(&page, "Head\x1b[31m");
    copse_page_amount(&page, 0, "x", "1", true);
    copse_page_paragraph(&page, 0, "plain");
    expect_page(&page, "\x1b[1mHead [31m\x1b[0m\n"
                       "\x1b[1mx                                      1\x1b[0m\n"
                       "plain\n");
}

static void test_sink__its_failure_is_passed_up(void **state)
{
    (void)state;
    copse_sink sink = sample_sink(&bytes);
    copse_page page = page_of_40();
    copse_error err = COPSE_ERROR_INIT;
    bytes.fail_after = 0;
    copse_page_paragraph(&page, 0, "text");
    assert_int_equal(copse_page_close(&page, &sink, &err), COPSE_E_STORE);
    assert_string_equal(err.what, "the disk is full");
}

static void expect_score(int64_t millionths, const char *plain, const char *part)
{
    char text[COPSE_FIGURE_SIZE];
    copse_figure_score(text, millionths);
    assert_string_equal(text, plain);
    copse_figure_part(text, millionths);
    assert_string_equal(text, part);
}

static void test_score__every_millionth_is_printed(void **state)
{
    (void)state;
    expect_score(0, "0.000000", "+ 0.000000");
    expect_score(1, "0.000001", "+ 0.000001");
    expect_score(-1, "-0.000001", "- 0.000001");
    expect_score(-1500000, "-1.500000", "- 1.500000");
    expect_score(9007199254740993, "9007199254.740993", "+ 9007199254.740993");
    expect_score(INT64_MIN, "-9223372036854.775808", "- 9223372036854.775808");
}

static void test_figures__undefined_is_said(void **state)
{
    (void)state;
    char text[COPSE_FIGURE_SIZE];
    copse_figure_number(text, 0.705, 1);
    assert_string_equal(text, "0.7");
    copse_figure_number(text, NAN, 2);
    assert_string_equal(text, "n/a");
    copse_figure_day(text, 20543);
    assert_string_equal(text, "31 March 2026");
    copse_figure_day(text, COPSE_DAY_UNKNOWN);
    assert_string_equal(text, "an unknown day");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bar__is_as_long_as_its_share_and_another_pattern_below_zero),
        cmocka_unit_test(test_trend__the_largest_is_the_highest_and_what_is_not_known_a_dot),
        cmocka_unit_test(test_amount__bars_stand_in_one_column_where_the_page_draws),
        cmocka_unit_test(test_paragraph__wraps_at_spaces_and_keeps_the_indent),
        cmocka_unit_test(test_paragraph__a_word_longer_than_the_line_is_cut_between_characters),
        cmocka_unit_test(test_paragraph__exactly_a_line_is_not_wrapped),
        cmocka_unit_test(test_item__a_label_longer_than_its_column_stands_alone),
        cmocka_unit_test(test_amount__ends_in_one_column_whatever_stands_before),
        cmocka_unit_test(test_colour__only_marks_headings_and_only_when_asked),
        cmocka_unit_test(test_sink__its_failure_is_passed_up),
        cmocka_unit_test(test_score__every_millionth_is_printed),
        cmocka_unit_test(test_figures__undefined_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
