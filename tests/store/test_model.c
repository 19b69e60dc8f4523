/* The model as rows: what is saved comes back, and a damaged one is refused, whatever the damage.
 */
#include "store/folder.h"

#include "base/memory.h"
#include "store/store.h"

static copse_error error;

static const int32_t targets_of_a[] = {1, 0}, weights_of_a[] = {INT32_MAX, INT32_MIN};
static const int32_t targets_of_b[] = {2}, weights_of_b[] = {-1};

/* Three CoPs; what is known of topic t, of CoP c1, and of team u, which weighs nothing. */
static copse_model_record small(void)
{
    static const copse_model_option options[] = {{"lambda", 12.5}, {"alpha", -0.0}};
    static const char *const targets[] = {"c1", "c2", "c3"};
    static const copse_model_row rows[] = {
        {{COPSE_REASON_TOPIC, "t"}, 2, targets_of_a, weights_of_a},
        {{COPSE_REASON_COMMUNITY, "c1"}, 1, targets_of_b, weights_of_b},
        {{COPSE_REASON_TEAM, "u"}, 0, NULL, NULL},
    };
    static const copse_model_value values[] = {
        {"norm", "c1", "t", 500000},
        {"core", "c1", "ann", 1000000},
        {"core", "c1", "bob", -1},
        {"size", "c1", "", INT64_MIN},
    };
    return (copse_model_record){
        .kind = "closed-form",
        .data_version = 7,
        .fitted = 20543,
        .seed = UINT64_MAX,
        .n_options = 2,
        .options = options,
        .n_targets = 3,
        .targets = targets,
        .n_rows = 3,
        .rows = rows,
        .n_values = 4,
        .values = values,
    };
}

static copse_status save(const copse_model_record *record)
{
    copse_context ctx = today();
    copse_store *store;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    copse_status st = copse_store_save_model(store, record, &ctx, &error);
    copse_store_close(store);
    return st;
}

static copse_status load(copse_model_record **out)
{
    copse_store *store;
    error = (copse_error)COPSE_ERROR_INIT;
    *out = NULL;
    copse_status st = copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, &error);
    if (st == COPSE_OK)
        st = copse_store_load_model(out, store, &error);
    assert_true((st == COPSE_OK) == (*out != NULL));
    copse_store_close(store);
    return st;
}

static void test_model__what_was_saved_comes_back(void **state)
{
    (void)state;
    copse_model_record *m, saved = small();
    new_store();
    assert_ok(save(&saved));
    assert_ok(load(&m));

    assert_string_equal(m->kind, "closed-form");
    assert_int_equal(m->data_version, 7);
    assert_int_equal(m->fitted, 20543);
    assert_true(m->seed == UINT64_MAX);
    assert_int_equal(m->n_options, 2);
    assert_string_equal(m->options[0].name, "lambda");
    assert_close(m->options[0].value, 12.5, 0);
    assert_string_equal(m->options[1].name, "alpha");
    assert_int_equal(m->n_targets, 3);
    assert_string_equal(m->targets[2], "c3");

    /* Rows by kind and key, each with its pairs in the order that they had. */
    assert_int_equal(m->n_rows, 3);
    assert_int_equal(m->rows[0].source.kind, COPSE_REASON_COMMUNITY);
    assert_string_equal(m->rows[0].source.key, "c1");
    assert_int_equal(m->rows[0].n, 1);
    assert_int_equal(m->rows[0].target[0], 2);
    assert_int_equal(m->rows[0].weight[0], -1);
    assert_int_equal(m->rows[1].source.kind, COPSE_REASON_TOPIC);
    assert_memory_equal(m->rows[1].target, targets_of_a, sizeof targets_of_a);
    assert_memory_equal(m->rows[1].weight, weights_of_a, sizeof weights_of_a);
    assert_int_equal(m->rows[2].source.kind, COPSE_REASON_TEAM);
    assert_int_equal(m->rows[2].n, 0);

    assert_int_equal(m->n_values, 4);
    assert_string_equal(m->values[1].measure, "core");
    assert_string_equal(m->values[1].of_key, "c1");
    assert_string_equal(m->values[1].for_key, "bob");
    assert_int_equal(m->values[1].value, -1);
    assert_string_equal(m->values[2].measure, "norm");
    assert_string_equal(m->values[3].for_key, "");
    assert_true(m->values[3].value == INT64_MIN);
    copse_store_free_model(m);
    copse_store_free_model(NULL);
}

/* The bytes of a blob do not depend on the machine: 1, INT32_MAX, 0, INT32_MIN, little-endian. */
static void test_model__pairs_are_little_endian(void **state)
{
    (void)state;
    copse_model_record saved = small();
    new_store();
    assert_ok(save(&saved));
    assert_string_equal(
        ask_sql(at("s.copse"), "SELECT hex(weights) FROM model_weight WHERE key = 't'"),
        "01000000FFFFFF7F0000000000000080");
}

static void test_model__empty_model_is_a_model(void **state)
{
    (void)state;
    copse_model_record *m, empty = {.kind = "popularity"};
    new_store();
    assert_ok(save(&empty));
    assert_ok(load(&m));
    assert_int_equal(m->n_options + m->n_targets + m->n_rows + m->n_values, 0);
    copse_store_free_model(m);
}

static void test_model__none_fitted_yet_says_what_to_do(void **state)
{
    (void)state;
    copse_model_record *m;
    new_store();
    assert_int_equal(load(&m), COPSE_E_NOT_FOUND);
    assert_non_null(strstr(error.next, "copse fit"));
}

static void test_model__saving_replaces_and_is_state_not_data(void **state)
{
    (void)state;
    copse_model_record *m, saved = small(), empty = {.kind = "popularity"};
    new_store();
    assert_ok(save(&saved));
    assert_ok(save(&empty));
    assert_ok(load(&m));
    assert_string_equal(m->kind, "popularity");
    assert_int_equal(m->n_options + m->n_targets + m->n_rows + m->n_values, 0);
    copse_store_free_model(m);
    assert_string_equal(
        ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'state_version'"), "2");
    assert_string_equal(
        ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'data_version'"), "0");
}

static void test_model__failed_saving_keeps_the_old_one(void **state)
{
    (void)state;
    copse_model_record *m, saved = small(), twice = small();
    const copse_model_row rows[] = {saved.rows[0], saved.rows[0]};
    twice.rows = rows;
    twice.n_rows = 2;
    new_store();
    assert_ok(save(&saved));
    assert_int_equal(save(&twice), COPSE_E_STORE);

    copse_context ctx = today();
    copse_store *store;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_int_equal(copse_store_save_model(store, &saved, &ctx, NULL), COPSE_E_STORE);
    copse_store_close(store);

    assert_ok(load(&m));
    assert_int_equal(m->n_rows, 3);
    copse_store_free_model(m);
    assert_string_equal(
        ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'state_version'"), "1");
}

/* Yes from the given call on. */
static bool stop_from(void *user)
{
    int *left = user;
    return (*left)-- <= 0;
}

static void test_model__stopped_saving_keeps_the_old_one(void **state)
{
    (void)state;
    copse_model_record *m, saved = small(), empty = {.kind = "popularity"};
    new_store();
    assert_ok(save(&empty));
    copse_store *store;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    copse_status st = COPSE_E_INTERRUPTED;
    for (int calls = 0; calls < 3; calls++) {
        int left = calls;
        copse_context ctx = today();
        ctx.is_cancelled = stop_from;
        ctx.user = &left;
        st = copse_store_save_model(store, &saved, &ctx, NULL);
        assert_int_equal(st, COPSE_E_INTERRUPTED);
    }
    copse_store_close(store);
    assert_ok(load(&m));
    assert_string_equal(m->kind, "popularity");
    copse_store_free_model(m);
}

static void test_model__damage_is_refused(void **state)
{
    (void)state;
    static const char *const damages[] = {
        "UPDATE model_weight SET weights = x'0100000001000000FF' WHERE key = 't'", /* 9 bytes */
        "UPDATE model_weight SET weights = x'0300000001000000' WHERE key = 't'", /* target 3 of 3 */
        "UPDATE model_weight SET weights = x'FFFFFFFF01000000' WHERE key = 't'", /* target -1 */
        "UPDATE model_weight SET weights = x'0000008001000000' WHERE key = 't'", /* target -2^31 */
        "UPDATE model_weight SET kind = 99 WHERE key = 't'",
        "UPDATE model_weight SET kind = -1 WHERE key = 't'",
        "UPDATE model_weight SET kind = 4294967296 WHERE key = 't'", /* 0 in 32 bits */
        "DELETE FROM model_target WHERE ordinal = 1",
        "UPDATE model_target SET ordinal = -1 WHERE ordinal = 1",
        "UPDATE model_target SET key = CAST(x'ff' AS TEXT) WHERE ordinal = 1",
        "UPDATE model_option SET name = CAST(x'ff' AS TEXT) WHERE place = 1",
        "UPDATE model SET kind = CAST(x'ff' AS TEXT)",
        "UPDATE model SET fitted = 99999999999",
        "DROP TABLE model_value",
        "DROP TABLE model_target; CREATE TABLE model_target (ordinal, key);"
        "INSERT INTO model_target VALUES (0, NULL), (1, 'b'), (2, 'c')",
    };
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        copse_model_record *m, saved = small();
        new_store();
        assert_ok(save(&saved));
        run_sql(at("s.copse"), damages[i]);
        if (load(&m) != COPSE_E_STORE)
            fail_msg("%s: was let through", damages[i]);
        assert_true(error.what[0] != '\0' && error.where[0] != '\0');
        assert_int_equal(unlink(at("s.copse")), 0);
    }
}

static void test_model__out_of_memory_while_loading(void **state)
{
    (void)state;
    copse_model_record *m, saved = small();
    copse_store *store;
    new_store();
    assert_ok(save(&saved));
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    int64_t n = 0;
    for (;; n++) {
        copse_memory_fail_at(n);
        copse_status st = copse_store_load_model(&m, store, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_null(m);
    }
    assert_true(n > 2);
    copse_store_free_model(m);
    copse_store_close(store);
}

static void test_model__out_of_memory_while_saving_keeps_the_old_one(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_model_record *m, saved = small(), empty = {.kind = "popularity"};
    copse_store *store;
    new_store();
    assert_ok(save(&empty));
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    int64_t n = 0;
    for (;; n++) {
        copse_memory_fail_at(n);
        copse_status st = copse_store_save_model(store, &saved, &ctx, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_ok(copse_store_load_model(&m, store, NULL));
        assert_string_equal(m->kind, "popularity");
        copse_store_free_model(m);
    }
    assert_true(n > 1);
    copse_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_model__what_was_saved_comes_back),
        TEST(test_model__pairs_are_little_endian),
        TEST(test_model__empty_model_is_a_model),
        TEST(test_model__none_fitted_yet_says_what_to_do),
        TEST(test_model__saving_replaces_and_is_state_not_data),
        TEST(test_model__failed_saving_keeps_the_old_one),
        TEST(test_model__stopped_saving_keeps_the_old_one),
        TEST(test_model__damage_is_refused),
        TEST(test_model__out_of_memory_while_loading),
        TEST(test_model__out_of_memory_while_saving_keeps_the_old_one),
    };
    return cmocka_run_group_tests_name("store/model", tests, NULL, NULL);
}
