/* CSV in and out. Records are written here as "line:field|field" and joined by " / ". */
#include "store/importing.h"

#include "base/memory.h"
#include "base/text.h"
#include "store/csv_read.h"
#include "store/store.h"

static copse_text records;

/* Read a file whole into records. */
static void read_all(const char *bytes, size_t n)
{
    copse_csv_reader *reader;
    copse_csv_record r;
    bool is_end = false;
    copse_text_clear(&records);
    copse_text_append(&records, "");
    write_bytes("f.csv", bytes, n);
    assert_ok(copse_store_csv_open(&reader, at("f.csv"), COPSE_UTF_8, NULL));
    for (;;) {
        assert_ok(copse_store_csv_next(reader, &r, &is_end, NULL));
        if (is_end)
            break;
        copse_text_format(&records, "%s%d:", records.length > 0 ? " / " : "", (int)r.line);
        if (r.fault)
            copse_text_format(&records, "!%d%s", (int)r.fault_column, r.is_rest_lost ? " lost" : "");
        for (size_t i = 0; i < r.n_fields && i < COPSE_CSV_FIELDS; i++)
            copse_text_format(&records, "%s%s", i > 0 ? "|" : "", r.fields[i]);
    }
    /* The end stays the end. */
    assert_ok(copse_store_csv_next(reader, &r, &is_end, NULL));
    assert_true(is_end);
    copse_store_csv_close(reader);
}

static void assert_reads(const char *text, const char *expected)
{
    read_all(text, strlen(text));
    assert_string_equal(records.bytes ? records.bytes : "", expected);
}

static void test_csv__fields_and_the_lines_on_which_records_start(void **state)
{
    (void)state;
    assert_reads("a,b\n1,2\n3,4\n", "1:a|b / 2:1|2 / 3:3|4");
    assert_reads("a,b\n1,2", "1:a|b / 2:1|2");
    assert_reads("a\n", "1:a");
    assert_reads("a", "1:a");
    assert_reads("", "");
    assert_reads("\n\n", "");
    assert_reads("a,b\n,\n", "1:a|b / 2:|");
}

static void test_csv__every_kind_of_line_end_counts_once(void **state)
{
    (void)state;
    assert_reads("a,b\r\n1,2\r\n3,4\r\n", "1:a|b / 2:1|2 / 3:3|4");
    assert_reads("a,b\r1,2\r3,4\r", "1:a|b / 2:1|2 / 3:3|4");
    assert_reads("a,b\n\n  \n1,2\r\n\r\n3,4", "1:a|b / 4:1|2 / 6:3|4");
}

static void test_csv__quotes_hold_separators_line_ends_and_quotes(void **state)
{
    (void)state;
    assert_reads("a,b\n\"x,y\",2\n", "1:a|b / 2:x,y|2");
    assert_reads("a,b\n\"x\ny\r\nz\",2\n3,4\n", "1:a|b / 2:x\ny\r\nz|2 / 5:3|4");
    assert_reads("a,b\n\"say \"\"hi\"\"\",2\n", "1:a|b / 2:say \"hi\"|2");
    assert_reads("a,b\n\"\",\"\"\n", "1:a|b / 2:|");
    assert_reads("a,b\n\"x\" ,2\n", "1:a|b / 2:x|2");
}

static void test_csv__separator_is_guessed_from_the_first_line(void **state)
{
    (void)state;
    assert_reads("a;b\n1,5;2\n", "1:a|b / 2:1,5|2");
    assert_reads("a\tb\n1,5\t2;3\n", "1:a|b / 2:1,5|2;3");
    assert_reads("a,b;c,d\n", "1:a|b;c|d");
    assert_reads("\"a;;;\",b\n", "1:a;;;|b");
    assert_reads("sep=;\na;b,c,d\n", "2:a|b,c,d");
    assert_reads("sep=,\r\na,b\r\n1,2\r\n", "2:a|b / 3:1|2");
    assert_reads("sep=\n", "1:sep=");
}

static void test_csv__a_stray_quote_costs_its_own_record_only(void **state)
{
    (void)state;
    assert_reads("a,b\n1,x\"y\n3,4\n", "1:a|b / 2:!2 / 3:3|4");
    assert_reads("a,b\n\"x\"y,2\n3,4\n", "1:a|b / 2:!1 / 3:3|4");
    assert_reads("a,b\n\"x\ny\"z,2\n3,4", "1:a|b / 2:!1 / 4:3|4");
}

static void test_csv__an_open_quote_loses_the_rest(void **state)
{
    (void)state;
    assert_reads("a,b\n1,2\n3,\"x\n4,5\n", "1:a|b / 2:1|2 / 3:!2 lost");
    assert_reads("\"", "1:!1 lost");
}

static void test_csv__a_field_over_a_mebibyte_is_an_open_quote(void **state)
{
    (void)state;
    enum { N = COPSE_CSV_FIELD_BYTES + 4096 };
    char *bytes = malloc(N);
    assert_non_null(bytes);
    memset(bytes, 'x', N);
    memcpy(bytes, "a\n\"", 3);
    read_all(bytes, N);
    assert_string_equal(records.bytes, "1:a / 2:!1 lost");
    /* One just below it is text. */
    memset(bytes, 'x', N);
    memcpy(bytes, "a\n", 2);
    bytes[2 + COPSE_CSV_FIELD_BYTES] = '\n';
    memcpy(bytes + COPSE_CSV_FIELD_BYTES + 3, "b\n", 2);
    read_all(bytes, COPSE_CSV_FIELD_BYTES + 5);
    assert_int_equal(records.length, strlen("1:a / 2: / 3:b") + COPSE_CSV_FIELD_BYTES);
    free(bytes);
}

static void test_csv__fields_past_a_thousand_are_counted_and_not_kept(void **state)
{
    (void)state;
    char bytes[5001];
    memset(bytes, ',', 5000);
    bytes[5000] = '\0';
    copse_csv_reader *reader;
    copse_csv_record r;
    bool is_end;
    write_file("f.csv", bytes);
    assert_ok(copse_store_csv_open(&reader, at("f.csv"), COPSE_UTF_8, NULL));
    assert_ok(copse_store_csv_next(reader, &r, &is_end, NULL));
    assert_int_equal(r.n_fields, 5001);
    copse_store_csv_close(reader);
}

static void test_csv__records_longer_than_a_block_keep_their_lines(void **state)
{
    (void)state;
    enum { LONG = 200000 };
    char *bytes = malloc(LONG + 64);
    assert_non_null(bytes);
    size_t n = (size_t)snprintf(bytes, 64, "a,b\n1,\"");
    memset(bytes + n, '\n', LONG);
    n += LONG;
    n += (size_t)snprintf(bytes + n, 32, "\"\n3,4\n");
    read_all(bytes, n);
    assert_non_null(strstr(records.bytes, " / 2:1|"));
    assert_non_null(strstr(records.bytes, " / 200003:3|4"));
    free(bytes);
}

static void test_csv__memory_running_out_is_a_status(void **state)
{
    (void)state;
    write_file("f.csv", "a,b\n1,\"2 and more\"\n");
    for (int n = 0;; n++) {
        copse_csv_reader *reader = NULL;
        copse_csv_record r;
        bool is_end = false;
        copse_memory_fail_at(n);
        copse_status st = copse_store_csv_open(&reader, at("f.csv"), COPSE_UTF_8, NULL);
        while (st == COPSE_OK && !is_end)
            st = copse_store_csv_next(reader, &r, &is_end, NULL);
        copse_memory_fail_at(-1);
        copse_store_csv_close(reader);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
    }
}

/* ---- writing ---- */

static void assert_field(const char *text, const char *expected)
{
    copse_text line = COPSE_TEXT_INIT;
    copse_store_csv_field(&line, text);
    assert_string_equal(line.bytes ? line.bytes : "", expected);
    copse_text_free(&line);
}

static void test_csv_field__is_quoted_where_needed(void **state)
{
    (void)state;
    assert_field("plain", "plain");
    assert_field("", "");
    assert_field("a,b", "\"a,b\"");
    assert_field("a;b", "\"a;b\"");
    assert_field("two\nlines", "\"two\nlines\"");
    assert_field("say \"hi\"", "\"say \"\"hi\"\"\"");
    assert_field(" padded ", "\" padded \"");
    assert_field("Zo\xC3\xAB", "Zo\xC3\xAB");
}

static void test_csv_field__formulas_are_text(void **state)
{
    (void)state;
    assert_field("=1+1", "\"'=1+1\"");
    assert_field("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"");
    assert_field("+44 117 900", "\"'+44 117 900\"");
    assert_field("-2+3", "\"'-2+3\"");
    assert_field("@SUM(A1)", "\"'@SUM(A1)\"");
    assert_field("\t=1", "\"'\t=1\"");
    assert_field("\r=1", "\"'\r=1\"");
    assert_field("-", "\"'-\"");
}

static void test_csv_field__numbers_stay_numbers(void **state)
{
    (void)state;
    assert_field("-2.59", "-2.59");
    assert_field("+44", "+44");
    assert_field("-.5", "-.5");
    assert_field("-1e-05", "-1e-05");
    assert_field("-1e", "\"'-1e\"");
    assert_field("--1", "\"'--1\"");
    assert_field("-1.2.3", "\"'-1.2.3\"");
}

static void test_csv_field__what_is_written_is_read_again(void **state)
{
    (void)state;
    static const char *const texts[] = {"a", "a,b", "x\"y", "two\nlines", "", " padded "};
    copse_text file = COPSE_TEXT_INIT, expected = COPSE_TEXT_INIT;
    copse_text_append(&expected, "1:");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        copse_text_append(&file, i > 0 ? "," : "");
        copse_store_csv_field(&file, texts[i]);
        copse_text_format(&expected, "%s%s", i > 0 ? "|" : "", texts[i]);
    }
    assert_reads(file.bytes, expected.bytes);
    copse_text_free(&file);
    copse_text_free(&expected);
}

static void test_csv_field__memory_running_out_is_said_once(void **state)
{
    (void)state;
    for (int n = 0; n < 3; n++) {
        copse_text line = COPSE_TEXT_INIT;
        copse_memory_fail_at(n);
        copse_store_csv_field(&line, "a,b");
        copse_memory_fail_at(-1);
        assert_true(line.failed);
        copse_text_free(&line);
    }
}

static int free_records(void **state)
{
    (void)state;
    copse_text_free(&records);
    return 0;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_csv__fields_and_the_lines_on_which_records_start),
        TEST(test_csv__every_kind_of_line_end_counts_once),
        TEST(test_csv__quotes_hold_separators_line_ends_and_quotes),
        TEST(test_csv__separator_is_guessed_from_the_first_line),
        TEST(test_csv__a_stray_quote_costs_its_own_record_only),
        TEST(test_csv__an_open_quote_loses_the_rest),
        TEST(test_csv__a_field_over_a_mebibyte_is_an_open_quote),
        TEST(test_csv__fields_past_a_thousand_are_counted_and_not_kept),
        TEST(test_csv__records_longer_than_a_block_keep_their_lines),
        TEST(test_csv__memory_running_out_is_a_status),
        TEST(test_csv_field__is_quoted_where_needed),
        TEST(test_csv_field__formulas_are_text),
        TEST(test_csv_field__numbers_stay_numbers),
        TEST(test_csv_field__what_is_written_is_read_again),
        TEST(test_csv_field__memory_running_out_is_said_once),
    };
    return cmocka_run_group_tests(tests, NULL, free_records);
}
