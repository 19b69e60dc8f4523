/*
 * datasets/trust, every protocol: the engine's lists are scored again by an
 * oracle that shares no code with it. What is hidden, the order of ties and the
 * raw scores are the engine's; who stands where, every figure, slice, mean and
 * coverage are not.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "oracle/evaluation.h"
#include "question/evaluate.h"

enum { DAY = 20645 }; /* 2026-07-11 */

static copse_facts *facts;
static copse_network *whole;
static copse_context ctx = COPSE_CONTEXT_INIT;

static int load(void **state)
{
    (void)state;
    char path[] = "/tmp/copse-evaluate-XXXXXX";
    copse_store *store = NULL;
    copse_import_report *report = NULL;
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    ctx.as_of = DAY;
    int fd = mkstemp(path);
    if (fd < 0 || close(fd) != 0 || unlink(path) != 0)
        return -1;
    assert_ok(copse_store_import(&report, path, COPSE_SOURCE_DIR "/datasets/trust", &options, &ctx, NULL));
    assert_ok(copse_store_open(&store, path, COPSE_STORE_READ, NULL));
    assert_ok(copse_store_read_facts(&facts, store, &ctx, NULL));
    assert_ok(copse_network_new(&whole, facts, &ctx, NULL));
    copse_import_report_free(report);
    copse_store_close(store);
    return unlink(path);
}

static int unload(void **state)
{
    (void)state;
    copse_network_free(whole);
    copse_facts_free(facts);
    return 0;
}

/* Lists of one model over all rounds; every array is [n_communities] of its own. */
typedef struct lists {
    oracle_list *list;
    int n, capacity;
} lists;

static void *array(size_t size)
{
    void *block = calloc(facts->n_communities, size);
    assert_non_null(block);
    return block;
}

static void add_list(lists *to, int round, const copse_split *split, size_t first, size_t n,
                     const copse_hideable *hideable, const copse_network *train, const copse_model *model,
                     const int64_t *tie)
{
    int member = split->hidden[first].member;
    bool has_evidence, *is_true = array(sizeof *is_true);
    int64_t *scores = array(sizeof *scores), *ties = array(sizeof *ties);
    int *size = array(sizeof *size);
    assert_ok(copse_model_score(scores, &has_evidence, model, train, member, NULL));
    for (size_t c = 0; c < facts->n_communities; c++) {
        if (!hideable->is_listed[c])
            scores[c] = INT64_MIN;
        ties[c] = tie[c];
        size[c] = (int)copse_incidence_degree(&train->community_members, c);
    }
    for (size_t i = 0; i < n; i++)
        is_true[split->hidden[first + i].community] = true;
    if (to->n == to->capacity) {
        to->capacity = 2 * to->capacity + 64;
        to->list = realloc(to->list, (size_t)to->capacity * sizeof *to->list);
        assert_non_null(to->list);
    }
    to->list[to->n++] =
        (oracle_list){member, round, scores, ties, is_true, size,
                      (int)copse_incidence_degree(&train->member_communities, (size_t)member)};
}

static void collect_round(lists *to, const copse_evaluate_options *options, const char *kind, int round,
                          int rounds, const copse_hideable *hideable)
{
    copse_context earlier = ctx;
    copse_split split = {0};
    copse_network *train = NULL;
    copse_model *model = NULL;
    copse_fit_options fit = {.kind = kind};
    int64_t *tie = array(sizeof *tie), *scratch = array(sizeof *scratch);
    assert_ok(copse_split_new(&split, whole, hideable, options, round, rounds, &ctx, NULL));
    earlier.as_of = split.train_as_of;
    assert_ok(copse_network_new(&train, &split.train, &earlier, NULL));
    assert_ok(copse_model_fit(&model, train, &fit, &earlier, NULL));
    copse_round_draw_ties(tie, scratch, hideable, facts->n_communities, ctx.seed, round);
    for (size_t i = 0, n; i < split.n_hidden; i += n) {
        for (n = 1; i + n < split.n_hidden && split.hidden[i + n].member == split.hidden[i].member;)
            n++;
        add_list(to, round, &split, i, n, hideable, train, model, tie);
    }
    copse_model_free(model);
    copse_network_free(train);
    copse_split_free(&split);
    free(tie);
    free(scratch);
}

static void free_lists(lists *of)
{
    for (int i = 0; i < of->n; i++) {
        free((void *)of->list[i].scores);
        free((void *)of->list[i].tie);
        free((void *)of->list[i].is_true);
        free((void *)of->list[i].size);
    }
    free(of->list);
}

static void same(double value, double expected)
{
    if (isnan(expected))
        assert_true(isnan(value));
    else
        assert_close(value, expected, 1e-12);
}

static void check_kind(const copse_evaluate_answer *answer, size_t kind, size_t n_kinds,
                       const copse_evaluate_options *options, const copse_hideable *hideable)
{
    lists of = {0};
    int listed = 0;
    for (size_t c = 0; c < facts->n_communities; c++)
        listed += hideable->is_listed[c];
    for (int round = 0; round < answer->rounds; round++)
        collect_round(&of, options, answer->lines[kind].kind, round, answer->rounds, hideable);
    oracle_evaluation e = oracle_evaluate(of.list, of.n, (int)facts->n_members, answer->rounds,
                                          (int)facts->n_communities, listed, answer->k);
    for (size_t slice = 0; slice < ORACLE_SLICES; slice++) {
        const copse_evaluate_line *line = &answer->lines[slice * n_kinds + kind];
        assert_int_equal(line->n, e.members[slice]);
        same(line->figures.recall.mean, e.mean[slice].recall);
        same(line->figures.hit.mean, e.mean[slice].hit);
        same(line->figures.ndcg.mean, e.mean[slice].ndcg);
        same(line->figures.mrr.mean, e.mean[slice].mrr);
    }
    same(answer->lines[kind].coverage, e.coverage);
    free_lists(&of);
}

static void check_protocol(copse_evaluate_options options)
{
    copse_hideable hideable;
    copse_evaluate_answer *answer = NULL;
    assert_ok(copse_question_evaluate(&answer, facts, &options, &ctx, NULL));
    assert_ok(copse_hideable_new(&hideable, whole, NULL));
    options.split = answer->split;
    size_t n_kinds = answer->n_differences + 1;
    for (size_t kind = 0; kind < n_kinds; kind++)
        check_kind(answer, kind, n_kinds, &options, &hideable);
    for (size_t i = 0; i < answer->n_differences; i++) {
        const copse_evaluate_figures *d = &answer->differences[i].figures;
        assert_close(d->ndcg.mean, answer->lines[0].figures.ndcg.mean - answer->lines[i + 1].figures.ndcg.mean,
                     1e-12);
        assert_close(d->hit.mean, answer->lines[0].figures.hit.mean - answer->lines[i + 1].figures.hit.mean, 1e-12);
        assert_true(d->ndcg.lower <= d->ndcg.mean && d->ndcg.mean <= d->ndcg.upper);
    }
    copse_hideable_free(&hideable);
    copse_evaluate_answer_free(answer);
}

static void test_oracle__leave_one_out_against_every_kind(void **state)
{
    (void)state;
    static const char *const all[] = {"all"};
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    options.rounds = 2;
    options.against = all;
    options.n_against = 1;
    check_protocol(options);
}

static void test_oracle__hold_out(void **state)
{
    (void)state;
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    options.protocol = COPSE_HOLD_OUT;
    options.share = 0.4;
    options.k = 3;
    check_protocol(options);
}

static void test_oracle__by_time(void **state)
{
    (void)state;
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    options.protocol = COPSE_BY_TIME;
    check_protocol(options);
}

static void test_oracle__k_fold(void **state)
{
    (void)state;
    copse_evaluate_options options = COPSE_EVALUATE_OPTIONS_INIT;
    options.protocol = COPSE_K_FOLD;
    options.k = 7;
    check_protocol(options);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_oracle__leave_one_out_against_every_kind),
        cmocka_unit_test(test_oracle__hold_out),
        cmocka_unit_test(test_oracle__by_time),
        cmocka_unit_test(test_oracle__k_fold),
    };
    if (copse_start(NULL) != COPSE_OK)
        return 1;
    return cmocka_run_group_tests(tests, load, unload);
}
