/* Somebody else's SQL: what it gets is its audience's, whatever it tries. */
#include "store/importing.h"

static copse_status run_query(copse_account **out, const char *sql, copse_audience audience)
{
    copse_store *store;
    copse_context ctx = today();
    ctx.audience = audience;
    error = (copse_error)COPSE_ERROR_INIT;
    *out = NULL;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    copse_status st = copse_store_query(out, store, sql, &ctx, &error);
    copse_store_close(store);
    assert_true((*out != NULL) == (st == COPSE_OK));
    return st;
}

/* The first cell; "" for NULL or no row. Kept until the next call. */
static const char *answer_for(copse_audience audience, const char *sql)
{
    static char text[256];
    copse_account *account;
    assert_ok(run_query(&account, sql, audience));
    const copse_account_section *rows = &account->sections[0];
    snprintf(text, sizeof text, "%s", rows->n_rows > 0 && rows->cells[0].text ? rows->cells[0].text : "");
    copse_account_free(account);
    return text;
}

static const char *answer(const char *sql)
{
    return answer_for(COPSE_FOR_TRUST, sql);
}

/*
 * m1 may be named in the trust, m2 in the team, m3 to nobody, m4 objected; c1 is anybody's, c2 sensitive by decision, c3 by
 * its name, the last by its key, having no name. All are in the first.
 */
static void make_store(void)
{
    write_file("members.csv", "member_id,name,visibility,objected\nm1,Ada Example,trust,no\nm2,Ben Example,team,no\n"
                              "m3,Cy Example,none,no\nm4,Di Example,trust,yes\n");
    write_file("communities.csv", "community_id,name,sensitive\nc1,Imaging,no\nc2,Quiet circle,yes\n"
                                  "c3,Staff living with disability,\ntrade-union-reps,,\n");
    write_file("memberships.csv", "member_id,community_id\nm1,c1\nm2,c1\nm3,c1\nm4,c1\nm1,c2\nm1,c3\n");
    write_file("topics.csv", "topic_id,name\nt1,Scans\n");
    write_file("expertise.csv", "member_id,topic_id,weight\nm1,t1,2\nm2,t1,3\nm3,t1,4\nm4,t1,5\n");
    import_ok();
}

static void test_query__names_only_who_agreed(void **state)
{
    (void)state;
    make_store();
    assert_string_equal(answer("SELECT group_concat(member) FROM people"), "m1");
    assert_string_equal(answer("SELECT group_concat(member) FROM memberships"), "m1");
    assert_string_equal(answer("SELECT group_concat(member) FROM expertise"), "m1");
    assert_string_equal(answer("SELECT count(*) FROM people"), "1");
}

static void test_query__their_own_word_counts_more_than_the_files(void **state)
{
    (void)state;
    make_store();
    run_sql(at("s.copse"), "INSERT INTO preference SELECT id, 'visibility', 0, 1 FROM member WHERE key = 'm1'");
    run_sql(at("s.copse"), "INSERT INTO preference SELECT id, 'visibility', 2, 1 FROM member WHERE key = 'm3'");
    assert_string_equal(answer("SELECT group_concat(member) FROM people"), "m3");
}

static void test_query__the_steward_sees_all_but_who_objected(void **state)
{
    (void)state;
    make_store();
    assert_string_equal(answer_for(COPSE_FOR_STEWARD, "SELECT group_concat(member) FROM people"), "m1,m2,m3");
}

static void test_query__has_no_sensitive_cop(void **state)
{
    (void)state;
    make_store();
    assert_string_equal(answer("SELECT group_concat(community) FROM communities"), "c1");
    assert_string_equal(answer_for(COPSE_FOR_STEWARD, "SELECT group_concat(DISTINCT community) FROM memberships"), "c1");
}

static void test_query__past_and_future_memberships_are_not_of_today(void **state)
{
    (void)state;
    make_store();
    run_sql(at("s.copse"), "UPDATE membership SET until = 1 WHERE member = (SELECT id FROM member WHERE key = 'm1')");
    assert_string_equal(answer("SELECT count(*) FROM memberships"), "0");
}

/* Every way to the store's own tables, to other statements and out of the store that was thought of. */
static void test_query__refuses_whatever_is_not_a_select_of_views(void **state)
{
    static const char *const attempts[] = {
        "SELECT name FROM member",
        "SELECT count(*) FROM member",
        "SELECT count(*) FROM main.member",
        "SELECT * FROM main.expertise",
        "SELECT count(*) FROM main.expertise",
        "WITH people AS (SELECT * FROM member) SELECT * FROM people",
        "WITH people AS (SELECT name FROM member) SELECT count(*) FROM people",
        "SELECT * FROM (SELECT * FROM member) AS people",
        "SELECT (SELECT name FROM member)",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM member WHERE name LIKE 'B%')",
        "SELECT * FROM people JOIN member",
        "SELECT community FROM communities WHERE community IN (SELECT key FROM community)",
        "SELECT community FROM communities UNION SELECT name FROM member",
        "SELECT max(value) FROM published_count",
        "SELECT detail FROM audit",
        "SELECT * FROM shown_member",
        "SELECT count(*) FROM shown_member",
        "SELECT count(*) FROM temp.shown_member",
        "SELECT * FROM sqlite_schema",
        "SELECT count(*) FROM sqlite_schema",
        "SELECT * FROM sqlite_temp_schema",
        "SELECT * FROM pragma_table_info('member')",
        "SELECT count(*) FROM pragma_table_list",
        "SELECT count(*) FROM dbstat",
        "PRAGMA table_info(member)",
        "EXPLAIN SELECT 1",
        "EXPLAIN QUERY PLAN SELECT * FROM people",
        "INSERT INTO people VALUES (1, 2, 3, 4, 5, 6)",
        "DELETE FROM people",
        "DROP TABLE people",
        "CREATE TEMP VIEW v AS SELECT * FROM member",
        "CREATE TABLE mine (x)",
        "ATTACH 'other.copse' AS other",
        "VACUUM INTO 'copy.copse'",
        "BEGIN",
        "COMMIT",
        "SELECT load_extension('x')",
        "SELECT readfile('/etc/passwd')",
        "SELECT writefile('x', 'y')",
        "SELECT looks_sensitive('a', 'b')",
        "SELECT random()",
        "SELECT hex(randomblob(4))",
        "SELECT 1; DROP TABLE member",
        "SELECT ?1",
        "",
        ";",
        "-- nothing",
    };
    (void)state;
    make_store();
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        copse_account *account;
        if (run_query(&account, attempts[i], COPSE_FOR_STEWARD) != COPSE_E_ARGUMENT || !error.next[0])
            fail_msg("not refused with a word of what to do: %s", attempts[i]);
    }
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM member"), "4");
    print_message("measured malformed queries: %zu\n", sizeof attempts / sizeof attempts[0]);
}

static void test_query__takes_names_of_its_own_and_one_semicolon(void **state)
{
    (void)state;
    make_store();
    assert_string_equal(answer("WITH t(n) AS (SELECT 3) SELECT count(*) FROM t;"), "1");
    assert_string_equal(answer("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t LIMIT 5) "
                               "SELECT sum(n) FROM t -- one to five"),
                        "15");
    assert_string_equal(answer("VALUES (7)"), "7");
}

static void test_query__is_for_the_trust_or_the_steward(void **state)
{
    copse_account *account;
    (void)state;
    make_store();
    assert_int_equal(run_query(&account, "SELECT 1", COPSE_FOR_TEAM), COPSE_E_ARGUMENT);
    assert_int_equal(run_query(&account, "SELECT 1", COPSE_FOR_SELF), COPSE_E_ARGUMENT);
}

static void test_query__leaves_the_connection_as_it_was(void **state)
{
    copse_store *store;
    copse_account *account;
    copse_context ctx = today();
    (void)state;
    make_store();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    for (int twice = 0; twice < 2; twice++) {
        assert_ok(copse_store_query(&account, store, "SELECT * FROM people", &ctx, &error));
        copse_account_free(account);
    }
    assert_ok(copse_store_object(&account, store, "m1", false, &ctx, &error));
    copse_account_free(account);
    copse_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_query__names_only_who_agreed),
        TEST(test_query__their_own_word_counts_more_than_the_files),
        TEST(test_query__the_steward_sees_all_but_who_objected),
        TEST(test_query__has_no_sensitive_cop),
        TEST(test_query__past_and_future_memberships_are_not_of_today),
        TEST(test_query__refuses_whatever_is_not_a_select_of_views),
        TEST(test_query__takes_names_of_its_own_and_one_semicolon),
        TEST(test_query__is_for_the_trust_or_the_steward),
        TEST(test_query__leaves_the_connection_as_it_was),
    };
    return cmocka_run_group_tests_name("store/query", tests, NULL, NULL);
}
