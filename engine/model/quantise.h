/*
 * Fixed point: the numbers that a model keeps, and the one way to add them up.
 *
 * A weight is a whole number of 2^-20 of a score; what a member has is a whole
 * number of 2^-10 millionths. Their product is rounded once to whole
 * millionths, and a score is the sum of these: the same on every machine, and
 * exactly the sum of its reasons.
 *
 * Doubles that differ in their last bit, as between two BLAS kernels, become
 * different integers only where a border between two integers lies between
 * them: after refinement that is one weight in some 10^10.
 */
#ifndef COPSE_MODEL_QUANTISE_H
#define COPSE_MODEL_QUANTISE_H

#include "base/largest.h"
#include "model/sums.h"
#include "network/network.h"
#include "store/store.h"

enum { COPSE_WEIGHT_BITS = 20, COPSE_HOLDING_BITS = 10 };

/** Largest weight that is kept, in scores, and its integer. */
#define COPSE_WEIGHT_MAX   255.0
#define COPSE_WEIGHT_LIMIT (255 << COPSE_WEIGHT_BITS)
/** Largest value of what a member has, beyond which it is cut off; its integer stays under 2^33, so
 * that a product fits in int64_t. */
#define COPSE_HOLDING_MAX 8.0

/** Half rounded away from zero. Inline: it is done for every pair of CoPs that share a member. */
static inline int32_t copse_quantise_weight(double weight)
{
    weight = weight < COPSE_WEIGHT_MAX ? weight : COPSE_WEIGHT_MAX;
    weight = weight > -COPSE_WEIGHT_MAX ? weight : -COPSE_WEIGHT_MAX;
    weight *= (double)(1 << COPSE_WEIGHT_BITS);
    return (int32_t)(weight < 0.0 ? weight - 0.5 : weight + 0.5);
}

int64_t copse_quantise_holding(double value);

/** holding × weight in millionths, half rounded up. */
static inline int64_t copse_quantise_product(int64_t holding, int32_t weight)
{
    const int bits = COPSE_WEIGHT_BITS + COPSE_HOLDING_BITS;
    /* A shift of a negative number rounds down, as all compilers that we build with define it. */
    return (holding * weight + ((int64_t)1 << (bits - 1))) >> bits;
}

/** Rows of a model while it is fitted. */
typedef struct copse_builder {
    copse_arena *arena; /**< where rows go; borrowed */
    size_t n_targets;
    size_t n_rows, capacity;
    copse_model_row *rows;
    copse_largest largest; /**< of a row's weights, by size and target */
    int32_t *offered;      /**< [n_targets + 1] scratch: the weights of the row at hand, rounded */
    int32_t *likely;  /**< [n_targets + 1] scratch: places in offered of those that may be kept */
    int32_t *weights; /**< [n_targets] scratch: what may be kept, by target */
    uint64_t *is_chosen; /**< [n_targets / 64 + 1] scratch: a bit a target, all 0 between rows */
    uint32_t *count;     /**< [classes of size] scratch, all 0 between rows */
} copse_builder;

/** @param top  how many of the largest weights a row keeps */
copse_status copse_builder_init(copse_builder *builder, copse_arena *arena, size_t n_targets,
                                size_t top, copse_error *err);
void copse_builder_free(copse_builder *builder);

/**
 * Add what one thing says of every target. Weights are rounded first, then the
 * largest are kept, ties by target; a row of nothing but zeros is left out.
 *
 * @param weight  [n_targets] in scores
 * @param key     copied
 * @return COPSE_OK, COPSE_E_NUMERIC (a weight is not finite or above COPSE_WEIGHT_MAX),
 * COPSE_E_NOMEM.
 */
copse_status copse_builder_add(copse_builder *builder, copse_reason_kind kind, const char *key,
                               const double *weight, copse_error *err);

/** The same of what was touched: sums->weight [sums->n] says it, in that order. */
copse_status copse_builder_add_sums(copse_builder *builder, copse_reason_kind kind, const char *key,
                                    const copse_sums *sums, copse_error *err);

#endif
