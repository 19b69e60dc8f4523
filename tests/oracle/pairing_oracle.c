#include "oracle/pairing_oracle.h"

/* One at a time: a test is a single thread. */
static oracle_outcome best[1 << ORACLE_PEOPLE];
static int64_t heaviest[1 << ORACLE_PEOPLE];

static bool is_better(oracle_outcome x, oracle_outcome y)
{
    if (x.pairs != y.pairs)
        return x.pairs > y.pairs;
    if (x.repeats != y.repeats)
        return x.repeats < y.repeats;
    if (x.priority != y.priority)
        return x.priority > y.priority;
    return x.worth > y.worth;
}

static int first_of(unsigned people)
{
    int i = 0;
    while (!(people >> i & 1U))
        i++;
    return i;
}

/* The first of a set is left out, or meets each of the others in turn. */
oracle_outcome oracle_best_pairs(const oracle_pairing *p)
{
    best[0] = (oracle_outcome){0, 0, 0, 0};
    for (unsigned people = 1; people < 1U << p->n; people++) {
        int i = first_of(people);
        best[people] = best[people & ~(1U << i)];
        for (int j = i + 1; j < p->n; j++) {
            if (!(people >> j & 1U) || !p->may_meet[i][j])
                continue;
            oracle_outcome with = best[people & ~(1U << i) & ~(1U << j)];
            with.pairs++;
            with.repeats += p->is_repeat[i][j];
            with.priority += p->has_priority[i] + p->has_priority[j];
            with.worth += p->worth[i][j];
            if (is_better(with, best[people]))
                best[people] = with;
        }
    }
    return best[(1U << p->n) - 1];
}

int64_t oracle_best_matching(const int64_t *w, int n)
{
    heaviest[0] = 0;
    for (unsigned people = 1; people < 1U << n; people++) {
        int i = first_of(people);
        heaviest[people] = heaviest[people & ~(1U << i)];
        for (int j = i + 1; j < n; j++)
            if (people >> j & 1U && w[i * n + j] > 0 &&
                heaviest[people & ~(1U << i) & ~(1U << j)] + w[i * n + j] > heaviest[people])
                heaviest[people] = heaviest[people & ~(1U << i) & ~(1U << j)] + w[i * n + j];
    }
    return heaviest[(1U << n) - 1];
}
