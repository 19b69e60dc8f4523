/*
 * Planted trusts: 90 people in three fields, 15 CoPs, five to a field.
 *
 *   planted:  everybody is in four CoPs of their own field
 *   shuffled: the same degrees, but who is in what is drawn at random
 */
#include "support.h"

#include <stdio.h>

#include "base/random.h"
#include "oracle/ranking.h"
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

static const copse_evaluate_line *line_of(const copse_evaluate_answer *a, const char *kind, const char *slice)
{
    for (size_t i = 0; i < a->n_lines; i++)
        if (strcmp(a->lines[i].kind, kind) == 0 && strcmp(a->lines[i].slice, slice) == 0)
            return &a->lines[i];
    fail_msg("no line for %s, %s", kind, slice);
    return NULL;
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

static void test_evaluate__order_of_rows_changes_nothing(void **state)
{
    (void)state;
    join_at_random(true);
    copse_evaluate_options options = {.kind = "popularity", .split = COPSE_DAY_UNKNOWN};
    copse_evaluate_answer *before = evaluate(options);
    for (size_t i = 0, j = N_MEMBERS * EACH - 1; i < j; i++, j--) {
        copse_fact_membership swap = memberships[i];
        memberships[i] = memberships[j];
        memberships[j] = swap;
    }
    copse_evaluate_answer *after = evaluate(options);
    for (size_t i = 0; i < before->n_lines; i++)
        assert_memory_equal(&before->lines[i].n, &after->lines[i].n, sizeof(int64_t));
    assert_close(before->lines[0].ndcg, after->lines[0].ndcg, 0.0);
    copse_evaluate_answer_free(before);
    copse_evaluate_answer_free(after);
}

/* The same rounds, judged again by a scorer of our own: the hidden rows are the engine's, the figures not. */
static void test_evaluate__figures_are_those_of_the_oracle(void **state)
{
    (void)state;
    join_at_random(false);
    copse_context ctx = COPSE_CONTEXT_INIT;
    ctx.as_of = 20000;
    copse_evaluate_options options = {.kind = "closed-form", .k = 3, .rounds = 1, .split = COPSE_DAY_UNKNOWN};
    copse_evaluate_answer *answer = NULL;
    copse_network *whole = NULL, *train = NULL;
    copse_split split = {0};
    copse_model *model = NULL;
    copse_fit_options fit = {.kind = options.kind};
    assert_ok(copse_question_evaluate(&answer, &facts, &options, &ctx, NULL));
    assert_ok(copse_network_new(&whole, &facts, &ctx, NULL));
    assert_ok(copse_split_new(&split, whole, &options, 0, 1, COPSE_DAY_UNKNOWN, &ctx, NULL));
    assert_ok(copse_network_new(&train, &split.train, &ctx, NULL));
    assert_ok(copse_model_fit(&model, train, &fit, &ctx, NULL));

    oracle_figures sum = {0};
    for (size_t i = 0; i < split.n_hidden; i++) {
        int64_t scores[N_COMMUNITIES], tie[N_COMMUNITIES] = {0};
        bool is_true[N_COMMUNITIES] = {false}, has_evidence;
        is_true[split.hidden[i].community] = true;
        assert_ok(copse_model_score(scores, &has_evidence, model, train, split.hidden[i].member, NULL));
        for (int c = 0; c < N_COMMUNITIES; c++)
            for (int d = 0; d < c; d++)
                assert_true(scores[c] != scores[d] || scores[c] == COPSE_SCORE_NONE);
        oracle_figures f = oracle_ranking(scores, tie, is_true, N_COMMUNITIES, 3);
        sum.recall += f.recall;
        sum.hit += f.hit;
        sum.ndcg += f.ndcg;
        sum.mrr += f.mrr;
    }
    double n = (double)split.n_hidden;
    const copse_evaluate_line *all = line_of(answer, "closed-form", "all");
    assert_int_equal(all->n, split.n_hidden);
    assert_close(all->recall, sum.recall / n, 1e-12);
    assert_close(all->hit, sum.hit / n, 1e-12);
    assert_close(all->ndcg, sum.ndcg / n, 1e-12);
    assert_close(all->mrr, sum.mrr / n, 1e-12);

    copse_model_free(model);
    copse_network_free(train);
    copse_network_free(whole);
    copse_split_free(&split);
    copse_evaluate_answer_free(answer);
}

static void test_evaluate__topics_of_the_hidden_cop_alone_are_dropped(void **state)
{
    (void)state;
    join_at_random(true);
    static const copse_fact_topic topics[] = {{.id = 0, .key = "t", .broader = COPSE_NONE}};
    static copse_fact_community_topic carries[] = {{.community = 0, .topic = 0, .weight = 1}};
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
    assert_int_equal(a->head.n_notes, 1);
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
        cmocka_unit_test(test_evaluate__order_of_rows_changes_nothing),
        cmocka_unit_test(test_evaluate__figures_are_those_of_the_oracle),
        cmocka_unit_test(test_evaluate__topics_of_the_hidden_cop_alone_are_dropped),
    };
    if (copse_start(NULL) != COPSE_OK)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
