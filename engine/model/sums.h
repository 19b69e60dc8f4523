/*
 * Sums over few of many targets: only what was touched is read and cleared,
 * so that a row of a large sparse model costs what it holds.
 */
#ifndef COPSE_MODEL_SUMS_H
#define COPSE_MODEL_SUMS_H

#include "network/network.h"

typedef struct copse_sums {
    double *sum;      /**< [n_targets] 0 where nothing was added */
    int32_t *touched; /**< [n_targets + 1] the first n: where something was, each once */
    size_t n;
} copse_sums;

copse_status copse_sums_init(copse_sums *sums, size_t n_targets, copse_error *err);
void copse_sums_free(copse_sums *sums);
void copse_sums_clear(copse_sums *sums);

/**
 * Whom a thing leads to: add, for every CoP, the sum over the members who have
 * the thing and are in the CoP of member_weight (NULL: 1 each).
 *
 * Sums are added up in the order of members, which makes them the same on
 * every machine. Cost: O(Σ CoPs of the members who have the thing).
 *
 * @param holders        [things × members]
 * @param joined         [members × n_targets]
 * @param member_weight  [members] positive
 */
void copse_sums_walk(copse_sums *sums, const copse_incidence *holders, size_t thing,
                      const copse_incidence *joined, const double *member_weight);

#endif
