/*
 * What changed between two organisations made for it: 24 teams of 8, each person with three ties to other teams,
 * except
 *     before   team 9 has one outside tie              after   team 3 has none
 *     before   team 5 is not there                     after   team 7 is not there
 * and CoPs, of which every change is written down where it is made.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

enum { TEAMS = 24, PEOPLE = 8, N = TEAMS * PEOPLE };
enum { GROWS, SHRINKS, NEW, GONE, SECRET, LEFT, RIGHT, SMALL, SAME, COPS };
enum { OF_NEW, OF_GONE, OF_GROWS, OF_SECRET, TOPICS };

typedef struct organisation {
    char keys[N][8], team_keys[TEAMS][8];
    copse_fact_member members[N];
    copse_fact_team teams[TEAMS];
    copse_fact_assignment assignments[N];
    copse_fact_community cops[COPS];
    copse_fact_topic topics[TOPICS];
    copse_fact_community_topic about[TOPICS];
    copse_fact_membership memberships[3 * N];
    copse_fact_tie ties[3 * N];
    copse_facts facts;
} organisation;

static size_t team_of(size_t person)
{
    return person / PEOPLE;
}

static bool may_tie(size_t a, size_t b, bool is_after)
{
    if (is_after)
        return team_of(a) != 3 && team_of(b) != 3;
    if (team_of(a) == 9 || team_of(b) == 9)
        return a == 9 * PEOPLE && team_of(b) == 11;
    return true;
}

static void add_people(organisation *o, bool is_after)
{
    for (size_t i = 0; i < N; i++) {
        snprintf(o->keys[i], sizeof o->keys[i], "m%03u", (unsigned)(i % 1000));
        o->members[i] = (copse_fact_member){.key = o->keys[i]};
        if (team_of(i) != (is_after ? 7U : 5U))
            o->assignments[o->facts.n_assignments++] = (copse_fact_assignment){
                (copse_index)i, (copse_index)team_of(i), COPSE_NONE, NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
        for (size_t k = 0; k < 3; k++) {
            size_t other = (i + PEOPLE * (2 + 3 * k) + k) % N;
            if (may_tie(i, other, is_after))
                o->ties[o->facts.n_ties++] = (copse_fact_tie){(copse_index)i, (copse_index)other, COPSE_TIE_STRENGTH,
                                                              1.0, COPSE_DAY_UNKNOWN};
        }
    }
    for (size_t t = 0; t < TEAMS; t++) {
        snprintf(o->team_keys[t], sizeof o->team_keys[t], "t%02u", (unsigned)(t % 100));
        o->teams[t] = (copse_fact_team){.key = o->team_keys[t], .parent = COPSE_NONE};
    }
}

/* People from .. past − 1 are in the CoP. */
static void fill_cop(organisation *o, size_t cop, size_t from, size_t past)
{
    for (size_t i = from; i < past; i++)
        o->memberships[o->facts.n_memberships++] = (copse_fact_membership){(copse_index)i, (copse_index)cop, NULL,
                                                                           COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
}

static void add_cops(organisation *o, bool is_after)
{
    static const char *const keys[] = {"grows", "shrinks", "new", "gone", "secret", "left", "right", "small", "same"};
    static const char *const topics[] = {"of-new", "of-gone", "of-grows", "of-secret"};
    const copse_index about[] = {NEW, GONE, GROWS, SECRET};
    for (size_t c = 0; c < COPS; c++)
        o->cops[c] = (copse_fact_community){.key = keys[c], .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO,
                                            .capacity = -1, .cadence_days = -1};
    o->cops[is_after ? GONE : NEW].status = COPSE_COMMUNITY_CLOSED;
    o->cops[SECRET].sensitive = is_after ? COPSE_SENSITIVE_YES : COPSE_SENSITIVE_NO;
    for (size_t t = 0; t < TOPICS; t++) {
        o->topics[t] = (copse_fact_topic){.key = topics[t], .broader = COPSE_NONE};
        o->about[t] = (copse_fact_community_topic){about[t], (copse_index)t, 1.0};
    }
    fill_cop(o, GROWS, 0, is_after ? 30 : 20);
    fill_cop(o, SHRINKS, 30, is_after ? 36 : 60);
    fill_cop(o, NEW, 60, 70);
    fill_cop(o, GONE, 70, 80);
    fill_cop(o, SECRET, 80, 100);
    fill_cop(o, LEFT, 100, is_after ? 110 : 111); /* of which 110 was in both, */
    fill_cop(o, RIGHT, 110, 120);                 /* and nobody else ties them */
    fill_cop(o, SMALL, 120, is_after ? 123 : 122);
    fill_cop(o, SAME, 130, N);
}

static organisation *organisation_new(bool is_after)
{
    organisation *o = calloc(1, sizeof *o);
    assert_non_null(o);
    o->facts = (copse_facts){.data_version = is_after ? 9 : 4, .n_members = N, .members = o->members,
                             .n_teams = TEAMS, .teams = o->teams, .assignments = o->assignments,
                             .n_communities = COPS, .communities = o->cops, .n_topics = TOPICS, .topics = o->topics,
                             .n_community_topics = TOPICS, .community_topics = o->about,
                             .memberships = o->memberships, .ties = o->ties};
    add_people(o, is_after);
    add_cops(o, is_after);
    return o;
}

static copse_status ask(copse_compare_answer **out, const organisation *before, const organisation *after,
                        copse_level level, copse_audience audience)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_compare_options options = COPSE_COMPARE_OPTIONS_INIT;
    copse_network *then, *now;
    ctx.audience = audience;
    options.level = level;
    assert_ok(copse_network_new(&then, &before->facts, &ctx, NULL));
    assert_ok(copse_network_new(&now, &after->facts, &ctx, NULL));
    copse_status st = copse_question_compare(out, then, now, &options, &ctx, NULL);
    copse_network_free(then);
    copse_network_free(now);
    return st;
}

static copse_compare_answer *compare(copse_level level, copse_audience audience)
{
    organisation *before = organisation_new(false), *after = organisation_new(true);
    copse_compare_answer *answer;
    assert_ok(ask(&answer, before, after, level, audience));
    free(before);
    free(after);
    return answer;
}

static const copse_compare_unit *unit_of(const copse_compare_answer *answer, const char *key)
{
    for (size_t i = 0; i < answer->n_units; i++)
        if (strcmp(answer->units[i].key, key) == 0)
            return &answer->units[i];
    return NULL;
}

static void assert_list(const copse_compare_thing *list, size_t n, const char *only)
{
    assert_int_equal(n, 1);
    assert_string_equal(list[0].key, only);
}

static void test_compare__units_that_changed_by_more_than_chance(void **state)
{
    (void)state;
    copse_compare_answer *answer = compare(COPSE_LEVEL_TEAM, COPSE_FOR_STEWARD);
    assert_true(answer->units_are_compared);
    const copse_compare_unit *worse = unit_of(answer, "t03"), *better = unit_of(answer, "t09");
    assert_int_equal(worse->direction, -1);
    assert_true(worse->ties.exceeds && worse->ties.before > 0.5);
    assert_close(worse->ties.after, 0.0, 0.0);
    assert_int_equal(worse->after, COPSE_ISOLATION_CONFIRMED);
    assert_int_equal(better->direction, 1);
    assert_true(better->ties.exceeds && better->ties.before < 0.2 && better->ties.after > 0.5);
    assert_int_equal(better->before, COPSE_ISOLATION_CONFIRMED);
    for (size_t i = 0; i < answer->n_units; i++)
        if (&answer->units[i] != worse && &answer->units[i] != better)
            assert_false(answer->units[i].ties.exceeds);
    assert_int_equal(answer->n_units, TEAMS - 2);
    assert_list(answer->new_units, answer->n_new_units, "t05");
    assert_list(answer->gone_units, answer->n_gone_units, "t07");
    assert_int_equal(answer->before.data_version, 4);
    assert_int_equal(answer->head.data_version, 9);
    copse_compare_answer_free(answer);
}

static void test_compare__nothing_changed_between_one_and_itself(void **state)
{
    (void)state;
    organisation *o = organisation_new(false);
    copse_compare_answer *answer;
    assert_ok(ask(&answer, o, o, COPSE_LEVEL_TEAM, COPSE_FOR_STEWARD));
    for (size_t i = 0; i < answer->n_units; i++) {
        assert_int_equal(answer->units[i].direction, 0);
        assert_int_equal(answer->units[i].before, answer->units[i].after);
    }
    assert_int_equal(answer->n_communities + answer->n_new_communities + answer->n_gone_communities, 0);
    assert_int_equal(answer->n_covered + answer->n_uncovered + answer->n_new_units + answer->n_gone_units, 0);
    assert_int_equal(answer->unit_bridges.n_lost + answer->unit_bridges.n_gained, 0);
    assert_true(answer->unit_bridges.n_before > 0);
    copse_compare_answer_free(answer);
    free(o);
}

static void test_compare__cops_that_grew_shrank_are_new_or_gone(void **state)
{
    (void)state;
    copse_compare_answer *answer = compare(COPSE_LEVEL_TEAM, COPSE_FOR_STEWARD);
    static const char *const keys[] = {"shrinks", "grows", "left", "small"}; /* the most first, then by key */
    const int64_t before[] = {30, 20, 11, 2}, after[] = {6, 30, 10, 3};
    assert_int_equal(answer->n_communities, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(answer->communities[i].key, keys[i]);
        assert_int_equal(answer->communities[i].before.value, before[i]);
        assert_int_equal(answer->communities[i].after.value, after[i]);
    }
    assert_list(answer->new_communities, answer->n_new_communities, "new");
    assert_list(answer->gone_communities, answer->n_gone_communities, "gone"); /* and not "secret" */
    assert_list(answer->covered, answer->n_covered, "of-new");
    assert_list(answer->uncovered, answer->n_uncovered, "of-gone"); /* and not what the secret one is about */
    copse_compare_answer_free(answer);
}

/* Pairs of teams, but 5 and 7, with a tie on one side and none on the other: counted from the ties themselves. */
static size_t count_lost(const organisation *from, const organisation *to)
{
    bool tied[2][TEAMS][TEAMS] = {{{false}}};
    const organisation *sides[] = {from, to};
    size_t n = 0;
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < sides[s]->facts.n_ties; i++) {
            size_t a = team_of((size_t)sides[s]->ties[i].a), b = team_of((size_t)sides[s]->ties[i].b);
            tied[s][a][b] = tied[s][b][a] = a != 5 && a != 7 && b != 5 && b != 7;
        }
    for (size_t a = 0; a < TEAMS; a++)
        for (size_t b = 0; b < a; b++)
            n += tied[0][a][b] && !tied[1][a][b];
    return n;
}

static void test_compare__links_that_are_gone(void **state)
{
    (void)state;
    organisation *before = organisation_new(false), *after = organisation_new(true);
    copse_compare_answer *answer = compare(COPSE_LEVEL_TEAM, COPSE_FOR_STEWARD);
    const copse_compare_bridges *teams = &answer->unit_bridges, *cops = &answer->community_bridges;
    assert_true(teams->is_compared && cops->is_compared);
    assert_int_equal(teams->n_lost, count_lost(before, after));
    assert_int_equal(teams->n_gained, count_lost(after, before));
    for (size_t i = 0; i < teams->n; i++) {
        assert_true(strcmp(teams->lost[i].a.key, "t03") == 0 || strcmp(teams->lost[i].b.key, "t03") == 0);
        assert_true(teams->lost[i].is_apart); /* nothing leads to team 3 now */
    }
    assert_int_equal(cops->n_before, 1);
    assert_int_equal(cops->n_lost, 1);
    assert_string_equal(cops->lost[0].a.key, "left");
    assert_string_equal(cops->lost[0].b.key, "right");
    assert_true(cops->lost[0].is_apart);
    copse_compare_answer_free(answer);
    free(before);
    free(after);
}

/* Of units and links nothing; of CoPs what is published: 2 -> 3 is not, and is not said to have changed. */
static void test_compare__the_trust_reads_published_counts(void **state)
{
    (void)state;
    copse_compare_answer *answer = compare(COPSE_LEVEL_TEAM, COPSE_FOR_TRUST);
    assert_false(answer->units_are_compared || answer->unit_bridges.is_compared || answer->community_bridges.is_compared);
    assert_int_equal(answer->n_units + answer->n_new_units + answer->n_gone_units, 0);
    assert_int_equal(answer->n_communities, 3);
    for (size_t i = 0; i < answer->n_communities; i++)
        assert_string_not_equal(answer->communities[i].key, "small");
    assert_list(answer->covered, answer->n_covered, "of-new");
    copse_compare_answer_free(answer);
}

static void test_compare__too_few_units_are_not_compared_and_it_is_said(void **state)
{
    (void)state;
    copse_compare_answer *answer = compare(COPSE_LEVEL_COMMUNITY, COPSE_FOR_STEWARD);
    assert_false(answer->units_are_compared);
    assert_int_equal(answer->n_units, 0);
    assert_list(answer->new_units, answer->n_new_units, "new");
    assert_list(answer->gone_units, answer->n_gone_units, "gone"); /* and not "secret" */
    assert_non_null(strstr(answer->head.notes[0], "fewer than 20"));
    copse_compare_answer_free(answer);
}

static void test_compare__of_nothing_and_for_oneself(void **state)
{
    (void)state;
    organisation *o = organisation_new(true);
    organisation *nobody = calloc(1, sizeof *nobody);
    copse_compare_answer *answer;
    assert_ok(ask(&answer, nobody, o, COPSE_LEVEL_TEAM, COPSE_FOR_STEWARD));
    assert_false(answer->units_are_compared);
    assert_int_equal(answer->n_new_units, TEAMS - 1);
    assert_int_equal(answer->n_new_communities, COPS - 2);
    copse_compare_answer_free(answer);
    assert_int_equal(ask(&answer, o, o, COPSE_LEVEL_TEAM, COPSE_FOR_SELF), COPSE_E_ARGUMENT);
    assert_null(answer);
    free(o);
    free(nobody);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compare__units_that_changed_by_more_than_chance),
        cmocka_unit_test(test_compare__nothing_changed_between_one_and_itself),
        cmocka_unit_test(test_compare__cops_that_grew_shrank_are_new_or_gone),
        cmocka_unit_test(test_compare__links_that_are_gone),
        cmocka_unit_test(test_compare__the_trust_reads_published_counts),
        cmocka_unit_test(test_compare__too_few_units_are_not_compared_and_it_is_said),
        cmocka_unit_test(test_compare__of_nothing_and_for_oneself),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
