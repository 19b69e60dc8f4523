#include "oracle/ranking.h"

#include <math.h>

/* How many candidates stand before item i. */
static size_t place_of(const int64_t *scores, const int64_t *tie, size_t n, size_t i)
{
    size_t ahead = 0;
    for (size_t j = 0; j < n; j++)
        if (scores[j] != INT64_MIN && j != i)
            ahead += scores[j] > scores[i] || (scores[j] == scores[i] && tie[j] < tie[i]);
    return ahead + 1;
}

oracle_figures oracle_ranking(const int64_t *scores, const int64_t *tie, const bool *is_true, size_t n,
                              size_t k)
{
    double found = 0, truth = 0, gain = 0, ideal = 0, best = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_true[i])
            continue;
        truth += 1;
        if (truth <= (double)k)
            ideal += log(2.0) / log(truth + 1.0);
        if (scores[i] == INT64_MIN)
            continue;
        size_t place = place_of(scores, tie, n, i);
        if (place > k)
            continue;
        found += 1;
        gain += log(2.0) / log((double)place + 1.0);
        if (1.0 / (double)place > best)
            best = 1.0 / (double)place;
    }
    return (oracle_figures){found / truth, found > 0, gain / ideal, best};
}
