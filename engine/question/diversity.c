/* Maximal marginal relevance: not five CoPs about the same. The formula stands in candidates.h. */
#include "question/candidates.h"

#include <math.h>
#include <string.h>

#include "measure/measure.h"

static double relevance_of(const copse_candidate *c, int64_t lowest, int64_t highest)
{
    return highest > lowest ? (double)(c->score - lowest) / (double)(highest - lowest) : 0.0;
}

static double likeness(const copse_network *net, const double *idf, const copse_candidate *a,
                       const copse_candidate *b)
{
    double cosine;
    copse_measure_community_cosine(&cosine, net, idf, a->community, b->community);
    return isnan(cosine) ? 0.0 : cosine;
}

static double worth_of(const copse_candidates *l, size_t c, size_t n_above, const copse_network *net,
                       const double *idf, double lambda, int64_t lowest, int64_t highest)
{
    double most = 0.0;
    for (size_t d = 0; d < n_above; d++)
        most = fmax(most, likeness(net, idf, &l->list[c], &l->list[d]));
    return (1.0 - lambda) * relevance_of(&l->list[c], lowest, highest) - lambda * most;
}

/* Move one up, keeping the order of those that it passes. */
static void move_up(copse_candidate *list, size_t from, size_t to)
{
    copse_candidate moved = list[from];
    memmove(list + to + 1, list + to, (from - to) * sizeof *list);
    list[to] = moved;
}

void copse_candidates_diversify(copse_candidates *l, const copse_network *net, const double *idf,
                                double lambda, size_t top)
{
    if (l->n < 2 || !(lambda > 0.0))
        return;
    int64_t highest = l->list[0].score, lowest = l->list[l->n - 1].score;
    for (size_t place = 0; place < l->n && place < top; place++) {
        size_t best = place;
        double most = -INFINITY;
        for (size_t c = place; c < l->n; c++) {
            double worth = worth_of(l, c, place, net, idf, lambda, lowest, highest);
            if (worth > most) { /* of equals the one that stood higher */
                most = worth;
                best = c;
            }
        }
        move_up(l->list, best, place);
    }
}
