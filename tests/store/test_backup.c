/* Backup: a whole copy under its own name, or nothing at all. */
#include "store/folder.h"

#include "base/memory.h"

static copse_error error;

/* A store of some megabytes, so that copying takes several steps. */
static void new_large_store(void)
{
    run_sql(new_store(),
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
            "INSERT INTO member (key, name) SELECT 'm' || i, printf('%064d', i) FROM n");
}

static copse_status back_up(const char *to, const copse_context *ctx)
{
    copse_store *store;
    error = (copse_error)COPSE_ERROR_INIT;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    copse_status st = copse_store_backup(store, to, ctx, &error);
    copse_store_close(store);
    return st;
}

typedef struct progress {
    int calls;
    uint64_t last, total;
} progress;

static void follow(void *user, const char *step, uint64_t done, uint64_t total)
{
    progress *p = user;
    assert_non_null(step);
    assert_true(done >= p->last && done <= total);
    p->calls++;
    p->last = done;
    p->total = total;
}

static void test_backup__copy_is_a_store_with_the_same_rows(void **state)
{
    (void)state;
    copse_context ctx = today();
    progress p = {0, 0, 0};
    ctx.on_progress = follow;
    ctx.user = &p;
    new_large_store();
    assert_int_equal(back_up(at("copy.copse"), &ctx), COPSE_OK);
    assert_true(p.calls > 1);
    assert_true(p.total > 0 && p.last == p.total);

    copse_store *store;
    assert_ok(copse_store_open(&store, at("copy.copse"), COPSE_STORE_WRITE, NULL));
    copse_store_close(store);
    assert_string_equal(ask_sql(at("copy.copse"), "PRAGMA integrity_check"), "ok");
    assert_string_equal(ask_sql(at("copy.copse"), "SELECT count(*) FROM member"), "50000");
    assert_int_equal(files_in_folder(), 2);
}

static void test_backup__only_the_owner_may_read_it(void **state)
{
    (void)state;
    copse_context ctx = today();
    struct stat info;
    new_store();
    assert_int_equal(chmod(at("s.copse"), 0644), 0);
    mode_t before = umask(0);
    assert_int_equal(back_up(at("copy.copse"), &ctx), COPSE_OK);
    umask(before);
    assert_int_equal(stat(at("copy.copse"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
}

static void test_backup__never_overwrites(void **state)
{
    (void)state;
    copse_context ctx = today();
    new_store();
    write_raw(at("copy.copse"), "mine", 4);
    assert_int_equal(back_up(at("copy.copse"), &ctx), COPSE_E_ARGUMENT);
    assert_string_equal(error.where, at("copy.copse"));
    assert_int_equal(back_up(at("s.copse"), &ctx), COPSE_E_ARGUMENT);
    struct stat info;
    assert_int_equal(stat(at("copy.copse"), &info), 0);
    assert_int_equal(info.st_size, 4);
    assert_int_equal(files_in_folder(), 2);
}

/* Somebody takes the name while pages are copied. */
static void take_the_name(void *user, const char *step, uint64_t done, uint64_t total)
{
    (void)user, (void)step, (void)done, (void)total;
    write_raw(at("copy.copse"), "theirs", 6);
}

static void test_backup__a_name_taken_meanwhile_is_not_overwritten(void **state)
{
    (void)state;
    copse_context ctx = today();
    ctx.on_progress = take_the_name;
    struct stat info;
    new_store();
    assert_int_equal(back_up(at("copy.copse"), &ctx), COPSE_E_ARGUMENT);
    assert_int_equal(stat(at("copy.copse"), &info), 0);
    assert_int_equal(info.st_size, 6);
    assert_int_equal(files_in_folder(), 2);
}

static bool stop_from(void *user)
{
    int *left = user;
    return (*left)-- <= 0;
}

static void test_backup__stopped_leaves_nothing(void **state)
{
    (void)state;
    new_large_store();
    for (int calls = 0; calls < 3; calls++) {
        int left = calls;
        copse_context ctx = today();
        ctx.is_cancelled = stop_from;
        ctx.user = &left;
        assert_int_equal(back_up(at("copy.copse"), &ctx), COPSE_E_INTERRUPTED);
        assert_int_equal(files_in_folder(), 1);
    }
}

static void test_backup__missing_folder_is_said(void **state)
{
    (void)state;
    copse_context ctx = today();
    new_store();
    assert_int_equal(back_up(at("no/such/copy.copse"), &ctx), COPSE_E_STORE);
    assert_true(error.what[0] != '\0' && error.next[0] != '\0');
}

/* A copy made while an import runs must open from read-only media like any other. */
static void test_backup__copy_of_a_store_in_wal_mode_is_not(void **state)
{
    (void)state;
    copse_context ctx = today();
    new_store();
    run_sql(at("s.copse"), "PRAGMA journal_mode = WAL; INSERT INTO member (key) VALUES ('a')");
    assert_int_equal(back_up(at("copy.copse"), &ctx), COPSE_OK);
    assert_string_equal(ask_sql(at("copy.copse"), "PRAGMA journal_mode"), "delete");
    assert_string_equal(ask_sql(at("copy.copse"), "SELECT count(*) FROM member"), "1");
}

static void test_backup__damaged_store_is_refused(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_store *store;
    new_large_store();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_int_equal(truncate(at("s.copse"), 40960), 0);
    copse_status st = copse_store_backup(store, at("copy.copse"), &ctx, &error);
    copse_store_close(store);
    assert_int_equal(st, COPSE_E_STORE);
    assert_int_equal(files_in_folder(), 1);
}

static void test_backup__out_of_memory_leaves_nothing(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_store *store;
    new_store();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    int64_t n = 0;
    for (;; n++) {
        copse_memory_fail_at(n);
        copse_status st = copse_store_backup(store, at("copy.copse"), &ctx, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_int_equal(files_in_folder(), 1);
    }
    assert_true(n > 1);
    assert_int_equal(files_in_folder(), 2);
    copse_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_backup__copy_is_a_store_with_the_same_rows),
        TEST(test_backup__only_the_owner_may_read_it),
        TEST(test_backup__never_overwrites),
        TEST(test_backup__a_name_taken_meanwhile_is_not_overwritten),
        TEST(test_backup__stopped_leaves_nothing),
        TEST(test_backup__missing_folder_is_said),
        TEST(test_backup__copy_of_a_store_in_wal_mode_is_not),
        TEST(test_backup__damaged_store_is_refused),
        TEST(test_backup__out_of_memory_leaves_nothing),
    };
    return cmocka_run_group_tests_name("store/backup", tests, NULL, NULL);
}
