/*
 * How far can these recommendations be trusted on our own data? Hide
 * memberships, fit on the rest, see whether they are found again.
 */
#include "question/evaluate.h"

#include <stdio.h>
#include <string.h>

/* What must be beaten, whatever else is compared with. */
enum { N_BASELINES = 2 };
static const char *const baselines[N_BASELINES] = {"popularity", "same-team"};

const char *copse_protocol_name(copse_protocol protocol)
{
    static const char *const names[] = {"leave-one-out", "hold-out", "by-time", "k-fold"};
    return names[protocol];
}

bool copse_protocol_parse(copse_protocol *out, const char *word)
{
    for (int i = COPSE_LEAVE_ONE_OUT; i <= COPSE_K_FOLD; i++) {
        if (strcmp(copse_protocol_name((copse_protocol)i), word) == 0) {
            *out = (copse_protocol)i;
            return true;
        }
    }
    return false;
}

/* ---- what is compared ---- */

static bool is_listed(const copse_evaluation *e, const char *kind)
{
    for (size_t i = 0; i < e->n_kinds; i++)
        if (strcmp(e->kinds[i], kind) == 0)
            return true;
    return false;
}

static void compare_with(copse_evaluation *e, const char *kind)
{
    if (!is_listed(e, kind))
        e->kinds[e->n_kinds++] = kind;
}

static copse_status check_kind(const char *kind, copse_error *err)
{
    const char *const *kinds = copse_model_kinds();
    size_t n = 0;
    for (; kinds[n]; n++)
        if (strcmp(kinds[n], kind) == 0)
            return COPSE_OK;
    const char *close = copse_closest_word(kind, kinds, n);
    char next[128] = "'copse fit --help' lists them";
    if (close)
        snprintf(next, sizeof next, "did you mean '%s'?", close);
    return copse_error_set(err, COPSE_E_ARGUMENT, kind, next, "there is no such kind of model");
}

/* The first is put to the test; the baselines follow even where it is one of them. */
static copse_status list_kinds(copse_evaluation *e, copse_error *err)
{
    const copse_evaluate_options *options = e->options;
    const char *const *kinds = copse_model_kinds();
    size_t n = 0;
    while (kinds[n])
        n++;
    e->kinds = copse_memory_new(1 + N_BASELINES + n, sizeof *e->kinds);
    if (!e->kinds)
        return copse_error_nomem(err);
    e->kinds[e->n_kinds++] = options->kind ? options->kind : "auto";
    if (strcmp(e->kinds[0], "auto") != 0) {
        copse_status st = check_kind(e->kinds[0], err);
        if (st != COPSE_OK)
            return st;
    }
    for (size_t b = 0; b < N_BASELINES; b++)
        e->kinds[e->n_kinds++] = baselines[b];
    for (size_t i = 0; i < options->n_against; i++) {
        bool is_all = strcmp(options->against[i], "all") == 0;
        copse_status st = is_all ? COPSE_OK : check_kind(options->against[i], err);
        if (st != COPSE_OK)
            return st;
        for (size_t k = 0; is_all && k < n; k++)
            compare_with(e, kinds[k]);
        if (!is_all)
            compare_with(e, options->against[i]);
    }
    return COPSE_OK;
}

static int count_rounds(const copse_evaluate_options *options)
{
    if (options->protocol == COPSE_BY_TIME)
        return 1;
    if (options->rounds > 0)
        return options->rounds;
    return options->protocol == COPSE_K_FOLD ? 5 : 3;
}

static copse_status check_options(const copse_evaluate_options *options, copse_error *err)
{
    if (options->protocol == COPSE_K_FOLD && options->rounds == 1)
        return copse_error_set(err, COPSE_E_ARGUMENT, "--rounds", "give 2 folds or more",
                               "one fold would hide everything");
    if (options->share < 0.0 || options->share >= 1.0)
        return copse_error_set(err, COPSE_E_ARGUMENT, "share", "give more than 0 and less than 1",
                               "a share of %g cannot be hidden", options->share);
    return COPSE_OK;
}

/* ---- rounds ---- */

/* What is put to the test tries many options, and is the slowest by far. */
static double weight_of(size_t kind)
{
    return kind == 0 ? 8.0 : 1.0;
}

static copse_status judge_kind(copse_evaluation *e, size_t kind, const copse_round *round, int number,
                               const copse_context *train_ctx, copse_error *err)
{
    copse_fit_options fit = COPSE_FIT_OPTIONS_INIT;
    copse_model *model = NULL;
    copse_part part;
    double whole = weight_of(0) + (double)(e->n_kinds - 1), rounds = (double)e->rounds;
    double before = kind == 0 ? 0.0 : weight_of(0) + (double)(kind - 1);
    copse_context ctx =
        copse_part_begin(&part, train_ctx, "hiding memberships and finding them again",
                         ((double)number + before / whole) / rounds, weight_of(kind) / whole / rounds);
    fit.kind = e->kinds[kind];
    copse_status st = copse_model_fit(&model, round->train, &fit, &ctx, err);
    if (st == COPSE_OK && kind == 0) {
        e->taken[number] = copse_memory_copy_text(copse_model_describe(model)->kind);
        if (!e->taken[number])
            st = copse_error_nomem(err);
    }
    if (st == COPSE_OK)
        st = copse_round_judge(&e->tally, round, kind, model, &ctx, err);
    copse_model_free(model);
    return st;
}

static copse_status draw_ties(int64_t **tie_rank, const copse_evaluation *e, int number, copse_error *err)
{
    size_t n = e->whole->facts->n_communities;
    int64_t *scratch = copse_memory_new(n, sizeof *scratch);
    *tie_rank = copse_memory_new(n, sizeof **tie_rank);
    copse_status st = scratch && *tie_rank ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK)
        copse_round_draw_ties(*tie_rank, scratch, &e->hideable, n, e->ctx->seed, number);
    copse_memory_free(scratch);
    return st;
}

static copse_status run_round(copse_evaluation *e, int number, copse_error *err)
{
    copse_split split = {0};
    copse_network *train = NULL;
    int64_t *tie_rank = NULL;
    copse_context ctx = *e->ctx;
    copse_status st = draw_ties(&tie_rank, e, number, err);
    if (st == COPSE_OK)
        st = copse_split_new(&split, e->whole, &e->hideable, e->options, number, e->rounds, e->ctx, err);
    if (st == COPSE_OK) {
        ctx.as_of = split.train_as_of;
        st = copse_network_new(&train, &split.train, &ctx, err);
    }
    const copse_round round = {&e->hideable, train, &split, tie_rank, e->k};
    for (size_t kind = 0; kind < e->n_kinds && st == COPSE_OK; kind++)
        st = judge_kind(e, kind, &round, number, &ctx, err);
    e->n_hidden += (int64_t)split.n_hidden;
    e->n_dropped += (int64_t)split.n_dropped_expertise;
    copse_network_free(train);
    copse_split_free(&split);
    copse_memory_free(tie_rank);
    return st;
}

static copse_status run(copse_evaluate_answer **out, copse_evaluation *e, copse_error *err)
{
    copse_status st = list_kinds(e, err);
    if (st == COPSE_OK)
        st = copse_hideable_new(&e->hideable, e->whole, err);
    if (st == COPSE_OK)
        st = copse_tally_new(&e->tally, e->hideable.n_members, e->n_kinds, e->whole->facts->n_communities, err);
    e->taken = st == COPSE_OK ? copse_memory_new((size_t)e->rounds, sizeof *e->taken) : NULL;
    if (st == COPSE_OK && !e->taken)
        st = copse_error_nomem(err);
    for (int round = 0; round < e->rounds && st == COPSE_OK; round++)
        st = run_round(e, round, err);
    return st == COPSE_OK ? copse_evaluate_make_answer(out, e, err) : st;
}

static void evaluation_free(copse_evaluation *e)
{
    for (int round = 0; e->taken && round < e->rounds; round++)
        copse_memory_free(e->taken[round]);
    copse_memory_free(e->taken);
    copse_memory_free(e->kinds);
    copse_hideable_free(&e->hideable);
    copse_tally_free(&e->tally);
}

copse_status copse_question_evaluate(copse_evaluate_answer **out, const copse_facts *facts,
                                     const copse_evaluate_options *options, const copse_context *ctx,
                                     copse_error *err)
{
    copse_evaluate_options resolved = *options;
    copse_network *whole = NULL;
    *out = NULL;
    copse_status st = check_options(options, err);
    if (st == COPSE_OK)
        st = copse_network_new(&whole, facts, ctx, err);
    if (st == COPSE_OK && options->protocol == COPSE_BY_TIME)
        st = copse_split_day(&resolved.split, whole, options->split, err);
    if (st == COPSE_OK) {
        copse_evaluation e = {.whole = whole,
                              .options = &resolved,
                              .ctx = ctx,
                              .k = options->k > 0 ? options->k : 5,
                              .rounds = count_rounds(options)};
        st = run(out, &e, err);
        evaluation_free(&e);
    }
    copse_network_free(whole);
    return st;
}
