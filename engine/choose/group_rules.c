/*
 * Who may sit with whom, and whether any group keeps to all rules.
 *
 * People with the same units and sites are alike to the rules, so that question is an integer
 * programme over kinds of people, a small one: how many of each kind, at least so many sites, at
 * most so many of a unit.
 */
#include "choose/group.h"

#include <stdlib.h>
#include <string.h>

#include <glpk.h>

#include "base/library.h"

bool copse_group_may_join(const copse_group_problem *p, int32_t v, int32_t component)
{
    return !p->is_excluded[v] && (component < 0 || p->component[v] == component);
}

bool copse_group_has_room_for(const copse_group_problem *p, const int32_t *member, size_t k,
                              int32_t v)
{
    if (p->per_unit == 0)
        return true;
    for (size_t i = p->units->start[v]; i < p->units->start[v + 1]; i++) {
        size_t there = 0;
        for (size_t j = 0; j < k; j++)
            there += copse_incidence_has(p->units, (size_t)member[j], p->units->column[i]);
        if (there >= p->per_unit)
            return false;
    }
    return true;
}

size_t copse_group_count_new_sites(const copse_group_problem *p, const int32_t *member, size_t k,
                                   int32_t v)
{
    size_t n = 0;
    for (size_t i = p->sites->start[v]; i < p->sites->start[v + 1]; i++) {
        bool is_new = true;
        for (size_t j = 0; is_new && j < k; j++)
            is_new = !copse_incidence_has(p->sites, (size_t)member[j], p->sites->column[i]);
        n += is_new;
    }
    return n;
}

size_t copse_group_count_sites(const copse_group_problem *p, const int32_t *member, size_t k)
{
    size_t n = 0;
    for (size_t i = 0; i < k; i++)
        n += copse_group_count_new_sites(p, member, i, member[i]);
    return n;
}

/* ---- whether any group fits ---- */

/* Candidates of one kind stand together. */
typedef struct kinds {
    const copse_group_problem *p;
    size_t n;        /* candidates that may join */
    int32_t *sorted; /* [n] by kind, those who must be in first */
    size_t n_kinds;
    size_t *start;  /* [n_kinds + 1] */
    size_t *forced; /* [n_kinds] how many must be in */
    int *chosen;    /* [n_kinds] of the solution */
    int code;
    bool is_solved;
} kinds;

static int compare_rows(const copse_incidence *m, int32_t a, int32_t b)
{
    size_t n = copse_incidence_degree(m, (size_t)a), other = copse_incidence_degree(m, (size_t)b);
    if (n != other)
        return n < other ? -1 : 1;
    if (n == 0)
        return 0;
    return memcmp(m->column + m->start[a], m->column + m->start[b], n * sizeof *m->column);
}

static int compare_kinds(const copse_group_problem *p, int32_t a, int32_t b)
{
    int order = p->per_unit > 0 ? compare_rows(p->units, a, b) : 0;
    return order != 0 || p->least_sites == 0 ? order : compare_rows(p->sites, a, b);
}

/* qsort passes no user pointer: heap sort is short and needs none of it. */
static bool comes_before(const copse_group_problem *p, int32_t a, int32_t b)
{
    int order = compare_kinds(p, a, b);
    if (order != 0)
        return order < 0;
    if (p->is_included[a] != p->is_included[b])
        return p->is_included[a];
    return a < b;
}

static void sift(const copse_group_problem *p, int32_t *heap, size_t at, size_t n)
{
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && comes_before(p, heap[child], heap[child + 1]))
            child++;
        if (!comes_before(p, heap[at], heap[child]))
            return;
        int32_t swap = heap[at];
        heap[at] = heap[child];
        heap[child] = swap;
    }
}

static void sort_by_kind(const copse_group_problem *p, int32_t *list, size_t n)
{
    for (size_t i = n / 2; i-- > 0;)
        sift(p, list, i, n);
    for (size_t i = n; i-- > 1;) {
        int32_t swap = list[0];
        list[0] = list[i];
        list[i] = swap;
        sift(p, list, 0, i);
    }
}

static void find_kinds(kinds *k)
{
    for (size_t i = 0; i < k->n; i++) {
        if (i == 0 || compare_kinds(k->p, k->sorted[i - 1], k->sorted[i]) != 0)
            k->start[k->n_kinds++] = i;
        k->forced[k->n_kinds - 1] += k->p->is_included[k->sorted[i]];
    }
    k->start[k->n_kinds] = k->n;
}

/* One row a unit or site; entries are collected a column at a time. */
static void add_rule_rows(glp_prob *lp, const kinds *k)
{
    const copse_group_problem *p = k->p;
    size_t n_units = p->per_unit > 0 ? p->units->n_columns : 0;
    size_t n_sites = p->least_sites > 0 ? p->sites->n_columns : 0;
    int rows = 1 + (int)(n_units + n_sites + (n_sites > 0));
    glp_add_rows(lp, rows);
    glp_set_row_bnds(lp, 1, GLP_FX, (double)p->k, 0.0);
    for (size_t u = 0; u < n_units; u++)
        glp_set_row_bnds(lp, 2 + (int)u, GLP_UP, 0.0, (double)p->per_unit);
    for (size_t s = 0; s < n_sites; s++) /* site is counted <= people there */
        glp_set_row_bnds(lp, 2 + (int)(n_units + s), GLP_LO, 0.0, 0.0);
    if (n_sites > 0)
        glp_set_row_bnds(lp, rows, GLP_LO, (double)p->least_sites, 0.0);
}

static void add_kind_columns(glp_prob *lp, const kinds *k)
{
    const copse_group_problem *p = k->p;
    size_t n_units = p->per_unit > 0 ? p->units->n_columns : 0;
    size_t n_sites = p->least_sites > 0 ? p->sites->n_columns : 0;
    enum { MOST = 128 };
    int row[MOST + 1];
    double value[MOST + 1];
    for (size_t i = 0; i < k->n_kinds; i++) {
        int column = glp_add_cols(lp, 1), n = 0;
        size_t v = (size_t)k->sorted[k->start[i]];
        double size = (double)(k->start[i + 1] - k->start[i]);
        glp_set_col_kind(lp, column, GLP_IV);
        glp_set_col_bnds(lp, column, (double)k->forced[i] < size ? GLP_DB : GLP_FX,
                         (double)k->forced[i], size);
        row[++n] = 1;
        for (size_t j = p->units->start[v]; n_units > 0 && j < p->units->start[v + 1] && n < MOST;
             j++)
            row[++n] = 2 + p->units->column[j];
        for (size_t j = p->sites->start[v]; n_sites > 0 && j < p->sites->start[v + 1] && n < MOST;
             j++)
            row[++n] = 2 + (int)n_units + p->sites->column[j];
        for (int j = 1; j <= n; j++)
            value[j] = 1.0;
        glp_set_mat_col(lp, column, n, row, value);
    }
    for (size_t s = 0; s < n_sites; s++) {
        int column = glp_add_cols(lp, 1);
        glp_set_col_kind(lp, column, GLP_BV);
        row[1] = 2 + (int)(n_units + s);
        value[1] = -1.0;
        row[2] = 2 + (int)(n_units + n_sites);
        value[2] = 1.0;
        glp_set_mat_col(lp, column, 2, row, value);
    }
}

static void solve_kinds(void *user)
{
    kinds *k = user;
    glp_prob *lp = glp_create_prob();
    add_rule_rows(lp, k);
    add_kind_columns(lp, k);
    glp_iocp options;
    glp_init_iocp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.presolve = GLP_ON;
    k->code = glp_intopt(lp, &options);
    /* Presolving says so by its code when nothing fits. */
    if (k->code == GLP_ENOPFS || k->code == GLP_ENODFS)
        k->code = 0;
    else
        k->is_solved = glp_mip_status(lp) == GLP_OPT || glp_mip_status(lp) == GLP_FEAS;
    for (size_t i = 0; k->is_solved && i < k->n_kinds; i++)
        k->chosen[i] = (int)(glp_mip_col_val(lp, (int)i + 1) + 0.5);
    glp_delete_prob(lp);
}

static void take_chosen(int32_t *member, const kinds *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->n_kinds; i++)
        for (int j = 0; j < k->chosen[i]; j++)
            member[n++] = k->sorted[k->start[i] + (size_t)j];
}

/* Everybody who may join, and whether all who must may. */
static bool list_candidates(kinds *k, int32_t component)
{
    const copse_group_problem *p = k->p;
    size_t n_forced = 0;
    for (size_t v = 0; v < p->n; v++) {
        bool may = copse_group_may_join(p, (int32_t)v, component);
        if (p->is_included[v] && !may)
            return false;
        n_forced += p->is_included[v];
        if (may)
            k->sorted[k->n++] = (int32_t)v;
    }
    return k->n >= p->k && n_forced <= p->k && p->least_sites <= p->sites->n_columns;
}

copse_status copse_group_find_any(bool *found, int32_t *member, const copse_group_problem *p,
                                  int32_t component, const copse_context *ctx, copse_error *err)
{
    kinds k = {.p = p};
    copse_status st = COPSE_OK;
    *found = false;
    k.sorted = copse_memory_new(p->n, sizeof *k.sorted);
    k.start = copse_memory_new(p->n + 1, sizeof *k.start);
    k.forced = copse_memory_new(p->n, sizeof *k.forced);
    k.chosen = copse_memory_new(p->n, sizeof *k.chosen);
    if (!k.sorted || !k.start || !k.forced || !k.chosen) {
        st = copse_error_nomem(err);
    } else if (list_candidates(&k, component)) {
        sort_by_kind(p, k.sorted, k.n);
        find_kinds(&k);
        if (p->per_unit == 0 && p->least_sites == 0) { /* one kind: any k of them */
            k.chosen[0] = (int)p->k;
            k.is_solved = true;
        } else {
            st = copse_glpk_run(solve_kinds, &k, ctx, "whether the rules leave a group", err);
            if (st == COPSE_OK)
                st = copse_glpk_status(k.code, "whether the rules leave a group", err);
        }
        *found = st == COPSE_OK && k.is_solved;
        if (*found)
            take_chosen(member, &k);
    }
    copse_memory_free(k.sorted);
    copse_memory_free(k.start);
    copse_memory_free(k.forced);
    copse_memory_free(k.chosen);
    return st;
}

/* ---- components ---- */

static bool is_large_enough(const copse_group_problem *p, int32_t component)
{
    size_t n = 0;
    for (size_t v = 0; v < p->n; v++)
        n += p->component[v] == component && !p->is_excluded[v];
    return n >= p->k;
}

static int32_t component_after(const copse_group_problem *p, int32_t after)
{
    int32_t next = -1;
    for (size_t v = 0; v < p->n; v++)
        if (p->component[v] > after && (next < 0 || p->component[v] < next))
            next = p->component[v];
    return next;
}

copse_status copse_group_next_component(int32_t *component, int32_t *member,
                                        const copse_group_problem *p, int32_t after,
                                        const copse_context *ctx, copse_error *err)
{
    bool found = false;
    copse_status st = COPSE_OK;
    for (*component = component_after(p, after); *component >= 0 && st == COPSE_OK;
         *component = component_after(p, *component)) {
        if (is_large_enough(p, *component))
            st = copse_group_find_any(&found, member, p, *component, ctx, err);
        if (found)
            break;
    }
    return st;
}

copse_status copse_choose_group_fits(bool *fits, bool *is_connected, const copse_group_problem *p,
                                     const copse_context *ctx, copse_error *err)
{
    int32_t member[COPSE_FOUND_MOST], component = -1;
    copse_status st = copse_group_find_any(fits, member, p, -1, ctx, err);
    if (st == COPSE_OK && *fits && is_connected)
        st = copse_group_next_component(&component, member, p, -1, ctx, err);
    if (is_connected)
        *is_connected = component >= 0;
    return st;
}
