/* What an import does to a store. */
#include "store/importing.h"

#include "base/memory.h"

/* ---- the first import ---- */

static void test_import__makes_the_store_when_there_is_none(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_basics();
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_true(report->created_store);
    assert_int_equal(report->data_version, 1);
    assert_counts(report, "members", 2, 0, 0, 0, 0);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(key || '=' || name, ' ') FROM (SELECT * FROM member ORDER BY key)"),
                        "m1=Ada m2=Ben");
    assert_string_equal(ask("PRAGMA journal_mode"), "delete");
    struct stat info;
    assert_int_equal(stat(at("s.copse"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(files_in_folder(), 5);
}

static void test_import__a_person_is_named_to_nobody_unless_the_file_says_so(void **state)
{
    (void)state;
    write_file("members.csv", "member_id,visibility\nm1,\nm2,trust\nm3,Team\n");
    import_ok();
    assert_string_equal(ask("SELECT group_concat(visibility, ' ') FROM (SELECT * FROM member ORDER BY key)"),
                        "0 2 1");
}

static void test_import__default_visibility_is_the_stores(void **state)
{
    (void)state;
    copse_store_options options = COPSE_STORE_OPTIONS_INIT;
    copse_context ctx = today();
    options.default_visibility = COPSE_VISIBLE_TRUST;
    assert_ok(copse_store_create(at("s.copse"), &options, &ctx, NULL));
    write_file("members.csv", "member_id\nm1\n");
    import_ok();
    assert_string_equal(ask("SELECT visibility FROM member"), "2");
}

static void test_import__same_folder_again_writes_not_a_byte(void **state)
{
    (void)state;
    copse_context ctx = today();
    char before[8192 * 64], after[sizeof before];
    write_basics();
    write_file("memberships.csv", "member_id,community_id\nm1,c1\n");
    import_ok();
    FILE *file = fopen(at("s.copse"), "rb");
    size_t n = fread(before, 1, sizeof before, file);
    fclose(file);
    assert_true(n > 0 && n < sizeof before);

    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_true(table_of(report, "memberships")->unchanged);
    assert_counts(report, "memberships", 0, 0, 1, 0, 0);
    assert_int_equal(report->data_version, 1);
    copse_import_report_free(report);
    file = fopen(at("s.copse"), "rb");
    assert_int_equal(fread(after, 1, sizeof after, file), n);
    fclose(file);
    assert_memory_equal(before, after, n);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_import__makes_the_store_when_there_is_none),
        TEST(test_import__a_person_is_named_to_nobody_unless_the_file_says_so),
        TEST(test_import__default_visibility_is_the_stores),
        TEST(test_import__same_folder_again_writes_not_a_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
