/* Figures of one ranked list. The formula stands in ranking.h. */
#include "measure/ranking.h"

#include <math.h>

static bool is_true(copse_index item, const copse_index *truth, size_t n_truth)
{
    size_t low = 0, high = n_truth;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (truth[middle] < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n_truth && truth[low] == item;
}

static double discount(size_t place)
{
    return 1.0 / log2((double)place + 1.0);
}

void copse_measure_ranking(copse_ranking *out, const copse_index *ranked, size_t n_ranked,
                           const copse_index *truth, size_t n_truth, size_t k)
{
    double gain = 0.0, ideal = 0.0;
    size_t found = 0, first = 0;
    for (size_t place = 1; place <= k && place <= n_ranked; place++) {
        if (!is_true(ranked[place - 1], truth, n_truth))
            continue;
        gain += discount(place);
        if (found++ == 0)
            first = place;
    }
    for (size_t place = 1; place <= k && place <= n_truth; place++)
        ideal += discount(place);

    *out = (copse_ranking){
        .recall = (double)found / (double)n_truth,
        .hit = found > 0 ? 1.0 : 0.0,
        .ndcg = gain / ideal,
        .reciprocal_rank = found > 0 ? 1.0 / (double)first : 0.0,
    };
}
