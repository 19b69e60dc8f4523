/*
 * A map made by hand, as a graph.
 *
 *     topic k ── X, Y        A ─4─ X      B ─?─ X   B ─3─ Y      C ─2─ X   C ─5─ Y      D is in nothing
 *                            p, of A, is in Y; unit u stands above A
 *
 * How many of B are in X is not shown.
 */
#include "support.h"

#include "base/memory.h"

enum { U, K, A, B, C, D, X, Y, P, N_MARKS };

static const copse_map_mark marks[N_MARKS] = {
    [U] = {.kind = COPSE_MAP_UNIT, .key = "u", .above = -1, .site = -1, .x = NAN, .y = NAN},
    [K] = {.kind = COPSE_MAP_TOPIC, .key = "k", .above = -1, .site = -1, .x = NAN, .y = NAN},
    [A] = {.kind = COPSE_MAP_TEAM, .key = "a", .above = U, .site = -1, .x = 0.0, .y = 0.0},
    [B] = {.kind = COPSE_MAP_TEAM, .key = "b", .above = -1, .site = -1, .x = 4.0, .y = 0.0},
    [C] = {.kind = COPSE_MAP_TEAM, .key = "c", .above = -1, .site = -1, .x = 4.0, .y = 3.0},
    [D] = {.kind = COPSE_MAP_TEAM, .key = "d", .above = -1, .site = -1, .x = 0.0, .y = 9.0},
    [X] = {.kind = COPSE_MAP_COMMUNITY, .key = "x", .above = -1, .site = -1, .x = 2.0, .y = 1.5},
    [Y] = {.kind = COPSE_MAP_COMMUNITY, .key = "y", .above = -1, .site = -1, .x = 6.25, .y = 1.5},
    [P] = {.kind = COPSE_MAP_PERSON, .key = "p", .above = A, .site = -1, .x = NAN, .y = NAN}};

#define NO_COUNT {false, 0}
enum { LONG_AGO = 20000, NO_DAY = COPSE_DAY_UNKNOWN };
static const copse_map_link links[] = {{K, X, NO_COUNT, NO_DAY},  {K, Y, NO_COUNT, NO_DAY},  {A, X, {true, 4}, NO_DAY},
                                       {B, X, NO_COUNT, NO_DAY},  {B, Y, {true, 3}, NO_DAY}, {C, X, {true, 2}, NO_DAY},
                                       {C, Y, {true, 5}, NO_DAY}, {P, Y, NO_COUNT, LONG_AGO}};
enum { N_LINKS = sizeof links / sizeof links[0] };

static const copse_map_answer map = {.n_of = {[COPSE_MAP_UNIT] = 1, [COPSE_MAP_TOPIC] = 1, [COPSE_MAP_TEAM] = 4,
                                              [COPSE_MAP_COMMUNITY] = 2, [COPSE_MAP_PERSON] = 1},
                                     .n_marks = N_MARKS,
                                     .marks = marks,
                                     .n_links = N_LINKS,
                                     .links = links};

static copse_graph_answer *ask(copse_graph_mode mode)
{
    copse_graph_answer *answer = NULL;
    const copse_context ctx = COPSE_CONTEXT_INIT;
    assert_ok(copse_question_graph(&answer, &map, mode, &ctx, NULL));
    return answer;
}

static void check_tie(const copse_graph_answer *answer, size_t i, int a, int b, double weight, int64_t shared)
{
    assert_true(i < answer->n_ties);
    assert_int_equal(answer->nodes[answer->ties[i].a].mark, a);
    assert_int_equal(answer->nodes[answer->ties[i].b].mark, b);
    assert_close(answer->ties[i].weight, weight, 1e-15);
    assert_int_equal(answer->ties[i].shared, shared);
}

static void test_two_mode__ties_are_the_maps_links_and_units_have_none(void **state)
{
    (void)state;
    copse_graph_answer *answer = ask(COPSE_GRAPH_TWO_MODE);
    assert_int_equal(answer->n_nodes, N_MARKS - 1);
    assert_int_equal(answer->nodes[0].mark, K);
    assert_int_equal(answer->n_ties, N_LINKS);
    for (size_t i = 0; i < N_LINKS; i++) {
        double weight = links[i].people.is_shown ? (double)links[i].people.value : 1.0;
        check_tie(answer, i, links[i].from, links[i].to, weight, 0);
        assert_int_equal(answer->ties[i].people.is_shown, links[i].people.is_shown);
        assert_int_equal(answer->ties[i].since, links[i].since);
    }
    copse_graph_answer_free(answer);
}

static void test_two_mode__what_the_map_places_stays_there_and_the_rest_stands_near(void **state)
{
    (void)state;
    copse_graph_answer *answer = ask(COPSE_GRAPH_TWO_MODE);
    for (size_t i = 0; i < answer->n_nodes; i++) {
        const copse_graph_node *node = &answer->nodes[i];
        const copse_map_mark *mark = &marks[node->mark];
        if (!isnan(mark->x))
            assert_true(node->x == mark->x && node->y == mark->y);
        else /* both are tied to Y, and all that is tied lies within 7 */
            assert_true(hypot(node->x - marks[Y].x, node->y - marks[Y].y) < 7.0);
    }
    copse_graph_answer_free(answer);
}

/* X holds three teams, so that a pair gets 1/2 of it; Y two. The topic and the person in them count for nothing. */
static void test_teams__are_tied_by_what_both_are_in(void **state)
{
    (void)state;
    copse_graph_answer *answer = ask(COPSE_GRAPH_TEAMS);
    assert_int_equal(answer->n_nodes, 4);
    assert_int_equal(answer->n_ties, 3);
    check_tie(answer, 0, A, B, 0.5, 1);
    check_tie(answer, 1, A, C, 0.5, 1);
    check_tie(answer, 2, B, C, 1.5, 2);
    assert_int_equal(answer->nodes[1].block, answer->nodes[2].block);
    assert_int_not_equal(answer->nodes[3].block, answer->nodes[0].block); /* D */
    assert_true(answer->n_blocks >= 2);
    copse_graph_answer_free(answer);
}

static void test_communities__are_tied_by_teams_alone(void **state)
{
    (void)state;
    copse_graph_answer *answer = ask(COPSE_GRAPH_COMMUNITIES);
    assert_int_equal(answer->n_ties, 1);
    check_tie(answer, 0, X, Y, 2.0, 2);
    copse_graph_answer_free(answer);
}

static void test_one_of_a_kind__has_no_ties(void **state)
{
    (void)state;
    static const copse_graph_mode modes[] = {COPSE_GRAPH_TOPICS, COPSE_GRAPH_PEOPLE};
    for (size_t i = 0; i < 2; i++) {
        copse_graph_answer *answer = ask(modes[i]);
        assert_int_equal(answer->n_nodes, 1);
        assert_int_equal(answer->n_ties, 0);
        assert_int_equal(answer->n_blocks, 1);
        copse_graph_answer_free(answer);
    }
}

static void test_graph__of_nothing_is_empty(void **state)
{
    (void)state;
    const copse_map_answer nothing = {0};
    const copse_context ctx = COPSE_CONTEXT_INIT;
    copse_graph_answer *answer = NULL;
    assert_ok(copse_question_graph(&answer, &nothing, COPSE_GRAPH_TWO_MODE, &ctx, NULL));
    assert_int_equal(answer->n_nodes, 0);
    assert_int_equal(answer->n_ties, 0);
    copse_graph_answer_free(answer);
}

static void test_graph__says_that_memory_ran_out_wherever_it_does(void **state)
{
    (void)state;
    const copse_context ctx = COPSE_CONTEXT_INIT;
    copse_status status = COPSE_E_NOMEM;
    for (int64_t n = 0; status != COPSE_OK; n++) {
        copse_graph_answer *answer = NULL;
        copse_memory_fail_at(n);
        status = copse_question_graph(&answer, &map, COPSE_GRAPH_TEAMS, &ctx, NULL);
        copse_memory_fail_at(-1);
        assert_true(status == COPSE_OK ? answer != NULL : status == COPSE_E_NOMEM && !answer);
        copse_graph_answer_free(answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_mode__ties_are_the_maps_links_and_units_have_none),
        cmocka_unit_test(test_two_mode__what_the_map_places_stays_there_and_the_rest_stands_near),
        cmocka_unit_test(test_teams__are_tied_by_what_both_are_in),
        cmocka_unit_test(test_communities__are_tied_by_teams_alone),
        cmocka_unit_test(test_one_of_a_kind__has_no_ties),
        cmocka_unit_test(test_graph__of_nothing_is_empty),
        cmocka_unit_test(test_graph__says_that_memory_ran_out_wherever_it_does),
    };
    assert_ok(copse_start(NULL));
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    copse_stop();
    return failed;
}
