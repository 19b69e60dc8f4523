/* Who is named to whom: the whole truth table, written by hand from the rules in network.h. */
#include "network/small.h"

#include "network/network.h"

/*
 * trust ── nursing ── ward-a, ward-b;  trust ── digital
 * The subject works in ward-a and left digital; who asks works where the row says.
 */
enum { SUBJECT, ASKER };

static const copse_fact_assignment subject_rows[] = {
    {SUBJECT, WARD_A, COPSE_NONE, NULL, ALWAYS, OPEN},
    {SUBJECT, DIGITAL, COPSE_NONE, NULL, ALWAYS, MARCH}};

typedef struct relation {
    const char *what;
    copse_audience audience;
    const char *key; /* audience_key */
    const char *reason;
    copse_index asker_team; /* where the asker works */
    bool asker_objected;
    const char *named;    /* Y or - for visibility none, team, trust */
    const char *objected; /* the same when the subject objected */
} relation;

static const relation relations[] = {
    {"to the trust", COPSE_FOR_TRUST, NULL, NULL, WARD_A, false, "--Y", "---"},
    {"to the trust, a key and a reason change nothing", COPSE_FOR_TRUST, "subject", "audit", WARD_A,
     false, "--Y", "---"},
    {"to themself", COPSE_FOR_SELF, "subject", NULL, WARD_A, false, "YYY", "YYY"},
    {"to a colleague of the team", COPSE_FOR_SELF, "asker", NULL, WARD_A, false, "-YY", "---"},
    {"to a colleague with a unit above in common", COPSE_FOR_SELF, "asker", NULL, WARD_B, false,
     "--Y", "---"},
    {"to somebody placed at the unit above", COPSE_FOR_SELF, "asker", NULL, NURSING, false, "--Y",
     "---"},
    {"to a colleague of the team they left", COPSE_FOR_SELF, "asker", NULL, DIGITAL, false, "--Y",
     "---"},
    {"to somebody in no team", COPSE_FOR_SELF, "asker", NULL, COPSE_NONE, false, "--Y", "---"},
    {"to a colleague who objected and so is in no team", COPSE_FOR_SELF, "asker", NULL, WARD_A,
     true, "--Y", "---"},
    {"to a self that nobody has the key of", COPSE_FOR_SELF, "nobody", NULL, WARD_A, false, "--Y",
     "---"},
    {"to a self without a key", COPSE_FOR_SELF, NULL, NULL, WARD_A, false, "--Y", "---"},
    {"to their team", COPSE_FOR_TEAM, "ward-a", NULL, WARD_B, false, "-YY", "---"},
    {"to the unit above their team", COPSE_FOR_TEAM, "nursing", NULL, WARD_B, false, "-YY", "---"},
    {"to the top", COPSE_FOR_TEAM, "trust", NULL, WARD_B, false, "-YY", "---"},
    {"to the team beside theirs", COPSE_FOR_TEAM, "ward-b", NULL, WARD_A, false, "--Y", "---"},
    {"to the team they left", COPSE_FOR_TEAM, "digital", NULL, WARD_A, false, "--Y", "---"},
    {"to a team that does not exist", COPSE_FOR_TEAM, "ward-z", NULL, WARD_A, false, "--Y", "---"},
    {"to a team without a key", COPSE_FOR_TEAM, NULL, NULL, WARD_A, false, "--Y", "---"},
    {"to a team by a member's key", COPSE_FOR_TEAM, "subject", NULL, WARD_A, false, "--Y", "---"},
    {"to a self by a team's key", COPSE_FOR_SELF, "ward-a", NULL, WARD_A, false, "--Y", "---"},
    {"to the steward with a reason", COPSE_FOR_STEWARD, NULL, "to invite", WARD_A, false, "YYY",
     "---"},
    {"to the steward without a reason", COPSE_FOR_STEWARD, NULL, NULL, WARD_A, false, "--Y", "---"},
    {"to the steward with an empty reason", COPSE_FOR_STEWARD, NULL, "", WARD_A, false, "--Y",
     "---"},
    {"to the steward without a reason who gives the person's key", COPSE_FOR_STEWARD, "subject",
     NULL, WARD_A, false, "--Y", "---"},
};

static bool is_named(const relation *r, copse_visibility visibility, bool objected)
{
    const copse_fact_member members[] = {
        {.key = "subject", .name = "Sue Subject", .visibility = visibility, .objected = objected},
        {.key = "asker", .name = "Ash Asker", .objected = r->asker_objected},
    };
    const copse_fact_assignment rows[] = {
        subject_rows[0], subject_rows[1], {ASKER, r->asker_team, COPSE_NONE, NULL, ALWAYS, OPEN}};
    copse_facts facts = {.n_members = 2,
                         .members = members,
                         .n_teams = N_SMALL_TEAMS,
                         .teams = small_teams,
                         .n_assignments = 3,
                         .assignments = rows};
    copse_context ctx = COPSE_CONTEXT_INIT;
    ctx.as_of = MARCH;
    ctx.audience = r->audience;
    ctx.audience_key = r->key;
    ctx.reason = r->reason;
    copse_network *net = NULL;
    assert_ok(copse_network_new(&net, &facts, &ctx, NULL));
    copse_person person = copse_network_person(net, &ctx, SUBJECT);
    if (person.named) {
        assert_string_equal(person.key, "subject");
        assert_string_equal(person.name, "Sue Subject");
    } else {
        assert_null(person.key);
        assert_null(person.name);
    }
    copse_network_free(net);
    return person.named;
}

static void test_person__is_named_as_far_as_they_agreed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(relations); i++)
        for (int v = COPSE_VISIBLE_NONE; v <= COPSE_VISIBLE_TRUST; v++)
            for (int objected = 0; objected < 2; objected++) {
                const relation *r = &relations[i];
                bool expected = (objected ? r->objected : r->named)[v] == 'Y';
                if (is_named(r, (copse_visibility)v, objected) != expected)
                    fail_msg("%s, visibility %s%s: should %sbe named", r->what,
                             copse_visibility_name((copse_visibility)v),
                             objected ? ", objected" : "", expected ? "" : "not ");
            }
}

static copse_network *build(const copse_facts *facts)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    ctx.as_of = MARCH;
    assert_ok(copse_network_new(&net, facts, &ctx, NULL));
    return net;
}

static copse_context for_self(const char *key)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    ctx.audience = COPSE_FOR_SELF;
    ctx.audience_key = key;
    return ctx;
}

static void test_person__without_a_name_is_shown_by_key(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_context ctx = for_self("hal");
    copse_person person = copse_network_person(net, &ctx, HAL);
    assert_true(person.named);
    assert_string_equal(person.name, "hal");
    assert_false(copse_network_person(net, &ctx, COPSE_NONE).named);
    copse_network_free(net);
}

/* ---- sensitive communities ---- */

static void test_may_show__a_sensitive_community_only_to_who_is_in_it(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_context cat = for_self("cat"), ann = for_self("ann"), trust = COPSE_CONTEXT_INIT;
    copse_context steward = COPSE_CONTEXT_INIT, team = COPSE_CONTEXT_INIT;
    steward.audience = COPSE_FOR_STEWARD;
    steward.reason = "to invite";
    team.audience = COPSE_FOR_TEAM;
    team.audience_key = "ward-b"; /* cat's */
    assert_true(copse_network_may_show(net, &cat, FAITH));
    assert_false(copse_network_may_show(net, &ann, FAITH));
    assert_false(copse_network_may_show(net, &trust, FAITH));
    assert_false(copse_network_may_show(net, &team, FAITH));
    assert_false(copse_network_may_show(net, &steward, FAITH));
    assert_true(copse_network_may_show(net, &trust, CARE));
    copse_network_free(net);
}

/* ---- contacts ---- */

/* The contact text of care as the trust may see it. Ann is visible to it, the others are not. */
static bool shows(const char *contact)
{
    copse_fact_community communities[N_SMALL_COMMUNITIES];
    memcpy(communities, small_communities, sizeof communities);
    communities[CARE].contact = contact;
    copse_fact_member members[N_SMALL_MEMBERS];
    memcpy(members, small_members, sizeof members);
    static const char *const keys[] = {"emp-01", "emp-02", "emp-03", "12345",
                                       "emp-05", "emp-06", "emp-07", "7"};
    for (int i = 0; i < N_SMALL_MEMBERS; i++)
        members[i].key = keys[i];
    members[GUS].name = "Gus Alois Gorse";
    copse_facts facts = small_facts();
    facts.communities = communities;
    facts.members = members;
    copse_network *net = build(&facts);
    copse_context trust = COPSE_CONTEXT_INIT;
    const char *shown = copse_network_contact(net, &trust, CARE);
    if (shown)
        assert_string_equal(shown, contact);
    copse_network_free(net);
    return shown != NULL;
}

static void test_contact__shows_what_names_nobody_or_who_may_be_named(void **state)
{
    (void)state;
    assert_true(shows("care@example.org"));
    assert_true(shows("Teams channel #wound-care, Room 7"));
    assert_true(shows("Ann Ash, ann.ash@example.org"));
    assert_true(shows("emp-01"));
    assert_true(shows("Birch House, ask for Robert")); /* a surname alone may be anything */
    assert_true(shows("telephone 0115 7 46"));
    assert_false(shows(NULL));
    assert_false(shows(""));
}

static void test_contact__hides_keys_mails_and_names_of_who_may_not_be_named(void **state)
{
    (void)state;
    assert_false(shows("emp-02"));
    assert_false(shows("ask EMP-02 about it"));
    assert_false(shows("Bob Birch"));
    assert_false(shows("Dr. bob  BIRCH, bleep 12"));
    assert_false(shows("Birch, Bob"));
    assert_false(shows("mailto:Bob.Birch@example.org."));
    assert_false(shows("bob.birch@elsewhere.example")); /* the name stands in it all the same */
    assert_false(shows("Ann Ash or Bob Birch"));
    assert_false(shows("Gus Gorse")); /* first and last of three */
    assert_false(shows("Gus Alois Gorse"));
    assert_false(shows("employee 12345")); /* Dan's key */
    assert_false(shows("7"));              /* the whole contact is Hal's key */
    assert_false(shows("Fay Fir"));        /* visible to all, but objected */
}

static void test_contact__is_shown_as_far_as_the_audience_may_know_the_person(void **state)
{
    (void)state;
    copse_fact_community communities[N_SMALL_COMMUNITIES];
    memcpy(communities, small_communities, sizeof communities);
    communities[CARE].contact = "bob.birch@example.org";
    communities[FAITH].contact = "chapel@example.org";
    copse_facts facts = small_facts();
    facts.communities = communities;
    copse_network *net = build(&facts);
    copse_context ann = for_self("ann"), bob = for_self("bob"), dan = for_self("dan"),
                  cat = for_self("cat");
    copse_context steward = COPSE_CONTEXT_INIT;
    steward.audience = COPSE_FOR_STEWARD;
    steward.reason = "to invite";
    assert_non_null(copse_network_contact(net, &ann, CARE)); /* of his ward */
    assert_non_null(copse_network_contact(net, &bob, CARE));
    assert_null(copse_network_contact(net, &dan, CARE));
    assert_non_null(copse_network_contact(net, &steward, CARE));
    /* A contact is not told of a CoP that may not be shown. */
    assert_non_null(copse_network_contact(net, &cat, FAITH));
    assert_null(copse_network_contact(net, &ann, FAITH));
    assert_null(copse_network_contact(net, &steward, FAITH));
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_person__is_named_as_far_as_they_agreed),
        cmocka_unit_test(test_person__without_a_name_is_shown_by_key),
        cmocka_unit_test(test_may_show__a_sensitive_community_only_to_who_is_in_it),
        cmocka_unit_test(test_contact__shows_what_names_nobody_or_who_may_be_named),
        cmocka_unit_test(test_contact__hides_keys_mails_and_names_of_who_may_not_be_named),
        cmocka_unit_test(test_contact__is_shown_as_far_as_the_audience_may_know_the_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
