/* What was said of units: rows are only added, and an earlier day reads them as they were then. */
#include "store/importing.h"

#include <math.h>

static copse_store *store;

static copse_context on_day(copse_day day)
{
    copse_context ctx = today();
    ctx.audience = COPSE_FOR_STEWARD;
    ctx.as_of = day;
    return ctx;
}

static void make_store(void)
{
    write_file("teams.csv", "team_id\nalpha\nbeta\n");
    import_ok();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
}

static int close_store(void **state)
{
    (void)state;
    copse_store_close(store);
    store = NULL;
    return remove_folder(state);
}

static copse_status say(copse_day day, const char *unit, copse_unit_record_kind kind, const char *text)
{
    copse_context ctx = on_day(day);
    copse_account *account = NULL;
    const copse_unit_record record = {COPSE_LEVEL_TEAM, unit, kind, text, NAN, COPSE_DAY_UNKNOWN};
    error = (copse_error)COPSE_ERROR_INIT;
    copse_status st = copse_store_record_unit(&account, store, &record, &ctx, &error);
    assert_true((account != NULL) == (st == COPSE_OK));
    copse_account_free(account);
    return st;
}

static copse_unit_records *read_on(copse_day day)
{
    copse_context ctx = on_day(day);
    copse_unit_records *records;
    assert_ok(copse_store_read_unit_records(&records, store, &ctx, NULL));
    return records;
}

static void assert_n(copse_day day, size_t n)
{
    copse_unit_records *records = read_on(day);
    assert_int_equal(records->n, n);
    copse_unit_records_free(records);
}

static void test_unit_record__taking_back_removes_nothing_of_earlier_days(void **state)
{
    (void)state;
    make_store();
    assert_ok(say(100, "alpha", COPSE_UNIT_ACCEPTED, "a secure unit"));
    assert_ok(say(110, "alpha", COPSE_UNIT_ACCEPTED, "works nights"));
    assert_ok(say(120, "alpha", COPSE_UNIT_ACCEPTED, NULL));
    assert_n(99, 0);
    assert_n(119, 2);
    assert_n(120, 0); /* both: neither reason comes back when the other goes */
    assert_n(COPSE_DAY_UNKNOWN, 0);
}

static void test_unit_record__of_acts_the_last_is_taken_back(void **state)
{
    (void)state;
    make_store();
    assert_ok(say(100, "alpha", COPSE_UNIT_ACTED, "one seat"));
    assert_ok(say(100, "beta", COPSE_UNIT_ACTED, "of another"));
    assert_ok(say(101, "alpha", COPSE_UNIT_ACTED, "two seats"));
    assert_ok(say(102, "alpha", COPSE_UNIT_ACTED, NULL));
    copse_unit_records *records = read_on(102);
    assert_int_equal(records->n, 2);
    assert_string_equal(records->rows[0].unit, "alpha");
    assert_string_equal(records->rows[0].text, "one seat");
    assert_int_equal(records->rows[0].on, 100);
    assert_true(isnan(records->rows[0].value));
    assert_string_equal(records->rows[1].text, "of another");
    copse_unit_records_free(records);
}

static void test_unit_record__a_second_look_on_a_day_counts_once(void **state)
{
    (void)state;
    make_store();
    copse_context ctx = on_day(100);
    copse_unit_record rows[] = {{COPSE_LEVEL_TEAM, "alpha", COPSE_UNIT_FLAGGED, "quiet", 0.26, COPSE_DAY_UNKNOWN},
                                {COPSE_LEVEL_SITE, "alpha", COPSE_UNIT_FLAGGED, "inward", NAN, COPSE_DAY_UNKNOWN}};
    assert_ok(copse_store_track_units(store, rows, 2, &ctx, NULL));
    rows[0].value = 0.31;
    assert_ok(copse_store_track_units(store, rows, 1, &ctx, NULL));
    copse_unit_records *records = read_on(100);
    assert_int_equal(records->n, 2); /* by level: "site" before "team" */
    assert_int_equal(records->rows[0].level, COPSE_LEVEL_SITE);
    assert_true(isnan(records->rows[0].value));
    assert_close(records->rows[1].value, 0.31, 1e-6);
    copse_unit_records_free(records);
    ctx.as_of = 130;
    rows[0].kind = COPSE_UNIT_MEASURED;
    assert_ok(copse_store_track_units(store, rows, 1, &ctx, NULL));
    assert_n(130, 3);
}

static void test_unit_record__what_cannot_be_recorded(void **state)
{
    (void)state;
    make_store();
    assert_int_equal(say(100, "alpha", COPSE_UNIT_ACTED, NULL), COPSE_E_NOT_FOUND);
    assert_int_equal(say(100, "alpha", COPSE_UNIT_ACTED, ""), COPSE_E_ARGUMENT);
    assert_int_equal(say(100, "alpha", COPSE_UNIT_ACTED, "\xff"), COPSE_E_ARGUMENT);
    assert_int_equal(say(100, "alpha", COPSE_UNIT_FLAGGED, "quiet"), COPSE_E_ARGUMENT);
    assert_ok(say(100, "alpha", COPSE_UNIT_ACCEPTED, "apart"));
    assert_int_equal(say(99, "alpha", COPSE_UNIT_ACCEPTED, NULL), COPSE_E_NOT_FOUND); /* not so on that day */
    assert_n(COPSE_DAY_UNKNOWN, 1);
}

/* It is said of a unit, not of the facts: a model stays as good as it was. */
static void test_unit_record__is_state_and_in_the_log_without_which_unit(void **state)
{
    (void)state;
    make_store();
    int64_t version = copse_store_data_version(store);
    assert_ok(say(100, "alpha", COPSE_UNIT_ACCEPTED, "apart"));
    assert_ok(say(100, "alpha", COPSE_UNIT_ACCEPTED, "apart")); /* so already: no second row */
    assert_n(100, 1);
    assert_int_equal(copse_store_data_version(store), version);
    copse_context ctx = on_day(100);
    copse_account *log;
    assert_ok(copse_store_audit_log(&log, store, &ctx, NULL));
    const copse_account_section *s = &log->sections[0];
    assert_string_equal(s->cells[s->n_rows * s->n_columns - 1].text, "a unit was accepted as rightly apart");
    copse_account_free(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_unit_record__taking_back_removes_nothing_of_earlier_days, make_folder,
                                        close_store),
        cmocka_unit_test_setup_teardown(test_unit_record__of_acts_the_last_is_taken_back, make_folder, close_store),
        cmocka_unit_test_setup_teardown(test_unit_record__a_second_look_on_a_day_counts_once, make_folder,
                                        close_store),
        cmocka_unit_test_setup_teardown(test_unit_record__what_cannot_be_recorded, make_folder, close_store),
        cmocka_unit_test_setup_teardown(test_unit_record__is_state_and_in_the_log_without_which_unit, make_folder,
                                        close_store),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
