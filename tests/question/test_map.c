/*
 * A ward and a lab of eight each, a kitchen of three, and four CoPs, so small that what may be shown is counted by hand:
 *
 *   CoP        ward           lab            kitchen        notes
 *   wounds     0 … 5          0 … 4          0              six of the ward: shown; five of the lab: shown
 *   tissue     0 … 4          0, 1, 2        -              the lab's three: not shown
 *   prayer     all            all            -              sensitive
 *   shut       all            all            -              closed
 *
 * Ward 0 is member 0, lab 0 is member 8, kitchen 0 is member 16.
 */
#include "support.h"

#include <stdio.h>

#include "base/memory.h"

enum { WARD, LAB, KITCHEN, WHOLE, N_TEAMS }; /* WHOLE stands above them */
enum { WOUNDS, TISSUE, PRAYER, SHUT, N_COPS };
enum { N = 19, TODAY = 20543, ALWAYS = COPSE_DAY_UNKNOWN, JOINED = TODAY - 100 };

typedef struct clinic {
    char keys[N][8];
    copse_fact_member members[N];
    copse_fact_assignment assignments[N];
    copse_fact_membership memberships[80];
    copse_facts facts;
    copse_context ctx;
    copse_network *net;
    copse_map_answer *map;
} clinic;

static const copse_fact_team the_teams[] = {
    {1, "ward", "Ward", WHOLE}, {2, "lab", "Lab", WHOLE}, {3, "kitchen", "Kitchen", WHOLE}, {4, "whole", NULL, COPSE_NONE}};
static const copse_fact_community the_cops[] = {
    {.id = 1, .key = "wounds", .name = "Wounds", .site = COPSE_NONE, .contact = "m000", .created = JOINED - 1},
    {.id = 2, .key = "tissue", .name = "Tissue", .site = COPSE_NONE},
    {.id = 3, .key = "prayer", .name = "Prayer", .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_YES},
    {.id = 4, .key = "shut", .name = "Shut", .site = COPSE_NONE, .status = COPSE_COMMUNITY_CLOSED}};
static const copse_fact_topic the_topics[] = {{1, "k1", "Healing", COPSE_NONE, NULL}, {2, "k2", "Faith", COPSE_NONE, NULL}};
static const copse_fact_community_topic the_community_topics[] = {{WOUNDS, 0, 1.0}, {TISSUE, 0, 1.0}, {PRAYER, 1, 1.0}};

static void join(clinic *c, copse_index cop, copse_index first, copse_index n)
{
    for (copse_index i = first; i < first + n; i++)
        c->memberships[c->facts.n_memberships++] = (copse_fact_membership){i, cop, NULL, JOINED + (copse_day)i, ALWAYS};
}

static void clinic_fill(clinic *c)
{
    *c = (clinic){.ctx = COPSE_CONTEXT_INIT};
    c->ctx.as_of = TODAY;
    for (size_t i = 0; i < N; i++) {
        snprintf(c->keys[i], sizeof c->keys[i], "m%03u", (unsigned)i % 1000);
        c->members[i] = (copse_fact_member){.id = (copse_id)i, .key = c->keys[i]};
        c->assignments[i] = (copse_fact_assignment){(copse_index)i, (copse_index)(i / 8), COPSE_NONE, NULL, ALWAYS, ALWAYS};
    }
    c->facts = (copse_facts){.n_members = N, .n_teams = N_TEAMS, .n_assignments = N, .n_communities = N_COPS, .n_topics = 2,
                             .n_community_topics = 3, .members = c->members, .teams = the_teams,
                             .assignments = c->assignments, .communities = the_cops, .topics = the_topics,
                             .memberships = c->memberships, .community_topics = the_community_topics};
    join(c, WOUNDS, 0, 6);
    join(c, WOUNDS, 8, 5);
    join(c, WOUNDS, 16, 1);
    join(c, TISSUE, 0, 5);
    join(c, PRAYER, 0, 16);
    join(c, SHUT, 0, 16);
}

static void clinic_map(clinic *c, const copse_map_options *options)
{
    if (!c->net)
        assert_ok(copse_network_new(&c->net, &c->facts, &c->ctx, NULL));
    copse_map_answer_free(c->map);
    assert_ok(copse_question_map(&c->map, c->net, options, &c->ctx, NULL));
}

static void clinic_close(clinic *c)
{
    copse_map_answer_free(c->map);
    copse_network_free(c->net);
}

static const copse_map_options whole_trust = COPSE_MAP_OPTIONS_INIT;
static const copse_map_options with_people = {COPSE_MAP_OF_TRUST, COPSE_NONE, true, NULL};

static const copse_map_mark *find(const copse_map_answer *map, copse_map_kind kind, const char *key)
{
    for (size_t i = 0; i < map->n_marks; i++)
        if (map->marks[i].kind == kind && strcmp(map->marks[i].key, key) == 0)
            return &map->marks[i];
    return NULL;
}

static const copse_map_link *link_of(const copse_map_answer *map, copse_map_kind kind, const char *from, const char *to)
{
    for (size_t i = 0; i < map->n_links; i++) {
        const copse_map_mark *end = &map->marks[map->links[i].from];
        if (end->kind == kind && strcmp(end->key, from) == 0 && strcmp(map->marks[map->links[i].to].key, to) == 0)
            return &map->links[i];
    }
    return NULL;
}

static void assert_count(copse_public_count count, int64_t value)
{
    assert_int_equal(count.is_shown, value >= 0);
    if (value >= 0)
        assert_int_equal(count.value, value);
}

/* The lab's three in tissue are few; the ward's five would give them away, and so would all eight. */
static void test_map__counts_are_the_published_ones(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    join(&c, TISSUE, 8, 3);
    clinic_map(&c, &whole_trust);
    assert_count(link_of(c.map, COPSE_MAP_TEAM, "ward", "tissue")->people, -1);
    assert_count(link_of(c.map, COPSE_MAP_TEAM, "lab", "tissue")->people, -1);
    assert_count(find(c.map, COPSE_MAP_COMMUNITY, "tissue")->people, 8);
    assert_null(link_of(c.map, COPSE_MAP_TEAM, "kitchen", "tissue"));
    assert_count(find(c.map, COPSE_MAP_TEAM, "kitchen")->people, -1);
    clinic_close(&c);
}

static void test_map__nothing_of_what_is_not_shown_is_in_the_places(void **state)
{
    (void)state;
    clinic three, four;
    clinic_fill(&three);
    clinic_fill(&four);
    join(&three, TISSUE, 8, 3);
    /* One of the ward less and one of the lab more: the same eight, and neither part shown. */
    for (size_t i = 0; i < four.facts.n_memberships; i++)
        if (four.memberships[i].community == TISSUE && four.memberships[i].member == 4)
            four.memberships[i].member = 11;
    join(&four, TISSUE, 8, 3);
    clinic_map(&three, &whole_trust);
    clinic_map(&four, &whole_trust);
    assert_int_equal(three.map->n_marks, four.map->n_marks);
    for (size_t i = 0; i < three.map->n_marks; i++) {
        const copse_map_mark *a = &three.map->marks[i], *b = &four.map->marks[i];
        assert_true((isnan(a->x) && isnan(b->x)) || (a->x == b->x && a->y == b->y));
        assert_int_equal(a->people.value, b->people.value);
    }
    clinic_close(&three);
    clinic_close(&four);
}

static void test_map__sensitive_and_closed_communities_and_their_topics_are_not_there(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    c.ctx.audience = COPSE_FOR_STEWARD;
    c.ctx.reason = "a test";
    clinic_map(&c, &with_people);
    assert_non_null(find(c.map, COPSE_MAP_COMMUNITY, "wounds"));
    assert_null(find(c.map, COPSE_MAP_COMMUNITY, "prayer"));
    assert_null(find(c.map, COPSE_MAP_COMMUNITY, "shut"));
    assert_non_null(find(c.map, COPSE_MAP_TOPIC, "k1"));
    assert_null(find(c.map, COPSE_MAP_TOPIC, "k2"));
    copse_map_options of = {COPSE_MAP_OF_COMMUNITY, PRAYER, false, NULL};
    copse_map_answer *none = NULL;
    assert_int_equal(copse_question_map(&none, c.net, &of, &c.ctx, NULL), COPSE_E_NOT_FOUND);
    assert_null(none);
    clinic_close(&c);
}

static void test_map__teams_and_communities_have_places_and_nothing_else_has(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    clinic_map(&c, &whole_trust);
    for (size_t i = 0; i < c.map->n_marks; i++) {
        bool is_placed = c.map->marks[i].kind == COPSE_MAP_TEAM || c.map->marks[i].kind == COPSE_MAP_COMMUNITY;
        assert_int_equal(!isnan(c.map->marks[i].x), is_placed);
    }
    assert_int_equal(c.map->n_of[COPSE_MAP_TEAM], 3);
    assert_int_equal(c.map->n_of[COPSE_MAP_UNIT], 1);
    clinic_close(&c);
}

static void test_map__when_a_team_joined_is_the_stewards(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    clinic_map(&c, &whole_trust);
    assert_int_equal(link_of(c.map, COPSE_MAP_TEAM, "lab", "wounds")->since, COPSE_DAY_UNKNOWN);
    assert_int_equal(find(c.map, COPSE_MAP_COMMUNITY, "wounds")->since, JOINED - 1);
    c.ctx.audience = COPSE_FOR_STEWARD;
    c.ctx.reason = "a test";
    clinic_map(&c, &whole_trust);
    assert_int_equal(link_of(c.map, COPSE_MAP_TEAM, "lab", "wounds")->since, JOINED + 8); /* lab 0 was the first */
    clinic_close(&c);
}

static void test_map__the_steward_says_why(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    clinic_map(&c, &whole_trust);
    copse_map_answer *none = NULL;
    c.ctx.audience = COPSE_FOR_STEWARD;
    assert_int_equal(copse_question_map(&none, c.net, &whole_trust, &c.ctx, NULL), COPSE_E_ARGUMENT);
    assert_null(none);
    clinic_close(&c);
}

/* ---- who is named ---- */

static void agree(clinic *c, size_t first, size_t n)
{
    for (size_t i = first; i < first + n; i++)
        c->members[i].visibility = COPSE_VISIBLE_TRUST;
}

static void test_map__people_are_named_where_nobody_else_of_their_team_is_in_it(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    agree(&c, 0, 5); /* all of the ward who are in tissue */
    clinic_map(&c, &whole_trust);
    assert_int_equal(c.map->n_of[COPSE_MAP_PERSON], 0); /* not asked for */
    clinic_map(&c, &with_people);
    for (size_t i = 0; i < 5; i++) {
        assert_non_null(link_of(c.map, COPSE_MAP_PERSON, c.keys[i], "tissue"));
        assert_int_equal(link_of(c.map, COPSE_MAP_PERSON, c.keys[i], "tissue")->since, JOINED + (copse_day)i);
    }
    clinic_close(&c);
}

/* Six of the ward are in wounds. Ward 0 to 4 agreed: the sixth is one of three, fewer than five. */
static void test_map__people_are_not_named_where_that_tells_who_else_is_in_it(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    agree(&c, 0, 5);
    clinic_map(&c, &with_people);
    assert_null(link_of(c.map, COPSE_MAP_PERSON, c.keys[0], "wounds"));
    clinic_close(&c);
}

/* Ward 0 to 2 agreed: of five others three are in it, and nobody can tell which. In wounds in all, 3 + 5 + 1 of 5 + 8 + 3. */
static void test_map__people_are_named_where_the_others_may_be_anybody(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    agree(&c, 0, 3);
    clinic_map(&c, &with_people);
    for (size_t i = 0; i < 3; i++)
        assert_non_null(link_of(c.map, COPSE_MAP_PERSON, c.keys[i], "wounds"));
    clinic_close(&c);
}

/* Of all who are in tissue only lab 0 did not agree: whoever is not named there is them. */
static void test_map__nobody_is_named_in_a_community_that_is_told_as_a_whole(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    join(&c, TISSUE, 8, 2);
    agree(&c, 0, 5);
    agree(&c, 9, 7); /* lab 0 alone did not */
    clinic_map(&c, &with_people);
    assert_null(link_of(c.map, COPSE_MAP_PERSON, c.keys[0], "tissue"));
    assert_null(link_of(c.map, COPSE_MAP_PERSON, c.keys[9], "tissue"));
    clinic_close(&c);
}

static void test_map__of_a_member_begins_with_what_they_are_named_in(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    agree(&c, 0, 5);
    copse_map_options of = {COPSE_MAP_OF_MEMBER, 0, false, NULL};
    clinic_map(&c, &of);
    assert_non_null(find(c.map, COPSE_MAP_COMMUNITY, "tissue"));
    assert_null(find(c.map, COPSE_MAP_COMMUNITY, "wounds")); /* where they are not */
    of.thing = 6;                                            /* did not agree */
    copse_map_answer *none = NULL;
    assert_int_equal(copse_question_map(&none, c.net, &of, &c.ctx, NULL), COPSE_E_NOT_FOUND);
    clinic_close(&c);
}

/* ---- when memory runs out ---- */

static copse_status count_bytes(void *user, const char *bytes, size_t n, copse_error *err)
{
    (void)bytes;
    (void)err;
    *(size_t *)user += n;
    return COPSE_OK;
}

static void test_map__says_that_memory_ran_out_wherever_it_does(void **state)
{
    (void)state;
    clinic c;
    clinic_fill(&c);
    agree(&c, 0, 5);
    clinic_map(&c, &with_people);
    size_t written = 0;
    const copse_sink sink = {.write = count_bytes, .user = &written};
    const copse_map_page page = COPSE_MAP_PAGE_INIT;
    const copse_render render = {.format = COPSE_HTML};
    copse_status st = COPSE_E_NOMEM;
    int64_t n = 0;
    for (; st == COPSE_E_NOMEM; n++) {
        copse_map_answer *answer = NULL;
        written = 0;
        copse_memory_fail_at(n);
        st = copse_question_map(&answer, c.net, &with_people, &c.ctx, NULL);
        assert_true(st == COPSE_OK ? answer != NULL : st == COPSE_E_NOMEM && !answer);
        if (st == COPSE_OK)
            st = copse_report_map(&sink, answer, &page, &render, NULL);
        assert_int_equal(written > 0, st == COPSE_OK);
        copse_map_answer_free(answer);
    }
    copse_memory_fail_at(-1);
    assert_int_equal(st, COPSE_OK);
    assert_true(n > 100);
    clinic_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_map__counts_are_the_published_ones),
        cmocka_unit_test(test_map__nothing_of_what_is_not_shown_is_in_the_places),
        cmocka_unit_test(test_map__sensitive_and_closed_communities_and_their_topics_are_not_there),
        cmocka_unit_test(test_map__teams_and_communities_have_places_and_nothing_else_has),
        cmocka_unit_test(test_map__when_a_team_joined_is_the_stewards),
        cmocka_unit_test(test_map__the_steward_says_why),
        cmocka_unit_test(test_map__people_are_named_where_nobody_else_of_their_team_is_in_it),
        cmocka_unit_test(test_map__people_are_not_named_where_that_tells_who_else_is_in_it),
        cmocka_unit_test(test_map__people_are_named_where_the_others_may_be_anybody),
        cmocka_unit_test(test_map__nobody_is_named_in_a_community_that_is_told_as_a_whole),
        cmocka_unit_test(test_map__of_a_member_begins_with_what_they_are_named_in),
        cmocka_unit_test(test_map__says_that_memory_ran_out_wherever_it_does),
    };
    assert_int_equal(copse_start(NULL), COPSE_OK);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    copse_stop();
    return failed;
}
