/*
 * Files that are no sound store: changed behind Copse's back, or damaged at any byte. Each is opened and read, or
 * refused with a reason and a remedy; none is changed by that, and none crashes.
 */
#include "store/importing.h"

#include <stdlib.h>
#include <sys/wait.h>

#include "store/reading.h"

static bool is_full(void)
{
    const char *tier = getenv("COPSE_TIER");
    return tier && strcmp(tier, "full") == 0;
}

/* A small store with a fitted model. @return its bytes, to be freed */
static char *make_store(size_t *n)
{
    copse_context ctx = today();
    copse_fit_options options = COPSE_FIT_OPTIONS_INIT;
    copse_store *store;
    copse_network *network;
    copse_model *model;
    write_basics();
    write_file("memberships.csv", "member_id,community_id\nm1,c1\nm1,c2\nm2,c1\n");
    write_file("expertise.csv", "member_id,topic_id,weight\nm1,p1,2\nm2,p2,1\n");
    write_file("community_topics.csv", "community_id,topic_id,weight\nc1,p1,1\nc2,p2,1\n");
    import_ok();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    assert_ok(copse_network_load(&network, store, &ctx, NULL));
    assert_ok(copse_model_fit(&model, network, &options, &ctx, NULL));
    assert_ok(copse_model_save(model, store, &ctx, NULL));
    copse_model_free(model);
    copse_network_free(network);
    copse_store_close(store);
    return store_bytes(n);
}

static copse_status read_it(void)
{
    copse_context ctx = today();
    error = (copse_error)COPSE_ERROR_INIT;
    return read_everything(at("s.copse"), &ctx, &error);
}

static copse_status open_to_write(void)
{
    copse_store *store;
    error = (copse_error)COPSE_ERROR_INIT;
    copse_status st = copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, &error);
    copse_store_close(store);
    return st;
}

/* ---- a schema that is not ours ---- */

static const char *const changes[] = {
    "CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM membership; END",
    "CREATE TRIGGER t AFTER UPDATE ON setting BEGIN UPDATE member SET visibility = 2; END",
    "CREATE TEMP TABLE x (a); CREATE VIEW v AS SELECT randomblob(1000000000)",
    "ALTER TABLE member RENAME TO m; CREATE VIEW member AS SELECT * FROM m",
    "DROP TRIGGER audit_keeps",
    "DROP TRIGGER audit_stays; CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT 1; END",
    "DROP TABLE interest",
    "DROP TABLE interest; CREATE TABLE interest (member, topic, source, since)",
    "DROP TABLE interest; CREATE VIEW interest AS SELECT 1 AS member, 1 AS topic, 1 AS source, 1 AS since",
    "ALTER TABLE member ADD COLUMN salary INTEGER",
    "ALTER TABLE topic RENAME COLUMN name TO title",
    "CREATE TABLE theirs (a)",
    "CREATE INDEX theirs ON member (name)",
    "CREATE VIRTUAL TABLE theirs USING fts5(a)",
    "DROP TABLE community_text; CREATE VIRTUAL TABLE community_text USING fts5(name, description)",
    "DROP TABLE topic_text; CREATE TABLE topic_text (name, synonyms, description)",
    "DROP TABLE tombstone",
    "DROP TABLE model_weight; CREATE TABLE model_weight (kind, key, weights)",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'member'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE member (' WHERE name = 'member'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'member'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'view' WHERE name = 'tie'",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'membership'",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema",
    "PRAGMA application_id = 0",
    "PRAGMA user_version = 99",
    "PRAGMA user_version = -7",
};

static void test_hostile__schema_is_refused_and_untouched(void **state)
{
    (void)state;
    size_t n, n_changed;
    char *whole = make_store(&n);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        write_bytes("s.copse", whole, n);
        run_sql(at("s.copse"), changes[i]);
        char *changed = store_bytes(&n_changed);
        if (read_it() != COPSE_E_STORE)
            fail_msg("'%s' was let through", changes[i]);
        if (!error.what[0] || !error.next[0] || strcmp(error.where, at("s.copse")) != 0)
            fail_msg("'%s': %s: %s (%s)", changes[i], error.where, error.what, error.next);
        if (open_to_write() != COPSE_E_STORE)
            fail_msg("'%s' was let through to a writer", changes[i]);
        assert_store_is(changed, n_changed);
    }
    free(whole);
    print_message("measured hostile schemas: %d, all refused and untouched\n",
                  (int)(sizeof changes / sizeof changes[0]));
}

/* What somebody may take for a store. */
static void test_hostile__files_that_are_no_store_are_refused_and_untouched(void **state)
{
    (void)state;
    size_t n, n_whole;
    char *whole = make_store(&n_whole), *page = malloc(n_whole);
    assert_non_null(page);
    memcpy(page, whole, n_whole);
    static const char zeros[4096], csv[] = "member_id,name\nm1,Ada\n", zip[] = "PK\x03\x04 a workbook";
    const struct {
        const char *bytes;
        size_t n;
    } files[] = {
        {"", 0},          {"\n", 1},          {csv, sizeof csv - 1}, {zip, sizeof zip - 1}, {zeros, sizeof zeros},
        {whole, 15},      {whole, 16},        {whole, 99},           {whole, 100},          {whole, 512},
        {whole, 4095},    {whole + 4096, 8192}, {whole, n_whole / 2},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        write_bytes("s.copse", files[i].bytes, files[i].n);
        char *before = store_bytes(&n);
        if (read_it() != COPSE_E_STORE || !error.what[0] || !error.next[0] || strcmp(error.where, at("s.copse")) != 0)
            fail_msg("file %zu: %s: %s (%s)", i, error.where, error.what, error.next);
        assert_int_equal(open_to_write(), COPSE_E_STORE);
        assert_store_is(before, n);
    }
    /* Each field of SQLite's header that makes another format of it. */
    static const struct {
        size_t at;
        char byte;
    } fields[] = {{0, 's'}, {16, 1}, {19, 9}, {21, 0}, {22, 0}, {23, 0}, {44 + 3, 9}, {56 + 3, 2}, {68, 7}};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        memcpy(page, whole, n_whole);
        page[fields[i].at] = fields[i].byte;
        write_bytes("s.copse", page, n_whole);
        if (read_it() != COPSE_E_STORE || !error.next[0])
            fail_msg("header byte %zu: %s (%s)", fields[i].at, error.what, error.next);
        assert_store_is(page, n_whole);
        page = malloc(n_whole);
        assert_non_null(page);
    }
    free(page);
    free(whole);
    print_message("measured files that are no store: %zu\n",
                  sizeof files / sizeof files[0] + sizeof fields / sizeof fields[0]);
}

static void test_hostile__statistics_and_age_are_no_strangers(void **state)
{
    (void)state;
    size_t n;
    free(make_store(&n));
    run_sql(at("s.copse"), "ANALYZE; VACUUM");
    assert_ok(read_it());
}

static void test_hostile__text_beyond_every_limit_is_refused(void **state)
{
    (void)state;
    size_t n;
    free(make_store(&n));
    run_sql(at("s.copse"), "UPDATE community SET description = CAST(zeroblob(70000000) AS TEXT) WHERE id = 1");
    assert_int_equal(read_it(), COPSE_E_STORE);
    assert_true(error.what[0] != '\0' && error.next[0] != '\0');
}

/* ---- damage ---- */

static uint64_t draw(uint64_t *seed, uint64_t n)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed % n;
}

/* One to eight places, each a flipped bit, a byte, a run of a page, or two pages exchanged; or the end cut off. */
static size_t damage(char *bytes, size_t n, uint64_t *seed)
{
    enum { PAGE = 4096 };
    char page[PAGE];
    for (uint64_t places = 1 + draw(seed, 8); places > 0; places--) {
        size_t at_byte = (size_t)draw(seed, n), run = 1 + (size_t)draw(seed, 64);
        switch (draw(seed, 5)) {
        case 0:
            bytes[at_byte] = (char)(bytes[at_byte] ^ (1 << draw(seed, 8)));
            break;
        case 1:
            for (size_t i = 0; i < run && at_byte + i < n; i++)
                bytes[at_byte + i] = (char)draw(seed, 256);
            break;
        case 2: /* the head of a page, where the tree is described */
            at_byte = at_byte / PAGE * PAGE + (size_t)draw(seed, 16);
            bytes[at_byte] = (char)draw(seed, 256);
            break;
        case 3: {
            size_t one = at_byte / PAGE * PAGE, other = (size_t)draw(seed, n) / PAGE * PAGE;
            if (one == 0 || other == 0)
                break;
            memcpy(page, bytes + one, PAGE);
            memcpy(bytes + one, bytes + other, PAGE);
            memcpy(bytes + other, page, PAGE);
            break;
        }
        default:
            if (places == 1 && n > 2 * PAGE)
                n -= (size_t)draw(seed, n / 2);
        }
    }
    return n;
}

/* A crash must be this damage's and no other's: it is read by a child. @return whether it was refused */
static bool child_refuses(uint64_t number)
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        alarm(120);
        copse_status st = read_it();
        bool is_told = st == COPSE_OK || (error.what[0] && error.next[0] && error.status == st);
        _exit(!is_told ? 2 : st == COPSE_OK ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
        fail_msg("damage %d: status %#x", (int)number, (unsigned)status);
    return WEXITSTATUS(status) == 1;
}

static void test_hostile__damage_at_random_is_read_or_refused(void **state)
{
    (void)state;
    const uint64_t rounds = is_full() ? 2000 : 40;
    size_t n, n_damaged;
    char *whole = make_store(&n);
    int refused = 0;
    for (uint64_t i = 0; i < rounds; i++) {
        uint64_t seed = 88172645463325252u + i * 0x9E3779B97F4A7C15u;
        char *damaged = malloc(n);
        assert_non_null(damaged);
        memcpy(damaged, whole, n);
        n_damaged = damage(damaged, n, &seed);
        write_bytes("s.copse", damaged, n_damaged);
        refused += child_refuses(i);
        assert_store_is(damaged, n_damaged);
    }
    free(whole);
    assert_true(refused > 0);
    print_message("measured damaged stores: %d, of which %d were refused, 0 crashes, 0 changed\n", (int)rounds, refused);
}

/* What a crash left is looked through page by page before it is believed. */
static void test_hostile__damage_beside_a_log_is_seen_on_opening(void **state)
{
    (void)state;
    size_t n;
    char *whole = make_store(&n);
    run_sql(at("s.copse"), "PRAGMA journal_mode = WAL");
    free(whole);
    whole = store_bytes(&n);
    /* Of a table that opening alone would not look at. */
    size_t page = (size_t)atoi(ask("SELECT rootpage FROM sqlite_schema WHERE name = 'expertise'"));
    memset(whole + (page - 1) * 4096, 0x5a, 4096);
    write_bytes("s.copse", whole, n);
    copse_store *store;
    copse_status quiet = copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL);
    copse_store_close(store);
    unlink(at("s.copse-wal"));
    unlink(at("s.copse-shm"));
    write_bytes("s.copse-wal", "left by a crash", 15);
    error = (copse_error)COPSE_ERROR_INIT;
    assert_int_equal(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, &error), COPSE_E_STORE);
    assert_non_null(strstr(error.what, "damaged"));
    assert_non_null(strstr(error.next, "backup"));
    assert_int_equal(quiet, COPSE_OK);
    free(whole);
}

/* ---- who may read it ---- */

static void test_hostile__files_beside_the_store_are_as_private_as_it(void **state)
{
    (void)state;
    static const char *const modes[] = {"DELETE", "WAL"};
    struct stat info;
    mode_t mask = umask(0);
    for (size_t i = 0; i < 2; i++) {
        static const char *const beside[][2] = {{"s.copse-journal", NULL}, {"s.copse-wal", "s.copse-shm"}};
        char sql[64];
        sqlite3 *db;
        new_store();
        assert_int_equal(stat(at("s.copse"), &info), 0);
        assert_int_equal(info.st_mode & 0777, 0600);
        assert_int_equal(sqlite3_open(at("s.copse"), &db), SQLITE_OK);
        snprintf(sql, sizeof sql, "PRAGMA journal_mode = %s", modes[i]);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, "BEGIN; INSERT INTO member (key) VALUES ('a')", NULL, NULL, NULL), SQLITE_OK);
        for (size_t k = 0; k < 2 && beside[i][k]; k++) {
            assert_int_equal(stat(at(beside[i][k]), &info), 0);
            assert_int_equal(info.st_mode & 0777, 0600);
        }
        sqlite3_close(db);
        assert_int_equal(unlink(at("s.copse")), 0);
    }
    umask(mask);
}

static void test_hostile__paths_with_spaces_unicode_and_links_work(void **state)
{
    (void)state;
    static const char *const names[] = {"with space.copse", "Gemeinschaft \xC3\xBC\xE2\x82\xAC.copse", "-o.copse",
                                        "quote'\".copse",  "a;b$(c)`d`.copse", "new\nline.copse"};
    copse_context ctx = today();
    size_t n;
    free(make_store(&n));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_int_equal(rename(at("s.copse"), at(names[i])), 0);
        assert_ok(read_everything(at(names[i]), &ctx, NULL));
        assert_int_equal(symlink(at(names[i]), at("link")), 0);
        assert_ok(read_everything(at("link"), &ctx, NULL));
        copse_store *store;
        assert_ok(copse_store_open(&store, at("link"), COPSE_STORE_WRITE, NULL));
        assert_ok(copse_store_audit(store, "test", "", &ctx, NULL));
        copse_store_close(store);
        assert_int_equal(unlink(at("link")), 0);
        assert_int_equal(rename(at(names[i]), at("s.copse")), 0);
    }
    assert_string_equal(ask("SELECT count(*) FROM audit WHERE action = 'test'"), "6");
    assert_int_equal(symlink(at("nowhere"), at("link")), 0);
    assert_int_equal(read_everything(at("link"), &ctx, NULL), COPSE_E_NOT_FOUND);
    assert_int_equal(copse_store_create(at("link"), &(copse_store_options)COPSE_STORE_OPTIONS_INIT, &ctx, NULL),
                     COPSE_E_ARGUMENT);
}

/* ---- who is in the way ---- */

static void test_hostile__busy_says_who_holds_the_store(void **state)
{
    (void)state;
    int ready[2], done[2];
    char byte = 0, process[32];
    copse_context ctx = today();
    copse_store *store;
    new_store();
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(done), 0);
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db;
        bool ok = sqlite3_open(at("s.copse"), &db) == SQLITE_OK &&
                  sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL) == SQLITE_OK;
        ok = ok && write(ready[1], &byte, 1) == 1 && read(done[0], &byte, 1) == 1;
        sqlite3_close(db);
        _exit(ok ? 0 : 1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    error = (copse_error)COPSE_ERROR_INIT;
    assert_int_equal(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, &error), COPSE_E_STORE);
    assert_non_null(strstr(error.what, "busy"));
    snprintf(process, sizeof process, "process %d)", (int)child);
    /* Some kernels and containers list no locks. */
    if (access("/proc/locks", R_OK) == 0 && strstr(error.what, "process"))
        assert_non_null(strstr(error.what, process));
    assert_int_equal(write(done[1], &byte, 1), 1);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    assert_ok(copse_store_audit(store, "test", "", &ctx, NULL));
    copse_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_hostile__schema_is_refused_and_untouched),
        TEST(test_hostile__files_that_are_no_store_are_refused_and_untouched),
        TEST(test_hostile__statistics_and_age_are_no_strangers),
        TEST(test_hostile__text_beyond_every_limit_is_refused),
        TEST(test_hostile__damage_at_random_is_read_or_refused),
        TEST(test_hostile__damage_beside_a_log_is_seen_on_opening),
        TEST(test_hostile__files_beside_the_store_are_as_private_as_it),
        TEST(test_hostile__paths_with_spaces_unicode_and_links_work),
        TEST(test_hostile__busy_says_who_holds_the_store),
    };
    return cmocka_run_group_tests_name("store/hostile", tests, NULL, NULL);
}
