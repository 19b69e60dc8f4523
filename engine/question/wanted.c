#include "question/wanted.h"

#include <math.h>

#include "base/memory.h"

copse_status copse_wanted_topics(int32_t **topic, double **weight, size_t *n, const copse_network *net,
                                 const copse_index *asked, const double *weights, size_t n_asked, copse_error *err)
{
    double total = 0.0;
    *n = 0;
    *topic = copse_memory_new(n_asked, sizeof **topic);
    *weight = copse_memory_new(n_asked, sizeof **weight);
    if (!*topic || !*weight)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n_asked; i++) {
        double w = weights ? weights[i] : 1.0;
        size_t at = 0;
        while (at < *n && (*topic)[at] != asked[i])
            at++;
        if (!(w > 0.0) || !isfinite(w))
            return copse_error_set(err, COPSE_E_ARGUMENT, net->facts->topics[asked[i]].key, "give a number above 0",
                                   "a topic's weight is not above 0");
        if (at == *n)
            (*topic)[(*n)++] = (int32_t)asked[i];
        (*weight)[at] += w;
        total += w;
    }
    for (size_t i = 0; i < *n; i++)
        (*weight)[i] /= total;
    return COPSE_OK;
}
