/* The first report: what it counts, what it holds back, what it says is missing. */
#include "question/hospital.h"

#include <math.h>
#include <stdio.h>

#include "base/memory.h"

static const copse_status_report no_status = {.threshold = 5};

static copse_start_answer *ask(hospital *h, const copse_start_options *options)
{
    copse_start_answer *answer = NULL;
    copse_error err = COPSE_ERROR_INIT;
    if (copse_question_start(&answer, h->net, h->model, options, &h->ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    return answer;
}

/* The hospital, for the trust, with counts from `threshold` on. */
static copse_start_answer *open_and_ask(hospital *h, int threshold)
{
    const copse_start_options options = {&no_status, NULL};
    hospital_open(h);
    h->ctx.audience = COPSE_FOR_TRUST;
    h->ctx.audience_key = NULL;
    h->ctx.threshold = threshold;
    return ask(h, &options);
}

static const copse_start_community *find(const copse_start_answer *answer, const char *key)
{
    for (size_t i = 0; i < answer->n_community_rows; i++)
        if (strcmp(answer->communities[i].key, key) == 0)
            return &answer->communities[i];
    return NULL;
}

/* ---- counts ---- */

static void test_staff__who_objected_is_not_counted(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    copse_start_answer *answer = open_and_ask(&h, 1);
    assert_true(answer->staff.is_shown);
    assert_int_equal(answer->staff.value, 9);
    assert_true(answer->in_no_community.is_shown);
    assert_int_equal(answer->in_no_community.value, 1); /* nil */
    assert_int_equal(answer->nameable.value, 5);        /* bo ed gi hy nil */
    copse_start_answer_free(answer);
    hospital_close(&h);
}

static void test_staff__a_few_and_all_but_a_few_are_not_shown(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    copse_start_answer *answer = open_and_ask(&h, 5);
    assert_true(answer->staff.is_shown);
    assert_false(answer->in_no_community.is_shown); /* 1 of 9 */
    assert_int_equal(answer->in_no_community.value, 0);
    assert_false(answer->nameable.is_shown); /* 5 of 9: the other 4 would be known */
    copse_start_answer_free(answer);
    hospital_close(&h);
}

static void test_staff__in_a_sensitive_community_alone_is_in_none(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    h.memberships[h.facts.n_memberships++] =
        (copse_fact_membership){NIL, FAITH, NULL, ALWAYS, OPEN};
    copse_start_answer *answer = open_and_ask(&h, 1);
    assert_int_equal(answer->in_no_community.value, 1);
    copse_start_answer_free(answer);
    hospital_close(&h);
}

/* ---- to how many each is suggested ---- */

typedef struct tally {
    const copse_facts *facts;
    int64_t n[N_COMMUNITIES];
} tally;

static copse_status count_row(void *user, const copse_join_row *row, copse_error *err)
{
    tally *t = user;
    (void)err;
    for (size_t c = 0; c < N_COMMUNITIES; c++)
        t->n[c] += strcmp(t->facts->communities[c].key, row->community_key) == 0;
    return COPSE_OK;
}

/* The steward's list with three each is the long way round. */
static void test_top__counts_what_the_stewards_list_lists(void **state)
{
    (void)state;
    hospital h;
    tally t = {0};
    copse_join_options three = COPSE_JOIN_OPTIONS_INIT;
    three.top = 3;
    hospital_init(&h);
    copse_start_answer *answer = open_and_ask(&h, 1);
    t.facts = &h.facts;
    h.ctx.audience = COPSE_FOR_STEWARD;
    h.ctx.reason = "test";
    assert_ok(copse_question_join_all(h.net, h.model, &three, &h.ctx, count_row, &t, NULL));
    assert_int_equal(answer->top, 3);
    int64_t sum = 0;
    for (size_t c = 0; c < N_COMMUNITIES; c++) {
        const copse_start_community *row = find(answer, h.facts.communities[c].key);
        if (!row) {
            assert_int_equal(t.n[c], 0);
            continue;
        }
        assert_true(row->top.is_shown);
        assert_int_equal(row->top.value, t.n[c]);
        sum += row->top.value;
    }
    assert_true(sum > 10);
    assert_int_equal(answer->suggested.value, 8); /* all but nil, of whom nothing is known */
    copse_start_answer_free(answer);
    hospital_close(&h);
}

/* Fi is in a team of the hospital; without their CoP and what they know nothing else is known of
 * them. */
static void test_suggested__by_place_alone_is_told(void **state)
{
    (void)state;
    hospital h;
    copse_fact_expertise knows[COUNT_OF(the_expertises)];
    size_t n = 0;
    hospital_init(&h);
    for (size_t i = 0; i < COUNT_OF(the_expertises); i++)
        if (the_expertises[i].member != FI)
            knows[n++] = the_expertises[i];
    h.facts.expertises = knows;
    h.facts.n_expertises = n;
    n = 0;
    for (size_t i = 0; i < h.facts.n_memberships; i++)
        if (h.memberships[i].member != FI)
            h.memberships[n++] = h.memberships[i];
    h.facts.n_memberships = n;
    copse_start_answer *answer = open_and_ask(&h, 1);
    assert_int_equal(answer->suggested.value, 8);
    assert_int_equal(answer->by_place.value, 1);
    assert_int_equal(answer->in_no_community.value, 2); /* fi and nil */
    copse_start_answer_free(answer);

    /* With counts from 2 on, one of the two would be known. */
    const copse_start_options options = {&no_status, NULL};
    h.ctx.threshold = 2;
    answer = ask(&h, &options);
    assert_true(answer->in_no_community.is_shown);
    assert_false(answer->by_place.is_shown);
    copse_start_answer_free(answer);
    hospital_close(&h);
}

static void test_top__a_small_count_is_not_shown_nor_to_be_worked_out(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    copse_start_answer *open = open_and_ask(&h, 1);
    size_t n_small = 0, n_hidden = 0;
    for (size_t i = 0; i < open->n_community_rows; i++)
        n_small += open->communities[i].top.value > 0 && open->communities[i].top.value < 4;
    assert_true(n_small > 0);

    const copse_start_options options = {&no_status, NULL};
    h.ctx.threshold = 4;
    copse_start_answer *answer = ask(&h, &options);
    for (size_t i = 0; i < answer->n_community_rows; i++) {
        const copse_start_community *row = &answer->communities[i];
        n_hidden += !row->top.is_shown;
        if (row->top.is_shown)
            assert_true(row->top.value == 0 || row->top.value >= 4);
        else
            assert_int_equal(row->top.value, 0);
    }
    assert_true(n_hidden >= n_small && n_hidden != 1);
    copse_start_answer_free(answer);
    copse_start_answer_free(open);
    hospital_close(&h);
}

static void test_top__nothing_learned_is_no_model(void **state)
{
    (void)state;
    hospital h;
    const copse_start_options options = {&no_status, NULL};
    hospital_init(&h);
    hospital_open(&h);
    h.ctx.audience = COPSE_FOR_TRUST;
    h.ctx.audience_key = NULL;
    copse_start_answer *answer = NULL;
    assert_ok(copse_question_start(&answer, h.net, NULL, &options, &h.ctx, NULL));
    assert_null(answer->model_kind);
    assert_non_null(strstr(answer->head.notes[2], "Nothing could be learned"));
    assert_non_null(find(answer, "informatics"));
    copse_start_answer_free(answer);
    hospital_close(&h);
}

/* ---- communities ---- */

static void test_communities__neither_sensitive_nor_closed(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    h.communities[FAITH].sensitive = COPSE_SENSITIVE_UNDECIDED;
    h.communities[FAITH].name = "Muslim Staff Network";
    copse_start_answer *answer = open_and_ask(&h, 1);
    assert_null(find(answer, "union"));
    assert_null(find(answer, "faith"));
    assert_null(find(answer, "shut"));
    assert_int_equal(answer->n_communities, N_COMMUNITIES - 3);
    assert_int_equal(answer->n_left_out, 1);
    assert_int_equal(answer->n_undecided, 1);
    assert_null(answer->undecided); /* it is for the trust */
    assert_int_equal(find(answer, "informatics")->members.value, 6);
    copse_start_answer_free(answer);

    const copse_start_options options = {&no_status, NULL};
    h.ctx.audience = COPSE_FOR_STEWARD;
    h.ctx.reason = "to decide";
    answer = ask(&h, &options);
    assert_string_equal(answer->undecided[0], "Muslim Staff Network");
    copse_start_answer_free(answer);
    hospital_close(&h);
}

/* ---- teams ---- */

/*
 * Four teams of three and two small ones of two (of a single one the total would tell), counts from
 * 3 on.
 *
 *            one  two  three  four  secret (sensitive)
 *   a         x    x     x
 *   b         x    x     x
 *   c         x          x
 *   d                           x     x
 *   tiny      x                       x
 *
 * With other teams: a 3, b 3, c 2, d 0. The median is 2.5, half of it 1.25, so that d has few
 * links.
 */
enum { A, B, C, D, TINY, WEE, ORGANISATION, N_ROOMS };
enum { ONE, TWO, THREE, FOUR, SECRET, N_CIRCLES };

static void test_teams__those_that_share_few_communities_by_hand(void **state)
{
    (void)state;
    enum { EACH = 3, PEOPLE = 4 * EACH + 4 };
    static const copse_fact_team teams[N_ROOMS] = {
        {1, "a", "Ward A", ORGANISATION},   {2, "b", "Ward B", ORGANISATION},
        {3, "c", "Ward C", ORGANISATION},   {4, "d", "Ward D", ORGANISATION},
        {5, "tiny", "Tiny", ORGANISATION},  {6, "wee", "Wee", ORGANISATION},
        {7, "all", "The trust", COPSE_NONE}};
    copse_fact_community circles[N_CIRCLES] = {{COP(1, "one", NULL, VIRTUAL, COPSE_NONE)},
                                               {COP(2, "two", NULL, VIRTUAL, COPSE_NONE)},
                                               {COP(3, "three", NULL, VIRTUAL, COPSE_NONE)},
                                               {COP(4, "four", NULL, VIRTUAL, COPSE_NONE)},
                                               {COP(5, "secret", NULL, VIRTUAL, COPSE_NONE)}};
    static const int in[][2] = {{A, ONE},  {A, TWO},    {A, THREE},  {B, ONE},
                                {B, TWO},  {B, THREE},  {C, ONE},    {C, THREE},
                                {D, FOUR}, {D, SECRET}, {TINY, ONE}, {TINY, SECRET}};
    static char keys[PEOPLE][8];
    copse_fact_member people[PEOPLE];
    copse_fact_assignment places[PEOPLE];
    copse_fact_membership seats[COUNT_OF(in)];
    circles[SECRET].sensitive = COPSE_SENSITIVE_YES;
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(keys[i], sizeof keys[i], "p%02d", i);
        people[i] = (copse_fact_member){.id = i, .key = keys[i]};
        places[i] = (copse_fact_assignment){
            i, i < 4 * EACH ? i / EACH : TINY + (i - 4 * EACH) / 2, COPSE_NONE, NULL, ALWAYS, OPEN};
    }
    for (size_t i = 0; i < COUNT_OF(in); i++) /* by a team's second person */
        seats[i] = (copse_fact_membership){in[i][0] * EACH + 1, in[i][1], NULL, ALWAYS, OPEN};
    copse_facts facts = {.n_members = PEOPLE,
                         .members = people,
                         .n_teams = N_ROOMS,
                         .teams = teams,
                         .n_assignments = PEOPLE,
                         .assignments = places,
                         .n_communities = N_CIRCLES,
                         .communities = circles,
                         .n_memberships = COUNT_OF(in),
                         .memberships = seats};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    copse_start_answer *answer = NULL;
    const copse_start_options options = {&no_status, NULL};
    ctx.as_of = TODAY;
    ctx.threshold = 3;
    assert_ok(copse_network_new(&net, &facts, &ctx, NULL));
    assert_ok(copse_question_start(&answer, net, NULL, &options, &ctx, NULL));

    assert_int_equal(answer->n_teams_compared, 4);
    assert_int_equal(answer->n_teams_small, 2);
    assert_true(answer->median_shared == 2.5);
    assert_int_equal(answer->n_team_rows, 1);
    assert_string_equal(answer->teams[0].key, "d");
    assert_int_equal(answer->teams[0].staff.value, 3);
    assert_int_equal(answer->teams[0].n_communities, 1);
    assert_int_equal(answer->teams[0].n_shared, 0);
    copse_start_answer_free(answer);
    copse_network_free(net);
}

/* ---- what is missing ---- */

static bool misses(const copse_start_answer *answer, const char *what)
{
    for (size_t i = 0; i < answer->n_gaps; i++)
        if (strstr(answer->gaps[i].what, what))
            return true;
    return false;
}

static void test_gaps__nothing_but_people_misses_all_that_people_have(void **state)
{
    (void)state;
    copse_facts facts = {.n_members = N_MEMBERS, .members = the_members};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    copse_start_answer *answer = NULL;
    const copse_start_options options = {&no_status, NULL};
    assert_ok(copse_network_new(&net, &facts, &ctx, NULL));
    assert_ok(copse_question_start(&answer, net, NULL, &options, &ctx, NULL));
    assert_true(misses(answer, "who is in which community"));
    assert_true(misses(answer, "the team of staff"));
    assert_true(misses(answer, "what staff know"));
    assert_true(misses(answer, "what staff want to learn"));
    assert_true(misses(answer, "when anything happened"));
    assert_true(misses(answer, "the sites"));
    assert_true(misses(answer, "the purpose"));
    assert_false(
        misses(answer, "topics of communities")); /* there are no communities to have any */
    assert_true(isnan(answer->median_shared));
    copse_start_answer_free(answer);
    copse_network_free(net);
}

static void test_gaps__of_communities_are_counted(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    copse_status_report status = no_status;
    status.purpose = status.lawful_basis = status.dpia_reference = "recorded";
    const copse_start_options options = {&status, NULL};
    copse_start_answer *answer = open_and_ask(&h, 1);
    assert_true(misses(answer, "descriptions of communities: 11 of 11"));
    assert_true(
        misses(answer, "a contact of communities: 9 of 11")); /* all but informatics and face */
    assert_false(misses(answer, "how communities meet"));     /* 1 of 11 is a single row */
    assert_false(misses(answer, "the topics of communities"));
    assert_false(misses(answer, "what staff know"));
    assert_true(misses(answer, "the purpose"));
    copse_start_answer_free(answer);
    answer = ask(&h, &options);
    assert_false(misses(answer, "the purpose"));
    assert_string_equal(answer->purpose, "recorded");
    copse_start_answer_free(answer);
    hospital_close(&h);
}

/* ---- sources and findings ---- */

static void test_sources__a_file_named_after_a_sensitive_community_is_not_named(void **state)
{
    (void)state;
    static const copse_status_source sources[] = {{"Canary Union.csv", TODAY, 12, 0, "list", true},
                                                  {"LGBT staff network.csv", TODAY, 9, 0, "list", true},
                                                  {"members.csv", TODAY - 3, 400, 3, "copse-csv", true}};
    copse_status_report status = no_status;
    const copse_start_options options = {&status, NULL};
    hospital h;
    status.sources = sources;
    status.n_sources = COUNT_OF(sources);
    hospital_init(&h);
    copse_start_answer_free(open_and_ask(&h, 1));
    copse_start_answer *answer = ask(&h, &options);
    assert_int_equal(answer->n_sources, 3);
    assert_null(answer->sources[0].name);
    assert_null(answer->sources[1].name);
    assert_string_equal(answer->sources[2].name, "members.csv");
    assert_int_equal(answer->sources[2].rows, -1); /* about people, and not for the steward */
    assert_true(answer->sources[2].age_days == 3);
    copse_start_answer_free(answer);
    hospital_close(&h);
}

static void test_findings__of_people_are_counts_and_small_ones_are_not_shown(void **state)
{
    (void)state;
    static const char *const canary[] = {"Canary Union"};
    static const copse_finding findings[] = {
        {.check = "members-twice", .meaning = "twice", .next = "look", .count = 4},
        {.check = "members-without-anything", .meaning = "nothing", .next = "add", .count = 5},
        {.check = "teams-without-members",
         .meaning = "empty",
         .count = 1,
         .examples = canary,
         .n_examples = 1},
        {.check = "communities-that-look-sensitive", .meaning = "told elsewhere", .count = 1},
    };
    const copse_check_report check = {.n_findings = COUNT_OF(findings), .findings = findings};
    const copse_start_options options = {&no_status, &check};
    hospital h;
    hospital_init(&h);
    copse_start_answer_free(open_and_ask(&h, 5));
    copse_start_answer *answer = ask(&h, &options);
    assert_int_equal(answer->n_findings, 3);
    assert_false(answer->findings[0].count.is_shown);
    assert_int_equal(answer->findings[0].count.value, 0);
    assert_int_equal(answer->findings[1].count.value, 5);
    assert_true(answer->findings[2].count.is_shown);
    assert_int_equal(answer->findings[2].count.value, 1);
    copse_start_answer_free(answer);
    hospital_close(&h);
}

/* ---- for whom ---- */

static void test_audience__not_for_oneself_and_a_steward_says_why(void **state)
{
    (void)state;
    hospital h;
    const copse_start_options options = {&no_status, NULL};
    copse_start_answer *answer = NULL;
    hospital_init(&h);
    hospital_open(&h);
    assert_int_equal(copse_question_start(&answer, h.net, h.model, &options, &h.ctx, NULL),
                     COPSE_E_ARGUMENT);
    assert_null(answer);
    h.ctx.audience = COPSE_FOR_STEWARD;
    assert_int_equal(copse_question_start(&answer, h.net, h.model, &options, &h.ctx, NULL),
                     COPSE_E_ARGUMENT);
    assert_null(answer);
    hospital_close(&h);
}

static bool always(void *user)
{
    (void)user;
    return true;
}

static void test_start__can_be_interrupted(void **state)
{
    (void)state;
    hospital h;
    const copse_start_options options = {&no_status, NULL};
    copse_start_answer *answer = NULL;
    hospital_init(&h);
    copse_start_answer_free(open_and_ask(&h, 1));
    h.ctx.is_cancelled = always;
    assert_int_equal(copse_question_start(&answer, h.net, h.model, &options, &h.ctx, NULL),
                     COPSE_E_INTERRUPTED);
    assert_null(answer);
    hospital_close(&h);
}

static void test_start__every_allocation_may_fail(void **state)
{
    (void)state;
    static const copse_status_source sources[] = {{"members.csv", TODAY, 400, 0, "copse-csv", true}};
    copse_status_report status = no_status;
    const copse_start_options options = {&status, NULL};
    hospital h;
    status.sources = sources;
    status.n_sources = 1;
    status.organisation = "St Elsewhere";
    hospital_init(&h);
    copse_start_answer_free(open_and_ask(&h, 1));
    copse_status st = COPSE_E_NOMEM;
    int64_t n = 0;
    for (; st != COPSE_OK; n++) {
        copse_start_answer *answer = NULL;
        copse_memory_fail_at(n);
        st = copse_question_start(&answer, h.net, h.model, &options, &h.ctx, NULL);
        assert_true(st == COPSE_OK ? answer != NULL : st == COPSE_E_NOMEM && !answer);
        copse_start_answer_free(answer);
    }
    copse_memory_fail_at(-1);
    assert_true(n > 20);
    hospital_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_staff__who_objected_is_not_counted),
        cmocka_unit_test(test_staff__a_few_and_all_but_a_few_are_not_shown),
        cmocka_unit_test(test_staff__in_a_sensitive_community_alone_is_in_none),
        cmocka_unit_test(test_top__counts_what_the_stewards_list_lists),
        cmocka_unit_test(test_suggested__by_place_alone_is_told),
        cmocka_unit_test(test_top__a_small_count_is_not_shown_nor_to_be_worked_out),
        cmocka_unit_test(test_top__nothing_learned_is_no_model),
        cmocka_unit_test(test_communities__neither_sensitive_nor_closed),
        cmocka_unit_test(test_teams__those_that_share_few_communities_by_hand),
        cmocka_unit_test(test_gaps__nothing_but_people_misses_all_that_people_have),
        cmocka_unit_test(test_gaps__of_communities_are_counted),
        cmocka_unit_test(test_sources__a_file_named_after_a_sensitive_community_is_not_named),
        cmocka_unit_test(test_findings__of_people_are_counts_and_small_ones_are_not_shown),
        cmocka_unit_test(test_audience__not_for_oneself_and_a_steward_says_why),
        cmocka_unit_test(test_start__can_be_interrupted),
        cmocka_unit_test(test_start__every_allocation_may_fail),
    };
    copse_start(NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    copse_stop();
    return failed;
}
