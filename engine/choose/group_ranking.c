/*
 * Bounds of many coordinators: whoever is not near to one is far, and of those
 * who are far the best paid are the same for all.
 */
#include "choose/group.h"

#include <stdlib.h>
#include <string.h>

typedef struct paid {
    double pay;
    int32_t candidate;
} paid;

static int by_pay(const void *a, const void *b)
{
    const paid *x = a, *y = b;
    if (x->pay != y->pay)
        return x->pay > y->pay ? -1 : 1;
    return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

copse_status copse_group_ranking_new(copse_group_ranking *out, const copse_group_prices *p,
                                     copse_error *err)
{
    size_t n = p->t->problem->n;
    paid *all = copse_memory_new(n, sizeof *all);
    out->by_pay = copse_memory_new(n, sizeof *out->by_pay);
    out->mark = copse_memory_new(n, sizeof *out->mark);
    out->who = copse_memory_new(n, sizeof *out->who);
    out->least = copse_memory_new(n, sizeof *out->least);
    if (!all || !out->by_pay || !out->mark || !out->who || !out->least) {
        copse_memory_free(all);
        copse_group_ranking_free(out);
        return copse_error_nomem(err);
    }
    for (size_t v = 0; v < n; v++) {
        all[v] = (paid){p->paid[v], (int32_t)v};
        out->mark[v] = -1;
    }
    qsort(all, n, sizeof *all, by_pay);
    for (size_t i = 0; i < n; i++)
        out->by_pay[i] = all[i].candidate;
    copse_memory_free(all);
    return COPSE_OK;
}

void copse_group_ranking_free(copse_group_ranking *r)
{
    copse_memory_free(r->by_pay);
    copse_memory_free(r->mark);
    copse_memory_free(r->who);
    copse_memory_free(r->least);
    *r = (copse_group_ranking){0};
}

/* The largest so far, in order. */
typedef struct top {
    double value[COPSE_FOUND_MOST];
    size_t n, most;
} top;

static void offer(top *t, double value)
{
    if (t->n == t->most && (t->most == 0 || value <= t->value[t->most - 1]))
        return;
    size_t at = t->n < t->most ? t->n++ : t->most - 1;
    for (; at > 0 && t->value[at - 1] < value; at--)
        t->value[at] = t->value[at - 1];
    t->value[at] = value;
}

double copse_group_quick_bound(copse_group_ranking *r, const copse_group_prices *p,
                               int32_t coordinator)
{
    const copse_group_problem *problem = p->t->problem;
    double share = p->t->most_near, own = share, bound = p->everybody + p->paid[coordinator];
    top best = {.most = problem->k - 1};
    size_t n = problem->near(r->who, r->least, problem->user, (size_t)coordinator);
    for (size_t i = 0; i < n; i++) {
        int32_t v = r->who[i];
        double h = share * (1.0 - r->least[i]);
        r->mark[v] = coordinator;
        if (v == coordinator)
            own = h;
        else if (!problem->is_excluded[v])
            offer(&best, p->paid[v] + h);
    }
    r->mark[coordinator] = coordinator;
    for (size_t i = 0, far = 0; i < problem->n && far < best.most; i++) {
        int32_t v = r->by_pay[i];
        if (r->mark[v] == coordinator || problem->is_excluded[v])
            continue;
        offer(&best, p->paid[v] + share * (1.0 - problem->far));
        far++;
    }
    for (size_t i = 0; i < best.n; i++)
        bound += best.value[i];
    return bound + own;
}
