/* Opening: what is opened is a sound Copse store, whatever a file pretends or a crash left. */
#include "store/folder.h"

#include <signal.h>
#include <sys/wait.h>

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
    write_raw(at("notes.txt"), text, sizeof text);
    write_raw(at("empty"), "", 0);
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
    run_sql(path, "PRAGMA user_version = 3");
    for (int access = COPSE_STORE_READ; access <= COPSE_STORE_WRITE; access++) {
        assert_int_equal(open_it(path, (copse_store_access)access), COPSE_E_STORE);
        assert_non_null(strstr(error.what, "schema version 3"));
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
    assert_string_equal(ask_sql(at("old"), "PRAGMA user_version"), "2");
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
    assert_int_equal(create_store(":memory:", NULL), COPSE_OK);
    assert_int_equal(open_it(":memory:", COPSE_STORE_READ), COPSE_OK);
    assert_int_equal(create_store("file:x?mode=memory", NULL), COPSE_OK);
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
    write_raw(at("s.copse-wal"), "something", 9);
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

/* A program that dies in the middle of writing, after some of it reached the file. */
static void die_while_writing(const char *path, const char *journal)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        sqlite3 *db;
        bool ok =
            sqlite3_open(path, &db) == SQLITE_OK &&
            sqlite3_exec(db, journal, NULL, NULL, NULL) == SQLITE_OK &&
            sqlite3_exec(db,
                         "INSERT INTO member (key) VALUES ('finished');"
                         "PRAGMA cache_size = 1; BEGIN;"
                         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                         " WHERE i < 20000) INSERT INTO member (key) SELECT 'half' || i FROM n",
                         NULL, NULL, NULL) == SQLITE_OK;
        if (ok)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static int64_t members_in(const char *path)
{
    copse_store *store;
    copse_facts *facts;
    copse_context ctx = today();
    assert_ok(copse_store_open(&store, path, COPSE_STORE_READ, NULL));
    assert_ok(copse_store_read_facts(&facts, store, &ctx, NULL));
    int64_t n = (int64_t)facts->n_members;
    copse_facts_free(facts);
    copse_store_close(store);
    return n;
}

static void test_open__reader_puts_right_what_a_crash_left(void **state)
{
    (void)state;
    new_store();
    die_while_writing(at("s.copse"), "PRAGMA journal_mode = DELETE");
    assert_int_equal(access(at("s.copse-journal"), F_OK), 0);
    assert_int_equal(members_in(at("s.copse")), 1);

    assert_int_equal(unlink(at("s.copse")), 0);
    new_store();
    die_while_writing(at("s.copse"), "PRAGMA journal_mode = WAL");
    assert_int_equal(access(at("s.copse-wal"), F_OK), 0);
    assert_int_equal(members_in(at("s.copse")), 1);
}

/* Where the journal cannot be played back, the half-written file is refused rather than believed.
 */
static void test_open__half_written_store_is_refused_where_it_cannot_be_mended(void **state)
{
    (void)state;
    new_store();
    die_while_writing(at("s.copse"), "PRAGMA journal_mode = DELETE");
    assert_int_equal(chmod(at("s.copse"), 0444), 0);
    assert_int_equal(chmod(at("s.copse-journal"), 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    become_nobody();
    copse_status st = open_it(at("s.copse"), COPSE_STORE_READ);
    become_oneself();
    assert_int_equal(st, COPSE_E_STORE);
}

static void test_open__while_another_writes_one_reads_and_a_second_writer_is_told(void **state)
{
    (void)state;
    const char *path = new_store();
    sqlite3 *other;
    copse_store *store;
    copse_context ctx = today();
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE; INSERT INTO member (key) VALUES ('a')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(members_in(path), 0);
    assert_ok(copse_store_open(&store, path, COPSE_STORE_WRITE, NULL));
    assert_int_equal(copse_store_audit(store, "test", "", &ctx, &error), COPSE_E_STORE);
    assert_non_null(strstr(error.what, "another program is writing"));
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    assert_ok(copse_store_audit(store, "test", "", &ctx, NULL));
    copse_store_close(store);
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
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
        TEST(test_open__reader_puts_right_what_a_crash_left),
        TEST(test_open__half_written_store_is_refused_where_it_cannot_be_mended),
        TEST(test_open__while_another_writes_one_reads_and_a_second_writer_is_told),
        TEST(test_open__reader_cannot_write),
    };
    return cmocka_run_group_tests_name("store/open", tests, NULL, NULL);
}
