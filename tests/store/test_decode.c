/* Encodings: what a file's bytes say they are, and what comes out as UTF-8. */
#include "store/importing.h"

#include "base/memory.h"
#include "base/text.h"
#include "store/decode.h"

#define BYTES(literal) literal, sizeof(literal) - 1

static copse_file_look look_at(const char *bytes, size_t n)
{
    copse_context ctx = today();
    copse_file_look look;
    write_bytes("f.csv", bytes, n);
    assert_ok(copse_store_look_at_file(&look, at("f.csv"), &ctx, NULL));
    return look;
}

/* Decode what look_at() wrote. @return status of the first read that failed */
static copse_status decode(copse_text *out, copse_encoding encoding)
{
    copse_decoder *decoder;
    const char *bytes;
    size_t n = 1;
    copse_status st = COPSE_OK;
    error = (copse_error)COPSE_ERROR_INIT;
    assert_ok(copse_store_decoder_open(&decoder, at("f.csv"), encoding, &error));
    while (st == COPSE_OK && n > 0) {
        st = copse_store_decoder_read(decoder, &bytes, &n, &error);
        if (st == COPSE_OK)
            copse_text_append_bytes(out, bytes, n);
    }
    copse_store_decoder_close(decoder);
    return st;
}

static void assert_decodes(const char *bytes, size_t n, copse_encoding encoding, const char *expected)
{
    copse_text out = COPSE_TEXT_INIT;
    copse_file_look look = look_at(bytes, n);
    assert_string_equal(copse_store_encoding_name(look.encoding), copse_store_encoding_name(encoding));
    assert_int_equal(look.bad_line, 0);
    assert_ok(decode(&out, look.encoding));
    assert_string_equal(out.bytes, expected);
    copse_text_free(&out);
}

static void test_decode__each_encoding_gives_the_same_text(void **state)
{
    (void)state;
    const char *expected = "id,name\nm1,Zo\xC3\xAB\n";
    assert_decodes(BYTES("id,name\nm1,Zo\xC3\xAB\n"), COPSE_UTF_8, expected);
    assert_decodes(BYTES("\xEF\xBB\xBFid,name\nm1,Zo\xC3\xAB\n"), COPSE_UTF_8, expected);
    assert_decodes(BYTES("id,name\nm1,Zo\xEB\n"), COPSE_WINDOWS_1252, expected);
    assert_decodes(BYTES("\xFF\xFEi\0d\0,\0n\0a\0m\0e\0\n\0m\0" "1\0,\0Z\0o\0\xEB\0\n\0"),
                   COPSE_UTF_16_LE, expected);
    assert_decodes(BYTES("i\0d\0,\0n\0a\0m\0e\0\n\0m\0" "1\0,\0Z\0o\0\xEB\0\n\0"), COPSE_UTF_16_LE,
                   expected);
    assert_decodes(BYTES("\xFE\xFF\0i\0d\0,\0n\0a\0m\0e\0\n\0m\0" "1\0,\0Z\0o\0\xEB\0\n"),
                   COPSE_UTF_16_BE, expected);
    assert_decodes(BYTES("\0i\0d\0,\0n\0a\0m\0e\0\n\0m\0" "1\0,\0Z\0o\0\xEB\0\n"), COPSE_UTF_16_BE,
                   expected);
}

static void test_decode__windows_quotes_dashes_and_the_euro(void **state)
{
    (void)state;
    assert_decodes(BYTES("\x93" "a\x94 \x96 \x80"), COPSE_WINDOWS_1252,
                   "\xE2\x80\x9C" "a\xE2\x80\x9D \xE2\x80\x93 \xE2\x82\xAC");
}

static void test_decode__overlong_and_surrogate_bytes_are_no_utf8(void **state)
{
    (void)state;
    assert_int_equal(look_at(BYTES("a\xC0\xAF")).encoding, COPSE_WINDOWS_1252);
    assert_int_equal(look_at(BYTES("a\xE0\x80\xAF")).encoding, COPSE_WINDOWS_1252);
    assert_int_equal(look_at(BYTES("a\xED\xA0\x80")).encoding, COPSE_WINDOWS_1252);
    assert_int_equal(look_at(BYTES("a\xF4\x90\x80\x80")).encoding, COPSE_WINDOWS_1252);
    assert_int_equal(look_at(BYTES("a\xF0\x9F\x8C\xB3")).encoding, COPSE_UTF_8);
    assert_int_equal(look_at(BYTES("cut \xE2\x82")).encoding, COPSE_WINDOWS_1252);
}

static void test_decode__nul_and_control_bytes_are_no_text(void **state)
{
    (void)state;
    copse_file_look look = look_at(BYTES("id\nm1\nm2\0m3\n"));
    assert_int_equal(look.bad_line, 3);
    assert_int_equal(look.bad_byte, 8);
    look = look_at(BYTES("id\nm\xE9\nm2\x01\n"));
    assert_int_equal(look.bad_line, 3);
    look = look_at(BYTES("\x81\n"));
    assert_int_equal(look.bad_line, 1);
    /* UTF-8 with an odd form feed or escape is still somebody's text. */
    assert_int_equal(look_at(BYTES("id\nm1\x1B\f\n")).bad_line, 0);
}

static void test_decode__broken_utf16_says_at_which_byte(void **state)
{
    (void)state;
    copse_text out = COPSE_TEXT_INIT;
    look_at(BYTES("\xFF\xFE" "a\0\x00\xDC" "b\0")); /* half a surrogate pair */
    assert_int_equal(decode(&out, COPSE_UTF_16_LE), COPSE_E_DATA);
    assert_non_null(strstr(error.what, "byte 4"));
    look_at(BYTES("\xFF\xFE" "a\0b")); /* cut in the middle */
    assert_int_equal(decode(&out, COPSE_UTF_16_LE), COPSE_E_DATA);
    look_at(BYTES("\xFF\xFE" "a\0\0\0" "b\0"));
    assert_int_equal(decode(&out, COPSE_UTF_16_LE), COPSE_E_DATA);
    assert_non_null(strstr(error.what, "NUL"));
    copse_text_free(&out);
}

static void test_decode__characters_are_whole_across_blocks(void **state)
{
    (void)state;
    /* One byte, then pairs: every block of an even size ends inside a character. */
    enum { PAIRS = 150000 };
    char *bytes = malloc(1 + 2 * PAIRS);
    assert_non_null(bytes);
    bytes[0] = 'x';
    for (size_t i = 0; i < PAIRS; i++)
        memcpy(bytes + 1 + 2 * i, "\xC3\xA9", 2);
    copse_file_look look = look_at(bytes, 1 + 2 * PAIRS);
    assert_int_equal(look.encoding, COPSE_UTF_8);
    copse_text out = COPSE_TEXT_INIT;
    assert_ok(decode(&out, look.encoding));
    assert_int_equal(out.length, 1 + 2 * PAIRS);
    assert_memory_equal(out.bytes, bytes, out.length);
    copse_text_free(&out);

    /* The same as UTF-16 with a byte-order mark and characters outside the plane: four bytes each. */
    enum { QUADS = 40000 };
    memcpy(bytes, "\xFF\xFEx\0", 4);
    for (size_t i = 0; i < QUADS; i++)
        memcpy(bytes + 4 + 4 * i, "\x3C\xD8\x33\xDF", 4); /* U+1F333 */
    look = look_at(bytes, 4 + 4 * QUADS);
    assert_ok(decode(&out, look.encoding));
    assert_int_equal(out.length, 1 + 4 * QUADS);
    assert_memory_equal(out.bytes + 1, "\xF0\x9F\x8C\xB3", 4);
    copse_text_free(&out);
    free(bytes);
}

static void test_decode__an_empty_file_is_empty_text(void **state)
{
    (void)state;
    copse_text out = COPSE_TEXT_INIT;
    copse_file_look look = look_at("", 0);
    assert_int_equal(look.encoding, COPSE_UTF_8);
    assert_int_equal(look.bytes, 0);
    assert_ok(decode(&out, look.encoding));
    assert_int_equal(out.length, 0);
    copse_text_free(&out);
}

static void test_decode__hash_is_of_the_bytes(void **state)
{
    (void)state;
    copse_file_look a = look_at(BYTES("one")), b = look_at(BYTES("two")), c = look_at(BYTES("one"));
    assert_memory_equal(a.hash, c.hash, COPSE_HASH_BYTES);
    assert_memory_not_equal(a.hash, b.hash, COPSE_HASH_BYTES);
}

static bool always(void *user)
{
    (void)user;
    return true;
}

static void test_decode__missing_files_cancelling_and_memory_are_statuses(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_file_look look;
    copse_decoder *decoder = (copse_decoder *)&look;
    assert_int_equal(copse_store_look_at_file(&look, at("none"), &ctx, &error), COPSE_E_STORE);
    assert_true(error.what[0] && error.next[0]);
    assert_int_equal(copse_store_decoder_open(&decoder, at("none"), COPSE_UTF_8, NULL), COPSE_E_STORE);
    assert_null(decoder);
    write_file("f.csv", "x");
    ctx.is_cancelled = always;
    assert_int_equal(copse_store_look_at_file(&look, at("f.csv"), &ctx, NULL), COPSE_E_INTERRUPTED);
    copse_memory_fail_at(0);
    assert_int_equal(copse_store_decoder_open(&decoder, at("f.csv"), COPSE_UTF_8, NULL), COPSE_E_NOMEM);
    copse_memory_fail_at(-1);
    assert_null(decoder);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_decode__each_encoding_gives_the_same_text),
        TEST(test_decode__windows_quotes_dashes_and_the_euro),
        TEST(test_decode__overlong_and_surrogate_bytes_are_no_utf8),
        TEST(test_decode__nul_and_control_bytes_are_no_text),
        TEST(test_decode__broken_utf16_says_at_which_byte),
        TEST(test_decode__characters_are_whole_across_blocks),
        TEST(test_decode__an_empty_file_is_empty_text),
        TEST(test_decode__hash_is_of_the_bytes),
        TEST(test_decode__missing_files_cancelling_and_memory_are_statuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
