/* Objecting: a change of facts that is audited without a name, and an import cannot take back. */
#include "store/importing.h"

static copse_status object(bool undo, const char *key)
{
    copse_store *store;
    copse_account *account = NULL;
    copse_context ctx = today();
    ctx.audience = COPSE_FOR_SELF;
    error = (copse_error)COPSE_ERROR_INIT;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    copse_status st = copse_store_object(&account, store, key, undo, &ctx, &error);
    copse_store_close(store);
    assert_true((account != NULL) == (st == COPSE_OK));
    copse_account_free(account);
    return st;
}

static void make_store(void)
{
    write_file("members.csv", "member_id,name\nm1,Ada Example\nm2,Ben Example\n");
    import_ok();
    run_sql(at("s.copse"), "INSERT INTO model (id, kind, data_version, fitted, seed) VALUES (1, 'k', 1, 2, 3);"
                           "INSERT INTO model_value VALUES ('core', 'c', 'm1', 5)");
}

static void test_object__is_a_fact_and_the_model_that_knew_them_goes(void **state)
{
    (void)state;
    make_store();
    assert_ok(object(false, "m1"));
    assert_string_equal(ask_sql(at("s.copse"), "SELECT group_concat(objected) FROM member"), "1,0");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'data_version'"), "2");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM model"), "0");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM model_value"), "0");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT detail FROM audit ORDER BY id DESC LIMIT 1"),
                        "a member objected");
}

static void test_object__twice_changes_nothing_and_is_not_audited_twice(void **state)
{
    (void)state;
    make_store();
    assert_ok(object(false, "m1"));
    assert_ok(object(false, "m1"));
    assert_string_equal(ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'data_version'"), "2");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM audit WHERE action = 'object'"), "1");
}

static void test_object__undo_takes_it_back(void **state)
{
    (void)state;
    make_store();
    assert_ok(object(false, "m1"));
    assert_ok(object(true, "m1"));
    assert_string_equal(ask_sql(at("s.copse"), "SELECT sum(objected) FROM member"), "0");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'data_version'"), "3");
}

static void test_object__an_import_does_not_take_it_back(void **state)
{
    (void)state;
    make_store();
    assert_ok(object(false, "m1"));
    write_file("members.csv", "member_id,name,objected\nm1,Ada Example,no\n");
    import_ok();
    assert_string_equal(ask_sql(at("s.copse"), "SELECT objected FROM member WHERE key = 'm1'"), "1");
}

static void test_object__an_unknown_member_is_said(void **state)
{
    (void)state;
    make_store();
    size_t n;
    char *before = store_bytes(&n);
    assert_int_equal(object(false, "nobody"), COPSE_E_NOT_FOUND);
    assert_non_null(strstr(error.what, "nobody"));
    assert_store_is(before, n);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_object__is_a_fact_and_the_model_that_knew_them_goes),
        TEST(test_object__twice_changes_nothing_and_is_not_audited_twice),
        TEST(test_object__undo_takes_it_back),
        TEST(test_object__an_import_does_not_take_it_back),
        TEST(test_object__an_unknown_member_is_said),
    };
    return cmocka_run_group_tests_name("store/object", tests, NULL, NULL);
}
