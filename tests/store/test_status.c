/* Status: counts of every table, the age of what was imported, and whether the model still fits. */
#include "store/folder.h"

#include "base/memory.h"

static copse_status_report *status_at(copse_day as_of)
{
    copse_context ctx = today();
    copse_store *store;
    copse_status_report *report;
    ctx.as_of = as_of;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_ok(copse_store_status(&report, store, &ctx, NULL));
    copse_store_close(store);
    return report;
}

static int64_t rows_of(const copse_status_report *report, const char *table)
{
    for (size_t i = 0; i < report->n_counts; i++)
        if (strcmp(report->counts[i].table, table) == 0)
            return report->counts[i].rows;
    fail_msg("no count of %s", table);
    return -1;
}

static void test_status__new_store_is_empty(void **state)
{
    (void)state;
    new_store();
    copse_status_report *r = status_at(20543);
    assert_string_equal(r->path, at("s.copse"));
    assert_null(r->organisation);
    assert_null(r->dpia_reference);
    assert_int_equal(r->schema_version, 2);
    assert_int_equal(r->data_version, 0);
    assert_int_equal(r->state_version, 0);
    assert_int_equal(r->default_visibility, COPSE_VISIBLE_NONE);
    assert_int_equal(r->threshold, 5);
    for (size_t i = 0; i < r->n_counts; i++)
        assert_int_equal(r->counts[i].rows, strcmp(r->counts[i].table, "audit") == 0 ? 1 : 0);
    assert_int_equal(r->n_sources, 0);
    assert_false(r->has_model);
    assert_null(r->model_kind);
    copse_status_report_free(r);
    copse_status_report_free(NULL);
}

/* A table that a later schema adds is either counted or left out on purpose, here. */
static void test_status__counts_every_table_that_people_fill(void **state)
{
    (void)state;
    static const char not_counted[] =
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'model%' AND name NOT LIKE '%\\_text%' ESCAPE '\\'"
        " AND name NOT IN ('setting', 'source', 'import', 'layout', 'published_count', 'kept_figure', 'kept_roll')";
    new_store();
    copse_status_report *r = status_at(20543);
    assert_int_equal(r->n_counts, strtol(ask_sql(at("s.copse"), not_counted), NULL, 10));
    copse_status_report_free(r);
}

static void test_status__says_what_the_steward_recorded(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_store_options options = COPSE_STORE_OPTIONS_INIT;
    options.organisation = "St Elsewhere's";
    options.purpose = "find CoPs";
    options.lawful_basis = "public task";
    options.dpia_reference = "DPIA-7";
    options.default_visibility = COPSE_VISIBLE_TRUST;
    options.threshold = 8;
    assert_ok(copse_store_create(at("s.copse"), &options, &ctx, NULL));
    run_sql(at("s.copse"), "INSERT INTO member (key) VALUES ('a'), ('b');"
                           "INSERT INTO community (key) VALUES ('c');"
                           "INSERT INTO membership (member, community) VALUES (1, 1), (2, 1)");
    copse_status_report *r = status_at(20543);
    assert_string_equal(r->organisation, "St Elsewhere's");
    assert_string_equal(r->purpose, "find CoPs");
    assert_string_equal(r->lawful_basis, "public task");
    assert_string_equal(r->dpia_reference, "DPIA-7");
    assert_int_equal(r->default_visibility, COPSE_VISIBLE_TRUST);
    assert_int_equal(r->threshold, 8);
    assert_int_equal(rows_of(r, "member"), 2);
    assert_int_equal(rows_of(r, "community"), 1);
    assert_int_equal(rows_of(r, "membership"), 2);
    assert_int_equal(rows_of(r, "expertise"), 0);
    copse_status_report_free(r);
}

/* members.csv fills member and assignment and was imported twice: only the last time counts. */
static void test_status__sources_by_name_with_their_age(void **state)
{
    (void)state;
    run_sql(
        new_store(),
        "INSERT INTO source (id, name) VALUES (1, 'z.csv'), (2, 'members.csv'), (3, 'never.csv');"
        "INSERT INTO import (source, target, hash, imported, rows) VALUES"
        "  (2, 'member', 'h', 20000, 50), (2, 'assignment', 'h', 20500, 40),"
        "  (2, 'member', 'h', 20530, 60), (1, 'topic', 'h', -2147483648, 7)");
    copse_status_report *r = status_at(20543);
    assert_int_equal(r->n_sources, 2);
    assert_string_equal(r->sources[0].name, "members.csv");
    assert_int_equal(r->sources[0].imported, 20530);
    assert_int_equal(r->sources[0].rows, 100);
    assert_close(r->sources[0].age_days, 13, 0);
    assert_string_equal(r->sources[1].name, "z.csv");
    assert_int_equal(r->sources[1].imported, COPSE_DAY_UNKNOWN);
    assert_true(isnan(r->sources[1].age_days));
    copse_status_report_free(r);

    r = status_at(20529);
    assert_close(r->sources[0].age_days, -1, 0);
    copse_status_report_free(r);
    r = status_at(COPSE_DAY_UNKNOWN);
    assert_true(isnan(r->sources[0].age_days));
    copse_status_report_free(r);
}

static void test_status__model_is_stale_once_facts_changed(void **state)
{
    (void)state;
    run_sql(new_store(), "INSERT INTO model (id, kind, data_version, fitted, seed)"
                         "  VALUES (1, 'closed-form', 4, 20500, 1);"
                         "UPDATE setting SET value = '4' WHERE name = 'data_version'");
    copse_status_report *r = status_at(20543);
    assert_true(r->has_model);
    assert_string_equal(r->model_kind, "closed-form");
    assert_int_equal(r->model_fitted, 20500);
    assert_int_equal(r->model_data_version, 4);
    assert_false(r->model_is_stale);
    copse_status_report_free(r);

    run_sql(at("s.copse"), "UPDATE setting SET value = '5' WHERE name = 'data_version'");
    r = status_at(20543);
    assert_int_equal(r->data_version, 5);
    assert_true(r->model_is_stale);
    copse_status_report_free(r);
}

static void test_status__damaged_settings_are_refused(void **state)
{
    (void)state;
    static const char *const damages[] = {
        "INSERT OR REPLACE INTO setting VALUES ('threshold', 'many')",
        "INSERT OR REPLACE INTO setting VALUES ('threshold', '99999999999')",
        "INSERT OR REPLACE INTO setting VALUES ('state_version', '99999999999999999999')",
        "INSERT OR REPLACE INTO setting VALUES ('default_visibility', 'all')",
        "INSERT OR REPLACE INTO setting VALUES ('purpose', CAST(x'ff' AS TEXT))",
    };
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        copse_context ctx = today();
        copse_store *store;
        copse_status_report *report;
        run_sql(new_store(), damages[i]);
        assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
        if (copse_store_status(&report, store, &ctx, NULL) != COPSE_E_STORE)
            fail_msg("%s: was let through", damages[i]);
        assert_null(report);
        copse_store_close(store);
        assert_int_equal(unlink(at("s.copse")), 0);
    }
}

static void test_status__out_of_memory_gives_nothing(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_store *store;
    copse_status_report *report;
    run_sql(new_store(), "INSERT INTO source (id, name) VALUES (1, 'z.csv');"
                         "INSERT INTO import (source, target, hash, imported, rows)"
                         "  VALUES (1, 'member', 'h', 20000, 50)");
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    int64_t n = 0;
    for (;; n++) {
        copse_memory_fail_at(n);
        copse_status st = copse_store_status(&report, store, &ctx, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_null(report);
    }
    assert_true(n > 2);
    copse_status_report_free(report);
    copse_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_status__new_store_is_empty),
        TEST(test_status__counts_every_table_that_people_fill),
        TEST(test_status__says_what_the_steward_recorded),
        TEST(test_status__sources_by_name_with_their_age),
        TEST(test_status__model_is_stale_once_facts_changed),
        TEST(test_status__damaged_settings_are_refused),
        TEST(test_status__out_of_memory_gives_nothing),
    };
    return cmocka_run_group_tests_name("store/status", tests, NULL, NULL);
}
