/* Text from data as it may be shown: hostile names cannot move a cursor or turn a line round. */
#include "support.h"

#include <stdio.h>

#include "base/text.h"

static void expect_clean(const char *from, const char *to)
{
    char text[128];
    snprintf(text, sizeof text, "%s", from);
    copse_text_clean(text);
    assert_string_equal(text, to);
}

static void test_clean__plain_text_in_any_script_stays(void **state)
{
    (void)state;
    expect_clean("", "");
    expect_clean("Zoë Ó Briain 王芳 נועה", "Zoë Ó Briain 王芳 נועה");
    /* A family is four people held together by joiners, which are no direction marks. */
    expect_clean("👨‍👩‍👧", "👨‍👩‍👧");
}

static void test_clean__controls_and_line_ends_become_spaces(void **state)
{
    (void)state;
    expect_clean("a\x1b[31mred\a", "a [31mred ");
    expect_clean("a\nb\tc\x7f", "a b c ");
    expect_clean("a\xc2\x85"
                 "b\xe2\x80\xa8"
                 "c\xe2\x80\xa9",
                 "a b c ");
}

static void test_clean__direction_overrides_go(void **state)
{
    (void)state;
    expect_clean("Ann \xe2\x80\xaegro.evil\xe2\x80\xac", "Ann gro.evil");
    expect_clean("\xe2\x81\xa6x\xe2\x81\xa9\xe2\x80\x8f\xd8\x9c", "x");
}

static void test_clean__ill_formed_bytes_become_question_marks(void **state)
{
    (void)state;
    expect_clean("a\xff\xfe"
                 "b\xe2\x82",
                 "a??b??");
}

static void test_columns__wide_and_combining_characters_count_as_shown(void **state)
{
    (void)state;
    assert_int_equal(copse_text_columns("abc", 3), 3);
    assert_int_equal(copse_text_columns("abc", 2), 2);
    assert_int_equal(copse_text_columns("é", 2), 1);
    assert_int_equal(copse_text_columns("e\xcc\x81", 3), 1);
    assert_int_equal(copse_text_columns("王", 3), 2);
    assert_int_equal(copse_text_columns("\xff", 1), 1);
}

static void test_error__names_in_messages_are_shown_clean(void **state)
{
    (void)state;
    copse_error err;
    copse_error_set(&err, COPSE_E_DATA, "a\nb.csv:1", "next\x1b[2J", "'%s'", "x\xe2\x80\xaey\x07");
    assert_string_equal(err.where, "a b.csv:1");
    assert_string_equal(err.what, "'xy '");
    assert_string_equal(err.next, "next [2J");
}

static void test_percent__is_never_rounded_up_to_a_whole_number(void **state)
{
    (void)state;
    static const struct {
        double share, percent;
    } cases[] = {{0.0, 0.0},        {1.0, 100.0},     {2.0 / 3.0, 66.7}, {1.0 / 3.0, 33.3}, {0.5999, 59.9},
                 {0.59999, 59.9},   {0.5996, 59.9},   {0.5994, 59.9},    {0.6004, 60.0},    {0.99999, 99.9},
                 {0.1 + 0.2, 30.0}, {0.7 - 0.1, 60.0}, {0.3 - 1e-12, 30.0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_close(copse_text_percent(cases[i].share), cases[i].percent, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_percent__is_never_rounded_up_to_a_whole_number),
        cmocka_unit_test(test_clean__plain_text_in_any_script_stays),
        cmocka_unit_test(test_clean__controls_and_line_ends_become_spaces),
        cmocka_unit_test(test_clean__direction_overrides_go),
        cmocka_unit_test(test_clean__ill_formed_bytes_become_question_marks),
        cmocka_unit_test(test_columns__wide_and_combining_characters_count_as_shown),
        cmocka_unit_test(test_error__names_in_messages_are_shown_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
