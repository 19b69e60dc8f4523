#include "measure/measure.h"

#include <math.h>

copse_status copse_measure_norm(double *values, const copse_network *net, copse_index community,
                                copse_error *err)
{
    (void)err; /* a measure can fail; this one does not */
    const copse_incidence *topics = &net->community_topics, *members = &net->community_members;
    size_t c = (size_t)community, n_members = copse_incidence_degree(members, c);
    for (size_t t = topics->start[c], place = 0; t < topics->start[c + 1]; t++, place++) {
        double sum = 0.0;
        for (size_t m = members->start[c]; m < members->start[c + 1]; m++)
            sum += copse_network_saturated(net, (size_t)members->column[m], topics->column[t]);
        values[place] = n_members > 0 ? sum / (double)n_members : NAN;
    }
    return COPSE_OK;
}
