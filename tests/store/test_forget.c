/* Forgetting: nothing of a person is left in any file, nothing comes back, whatever happens in between. */
#include "store/canary.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/memory.h"

static copse_account *forget_with(copse_status expected, const char *key, bool dry_run)
{
    copse_store *store;
    copse_account *account = NULL;
    copse_context ctx = today();
    ctx.audience = COPSE_FOR_STEWARD;
    ctx.reason = "Cana Canary asked";
    error = (copse_error)COPSE_ERROR_INIT;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    copse_status st = copse_store_forget(&account, store, key, dry_run, &ctx, &error);
    copse_store_close(store);
    if (st != expected)
        fail_msg("%s: %s: %s", copse_status_name(st), error.where, error.what);
    assert_true((account != NULL) == (st == COPSE_OK));
    return account;
}

static void forget_canary(void)
{
    copse_account_free(forget_with(COPSE_OK, "canary01", false));
}

static void make_canary_store(void)
{
    write_canary_folder();
    import_ok();
    add_canary_records();
}

static const copse_account_section *section_of(const copse_account *account, const char *name)
{
    for (size_t i = 0; i < account->n_sections; i++)
        if (strcmp(account->sections[i].name, name) == 0)
            return &account->sections[i];
    fail_msg("no section %s", name);
    return NULL;
}

static const char *rows_of(const copse_account *account, const char *table)
{
    const copse_account_section *removed = section_of(account, "removed");
    for (size_t i = 0; i < removed->n_rows; i++)
        if (strcmp(removed->cells[2 * i].text, table) == 0)
            return removed->cells[2 * i + 1].text;
    return "0";
}

static bool has_note(const copse_import_report *report, const char *wanted)
{
    for (size_t i = 0; i < report->n_notes; i++)
        if (strstr(report->notes[i], wanted))
            return true;
    return false;
}

/* ---- what goes ---- */

static void test_forget__no_byte_of_any_file_names_them(void **state)
{
    (void)state;
    make_canary_store();
    copse_account *account = forget_with(COPSE_OK, "canary01", false);
    assert_no_canary();
    assert_string_equal(ask_sql(at("s.copse"), "PRAGMA integrity_check"), "ok");
    assert_string_equal(ask_sql(at("s.copse"), "PRAGMA foreign_key_check"), "");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT group_concat(key) FROM member"), "m2,m3");
    copse_account_free(account);
}

/* Counted by hand in write_canary_folder() and add_canary_records(). */
static void test_forget__tells_rows_files_and_the_model_that_went(void **state)
{
    (void)state;
    make_canary_store();
    copse_account *account = forget_with(COPSE_OK, "canary01", false);
    static const char *const counts[][2] = {
        {"member", "1"},    {"identity", "1"}, {"assignment", "1"}, {"membership", "2"}, {"expertise", "1"},
        {"interest", "1"},  {"tie", "1"},      {"exchange", "2"},   {"pairing", "1"},    {"mark", "1"},
    };
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        assert_string_equal(rows_of(account, counts[i][0]), counts[i][1]);
    assert_int_equal(account->n_removed, 12);
    const copse_account_section *outputs = section_of(account, "outputs");
    assert_int_equal(outputs->n_rows, 2);
    assert_string_equal(outputs->cells[0].text, "/out/Cana Canary.html");
    assert_string_equal(account->model_kind, "rp3beta");
    assert_int_equal(account->model_seed, 7);
    copse_account_free(account);
}

static void test_forget__what_was_made_of_people_goes_and_the_rest_stays(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    static const char *const empty[] = {"model", "model_value", "layout", "published_count", "pairing", "mark"};
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", empty[i]);
        assert_string_equal(ask_sql(at("s.copse"), sql), "0");
    }
    assert_string_equal(ask_sql(at("s.copse"), "SELECT note FROM exchange"), "[removed] showed me");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT what FROM action WHERE who IS NULL"),
                        "ask [removed] for the leaflet");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT description FROM community WHERE key = 'care'"),
                        "Asked of [removed] in May");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM community WHERE contact IS NULL"), "1");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT group_concat(subject) FROM decision"), "wounds");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT path FROM output WHERE id = 1"), "/out/[removed].html");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'data_version'"), "2");
}

static void test_forget__the_audit_log_says_it_and_is_append_only_again(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    assert_string_equal(ask_sql(at("s.copse"), "SELECT action || '|' || audience || '|' || reason FROM audit"
                                               " ORDER BY id DESC LIMIT 1"),
                        "forget|steward|[removed] asked");
    sqlite3 *db;
    assert_int_equal(sqlite3_open(at("s.copse"), &db), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "UPDATE audit SET reason = ''", NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "DELETE FROM audit", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* "7" and "May" are told apart from ordinary words by nothing: texts keep them. */
static void test_forget__a_key_that_is_an_ordinary_word_damages_no_text(void **state)
{
    (void)state;
    write_file("members.csv", "member_id,name\n7,May\n8,Will B\n");
    write_file("communities.csv", "community_id,description\nc,Room 7 in May. Will Bloom asks Will B.\n");
    import_ok();
    copse_account_free(forget_with(COPSE_OK, "7", false));
    assert_string_equal(ask_sql(at("s.copse"), "SELECT description FROM community"),
                        "Room 7 in May. Will Bloom asks Will B.");
    copse_account_free(forget_with(COPSE_OK, "8", false));
    assert_string_equal(ask_sql(at("s.copse"), "SELECT description FROM community"),
                        "Room 7 in May. Will Bloom asks [removed].");
}

static void test_forget__dry_run_tells_the_same_and_changes_no_byte(void **state)
{
    (void)state;
    make_canary_store();
    size_t n;
    char *before = store_bytes(&n);
    copse_account *account = forget_with(COPSE_OK, "canary01", true);
    assert_int_equal(account->n_removed, 12);
    assert_true(account->is_dry_run);
    copse_account_free(account);
    assert_store_is(before, n);
    assert_int_not_equal(access(at("s.copse.key"), F_OK), 0);
}

static void test_forget__an_unknown_key_changes_nothing(void **state)
{
    (void)state;
    make_canary_store();
    size_t n;
    char *before = store_bytes(&n);
    forget_with(COPSE_E_NOT_FOUND, "nobody", false);
    assert_store_is(before, n);
}

/* ---- what does not come back ---- */

static void test_forget__the_same_folder_brings_nobody_back(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    import_ok();
    assert_no_canary();
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM member"), "2");
}

/* With other bytes every row is looked at again. */
static void test_forget__changed_files_bring_nobody_back_and_say_so(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    copse_context ctx = today();
    const copse_import_options replace = {.replace = true, .max_problems = 20};
    copse_import_report *report = import_with(COPSE_OK, &replace, &ctx); /* another meaning, so another hash */
    for (size_t i = 0; i < report->n_tables; i++) {
        const copse_import_table *t = &report->tables[i];
        assert_false(t->unchanged);
        assert_int_equal(t->bad, 0);
    }
    assert_true(has_note(report, "members.csv: 1 row of people who were forgotten was left out"));
    assert_true(has_note(report, "memberships.csv: 2 rows of people who were forgotten were left out"));
    assert_true(has_note(report, "exchanges.csv: 2 rows"));
    copse_import_report_free(report);
    assert_string_equal(ask_sql(at("s.copse"), "SELECT group_concat(key) FROM member"), "m2,m3");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM exchange WHERE settles IS NOT NULL"), "0");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM community WHERE contact IS NULL"), "1");
}

static void test_forget__a_new_key_with_the_old_mail_is_known(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    write_file("members.csv", "member_id,name,mail\nnew9,Cana C,CANA.canary@Example.org\nm4,Di,di@example.org\n");
    write_file("memberships.csv", "member_id,community_id\nnew9,care\nm4,care\n");
    import_ok();
    assert_string_equal(ask_sql(at("s.copse"), "SELECT group_concat(key) FROM member"), "m2,m3,m4");
    /* And by its new key alone. */
    unlink(at("members.csv"));
    write_file("memberships.csv", "member_id,community_id\nnew9,club\nm4,club\n");
    import_ok();
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM member"), "3");
}

static void test_forget__an_identity_does_not_come_back_under_another_member(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    write_file("identities.csv", "member_id,system,key\nm2,employee-number,canary-777\nm2,upn,bea\n");
    import_ok();
    assert_no_canary();
}

static void test_forget__a_reference_to_nobody_is_still_a_fault(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    write_file("memberships.csv", "member_id,community_id\ntypo,care\n");
    copse_context ctx = today();
    copse_import_report_free(import_with(COPSE_E_DATA, NULL, &ctx));
}

/* ---- the key ---- */

static void test_key__only_the_owner_reads_it_and_it_is_not_in_the_store(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    struct stat info;
    char hex[128] = "";
    assert_int_equal(stat(at("s.copse.key"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    FILE *file = fopen(at("s.copse.key"), "r");
    assert_non_null(fgets(hex, sizeof hex, file));
    fclose(file);
    assert_int_equal(strlen(hex), 65);
    size_t n;
    char *bytes = store_bytes(&n);
    hex[64] = '\0';
    assert_false(holds_word(bytes, n, hex));
    free(bytes);
}

static void test_key__without_it_an_import_refuses_and_changes_nothing(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    assert_int_equal(rename(at("s.copse.key"), at("away")), 0);
    copse_context ctx = today();
    size_t n;
    char *before = store_bytes(&n);
    import_with(COPSE_E_STORE, NULL, &ctx);
    assert_non_null(strstr(error.where, "s.copse.key"));
    assert_non_null(strstr(error.next, "backup"));
    copse_account_free(forget_with(COPSE_E_STORE, "m2", false));
    assert_store_is(before, n);
    assert_int_equal(rename(at("away"), at("s.copse.key")), 0);
    import_ok();
}

static void test_key__another_stores_or_a_damaged_one_is_refused(void **state)
{
    (void)state;
    make_canary_store();
    forget_canary();
    copse_context ctx = today();
    static const char *const keys[] = {
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n", "short\n", ""};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        write_file("s.copse.key", keys[i]);
        import_with(COPSE_E_STORE, NULL, &ctx);
    }
}

static void test_key__a_store_in_which_nobody_was_forgotten_needs_none(void **state)
{
    (void)state;
    make_canary_store();
    import_ok();
    assert_int_not_equal(access(at("s.copse.key"), F_OK), 0);
}

/* ---- what waits to be overwritten ---- */

static void test_purge__a_reader_elsewhere_leaves_it_to_the_next_open(void **state)
{
    (void)state;
    make_canary_store();
    run_sql(at("s.copse"), "PRAGMA journal_mode = WAL"); /* so that a reader does not keep the rows from going */
    sqlite3 *reader;
    copse_store *store;
    copse_account *account;
    copse_context ctx = today();
    assert_int_equal(sqlite3_open(at("s.copse"), &reader), SQLITE_OK);
    assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM member", NULL, NULL, NULL), SQLITE_OK);
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    assert_ok(copse_store_forget(&account, store, "canary01", false, &ctx, NULL));
    bool said = false;
    for (size_t i = 0; i < account->n_notes; i++)
        said = said || strstr(account->notes[i], "still holds traces");
    assert_true(said);
    copse_account_free(account);
    copse_store_close(store);
    assert_int_equal(sqlite3_exec(reader, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(reader);

    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL)); /* reading, too */
    copse_store_close(store);
    assert_no_canary();
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM setting WHERE name = 'purge_pending'"), "0");
}

static void test_purge__what_can_only_be_read_is_refused_until_it_is_done(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip(); /* root may write everything */
    make_canary_store();
    run_sql(at("s.copse"), "INSERT INTO setting VALUES ('purge_pending', '1')");
    copse_store *store;
    assert_int_equal(chmod(at("s.copse"), 0400), 0);
    assert_int_equal(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, &error), COPSE_E_STORE);
    assert_non_null(strstr(error.next, "copse status"));
    assert_int_equal(chmod(at("s.copse"), 0600), 0);
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    copse_store_close(store);
}

/* ---- killed at every write ---- */

static int writes_left; /* until the program dies; below 0: it does not */
static int kinds_file = -1; /* where a run that is not killed leaves the kind of each write */

static void count_down(char kind)
{
    if (writes_left-- == 0)
        raise(SIGKILL);
    if (kinds_file >= 0)
        assert_int_equal(write(kinds_file, &kind, 1), 1);
}

static ssize_t counted_pwrite(int file, const void *bytes, size_t n, off_t place)
{
    count_down('p');
    return pwrite(file, bytes, n, place);
}

static ssize_t counted_write(int file, const void *bytes, size_t n)
{
    count_down('w');
    return write(file, bytes, n);
}

static int counted_truncate(int file, off_t size)
{
    count_down('t');
    return ftruncate(file, size);
}

static int counted_unlink(const char *path)
{
    count_down('u');
    return unlink(path);
}

/* SQLite's own hook for tests: what it calls to change the disk. */
static void count_writes(void)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    const struct {
        const char *name;
        sqlite3_syscall_ptr call;
    } calls[] = {{"pwrite", (sqlite3_syscall_ptr)counted_pwrite},
                 {"pwrite64", (sqlite3_syscall_ptr)counted_pwrite},
                 {"write", (sqlite3_syscall_ptr)counted_write},
                 {"ftruncate", (sqlite3_syscall_ptr)counted_truncate},
                 {"unlink", (sqlite3_syscall_ptr)counted_unlink}};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        vfs->xSetSystemCall(vfs, calls[i].name, calls[i].call);
}

/* In a process of its own; a write below 0 kills it nowhere. @return whether it came to its end */
static bool forget_and_die_at(int write)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        copse_store *store;
        copse_account *account;
        copse_context ctx = today();
        count_writes();
        writes_left = write;
        if (write < 0)
            kinds_file = open(at("kinds"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL) != COPSE_OK ||
            copse_store_forget(&account, store, "canary01", false, &ctx, NULL) != COPSE_OK)
            _exit(1);
        copse_account_free(account);
        copse_store_close(store);
        _exit(0);
    }
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    if (WIFEXITED(how))
        assert_int_equal(WEXITSTATUS(how), 0);
    else
        assert_int_equal(WTERMSIG(how), SIGKILL);
    return WIFEXITED(how);
}

static void restore_store(const char *bytes, size_t n)
{
    unlink(at("s.copse-journal"));
    unlink(at("s.copse.key"));
    write_bytes("s.copse", bytes, n);
}

/* The kind of each write of a whole run; @return their number. */
static int read_kinds(char *kinds, size_t room)
{
    assert_true(forget_and_die_at(-1));
    FILE *file = fopen(at("kinds"), "r");
    assert_non_null(file);
    size_t n = fread(kinds, 1, room, file);
    fclose(file);
    unlink(at("kinds"));
    assert_true(n < room);
    return (int)n;
}

/*
 * The full tier dies at every write. Else, of pages that are written one after
 * the other only each ninth; what begins and ends a journal or cuts a file is
 * no page, and it and its neighbours are always taken.
 */
static bool is_taken(const char *kinds, int n, int write)
{
    const char *tier = getenv("COPSE_TIER");
    if ((tier && strcmp(tier, "full") == 0) || write % 9 == 0 || write >= n - 1)
        return true;
    return kinds[write] != 'p' || kinds[write + 1] != 'p' || (write > 0 && kinds[write - 1] != 'p');
}

/* @return whether the rows were still there, before this forgot them after all */
static bool was_undone(int write)
{
    copse_store *store;
    assert_ok(copse_store_open(&store, at("s.copse"), write % 2 ? COPSE_STORE_READ : COPSE_STORE_WRITE, NULL));
    copse_store_close(store);
    if (strcmp(ask_sql(at("s.copse"), "SELECT count(*) FROM member"), "3") != 0)
        return false;
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM tombstone"), "0");
    forget_canary();
    return true;
}

/* Either nothing was done, or the next open leaves nothing of them. */
static void test_kill__at_every_write_the_next_open_finishes(void **state)
{
    (void)state;
    static char kinds[4096];
    size_t n_bytes;
    make_canary_store();
    char *before = store_bytes(&n_bytes);
    int n_undone = 0, n_finished = 0, n = read_kinds(kinds, sizeof kinds);
    for (int write = 0; write <= n; write++) {
        if (!is_taken(kinds, n, write))
            continue;
        restore_store(before, n_bytes);
        assert_true(forget_and_die_at(write) == (write == n));
        if (was_undone(write))
            n_undone++;
        else
            n_finished++;
        assert_no_canary();
        assert_string_equal(ask_sql(at("s.copse"), "PRAGMA integrity_check"), "ok");
        if (write % 8 == 0) { /* the folder brings nothing back */
            import_ok();
            assert_no_canary();
        }
    }
    free(before);
    assert_true(n > 20 && n_undone > 5 && n_finished > 5);
}

static void test_forget__out_of_memory_is_all_or_nothing(void **state)
{
    (void)state;
    make_canary_store();
    size_t n_bytes;
    char *before = store_bytes(&n_bytes);
    copse_context ctx = today();
    for (int64_t n = 0;; n++) {
        copse_store *store;
        copse_account *account = NULL;
        restore_store(before, n_bytes);
        assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
        copse_memory_fail_at(n);
        copse_status st = copse_store_forget(&account, store, "canary01", false, &ctx, NULL);
        copse_memory_fail_at(-1);
        copse_store_close(store);
        copse_account_free(account);
        if (st == COPSE_OK && n > 30)
            break;
        assert_true(st == COPSE_OK || st == COPSE_E_NOMEM);
        if (st != COPSE_OK)
            assert_null(account);
        assert_true(n < 500);
        const char *left = ask_sql(at("s.copse"), "SELECT count(*) FROM member");
        if (strcmp(left, "2") == 0) { /* done, though it could not be told: the next open overwrites */
            assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
            copse_store_close(store);
            assert_no_canary();
        }
    }
    free(before);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

/* Hundreds of stores are synced to the disk: one of memory takes a tenth of the time. */
static int make_fast_folder(void **state)
{
    (void)state;
    strcpy(folder, "/dev/shm/copse-test-XXXXXX");
    return mkdtemp(folder) ? 0 : make_folder(state);
}

#define SLOW_TEST(name) cmocka_unit_test_setup_teardown(name, make_fast_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_forget__no_byte_of_any_file_names_them),
        TEST(test_forget__tells_rows_files_and_the_model_that_went),
        TEST(test_forget__what_was_made_of_people_goes_and_the_rest_stays),
        TEST(test_forget__the_audit_log_says_it_and_is_append_only_again),
        TEST(test_forget__a_key_that_is_an_ordinary_word_damages_no_text),
        TEST(test_forget__dry_run_tells_the_same_and_changes_no_byte),
        TEST(test_forget__an_unknown_key_changes_nothing),
        TEST(test_forget__the_same_folder_brings_nobody_back),
        TEST(test_forget__changed_files_bring_nobody_back_and_say_so),
        TEST(test_forget__a_new_key_with_the_old_mail_is_known),
        TEST(test_forget__an_identity_does_not_come_back_under_another_member),
        TEST(test_forget__a_reference_to_nobody_is_still_a_fault),
        TEST(test_key__only_the_owner_reads_it_and_it_is_not_in_the_store),
        TEST(test_key__without_it_an_import_refuses_and_changes_nothing),
        TEST(test_key__another_stores_or_a_damaged_one_is_refused),
        TEST(test_key__a_store_in_which_nobody_was_forgotten_needs_none),
        TEST(test_purge__a_reader_elsewhere_leaves_it_to_the_next_open),
        TEST(test_purge__what_can_only_be_read_is_refused_until_it_is_done),
        SLOW_TEST(test_kill__at_every_write_the_next_open_finishes),
        SLOW_TEST(test_forget__out_of_memory_is_all_or_nothing),
    };
    return cmocka_run_group_tests_name("store/forget", tests, NULL, NULL);
}
