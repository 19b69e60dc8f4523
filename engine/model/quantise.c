/* Rounding weights, then keeping the largest. */
#include "model/quantise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int64_t copse_quantise_holding(double value)
{
    value = fmax(-COPSE_HOLDING_MAX, fmin(COPSE_HOLDING_MAX, value));
    return llround(value * (double)(COPSE_SCORE_UNIT * (1 << COPSE_HOLDING_BITS)));
}

copse_status copse_builder_init(copse_builder *b, copse_arena *arena, size_t n_targets,
                                size_t top, copse_error *err)
{
    *b = (copse_builder){.arena = arena, .n_targets = n_targets};
    b->weights = copse_memory_new(n_targets, sizeof *b->weights);
    b->is_chosen = copse_memory_new(n_targets / 64 + 1, sizeof *b->is_chosen);
    if (b->weights && b->is_chosen && copse_largest_init(&b->largest, top, n_targets))
        return COPSE_OK;
    copse_builder_free(b);
    return copse_error_nomem(err);
}

void copse_builder_free(copse_builder *b)
{
    copse_memory_free(b->rows);
    copse_memory_free(b->weights);
    copse_memory_free(b->is_chosen);
    copse_largest_free(&b->largest);
    *b = (copse_builder){0};
}

/* ---- choosing ---- */

static copse_status cannot_be_kept(const char *key, double weight, copse_error *err)
{
    return copse_error_set(err, COPSE_E_NUMERIC, key,
                           "check for extreme weights with 'copse check'",
                           "a weight of the model is %g, which cannot be kept", weight);
}

/*
 * Targets are in key order, so a smaller ordinal is a smaller key: one number
 * orders by size, then by key. @return false when the weight cannot be kept
 */
static inline bool offer(copse_builder *b, size_t target, double weight)
{
    if (!(fabs(weight) <= COPSE_WEIGHT_MAX)) /* NaN too */
        return false;
    int32_t rounded = copse_quantise_weight(weight);
    b->weights[target] = rounded;
    if (rounded != 0)
        copse_largest_offer(&b->largest,
                            ((int64_t)abs(rounded) << 32) | (INT32_MAX - (int64_t)target));
    return true;
}

/* The chosen targets, ascending: a bit for each, then the bits in order, which is faster than
 * sorting. */
static void list_chosen(int32_t *target, copse_builder *b, size_t n)
{
    size_t listed = 0;
    for (size_t i = 0; i < n; i++) {
        size_t t = (size_t)(INT32_MAX - (b->largest.kept[i] & INT32_MAX));
        b->is_chosen[t / 64] |= (uint64_t)1 << (t % 64);
    }
    for (size_t word = 0; listed < n; word++)
        for (; b->is_chosen[word] != 0; b->is_chosen[word] &= b->is_chosen[word] - 1)
            target[listed++] = (int32_t)(word * 64 + (size_t)__builtin_ctzll(b->is_chosen[word]));
}

/* Make a row of the largest that were offered. */
static copse_status keep(copse_builder *b, copse_reason_kind kind, const char *key,
                         copse_error *err)
{
    size_t n = copse_largest_cut(&b->largest);
    if (n == 0)
        return COPSE_OK;
    if (!copse_memory_grow((void **)&b->rows, &b->capacity, b->n_rows, sizeof *b->rows))
        return copse_error_nomem(err);
    int32_t *target = copse_arena_take(b->arena, n, sizeof *target);
    int32_t *kept = copse_arena_take(b->arena, n, sizeof *kept);
    char *name = copse_arena_copy(b->arena, key);
    if (!target || !kept || !name)
        return copse_error_nomem(err);
    list_chosen(target, b, n);
    for (size_t i = 0; i < n; i++)
        kept[i] = b->weights[target[i]];
    b->rows[b->n_rows++] = (copse_model_row){{(int32_t)kind, name}, n, target, kept};
    return COPSE_OK;
}

copse_status copse_builder_add(copse_builder *b, copse_reason_kind kind, const char *key,
                               const double *weight, copse_error *err)
{
    copse_largest_clear(&b->largest);
    for (size_t t = 0; t < b->n_targets; t++)
        if (!offer(b, t, weight[t]))
            return cannot_be_kept(key, weight[t], err);
    return keep(b, kind, key, err);
}

copse_status copse_builder_add_sums(copse_builder *b, copse_reason_kind kind, const char *key,
                                     copse_sums *sums, copse_error *err)
{
    copse_largest_clear(&b->largest);
    for (size_t i = 0; i < sums->n; i++) {
        size_t t = (size_t)sums->touched[i];
        if (!offer(b, t, sums->sum[t]))
            return cannot_be_kept(key, sums->sum[t], err);
    }
    copse_sums_clear(sums);
    return keep(b, kind, key, err);
}
