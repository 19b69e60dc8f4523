/* Numbers drawn the same way on every machine; see generate_internal.h for what that allows. */
#include "store/generate_internal.h"

#include <math.h>

copse_random copse_generate_stream(const copse_generate *g, copse_generate_section section,
                                   uint64_t i)
{
    copse_random random;
    copse_random_seed(&random, g->ctx->seed, ((uint64_t)section << 40) | i);
    return random;
}

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The inverse of a mod n, where they have no common divisor: Euclid's algorithm, run with its
 * factors. */
static uint64_t inverse_of(uint64_t a, uint64_t n)
{
    int64_t x = 0, next = 1;
    uint64_t rest = n, divisor = a % n;
    while (divisor) {
        int64_t quotient = (int64_t)(rest / divisor), keep = x - quotient * next;
        uint64_t left = rest % divisor;
        x = next;
        next = keep;
        rest = divisor;
        divisor = left;
    }
    return x < 0 ? (uint64_t)(x + (int64_t)n) : (uint64_t)x;
}

copse_permutation copse_generate_permutation(const copse_generate *g, uint64_t which, uint64_t n)
{
    copse_random random = copse_generate_stream(g, COPSE_DRAW_ORDER, which);
    copse_permutation p = {.n = n, .multiply = 1, .add = 0, .divide = 1};
    if (n < 2)
        return p;
    do {
        p.multiply = 1 + copse_random_below(&random, n - 1);
    } while (common_divisor(p.multiply, n) != 1);
    p.add = copse_random_below(&random, n);
    p.divide = inverse_of(p.multiply, n);
    return p;
}

uint64_t copse_permutation_apply(const copse_permutation *p, uint64_t x)
{
    return (x * p->multiply + p->add) % p->n;
}

uint64_t copse_permutation_undo(const copse_permutation *p, uint64_t y)
{
    return (y + p->n - p->add) % p->n * p->divide % p->n;
}

bool copse_generate_chance(copse_random *random, double probability)
{
    return copse_random_unit(random) < probability;
}

size_t copse_generate_rank(copse_random *random, size_t n)
{
    double u = copse_random_unit(random);
    size_t rank = (size_t)((double)n * (u * u * u));
    return rank < n ? rank : n - 1;
}

/*
 * Lomax with shape 2, w = (1 - u)^(-1/2) - 1, cut at 12: its mean is then 6/7.
 * Rounding up with the probability of the fraction keeps the mean.
 */
size_t copse_generate_count(copse_random *random, double mean)
{
    double u = copse_random_unit(random) * (168.0 / 169.0);
    double w = 1.0 / sqrt(1.0 - u) - 1.0;
    return (size_t)(mean * (w * 7.0 / 6.0) + copse_random_unit(random));
}

copse_day copse_generate_day(copse_random *random, copse_day from, copse_day to)
{
    if (to <= from)
        return from;
    return from + (copse_day)copse_random_below(random, (uint64_t)(to - from) + 1);
}

int copse_generate_share(uint64_t position, uint64_t n, const int *percent, int k)
{
    uint64_t kinds = (uint64_t)k;
    if (position < kinds && n >= kinds)
        return (int)position;
    uint64_t rest = n >= kinds ? n - kinds : n, at = n >= kinds ? position - kinds : position;
    uint64_t sum = 0;
    for (int i = 0; i < k; i++) {
        sum += (uint64_t)percent[i];
        if (at * 100 < sum * rest)
            return i;
    }
    return k - 1;
}

int copse_generate_pick(copse_random *random, const int *percent, int k)
{
    /* A position above k is past those that are given one of each kind. */
    return copse_generate_share((uint64_t)k + copse_random_below(random, 100), (uint64_t)k + 100,
                                percent, k);
}

bool copse_generate_has(const int32_t *items, size_t n, int32_t item)
{
    for (size_t i = 0; i < n; i++)
        if (items[i] == item)
            return true;
    return false;
}
