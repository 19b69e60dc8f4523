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

static copse_network *build_small(copse_day as_of)
{
    static copse_facts facts;
    facts = small_facts();
    return build(&facts, as_of);
}

/* ---- sizes at the edge ---- */

static void test_network__of_nothing_is_empty(void **state)
{
    (void)state;
    copse_facts facts = COPSE_FACTS_INIT;
    copse_network *net = build(&facts, MARCH);
    assert_ptr_equal(copse_network_facts(net), &facts);
    assert_int_equal(net->n_groups, 0);
    assert_int_equal(net->member_communities.n_rows, 0);
    assert_int_equal(net->community_members.start[0], 0);
    copse_network_free(net);
    copse_network_free(NULL);
}

static void test_network__of_one_member_with_nothing_else(void **state)
{
    (void)state;
    const copse_fact_member one = {.key = "solo"};
    copse_facts facts = {.n_members = 1, .members = &one};
    copse_network *net = build(&facts, ALWAYS);
    assert_true(net->is_present[0]);
    assert_int_equal(copse_incidence_degree(&net->member_communities, 0), 0);
    assert_int_equal(copse_incidence_degree(&net->member_groups, 0), 0);
    assert_int_equal(copse_map_get(net->member_keys, "solo", -7), 0);
    copse_network_free(net);
}

static void test_network__keeps_isolates(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH);
    assert_true(net->is_present[HAL]);
    assert_int_equal(copse_incidence_degree(&net->member_communities, HAL), 0);
    assert_int_equal(copse_incidence_degree(&net->member_topics, HAL), 0);
    assert_int_equal(copse_incidence_degree(&net->community_members, EMPTY), 0);
    assert_int_equal(copse_incidence_degree(&net->topic_members, UNUSED), 0);
    assert_true(isnan(net->topic_scale[UNUSED]));
    copse_network_free(net);
}

/* ---- days ---- */

static void test_network__a_stint_holds_from_since_to_the_day_before_until(void **state)
{
    (void)state;
    static const struct {
        copse_day as_of, since, until;
        bool holds;
    } cases[] = {
        {100, ALWAYS, OPEN, true},
        {100, 100, OPEN, true},
        {100, 101, OPEN, false},
        {100, 99, 101, true},
        {100, 99, 100, false},
        {100, 100, 100, false},
        {100, ALWAYS, 101, true},
        {100, ALWAYS, 99, false},
        {-5, -5, -4, true},
        /* The day is not known: whatever is open holds, even from a day to come. */
        {COPSE_DAY_UNKNOWN, ALWAYS, OPEN, true},
        {COPSE_DAY_UNKNOWN, 101, OPEN, true},
        {COPSE_DAY_UNKNOWN, ALWAYS, 99999, false},
        {COPSE_DAY_UNKNOWN, 100, 101, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        copse_facts facts = COPSE_FACTS_INIT;
        copse_network *net = build(&facts, cases[i].as_of);
        if (copse_network_holds(net, cases[i].since, cases[i].until) != cases[i].holds)
            fail_msg("case %zu", i);
        copse_network_free(net);
    }
}

static void test_network__holds_who_is_where_on_the_day(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH - 1);
    assert_int_equal(copse_incidence_degree(&net->community_members, CARE),
                     4); /* ann bob cat gus */
    assert_true(copse_incidence_has(&net->member_communities, GUS, CARE));
    assert_true(copse_incidence_has(&net->member_teams, GUS, WARD_A));
    assert_false(copse_incidence_has(&net->member_teams, GUS, WARD_B));
    assert_int_equal(copse_incidence_degree(&net->member_interests, EVE),
                     1); /* wounds from March */
    copse_network_free(net);

    net = build_small(MARCH);
    assert_int_equal(copse_incidence_degree(&net->community_members, CARE), 3);
    assert_false(copse_incidence_has(&net->member_communities, GUS, CARE));
    assert_false(copse_incidence_has(&net->member_teams, GUS, WARD_A));
    assert_true(copse_incidence_has(&net->member_teams, GUS, WARD_B));
    assert_int_equal(copse_incidence_degree(&net->member_interests, EVE), 2);
    copse_network_free(net);
}

/* ---- what is merged and what is left out ---- */

static void test_network__a_repeated_membership_counts_once(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH); /* dan is in data by two rows */
    assert_int_equal(copse_incidence_degree(&net->member_communities, DAN), 1);
    assert_int_equal(copse_incidence_degree(&net->community_members, DATA), 3);
    copse_network_free(net);
}

static void test_network__evidence_of_several_sources_is_added_up(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH);
    assert_close(copse_incidence_get(&net->member_topics, DAN, SQL), 3.0, 0.0);
    assert_close(copse_incidence_get(&net->topic_members, SQL, DAN), 3.0, 0.0);
    copse_network_free(net);
}

static void test_network__who_objected_is_nowhere(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH);
    assert_false(net->is_present[FAY]);
    const copse_incidence *by_member[] = {&net->member_communities, &net->member_topics,
                                          &net->member_interests, &net->member_teams,
                                          &net->member_groups};
    for (size_t i = 0; i < COUNT_OF(by_member); i++)
        assert_int_equal(copse_incidence_degree(by_member[i], FAY), 0);
    assert_false(copse_incidence_has(&net->community_members, CARE, FAY));
    assert_false(copse_incidence_has(&net->topic_members, SQL, FAY));
    for (size_t i = 0; i < net->n_groups; i++) /* her profession is no group either */
        assert_string_not_equal(net->groups[i].key, "astronaut");
    copse_network_free(net);
}

static void test_network__sensitive_communities_are_marked_and_kept(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH);
    assert_true(net->is_sensitive[FAITH]);
    assert_false(net->is_sensitive[CARE]);
    assert_true(copse_incidence_has(&net->member_communities, CAT, FAITH));
    copse_network_free(net);
}

static void test_network__until_decided_a_community_is_as_sensitive_as_it_looks(void **state)
{
    (void)state;
    static const struct {
        copse_sensitivity decided;
        const char *key, *name, *description;
        bool is_sensitive;
    } cases[] = {
        {COPSE_SENSITIVE_UNDECIDED, "a", "Muslim staff network", NULL, true},
        {COPSE_SENSITIVE_NO, "b", "Muslim staff network", NULL, false},
        {COPSE_SENSITIVE_UNDECIDED, "c", "Wound healing", NULL, false},
        {COPSE_SENSITIVE_YES, "d", "Wound healing", NULL, true},
        {COPSE_SENSITIVE_UNDECIDED, "e", "Rainbow", "For LGBT colleagues", true},
        {COPSE_SENSITIVE_UNDECIDED, "muslim-staff-network", NULL, NULL,
         true}, /* the key is all it is called */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const copse_fact_community c = {.key = cases[i].key,
                                        .name = cases[i].name,
                                        .description = cases[i].description,
                                        .site = COPSE_NONE,
                                        .sensitive = cases[i].decided};
        copse_facts facts = {.n_communities = 1, .communities = &c};
        copse_network *net = build(&facts, MARCH);
        if (net->is_sensitive[0] != cases[i].is_sensitive)
            fail_msg("case %zu", i);
        copse_network_free(net);
    }
}

/* ---- expertise ---- */

static void test_network__topic_scale_is_the_type_7_upper_quartile(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH);
    assert_close(net->topic_scale[WOUNDS], 2.5, 0.0); /* 1 2 3, place 1.5 of 0..2 */
    assert_close(net->topic_scale[SQL], 3.75, 0.0);   /* 3 4, place 0.75 of 0..1 */
    copse_network_free(net);

    /* 10 20 30 40 50: place 3 exactly. One holder: their own evidence. */
    copse_facts facts = small_facts();
    const copse_fact_expertise rows[] = {{EVE, WOUNDS, 50, ALWAYS}, {ANN, WOUNDS, 20, ALWAYS},
                                         {BOB, WOUNDS, 10, ALWAYS}, {CAT, WOUNDS, 40, ALWAYS},
                                         {DAN, WOUNDS, 30, ALWAYS}, {HAL, SQL, 7, ALWAYS}};
    facts.expertises = rows;
    facts.n_expertises = COUNT_OF(rows);
    net = build(&facts, MARCH);
    assert_close(net->topic_scale[WOUNDS], 40.0, 0.0);
    assert_close(net->topic_scale[SQL], 7.0, 0.0);
    copse_network_free(net);
}

static void test_network__saturated_expertise_is_in_0_to_1(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH);
    assert_close(copse_network_saturated(net, ANN, WOUNDS), 1.0 - exp(-0.4), 1e-15);
    assert_close(copse_network_saturated(net, DAN, SQL), 1.0 - exp(-0.8), 1e-15);
    assert_close(copse_network_saturated(net, EVE, SQL), 0.0, 0.0);
    assert_close(copse_network_saturated(net, FAY, SQL), 0.0, 0.0);
    assert_close(copse_network_saturated(net, ANN, UNUSED), 0.0, 0.0);
    copse_network_free(net);
}

/* ---- groups ---- */

static const char *group_name(const copse_network *net, copse_group_kind kind, const char *key)
{
    for (size_t i = 0; i < net->n_groups; i++)
        if (net->groups[i].kind == kind && strcmp(net->groups[i].key, key) == 0)
            return net->groups[i].name;
    return NULL;
}

static bool is_in(const copse_network *net, copse_index member, copse_group_kind kind,
                  const char *key)
{
    for (size_t i = 0; i < net->n_groups; i++)
        if (net->groups[i].kind == kind && strcmp(net->groups[i].key, key) == 0)
            return copse_incidence_has(&net->member_groups, (size_t)member, (int32_t)i);
    return false;
}

static void test_groups__a_team_brings_every_unit_above_it(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH);
    assert_true(is_in(net, ANN, COPSE_GROUP_TEAM, "ward-a"));
    assert_true(is_in(net, ANN, COPSE_GROUP_TEAM, "nursing"));
    assert_true(is_in(net, ANN, COPSE_GROUP_TEAM, "trust"));
    assert_false(is_in(net, ANN, COPSE_GROUP_TEAM, "ward-b"));
    assert_true(is_in(net, EVE, COPSE_GROUP_TEAM, "digital")); /* two teams, the trust once */
    assert_true(is_in(net, EVE, COPSE_GROUP_TEAM, "ward-a"));
    assert_int_equal(copse_incidence_degree(&net->member_teams, EVE), 2);
    assert_true(is_in(net, EVE, COPSE_GROUP_SITE, "north"));
    assert_true(is_in(net, EVE, COPSE_GROUP_SITE, "south"));
    assert_int_equal(copse_incidence_degree(&net->member_groups, EVE), 6);
    assert_int_equal(copse_incidence_degree(&net->member_groups, HAL), 0);
    copse_network_free(net);
}

static void test_groups__roles_and_professions_are_folded(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH);
    assert_true(is_in(net, ANN, COPSE_GROUP_ROLE, "ward sister"));
    assert_true(is_in(net, BOB, COPSE_GROUP_ROLE, "ward sister"));
    assert_true(is_in(net, ANN, COPSE_GROUP_PROFESSION, "nurse"));
    assert_true(is_in(net, BOB, COPSE_GROUP_PROFESSION, "nurse"));
    assert_string_equal(group_name(net, COPSE_GROUP_ROLE, "ward sister"), "Ward Sister");
    assert_string_equal(group_name(net, COPSE_GROUP_PROFESSION, "nurse"), "Nurse");
    copse_network_free(net);
}

static void test_groups__come_by_kind_then_key_and_show_a_name(void **state)
{
    (void)state;
    copse_network *net = build_small(MARCH);
    static const struct {
        copse_group_kind kind;
        copse_index index;
        const char *key, *name;
    } expected[] = {
        {COPSE_GROUP_TEAM, DIGITAL, "digital", "digital"}, /* without a name: its key */
        {COPSE_GROUP_TEAM, NURSING, "nursing", "Nursing"},
        {COPSE_GROUP_TEAM, TRUST, "trust", "The Trust"},
        {COPSE_GROUP_TEAM, WARD_A, "ward-a", "Ward A"},
        {COPSE_GROUP_TEAM, WARD_B, "ward-b", "Ward B"},
        {COPSE_GROUP_SITE, NORTH, "north", "North Site"},
        {COPSE_GROUP_SITE, SOUTH, "south", "south"},
        {COPSE_GROUP_ROLE, COPSE_NONE, "porter", "porter"},
        {COPSE_GROUP_ROLE, COPSE_NONE, "ward sister", "Ward Sister"},
        {COPSE_GROUP_PROFESSION, COPSE_NONE, "analyst", "Analyst"},
        {COPSE_GROUP_PROFESSION, COPSE_NONE, "nurse", "Nurse"},
    };
    assert_int_equal(net->n_groups, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(net->groups[i].kind, expected[i].kind);
        assert_int_equal(net->groups[i].index, expected[i].index);
        assert_string_equal(net->groups[i].key, expected[i].key);
        assert_string_equal(net->groups[i].name, expected[i].name);
    }
    copse_network_free(net);
}

static void test_groups__blank_and_missing_text_is_no_group(void **state)
{
    (void)state;
    const copse_fact_assignment rows[] = {{ANN, COPSE_NONE, COPSE_NONE, "  ", ALWAYS, OPEN},
                                          {BOB, COPSE_NONE, COPSE_NONE, "", ALWAYS, OPEN},
                                          {CAT, COPSE_NONE, COPSE_NONE, NULL, ALWAYS, OPEN}};
    const copse_fact_member members[] = {
        {.key = "a"}, {.key = "b"}, {.key = "c", .profession = " \t"}};
    copse_facts facts = {
        .n_members = 3, .members = members, .n_assignments = 3, .assignments = rows};
    copse_network *net = build(&facts, MARCH);
    assert_int_equal(net->n_groups, 0);
    copse_network_free(net);
}

static void test_network__other_order_of_the_facts_changes_nothing_but_indices(void **state)
{
    (void)state;
    /* All tables turned round: row i becomes row n - 1 - i. */
    copse_fact_member members[N_SMALL_MEMBERS];
    copse_fact_team teams[N_SMALL_TEAMS];
    copse_fact_assignment assignments[COUNT_OF(small_assignments)];
    copse_fact_expertise expertises[COUNT_OF(small_expertises)];
    for (size_t i = 0; i < N_SMALL_MEMBERS; i++)
        members[i] = small_members[N_SMALL_MEMBERS - 1 - i];
    for (size_t i = 0; i < N_SMALL_TEAMS; i++) {
        teams[i] = small_teams[N_SMALL_TEAMS - 1 - i];
        if (teams[i].parent != COPSE_NONE)
            teams[i].parent = N_SMALL_TEAMS - 1 - teams[i].parent;
    }
    for (size_t i = 0; i < COUNT_OF(assignments); i++) {
        assignments[i] = small_assignments[COUNT_OF(assignments) - 1 - i];
        assignments[i].member = N_SMALL_MEMBERS - 1 - assignments[i].member;
        assignments[i].team = N_SMALL_TEAMS - 1 - assignments[i].team;
    }
    for (size_t i = 0; i < COUNT_OF(expertises); i++) {
        expertises[i] = small_expertises[COUNT_OF(expertises) - 1 - i];
        expertises[i].member = N_SMALL_MEMBERS - 1 - expertises[i].member;
    }
    copse_facts facts = small_facts();
    facts.n_memberships = facts.n_interests = 0;
    copse_network *net = build(&facts, MARCH);
    copse_facts turned = facts;
    turned.members = members;
    turned.teams = teams;
    turned.assignments = assignments;
    turned.expertises = expertises;
    copse_network *other = build(&turned, MARCH);

    assert_int_equal(net->n_groups, other->n_groups);
    for (size_t g = 0; g < net->n_groups; g++) {
        assert_string_equal(net->groups[g].key, other->groups[g].key);
        assert_string_equal(net->groups[g].name, other->groups[g].name);
        for (size_t m = 0; m < N_SMALL_MEMBERS; m++)
            assert_int_equal(
                copse_incidence_has(&net->member_groups, m, (int32_t)g),
                copse_incidence_has(&other->member_groups, N_SMALL_MEMBERS - 1 - m, (int32_t)g));
    }
    for (int32_t t = 0; t < N_SMALL_TOPICS; t++)
        for (size_t m = 0; m < N_SMALL_MEMBERS; m++)
            assert_close(copse_network_saturated(net, m, t),
                         copse_network_saturated(other, N_SMALL_MEMBERS - 1 - m, t), 0.0);
    copse_network_free(net);
    copse_network_free(other);
}

/* ---- what is refused ---- */

static void refuses(const copse_facts *facts, const char *where, const char *in_what)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_network *net = (copse_network *)&ctx; /* must become NULL */
    assert_int_equal(copse_network_new(&net, facts, &ctx, &err), COPSE_E_DATA);
    assert_null(net);
    assert_int_equal(err.status, COPSE_E_DATA);
    assert_string_equal(err.where, where);
    if (!strstr(err.what, in_what))
        fail_msg("'%s' does not hold '%s'", err.what, in_what);
    assert_true(err.next[0] != '\0');
    assert_int_equal(copse_network_new(&net, facts, &ctx, NULL), COPSE_E_DATA);
}

/* The table's one row in place of those of the small organisation. */
#define REFUSES(table, n_table, type, where, in_what, ...)                                         \
    do {                                                                                           \
        const type row = {__VA_ARGS__};                                                            \
        copse_facts facts = small_facts();                                                         \
        facts.table = &row;                                                                        \
        facts.n_table = 1;                                                                         \
        refuses(&facts, where, in_what);                                                           \
    } while (0)

static void test_network__refuses_an_index_out_of_range(void **state)
{
    (void)state;
    REFUSES(memberships, n_memberships, copse_fact_membership, "memberships[0]", "member 8",
            N_SMALL_MEMBERS, CARE, NULL, ALWAYS, OPEN);
    REFUSES(memberships, n_memberships, copse_fact_membership, "memberships[0]", "community -1",
            ANN, COPSE_NONE, NULL, ALWAYS, OPEN);
    REFUSES(assignments, n_assignments, copse_fact_assignment, "assignments[0]", "member -1",
            COPSE_NONE, TRUST, NORTH, NULL, ALWAYS, OPEN);
    REFUSES(assignments, n_assignments, copse_fact_assignment, "assignments[0]", "team 5", ANN,
            N_SMALL_TEAMS, NORTH, NULL, ALWAYS, OPEN);
    REFUSES(assignments, n_assignments, copse_fact_assignment, "assignments[0]", "site -2", ANN,
            TRUST, -2, NULL, ALWAYS, OPEN);
    REFUSES(expertises, n_expertises, copse_fact_expertise, "expertises[0]", "topic 3", ANN,
            N_SMALL_TOPICS, 1.0, ALWAYS);
    REFUSES(interests, n_interests, copse_fact_interest, "interests[0]", "topic -1", ANN,
            COPSE_NONE, ALWAYS);
    REFUSES(community_topics, n_community_topics, copse_fact_community_topic, "community_topics[0]",
            "community 4", N_SMALL_COMMUNITIES, WOUNDS, 1.0);
    REFUSES(communities, n_communities, copse_fact_community, "communities[0]", "site 2",
            .key = "x", .site = N_SMALL_SITES);
    REFUSES(travels, n_travels, copse_fact_travel, "travels[0]", "site 2", NORTH, N_SMALL_SITES,
            1.0);
    REFUSES(ties, n_ties, copse_fact_tie, "ties[0]", "member 8", ANN, N_SMALL_MEMBERS,
            COPSE_TIE_COST, 1.0, ALWAYS);
    REFUSES(exchanges, n_exchanges, copse_fact_exchange, "exchanges[0]", "member -1", COPSE_NONE,
            ANN, COPSE_NONE, COPSE_NONE, COPSE_EXCHANGE_ASKED, MARCH, OPEN);
    REFUSES(exchanges, n_exchanges, copse_fact_exchange, "exchanges[0]", "topic 99", ANN,
            COPSE_NONE, COPSE_NONE, 99, COPSE_EXCHANGE_ASKED, MARCH, OPEN);
}

static void test_network__refuses_what_is_no_weight(void **state)
{
    (void)state;
    const double bad[] = {0.0, -1.0, INFINITY, NAN};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        REFUSES(expertises, n_expertises, copse_fact_expertise, "expertises[0]", "weight", ANN,
                WOUNDS, bad[i], ALWAYS);
        REFUSES(community_topics, n_community_topics, copse_fact_community_topic,
                "community_topics[0]", "weight", CARE, WOUNDS, bad[i]);
        REFUSES(ties, n_ties, copse_fact_tie, "ties[0]", "weight", ANN, BOB, COPSE_TIE_COST, bad[i],
                ALWAYS);
    }
    REFUSES(travels, n_travels, copse_fact_travel, "travels[0]", "time", NORTH, SOUTH, -1.0);
    REFUSES(travels, n_travels, copse_fact_travel, "travels[0]", "time", NORTH, SOUTH, NAN);
}

static void test_network__refuses_degrees_off_the_globe(void **state)
{
    (void)state;
    copse_fact_site sites[N_SMALL_SITES] = {small_sites[NORTH], small_sites[SOUTH]};
    copse_facts facts = small_facts();
    facts.sites = sites;
    sites[SOUTH].latitude = 90.5;
    refuses(&facts, "sites[1]", "latitude");
    sites[SOUTH].latitude = 90.0;
    sites[SOUTH].longitude = INFINITY;
    refuses(&facts, "sites[1]", "longitude");
}

static void test_network__refuses_missing_and_repeated_keys(void **state)
{
    (void)state;
    copse_fact_member members[N_SMALL_MEMBERS];
    memcpy(members, small_members, sizeof members);
    copse_facts facts = small_facts();
    facts.members = members;
    members[HAL].key = "ann";
    refuses(&facts, "members[7]", "'ann' is that of row 0");
    members[HAL].key = "";
    refuses(&facts, "members[7]", "no key");
    members[HAL].key = NULL;
    refuses(&facts, "members[7]", "no key");
}

static void test_network__refuses_loops_in_hierarchies(void **state)
{
    (void)state;
    copse_fact_team teams[N_SMALL_TEAMS];
    memcpy(teams, small_teams, sizeof teams);
    copse_facts facts = small_facts();
    facts.teams = teams;
    teams[TRUST].parent = WARD_B; /* trust → ward-b → nursing → trust */
    refuses(&facts, "teams[0]", "leads back to it");
    teams[TRUST].parent = TRUST;
    refuses(&facts, "teams[0]", "leads back to it");

    copse_fact_topic topics[N_SMALL_TOPICS];
    memcpy(topics, small_topics, sizeof topics);
    topics[SQL].broader = UNUSED;
    topics[UNUSED].broader = SQL;
    facts = small_facts();
    facts.topics = topics;
    refuses(&facts, "topics[1]", "leads back to it");
    topics[UNUSED].broader = 3;
    refuses(&facts, "topics[2]", "topic 3");
}

static void test_network__refuses_roles_that_are_not_utf8(void **state)
{
    (void)state;
    REFUSES(assignments, n_assignments, copse_fact_assignment, "assignments[0]", "UTF-8", ANN,
            TRUST, NORTH, "caf\xe9", ALWAYS, OPEN);
}

/* ---- interruption, memory ---- */

static bool after_three(void *user)
{
    int *asked = user;
    return ++*asked > 3;
}

static void test_network__stops_when_asked_to(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = (copse_network *)&ctx;
    int asked = 0;
    ctx.is_cancelled = after_three;
    ctx.user = &asked;
    assert_int_equal(copse_network_new(&net, &facts, &ctx, NULL), COPSE_E_INTERRUPTED);
    assert_null(net);
}

static void test_network__every_failing_allocation_is_said(void **state)
{
    (void)state;
    copse_fact_community communities[N_SMALL_COMMUNITIES];
    memcpy(communities, small_communities, sizeof communities);
    communities[CARE].contact = "Ask Ann Ash or bob.birch@example.org";
    const copse_fact_travel travels[] = {{NORTH, SOUTH, 30.0}};
    copse_facts facts = small_facts();
    facts.communities = communities;
    facts.travels = travels;
    facts.n_travels = 1;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_status st = COPSE_E_NOMEM;
    int64_t at = 0;
    for (; st == COPSE_E_NOMEM; at++) {
        copse_error err = COPSE_ERROR_INIT;
        copse_network *net = (copse_network *)&ctx;
        copse_memory_fail_at(at);
        st = copse_network_new(&net, &facts, &ctx, &err);
        copse_memory_fail_at(-1);
        assert_int_equal(err.status, st);
        if (st == COPSE_E_NOMEM)
            assert_null(net);
        else
            copse_network_free(net);
    }
    assert_int_equal(st, COPSE_OK);
    assert_true(at > 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_network__of_nothing_is_empty),
        cmocka_unit_test(test_network__of_one_member_with_nothing_else),
        cmocka_unit_test(test_network__keeps_isolates),
        cmocka_unit_test(test_network__a_stint_holds_from_since_to_the_day_before_until),
        cmocka_unit_test(test_network__holds_who_is_where_on_the_day),
        cmocka_unit_test(test_network__a_repeated_membership_counts_once),
        cmocka_unit_test(test_network__evidence_of_several_sources_is_added_up),
        cmocka_unit_test(test_network__who_objected_is_nowhere),
        cmocka_unit_test(test_network__sensitive_communities_are_marked_and_kept),
        cmocka_unit_test(test_network__until_decided_a_community_is_as_sensitive_as_it_looks),
        cmocka_unit_test(test_network__topic_scale_is_the_type_7_upper_quartile),
        cmocka_unit_test(test_network__saturated_expertise_is_in_0_to_1),
        cmocka_unit_test(test_groups__a_team_brings_every_unit_above_it),
        cmocka_unit_test(test_groups__roles_and_professions_are_folded),
        cmocka_unit_test(test_groups__come_by_kind_then_key_and_show_a_name),
        cmocka_unit_test(test_groups__blank_and_missing_text_is_no_group),
        cmocka_unit_test(test_network__other_order_of_the_facts_changes_nothing_but_indices),
        cmocka_unit_test(test_network__refuses_an_index_out_of_range),
        cmocka_unit_test(test_network__refuses_what_is_no_weight),
        cmocka_unit_test(test_network__refuses_degrees_off_the_globe),
        cmocka_unit_test(test_network__refuses_missing_and_repeated_keys),
        cmocka_unit_test(test_network__refuses_loops_in_hierarchies),
        cmocka_unit_test(test_network__refuses_roles_that_are_not_utf8),
        cmocka_unit_test(test_network__stops_when_asked_to),
        cmocka_unit_test(test_network__every_failing_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
