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

/* Both rows have their columns ascending: walk them side by side. */
static double dot_of(const copse_incidence *one, size_t row, const copse_incidence *other,
                     size_t other_row, const double *idf)
{
    double dot = 0.0;
    size_t a = one->start[row], b = other->start[other_row];
    while (a < one->start[row + 1] && b < other->start[other_row + 1]) {
        int32_t x = one->column[a], y = other->column[b];
        if (x == y)
            dot += sqrt(one->value[a] * other->value[b]) * idf[x] * idf[x];
        a += x <= y;
        b += y <= x;
    }
    return dot;
}

static double cosine_of(const copse_incidence *one, copse_index row, const copse_incidence *other,
                        copse_index other_row, const double *idf)
{
    double lengths = sqrt(squared_length(one, (size_t)row, idf)) *
                     sqrt(squared_length(other, (size_t)other_row, idf));
    if (!(lengths > 0.0))
        return NAN;
    /* Rounding may pass 1 by a bit. */
    return fmin(dot_of(one, (size_t)row, other, (size_t)other_row, idf) / lengths, 1.0);
}

void copse_measure_topic_cosine(double *out, const copse_network *net, const double *idf,
                                copse_index member, copse_index community)
{
    *out = cosine_of(&net->member_topics, member, &net->community_topics, community, idf);
}

void copse_measure_community_cosine(double *out, const copse_network *net, const double *idf,
                                    copse_index a, copse_index b)
{
    *out = cosine_of(&net->community_topics, a, &net->community_topics, b, idf);
}
