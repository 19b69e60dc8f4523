/*
 * Adamic–Adar, Σ over shared hubs of 1 / ln(size): Adamic & Adar 2003, "Friends and neighbors on the Web", Social
 * Networks 25(3), 211–230. A hub that two share has at least two, so its logarithm is above 0.
 */
#include "measure/pair.h"

#include <math.h>

double copse_measure_adamic_adar(const copse_subject *of, size_t a, size_t b)
{
    const copse_incidence *seats = &of->seats;
    double sum = 0.0;
    for (size_t k = seats->start[a]; k < seats->start[a + 1]; k++)
        if (copse_incidence_has(seats, b, seats->column[k]))
            sum += 1.0 / log((double)copse_incidence_degree(&of->hubs, (size_t)seats->column[k]));
    return sum;
}
