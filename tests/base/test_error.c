/* Errors are plain structs in the caller's hands. */
#include "support.h"

#include "base/error.h"

static void test_error__holds_where_what_and_next(void **state)
{
    (void)state;
    copse_error err;
    memset(&err, 'x', sizeof err);
    assert_int_equal(copse_error_set(&err, COPSE_E_DATA, "a.csv:1:2", "do this", "value '%s'", "v"),
                     COPSE_E_DATA);
    assert_int_equal(err.status, COPSE_E_DATA);
    assert_string_equal(err.where, "a.csv:1:2");
    assert_string_equal(err.what, "value 'v'");
    assert_string_equal(err.next, "do this");
    copse_error_set(&err, COPSE_E_STORE, NULL, NULL, "plain");
    assert_string_equal(err.where, "");
    assert_string_equal(err.next, "");
    assert_int_equal(copse_error_set(NULL, COPSE_E_STORE, NULL, NULL, "plain"), COPSE_E_STORE);
    assert_int_equal(copse_error_nomem(&err), COPSE_E_NOMEM);
    assert_string_equal(err.what, "memory ran out");
}

static void test_error__its_own_parts_may_be_reused(void **state)
{
    (void)state;
    copse_error err;
    copse_error_set(&err, COPSE_E_DATA, "where", "next", "what");
    copse_error_set(&err, COPSE_E_STORE, err.next, err.where, "more on '%s'", err.what);
    assert_string_equal(err.where, "next");
    assert_string_equal(err.what, "more on 'what'");
    assert_string_equal(err.next, "where");
}

/* "where" takes 255 bytes. */
static size_t length_of(size_t n_ascii, const char *end)
{
    char text[400] = {0};
    memset(text, 'a', n_ascii);
    memcpy(text + n_ascii, end, strlen(end));
    copse_error err;
    copse_error_set(&err, COPSE_E_DATA, text, NULL, "what");
    return strlen(err.where);
}

static void test_error__is_cut_at_a_characters_border(void **state)
{
    (void)state;
    const char *two = "\xc3\xa9\xc3\xa9", *four = "\xf0\x9f\x8c\xb3 tree";
    assert_int_equal(length_of(300, ""), 255);
    assert_int_equal(length_of(255, ""), 255);
    assert_int_equal(length_of(254, two), 254); /* the first byte of é alone would be rubbish */
    assert_int_equal(length_of(253, two), 255); /* one é fits, and stays */
    assert_int_equal(length_of(251, two), 255);
    assert_int_equal(length_of(251, four), 255);
    for (size_t n = 252; n <= 254; n++)
        assert_int_equal(length_of(n, four), n);
}

static void test_error__every_status_has_a_word(void **state)
{
    (void)state;
    for (int i = COPSE_OK; i <= COPSE_E_INTERNAL; i++) {
        assert_non_null(copse_status_name((copse_status)i));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(copse_status_name((copse_status)i),
                                    copse_status_name((copse_status)j));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error__holds_where_what_and_next),
        cmocka_unit_test(test_error__its_own_parts_may_be_reused),
        cmocka_unit_test(test_error__is_cut_at_a_characters_border),
        cmocka_unit_test(test_error__every_status_has_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
