/*
 * Topic similarity: the cosine of what a member knows and what a CoP is about,
 * sqrt(weight)·idf each, one part a topic. It serves who is in no CoP yet.
 */
#include "model/kinds.h"

copse_status copse_topic_similarity_add(copse_builder *b, const copse_design *d, double times,
                                        double times_new, copse_error *err)
{
    copse_incidence carriers = {0};
    double *weight = copse_memory_new(d->n_targets, sizeof *weight);
    copse_status st =
        weight ? copse_incidence_transpose(&carriers, &d->about, err) : copse_error_nomem(err);
    for (size_t t = 0; st == COPSE_OK && t < d->n_topics; t++) {
        size_t from = carriers.start[t], to = carriers.start[t + 1];
        for (size_t k = from; k < to; k++)
            weight[carriers.column[k]] =
                (d->size[carriers.column[k]] > 0.0 ? times : times_new) * carriers.value[k];
        const char *key = d->net->facts->topics[d->topic[t]].key;
        st = copse_builder_add(b, COPSE_REASON_SIMILARITY, key, weight, err);
        for (size_t k = from; k < to; k++)
            weight[carriers.column[k]] = 0.0;
    }
    copse_incidence_free(&carriers);
    copse_memory_free(weight);
    return st;
}

copse_status copse_topic_similarity_fit(copse_builder *b, const copse_design *d,
                                        const copse_choice *choice, const copse_context *ctx,
                                        copse_error *err)
{
    (void)choice;
    (void)ctx;
    return copse_topic_similarity_add(b, d, 1.0, 1.0, err);
}
