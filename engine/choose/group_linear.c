/*
 * The integer programme, for GLPK. With x_v whether v is in the group:
 *
 *   y_vt + z_vt <= x_v           v is best, or backup, in topic t: worth .7 and .3 of α_c w_t e_vt
 *   Σ_v y_vt <= 1, Σ_v z_vt <= 1
 *   d_i <= Σ_{v covers i} x_v    items that the same candidates cover are one
 *   Σ x = k; units and sites as the rules say; the whole is worth more than the best so far
 */
#include "choose/group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glpk.h>

#include "base/library.h"

/* GLPK's tolerances are absolute and meant for numbers about 1 to 1000; F lies in [0, 1]. */
static const double SCALE = 1000.0;

/* ---- items that the same candidates cover are put together ---- */

typedef struct item {
    uint64_t mark;     /* of the set of those who cover it */
    const int32_t *by; /* [n] places in kept, ascending */
    size_t n;
    double value;
} item;

typedef struct covering {
    size_t n;
    item *items;
    int32_t *by;
} covering;

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

static int by_coverers(const void *a, const void *b)
{
    const item *x = a, *y = b;
    if (x->mark != y->mark)
        return x->mark < y->mark ? -1 : 1;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return memcmp(x->by, y->by, x->n * sizeof *x->by);
}

static void merge_items(covering *c)
{
    size_t n = 0;
    qsort(c->items, c->n, sizeof *c->items, by_coverers);
    for (size_t i = 0; i < c->n; i++) {
        if (n > 0 && by_coverers(&c->items[n - 1], &c->items[i]) == 0)
            c->items[n - 1].value += c->items[i].value;
        else
            c->items[n++] = c->items[i];
    }
    c->n = n;
}

/* Items that somebody kept covers. */
static copse_status cover(covering *out, const copse_group_task *task, copse_error *err)
{
    const copse_incidence *covers = task->t->problem->covers;
    size_t entries = 0;
    for (size_t i = 0; i < task->n_kept; i++)
        entries += copse_incidence_degree(covers, (size_t)task->kept[i]);
    *out = (covering){0};
    item *all = copse_memory_new(covers->n_columns, sizeof *all);
    size_t *next = copse_memory_new(covers->n_columns + 1, sizeof *next);
    out->items = copse_memory_new(covers->n_columns, sizeof *out->items);
    out->by = copse_memory_new(entries, sizeof *out->by);
    bool is_whole = all && next && out->items && out->by;
    if (is_whole) {
        for (size_t i = 0; i < task->n_kept; i++)
            for (size_t j = covers->start[task->kept[i]]; j < covers->start[task->kept[i] + 1];
                 j++) {
                all[covers->column[j]].mark ^= mix(i + 1);
                all[covers->column[j]].n++;
            }
        for (size_t i = 0; i < covers->n_columns; i++)
            next[i + 1] = next[i] + all[i].n;
        for (size_t i = 0; i < covers->n_columns; i++) {
            all[i].by = out->by + next[i];
            all[i].value = task->t->item_value[i];
            if (all[i].n > 0 && all[i].value > 0.0)
                out->items[out->n++] = all[i];
        }
        for (size_t i = 0; i < task->n_kept; i++)
            for (size_t j = covers->start[task->kept[i]]; j < covers->start[task->kept[i] + 1]; j++)
                out->by[next[covers->column[j]]++] = (int32_t)i;
        merge_items(out);
    }
    copse_memory_free(all);
    copse_memory_free(next);
    return is_whole ? COPSE_OK : copse_error_nomem(err);
}

/* ---- the programme ---- */

/* What crosses into GLPK and back; everything in it is freed by who made it, whatever GLPK does. */
typedef struct programme {
    const copse_group_task *task;
    const covering *covering;
    copse_group_proof *proof;
    const copse_context *ctx;
    double cutoff; /* only what is worth more is looked for */
    /* The matrix, in triplets that count from 1. */
    int *row, *column;
    double *coefficient;
    size_t n, capacity;
    bool has_failed;
    bool *is_in; /* [n_kept] of what was found */
    bool is_found;
    bool was_cancelled;
    int code;
} programme;

static void put(programme *p, int row, int column, double coefficient)
{
    size_t grown[] = {p->capacity, p->capacity, p->capacity}; /* the three arrays grow alike */
    if (p->has_failed || !copse_memory_grow((void **)&p->row, &grown[0], p->n, sizeof(int)) ||
        !copse_memory_grow((void **)&p->column, &grown[1], p->n, sizeof(int)) ||
        !copse_memory_grow((void **)&p->coefficient, &grown[2], p->n, sizeof(double))) {
        p->has_failed = true;
        return;
    }
    p->capacity = grown[0];
    p->row[p->n] = row;
    p->column[p->n] = column;
    p->coefficient[p->n++] = coefficient;
}

static int add_row(glp_prob *lp, int type, double least, double most)
{
    int row = glp_add_rows(lp, 1);
    glp_set_row_bnds(lp, row, type, least, most);
    return row;
}

/* A part of the objective that lies in [0, 1]; it also stands in the row of the whole, which is the
 * first. */
static int add_part(programme *p, glp_prob *lp, double value)
{
    int column = glp_add_cols(lp, 1);
    glp_set_col_bnds(lp, column, GLP_DB, 0.0, 1.0);
    glp_set_obj_coef(lp, column, SCALE * value);
    put(p, 1, column, SCALE * value);
    return column;
}

/* Column i + 1 is kept candidate i. */
static void add_candidates(programme *p, glp_prob *lp)
{
    const copse_group_task *task = p->task;
    int size = add_row(lp, GLP_FX, (double)task->t->problem->k, 0.0);
    for (size_t i = 0; i < task->n_kept; i++) {
        int32_t v = task->kept[i];
        double value = task->t->own[v] + task->h[v];
        for (size_t j = 0; j < p->covering->n; j++)
            if (p->covering->items[j].n == 1 && p->covering->items[j].by[0] == (int32_t)i)
                value += p->covering->items[j].value;
        int x = add_part(p, lp, value);
        glp_set_col_kind(lp, x, GLP_BV);
        if (i < task->n_forced)
            glp_set_col_bnds(lp, x, GLP_FX, 1.0, 1.0);
        put(p, size, x, 1.0);
    }
}

static void add_topics(programme *p, glp_prob *lp)
{
    const copse_group_tables *t = p->task->t;
    const copse_incidence *e = t->problem->evidence;
    int first = glp_add_rows(lp, 2 * (int)t->problem->n_topics);
    for (int i = 0; i < 2 * (int)t->problem->n_topics; i++)
        glp_set_row_bnds(lp, first + i, GLP_UP, 0.0, 1.0);
    for (size_t i = 0; i < p->task->n_kept; i++)
        for (size_t j = e->start[p->task->kept[i]]; j < e->start[p->task->kept[i] + 1]; j++) {
            double worth = t->topic_value[e->column[j]] * e->value[j];
            int best = add_part(p, lp, COPSE_CHOOSE_BEST * worth);
            int backup = add_part(p, lp, COPSE_CHOOSE_BACKUP * worth);
            int one = add_row(lp, GLP_UP, 0.0, 0.0);
            put(p, one, best, 1.0);
            put(p, one, backup, 1.0);
            put(p, one, (int)i + 1, -1.0);
            put(p, first + 2 * e->column[j], best, 1.0);
            put(p, first + 2 * e->column[j] + 1, backup, 1.0);
        }
}

static void add_items(programme *p, glp_prob *lp)
{
    for (size_t i = 0; i < p->covering->n; i++) {
        const item *it = &p->covering->items[i];
        if (it->n == 1)
            continue;
        int column = add_part(p, lp, it->value);
        int row = add_row(lp, GLP_UP, 0.0, 0.0);
        put(p, row, column, 1.0);
        for (size_t j = 0; j < it->n; j++)
            put(p, row, it->by[j] + 1, -1.0);
    }
}

static void add_units(programme *p, glp_prob *lp)
{
    const copse_group_problem *problem = p->task->t->problem;
    if (problem->per_unit == 0 || problem->units->n_columns == 0)
        return;
    int first = glp_add_rows(lp, (int)problem->units->n_columns);
    for (size_t u = 0; u < problem->units->n_columns; u++)
        glp_set_row_bnds(lp, first + (int)u, GLP_UP, 0.0, (double)problem->per_unit);
    for (size_t i = 0; i < p->task->n_kept; i++) {
        size_t v = (size_t)p->task->kept[i];
        for (size_t j = problem->units->start[v]; j < problem->units->start[v + 1]; j++)
            put(p, first + problem->units->column[j], (int)i + 1, 1.0);
    }
}

static void add_sites(programme *p, glp_prob *lp)
{
    const copse_group_problem *problem = p->task->t->problem;
    size_t n = problem->sites->n_columns;
    if (problem->least_sites == 0)
        return;
    int first = glp_add_rows(lp, (int)n);
    int enough = add_row(lp, GLP_LO, (double)problem->least_sites, 0.0);
    for (size_t s = 0; s < n; s++) {
        int column = glp_add_cols(lp, 1);
        glp_set_col_bnds(lp, column, GLP_DB, 0.0, 1.0);
        glp_set_row_bnds(lp, first + (int)s, GLP_UP, 0.0, 0.0);
        put(p, first + (int)s, column, 1.0);
        put(p, enough, column, 1.0);
    }
    for (size_t i = 0; i < p->task->n_kept; i++) {
        size_t v = (size_t)p->task->kept[i];
        for (size_t j = problem->sites->start[v]; j < problem->sites->start[v + 1]; j++)
            put(p, first + problem->sites->column[j], (int)i + 1, -1.0);
    }
}

/* GLPK takes arrays whose first element is not used. */
static void load(programme *p, glp_prob *lp)
{
    put(p, 0, 0, 0.0); /* the last goes to the front's place: see below */
    if (p->has_failed)
        return;
    p->row[p->n - 1] = p->row[0];
    p->column[p->n - 1] = p->column[0];
    p->coefficient[p->n - 1] = p->coefficient[0];
    glp_load_matrix(lp, (int)p->n - 1, p->row, p->column, p->coefficient);
}

/* ---- solving ---- */

static bool is_effort_spent(const programme *p)
{
    return p->proof->nodes + p->proof->pivots >= p->task->most_effort;
}

/* Between nodes: count, keep the bound, stop in time. GLPK's own limit is the clock, which we do
 * not use. */
static void on_node(glp_tree *tree, void *info)
{
    programme *p = info;
    if (glp_ios_reason(tree) != GLP_ISELECT)
        return;
    int total;
    glp_ios_tree_size(tree, NULL, NULL, &total);
    p->proof->nodes = total;
    p->proof->pivots = glp_get_it_cnt(glp_ios_get_prob(tree));
    int node = glp_ios_best_node(tree);
    if (node != 0)
        p->proof->bound = fmin(p->proof->bound, glp_ios_node_bound(tree, node) / SCALE);
    p->was_cancelled = copse_context_poll(p->ctx, NULL) != COPSE_OK;
    if (p->was_cancelled || is_effort_spent(p))
        glp_ios_terminate(tree);
}

static bool solve_relaxation(programme *p, glp_prob *lp)
{
    glp_smcp options;
    glp_init_smcp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.it_lim = p->task->most_effort > INT32_MAX ? INT32_MAX : (int)p->task->most_effort;
    p->code = glp_simplex(lp, &options);
    p->proof->pivots = glp_get_it_cnt(lp);
    if (p->code != 0)
        return false;
    int status = glp_get_status(lp);
    p->proof->is_done = status == GLP_NOFEAS;
    if (status == GLP_OPT)
        p->proof->bound = glp_get_obj_val(lp) / SCALE;
    return status == GLP_OPT;
}

static void search_tree(programme *p, glp_prob *lp)
{
    glp_iocp options;
    glp_init_iocp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.br_tech = GLP_BR_MFV;
    options.bt_tech = GLP_BT_BLB;
    options.mip_gap = 0.0;
    options.cb_func = on_node;
    options.cb_info = p;
    p->code = glp_intopt(lp, &options);
    int status = glp_mip_status(lp);
    p->is_found = status == GLP_OPT || status == GLP_FEAS;
    p->proof->is_done = p->code == 0 && (status == GLP_OPT || status == GLP_NOFEAS);
    for (size_t i = 0; p->is_found && i < p->task->n_kept; i++)
        p->is_in[i] = glp_mip_col_val(lp, (int)i + 1) > 0.5;
}

static void solve(void *user)
{
    programme *p = user;
    glp_prob *lp = glp_create_prob();
    glp_set_obj_dir(lp, GLP_MAX);
    add_row(lp, GLP_LO, SCALE * p->cutoff, 0.0);
    add_candidates(p, lp);
    add_topics(p, lp);
    add_items(p, lp);
    add_units(p, lp);
    add_sites(p, lp);
    load(p, lp);
    if (!p->has_failed && solve_relaxation(p, lp))
        search_tree(p, lp);
    glp_delete_prob(lp);
}

static void offer(const programme *p, copse_group_best *best, copse_group_state *s)
{
    copse_group_state_clear(s);
    for (size_t i = 0; i < p->task->n_kept; i++)
        if (p->is_in[i])
            copse_group_state_add(s, p->task->kept[i]);
    copse_group_best_offer(best, s, p->task->coordinator, copse_group_state_value(s, p->task->h));
}

copse_status copse_group_solve_linear(copse_group_proof *out, copse_group_best *best,
                                      copse_group_state *s, const copse_group_task *task,
                                      const copse_context *ctx, copse_error *err)
{
    covering items;
    *out = (copse_group_proof){.bound = INFINITY};
    copse_status st = cover(&items, task, err);
    programme p = {.task = task,
                   .covering = &items,
                   .proof = out,
                   .ctx = ctx,
                   .cutoff = copse_group_cutoff(best, task->gap)};
    if (st == COPSE_OK) {
        p.is_in = copse_memory_new(task->n_kept, sizeof *p.is_in);
        st = p.is_in ? copse_glpk_run(solve, &p, ctx, "the proof of a group", err)
                     : copse_error_nomem(err);
    }
    if (st == COPSE_OK && p.has_failed)
        st = copse_error_nomem(err);
    if (st == COPSE_OK && p.was_cancelled)
        st = copse_context_poll(ctx, err);
    if (st == COPSE_OK)
        st = copse_glpk_status(p.code, "the proof of a group", err);
    if (st == COPSE_OK && p.is_found)
        offer(&p, best, s);
    copse_memory_free(p.is_in);
    copse_memory_free(p.row);
    copse_memory_free(p.column);
    copse_memory_free(p.coefficient);
    copse_memory_free(items.items);
    copse_memory_free(items.by);
    return st;
}
