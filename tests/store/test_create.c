/* Creating: nothing that exists is ever overwritten, and what fails leaves nothing. The audit log.
 */
#include "store/folder.h"

#include "base/memory.h"

static copse_error error;

static copse_status create_it(const char *path)
{
    error = (copse_error)COPSE_ERROR_INIT;
    return create_store(path, &error);
}

static void test_create__new_store_opens_both_ways_at_version_0(void **state)
{
    (void)state;
    const char *path = new_store();
    for (int access = COPSE_STORE_READ; access <= COPSE_STORE_WRITE; access++) {
        copse_store *store;
        assert_ok(copse_store_open(&store, path, (copse_store_access)access, NULL));
        assert_int_equal(copse_store_data_version(store), 0);
        copse_store_close(store);
    }
    assert_int_equal(files_in_folder(), 1);
}

static void test_create__only_the_owner_may_read_it(void **state)
{
    (void)state;
    struct stat info;
    mode_t before = umask(0);
    const char *path = new_store();
    umask(before);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
}

static void test_create__records_the_options(void **state)
{
    (void)state;
    copse_store_options options = COPSE_STORE_OPTIONS_INIT;
    options.default_visibility = COPSE_VISIBLE_TEAM;
    options.organisation = "St Elsewhere's; DROP TABLE setting";
    options.threshold = 7;
    options.retention_days = 730;
    copse_context ctx = today();
    assert_ok(copse_store_create(at("s.copse"), &options, &ctx, NULL));

    const char *path = at("s.copse");
    assert_string_equal(ask_sql(path, "SELECT value FROM setting WHERE name = 'organisation'"),
                        options.organisation);
    assert_string_equal(
        ask_sql(path, "SELECT value FROM setting WHERE name = 'default_visibility'"), "team");
    assert_string_equal(ask_sql(path, "SELECT value FROM setting WHERE name = 'threshold'"), "7");
    assert_string_equal(ask_sql(path, "SELECT value FROM setting WHERE name = 'retention_days'"),
                        "730");
    assert_string_equal(ask_sql(path, "SELECT count(*) FROM setting WHERE name = 'purpose'"), "0");
    assert_string_equal(ask_sql(path, "SELECT action || happened FROM audit"), "init20543");
}

static void test_create__the_file_is_known_by_its_application_id(void **state)
{
    (void)state;
    const char *path = new_store();
    assert_string_equal(ask_sql(path, "PRAGMA application_id"), "1131376755"); /* "Cops" */
    assert_string_equal(ask_sql(path, "PRAGMA user_version"), "2");
    assert_string_equal(ask_sql(path, "PRAGMA journal_mode"), "delete");
    assert_string_equal(ask_sql(path, "PRAGMA integrity_check"), "ok");
}

static void test_create__never_overwrites(void **state)
{
    (void)state;
    write_raw(at("s.copse"), "mine", 4);
    assert_int_equal(create_it(at("s.copse")), COPSE_E_ARGUMENT);
    assert_string_equal(error.where, at("s.copse"));
    struct stat info;
    assert_int_equal(stat(at("s.copse"), &info), 0);
    assert_int_equal(info.st_size, 4);

    /* Nor through a link that leads nowhere. */
    assert_int_equal(symlink("nowhere", at("link.copse")), 0);
    assert_int_equal(create_it(at("link.copse")), COPSE_E_ARGUMENT);
    assert_int_equal(access(at("nowhere"), F_OK), -1);
}

static void test_create__missing_folder_is_said(void **state)
{
    (void)state;
    assert_int_equal(create_it(at("no/such/s.copse")), COPSE_E_STORE);
    assert_true(error.what[0] != '\0' && error.next[0] != '\0');
}

static void test_create__impossible_options_are_refused(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_store_options options = COPSE_STORE_OPTIONS_INIT;
    options.threshold = 0;
    assert_int_equal(copse_store_create(at("s.copse"), &options, &ctx, NULL), COPSE_E_ARGUMENT);
    options = (copse_store_options)COPSE_STORE_OPTIONS_INIT;
    options.retention_days = -1;
    assert_int_equal(copse_store_create(at("s.copse"), &options, &ctx, NULL), COPSE_E_ARGUMENT);
    options = (copse_store_options)COPSE_STORE_OPTIONS_INIT;
    options.organisation = "\xff";
    assert_int_equal(copse_store_create(at("s.copse"), &options, &ctx, NULL), COPSE_E_ARGUMENT);
    assert_int_equal(files_in_folder(), 0);
}

static void test_create__out_of_memory_leaves_nothing(void **state)
{
    (void)state;
    int64_t n = 0;
    for (;; n++) {
        copse_memory_fail_at(n);
        copse_status st = create_it(at("s.copse"));
        copse_memory_fail_at(-1);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_int_equal(files_in_folder(), 0);
    }
    assert_true(n > 2);
    assert_int_equal(files_in_folder(), 1);
}

static void test_audit__appends_who_it_was_for_and_why(void **state)
{
    (void)state;
    const char *path = new_store();
    copse_store *store;
    copse_context ctx = today();
    ctx.audience = COPSE_FOR_STEWARD;
    ctx.reason = "spring invitations";
    assert_ok(copse_store_open(&store, path, COPSE_STORE_WRITE, NULL));
    assert_ok(copse_store_audit(store, "join --all", "400 members", &ctx, NULL));
    copse_store_close(store);
    assert_string_equal(ask_sql(path, "SELECT happened || audience || reason || detail FROM audit "
                                      "WHERE action = 'join --all'"),
                        "20543stewardspring invitations400 members");
    assert_string_equal(ask_sql(path, "SELECT value FROM setting WHERE name = 'state_version'"),
                        "1");
    assert_string_equal(ask_sql(path, "SELECT value FROM setting WHERE name = 'data_version'"),
                        "0");
}

static void test_audit__cannot_be_changed(void **state)
{
    (void)state;
    const char *path = new_store();
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "UPDATE audit SET action = ''", NULL, NULL, NULL),
                         SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "DELETE FROM audit", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_create__new_store_opens_both_ways_at_version_0),
        TEST(test_create__only_the_owner_may_read_it),
        TEST(test_create__records_the_options),
        TEST(test_create__the_file_is_known_by_its_application_id),
        TEST(test_create__never_overwrites),
        TEST(test_create__missing_folder_is_said),
        TEST(test_create__impossible_options_are_refused),
        TEST(test_create__out_of_memory_leaves_nothing),
        TEST(test_audit__appends_who_it_was_for_and_why),
        TEST(test_audit__cannot_be_changed),
    };
    return cmocka_run_group_tests_name("store/create", tests, NULL, NULL);
}
