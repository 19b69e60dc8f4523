/*
 * A trust of 18 people: unit u holds teams a (9 people) and b (3), team c (6)
 * stands alone. The CoP has 5 of a, 3 of b and 6 of c: 14 in all.
 */
#include "support.h"

#include <stdio.h>

#include "network/counts.h"

enum { U, A, B, C, N_TEAMS, N_MEMBERS = 18, THRESHOLD = 5 };

static char keys[N_MEMBERS][4];
static copse_fact_member members[N_MEMBERS];
static copse_fact_assignment assignments[N_MEMBERS];
static copse_fact_membership memberships[N_MEMBERS];
static copse_fact_team teams[N_TEAMS] = {{.id = 0, .key = "u", .parent = COPSE_NONE},
                                         {.id = 1, .key = "a", .parent = U},
                                         {.id = 2, .key = "b", .parent = U},
                                         {.id = 3, .key = "c", .parent = COPSE_NONE}};
static copse_fact_community communities[] = {
    {.id = 0, .key = "cop", .site = COPSE_NONE, .capacity = -1, .cadence_days = -1, .sensitive = COPSE_SENSITIVE_NO},
    {.id = 1, .key = "private", .site = COPSE_NONE, .capacity = -1, .cadence_days = -1, .sensitive = COPSE_SENSITIVE_YES}};

static copse_index team_of(int member)
{
    return member < 9 ? A : member < 12 ? B : C;
}

static copse_network *build(void)
{
    size_t n = 0;
    for (int i = 0; i < N_MEMBERS; i++) {
        snprintf(keys[i], sizeof keys[i], "m%02d", i);
        members[i] = (copse_fact_member){.id = i, .key = keys[i]};
        assignments[i] = (copse_fact_assignment){.member = i, .team = team_of(i), .site = COPSE_NONE,
                                                 .since = COPSE_DAY_UNKNOWN, .until = COPSE_DAY_UNKNOWN};
        if (i < 5 || i >= 9)
            memberships[n++] = (copse_fact_membership){.member = i, .community = 0,
                                                       .since = COPSE_DAY_UNKNOWN, .until = COPSE_DAY_UNKNOWN};
    }
    for (int i = 0; i < 4; i++)
        memberships[n++] = (copse_fact_membership){.member = i, .community = 1, .since = COPSE_DAY_UNKNOWN,
                                                   .until = COPSE_DAY_UNKNOWN};
    static copse_facts facts;
    facts = (copse_facts){.n_members = N_MEMBERS, .members = members, .n_teams = N_TEAMS, .teams = teams,
                          .n_assignments = N_MEMBERS, .assignments = assignments,
                          .n_communities = 2, .communities = communities,
                          .n_memberships = n, .memberships = memberships};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    assert_ok(copse_network_new(&net, &facts, &ctx, NULL));
    return net;
}

static void assert_shown(const copse_counts *counts, copse_index community, copse_index team, int64_t value)
{
    copse_count c = copse_network_counts_get(counts, community, COPSE_COUNT_UNIT, team);
    assert_false(c.is_suppressed);
    assert_int_equal(c.value, value);
}

static void assert_hidden(const copse_counts *counts, copse_index community, copse_index team)
{
    copse_count c = copse_network_counts_get(counts, community, COPSE_COUNT_UNIT, team);
    assert_true(c.is_suppressed);
    assert_int_equal(c.value, 0);
}

static void test_counts__small_team_takes_its_sibling_with_it(void **state)
{
    (void)state;
    copse_network *net = build();
    copse_counts *counts = NULL;
    assert_ok(copse_network_counts_new(&counts, net, THRESHOLD, NULL));
    assert_int_equal(copse_network_counts_get(counts, 0, COPSE_COUNT_WHOLE, 0).value, 14);
    assert_hidden(counts, 0, B); /* 3 */
    assert_hidden(counts, 0, A); /* 8 of the unit − 5 would give it away */
    assert_shown(counts, 0, U, 8);
    assert_shown(counts, 0, C, 6);
    /* Of all staff: 12 in the unit, of whom 3 in b. */
    assert_hidden(counts, COPSE_NONE, B);
    assert_hidden(counts, COPSE_NONE, A);
    assert_shown(counts, COPSE_NONE, U, 12);
    copse_network_counts_free(counts);
    copse_network_free(net);
}

/*
 * Unit u has seven staff, six in a and one in b, so both are hidden. A CoP of all of a that showed six would
 * say that a has six at least, and b one.
 */
static void test_counts__a_cop_of_a_whole_hidden_team_is_hidden_too(void **state)
{
    (void)state;
    static copse_fact_membership all_of_a[6];
    static copse_facts facts;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = build();
    facts = *copse_network_facts(net);
    copse_network_free(net);
    facts.n_members = 7;
    facts.n_assignments = 7;
    facts.memberships = all_of_a;
    facts.n_memberships = 6;
    for (int i = 0; i < 7; i++)
        assignments[i].team = i < 6 ? A : B;
    for (int i = 0; i < 6; i++)
        all_of_a[i] = (copse_fact_membership){.member = i, .community = 0, .since = COPSE_DAY_UNKNOWN,
                                              .until = COPSE_DAY_UNKNOWN};
    copse_counts *counts = NULL;
    assert_ok(copse_network_new(&net, &facts, &ctx, NULL));
    assert_ok(copse_network_counts_new(&counts, net, THRESHOLD, NULL));
    assert_hidden(counts, COPSE_NONE, A);
    assert_hidden(counts, COPSE_NONE, B);
    assert_shown(counts, COPSE_NONE, U, 7);
    assert_hidden(counts, 0, A);
    assert_true(copse_network_counts_get(counts, 0, COPSE_COUNT_WHOLE, 0).is_suppressed);
    /* Nobody is in a CoP whose size is shown: all are outside. */
    assert_int_equal(copse_network_counts_get(counts, COPSE_NONE, COPSE_COUNT_OUTSIDE, 0).value, 7);
    copse_network_counts_free(counts);
    copse_network_free(net);
}

/* Fourteen of eighteen are in the CoP: four outside are a few. */
static void test_counts__a_few_outside_are_not_shown(void **state)
{
    (void)state;
    copse_network *net = build();
    copse_counts *counts = NULL;
    assert_ok(copse_network_counts_new(&counts, net, THRESHOLD, NULL));
    assert_true(copse_network_counts_get(counts, COPSE_NONE, COPSE_COUNT_OUTSIDE, 0).is_suppressed);
    copse_network_counts_free(counts);
    assert_ok(copse_network_counts_new(&counts, net, 4, NULL));
    assert_int_equal(copse_network_counts_get(counts, COPSE_NONE, COPSE_COUNT_OUTSIDE, 0).value, 4);
    copse_network_counts_free(counts);
    copse_network_free(net);
}

static void test_counts__sensitive_cop_has_none(void **state)
{
    (void)state;
    copse_network *net = build();
    copse_counts *counts = NULL;
    assert_ok(copse_network_counts_new(&counts, net, 1, NULL));
    assert_shown(counts, 1, A, 0);
    assert_int_equal(copse_network_counts_get(counts, 1, COPSE_COUNT_WHOLE, 0).value, 0);
    copse_network_counts_free(counts);
    copse_network_free(net);
}

static void test_counts__threshold_of_one_shows_all(void **state)
{
    (void)state;
    copse_network *net = build();
    copse_counts *counts = NULL;
    assert_ok(copse_network_counts_new(&counts, net, 1, NULL));
    assert_shown(counts, 0, A, 5);
    assert_shown(counts, 0, B, 3);
    copse_network_counts_free(counts);
    copse_network_free(net);
}

static void test_counts__any_allocation_may_fail(void **state)
{
    (void)state;
    copse_network *net = build();
    copse_status st = COPSE_E_NOMEM;
    for (int64_t n = 0; st == COPSE_E_NOMEM; n++) {
        copse_counts *counts = NULL;
        copse_memory_fail_at(n);
        st = copse_network_counts_new(&counts, net, THRESHOLD, NULL);
        copse_memory_fail_at(-1);
        assert_true((st == COPSE_OK) == (counts != NULL));
        copse_network_counts_free(counts);
    }
    assert_int_equal(st, COPSE_OK);
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts__small_team_takes_its_sibling_with_it),
        cmocka_unit_test(test_counts__a_cop_of_a_whole_hidden_team_is_hidden_too),
        cmocka_unit_test(test_counts__a_few_outside_are_not_shown),
        cmocka_unit_test(test_counts__sensitive_cop_has_none),
        cmocka_unit_test(test_counts__threshold_of_one_shows_all),
        cmocka_unit_test(test_counts__any_allocation_may_fail),
    };
    if (copse_start(NULL) != COPSE_OK)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
