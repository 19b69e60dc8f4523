/*
 * Who could introduce whom. Seven people:
 *
 *   a — b (tie)     b, c in team s     c, d in CoP x     a, d in CoP z, which is sensitive
 *   e answered d    f was paired with e                  g objected, and is tied to all
 */
#include "support.h"

#include "network/acquaintance.h"

enum { A, B, C, D, E, F, G, N };
enum { TODAY = 20543 };

typedef struct organisation {
    copse_fact_member members[N];
    copse_fact_tie ties[N];
    copse_fact_exchange exchanges[1];
    copse_fact_pairing pairings[1];
    copse_fact_community communities[2];
    copse_fact_membership memberships[4];
    copse_fact_team teams[1];
    copse_fact_assignment assignments[2];
    copse_facts facts;
    copse_network *net;
    copse_acquaintance who;
} organisation;

static void open_organisation(organisation *o)
{
    static const char *const keys[] = {"a", "b", "c", "d", "e", "f", "g"};
    copse_context ctx = COPSE_CONTEXT_INIT;
    ctx.as_of = TODAY;
    *o = (organisation){.communities = {{.key = "x", .site = COPSE_NONE},
                                        {.key = "z", .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_YES}},
                        .teams = {{.key = "s", .parent = COPSE_NONE}}};
    const copse_day always = COPSE_DAY_UNKNOWN;
    for (int i = 0; i < N; i++) {
        o->members[i] = (copse_fact_member){.key = keys[i], .objected = i == G};
        o->ties[i] = (copse_fact_tie){i == G ? A : G, i == G ? B : i, COPSE_TIE_STRENGTH, 1.0, always};
    }
    o->ties[0] = (copse_fact_tie){B, G, COPSE_TIE_COST, 2.0, always};
    o->exchanges[0] =
        (copse_fact_exchange){E, D, COPSE_NONE, COPSE_NONE, COPSE_EXCHANGE_ANSWERED, TODAY, always};
    o->pairings[0] = (copse_fact_pairing){E, F, "coffee", TODAY};
    const copse_fact_membership in[] = {
        {C, 0, NULL, always, always}, {D, 0, NULL, always, always}, {A, 1, NULL, always, always}, {D, 1, NULL, always, always}};
    memcpy(o->memberships, in, sizeof in);
    for (int i = 0; i < 2; i++)
        o->assignments[i] = (copse_fact_assignment){B + i, 0, COPSE_NONE, NULL, always, always};
    o->facts = (copse_facts){.n_members = N, .members = o->members, .n_ties = N, .ties = o->ties,
                             .n_exchanges = 1, .exchanges = o->exchanges, .n_pairings = 1,
                             .pairings = o->pairings, .n_communities = 2, .communities = o->communities,
                             .n_memberships = 4, .memberships = o->memberships, .n_teams = 1,
                             .teams = o->teams, .n_assignments = 2, .assignments = o->assignments};
    assert_ok(copse_network_new(&o->net, &o->facts, &ctx, NULL));
    assert_ok(copse_acquaintance_new(&o->who, o->net, NULL));
}

static void close_organisation(organisation *o)
{
    copse_acquaintance_free(&o->who);
    copse_network_free(o->net);
}

static void assert_hops(const organisation *o, const int expected[N])
{
    for (int i = 0; i < N; i++)
        if (o->who.hops[i] != expected[i])
            fail_msg("%c: %d hops, not %d", 'a' + i, o->who.hops[i], expected[i]);
}

static void test_acquaintance__ties_teams_and_cops_link(void **state)
{
    (void)state;
    organisation o;
    open_organisation(&o);
    copse_acquaintance_walk(&o.who, A, 9, NULL);
    assert_hops(&o, (int[]){0, 1, 2, 3, 4, 5, -1});
    assert_int_equal(o.who.step[B].link, COPSE_LINK_TIE);
    assert_int_equal(o.who.step[C].link, COPSE_LINK_TEAM);
    assert_int_equal(o.who.step[C].before, B);
    assert_int_equal(o.who.step[D].link, COPSE_LINK_COMMUNITY);
    assert_int_equal(o.who.step[D].through, 0);
    assert_int_equal(o.who.step[E].link, COPSE_LINK_TIE);
    assert_int_equal(o.who.step[F].link, COPSE_LINK_TIE);
    copse_acquaintance_walk(&o.who, D, 2, NULL); /* again, and not so far */
    assert_hops(&o, (int[]){-1, 2, 1, 0, 1, 2, -1});
    close_organisation(&o);
}

static void test_acquaintance__who_may_not_be_passed_is_no_way(void **state)
{
    (void)state;
    organisation o;
    open_organisation(&o);
    const bool may_pass[N] = {true, true, false, true, true, true, true};
    copse_acquaintance_walk(&o.who, A, 9, may_pass);
    assert_hops(&o, (int[]){0, 1, -1, -1, -1, -1, -1});
    close_organisation(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acquaintance__ties_teams_and_cops_link),
        cmocka_unit_test(test_acquaintance__who_may_not_be_passed_is_no_way),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
