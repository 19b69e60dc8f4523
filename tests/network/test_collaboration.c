/*
 * Who is in contact with whom. Six people; each test says what is recorded of them.
 *
 *   a — b — c      d — e      f
 */
#include <stdio.h>

#include "support.h"

#include "network/collaboration.h"

enum { A, B, C, D, E, F, N };
enum { TODAY = 20543 };

typedef struct organisation {
    copse_fact_member members[N];
    copse_fact_tie ties[8];
    copse_fact_exchange exchanges[4];
    copse_fact_community communities[3];
    copse_fact_membership memberships[400];
    copse_fact_team teams[2];
    copse_fact_assignment assignments[4];
    copse_facts facts;
    copse_context ctx;
    copse_network *net;
    const copse_collaboration *graph;
    copse_walk walk;
} organisation;

static void make_organisation(organisation *o)
{
    static const char *const keys[] = {"a", "b", "c", "d", "e", "f"};
    static const copse_context nobody = COPSE_CONTEXT_INIT;
    *o = (organisation){.ctx = nobody};
    o->ctx.as_of = TODAY;
    for (int i = 0; i < N; i++)
        o->members[i] = (copse_fact_member){.id = i, .key = keys[i]};
    o->communities[0] = (copse_fact_community){.key = "x", .name = "X", .site = COPSE_NONE};
    o->communities[1] = (copse_fact_community){.key = "y", .name = "Y", .site = COPSE_NONE};
    o->communities[2] = (copse_fact_community){
        .key = "z", .name = "Z", .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_YES};
    o->teams[0] = (copse_fact_team){.key = "s", .parent = COPSE_NONE};
    o->teams[1] = (copse_fact_team){.key = "t", .parent = COPSE_NONE};
    o->facts = (copse_facts){.n_members = N,
                             .members = o->members,
                             .ties = o->ties,
                             .exchanges = o->exchanges,
                             .n_communities = 3,
                             .communities = o->communities,
                             .memberships = o->memberships,
                             .n_teams = 2,
                             .teams = o->teams,
                             .assignments = o->assignments};
}

static void tie(organisation *o, copse_index a, copse_index b, copse_tie_kind kind, double weight)
{
    o->ties[o->facts.n_ties++] = (copse_fact_tie){a, b, kind, weight, COPSE_DAY_UNKNOWN};
}

static void join(organisation *o, copse_index member, copse_index community)
{
    o->memberships[o->facts.n_memberships++] =
        (copse_fact_membership){member, community, NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
}

static void employ(organisation *o, copse_index member, copse_index team)
{
    o->assignments[o->facts.n_assignments++] = (copse_fact_assignment){
        member, team, COPSE_NONE, NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
}

static void open_organisation(organisation *o)
{
    assert_ok(copse_network_new(&o->net, &o->facts, &o->ctx, NULL));
    assert_ok(copse_network_collaboration(&o->graph, o->net, NULL));
    assert_ok(copse_walk_new(&o->walk, o->graph, NULL));
}

static void close_organisation(organisation *o)
{
    copse_walk_free(&o->walk);
    copse_network_free(o->net);
}

static void assert_hops(organisation *o, copse_index from, int most, const int expected[N])
{
    copse_walk_from(&o->walk, from, most);
    for (int i = 0; i < N; i++)
        if (o->walk.hops[i] != expected[i])
            fail_msg("%c: %d hops, not %d", 'a' + i, o->walk.hops[i], expected[i]);
}

static void test_collaboration__ties_come_before_all_else(void **state)
{
    (void)state;
    organisation o;
    make_organisation(&o);
    tie(&o, A, B, COPSE_TIE_STRENGTH, 2.0);
    tie(&o, C, B, COPSE_TIE_STRENGTH, 3.0);
    tie(&o, D, E, COPSE_TIE_STRENGTH, 1.0);
    tie(&o, F, F, COPSE_TIE_STRENGTH, 1.0); /* with oneself: none */
    join(&o, A, 0);
    join(&o, F, 0);
    open_organisation(&o);
    assert_int_equal(o.graph->basis, COPSE_CONTACT_TIES);
    assert_hops(&o, A, 4, (int[]){0, 1, 2, -1, -1, -1});
    assert_hops(&o, A, 1, (int[]){0, 1, -1, -1, -1, -1});
    assert_hops(&o, F, 4, (int[]){-1, -1, -1, -1, -1, 0});
    assert_int_equal(o.graph->component[A], o.graph->component[C]);
    assert_int_equal(o.graph->component[D], o.graph->component[E]);
    assert_int_not_equal(o.graph->component[A], o.graph->component[D]);
    assert_int_not_equal(o.graph->component[F], o.graph->component[D]);
    close_organisation(&o);
}

static void
test_collaboration__an_answered_question_is_a_tie_and_one_that_was_asked_is_not(void **state)
{
    (void)state;
    organisation o;
    make_organisation(&o);
    o.exchanges[0] = (copse_fact_exchange){
        B, A, COPSE_NONE, COPSE_NONE, COPSE_EXCHANGE_ANSWERED, TODAY - 5, COPSE_DAY_UNKNOWN};
    o.exchanges[1] = (copse_fact_exchange){
        C, A, COPSE_NONE, COPSE_NONE, COPSE_EXCHANGE_ASKED, TODAY - 5, COPSE_DAY_UNKNOWN};
    o.exchanges[2] = (copse_fact_exchange){D,
                                           A,
                                           COPSE_NONE,
                                           COPSE_NONE,
                                           COPSE_EXCHANGE_ANSWERED,
                                           TODAY + 5,
                                           COPSE_DAY_UNKNOWN}; /* not yet */
    o.facts.n_exchanges = 3;
    open_organisation(&o);
    assert_int_equal(o.graph->basis, COPSE_CONTACT_TIES);
    assert_hops(&o, A, 4, (int[]){0, 1, -1, -1, -1, -1});
    close_organisation(&o);
}

static void test_collaboration__who_objected_is_no_bridge(void **state)
{
    (void)state;
    organisation o;
    make_organisation(&o);
    tie(&o, A, B, COPSE_TIE_STRENGTH, 2.0);
    tie(&o, B, C, COPSE_TIE_STRENGTH, 3.0);
    tie(&o, D, E, COPSE_TIE_STRENGTH, 3.0);
    o.members[B].objected = true;
    open_organisation(&o);
    assert_hops(&o, A, 4, (int[]){0, -1, -1, -1, -1, -1});
    close_organisation(&o);
}

static void test_collaboration__without_ties_a_shared_cop_is_one_hop(void **state)
{
    (void)state;
    organisation o;
    copse_index path[5];
    make_organisation(&o);
    join(&o, A, 0);
    join(&o, B, 0);
    join(&o, D, 0);
    join(&o, B, 1);
    join(&o, D, 1);
    join(&o, C, 1);
    join(&o, C, 2); /* sensitive */
    join(&o, E, 2);
    employ(&o, E, 0);
    employ(&o, F, 0);
    open_organisation(&o);
    assert_int_equal(o.graph->basis, COPSE_CONTACT_COMMUNITIES);
    assert_hops(&o, A, 1, (int[]){0, 1, -1, 1, -1, -1});
    assert_hops(&o, A, 4, (int[]){0, 1, 2, 1, -1, -1});
    /* By b or by d: b comes first. */
    assert_int_equal(copse_walk_path(path, &o.walk, A, C, 4), 3);
    assert_int_equal(path[0], A);
    assert_int_equal(path[1], B);
    assert_int_equal(path[2], C);
    assert_int_equal(copse_walk_path(path, &o.walk, A, C, 1), 0);
    assert_int_equal(copse_walk_path(path, &o.walk, A, A, 4), 1);
    close_organisation(&o);
}

static void test_collaboration__a_crowd_ties_nobody(void **state)
{
    (void)state;
    enum { CROWD = COPSE_COLLABORATION_CIRCLE + 1 };
    static copse_fact_member members[CROWD];
    static char keys[CROWD][8];
    for (int more = 0; more < 2; more++) {
        organisation o;
        make_organisation(&o);
        for (int i = 0; i < CROWD; i++) {
            snprintf(keys[i], sizeof keys[i], "m%03d", i);
            members[i] = (copse_fact_member){.id = i, .key = keys[i]};
        }
        o.facts.members = members;
        o.facts.n_members = CROWD;
        for (int i = 0; i < COPSE_COLLABORATION_CIRCLE + more; i++)
            join(&o, i, 0);
        open_organisation(&o);
        copse_walk_from(&o.walk, 0, 2);
        assert_int_equal(o.graph->basis, more ? COPSE_CONTACT_NONE : COPSE_CONTACT_COMMUNITIES);
        assert_int_equal(o.walk.hops[1], more ? -1 : 1);
        close_organisation(&o);
    }
}

static void test_collaboration__without_cops_a_shared_team_and_without_teams_nothing(void **state)
{
    (void)state;
    organisation o;
    make_organisation(&o);
    employ(&o, A, 0);
    employ(&o, B, 0);
    employ(&o, B, 1);
    employ(&o, C, 1);
    open_organisation(&o);
    assert_int_equal(o.graph->basis, COPSE_CONTACT_TEAMS);
    assert_hops(&o, A, 4, (int[]){0, 1, 2, -1, -1, -1});
    close_organisation(&o);
    make_organisation(&o);
    open_organisation(&o);
    assert_int_equal(o.graph->basis, COPSE_CONTACT_NONE);
    assert_hops(&o, A, 4, (int[]){0, -1, -1, -1, -1, -1});
    close_organisation(&o);
}

static void test_collaboration__a_cost_is_a_length_and_a_strength_is_one_hop(void **state)
{
    (void)state;
    organisation o;
    make_organisation(&o);
    tie(&o, A, B, COPSE_TIE_STRENGTH, 4.0);
    tie(&o, A, B, COPSE_TIE_COST, 0.5);
    tie(&o, B, C, COPSE_TIE_STRENGTH, 8.0);
    open_organisation(&o);
    const copse_incidence *m = &o.graph->neighbours;
    assert_true(o.graph->has_costs);
    assert_close(copse_incidence_get(m, A, B), 4.0 + 2.0, 1e-12);
    assert_close(copse_incidence_get(m, B, A), 4.0 + 2.0, 1e-12);
    assert_close(o.graph->length[m->start[A]], 0.5, 0.0);
    assert_close(o.graph->length[m->start[B]], 0.5, 0.0);
    assert_close(o.graph->length[m->start[B] + 1], 1.0, 0.0);
    close_organisation(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_collaboration__ties_come_before_all_else),
        cmocka_unit_test(
            test_collaboration__an_answered_question_is_a_tie_and_one_that_was_asked_is_not),
        cmocka_unit_test(test_collaboration__who_objected_is_no_bridge),
        cmocka_unit_test(test_collaboration__without_ties_a_shared_cop_is_one_hop),
        cmocka_unit_test(test_collaboration__a_crowd_ties_nobody),
        cmocka_unit_test(test_collaboration__without_cops_a_shared_team_and_without_teams_nothing),
        cmocka_unit_test(test_collaboration__a_cost_is_a_length_and_a_strength_is_one_hop),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
