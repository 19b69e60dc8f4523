/*
 * What each of the people in question covers: others within one and two hops, units, sites,
 * professions; each counts once however many of a group cover it.
 */
#include "question/found_case.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* R of DESIGN section 5: a person within one hop counts 1, within two 0.4. */
static const double NEAR_VALUE = 0.6, WITHIN_TWO_VALUE = 0.4;

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* A growing list of the covers' columns. */
typedef struct columns {
    int32_t *list;
    size_t n, capacity;
    bool has_failed;
} columns;

static void push(columns *to, size_t column)
{
    if (to->has_failed ||
        !copse_memory_grow((void **)&to->list, &to->capacity, to->n, sizeof *to->list))
        to->has_failed = true;
    else
        to->list[to->n++] = (int32_t)column;
}

/* Columns 0 .. n − 1: within one hop of that candidate; n .. 2n − 1: within two. */
static void cover_people(columns *to, copse_found_case *c, size_t v)
{
    size_t first = to->n;
    copse_walk_from(&c->walk, c->member[v], 2);
    for (size_t i = 0; i < c->walk.n; i++) {
        int32_t node = c->walk.order[i];
        int32_t u = (size_t)node < c->graph->n_members ? c->position[node] : -1;
        if (u < 0 || c->share[u] <= 0.0)
            continue;
        if (c->walk.hops[node] <= 1)
            push(to, (size_t)u);
        push(to, c->n + (size_t)u);
    }
    if (!to->has_failed)
        qsort(to->list + first, to->n - first, sizeof *to->list, by_number);
}

static void cover_groups(columns *to, const copse_incidence *groups, size_t first, size_t v)
{
    for (size_t k = groups->start[v]; k < groups->start[v + 1]; k++)
        push(to, first + (size_t)groups->column[k]);
}

/*
 * The most groups of a kind that k people can hit: no more than there are, and
 * no more than those k who are in most. Exact where each is in one.
 */
static double most_hit(const copse_incidence *groups, size_t k)
{
    size_t top[COPSE_FOUND_MOST] = {0}, sum = 0, n = 0;
    for (size_t v = 0; v < groups->n_rows; v++) {
        size_t degree = copse_incidence_degree(groups, v), at = k;
        while (at > 0 && top[at - 1] < degree)
            at--;
        if (at < k) {
            memmove(top + at + 1, top + at, (k - at - 1) * sizeof *top);
            top[at] = degree;
        }
    }
    for (size_t i = 0; i < k; i++)
        sum += top[i];
    bool *is_there = copse_memory_new(groups->n_columns, sizeof *is_there);
    for (size_t i = 0; is_there && i < groups->start[groups->n_rows]; i++) {
        n += !is_there[groups->column[i]];
        is_there[groups->column[i]] = true;
    }
    if (!is_there)
        return NAN;
    copse_memory_free(is_there);
    return (double)(n < sum ? n : sum);
}

static copse_status value_items(copse_found_case *c, copse_error *err)
{
    const copse_incidence *kinds[] = {&c->units, &c->sites, &c->professions};
    enum { N_KINDS = sizeof kinds / sizeof kinds[0] };
    double most[N_KINDS];
    size_t n_items = 2 * c->n, n_known = 0;
    for (int i = 0; i < N_KINDS; i++) {
        n_items += kinds[i]->n_columns;
        most[i] = most_hit(kinds[i], c->problem.k);
        if (isnan(most[i]))
            return copse_error_nomem(err);
        n_known += most[i] > 0.0;
    }
    c->item_value = copse_memory_new(n_items, sizeof *c->item_value);
    if (!c->item_value)
        return copse_error_nomem(err);
    for (size_t u = 0; u < c->n; u++) {
        c->item_value[u] = NEAR_VALUE * c->share[u];
        c->item_value[c->n + u] = WITHIN_TWO_VALUE * c->share[u];
    }
    double *next = c->item_value + 2 * c->n;
    for (int i = 0; i < N_KINDS; i++)
        for (size_t g = 0; g < kinds[i]->n_columns; g++)
            *next++ = most[i] > 0.0 ? 1.0 / ((double)n_known * most[i]) : 0.0;
    c->covers.n_columns = n_items;
    return COPSE_OK;
}

copse_status copse_found_case_covers(copse_found_case *c, copse_error *err)
{
    columns to = {0};
    copse_status st = value_items(c, err);
    if (st != COPSE_OK)
        return st;
    c->covers.n_rows = c->n;
    c->covers.start = copse_memory_new(c->n + 1, sizeof *c->covers.start);
    if (!c->covers.start)
        return copse_error_nomem(err);
    size_t units = 2 * c->n, sites = units + c->units.n_columns,
           professions = sites + c->sites.n_columns;
    for (size_t v = 0; v < c->n && st == COPSE_OK; v++) {
        cover_people(&to, c, v);
        cover_groups(&to, &c->units, units, v);
        cover_groups(&to, &c->sites, sites, v);
        cover_groups(&to, &c->professions, professions, v);
        c->covers.start[v + 1] = to.n;
        if (v % 256 == 0)
            st = copse_context_poll(c->ctx, err);
    }
    c->covers.column = to.list; /* freed with it, on failure too */
    return st == COPSE_OK && to.has_failed ? copse_error_nomem(err) : st;
}
