/*
 * How far can these recommendations be trusted on our own data? Hide
 * memberships, fit on the rest, see whether they are found again.
 */
#include "question/evaluate.h"

#include "measure/ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STREAM_TIES = 2000, BOOTSTRAP_ROUNDS = 2000, LEAST_MEMBERS = 20 };

/* What is put to the test, and what it must beat. The first is replaced by what was asked for. */
enum { N_KINDS = 3 };
static const char *const baselines[N_KINDS] = {"", "popularity", "same-team"};

/* Slices of what was hidden: by what is left of the member and of the CoP. */
typedef enum slice { ALL, COLD_MEMBERS, COLD_COPS, SMALL_COPS, MIDDLE_COPS, LARGE_COPS, N_SLICES } slice;
static const char *const slice_names[N_SLICES] = {
    "all", "cold members", "cold CoPs", "CoPs of 1 to 9", "CoPs of 10 to 49", "CoPs of 50 or more"};

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

const char *copse_verdict_name(copse_verdict verdict)
{
    static const char *const names[] = {"too-little", "do-not-rely", "rely"};
    return names[verdict];
}

typedef struct tally {
    int64_t n;
    double recall, hit, ndcg, mrr;
} tally;

/* Everything that one evaluation keeps while its rounds run. */
typedef struct evaluation {
    const copse_network *whole;
    const copse_evaluate_options *options;
    const copse_context *ctx;
    const char *kind; /* put to the test */
    int k;
    tally lines[N_KINDS][N_SLICES];
    bool *listed[N_KINDS];       /* [n_communities] stands in somebody's list */
    double *ndcg_sum[N_KINDS];   /* [n_members] over rounds */
    int32_t *rounds_of;          /* [n_members] in how many rounds something of theirs was hidden */
    int64_t *scores;             /* [n_communities] of the member at hand */
    copse_index *ranked, *truth; /* [n_communities] */
    int64_t *tie_rank;           /* [n_communities] order of the round for equal scores */
    int64_t n_hidden, n_dropped;
} evaluation;

static void evaluation_free(evaluation *e)
{
    for (int kind = 0; kind < N_KINDS; kind++) {
        copse_memory_free(e->listed[kind]);
        copse_memory_free(e->ndcg_sum[kind]);
    }
    copse_memory_free(e->rounds_of);
    copse_memory_free(e->scores);
    copse_memory_free(e->ranked);
    copse_memory_free(e->truth);
    copse_memory_free(e->tie_rank);
}

static copse_status evaluation_init(evaluation *e, copse_error *err)
{
    size_t n_members = e->whole->facts->n_members, n_communities = e->whole->facts->n_communities;
    bool ok = true;
    for (int kind = 0; kind < N_KINDS; kind++) {
        ok &= (e->listed[kind] = copse_memory_new(n_communities, sizeof(bool))) != NULL;
        ok &= (e->ndcg_sum[kind] = copse_memory_new(n_members, sizeof(double))) != NULL;
    }
    ok &= (e->rounds_of = copse_memory_new(n_members, sizeof *e->rounds_of)) != NULL;
    ok &= (e->scores = copse_memory_new(n_communities, sizeof *e->scores)) != NULL;
    ok &= (e->ranked = copse_memory_new(n_communities, sizeof *e->ranked)) != NULL;
    ok &= (e->truth = copse_memory_new(n_communities, sizeof *e->truth)) != NULL;
    ok &= (e->tie_rank = copse_memory_new(n_communities, sizeof *e->tie_rank)) != NULL;
    return ok ? COPSE_OK : copse_error_nomem(err);
}

/* ---- one member's list ---- */

static int by_key(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Facts may stand in any order: equal scores must not be told apart by it. */
static copse_status draw_tie_order(evaluation *e, int round, copse_error *err)
{
    size_t n = e->whole->facts->n_communities;
    const char **keys = copse_memory_new(n, sizeof *keys);
    int64_t *order = copse_memory_new(n, sizeof *order);
    copse_status st = keys && order ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK) {
        copse_random random;
        for (size_t c = 0; c < n; c++) {
            order[c] = (int64_t)c;
            keys[c] = e->whole->facts->communities[c].key;
        }
        qsort(keys, n, sizeof *keys, by_key);
        copse_random_seed(&random, e->ctx->seed, STREAM_TIES + (uint64_t)round);
        copse_random_shuffle(&random, order, n);
        for (size_t place = 0; place < n; place++)
            e->tie_rank[copse_map_get(e->whole->community_keys, keys[place], 0)] = order[place];
    }
    copse_memory_free(keys);
    copse_memory_free(order);
    return st;
}

static bool before(const evaluation *e, copse_index a, copse_index b)
{
    if (e->scores[a] != e->scores[b])
        return e->scores[a] > e->scores[b];
    return e->tie_rank[a] < e->tie_rank[b];
}

/* The best k by insertion: k is small, and most candidates fail the first comparison. */
static size_t rank_candidates(evaluation *e)
{
    size_t n = 0, k = (size_t)e->k;
    for (size_t c = 0; c < e->whole->facts->n_communities; c++) {
        if (e->scores[c] == COPSE_SCORE_NONE ||
            (n == k && !before(e, (copse_index)c, e->ranked[n - 1])))
            continue;
        size_t at = n < k ? n++ : n - 1;
        for (; at > 0 && before(e, (copse_index)c, e->ranked[at - 1]); at--)
            e->ranked[at] = e->ranked[at - 1];
        e->ranked[at] = (copse_index)c;
    }
    return n;
}

static bool in_slice(slice which, const copse_network *train, const copse_hidden *h)
{
    size_t joined = copse_incidence_degree(&train->member_communities, (size_t)h->member);
    size_t size = copse_incidence_degree(&train->community_members, (size_t)h->community);
    switch (which) {
    case ALL:
        return true;
    case COLD_MEMBERS:
        return joined == 0;
    case COLD_COPS:
        return size == 0;
    case SMALL_COPS:
        return size >= 1 && size < 10;
    case MIDDLE_COPS:
        return size >= 10 && size < 50;
    case LARGE_COPS:
        return size >= 50;
    default:
        return false;
    }
}

static void add_figures(tally *t, const copse_ranking *r)
{
    t->n++;
    t->recall += r->recall;
    t->hit += r->hit;
    t->ndcg += r->ndcg;
    t->mrr += r->reciprocal_rank;
}

/* hidden[0 .. n): all of one member's. */
static void judge_member(evaluation *e, int kind, const copse_network *train,
                         const copse_hidden *hidden, size_t n, size_t n_ranked)
{
    for (int which = ALL; which < N_SLICES; which++) {
        size_t n_truth = 0;
        for (size_t i = 0; i < n; i++)
            if (in_slice((slice)which, train, &hidden[i]))
                e->truth[n_truth++] = hidden[i].community;
        if (n_truth == 0)
            continue;
        copse_ranking r;
        copse_measure_ranking(&r, e->ranked, n_ranked, e->truth, n_truth, (size_t)e->k);
        add_figures(&e->lines[kind][which], &r);
        if (which == ALL)
            e->ndcg_sum[kind][hidden[0].member] += r.ndcg;
    }
    for (size_t i = 0; i < n_ranked; i++)
        e->listed[kind][e->ranked[i]] = true;
}

/* ---- rounds ---- */

static copse_status judge_kind(evaluation *e, int kind, const copse_network *train,
                               const copse_split *split, const copse_context *ctx, copse_error *err)
{
    copse_fit_options fit = COPSE_FIT_OPTIONS_INIT;
    copse_model *model = NULL;
    fit.kind = kind == 0 ? e->kind : baselines[kind];
    copse_status st = copse_model_fit(&model, train, &fit, ctx, err);
    for (size_t i = 0; st == COPSE_OK && i < split->n_hidden;) {
        size_t n = 1;
        int32_t member = split->hidden[i].member;
        while (i + n < split->n_hidden && split->hidden[i + n].member == member)
            n++;
        bool has_evidence;
        st = copse_model_score(e->scores, &has_evidence, model, train, member, err);
        if (st == COPSE_OK) {
            judge_member(e, kind, train, &split->hidden[i], n, rank_candidates(e));
            if (kind == 0)
                e->rounds_of[member]++;
            st = copse_context_poll(e->ctx, err);
        }
        i += n;
    }
    copse_model_free(model);
    return st;
}

static copse_status run_round(evaluation *e, int round, int rounds, copse_day split_day, copse_error *err)
{
    copse_split split = {0};
    copse_network *train = NULL;
    copse_context ctx = *e->ctx;
    copse_status st = draw_tie_order(e, round, err);
    if (st == COPSE_OK)
        st = copse_split_new(&split, e->whole, e->options, round, rounds, split_day, e->ctx, err);
    if (st == COPSE_OK) {
        ctx.as_of = split.train_as_of;
        st = copse_network_new(&train, &split.train, &ctx, err);
    }
    for (int kind = 0; kind < N_KINDS && st == COPSE_OK; kind++)
        st = judge_kind(e, kind, train, &split, &ctx, err);
    e->n_hidden += (int64_t)split.n_hidden;
    e->n_dropped += (int64_t)split.n_dropped_expertise;
    copse_network_free(train);
    copse_split_free(&split);
    return st;
}

/* ---- the answer ---- */

static double mean(double sum, int64_t n)
{
    return n > 0 ? sum / (double)n : NAN;
}

static double coverage_of(const evaluation *e, int kind)
{
    int64_t listed = 0, all = 0;
    for (size_t c = 0; c < e->whole->facts->n_communities; c++) {
        all += !e->whole->is_sensitive[c];
        listed += e->listed[kind][c];
    }
    return mean((double)listed, all);
}

static copse_status fill_lines(copse_evaluate_answer *a, const evaluation *e, copse_error *err)
{
    copse_evaluate_line *lines = copse_arena_take(a->arena, (size_t)N_KINDS * N_SLICES, sizeof *lines);
    if (!lines)
        return copse_error_nomem(err);
    size_t n = 0;
    for (int which = ALL; which < N_SLICES; which++) {
        for (int kind = 0; kind < N_KINDS; kind++) {
            const tally *t = &e->lines[kind][which];
            lines[n++] = (copse_evaluate_line){
                .kind = kind == 0 ? a->kind : baselines[kind],
                .slice = slice_names[which],
                .n = t->n,
                .recall = mean(t->recall, t->n),
                .hit = mean(t->hit, t->n),
                .ndcg = mean(t->ndcg, t->n),
                .mrr = mean(t->mrr, t->n),
                .coverage = which == ALL ? coverage_of(e, kind) : NAN,
            };
        }
    }
    a->lines = lines;
    a->n_lines = n;
    return COPSE_OK;
}

/* People are the units: somebody with something hidden in three rounds counts once, by their mean. */
static copse_status compare(copse_difference *out, const evaluation *e, int baseline, copse_error *err)
{
    size_t n_members = e->whole->facts->n_members, n = 0;
    double *ours = copse_memory_new(n_members, sizeof *ours);
    double *theirs = copse_memory_new(n_members, sizeof *theirs);
    copse_status st = ours && theirs ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < n_members; i++) {
        if (e->rounds_of[i] == 0)
            continue;
        ours[n] = e->ndcg_sum[0][i] / e->rounds_of[i];
        theirs[n++] = e->ndcg_sum[baseline][i] / e->rounds_of[i];
    }
    if (st == COPSE_OK)
        st = copse_measure_paired_bootstrap(out, ours, theirs, n, BOOTSTRAP_ROUNDS, e->ctx, err);
    copse_memory_free(ours);
    copse_memory_free(theirs);
    return st;
}

static copse_status fill_differences(copse_evaluate_answer *a, const evaluation *e, copse_error *err)
{
    copse_evaluate_difference *rows = copse_arena_take(a->arena, N_KINDS - 1, sizeof *rows);
    if (!rows)
        return copse_error_nomem(err);
    for (int kind = 1; kind < N_KINDS; kind++) {
        copse_difference d;
        copse_status st = compare(&d, e, kind, err);
        if (st != COPSE_OK)
            return st;
        rows[kind - 1] = (copse_evaluate_difference){baselines[kind], d.mean, d.lower, d.upper};
    }
    a->differences = rows;
    a->n_differences = N_KINDS - 1;
    return COPSE_OK;
}

static void decide(copse_evaluate_answer *a)
{
    a->verdict = COPSE_VERDICT_RELY;
    for (size_t i = 0; i < a->n_differences; i++)
        if (a->differences[i].lower <= 0.0)
            a->verdict = COPSE_VERDICT_DO_NOT_RELY;
    if (a->n_members < LEAST_MEMBERS)
        a->verdict = COPSE_VERDICT_TOO_LITTLE;
}

static copse_status say_verdict(copse_evaluate_answer *a, copse_error *err)
{
    const copse_evaluate_line *all = &a->lines[0], *popular = &a->lines[1];
    switch (a->verdict) {
    case COPSE_VERDICT_TOO_LITTLE:
        a->words = copse_arena_format(a->arena,
                                      "Too little to tell: memberships of only %lld members could be hidden. "
                                      "Do not rely on this until there are at least %d.",
                                      (long long)a->n_members, LEAST_MEMBERS);
        break;
    case COPSE_VERDICT_DO_NOT_RELY:
        a->words = copse_arena_format(
            a->arena,
            "Do not rely on this: on your data it is not surely better than the baselines. A hidden "
            "membership was among the first %d for %.0f %% of members; recommending the largest CoPs does it for %.0f %%.",
            a->k, 100.0 * all->hit, 100.0 * popular->hit);
        break;
    case COPSE_VERDICT_RELY:
        a->words = copse_arena_format(
            a->arena,
            "Rely on it as a prompt, not as a verdict: a hidden membership was among the first %d for %.0f %% "
            "of members, against %.0f %% for recommending the largest CoPs.",
            a->k, 100.0 * all->hit, 100.0 * popular->hit);
        break;
    }
    return a->words ? COPSE_OK : copse_error_nomem(err);
}

static copse_status fill_notes(copse_evaluate_answer *a, copse_error *err)
{
    const char **notes = copse_arena_take(a->arena, 2, sizeof *notes);
    if (!notes)
        return copse_error_nomem(err);
    size_t n = 0;
    if (a->n_dropped_expertise > 0)
        notes[n++] = copse_arena_format(a->arena,
                                        "%lld rows of expertise on topics that only the hidden CoP carries were left "
                                        "out: they would have given it away.",
                                        (long long)a->n_dropped_expertise);
    if (a->protocol == COPSE_BY_TIME)
        notes[n++] = "Expertise has no start date: some of it may have been gained in the CoP that was hidden, "
                     "so these figures may flatter.";
    if (n > 0 && !notes[0])
        return copse_error_nomem(err);
    a->head.notes = notes;
    a->head.n_notes = n;
    return COPSE_OK;
}

static copse_status make_answer(copse_evaluate_answer **out, const evaluation *e, int rounds,
                                copse_day split_day, copse_error *err)
{
    copse_arena *arena = copse_arena_new();
    copse_evaluate_answer *a = arena ? copse_arena_take(arena, 1, sizeof *a) : NULL;
    if (!a) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    a->arena = arena;
    a->head = (copse_answer_head){.schema = "copse/evaluate/1",
                                  .data_version = e->whole->facts->data_version,
                                  .as_of = e->ctx->as_of,
                                  .audience = e->ctx->audience,
                                  .seed = e->ctx->seed};
    a->protocol = e->options->protocol;
    a->kind = copse_arena_copy(arena, e->kind);
    a->k = e->k;
    a->rounds = rounds;
    a->split = e->options->protocol == COPSE_BY_TIME ? split_day : COPSE_DAY_UNKNOWN;
    a->n_hidden = e->n_hidden;
    a->n_dropped_expertise = e->n_dropped;
    for (size_t i = 0; i < e->whole->facts->n_members; i++)
        a->n_members += e->rounds_of[i] > 0;

    copse_status st = a->kind ? fill_lines(a, e, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = fill_differences(a, e, err);
    if (st == COPSE_OK) {
        decide(a);
        st = say_verdict(a, err);
    }
    if (st == COPSE_OK)
        st = fill_notes(a, err);
    if (st != COPSE_OK) {
        copse_evaluate_answer_free(a);
        return st;
    }
    *out = a;
    return COPSE_OK;
}

void copse_evaluate_answer_free(copse_evaluate_answer *answer)
{
    if (answer)
        copse_arena_free(answer->arena);
}

static int rounds_of(const copse_evaluate_options *options)
{
    if (options->protocol == COPSE_BY_TIME)
        return 1;
    if (options->rounds > 0)
        return options->rounds;
    return options->protocol == COPSE_K_FOLD ? 5 : 3;
}

copse_status copse_question_evaluate(copse_evaluate_answer **out, const copse_facts *facts,
                                     const copse_evaluate_options *options, const copse_context *ctx,
                                     copse_error *err)
{
    evaluation e = {.options = options,
                    .ctx = ctx,
                    .kind = options->kind ? options->kind : "auto",
                    .k = options->k > 0 ? options->k : 5};
    copse_network *whole = NULL;
    copse_day split_day = options->split;
    int rounds = rounds_of(options);

    *out = NULL;
    copse_status st = copse_network_new(&whole, facts, ctx, err);
    if (st != COPSE_OK)
        return st;
    e.whole = whole;
    st = evaluation_init(&e, err);
    if (st == COPSE_OK && options->protocol == COPSE_BY_TIME && split_day == COPSE_DAY_UNKNOWN)
        st = copse_split_default_day(&split_day, whole, err);
    for (int round = 0; round < rounds && st == COPSE_OK; round++) {
        copse_context_progress(ctx, "hiding memberships and finding them again", (uint64_t)round,
                               (uint64_t)rounds);
        st = run_round(&e, round, rounds, split_day, err);
    }
    if (st == COPSE_OK)
        st = make_answer(out, &e, rounds, split_day, err);
    evaluation_free(&e);
    copse_network_free(whole);
    return st;
}
