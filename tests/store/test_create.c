/* Creating and opening: what is opened is a Copse store, and nothing that exists is ever overwritten. */
#include "store/folder.h"

#include "base/memory.h"

static copse_error error;

static copse_status open_it(const char *path, copse_store_access access)
{
    copse_store *store;
    error = (copse_error)COPSE_ERROR_INIT;
    copse_status st = copse_store_open(&store, path, access, &error);
    assert_true((st == COPSE_OK) == (store != NULL));
    copse_store_close(store);
    return st;
}

static copse_status create_it(const char *path)
{
    copse_store_options options = COPSE_STORE_OPTIONS_INIT;
    copse_context ctx = today();
    error = (copse_error)COPSE_ERROR_INIT;
    return copse_store_create(path, &options, &ctx, &error);
}

static void write_file(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
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
    assert_string_equal(ask_sql(path, "SELECT value FROM setting WHERE name = 'default_visibility'"),
                        "team");
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
    assert_string_equal(ask_sql(path, "PRAGMA user_version"), "1");
    assert_string_equal(ask_sql(path, "PRAGMA journal_mode"), "delete");
    assert_string_equal(ask_sql(path, "PRAGMA integrity_check"), "ok");
}

static void test_create__never_overwrites(void **state)
{
    (void)state;
    write_file(at("s.copse"), "mine", 4);
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

static void test_open__out_of_memory_is_said(void **state)
{
    (void)state;
    const char *path = new_store();
    int64_t n = 0;
    for (;; n++) {
        copse_memory_fail_at(n);
        copse_status st = open_it(path, COPSE_STORE_WRITE);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
    }
    assert_true(n > 2);
}

static void test_open__missing_file_is_not_found_and_not_made(void **state)
{
    (void)state;
    assert_int_equal(open_it(at("s.copse"), COPSE_STORE_WRITE), COPSE_E_NOT_FOUND);
    assert_string_equal(error.where, at("s.copse"));
    assert_non_null(strstr(error.next, "copse init"));
    assert_int_equal(files_in_folder(), 0);
}

static void test_open__folder_is_refused(void **state)
{
    (void)state;
    assert_int_equal(open_it(folder, COPSE_STORE_READ), COPSE_E_STORE);
    assert_non_null(strstr(error.what, "not a file"));
}

static void test_open__file_that_is_no_database_is_refused(void **state)
{
    (void)state;
    char text[4096];
    memset(text, 'x', sizeof text);
    write_file(at("notes.txt"), text, sizeof text);
    write_file(at("empty"), "", 0);
    for (int access = COPSE_STORE_READ; access <= COPSE_STORE_WRITE; access++) {
        assert_int_equal(open_it(at("notes.txt"), (copse_store_access)access), COPSE_E_STORE);
        assert_int_equal(open_it(at("empty"), (copse_store_access)access), COPSE_E_STORE);
        assert_non_null(strstr(error.what, "no Copse store"));
    }
}

static void test_open__foreign_database_is_refused_and_untouched(void **state)
{
    (void)state;
    run_sql(at("other.db"), "CREATE TABLE t (a); PRAGMA user_version = 1;");
    assert_int_equal(open_it(at("other.db"), COPSE_STORE_WRITE), COPSE_E_STORE);
    assert_non_null(strstr(error.what, "no Copse store"));
    assert_string_equal(ask_sql(at("other.db"), "SELECT count(*) FROM sqlite_master"), "1");
}

static void test_open__newer_store_says_what_to_do(void **state)
{
    (void)state;
    const char *path = new_store();
    run_sql(path, "PRAGMA user_version = 2");
    for (int access = COPSE_STORE_READ; access <= COPSE_STORE_WRITE; access++) {
        assert_int_equal(open_it(path, (copse_store_access)access), COPSE_E_STORE);
        assert_non_null(strstr(error.what, "schema version 2"));
        assert_non_null(strstr(error.next, "newer version of Copse"));
    }
    run_sql(path, "PRAGMA user_version = -1");
    assert_int_equal(open_it(path, COPSE_STORE_WRITE), COPSE_E_STORE);
}

static void test_open__older_store_is_migrated_by_a_writer_only(void **state)
{
    (void)state;
    /* Version 0 is a store before its first table. */
    run_sql(at("old"), "PRAGMA application_id = 1131376755; PRAGMA user_version = 0;");
    assert_int_equal(open_it(at("old"), COPSE_STORE_READ), COPSE_E_STORE);
    assert_non_null(strstr(error.next, "command that writes"));
    assert_string_equal(ask_sql(at("old"), "PRAGMA user_version"), "0");
    assert_int_equal(open_it(at("old"), COPSE_STORE_WRITE), COPSE_OK);
    assert_string_equal(ask_sql(at("old"), "PRAGMA user_version"), "1");
    assert_int_equal(open_it(at("old"), COPSE_STORE_READ), COPSE_OK);
}

static void test_open__failed_migration_leaves_the_old_store(void **state)
{
    (void)state;
    /* A table is in the way of step 0. */
    run_sql(at("old"), "PRAGMA application_id = 1131376755; CREATE TABLE tie (a);");
    assert_int_equal(open_it(at("old"), COPSE_STORE_WRITE), COPSE_E_STORE);
    assert_string_equal(ask_sql(at("old"), "PRAGMA user_version"), "0");
    assert_string_equal(ask_sql(at("old"), "SELECT count(*) FROM sqlite_master"), "1");
}

/* Every cut of a store either still opens (SQLite looks at the first page only) or is refused. */
static void test_open__truncated_store_never_crashes(void **state)
{
    (void)state;
    const char *path = new_store();
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_true(info.st_size > 8192);
    for (off_t size = info.st_size - 1; size > 0; size = size * 2 / 3) {
        assert_int_equal(truncate(path, size), 0);
        copse_status st = open_it(path, COPSE_STORE_WRITE);
        assert_true(st == COPSE_OK || st == COPSE_E_STORE);
    }
}

static void test_open__path_means_itself_and_nothing_to_sqlite(void **state)
{
    (void)state;
    char before[512];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(create_it(":memory:"), COPSE_OK);
    assert_int_equal(open_it(":memory:", COPSE_STORE_READ), COPSE_OK);
    assert_int_equal(create_it("file:x?mode=memory"), COPSE_OK);
    assert_int_equal(access("file:x?mode=memory", F_OK), 0);
    assert_int_equal(chdir(before), 0);
    assert_int_equal(files_in_folder(), 2);
}

/* As somebody who may not write: root may write everywhere. */
static void become_nobody(void)
{
    if (geteuid() == 0)
        assert_int_equal(seteuid(65534), 0);
}

static void become_oneself(void)
{
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
}

static void test_open__read_only_store_in_a_read_only_folder_reads(void **state)
{
    (void)state;
    const char *path = new_store();
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    become_nobody();
    copse_status reading = open_it(path, COPSE_STORE_READ);
    copse_status writing = open_it(path, COPSE_STORE_WRITE);
    become_oneself();
    assert_int_equal(reading, COPSE_OK);
    assert_int_equal(writing, COPSE_E_STORE);
    assert_non_null(strstr(error.what, "only be read"));
}

/* An import that was killed leaves the file in WAL mode; '%', '?' and '#' must survive the URI. */
static void test_open__wal_store_in_a_read_only_folder_reads(void **state)
{
    (void)state;
    new_store();
    char path[128];
    strcpy(path, at("a%20b?c#d.copse"));
    assert_int_equal(rename(at("s.copse"), path), 0);
    run_sql(path, "PRAGMA journal_mode = WAL");
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    become_nobody();
    copse_status st = open_it(path, COPSE_STORE_READ);
    become_oneself();
    assert_int_equal(st, COPSE_OK);
}

/* With changes waiting in a log, the file alone would be an old truth. */
static void test_open__wal_store_with_a_log_is_refused_where_it_cannot_be_read(void **state)
{
    (void)state;
    const char *path = new_store();
    run_sql(path, "PRAGMA journal_mode = WAL");
    write_file(at("s.copse-wal"), "something", 9);
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(at("s.copse-wal"), 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    become_nobody();
    copse_status st = open_it(path, COPSE_STORE_READ);
    become_oneself();
    assert_int_equal(st, COPSE_E_STORE);
}

static void test_open__writer_puts_the_journal_back(void **state)
{
    (void)state;
    const char *path = new_store();
    run_sql(path, "PRAGMA journal_mode = WAL");
    assert_int_equal(open_it(path, COPSE_STORE_WRITE), COPSE_OK);
    assert_string_equal(ask_sql(path, "PRAGMA journal_mode"), "delete");
}

static void test_open__reader_cannot_write(void **state)
{
    (void)state;
    const char *path = new_store();
    copse_store *store;
    copse_context ctx = today();
    assert_ok(copse_store_open(&store, path, COPSE_STORE_READ, NULL));
    assert_int_equal(copse_store_audit(store, "test", "", &ctx, NULL), COPSE_E_STORE);
    copse_store_close(store);
    assert_string_equal(ask_sql(path, "SELECT count(*) FROM audit"), "1");
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
    assert_string_equal(ask_sql(path, "SELECT value FROM setting WHERE name = 'state_version'"), "1");
    assert_string_equal(ask_sql(path, "SELECT value FROM setting WHERE name = 'data_version'"), "0");
}

static void test_audit__cannot_be_changed(void **state)
{
    (void)state;
    const char *path = new_store();
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "UPDATE audit SET action = ''", NULL, NULL, NULL), SQLITE_OK);
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
        TEST(test_open__out_of_memory_is_said),
        TEST(test_open__missing_file_is_not_found_and_not_made),
        TEST(test_open__folder_is_refused),
        TEST(test_open__file_that_is_no_database_is_refused),
        TEST(test_open__foreign_database_is_refused_and_untouched),
        TEST(test_open__newer_store_says_what_to_do),
        TEST(test_open__older_store_is_migrated_by_a_writer_only),
        TEST(test_open__failed_migration_leaves_the_old_store),
        TEST(test_open__truncated_store_never_crashes),
        TEST(test_open__path_means_itself_and_nothing_to_sqlite),
        TEST(test_open__read_only_store_in_a_read_only_folder_reads),
        TEST(test_open__wal_store_in_a_read_only_folder_reads),
        TEST(test_open__wal_store_with_a_log_is_refused_where_it_cannot_be_read),
        TEST(test_open__writer_puts_the_journal_back),
        TEST(test_open__reader_cannot_write),
        TEST(test_audit__appends_who_it_was_for_and_why),
        TEST(test_audit__cannot_be_changed),
    };
    return cmocka_run_group_tests_name("store/create", tests, NULL, NULL);
}
