/* Sums over few of many CoPs. */
#include "model/sums.h"

#include <stdlib.h>
#include <string.h>

typedef struct sized {
    double size;
    int32_t target;
} sized;

static int largest_first(const void *a, const void *b)
{
    const sized *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return (x->target > y->target) - (x->target < y->target);
}

static bool fill_places(copse_sums *t, const copse_design *d)
{
    sized *order = copse_memory_new(d->n_targets, sizeof *order);
    if (!order)
        return false;
    for (size_t c = 0; c < d->n_targets; c++)
        order[c] = (sized){d->size[c], (int32_t)c};
    qsort(order, d->n_targets, sizeof *order, largest_first);
    for (size_t p = 0; p < d->n_targets; p++) {
        t->target[p] = order[p].target;
        t->place[order[p].target] = (int32_t)p;
    }
    copse_memory_free(order);
    return true;
}

static bool fill_joined(copse_incidence *placed, const copse_incidence *joined,
                        const int32_t *place)
{
    size_t entries = joined->start[joined->n_rows];
    placed->n_rows = joined->n_rows;
    placed->n_columns = joined->n_columns;
    placed->start = copse_memory_new(joined->n_rows + 1, sizeof *placed->start);
    placed->column = copse_memory_new(entries, sizeof *placed->column);
    if (!placed->start || !placed->column)
        return false;
    memcpy(placed->start, joined->start, (joined->n_rows + 1) * sizeof *placed->start);
    for (size_t k = 0; k < entries; k++)
        placed->column[k] = place[joined->column[k]];
    return true;
}

copse_status copse_sums_init(copse_sums *t, const copse_design *d, copse_error *err)
{
    *t = (copse_sums){0};
    t->sum = copse_memory_new(d->n_targets, sizeof *t->sum);
    t->touched = copse_memory_new(d->n_targets + 1, sizeof *t->touched);
    t->weight = copse_memory_new(d->n_targets, sizeof *t->weight);
    t->target = copse_memory_new(d->n_targets, sizeof *t->target);
    t->place = copse_memory_new(d->n_targets, sizeof *t->place);
    if (t->sum && t->touched && t->weight && t->target && t->place && fill_places(t, d) &&
        fill_joined(&t->joined, &d->joined, t->place))
        return COPSE_OK;
    copse_sums_free(t);
    return copse_error_nomem(err);
}

void copse_sums_free(copse_sums *t)
{
    copse_memory_free(t->sum);
    copse_memory_free(t->touched);
    copse_memory_free(t->weight);
    copse_memory_free(t->target);
    copse_memory_free(t->place);
    copse_incidence_free(&t->joined);
    *t = (copse_sums){0};
}

/* Members stand far apart in memory: where those after the next start, and what they are in, is
 * asked for while the one at hand is read. */
static inline void ask_ahead(const copse_incidence *holders, size_t k, size_t end,
                             const copse_incidence *joined)
{
    if (k + 16 < end)
        __builtin_prefetch(joined->start + holders->column[k + 16]);
    if (k + 8 < end) {
        const int32_t *column = joined->column + joined->start[holders->column[k + 8]];
        __builtin_prefetch(column);
        __builtin_prefetch(column + 16);
        __builtin_prefetch(column + 32);
    }
}

void copse_sums_walk(copse_sums *t, const copse_incidence *holders, size_t thing,
                     const double *member_weight)
{
    const copse_incidence *joined = &t->joined;
    double *sum = t->sum;
    int32_t *touched = t->touched;
    size_t n = 0;
    const size_t end = holders->start[thing + 1];
    for (size_t k = holders->start[thing]; k < end; k++) {
        ask_ahead(holders, k, end, joined);
        size_t m = (size_t)holders->column[k];
        double weight = member_weight ? member_weight[m] : 1.0;
        for (size_t j = joined->start[m]; j < joined->start[m + 1]; j++) {
            int32_t c = joined->column[j];
            /* Written always and counted when new: a branch would be mispredicted half the time. */
            touched[n] = c;
            n += sum[c] == 0.0;
            sum[c] += weight;
        }
    }
    t->n = n;
}
