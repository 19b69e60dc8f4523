/* The weights of the terms multiplied in, once, so that the searches only add. */
#include "choose/group.h"

#include <stdlib.h>
#include <string.h>

enum { KEPT_ROWS = 64 };

typedef struct ranked {
    double value;
    int32_t candidate;
} ranked;

static int by_value(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

static double value_alone(const copse_group_tables *t, size_t v)
{
    const copse_incidence *e = t->problem->evidence, *c = t->problem->covers;
    double value = t->own[v];
    for (size_t i = e->start[v]; i < e->start[v + 1]; i++)
        value += COPSE_CHOOSE_BEST * t->topic_value[e->column[i]] * e->value[i];
    for (size_t i = c->start[v]; i < c->start[v + 1]; i++)
        value += t->item_value[c->column[i]];
    return value;
}

static bool rank_alone(copse_group_tables *t)
{
    size_t n = t->problem->n;
    ranked *all = copse_memory_new(n, sizeof *all);
    if (!all)
        return false;
    for (size_t v = 0; v < n; v++) {
        t->alone[v] = value_alone(t, v);
        all[v] = (ranked){t->alone[v], (int32_t)v};
    }
    qsort(all, n, sizeof *all, by_value);
    for (size_t i = 0; i < n; i++)
        t->order[i] = all[i].candidate;
    copse_memory_free(all);
    return true;
}

copse_status copse_group_tables_new(copse_group_tables *out, const copse_group_problem *p,
                                    copse_error *err)
{
    size_t n_items = p->covers->n_columns;
    copse_group_tables t = {.problem = p,
                            .most_near = p->alpha[COPSE_FOUND_COHESION] / (double)p->k};
    t.topic_value = copse_memory_new(p->n_topics, sizeof(double));
    t.item_value = copse_memory_new(n_items, sizeof(double));
    t.own = copse_memory_new(p->n, sizeof(double));
    t.alone = copse_memory_new(p->n, sizeof(double));
    t.order = copse_memory_new(p->n, sizeof *t.order);
    t.rows = copse_memory_new(p->n * KEPT_ROWS, sizeof(double));
    t.row_of = copse_memory_new(KEPT_ROWS, sizeof *t.row_of);
    bool is_whole =
        t.topic_value && t.item_value && t.own && t.alone && t.order && t.rows && t.row_of;
    if (is_whole) {
        for (size_t i = 0; i < p->n_topics; i++)
            t.topic_value[i] = p->alpha[COPSE_FOUND_COVERAGE] * p->topic_weight[i];
        for (size_t i = 0; i < n_items; i++)
            t.item_value[i] =
                p->item_value[i] *
                p->alpha[i < p->first_diversity_item ? COPSE_FOUND_REACH : COPSE_FOUND_DIVERSITY];
        for (size_t v = 0; v < p->n; v++)
            t.own[v] = (p->alpha[COPSE_FOUND_AUTHORITY] * p->authority[v] +
                        p->alpha[COPSE_FOUND_ROOM] * p->room[v]) /
                       (double)p->k;
        for (size_t i = 0; i < KEPT_ROWS; i++)
            t.row_of[i] = -1;
        is_whole = rank_alone(&t);
    }
    if (!is_whole) {
        copse_group_tables_free(&t);
        return copse_error_nomem(err);
    }
    *out = t;
    return COPSE_OK;
}

void copse_group_tables_free(copse_group_tables *t)
{
    copse_memory_free(t->topic_value);
    copse_memory_free(t->item_value);
    copse_memory_free(t->own);
    copse_memory_free(t->alone);
    copse_memory_free(t->order);
    copse_memory_free(t->rows);
    copse_memory_free(t->row_of);
    *t = (copse_group_tables){0};
}

static copse_status fill_nearness(double *h, const copse_group_tables *t, int32_t coordinator,
                                  bool is_exact, copse_error *err)
{
    const copse_group_problem *p = t->problem;
    copse_status st = p->distances(h, p->user, (size_t)coordinator, is_exact, err);
    double share = p->alpha[COPSE_FOUND_COHESION] / (double)p->k;
    for (size_t v = 0; st == COPSE_OK && v < p->n; v++)
        h[v] = share * (1.0 - h[v]);
    return st;
}

copse_status copse_group_nearness(const double **out, copse_group_tables *t, int32_t coordinator,
                                  copse_error *err)
{
    for (size_t i = 0; i < KEPT_ROWS; i++)
        if (t->row_of[i] == coordinator) {
            *out = t->rows + i * t->problem->n;
            return COPSE_OK;
        }
    size_t row = t->next_row;
    t->next_row = (row + 1) % KEPT_ROWS;
    t->row_of[row] = -1;
    copse_status st = fill_nearness(t->rows + row * t->problem->n, t, coordinator, true, err);
    if (st == COPSE_OK)
        t->row_of[row] = coordinator;
    *out = t->rows + row * t->problem->n;
    return st;
}

copse_status copse_group_nearness_bound(double *h, const copse_group_tables *t, int32_t coordinator,
                                        copse_error *err)
{
    return fill_nearness(h, t, coordinator, false, err);
}
