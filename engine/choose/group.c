/*
 * The founding group: climb from promising coordinators, price what groups
 * cover, and go through the coordinators whose bound lies above the best
 * group until none is left or the effort is spent.
 */
#include "choose/group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many coordinators are climbed from: by what the first prices say, then by better ones, the
 * more the smaller the problem is. */
enum { FIRST_CLIMBS = 8, LEAST_CLIMBS = 24, MOST_CLIMBS = 512, ENTRIES_CLIMBED = 20000000 };
/* Steps that lower the bound: for all coordinators at once, and for one. */
enum { LEAST_STEPS = 30, COMMON_STEPS = 120, OWN_STEPS = 60, ENTRIES_PRICED = 20000000 };
/* Nodes that the search with fixed prices may take before the integer programme is made. */
enum { BRANCH_NODES = 50000 };

/* A coordinator who is still in question. */
typedef struct contender {
    double bound;
    int32_t candidate;
    bool is_climbed;
    bool is_linear; /* its bound is that of the integer programme's relaxation */
} contender;

typedef struct choosing {
    const copse_group_problem *p;
    const copse_group_options *options;
    const copse_context *ctx;
    copse_group_tables tables;
    copse_group_state state;
    copse_group_prices prices;
    copse_group_best best;
    contender *list; /* [n] by bound */
    size_t n;
    double *h; /* [n] scratch */
    int32_t *kept;
    bool is_connected;
    bool was_stopped;
    int64_t nodes, pivots;
    copse_error *err;
} choosing;

static bool is_spent(choosing *c)
{
    if (!c->was_stopped && c->options->is_spent)
        c->was_stopped = c->options->is_spent(c->options->is_spent_user);
    return c->was_stopped;
}

static int32_t scope_of(const choosing *c, int32_t coordinator)
{
    return c->is_connected ? c->p->component[coordinator] : -1;
}

/* ---- who may coordinate ---- */

/* Beside those who must be in, there has to be room for a coordinator who is none of them. */
static void add_contenders(choosing *c, int32_t component)
{
    const copse_group_problem *p = c->p;
    int32_t forced[COPSE_FOUND_MOST];
    size_t n_forced = 0;
    for (size_t v = 0; v < p->n && n_forced < p->k; v++)
        if (p->is_included[v])
            forced[n_forced++] = (int32_t)v;
    for (size_t v = 0; v < p->n; v++) {
        bool has_room =
            n_forced < p->k && copse_group_has_room_for(p, forced, n_forced, (int32_t)v);
        if (copse_group_may_join(p, (int32_t)v, component) && (p->is_included[v] || has_room))
            c->list[c->n++] = (contender){.candidate = (int32_t)v, .bound = INFINITY};
    }
}

/* Climb from any group that keeps to the rules, so that there is a best from the beginning. */
static copse_status climb_from_any(choosing *c, const int32_t *member, int32_t component)
{
    return copse_group_climb(&c->best, &c->state, &c->tables, member[0], component, member, c->err);
}

static copse_status find_scopes(choosing *c)
{
    int32_t member[COPSE_FOUND_MOST], component = -1;
    copse_status st;
    for (;;) {
        st = copse_group_next_component(&component, member, c->p, component, c->ctx, c->err);
        if (st != COPSE_OK || component < 0)
            break;
        c->is_connected = true;
        add_contenders(c, component);
        st = climb_from_any(c, member, component);
        if (st != COPSE_OK)
            break;
    }
    if (st != COPSE_OK || c->is_connected)
        return st;
    bool found;
    st = copse_group_find_any(&found, member, c->p, -1, c->ctx, c->err);
    if (st == COPSE_OK && !found)
        st = copse_error_set(c->err, COPSE_E_ARGUMENT, "found", "loosen a rule",
                             "no group of %zu keeps to the rules", c->p->k);
    if (st != COPSE_OK)
        return st;
    add_contenders(c, -1);
    return climb_from_any(c, member, -1);
}

/* ---- bounds of all, and good groups ---- */

static int by_bound(const void *a, const void *b)
{
    const contender *x = a, *y = b;
    if (x->bound != y->bound)
        return x->bound > y->bound ? -1 : 1;
    return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

/* A quick bound rules out most; who is left is looked at more closely. */
static copse_status bound_closely(choosing *c, contender *one)
{
    copse_group_bound bound;
    copse_status st = copse_group_nearness_bound(c->h, &c->tables, one->candidate, c->err);
    if (st != COPSE_OK)
        return st;
    copse_group_prices_bound(&bound, &c->prices, c->h, one->candidate, scope_of(c, one->candidate));
    one->bound = fmin(one->bound, bound.value);
    return COPSE_OK;
}

static copse_status bound_all(choosing *c, bool closely)
{
    copse_group_ranking ranking;
    copse_status st = copse_group_ranking_new(&ranking, &c->prices, c->err);
    if (st != COPSE_OK)
        return st;
    for (size_t i = 0; i < c->n && st == COPSE_OK; i++) {
        contender *one = &c->list[i];
        one->bound =
            fmin(one->bound, copse_group_quick_bound(&ranking, &c->prices, one->candidate));
        if (closely && one->bound > copse_group_cutoff(&c->best, c->options->gap))
            st = bound_closely(c, one);
    }
    copse_group_ranking_free(&ranking);
    qsort(c->list, c->n, sizeof *c->list, by_bound);
    return st;
}

static copse_status climb_first(choosing *c, size_t most)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0, done = 0; i < c->n && done < most && st == COPSE_OK; i++) {
        contender *one = &c->list[i];
        if (one->is_climbed)
            continue;
        if (one->bound <= copse_group_cutoff(&c->best, 0.0))
            break;
        one->is_climbed = true;
        done++;
        st = copse_group_climb(&c->best, &c->state, &c->tables, one->candidate,
                               scope_of(c, one->candidate), NULL, c->err);
        if (st == COPSE_OK)
            st = copse_context_poll(c->ctx, c->err);
    }
    return st;
}

static int common_steps(const copse_group_problem *p)
{
    size_t steps = ENTRIES_PRICED / (1 + p->covers->start[p->n] + p->evidence->start[p->n]);
    return steps < LEAST_STEPS ? LEAST_STEPS : steps > COMMON_STEPS ? COMMON_STEPS : (int)steps;
}

/* Prices for groups of the best one's coordinator serve the others as well: they differ in nearness
 * only. */
static copse_status price(choosing *c)
{
    const double *h;
    copse_group_bound bound;
    copse_status st = copse_group_nearness(&h, &c->tables, c->best.coordinator, c->err);
    if (st != COPSE_OK)
        return st;
    copse_group_prices_lower(&bound, &c->prices, h, c->best.coordinator,
                             scope_of(c, c->best.coordinator), c->best.value, common_steps(c->p));
    return bound_all(c, false);
}

static size_t more_climbs(const copse_group_problem *p)
{
    size_t entries = p->k * (1 + p->covers->start[p->n] + p->evidence->start[p->n]);
    size_t climbs = ENTRIES_CLIMBED / entries;
    return climbs < LEAST_CLIMBS ? LEAST_CLIMBS : climbs > MOST_CLIMBS ? MOST_CLIMBS : climbs;
}

/* Where nothing is proved: from those who bring most by themselves. */
static copse_status search_shortly(choosing *c)
{
    copse_status st = COPSE_OK;
    size_t done = 0;
    for (size_t i = 0; i < c->n; i++)
        c->list[i].bound = c->tables.alone[c->list[i].candidate];
    qsort(c->list, c->n, sizeof *c->list, by_bound);
    for (size_t i = 0; i < c->n && done < FIRST_CLIMBS && st == COPSE_OK; i++, done++) {
        c->list[i].bound = 1.0; /* F is no larger */
        st = copse_group_climb(&c->best, &c->state, &c->tables, c->list[i].candidate,
                               scope_of(c, c->list[i].candidate), NULL, c->err);
    }
    for (size_t i = 0; i < c->n; i++)
        c->list[i].bound = 1.0;
    return st;
}

static copse_status find_good_groups(choosing *c)
{
    if (c->options->effort < 0)
        return search_shortly(c);
    copse_group_prices_start(&c->prices, &c->state, c->best.member, c->p->k);
    copse_status st = bound_all(c, false);
    if (st == COPSE_OK)
        st = climb_first(c, FIRST_CLIMBS);
    if (st == COPSE_OK) {
        copse_group_prices_start(&c->prices, &c->state, c->best.member, c->p->k);
        st = price(c);
    }
    return st == COPSE_OK ? climb_first(c, more_climbs(c->p)) : st;
}

/* ---- the proof ---- */

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

/* Whoever the prices do not rule out: with v forced in, the bound falls by what the least paid is
 * paid more. */
static copse_status keep(copse_group_task *task, const choosing *c, const copse_group_bound *bound)
{
    double cutoff = copse_group_cutoff(&c->best, task->gap);
    paid *others = copse_memory_new(c->p->n, sizeof *others);
    size_t n = 0;
    if (!others)
        return copse_error_nomem(c->err);
    for (size_t i = 0; i < bound->n_forced; i++)
        c->kept[i] = bound->top[i];
    for (size_t v = 0; v < c->p->n; v++) {
        bool is_forced = (int32_t)v == task->coordinator || c->p->is_included[v];
        if (is_forced || !copse_group_may_join(c->p, (int32_t)v, task->component))
            continue;
        double pay = c->prices.paid[v] + task->h[v];
        if (pay >= bound->least_in || bound->value + pay - bound->least_in > cutoff)
            others[n++] = (paid){pay, (int32_t)v};
    }
    qsort(others, n, sizeof *others, by_pay);
    for (size_t i = 0; i < n; i++)
        c->kept[bound->n_forced + i] = others[i].candidate;
    task->kept = c->kept;
    task->n_forced = bound->n_forced;
    task->n_kept = bound->n_forced + n;
    copse_memory_free(others);
    return COPSE_OK;
}

static copse_status branch(copse_group_proof *proof, choosing *c, copse_group_task *task)
{
    int64_t left = c->options->effort - c->nodes - c->pivots;
    task->most_effort = left < BRANCH_NODES ? left : BRANCH_NODES;
    copse_status st =
        copse_group_branch(proof, &c->best, &c->state, task, &c->prices, c->ctx, c->err);
    c->nodes += proof->nodes;
    left -= proof->nodes;
    if (st != COPSE_OK || proof->is_done || left <= 0 || is_spent(c))
        return st;
    task->most_effort = left;
    st = copse_group_solve_linear(proof, &c->best, &c->state, task, c->ctx, c->err);
    c->nodes += proof->nodes;
    c->pivots += proof->pivots;
    return st;
}

/* Settle one coordinator: its bound comes down to what is reached, or as far as the effort goes. */
static copse_status prove_one(choosing *c, contender *one)
{
    copse_group_task task = {.t = &c->tables,
                             .coordinator = one->candidate,
                             .component = scope_of(c, one->candidate),
                             .gap = c->options->gap};
    copse_group_bound bound;
    copse_status st = copse_group_nearness(&task.h, &c->tables, one->candidate, c->err);
    if (st != COPSE_OK)
        return st;
    copse_group_prices_bound(&bound, &c->prices, task.h, one->candidate, task.component);
    one->bound = fmin(one->bound, bound.value);
    if (one->bound <= copse_group_cutoff(&c->best, task.gap))
        return COPSE_OK;
    if (!one->is_climbed) {
        one->is_climbed = true;
        st = copse_group_climb(&c->best, &c->state, &c->tables, one->candidate, task.component,
                               NULL, c->err);
        if (st == COPSE_OK) /* climbing asked for other rows */
            st = copse_group_nearness(&task.h, &c->tables, one->candidate, c->err);
        if (st != COPSE_OK)
            return st;
    }
    copse_group_prices_lower(&bound, &c->prices, task.h, one->candidate, task.component,
                             c->best.value, OWN_STEPS);
    one->bound = fmin(one->bound, bound.value);
    if (one->bound <= copse_group_cutoff(&c->best, task.gap))
        return COPSE_OK;

    copse_group_proof proof;
    st = keep(&task, c, &bound);
    if (st == COPSE_OK)
        st = branch(&proof, c, &task);
    if (st != COPSE_OK)
        return st;
    double settled = copse_group_cutoff(&c->best, task.gap);
    one->is_linear = !proof.is_done && proof.bound < one->bound;
    one->bound = fmin(one->bound, proof.is_done ? settled : fmax(proof.bound, c->best.value));
    return COPSE_OK;
}

static copse_status prove(choosing *c)
{
    copse_status st = bound_all(c, true);
    for (size_t i = 0; i < c->n && st == COPSE_OK; i++) {
        if (c->list[i].bound <= copse_group_cutoff(&c->best, c->options->gap) ||
            c->nodes + c->pivots >= c->options->effort || is_spent(c))
            break;
        copse_context_progress(c->ctx, "proving how good the group is", i, c->n);
        st = copse_context_poll(c->ctx, c->err);
        if (st == COPSE_OK)
            st = prove_one(c, &c->list[i]);
    }
    return st;
}

/* ---- the answer ---- */

static void put_bound(copse_group_choice *out, const choosing *c)
{
    out->bound = c->best.value;
    out->bound_kind = COPSE_BOUND_EXACT;
    for (size_t i = 0; i < c->n; i++) {
        const contender *one = &c->list[i];
        out->bound = fmax(out->bound, one->bound);
        if (one->bound <= copse_group_cutoff(&c->best, c->options->gap))
            continue;
        if (!one->is_linear)
            out->bound_kind = COPSE_BOUND_PRICES;
        else if (out->bound_kind == COPSE_BOUND_EXACT)
            out->bound_kind = COPSE_BOUND_LINEAR;
    }
}

static copse_status put_choice(copse_group_choice *out, const choosing *c)
{
    out->k = c->p->k;
    memcpy(out->member, c->best.member, out->k * sizeof *out->member);
    out->coordinator = c->best.coordinator;
    out->is_connected = c->is_connected;
    out->was_stopped = c->was_stopped;
    out->nodes = c->nodes;
    out->pivots = c->pivots;
    copse_status st = copse_choose_group_value(&out->value, out->term, c->p, out->member, out->k,
                                               out->coordinator, c->err);
    put_bound(out, c);
    out->bound = fmax(out->bound, out->value);
    return st;
}

static copse_status choose(copse_group_choice *out, choosing *c)
{
    copse_status st = find_scopes(c);
    if (st == COPSE_OK && c->options->start)
        st = copse_group_climb(&c->best, &c->state, &c->tables, c->options->start_coordinator,
                               scope_of(c, c->options->start_coordinator), c->options->start,
                               c->err);
    if (st == COPSE_OK)
        st = find_good_groups(c);
    out->greedy_value = c->best.value;
    if (st == COPSE_OK && c->options->effort > 0)
        st = prove(c);
    return st == COPSE_OK ? put_choice(out, c) : st;
}

copse_status copse_choose_group(copse_group_choice *out, const copse_group_problem *problem,
                                const copse_group_options *options, const copse_context *ctx,
                                copse_error *err)
{
    choosing c = {.p = problem, .options = options, .ctx = ctx, .err = err};
    copse_group_choice chosen = {0};
    copse_status st = copse_group_tables_new(&c.tables, problem, err);
    if (st == COPSE_OK)
        st = copse_group_state_new(&c.state, &c.tables, err);
    if (st == COPSE_OK)
        st = copse_group_prices_new(&c.prices, &c.tables, err);
    if (st == COPSE_OK) {
        c.list = copse_memory_new(problem->n, sizeof *c.list);
        c.h = copse_memory_new(problem->n, sizeof *c.h);
        c.kept = copse_memory_new(problem->n, sizeof *c.kept);
        st = c.list && c.h && c.kept ? choose(&chosen, &c) : copse_error_nomem(err);
    }
    if (st == COPSE_OK)
        *out = chosen;
    copse_memory_free(c.list);
    copse_memory_free(c.h);
    copse_memory_free(c.kept);
    copse_group_prices_free(&c.prices);
    copse_group_state_free(&c.state);
    copse_group_tables_free(&c.tables);
    return st;
}
