/*
 * Rounding weights, then keeping the largest: a row is counted by classes of
 * size, which tells what cannot be among them without a branch that would be
 * mispredicted, and the few that are left are compared.
 */
#include "model/quantise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int64_t copse_quantise_holding(double value)
{
    value = fmax(-COPSE_HOLDING_MAX, fmin(COPSE_HOLDING_MAX, value));
    return llround(value * (double)(COPSE_SCORE_UNIT * (1 << COPSE_HOLDING_BITS)));
}

/* A class is what a float's exponent and first four digits say: sixteen to a power of two. */
enum { CLASS_SHIFT = 19, CLASSES = (127 + 31) << 4 };

copse_status copse_builder_init(copse_builder *b, copse_arena *arena, size_t n_targets, size_t top,
                                copse_error *err)
{
    *b = (copse_builder){.arena = arena, .n_targets = n_targets};
    b->offered = copse_memory_new(n_targets + 1, sizeof *b->offered);
    b->likely = copse_memory_new(n_targets + 1, sizeof *b->likely);
    b->weights = copse_memory_new(n_targets, sizeof *b->weights);
    b->is_chosen = copse_memory_new(n_targets / 64 + 1, sizeof *b->is_chosen);
    b->count = copse_memory_new(CLASSES, sizeof *b->count);
    if (b->offered && b->likely && b->weights && b->is_chosen && b->count &&
        copse_largest_init(&b->largest, top, n_targets))
        return COPSE_OK;
    copse_builder_free(b);
    return copse_error_nomem(err);
}

void copse_builder_free(copse_builder *b)
{
    copse_memory_free(b->rows);
    copse_memory_free(b->offered);
    copse_memory_free(b->likely);
    copse_memory_free(b->weights);
    copse_memory_free(b->is_chosen);
    copse_memory_free(b->count);
    copse_largest_free(&b->largest);
    *b = (copse_builder){0};
}

/* ---- choosing ---- */

static copse_status refuse(const char *key, const double *weight, size_t n, copse_error *err)
{
    size_t i = 0;
    while (i + 1 < n && fabs(weight[i]) <= COPSE_WEIGHT_MAX)
        i++;
    return copse_error_set(err, COPSE_E_NUMERIC, key,
                           "check for extreme weights with 'copse check'",
                           "a weight of the model is %g, which cannot be kept", weight[i]);
}

/* Whether none is too large, or no number. */
static bool can_be_kept(const double *weight, size_t n)
{
    uint64_t refused = 0;
    for (size_t i = 0; i < n; i++)
        refused += !(fabs(weight[i]) <= COPSE_WEIGHT_MAX);
    return refused == 0;
}

/* As copse_quantise_weight() does, of weights that can be kept. */
static void round_all(int32_t *rounded, const double *weight, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double scaled = weight[i] * (double)(1 << COPSE_WEIGHT_BITS);
        rounded[i] = (int32_t)(scaled + copysign(0.5, scaled));
    }
}

/* Rises with the size; that of 0 is 0. */
static inline uint32_t class_of(int32_t rounded)
{
    float size = fabsf((float)rounded);
    uint32_t bits;
    memcpy(&bits, &size, sizeof bits);
    return bits >> CLASS_SHIFT;
}

/* The least class of which some may be among the k largest; leaves the counts at 0. */
static uint32_t least_class(copse_builder *b, size_t n, size_t k)
{
    uint32_t most = 1, least = 1;
    size_t above = 0;
    if (n <= k)
        return 1;
    for (size_t i = 0; i < n; i++) {
        uint32_t class = class_of(b->offered[i]);
        b->count[class]++;
        most = class > most ? class : most;
    }
    for (least = most; least > 1 && above + b->count[least] < k; least--)
        above += b->count[least];
    memset(b->count, 0, (most + 1) * sizeof *b->count);
    return least;
}

/*
 * Offer those that may be among the largest. Targets are in key order, so a
 * smaller ordinal is a smaller key: one number orders by size, then by key.
 */
static void offer_likely(copse_builder *b, size_t n, const copse_sums *sums)
{
    uint32_t least = least_class(b, n, b->largest.k);
    size_t n_likely = 0;
    copse_largest_clear(&b->largest);
    for (size_t i = 0; i < n; i++) {
        b->likely[n_likely] = (int32_t)i;
        n_likely += class_of(b->offered[i]) >= least;
    }
    for (size_t l = 0; l < n_likely; l++) {
        size_t i = (size_t)b->likely[l];
        int64_t target = sums ? sums->target[sums->touched[i]] : (int64_t)i;
        int32_t weight = b->offered[i];
        b->weights[target] = weight;
        copse_largest_offer(&b->largest, ((int64_t)abs(weight) << 32) | (INT32_MAX - target));
    }
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
    if (!can_be_kept(weight, b->n_targets))
        return refuse(key, weight, b->n_targets, err);
    round_all(b->offered, weight, b->n_targets);
    offer_likely(b, b->n_targets, NULL);
    return keep(b, kind, key, err);
}

copse_status copse_builder_add_sums(copse_builder *b, copse_reason_kind kind, const char *key,
                                    const copse_sums *sums, copse_error *err)
{
    if (!can_be_kept(sums->weight, sums->n))
        return refuse(key, sums->weight, sums->n, err);
    round_all(b->offered, sums->weight, sums->n);
    offer_likely(b, sums->n, sums);
    return keep(b, kind, key, err);
}
