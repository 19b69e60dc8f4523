/*
 * Branch and bound, depth first, over candidates in the order of what they are
 * paid. With the prices as they are, a group that has taken some and takes
 * `need` more from those after place i is worth at most what counts for
 * everybody, what those taken are paid, and the pay of the next `need`.
 */
#include "choose/group.h"

#include <math.h>

enum { NODES_BETWEEN_POLLS = 4096 };

typedef struct branch {
    copse_group_proof *proof;
    copse_group_best *best;
    copse_group_state *s;
    const copse_group_task *task;
    const copse_context *ctx;
    double *pay;   /* [n_kept] with nearness */
    double *total; /* [n_kept + 1] of pay, from the front */
    double everybody;
    bool is_cut_short;
    copse_status status;
    copse_error *err;
} branch;

static bool is_over(branch *b)
{
    if (b->is_cut_short || b->status != COPSE_OK)
        return true;
    b->is_cut_short = ++b->proof->nodes >= b->task->most_effort;
    if (b->proof->nodes % NODES_BETWEEN_POLLS == 0)
        b->status = copse_context_poll(b->ctx, b->err);
    return b->is_cut_short || b->status != COPSE_OK;
}

static void judge(branch *b, double value)
{
    const copse_group_problem *p = b->task->t->problem;
    if (copse_group_count_sites(p, b->s->member, b->s->k) >= p->least_sites)
        copse_group_best_offer(b->best, b->s, b->task->coordinator, value);
}

/* value: F of those taken so far; paid: with what they are paid in its place. */
static void descend(branch *b, size_t from, double value, double paid)
{
    const copse_group_task *task = b->task;
    const copse_group_problem *p = task->t->problem;
    size_t need = p->k - b->s->k;
    if (need == 0) {
        judge(b, value);
        return;
    }
    for (size_t i = from; i + need <= task->n_kept; i++) {
        double cutoff = copse_group_cutoff(b->best, task->gap);
        if (b->everybody + paid + b->total[i + need] - b->total[i] <= cutoff || is_over(b))
            return;
        int32_t v = task->kept[i];
        double gain = copse_group_state_gain(b->s, v) + task->h[v];
        if ((need == 1 && value + gain <= cutoff) ||
            !copse_group_has_room_for(p, b->s->member, b->s->k, v))
            continue;
        copse_group_state_add(b->s, v);
        descend(b, i + 1, value + gain, paid + b->pay[i]);
        copse_group_state_remove(b->s, v);
    }
}

copse_status copse_group_branch(copse_group_proof *out, copse_group_best *best,
                                copse_group_state *s, const copse_group_task *task,
                                const copse_group_prices *prices, const copse_context *ctx,
                                copse_error *err)
{
    branch b = {.proof = out,
                .best = best,
                .s = s,
                .task = task,
                .ctx = ctx,
                .everybody = prices->everybody,
                .status = COPSE_OK,
                .err = err};
    *out = (copse_group_proof){.bound = INFINITY};
    b.pay = copse_memory_new(task->n_kept, sizeof *b.pay);
    b.total = copse_memory_new(task->n_kept + 1, sizeof *b.total);
    if (!b.pay || !b.total) {
        b.status = copse_error_nomem(err);
    } else {
        double paid = 0.0;
        for (size_t i = 0; i < task->n_kept; i++) {
            b.pay[i] = prices->paid[task->kept[i]] + task->h[task->kept[i]];
            b.total[i + 1] = b.total[i] + b.pay[i];
        }
        copse_group_state_clear(s);
        for (size_t i = 0; i < task->n_forced; i++) {
            copse_group_state_add(s, task->kept[i]);
            paid += b.pay[i];
        }
        descend(&b, task->n_forced, copse_group_state_value(s, task->h), paid);
        out->is_done = !b.is_cut_short;
    }
    copse_memory_free(b.pay);
    copse_memory_free(b.total);
    return b.status;
}
