#include "measure/measure.h"

#include <math.h>

/* Squared length of one row's profile, whose entries are sqrt(weight) · idf. */
static double squared_length(const copse_incidence *m, size_t row, const double *idf)
{
    double sum = 0.0;
    for (size_t k = m->start[row]; k < m->start[row + 1]; k++)
        sum += m->value[k] * idf[m->column[k]] * idf[m->column[k]];
    return sum;
}

void copse_measure_topic_cosine(double *out, const copse_network *net, const double *idf,
                                copse_index member, copse_index community)
{
    const copse_incidence *of_member = &net->member_topics, *of_community = &net->community_topics;
    double lengths = sqrt(squared_length(of_member, (size_t)member, idf)) *
                     sqrt(squared_length(of_community, (size_t)community, idf));
    if (!(lengths > 0.0)) {
        *out = NAN;
        return;
    }

    /* Both rows have their columns ascending: walk them side by side. */
    double dot = 0.0;
    size_t a = of_member->start[member], b = of_community->start[community];
    while (a < of_member->start[member + 1] && b < of_community->start[community + 1]) {
        int32_t x = of_member->column[a], y = of_community->column[b];
        if (x == y)
            dot += sqrt(of_member->value[a] * of_community->value[b]) * idf[x] * idf[x];
        a += x <= y;
        b += y <= x;
    }
    *out = fmin(dot / lengths, 1.0); /* rounding may pass 1 by a bit */
}
