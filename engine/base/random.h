/* The same numbers on every machine for the same seed: xoshiro256** seeded through SplitMix64. */
#ifndef COPSE_BASE_RANDOM_H
#define COPSE_BASE_RANDOM_H

#include "copse.h"

typedef struct copse_random {
    uint64_t state[4];
} copse_random;

/** Two streams of one seed are independent for all that we use them for. */
void copse_random_seed(copse_random *random, uint64_t seed, uint64_t stream);
uint64_t copse_random_next(copse_random *random);
/** Uniform in 0..n-1 without bias; n > 0. */
uint64_t copse_random_below(copse_random *random, uint64_t n);
/** Uniform in [0, 1) with 53 bits. */
double copse_random_unit(copse_random *random);
/** Shuffle n indices in place (Fisher–Yates). */
void copse_random_shuffle(copse_random *random, int64_t *items, size_t n);

#endif
