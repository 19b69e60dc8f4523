/* A network of what a store holds. */
#include "store/folder.h"

#include "base/memory.h"
#include "network/network.h"

/* ann is in ai since 2026-01-01 (20454); bob was until 2026-03-31 (20543). */
static const char *rows =
    "INSERT INTO member (id, key, name, visibility) VALUES (1, 'ann', 'Ann', 2), (2, 'bob', 'Bob', "
    "0);"
    "INSERT INTO community (id, key, name, sensitive) VALUES (1, 'ai', 'AI', 1);"
    "INSERT INTO membership (member, community, since, until) VALUES (1, 1, 20454, NULL), (2, 1, "
    "20000, 20543);";

static copse_status load(copse_network **out, const copse_context *ctx, copse_error *err)
{
    copse_store *store;
    copse_status st = copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, err);
    if (st == COPSE_OK)
        st = copse_network_load(out, store, ctx, err);
    copse_store_close(store);
    return st;
}

static void test_load__owns_its_facts_and_applies_the_day(void **state)
{
    (void)state;
    copse_context ctx = today(); /* 2026-03-31 */
    copse_network *net = NULL;
    run_sql(new_store(), rows);
    assert_ok(load(&net, &ctx, NULL)); /* the store is closed from here on */
    assert_int_equal(copse_network_facts(net)->n_members, 2);
    assert_string_equal(copse_network_facts(net)->members[0].name, "Ann");
    assert_int_equal(copse_incidence_degree(&net->community_members, 0), 1);
    copse_network_free(net);

    ctx.as_of -= 1;
    assert_ok(load(&net, &ctx, NULL));
    assert_int_equal(copse_incidence_degree(&net->community_members, 0), 2);
    copse_network_free(net);
}

static void test_load__of_an_empty_store_is_empty(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_network *net = NULL;
    new_store();
    assert_ok(load(&net, &ctx, NULL));
    assert_int_equal(copse_network_facts(net)->n_members, 0);
    copse_network_free(net);
}

static void test_load__refuses_what_no_network_can_be_built_of(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_error err = COPSE_ERROR_INIT;
    copse_network *net = (copse_network *)&ctx;
    run_sql(new_store(), "INSERT INTO team (id, key, parent) VALUES (1, 'a', NULL), (2, 'b', 1);"
                         "UPDATE team SET parent = 2 WHERE id = 1;");
    assert_int_equal(load(&net, &ctx, &err), COPSE_E_DATA);
    assert_null(net);
    assert_string_equal(err.where, "teams[0]");
}

static bool always(void *user)
{
    (void)user;
    return true;
}

static void test_load__stops_when_asked_to(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_network *net = (copse_network *)&ctx;
    ctx.is_cancelled = always;
    run_sql(new_store(), rows);
    assert_int_equal(load(&net, &ctx, NULL), COPSE_E_INTERRUPTED);
    assert_null(net);
}

static void test_load__every_failing_allocation_is_said(void **state)
{
    (void)state;
    copse_context ctx = today();
    run_sql(new_store(), rows);
    copse_store *store;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    copse_status st = COPSE_E_NOMEM;
    int64_t allocation = 0;
    for (; st == COPSE_E_NOMEM; allocation++) {
        copse_network *net = (copse_network *)&ctx;
        copse_memory_fail_at(allocation);
        st = copse_network_load(&net, store, &ctx, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_E_NOMEM)
            assert_null(net);
        else
            copse_network_free(net);
    }
    assert_int_equal(st, COPSE_OK);
    assert_true(allocation > 30);
    copse_store_close(store);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_load__owns_its_facts_and_applies_the_day),
        TEST(test_load__of_an_empty_store_is_empty),
        TEST(test_load__refuses_what_no_network_can_be_built_of),
        TEST(test_load__stops_when_asked_to),
        TEST(test_load__every_failing_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
