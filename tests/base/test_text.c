/* Growing text, folding, distance. */
#include "support.h"

#include "base/random.h"
#include "base/text.h"

/* ---- growing text ---- */

static void test_text__grows_by_appending_and_formatting(void **state)
{
    (void)state;
    copse_text text = COPSE_TEXT_INIT;
    copse_text_append(&text, "a");
    copse_text_append_bytes(&text, "bcd", 2);
    copse_text_format(&text, "%03d", 7);
    assert_string_equal(text.bytes, "abc007");
    assert_int_equal(text.length, 6);
    copse_text_format(&text, "%1000s", "x"); /* more than it first takes */
    assert_int_equal(text.length, 1006);
    assert_int_equal(strlen(text.bytes), 1006);
    copse_text_clear(&text);
    assert_int_equal(text.length, 0);
    assert_string_equal(text.bytes, "");
    copse_text_append(&text, "again");
    assert_string_equal(text.bytes, "again");
    assert_false(text.failed);
    copse_text_free(&text);
    assert_null(text.bytes);
}

static void test_text__says_once_that_memory_ran_out(void **state)
{
    (void)state;
    copse_text text = COPSE_TEXT_INIT;
    copse_text_append(&text, "kept");
    copse_memory_fail_at(0);
    copse_text_format(&text, "%1000s", "x");
    copse_memory_fail_at(-1);
    assert_true(text.failed);
    copse_text_append(&text, " and no more");
    assert_string_equal(text.bytes, "kept");
    assert_true(text.failed);
    copse_text_free(&text);
    assert_false(text.failed);
}

/* ---- folding ---- */

static void folds(const char *from, const char *to)
{
    char *folded = NULL, *again = NULL;
    assert_ok(copse_text_fold(&folded, from, NULL));
    assert_string_equal(folded, to);
    assert_ok(copse_text_fold(&again, folded, NULL)); /* folding what is folded changes nothing */
    assert_string_equal(again, to);
    copse_memory_free(folded);
    copse_memory_free(again);
}

static void test_fold__case_spaces_and_controls(void **state)
{
    (void)state;
    folds("", "");
    folds("Wound  Care", "wound care");
    folds("  \t Wound\r\nCare \n", "wound care");
    folds("a\x01\x7f"
          "b",
          "a b");
    folds(" \t ", "");
    folds("[@`{AZaz09]", "[@`{azaz09]"); /* the neighbours of letters in ASCII stay */
}

static void test_fold__unicode_forms_are_one(void **state)
{
    (void)state;
    folds("Zo\xc3\xab", "zo\xc3\xab");                    /* ë as one */
    folds("Zoe\xcc\x88", "zo\xc3\xab");                   /* ë as e and a diaeresis */
    folds("\xef\xbc\xb3\xef\xbc\xb1\xef\xbc\xac", "sql"); /* full width */
    folds("STRA\xc3\x9f"
          "E",
          "strasse");
    folds("\xce\xa3\xce\x91\xce\xa3", "\xcf\x83\xce\xb1\xcf\x83"); /* a final sigma is a sigma */
    folds("a\xc2\xa0\xe2\x80\x83"
          "b",
          "a b");                            /* no-break and em space */
    folds("co\xc2\xadoperate", "cooperate"); /* a soft hyphen is not there */
    folds("\xe2\x80\xae"
          "abc",
          "abc");                    /* nor is an override of direction */
    folds("\xef\xac\x81le", "file"); /* a ligature is its letters */
}

static void test_fold__of_ascii_is_what_unicode_would_make_of_it(void **state)
{
    (void)state;
    /* An é at the end sends the same text the long way. */
    for (int c = 1; c < 128; c++) {
        const char text[] = {'x', (char)c, 'Y', 0},
                   longer[] = {'x', (char)c, 'Y', '\xc3', '\xa9', 0};
        char *ascii, *unicode;
        assert_ok(copse_text_fold(&ascii, text, NULL));
        assert_ok(copse_text_fold(&unicode, longer, NULL));
        size_t n = strlen(ascii);
        assert_int_equal(strlen(unicode), n + 2);
        assert_memory_equal(ascii, unicode, n);
        copse_memory_free(ascii);
        copse_memory_free(unicode);
    }
}

static void test_fold__refuses_ill_formed_text_and_failing_memory(void **state)
{
    (void)state;
    char *folded = (char *)state;
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_text_fold(&folded, "caf\xe9", &err), COPSE_E_DATA);
    assert_null(folded);
    assert_int_equal(err.status, COPSE_E_DATA);
    const char *const texts[] = {"ascii", "caf\xc3\xa9"};
    for (int i = 0; i < 2; i++) {
        folded = (char *)state;
        copse_memory_fail_at(0);
        assert_int_equal(copse_text_fold(&folded, texts[i], NULL), COPSE_E_NOMEM);
        copse_memory_fail_at(-1);
        assert_null(folded);
    }
}

static void test_utf8__is_well_formed_or_not(void **state)
{
    (void)state;
    assert_true(copse_text_is_utf8("", 0));
    assert_true(copse_text_is_utf8("a\0b", 3));
    assert_true(copse_text_is_utf8("\xf0\x9f\x8c\xb3", 4));
    assert_false(copse_text_is_utf8("\xf0\x9f\x8c", 3));     /* cut */
    assert_false(copse_text_is_utf8("\xc0\x80", 2));         /* overlong */
    assert_false(copse_text_is_utf8("\xed\xa0\x80", 3));     /* a surrogate */
    assert_false(copse_text_is_utf8("\xf4\x90\x80\x80", 4)); /* beyond U+10FFFF */
    assert_false(copse_text_is_utf8("\x80", 1));
    assert_false(copse_text_is_utf8("a\xff", 2));
    assert_true(copse_text_is_utf8("a\xff", 1));
}

/* ---- distance ---- */

static void test_distance__known_pairs(void **state)
{
    (void)state;
    assert_int_equal(copse_text_distance("kitten", "sitting", 9), 3);
    assert_int_equal(copse_text_distance("", "abc", 9), 3);
    assert_int_equal(copse_text_distance("", "", 9), 0);
    assert_int_equal(copse_text_distance("wrad", "ward", 9), 1); /* neighbours swapped */
    assert_int_equal(copse_text_distance("ca", "abc", 9), 3); /* optimal string alignment: not 2 */
    assert_int_equal(copse_text_distance("zo\xc3\xab", "zoe", 9), 1);
}

static void test_distance__is_cut_off_at_the_limit(void **state)
{
    (void)state;
    assert_int_equal(copse_text_distance("kitten", "sitting", 3), 3);
    assert_int_equal(copse_text_distance("kitten", "sitting", 2), 3);
    assert_int_equal(copse_text_distance("abcdef", "uvwxyz", 1), 2);
    assert_int_equal(copse_text_distance("a", "abcdefgh", 2), 3);
    assert_int_equal(copse_text_distance("a", "a", 0), 0);
    assert_int_equal(copse_text_distance("a", "b", 0), 1);
}

static void test_distance__of_long_texts_is_not_that_of_their_beginnings(void **state)
{
    (void)state;
    char a[101] = {0}, b[101] = {0};
    memset(a, 'x', 100);
    memset(b, 'x', 100);
    b[99] = 'y';
    assert_int_equal(copse_text_distance(a, a, 3), 0);
    assert_int_equal(copse_text_distance(a, b, 3), 4);
    a[64] = b[64] = '\0'; /* 64 are still compared */
    b[63] = 'y';
    assert_int_equal(copse_text_distance(a, b, 3), 1);
}

/* The definition, without a table. */
static int slow_distance(const char *a, size_t n, const char *b, size_t m)
{
    if (n == 0 || m == 0)
        return (int)(n + m);
    int least = slow_distance(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
    int other = slow_distance(a, n - 1, b, m) + 1;
    least = other < least ? other : least;
    other = slow_distance(a, n, b, m - 1) + 1;
    least = other < least ? other : least;
    if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1]) {
        other = slow_distance(a, n - 2, b, m - 2) + 1;
        least = other < least ? other : least;
    }
    return least;
}

static void test_distance__agrees_with_its_definition(void **state)
{
    (void)state;
    copse_random random;
    copse_random_seed(&random, 1, 0);
    for (int round = 0; round < 3000; round++) {
        char word[2][7] = {{0}, {0}};
        for (int w = 0; w < 2; w++) {
            uint64_t n = copse_random_below(&random, 7);
            for (uint64_t i = 0; i < n; i++)
                word[w][i] = (char)('a' + copse_random_below(&random, 3));
        }
        assert_int_equal(copse_text_distance(word[0], word[1], 16),
                         slow_distance(word[0], strlen(word[0]), word[1], strlen(word[1])));
    }
}

static void test_tolerance__grows_with_the_word(void **state)
{
    (void)state;
    assert_int_equal(copse_text_tolerance(""), 1);
    assert_int_equal(copse_text_tolerance("abc"), 1);
    assert_int_equal(copse_text_tolerance("abcdefg"), 2);
    assert_int_equal(copse_text_tolerance("a word of many letters, and more"), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__grows_by_appending_and_formatting),
        cmocka_unit_test(test_text__says_once_that_memory_ran_out),
        cmocka_unit_test(test_fold__case_spaces_and_controls),
        cmocka_unit_test(test_fold__unicode_forms_are_one),
        cmocka_unit_test(test_fold__of_ascii_is_what_unicode_would_make_of_it),
        cmocka_unit_test(test_fold__refuses_ill_formed_text_and_failing_memory),
        cmocka_unit_test(test_utf8__is_well_formed_or_not),
        cmocka_unit_test(test_distance__known_pairs),
        cmocka_unit_test(test_distance__is_cut_off_at_the_limit),
        cmocka_unit_test(test_distance__of_long_texts_is_not_that_of_their_beginnings),
        cmocka_unit_test(test_distance__agrees_with_its_definition),
        cmocka_unit_test(test_tolerance__grows_with_the_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
