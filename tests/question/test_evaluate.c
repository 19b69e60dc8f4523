/*
 * Planted trusts: 90 people in three fields, 15 CoPs, five to a field.
 *
 *   planted:  everybody is in four CoPs of their own field
 *   shuffled: the same degrees, but who is in what is drawn at random
 */
#include "support.h"

#include <stdio.h>

#include "base/memory.h"
#include "base/random.h"
#include "question/evaluate.h"

enum { FIELDS = 3, PER_FIELD = 5, N_COMMUNITIES = FIELDS * PER_FIELD, N_MEMBERS = 90, EACH = 4 };

static char keys[N_MEMBERS + N_COMMUNITIES][8];
static copse_fact_member members[N_MEMBERS];
static copse_fact_community communities[N_COMMUNITIES];
static copse_fact_membership memberships[N_MEMBERS * EACH];
static copse_facts facts;

static void make_people_and_cops(void)
{
    for (int i = 0; i < N_MEMBERS; i++) {
        snprintf(keys[i], sizeof keys[i], "m%03d", i);
        members[i] = (copse_fact_member){.id = i, .key = keys[i]};
    }
    for (int c = 0; c < N_COMMUNITIES; c++) {
        char *key = keys[N_MEMBERS + c];
        snprintf(key, sizeof keys[0], "c%02d", c);
        communities[c] = (copse_fact_community){.id = c, .key = key, .site = COPSE_NONE, .capacity = -1,
                                                .cadence_days = -1, .created = COPSE_DAY_UNKNOWN,
                                                .sensitive = COPSE_SENSITIVE_NO};
    }
    facts = (copse_facts){.n_members = N_MEMBERS, .members = members,
                          .n_communities = N_COMMUNITIES, .communities = communities,
                          .n_memberships = N_MEMBERS * EACH, .memberships = memberships};
}

/* Everybody draws EACH of the `width` CoPs from `first` on; joined on successive days. */
static void join_at_random(bool is_planted)
{
    copse_random random;
    copse_random_seed(&random, 11, is_planted);
    make_people_and_cops();
    for (int i = 0; i < N_MEMBERS; i++) {
        int64_t choice[N_COMMUNITIES];
        size_t width = is_planted ? PER_FIELD : N_COMMUNITIES;
        int64_t first = is_planted ? i % FIELDS * PER_FIELD : 0;
        for (size_t c = 0; c < width; c++)
            choice[c] = first + (int64_t)c;
        copse_random_shuffle(&random, choice, width);
        for (int j = 0; j < EACH; j++)
            memberships[i * EACH + j] = (copse_fact_membership){
                .member = i, .community = choice[j], .since = 1000 + i * EACH + j, .until = COPSE_DAY_UNKNOWN};
    }
}

static copse_evaluate_answer *evaluate(copse_evaluate_options options)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    ctx.as_of = 20000;
    copse_evaluate_answer *answer = NULL;
    assert_ok(copse_question_evaluate(&answer, &facts, &options, &ctx, NULL));
    return answer;
}

static void test_evaluate__planted_signal_is_relied_on(void **state)
{
    (void)state;
    join_at_random(true);
    for (copse_protocol p = COPSE_LEAVE_ONE_OUT; p <= COPSE_K_FOLD; p++) {
        copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
        options.protocol = p;
        copse_evaluate_answer *a = evaluate(options);
        /* By time the last fifth of the people lose all they have: nothing is left to know them by. */
        if (p != COPSE_BY_TIME)
            assert_int_equal(a->verdict, COPSE_VERDICT_RELY);
        assert_non_null(strstr(a->words, a->verdict == COPSE_VERDICT_RELY ? "Rely on it" : "Do not rely"));
        copse_evaluate_answer_free(a);
    }
}

static void test_evaluate__shuffled_memberships_are_not_relied_on(void **state)
{
    (void)state;
    join_at_random(false);
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    copse_evaluate_answer *a = evaluate(options);
    assert_int_equal(a->verdict, COPSE_VERDICT_DO_NOT_RELY);
    assert_non_null(strstr(a->words, "Do not rely on this"));
    copse_evaluate_answer_free(a);
}

static void test_evaluate__too_few_people_are_too_little(void **state)
{
    (void)state;
    join_at_random(true);
    facts.n_memberships = 10 * EACH;
    copse_evaluate_answer *a = evaluate((copse_evaluate_options)COPSE_EVALUATE_OPTIONS_INIT);
    assert_int_equal(a->n_members, 10);
    assert_int_equal(a->verdict, COPSE_VERDICT_TOO_LITTLE);
    copse_evaluate_answer_free(a);
}

static void test_evaluate__nothing_to_hide_is_said(void **state)
{
    (void)state;
    join_at_random(true);
    facts.n_memberships = 1;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_evaluate_answer *answer = NULL;
    assert_int_equal(copse_question_evaluate(&answer, &facts, &options, &ctx, &err), COPSE_E_DATA);
    assert_null(answer);
    assert_string_not_equal(err.next, "");
}

static void test_evaluate__folds_hide_every_membership_once(void **state)
{
    (void)state;
    join_at_random(true);
    copse_evaluate_options options = {.protocol = COPSE_K_FOLD, .kind = "popularity", .split = COPSE_DAY_UNKNOWN};
    copse_evaluate_answer *a = evaluate(options);
    assert_int_equal(a->rounds, 5);
    assert_int_equal(a->n_hidden, N_MEMBERS * EACH);
    copse_evaluate_answer_free(a);
}

/* Lay the same facts out the other way round: every array reversed, links following. */
static void turn_around(void)
{
    static copse_fact_member turned_members[N_MEMBERS];
    static copse_fact_community turned_communities[N_COMMUNITIES];
    for (int i = 0; i < N_MEMBERS; i++)
        turned_members[N_MEMBERS - 1 - i] = members[i];
    for (int c = 0; c < N_COMMUNITIES; c++)
        turned_communities[N_COMMUNITIES - 1 - c] = communities[c];
    for (int i = 0; i < N_MEMBERS * EACH; i++) {
        memberships[i].member = N_MEMBERS - 1 - memberships[i].member;
        memberships[i].community = N_COMMUNITIES - 1 - memberships[i].community;
    }
    facts.members = turned_members;
    facts.communities = turned_communities;
}

static void test_evaluate__order_of_the_facts_changes_nothing(void **state)
{
    (void)state;
    for (copse_protocol p = COPSE_LEAVE_ONE_OUT; p <= COPSE_K_FOLD; p++) {
        copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
        options.protocol = p;
        options.kind = "item-knn";
        join_at_random(false);
        copse_evaluate_answer *before = evaluate(options);
        turn_around();
        copse_evaluate_answer *after = evaluate(options);
        assert_int_equal(before->n_lines, after->n_lines);
        for (size_t i = 0; i < before->n_lines; i++) {
            assert_int_equal(before->lines[i].n, after->lines[i].n);
            assert_memory_equal(&before->lines[i].figures, &after->lines[i].figures, sizeof before->lines[i].figures);
        }
        assert_string_equal(before->words, after->words);
        copse_evaluate_answer_free(before);
        copse_evaluate_answer_free(after);
    }
}

/* All in popularity of one size: every score is equal, and only the drawn order tells CoPs apart. */
static void test_evaluate__equal_scores_are_found_by_chance(void **state)
{
    (void)state;
    enum { ROUNDS = 40 };
    join_at_random(false);
    for (int i = 0; i < N_MEMBERS; i++)
        for (int j = 0; j < EACH; j++)
            memberships[i * EACH + j].community = (i + j * 4) % N_COMMUNITIES;
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    options.kind = "same-team"; /* nobody is in a team: all scores are 0 */
    options.k = 3;
    options.rounds = ROUNDS;
    copse_evaluate_answer *a = evaluate(options);
    /* 12 candidates, 3 shown: the first by input order would be 0 or 1 for a whole CoP. */
    assert_close(a->lines[0].figures.hit.mean, 3.0 / 12.0, 0.03);
    copse_evaluate_answer_free(a);
}

/* What is found of one person in several rounds is not several people's. */
static void test_evaluate__more_rounds_do_not_make_more_people(void **state)
{
    (void)state;
    join_at_random(false);
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    options.kind = "item-knn";
    options.rounds = 60;
    copse_evaluate_answer *many = evaluate(options);
    options.rounds = 15;
    copse_evaluate_answer *some = evaluate(options);
    assert_int_equal(many->n_members, N_MEMBERS);
    assert_int_equal(many->lines[0].n, N_MEMBERS);
    assert_int_equal(many->n_hidden, 60 * N_MEMBERS);
    /* Four times the lists would halve the interval, were they independent. */
    double of_many = many->lines[0].figures.ndcg.upper - many->lines[0].figures.ndcg.lower;
    double of_some = some->lines[0].figures.ndcg.upper - some->lines[0].figures.ndcg.lower;
    assert_true(of_many > 0.65 * of_some);
    copse_evaluate_answer_free(many);
    copse_evaluate_answer_free(some);
}

static void test_evaluate__closed_cops_are_neither_hidden_nor_listed(void **state)
{
    (void)state;
    join_at_random(true);
    communities[0].status = COPSE_COMMUNITY_CLOSED;
    communities[1].openness = COPSE_OPENNESS_CLOSED;
    communities[2].sensitive = COPSE_SENSITIVE_YES;
    int hideable = 0;
    for (int i = 0; i < N_MEMBERS * EACH; i++)
        hideable += memberships[i].community > 2;
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    options.protocol = COPSE_K_FOLD;
    options.kind = "popularity";
    options.k = N_COMMUNITIES;
    copse_evaluate_answer *a = evaluate(options);
    assert_int_equal(a->n_hidden, hideable);
    assert_close(a->lines[0].coverage, 1.0, 0.0); /* of the twelve that may be recommended */
    assert_close(a->lines[0].figures.recall.mean, 1.0, 0.0);
    copse_evaluate_answer_free(a);
}

static void fails_with(copse_status expected, copse_evaluate_options options, const char *what)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_evaluate_answer *answer = NULL;
    ctx.as_of = 20000;
    assert_int_equal(copse_question_evaluate(&answer, &facts, &options, &ctx, &err), expected);
    assert_null(answer);
    assert_non_null(strstr(err.what, what));
    assert_string_not_equal(err.next, "");
}

static void test_evaluate__what_cannot_be_split_is_said(void **state)
{
    (void)state;
    static const char *const slip[] = {"item-nn"};
    join_at_random(true);
    copse_evaluate_options by_time = COPSE_EVALUATE_OPTIONS_INIT, folds = COPSE_EVALUATE_OPTIONS_INIT;
    by_time.protocol = COPSE_BY_TIME;
    by_time.split = 1000; /* the day of the first */
    fails_with(COPSE_E_DATA, by_time, "nothing is left to learn from");
    by_time.split = 1000 + N_MEMBERS * EACH;
    fails_with(COPSE_E_DATA, by_time, "no current membership began on that day");
    folds.protocol = COPSE_K_FOLD;
    folds.rounds = 1;
    fails_with(COPSE_E_ARGUMENT, folds, "one fold would hide everything");
    folds.rounds = N_MEMBERS * EACH + 1;
    fails_with(COPSE_E_DATA, folds, "do not make");
    copse_evaluate_options against = COPSE_EVALUATE_OPTIONS_INIT;
    against.against = slip;
    against.n_against = 1;
    fails_with(COPSE_E_ARGUMENT, against, "no such kind");
    against = (copse_evaluate_options)COPSE_EVALUATE_OPTIONS_INIT;
    against.protocol = COPSE_HOLD_OUT;
    against.share = 1.0;
    fails_with(COPSE_E_ARGUMENT, against, "cannot be hidden");

    for (int i = 0; i < N_MEMBERS * EACH; i++)
        memberships[i].since = 1000;
    by_time.split = COPSE_DAY_UNKNOWN;
    fails_with(COPSE_E_DATA, by_time, "no day splits them");
    for (int i = 0; i < N_MEMBERS * EACH; i++)
        memberships[i].since = COPSE_DAY_UNKNOWN;
    fails_with(COPSE_E_DATA, by_time, "has a start date");
}

/* Half of all began on one day: a fifth cannot be split off, the nearest that can is. */
static void test_evaluate__days_that_many_share_split_as_near_as_they_can(void **state)
{
    (void)state;
    join_at_random(true);
    for (int i = 0; i < N_MEMBERS * EACH; i++)
        memberships[i].since = i % 2 == 0 ? 1000 : 900;
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    options.protocol = COPSE_BY_TIME;
    options.kind = "popularity";
    copse_evaluate_answer *a = evaluate(options);
    assert_int_equal(a->split, 1000);
    assert_int_equal(a->n_hidden, N_MEMBERS * EACH / 2);
    copse_evaluate_answer_free(a);
}

typedef struct watcher {
    uint64_t last;
    int calls, cancel_at;
} watcher;

static void watch(void *user, const char *step, uint64_t done, uint64_t total)
{
    watcher *w = user;
    assert_string_equal(step, "hiding memberships and finding them again");
    assert_true(w->last <= done && done <= total);
    w->last = done;
    w->calls++;
}

static bool is_enough(void *user)
{
    const watcher *w = user;
    return w->cancel_at > 0 && w->calls >= w->cancel_at;
}

static void test_evaluate__progress_never_goes_back_and_it_stops_on_request(void **state)
{
    (void)state;
    join_at_random(true);
    watcher w = {0};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    copse_evaluate_answer *answer = NULL;
    ctx.on_progress = watch;
    ctx.is_cancelled = is_enough;
    ctx.user = &w;
    assert_ok(copse_question_evaluate(&answer, &facts, &options, &ctx, NULL));
    copse_evaluate_answer_free(answer);
    assert_true(w.calls > N_MEMBERS);
    int all = w.calls;
    for (int part = 1; part < 4; part++) {
        w = (watcher){.cancel_at = all * part / 4};
        assert_int_equal(copse_question_evaluate(&answer, &facts, &options, &ctx, NULL), COPSE_E_INTERRUPTED);
        assert_null(answer);
    }
}

static void test_evaluate__topics_of_the_hidden_cop_alone_are_dropped(void **state)
{
    (void)state;
    join_at_random(true);
    static const copse_fact_topic topics[] = {{.id = 0, .key = "t", .broader = COPSE_NONE}};
    static copse_fact_community_topic carries[2] = {{.community = 0, .topic = 0, .weight = 1}};
    static copse_fact_expertise knows[N_MEMBERS];
    for (int i = 0; i < N_MEMBERS; i++)
        knows[i] = (copse_fact_expertise){.member = i, .topic = 0, .weight = 1, .last_active = COPSE_DAY_UNKNOWN};
    facts.topics = topics;
    facts.n_topics = 1;
    facts.community_topics = carries;
    facts.n_community_topics = 1;
    facts.expertises = knows;
    facts.n_expertises = N_MEMBERS;
    copse_evaluate_options options = {.protocol = COPSE_K_FOLD, .kind = "popularity", .split = COPSE_DAY_UNKNOWN};
    copse_evaluate_answer *a = evaluate(options);
    int in_first = 0;
    for (int i = 0; i < N_MEMBERS * EACH; i++)
        in_first += memberships[i].community == 0;
    /* Over all folds each membership of CoP 0 is hidden once, and with it that person's one row. */
    assert_int_equal(a->n_dropped_expertise, in_first);
    assert_non_null(strstr(a->head.notes[0], "would have given"));
    copse_evaluate_answer_free(a);

    /* Another CoP, from which nobody is hidden, carries it as well: it tells nothing of the first. */
    carries[1] = (copse_fact_community_topic){.community = 1, .topic = 0, .weight = 1};
    facts.n_community_topics = 2;
    int in_both = 0;
    for (int i = 0; i < N_MEMBERS; i++) {
        int n = 0;
        for (int j = 0; j < EACH; j++)
            n += memberships[i * EACH + j].community <= 1;
        in_both += n == 2;
    }
    a = evaluate(options);
    assert_true(a->n_dropped_expertise <= in_both); /* only where both are in one fold */
    copse_evaluate_answer_free(a);
}

static void test_evaluate__every_allocation_may_fail(void **state)
{
    (void)state;
    join_at_random(true);
    facts.n_members = 6;
    facts.n_memberships = 6 * EACH;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    copse_evaluate_answer *a = NULL;
    options.protocol = COPSE_HOLD_OUT;
    options.kind = "popularity";
    options.rounds = 1;
    ctx.as_of = 20000;
    copse_status st = COPSE_E_NOMEM;
    int64_t n = 0;
    for (; st != COPSE_OK; n++) {
        copse_memory_fail_at(n);
        st = copse_question_evaluate(&a, &facts, &options, &ctx, NULL);
        assert_true(st == COPSE_OK || (st == COPSE_E_NOMEM && !a));
    }
    copse_memory_fail_at(-1);
    assert_true(n > 50);
    copse_evaluate_answer_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_evaluate__planted_signal_is_relied_on),
        cmocka_unit_test(test_evaluate__shuffled_memberships_are_not_relied_on),
        cmocka_unit_test(test_evaluate__too_few_people_are_too_little),
        cmocka_unit_test(test_evaluate__nothing_to_hide_is_said),
        cmocka_unit_test(test_evaluate__folds_hide_every_membership_once),
        cmocka_unit_test(test_evaluate__order_of_the_facts_changes_nothing),
        cmocka_unit_test(test_evaluate__equal_scores_are_found_by_chance),
        cmocka_unit_test(test_evaluate__more_rounds_do_not_make_more_people),
        cmocka_unit_test(test_evaluate__closed_cops_are_neither_hidden_nor_listed),
        cmocka_unit_test(test_evaluate__what_cannot_be_split_is_said),
        cmocka_unit_test(test_evaluate__days_that_many_share_split_as_near_as_they_can),
        cmocka_unit_test(test_evaluate__progress_never_goes_back_and_it_stops_on_request),
        cmocka_unit_test(test_evaluate__every_allocation_may_fail),
        cmocka_unit_test(test_evaluate__topics_of_the_hidden_cop_alone_are_dropped),
    };
    if (copse_start(NULL) != COPSE_OK)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
