/* From facts to the network of one day. */
#include "network/small.h"

#include "network/network.h"

static copse_network *build(const copse_facts *facts, copse_day as_of)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_network *net = NULL;
    ctx.as_of = as_of;
    if (copse_network_new(&net, facts, &ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    return net;
}

static void test_network__holds_who_is_where_on_the_day(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts, MARCH - 1);
    assert_int_equal(copse_incidence_degree(&net->community_members, CARE), 4);
    assert_true(copse_incidence_has(&net->member_communities, GUS, CARE));
    assert_true(copse_incidence_has(&net->member_teams, GUS, WARD_A));
    assert_false(copse_incidence_has(&net->member_teams, GUS, WARD_B));
    copse_network_free(net);

    net = build(&facts, MARCH);
    assert_int_equal(copse_incidence_degree(&net->community_members, CARE), 3);
    assert_false(copse_incidence_has(&net->member_communities, GUS, CARE));
    assert_false(copse_incidence_has(&net->member_teams, GUS, WARD_A));
    assert_true(copse_incidence_has(&net->member_teams, GUS, WARD_B));
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_network__holds_who_is_where_on_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
