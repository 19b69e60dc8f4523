#include "oracle/pairing_oracle.h"

/* One at a time: a test is a single thread. */
static oracle_outcome best[1 << ORACLE_PEOPLE][ORACLE_PEOPLE / 2 + 1];
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

/*
 * The first of a set is left out, or meets each of the others in turn; for each number of pairs by itself, since the best
 * of fewer pairs need not be a part of the best of more.
 */
oracle_outcome oracle_best_pairs(const oracle_pairing *p)
{
    enum { NONE = -1 };
    int most = p->most_pairs > 0 && p->most_pairs < p->n / 2 ? p->most_pairs : p->n / 2;
    for (unsigned people = 0; people < 1U << p->n; people++)
        for (int k = 0; k <= most; k++)
            best[people][k] = (oracle_outcome){k == 0 ? 0 : NONE, 0, 0, 0};
    for (unsigned people = 1; people < 1U << p->n; people++) {
        int i = first_of(people);
        for (int k = 1; k <= most; k++) {
            best[people][k] = best[people & ~(1U << i)][k];
            for (int j = i + 1; j < p->n; j++) {
                if (!(people >> j & 1U) || !p->may_meet[i][j])
                    continue;
                oracle_outcome with = best[people & ~(1U << i) & ~(1U << j)][k - 1];
                if (with.pairs == NONE)
                    continue;
                with.pairs++;
                with.repeats += p->is_repeat[i][j];
                with.priority += p->has_priority[i] + p->has_priority[j];
                with.worth += p->worth[i][j];
                if (is_better(with, best[people][k]))
                    best[people][k] = with;
            }
        }
    }
    oracle_outcome all = best[(1U << p->n) - 1][0];
    for (int k = 1; k <= most; k++)
        if (is_better(best[(1U << p->n) - 1][k], all))
            all = best[(1U << p->n) - 1][k];
    return all;
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
