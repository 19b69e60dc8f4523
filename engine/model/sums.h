/*
 * Sums over few of many CoPs: only what was touched is read and cleared, so
 * that a row of a large sparse model costs what it holds.
 *
 * CoPs are counted by place, those of most members first: what is touched often
 * then stands together, in memory that is near the processor.
 */
#ifndef COPSE_MODEL_SUMS_H
#define COPSE_MODEL_SUMS_H

#include "model/design.h"

typedef struct copse_sums {
    double *sum;      /**< [places] 0 where nothing was added */
    int32_t *touched; /**< [places + 1] the first n: where something was, each once */
    double *weight;   /**< [places] of what was touched, for who makes a row of it */
    size_t n;
    int32_t *target;        /**< [places] the design's target that stands there */
    int32_t *place;         /**< [targets] where it stands */
    copse_incidence joined; /**< [members × places] columns in no order */
} copse_sums;

/** Cost: O(memberships + targets log targets). */
copse_status copse_sums_init(copse_sums *sums, const copse_design *design, copse_error *err);
void copse_sums_free(copse_sums *sums);

/**
 * Whom a thing leads to: add, for every CoP, the sum over the members who have
 * the thing and are in the CoP of member_weight (NULL: 1 each).
 *
 * Sums are added up in the order of members, which makes them the same on
 * every machine. Cost: O(Σ CoPs of the members who have the thing).
 *
 * @param holders        [things × members]
 * @param member_weight  [members] positive
 */
void copse_sums_walk(copse_sums *sums, const copse_incidence *holders, size_t thing,
                     const double *member_weight);

/** What was added to the i-th that was touched, which is cleared; n stays. */
static inline double copse_sums_take(copse_sums *sums, size_t i)
{
    double *sum = &sums->sum[sums->touched[i]], taken = *sum;
    *sum = 0.0;
    return taken;
}

#endif
