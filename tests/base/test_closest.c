#include "support.h"

static const char *const words[] = {"import", "init", "join", "model", "template"};
enum { N = sizeof words / sizeof words[0] };

static void test_closest__a_slip_finds_the_word(void **state)
{
    (void)state;
    assert_string_equal(copse_closest_word("jion", words, N), "join"); /* swapped: one slip */
    assert_string_equal(copse_closest_word("imprt", words, N), "import");
    assert_string_equal(copse_closest_word("model", words, N), "model");
}

static void test_closest__a_beginning_finds_the_word(void **state)
{
    (void)state;
    assert_string_equal(copse_closest_word("temp", words, N), "template");
}

static void test_closest__another_word_finds_nothing(void **state)
{
    (void)state;
    assert_null(copse_closest_word("health", words, N));
    assert_null(copse_closest_word("", words, N));
    assert_null(copse_closest_word("j", words, N));
    assert_null(copse_closest_word("join", words, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closest__a_slip_finds_the_word),
        cmocka_unit_test(test_closest__a_beginning_finds_the_word),
        cmocka_unit_test(test_closest__another_word_finds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
