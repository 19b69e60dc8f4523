/*
 * How CoPs fare, in an organisation made for it; every figure is worked out by hand here.
 *
 * wounds: people 0 to 9. Ties, also to 12, who is outside:
 *
 *     0 - 1                       12
 *     |   |                       |
 *     3 - 2      3 - 4 - 5 -------+        6, 7, 8, 9 alone
 *
 * topics (evidence 1 is what is usual; 0.1 is too little to hold one):
 *     healing   0, 1, 10; 3 a little          dressings  2         feet  11
 * twins: `again` has the topics of wounds and people 0 to 7, `other` has them and people 10 to 13.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

enum { WOUNDS, FEW, LINK, ALONE, AGAIN, OTHER, CROWD, SECOND_CROWD, PRAYER, CLOSED, COPS };
enum { HEALING, DRESSINGS, FEET, TOPICS };
enum { STAFF = 120, ROWS = 400 };

typedef struct organisation {
    char keys[STAFF][8];
    copse_fact_member members[STAFF];
    copse_fact_community cops[COPS];
    copse_fact_topic topics[TOPICS];
    copse_fact_team teams[2];
    copse_fact_membership memberships[ROWS];
    copse_fact_assignment assignments[STAFF];
    copse_fact_exchange exchanges[ROWS];
    copse_fact_tie ties[ROWS];
    copse_fact_expertise expertises[ROWS];
    copse_fact_community_topic about[ROWS];
    copse_facts facts;
} organisation;

static copse_day day(const char *text)
{
    copse_day out = COPSE_DAY_UNKNOWN;
    if (text)
        assert_true(copse_day_parse(&out, text));
    return out;
}

static void join(organisation *o, copse_index member, copse_index cop, const char *since, const char *until)
{
    o->memberships[o->facts.n_memberships++] = (copse_fact_membership){member, cop, NULL, day(since), day(until)};
}

static void take_part(organisation *o, copse_index member, copse_index cop, const char *on)
{
    o->exchanges[o->facts.n_exchanges++] = (copse_fact_exchange){
        member, COPSE_NONE, cop, COPSE_NONE, COPSE_EXCHANGE_ATTENDED, day(on), COPSE_DAY_UNKNOWN};
}

static void meet(organisation *o, copse_index a, copse_index b)
{
    o->ties[o->facts.n_ties++] = (copse_fact_tie){a, b, COPSE_TIE_STRENGTH, 1.0, COPSE_DAY_UNKNOWN};
}

static void know(organisation *o, copse_index member, copse_index topic, double weight)
{
    o->expertises[o->facts.n_expertises++] = (copse_fact_expertise){member, topic, weight, COPSE_DAY_UNKNOWN};
}

static void add_people(organisation *o)
{
    for (size_t i = 0; i < STAFF; i++) {
        snprintf(o->keys[i], sizeof o->keys[i], "m%03u", (unsigned)(i % 1000));
        o->members[i] = (copse_fact_member){.key = o->keys[i], .visibility = COPSE_VISIBLE_NONE};
        o->assignments[i] = (copse_fact_assignment){(copse_index)i, i < 6 ? 0 : 1, COPSE_NONE, NULL,
                                                    COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
    }
    o->members[3].visibility = COPSE_VISIBLE_TRUST;
    o->teams[0] = (copse_fact_team){.key = "t0", .parent = COPSE_NONE};
    o->teams[1] = (copse_fact_team){.key = "t1", .parent = COPSE_NONE};
}

static void add_cops(organisation *o)
{
    static const char *const names[] = {"wounds", "few",    "link",   "alone",  "again",
                                        "other",  "crowd1", "crowd2", "prayer", "closed"};
    static const char *const topics[] = {"healing", "dressings", "feet"};
    for (size_t c = 0; c < COPS; c++)
        o->cops[c] = (copse_fact_community){.key = names[c], .site = COPSE_NONE, .capacity = -1, .cadence_days = -1,
                                            .sensitive = c == PRAYER ? COPSE_SENSITIVE_YES : COPSE_SENSITIVE_NO,
                                            .status = c == CLOSED ? COPSE_COMMUNITY_CLOSED : COPSE_COMMUNITY_UNKNOWN};
    for (size_t t = 0; t < TOPICS; t++) {
        o->topics[t] = (copse_fact_topic){.key = topics[t], .broader = COPSE_NONE};
        const copse_index cops[] = {WOUNDS, AGAIN, OTHER};
        for (size_t i = 0; i < 3; i++)
            o->about[o->facts.n_community_topics++] =
                (copse_fact_community_topic){cops[i], (copse_index)t, 1.0};
    }
}

static void add_members_of_cops(organisation *o)
{
    join(o, 0, WOUNDS, "2025-07-01", NULL);
    join(o, 1, WOUNDS, "2025-09-30", "2025-10-15"); /* back at once, in another role */
    join(o, 1, WOUNDS, "2025-10-15", NULL);
    join(o, 2, WOUNDS, "2026-06-30", NULL);
    join(o, 3, WOUNDS, "2024-02-01", NULL);
    for (copse_index i = 4; i < 10; i++)
        join(o, i, WOUNDS, NULL, NULL);
    join(o, 13, WOUNDS, "2025-08-01", "2026-01-01");
    join(o, 12, WOUNDS, "2020-01-01", "2025-07-01");
    const copse_index few[] = {0, 1, 2, 10};
    for (size_t i = 0; i < 4; i++)
        join(o, few[i], FEW, NULL, NULL);
    join(o, 5, LINK, NULL, NULL);
    join(o, 12, LINK, NULL, NULL);
    join(o, 6, ALONE, NULL, NULL);
    for (copse_index i = 0; i < 8; i++)
        join(o, i, AGAIN, NULL, NULL);
    for (copse_index i = 10; i < 14; i++)
        join(o, i, OTHER, NULL, NULL);
    for (copse_index i = 14; i < STAFF; i++)
        join(o, i, i % 2 == 0 ? CROWD : SECOND_CROWD, NULL, NULL);
    join(o, 4, PRAYER, NULL, NULL);
    join(o, 20, CLOSED, NULL, NULL);
}

static organisation *organisation_new(void)
{
    organisation *o = calloc(1, sizeof *o);
    assert_non_null(o);
    o->facts = (copse_facts){.n_members = STAFF, .members = o->members, .n_teams = 2, .teams = o->teams,
                             .n_assignments = STAFF, .assignments = o->assignments,
                             .n_communities = COPS, .communities = o->cops, .n_topics = TOPICS, .topics = o->topics,
                             .memberships = o->memberships, .exchanges = o->exchanges, .ties = o->ties,
                             .expertises = o->expertises, .community_topics = o->about};
    add_people(o);
    add_cops(o);
    add_members_of_cops(o);
    know(o, 0, HEALING, 1.0), know(o, 1, HEALING, 1.0), know(o, 10, HEALING, 1.0), know(o, 3, HEALING, 0.1);
    know(o, 2, DRESSINGS, 1.0), know(o, 11, FEET, 1.0);
    meet(o, 0, 1), meet(o, 1, 2), meet(o, 2, 3), meet(o, 0, 3), meet(o, 3, 4), meet(o, 4, 5), meet(o, 5, 12);
    take_part(o, 0, WOUNDS, "2025-07-01"), take_part(o, 0, WOUNDS, "2025-12-31");
    take_part(o, 0, WOUNDS, "2026-06-30");
    for (int i = 0; i < 5; i++)
        take_part(o, 1, WOUNDS, "2025-11-11");
    take_part(o, 2, WOUNDS, "2025-11-11"), take_part(o, 2, WOUNDS, "2026-02-01");
    take_part(o, 3, WOUNDS, "2025-06-30");  /* a day too early */
    take_part(o, 10, WOUNDS, "2026-01-01"); /* no member */
    return o;
}

static copse_status ask_on(copse_health_answer **out, const organisation *o, copse_index cop, const char *on,
                           copse_audience audience, copse_error *err)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net;
    ctx.as_of = day(on);
    ctx.audience = audience;
    ctx.reason = audience == COPSE_FOR_STEWARD ? "spring review" : NULL;
    assert_ok(copse_network_new(&net, &o->facts, &ctx, NULL));
    copse_status st = copse_question_health(out, net, cop, &ctx, err);
    copse_network_free(net);
    return st;
}

static copse_health_answer *ask(const organisation *o, copse_index cop, copse_audience audience)
{
    copse_health_answer *answer;
    assert_ok(ask_on(&answer, o, cop, "2026-06-30", audience, NULL));
    return answer;
}

#define assert_count(count, n)                                                                                         \
    do {                                                                                                               \
        assert_true((count).is_known && !(count).is_few);                                                              \
        assert_int_equal((count).value, n);                                                                            \
    } while (0)

static void assert_few(copse_health_count count)
{
    assert_true(count.is_known && count.is_few);
    assert_int_equal(count.value, 0);
}

static void test_health__who_takes_part_and_who_came_and_went(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_health_answer *answer = ask(o, WOUNDS, COPSE_FOR_STEWARD);
    const copse_health_community *c = &answer->communities[0];
    assert_int_equal(answer->n_communities, 1);
    assert_int_equal(answer->from, day("2025-07-01"));
    assert_int_equal(answer->to, day("2026-06-30"));
    assert_int_equal(c->members.value, 10);
    assert_count(c->core, 1);   /* 0, in three quarters */
    assert_count(c->active, 2); /* 1 and 2, who gave more, but in one quarter and in two */
    assert_count(c->peripheral, 7);
    assert_count(c->joined, 4);
    assert_count(c->left, 2);
    assert_int_equal(c->n_quarters, 4);
    const int64_t joined[] = {3, 0, 0, 1}, left[] = {1, 0, 1, 0};
    for (int q = 0; q < 4; q++) {
        assert_count(c->quarters[q].joined, joined[q]);
        assert_count(c->quarters[q].left, left[q]);
    }
    copse_health_answer_free(answer);
    free(o);
}

static void test_health__coverage_and_what_rests_on_few(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_health_answer *answer = ask(o, WOUNDS, COPSE_FOR_STEWARD);
    const copse_health_community *c = &answer->communities[0];
    assert_count(c->experts, 5); /* 0, 1, 2, 10, 11 */
    assert_close(c->coverage, 3.0 / 5.0, 1e-12);
    assert_int_equal(c->n_topics_few, 1);  /* dressings */
    assert_int_equal(c->n_topics_none, 1); /* feet */
    assert_string_equal(c->topics[HEALING].key, "healing");
    assert_count(c->topics[HEALING].holders, 3);
    assert_count(c->topics[HEALING].inside, 2);
    assert_count(c->key_people, 3); /* 2, 3 and 4 */
    assert_int_equal(c->n_people, 4); /* and 5, through whom alone it has a link */
    assert_string_equal(c->people[0].person.key, "m002");
    assert_int_equal(c->people[0].n_topics, 1);
    assert_string_equal(c->people[0].topics[0], "dressings");
    assert_close(c->people[0].share, 2.0 / 10.0, 1e-12);
    assert_string_equal(c->people[1].person.key, "m003");
    assert_int_equal(c->people[1].cut_off, 2); /* 4 and 5 */
    assert_string_equal(c->people[2].person.key, "m004");
    assert_int_equal(c->people[2].cut_off, 1);
    assert_string_equal(c->people[3].person.key, "m005");
    assert_int_equal(c->people[3].cut_off, 0); /* 12 is no member */
    assert_int_equal(c->people[3].only_link, 1); /* not 6: nobody else is in `alone`; not 4: prayer takes no part */
    copse_health_answer_free(answer);
    free(o);
}

static void test_health__of_the_same_topics_the_same_people_or_others(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_health_answer *answer = ask(o, WOUNDS, COPSE_FOR_STEWARD);
    const copse_health_community *c = &answer->communities[0];
    assert_int_equal(c->n_twins, 2);
    assert_string_equal(c->twins[0].key, "again");
    assert_true(c->twins[0].is_of_same);
    assert_count(c->twins[0].both, 8);
    assert_close(c->twins[0].topics, 1.0, 1e-12);
    assert_true(c->twins[0].expected > 0.0 && c->twins[0].expected < 4.0);
    assert_string_equal(c->twins[1].key, "other");
    assert_false(c->twins[1].is_of_same);
    assert_count(c->twins[1].both, 0);
    copse_health_answer_free(answer);
    free(o);
}

static void test_health__nothing_recorded_is_unknown_and_not_none(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_health_answer *answer = ask(o, AGAIN, COPSE_FOR_STEWARD);
    const copse_health_community *c = &answer->communities[0];
    assert_false(c->core.is_known || c->active.is_known || c->peripheral.is_known || c->joined.is_known);
    assert_count(c->left, 0); /* somebody left some CoP: leaving is recorded here */
    assert_true(isnan(c->people[0].share));
    assert_true(c->is_dormant);
    copse_health_answer_free(answer);

    o->facts.n_exchanges = o->facts.n_ties = 0;
    answer = ask(o, WOUNDS, COPSE_FOR_STEWARD);
    assert_false(answer->communities[0].core.is_known);
    assert_int_equal(answer->communities[0].people[0].cut_off, -1);
    assert_int_equal(answer->head.n_notes, 3);
    copse_health_answer_free(answer);

    assert_ok(ask_on(&answer, o, WOUNDS, NULL, COPSE_FOR_STEWARD, NULL)); /* no day, no quarters */
    assert_int_equal(answer->from, COPSE_DAY_UNKNOWN);
    assert_int_equal(answer->communities[0].n_quarters, 0);
    assert_false(answer->communities[0].joined.is_known);
    copse_health_answer_free(answer);
    free(o);
}

static void test_health__quarters_are_whole_ones(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_health_answer *answer;
    assert_ok(ask_on(&answer, o, WOUNDS, "2026-06-29", COPSE_FOR_STEWARD, NULL));
    assert_int_equal(answer->from, day("2025-04-01"));
    assert_int_equal(answer->to, day("2026-03-31"));
    assert_count(answer->communities[0].core, 0);
    assert_count(answer->communities[0].active, 3); /* 0, in two quarters now, 1 and 3; 2 has not joined yet */
    copse_health_answer_free(answer);
    assert_ok(ask_on(&answer, o, WOUNDS, "2026-03-31", COPSE_FOR_STEWARD, NULL));
    assert_int_equal(answer->to, day("2026-03-31"));
    copse_health_answer_free(answer);
    free(o);
}

/* Of ten members about so many; of four nothing; of people no figure, and a name only where they agreed. */
static void test_health__the_trust_reads_what_is_published_or_rounded(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_health_answer *answer = ask(o, WOUNDS, COPSE_FOR_TRUST);
    const copse_health_community *c = &answer->communities[0];
    assert_int_equal(answer->rounded_to, 5);
    assert_true(c->members.is_shown && c->members.value == 10);
    assert_few(c->core);
    assert_few(c->active);
    assert_count(c->peripheral, 5); /* 7 */
    assert_few(c->joined);
    assert_count(c->experts, 5);
    assert_close(c->coverage, 0.5, 0.0); /* 0.6, in quarters */
    assert_int_equal(c->n_topics_few, 3);
    assert_int_equal(c->n_topics_none, 0);
    assert_false(c->key_people.is_known);
    assert_int_equal(c->n_people, 1);
    assert_string_equal(c->people[0].person.key, "m003");
    assert_int_equal(c->people[0].n_topics, 0);
    assert_int_equal(c->people[0].cut_off, -1);
    assert_int_equal(c->people[0].only_link, 0);
    assert_true(isnan(c->people[0].share) && c->has_unnamed);
    assert_int_equal(c->n_twins, 1); /* again; the size of other is not shown */
    assert_false(c->twins[0].both.is_known);
    assert_true(isnan(c->twins[0].expected));
    copse_health_answer_free(answer);

    answer = ask(o, FEW, COPSE_FOR_TRUST);
    c = &answer->communities[0];
    assert_false(c->members.is_shown || c->joined.is_known || c->experts.is_known || c->has_unnamed);
    assert_int_equal(c->n_people, 0);
    assert_true(isnan(c->coverage));
    copse_health_answer_free(answer);
    free(o);
}

static void test_health__places_are_the_published_ones(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_health_answer *answer = ask(o, CROWD, COPSE_FOR_STEWARD);
    const copse_health_community *c = &answer->communities[0];
    assert_int_equal(c->n_teams, 1); /* all 53 in t1 */
    assert_int_equal(c->teams[0].members.value, 53);
    assert_close(c->largest_share, 1.0, 0.0);
    copse_health_answer_free(answer);
    answer = ask(o, WOUNDS, COPSE_FOR_STEWARD);
    c = &answer->communities[0];
    assert_int_equal(c->n_teams, 2); /* six of t0 and four of t1, of which neither is shown: six is all of t0 */
    for (size_t i = 0; i < 2; i++)
        assert_false(c->teams[i].members.is_shown);
    assert_true(isnan(c->largest_share));
    copse_health_answer_free(answer);
    free(o);
}

static void test_health__all_leaves_out_who_takes_no_part(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_health_answer *answer = ask(o, COPSE_NONE, COPSE_FOR_STEWARD);
    assert_false(answer->is_of_one);
    assert_int_equal(answer->n_communities, COPS - 2);
    for (size_t i = 0; i < answer->n_communities; i++) {
        assert_string_not_equal(answer->communities[i].key, "prayer");
        assert_string_not_equal(answer->communities[i].key, "closed");
        assert_int_equal(answer->communities[i].n_people + answer->communities[i].n_topics, 0);
    }
    copse_health_answer_free(answer);
    free(o);
}

static void test_health__what_is_not_answered(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net;
    copse_health_answer *answer;
    assert_ok(copse_network_new(&net, &o->facts, &ctx, NULL));
    assert_int_equal(copse_question_health(&answer, net, PRAYER, &ctx, NULL), COPSE_E_ARGUMENT);
    assert_null(answer);
    assert_int_equal(copse_question_health(&answer, net, CLOSED, &ctx, NULL), COPSE_E_ARGUMENT);
    ctx.audience = COPSE_FOR_STEWARD; /* without a reason */
    assert_int_equal(copse_question_health(&answer, net, COPSE_NONE, &ctx, NULL), COPSE_E_ARGUMENT);
    ctx.audience = COPSE_FOR_SELF;
    assert_int_equal(copse_question_health(&answer, net, COPSE_NONE, &ctx, NULL), COPSE_E_ARGUMENT);
    copse_network_free(net);
    free(o);
}

static void test_health__of_nothing(void **state)
{
    (void)state;
    const copse_facts facts = COPSE_FACTS_INIT;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net;
    copse_health_answer *answer;
    assert_ok(copse_network_new(&net, &facts, &ctx, NULL));
    assert_ok(copse_question_health(&answer, net, COPSE_NONE, &ctx, NULL));
    assert_int_equal(answer->n_communities, 0);
    copse_health_answer_free(answer);
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_health__who_takes_part_and_who_came_and_went),
        cmocka_unit_test(test_health__coverage_and_what_rests_on_few),
        cmocka_unit_test(test_health__of_the_same_topics_the_same_people_or_others),
        cmocka_unit_test(test_health__nothing_recorded_is_unknown_and_not_none),
        cmocka_unit_test(test_health__quarters_are_whole_ones),
        cmocka_unit_test(test_health__the_trust_reads_what_is_published_or_rounded),
        cmocka_unit_test(test_health__places_are_the_published_ones),
        cmocka_unit_test(test_health__all_leaves_out_who_takes_no_part),
        cmocka_unit_test(test_health__what_is_not_answered),
        cmocka_unit_test(test_health__of_nothing),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
