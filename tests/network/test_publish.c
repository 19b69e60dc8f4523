/*
 * Counts that are published once a data version. Nine people: team a has six, b three; the CoP has all
 * of a and, from May on, two of b. Worked out by hand with a threshold of 5.
 */
#include "store/importing.h"

#include "network/counts.h"

enum { A, B, THRESHOLD = 5 };

static copse_context on(const char *day)
{
    copse_context ctx = today();
    copse_day_parse(&ctx.as_of, day);
    ctx.threshold = THRESHOLD;
    return ctx;
}

static void make_store(void)
{
    write_file("teams.csv", "team_id\na\nb\n");
    write_file("members.csv", "member_id,team_id\n1,a\n2,a\n3,a\n4,a\n5,a\n6,a\n7,b\n8,b\n9,b\n");
    write_file("communities.csv", "community_id,name\ncop,Wound care\n");
    write_file("memberships.csv", "member_id,community_id,since\n1,cop,\n2,cop,\n3,cop,\n4,cop,\n5,cop,\n6,cop,\n"
                                  "7,cop,2026-05-01\n8,cop,2026-05-01\n");
    import_ok();
}

/* Of members of the CoP in the team, as somebody who asks on the day is told; -1: suppressed. */
static int64_t told(const char *day, copse_index community, copse_index team, bool publish)
{
    copse_store *store;
    copse_network *net;
    copse_counts *counts;
    copse_context ctx = on(day);
    assert_ok(copse_store_open(&store, at("s.copse"), publish ? COPSE_STORE_WRITE : COPSE_STORE_READ, NULL));
    assert_ok(copse_network_load(&net, store, &ctx, NULL));
    if (publish)
        assert_ok(copse_network_publish(store, net, &ctx, NULL));
    assert_ok(copse_network_counts_new(&counts, net, THRESHOLD, NULL));
    char of[16];
    copse_day_format(of, copse_network_counts_day(counts));
    assert_string_equal(of, "2026-03-31"); /* of the import */
    copse_count c = copse_network_counts_get(counts, community, team == COPSE_NONE ? COPSE_COUNT_WHOLE : COPSE_COUNT_UNIT,
                                             team);
    copse_network_counts_free(counts);
    copse_network_free(net);
    copse_store_close(store);
    return c.is_suppressed ? -1 : c.value;
}

static void test_publish__every_day_is_told_the_counts_of_the_import(void **state)
{
    (void)state;
    make_store();
    for (int published = 0; published < 2; published++) {
        assert_int_equal(told("2026-03-31", 0, A, published), 6);
        assert_int_equal(told("2026-06-30", 0, A, published), 6);
        assert_int_equal(told("2026-06-30", 0, B, published), 0); /* two joined later: 6 and 8 would tell */
        assert_int_equal(told("2026-06-30", 0, COPSE_NONE, published), 6);
        assert_int_equal(told("2026-06-30", COPSE_NONE, B, published), -1); /* three */
        assert_int_equal(told("2026-06-30", COPSE_NONE, A, published), -1); /* 9 - 6 would give them away */
    }
}

static void test_publish__the_store_keeps_what_is_told(void **state)
{
    (void)state;
    make_store();
    told("2026-06-30", 0, A, true);
    assert_string_equal(ask_sql(at("s.copse"),
                                "SELECT group_concat(name || ' ' || of_key || ' ' || for_key || ' ' ||"
                                " coalesce(value, '-'), ';') FROM (SELECT * FROM published_count ORDER BY name, of_key)"),
                        "community  cop 6;outside   -;staff   9;team a  -;team b  -;team-community a cop 6");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT DISTINCT data_version FROM published_count"), "1");
}

static void test_publish__what_is_kept_is_not_decided_again(void **state)
{
    (void)state;
    make_store();
    told("2026-03-31", 0, A, true);
    run_sql(at("s.copse"), "UPDATE published_count SET value = 7 WHERE name = 'community'");
    assert_int_equal(told("2026-03-31", 0, COPSE_NONE, true), 7);
}

static void test_publish__new_facts_are_counted_anew(void **state)
{
    (void)state;
    make_store();
    told("2026-03-31", 0, A, true);
    write_file("memberships.csv", "member_id,community_id\n9,cop\n");
    import_ok();
    assert_int_equal(told("2026-03-31", 0, A, true), -1); /* 7 - 6 */
    assert_string_equal(ask_sql(at("s.copse"), "SELECT DISTINCT data_version FROM published_count"), "2");
}

static void test_publish__units_above_are_named_as_such(void **state)
{
    (void)state;
    write_file("teams.csv", "team_id,parent_id\nall,\na,all\n");
    write_file("sites.csv", "site_id\nhill\n");
    write_file("members.csv", "member_id,team_id,site_id\n1,a,hill\n2,a,hill\n3,a,hill\n4,a,hill\n5,a,hill\n");
    write_file("communities.csv", "community_id,name\ncop,Wound care\n");
    write_file("memberships.csv", "member_id,community_id\n1,cop\n2,cop\n3,cop\n4,cop\n5,cop\n");
    import_ok();
    told("2026-03-31", 0, COPSE_NONE, true);
    assert_string_equal(ask_sql(at("s.copse"), "SELECT group_concat(name, ' ') FROM (SELECT name FROM published_count"
                                               " ORDER BY name)"),
                        "community site site-community staff team team-community unit unit-community");
}

static void test_publish__a_damaged_table_is_refused(void **state)
{
    (void)state;
    make_store();
    told("2026-03-31", 0, A, true);
    run_sql(at("s.copse"), "INSERT INTO published_count VALUES (1, 'team', 'nowhere', '', 9)");
    copse_store *store;
    copse_network *net;
    copse_context ctx = on("2026-03-31");
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_int_equal(copse_network_load(&net, store, &ctx, NULL), COPSE_E_STORE);
    assert_null(net);
    copse_store_close(store);
}

static void test_publish__any_allocation_may_fail(void **state)
{
    (void)state;
    make_store();
    copse_context ctx = on("2026-03-31");
    copse_store *store;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    copse_status st = COPSE_E_NOMEM;
    for (int64_t n = 0; st == COPSE_E_NOMEM; n++) {
        copse_network *net = NULL;
        copse_memory_fail_at(n);
        st = copse_network_load(&net, store, &ctx, NULL);
        if (st == COPSE_OK)
            st = copse_network_publish(store, net, &ctx, NULL);
        copse_memory_fail_at(-1);
        copse_network_free(net);
    }
    assert_int_equal(st, COPSE_OK);
    copse_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_publish__every_day_is_told_the_counts_of_the_import),
        TEST(test_publish__the_store_keeps_what_is_told),
        TEST(test_publish__what_is_kept_is_not_decided_again),
        TEST(test_publish__new_facts_are_counted_anew),
        TEST(test_publish__units_above_are_named_as_such),
        TEST(test_publish__a_damaged_table_is_refused),
        TEST(test_publish__any_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("network/publish", tests, NULL, NULL);
}
