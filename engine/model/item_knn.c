/*
 * Item neighbours: CoPs that share members with those that the member is in.
 * The largest weights of each row are its neighbours.
 *
 *     cosine    w_jc = n_jc / (sqrt(n_j n_c) + shrink),  n_jc members of both
 *     BM25      w_jc = Σ_m b_mj b_mc,  b_mj = idf_m (k1 + 1) / (k1 (1 − b + b n_j / n̄) + 1)
 *               idf_m = ln(1 + CoPs / (1 + d_m))
 *
 * Cosine of the membership columns, shrunk where few members are shared
 * (Sarwar et al. 2001, WWW, section 3.1; shrinkage: Bell & Koren 2007, ICDM).
 * BM25 of a CoP as a document whose words are its members (Robertson &
 * Zaragoza 2009, "The probabilistic relevance framework: BM25 and beyond",
 * section 3): members of few CoPs say more, and large CoPs less. k1 = 0 stands
 * for cosine.
 */
#include "model/kinds.h"

#include <math.h>

static const double largest_weight = 64.0;

typedef struct knn {
    double *member; /* [members] idf_m²; NULL: 1 each */
    double *place;  /* [places] what BM25 multiplies with, or sqrt(n) for the cosine */
    double shrink;
    bool is_cosine;
} knn;

/* A common factor, which changes no rank, makes n_j b_j² of the largest CoP what a row can hold. */
static void fill_bm25(knn *k, const copse_design *d, const copse_sums *sums, double k1,
                      double length)
{
    double mean =
        fmax(1.0, (double)d->joined.start[d->n_members] / fmax(1.0, (double)d->n_targets));
    double largest = 0.0, most = 0.0;
    for (size_t m = 0; m < d->n_members; m++) {
        double degree = (double)copse_incidence_degree(&d->joined, m);
        double idf = log1p((double)d->n_targets / (1.0 + degree));
        k->member[m] = idf * idf;
        most = fmax(most, k->member[m]);
    }
    for (size_t j = 0; j < d->n_targets; j++) {
        double times = (k1 + 1.0) / (k1 * (1.0 - length + length * d->size[j] / mean) + 1.0);
        k->place[sums->place[j]] = times;
        largest = fmax(largest, most * d->size[j] * times * times);
    }
    for (size_t j = 0; j < d->n_targets; j++)
        k->place[j] *= sqrt(largest_weight / fmax(largest, 1.0));
}

/* What the CoP that stands at from says of those that were touched. */
static void weigh(copse_sums *sums, const knn *k, size_t from)
{
    for (size_t i = 0; i < sums->n; i++) {
        size_t to = (size_t)sums->touched[i];
        double sum = copse_sums_take(sums, i), both = k->place[from] * k->place[to];
        double weight = k->is_cosine ? sum / (both + k->shrink) : sum * both;
        sums->weight[i] = to != from ? weight : 0.0;
    }
}

static copse_status fit_rows(copse_builder *b, copse_sums *sums, const copse_design *d,
                             const knn *k, const copse_context *ctx, copse_error *err)
{
    copse_incidence members = {0};
    copse_status st = copse_incidence_transpose(&members, &d->joined, err);
    for (size_t j = 0; st == COPSE_OK && j < d->n_targets; j++) {
        copse_sums_walk(sums, &members, j, k->is_cosine ? NULL : k->member);
        weigh(sums, k, (size_t)sums->place[j]);
        st = copse_builder_add_sums(b, COPSE_REASON_COMMUNITY, copse_design_target_key(d, j), sums,
                                    err);
        if (st == COPSE_OK && j % 64 == 0)
            st = copse_context_poll(ctx, err);
    }
    copse_incidence_free(&members);
    return st;
}

copse_status copse_item_knn_fit(copse_builder *b, const copse_design *d, const copse_choice *choice,
                                const copse_context *ctx, copse_error *err)
{
    const copse_recipe *recipe = &choice->setting[0].recipe;
    copse_sums sums = {0};
    knn k = {.member = copse_memory_new(d->n_members, sizeof *k.member),
             .place = copse_memory_new(d->n_targets, sizeof *k.place),
             .shrink = recipe->shrink,
             .is_cosine = recipe->saturation <= 0.0};
    copse_status st = k.member && k.place ? copse_sums_init(&sums, d, err) : copse_error_nomem(err);
    if (st == COPSE_OK && k.is_cosine)
        for (size_t j = 0; j < d->n_targets; j++)
            k.place[sums.place[j]] = sqrt(d->size[j]);
    else if (st == COPSE_OK)
        fill_bm25(&k, d, &sums, recipe->saturation, recipe->length);
    if (st == COPSE_OK)
        st = fit_rows(b, &sums, d, &k, ctx, err);
    copse_sums_free(&sums);
    copse_memory_free(k.member);
    copse_memory_free(k.place);
    return st;
}
