/* Rounding weights, then keeping the largest. */
#include "model/quantise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int32_t copse_quantise_weight(double weight)
{
    weight = fmax(-COPSE_WEIGHT_MAX, fmin(COPSE_WEIGHT_MAX, weight));
    return (int32_t)llround(weight * (double)(1 << COPSE_WEIGHT_BITS));
}

int64_t copse_quantise_holding(double value)
{
    value = fmax(-COPSE_HOLDING_MAX, fmin(COPSE_HOLDING_MAX, value));
    return llround(value * (double)(COPSE_SCORE_UNIT * (1 << COPSE_HOLDING_BITS)));
}

copse_status copse_builder_init(copse_builder *b, copse_arena *arena, size_t n_targets, size_t top,
                                copse_error *err)
{
    *b = (copse_builder){.arena = arena, .n_targets = n_targets, .top = top};
    b->ordinals = copse_memory_new(n_targets, sizeof *b->ordinals);
    b->weights = copse_memory_new(n_targets, sizeof *b->weights);
    b->order = copse_memory_new(n_targets, sizeof *b->order);
    if (b->ordinals && b->weights && b->order)
        return COPSE_OK;
    copse_builder_free(b);
    return copse_error_nomem(err);
}

void copse_builder_free(copse_builder *b)
{
    copse_memory_free(b->rows);
    copse_memory_free(b->ordinals);
    copse_memory_free(b->weights);
    copse_memory_free(b->order);
    *b = (copse_builder){0};
}

static int descending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x < y) - (x > y);
}

static int ascending(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/*
 * Leave the ordinals of the largest weights in b->ordinals, ascending; returns
 * how many. Targets are in key order, so a smaller ordinal is a smaller key:
 * one number orders by size, then by key.
 */
static size_t choose_largest(copse_builder *b)
{
    size_t n = 0;
    for (size_t t = 0; t < b->n_targets; t++)
        if (b->weights[t] != 0)
            b->order[n++] = ((int64_t)labs(b->weights[t]) << 32) | (INT32_MAX - (int64_t)t);
    if (n > b->top) {
        qsort(b->order, n, sizeof *b->order, descending);
        n = b->top;
    }
    for (size_t i = 0; i < n; i++)
        b->ordinals[i] = (int32_t)(INT32_MAX - (b->order[i] & INT32_MAX));
    qsort(b->ordinals, n, sizeof *b->ordinals, ascending);
    return n;
}

copse_status copse_builder_add(copse_builder *b, copse_reason_kind kind, const char *key,
                               const double *weight, copse_error *err)
{
    for (size_t t = 0; t < b->n_targets; t++) {
        if (!(fabs(weight[t]) <= COPSE_WEIGHT_MAX)) /* NaN too */
            return copse_error_set(err, COPSE_E_NUMERIC, key,
                                   "check for extreme weights with 'copse check'",
                                   "a weight of the model is %g, which cannot be kept", weight[t]);
        b->weights[t] = copse_quantise_weight(weight[t]);
    }
    size_t n = choose_largest(b);
    if (n == 0)
        return COPSE_OK;
    if (!copse_memory_grow((void **)&b->rows, &b->capacity, b->n_rows, sizeof *b->rows))
        return copse_error_nomem(err);
    int32_t *target = copse_arena_take(b->arena, n, sizeof *target);
    int32_t *kept = copse_arena_take(b->arena, n, sizeof *kept);
    char *name = copse_arena_copy(b->arena, key);
    if (!target || !kept || !name)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++) {
        target[i] = b->ordinals[i];
        kept[i] = b->weights[target[i]];
    }
    b->rows[b->n_rows++] = (copse_model_row){{(int32_t)kind, name}, n, target, kept};
    return COPSE_OK;
}
