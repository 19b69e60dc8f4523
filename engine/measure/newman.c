/*
 * Newman's weight of a projection, Σ over shared hubs of 1 / (size − 1): Newman 2001, "Scientific collaboration
 * networks. II. Shortest paths, weighted networks, and centrality", Physical Review E 64, 016132. Over all partners it
 * adds up to the number of hubs that somebody else is in, too.
 */
#include "measure/pair.h"

double copse_measure_newman(const copse_subject *of, size_t a, size_t b)
{
    const copse_incidence *seats = &of->seats;
    double sum = 0.0;
    for (size_t k = seats->start[a]; k < seats->start[a + 1]; k++)
        if (copse_incidence_has(seats, b, seats->column[k]))
            sum += 1.0 / ((double)copse_incidence_degree(&of->hubs, (size_t)seats->column[k]) - 1.0);
    return sum;
}
