#include "oracle/evaluation.h"

#include <stdlib.h>
#include <string.h>

/* Whether a hidden CoP of this list belongs to the slice. */
static bool belongs(const oracle_list *list, int community, int slice)
{
    int size = list->size[community];
    if (slice == 1)
        return list->joined == 0;
    if (slice == 2)
        return size == 0;
    if (slice == 3)
        return 0 < size && size < 10;
    if (slice == 4)
        return 9 < size && size < 50;
    return slice == 5 ? size > 49 : true;
}

static bool figures_in_slice(oracle_figures *out, const oracle_list *list, int n_communities, int slice, int k)
{
    bool *is_true = calloc((size_t)n_communities, sizeof *is_true), any = false;
    for (int c = 0; c < n_communities; c++) {
        is_true[c] = list->is_true[c] && belongs(list, c, slice);
        any |= is_true[c];
    }
    if (any)
        *out = oracle_ranking(list->scores, list->tie, is_true, (size_t)n_communities, (size_t)k);
    free(is_true);
    return any;
}

static void mean_over_members(oracle_evaluation *e, const oracle_list *lists, int n_lists, int n_members,
                              int n_communities, int slice, int k)
{
    oracle_figures total = {0}, f;
    int members = 0;
    for (int m = 0; m < n_members; m++) {
        oracle_figures own = {0};
        int times = 0;
        for (int i = 0; i < n_lists; i++) {
            if (lists[i].member != m || !figures_in_slice(&f, &lists[i], n_communities, slice, k))
                continue;
            times++;
            own = (oracle_figures){own.recall + f.recall, own.hit + f.hit, own.ndcg + f.ndcg, own.mrr + f.mrr};
        }
        if (times == 0)
            continue;
        members++;
        total = (oracle_figures){total.recall + own.recall / times, total.hit + own.hit / times,
                                 total.ndcg + own.ndcg / times, total.mrr + own.mrr / times};
    }
    e->members[slice] = members;
    e->mean[slice] = (oracle_figures){total.recall / members, total.hit / members, total.ndcg / members,
                                      total.mrr / members};
}

/* Whether fewer than k candidates go before this one. */
static bool is_in_the_list(const oracle_list *list, int community, int n_communities, int k)
{
    int before = 0;
    if (list->scores[community] == INT64_MIN)
        return false;
    for (int c = 0; c < n_communities; c++)
        before += list->scores[c] != INT64_MIN &&
                  (list->scores[c] > list->scores[community] ||
                   (list->scores[c] == list->scores[community] && list->tie[c] < list->tie[community]));
    return before < k;
}

oracle_evaluation oracle_evaluate(const oracle_list *lists, int n_lists, int n_members, int n_rounds,
                                  int n_communities, int n_listed, int k)
{
    oracle_evaluation e = {0};
    int seen = 0;
    for (int slice = 0; slice < ORACLE_SLICES; slice++)
        mean_over_members(&e, lists, n_lists, n_members, n_communities, slice, k);
    for (int round = 0; round < n_rounds; round++)
        for (int c = 0; c < n_communities; c++) {
            bool is_seen = false;
            for (int i = 0; i < n_lists && !is_seen; i++)
                is_seen = lists[i].round == round && is_in_the_list(&lists[i], c, n_communities, k);
            seen += is_seen;
        }
    e.coverage = (double)seen / n_listed / n_rounds;
    return e;
}
