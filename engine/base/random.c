/*
 * xoshiro256** 1.0 and SplitMix64: Blackman & Vigna 2021, "Scrambled linear
 * pseudorandom number generators", ACM Trans. Math. Softw. 47(4); bounded
 * integers by rejection. GSL's generators live behind gsl/, which only measure
 * and model may include, and generated data must not change with a library.
 */
#include "base/random.h"

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

void copse_random_seed(copse_random *random, uint64_t seed, uint64_t stream)
{
    uint64_t mix = seed;
    mix = splitmix(&mix) ^ (stream * 0xd1342543de82ef95u);
    for (int i = 0; i < 4; i++)
        random->state[i] = splitmix(&mix);
}

uint64_t copse_random_next(copse_random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint64_t copse_random_below(copse_random *random, uint64_t n)
{
    uint64_t reject_from = UINT64_MAX - UINT64_MAX % n;
    uint64_t draw;
    do {
        draw = copse_random_next(random);
    } while (draw >= reject_from);
    return draw % n;
}

double copse_random_unit(copse_random *random)
{
    return (double)(copse_random_next(random) >> 11) * 0x1p-53;
}

void copse_random_shuffle(copse_random *random, int64_t *items, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)copse_random_below(random, i);
        int64_t swap = items[i - 1];
        items[i - 1] = items[j];
        items[j] = swap;
    }
}
