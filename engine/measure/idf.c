#include "measure/measure.h"

#include <math.h>

#include "network/part.h"

copse_status copse_measure_topic_idf(double *idf, const copse_network *net, copse_error *err)
{
    (void)err; /* a measure can fail; this one does not */
    size_t n_holders = net->whole ? net->whole->n_knowing : 0;
    for (size_t m = 0; !net->whole && m < net->member_topics.n_rows; m++)
        n_holders += copse_incidence_degree(&net->member_topics, m) > 0;
    for (size_t t = 0; t < net->topic_members.n_rows; t++) {
        double n_of_topic = net->whole ? (double)net->whole->n_holders[t]
                                       : (double)copse_incidence_degree(&net->topic_members, t);
        idf[t] = log((1.0 + (double)n_holders) / (1.0 + n_of_topic)) + 1.0;
    }
    return COPSE_OK;
}
