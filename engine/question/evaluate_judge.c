/* Judging one round: every member's list against what was hidden of theirs. */
#include "question/evaluate.h"

#include <string.h>

enum { STREAM_TIES = 2000 };

const char *copse_slice_name(copse_slice slice)
{
    static const char *const names[COPSE_N_SLICES] = {
        "all", "cold members", "cold CoPs", "CoPs of 1 to 9", "CoPs of 10 to 49", "CoPs of 50 or more"};
    return names[slice];
}

/* ---- the tally ---- */

copse_status copse_tally_new(copse_tally *out, size_t n_members, size_t n_kinds, size_t n_communities,
                             copse_error *err)
{
    size_t cells = n_members * COPSE_N_SLICES;
    copse_tally t = {
        .n_members = n_members,
        .n_kinds = n_kinds,
        .n_communities = n_communities,
        .lists = copse_memory_new(cells, sizeof *t.lists),
        .sum = copse_memory_new(cells * n_kinds * COPSE_N_FIGURES, sizeof *t.sum),
        .covered = copse_memory_new(n_kinds, sizeof *t.covered),
        .is_shown = copse_memory_new(n_communities, sizeof *t.is_shown),
    };
    if (!t.lists || !t.sum || !t.covered || !t.is_shown) {
        copse_tally_free(&t);
        return copse_error_nomem(err);
    }
    *out = t;
    return COPSE_OK;
}

void copse_tally_free(copse_tally *t)
{
    copse_memory_free(t->lists);
    copse_memory_free(t->sum);
    copse_memory_free(t->covered);
    copse_memory_free(t->is_shown);
    *t = (copse_tally){0};
}

double *copse_tally_sums(const copse_tally *t, size_t member, copse_slice slice, size_t kind)
{
    return t->sum + ((member * COPSE_N_SLICES + slice) * t->n_kinds + kind) * COPSE_N_FIGURES;
}

/* ---- one member's list ---- */

void copse_round_draw_ties(int64_t *tie_rank, int64_t *scratch, const copse_hideable *hideable,
                           size_t n_communities, uint64_t seed, int round)
{
    copse_random random;
    for (size_t c = 0; c < n_communities; c++)
        scratch[c] = (int64_t)c;
    copse_random_seed(&random, seed, STREAM_TIES + (uint64_t)round);
    copse_random_shuffle(&random, scratch, n_communities);
    for (size_t place = 0; place < n_communities; place++)
        tie_rank[hideable->by_key[place]] = scratch[place];
}

/* What judging one member after the other needs. */
typedef struct judge {
    const copse_round *round;
    copse_tally *tally;
    size_t kind;
    copse_scorer *scorer;
    int64_t *scores;     /* [n_communities] of the member at hand */
    copse_index *ranked; /* [k] */
    copse_index *truth;  /* [n_communities] */
} judge;

static bool before(const judge *j, copse_index a, copse_index b)
{
    if (j->scores[a] != j->scores[b])
        return j->scores[a] > j->scores[b];
    return j->round->tie_rank[a] < j->round->tie_rank[b];
}

/* The best k by insertion: k is small, and most candidates fail the first comparison. */
static size_t rank_candidates(judge *j)
{
    size_t n = 0, k = (size_t)j->round->k;
    for (size_t c = 0; c < j->tally->n_communities; c++) {
        if (j->scores[c] == COPSE_SCORE_NONE || !j->round->hideable->is_listed[c] ||
            (n == k && !before(j, (copse_index)c, j->ranked[n - 1])))
            continue;
        size_t at = n < k ? n++ : n - 1;
        for (; at > 0 && before(j, (copse_index)c, j->ranked[at - 1]); at--)
            j->ranked[at] = j->ranked[at - 1];
        j->ranked[at] = (copse_index)c;
    }
    return n;
}

static bool in_slice(copse_slice slice, const copse_network *train, const copse_hidden *h)
{
    size_t size = copse_incidence_degree(&train->community_members, (size_t)h->community);
    switch (slice) {
    case COPSE_SLICE_ALL:
        return true;
    case COPSE_SLICE_COLD_MEMBERS:
        return copse_incidence_degree(&train->member_communities, (size_t)h->member) == 0;
    case COPSE_SLICE_COLD_COPS:
        return size == 0;
    case COPSE_SLICE_SMALL_COPS:
        return size >= 1 && size < 10;
    case COPSE_SLICE_MIDDLE_COPS:
        return size >= 10 && size < 50;
    case COPSE_SLICE_LARGE_COPS:
        return size >= 50;
    case COPSE_N_SLICES:
        break;
    }
    return false;
}

/* hidden[0 .. n): all of one member's, ascending. Place: of the member in the tally. */
static void judge_list(judge *j, size_t place, const copse_hidden *hidden, size_t n, size_t n_ranked)
{
    for (copse_slice slice = COPSE_SLICE_ALL; slice < COPSE_N_SLICES; slice++) {
        size_t n_truth = 0;
        for (size_t i = 0; i < n; i++)
            if (in_slice(slice, j->round->train, &hidden[i]))
                j->truth[n_truth++] = hidden[i].community;
        if (n_truth == 0)
            continue;
        copse_ranking r;
        copse_measure_ranking(&r, j->ranked, n_ranked, j->truth, n_truth, (size_t)j->round->k);
        double *sum = copse_tally_sums(j->tally, place, slice, j->kind);
        sum[0] += r.recall;
        sum[1] += r.hit;
        sum[2] += r.ndcg;
        sum[3] += r.reciprocal_rank;
        if (j->kind == 0)
            j->tally->lists[place * COPSE_N_SLICES + slice]++;
    }
    for (size_t i = 0; i < n_ranked; i++)
        j->tally->is_shown[j->ranked[i]] = true;
}

static void add_coverage(judge *j)
{
    size_t listed = 0, shown = 0;
    for (size_t c = 0; c < j->tally->n_communities; c++) {
        listed += j->round->hideable->is_listed[c];
        shown += j->tally->is_shown[c];
    }
    j->tally->covered[j->kind] += (double)shown / (double)listed;
}

/* Hidden stand by member, members of the tally by key. @return how many are this member's */
static size_t find_hidden(const copse_hidden **out, const copse_split *split, int32_t member)
{
    size_t low = 0, high = split->n_hidden, n = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (split->hidden[middle].member < member)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + n < split->n_hidden && split->hidden[low + n].member == member)
        n++;
    *out = split->hidden + low;
    return n;
}

static copse_status judge_all(judge *j, const copse_context *ctx, copse_error *err)
{
    const copse_hideable *h = j->round->hideable;
    copse_status st = COPSE_OK;
    memset(j->tally->is_shown, 0, j->tally->n_communities * sizeof *j->tally->is_shown);
    for (size_t place = 0; place < h->n_members && st == COPSE_OK; place++) {
        const copse_hidden *hidden;
        size_t n = find_hidden(&hidden, j->round->split, h->member[place]);
        if (n == 0)
            continue;
        bool has_evidence;
        copse_scorer_score(j->scores, &has_evidence, j->scorer, h->member[place]);
        judge_list(j, place, hidden, n, rank_candidates(j));
        copse_context_progress(ctx, "judging", place + 1, h->n_members);
        st = copse_context_poll(ctx, err);
    }
    if (st == COPSE_OK)
        add_coverage(j);
    return st;
}

copse_status copse_round_judge(copse_tally *tally, const copse_round *round, size_t kind,
                               const copse_model *model, const copse_context *ctx, copse_error *err)
{
    judge j = {.round = round, .tally = tally, .kind = kind};
    j.scores = copse_memory_new(tally->n_communities, sizeof *j.scores);
    j.ranked = copse_memory_new((size_t)round->k, sizeof *j.ranked);
    j.truth = copse_memory_new(tally->n_communities, sizeof *j.truth);
    copse_status st = j.scores && j.ranked && j.truth
                          ? copse_scorer_new(&j.scorer, model, round->train, err)
                          : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = judge_all(&j, ctx, err);
    copse_scorer_free(j.scorer);
    copse_memory_free(j.scores);
    copse_memory_free(j.ranked);
    copse_memory_free(j.truth);
    return st;
}
