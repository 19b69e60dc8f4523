/*
 * Walks of three steps with what is common to many members strengthened, and
 * what longer walks blur taken off:
 *
 *     w_jc = x_jc/s₁ + wl·n_j^-½ n_c^½ (q_j·q_c)/s₂ − wp·(p_j·p_c)/s₃
 *
 * with x of RP3β (rp3beta.c), Q of the spectrum (spectrum.h), p = P Q and s the
 * root mean squares over pairs, for the parts to be of one scale. Q Qᵀ between
 * the degrees is the ideal low-pass filter of Shen et al. 2021, "How powerful is
 * graph convolution for recommendation?", CIKM, equation 13, there beside P,
 * which is RP3β with ½, 1 and ½ for exponents. P Q Qᵀ P is what a second step of
 * the walk spreads, and taking it off the first step of sharpening of Choi et
 * al. 2023, "Blurring-sharpening process models for collaborative filtering",
 * SIGIR, section 4.2, I − tP, on the leading columns. Ours: only pairs of CoPs that
 * share a member are weighed, so that a row costs what it holds.
 */
#include "model/spectrum.h"

#include "model/kinds.h"
#include "model/rp3beta.h"

#include <math.h>
#include <string.h>

/* Half of what a row holds at most, so that sums over many CoPs keep the precision of fixed point.
 */
static const double largest_weight = 64.0;

/* Rows by which the parts' scale is measured. */
enum { MOST_MEASURED = 500 };

enum { WALK, LOW, BLUR, N_PARTS };

typedef struct filter {
    const copse_design *design;
    copse_sums sums;
    copse_incidence members; /* [targets × members] */
    copse_rp3beta walk;
    size_t rank, stride;
    float *low, *passed;  /* [places × stride] */
    double *root;         /* [places] n^½ */
    double part[N_PARTS]; /* weight of each, over its root mean square; BLUR's is taken off */
} filter;

/* By place, so that CoPs that many are in stand together. */
static float *in_places(const float *rows, const copse_sums *sums, size_t n_targets, size_t stride)
{
    float *placed = copse_memory_new(n_targets * stride, sizeof *placed);
    for (size_t p = 0; placed && p < n_targets; p++)
        memcpy(placed + p * stride, rows + (size_t)sums->target[p] * stride,
               stride * sizeof *placed);
    return placed;
}

/* The parts between two places; sum is what the walk added up. */
static inline void parts_of(double part[N_PARTS], const filter *f, size_t from, size_t to, double sum)
{
    size_t a = from * f->stride, b = to * f->stride;
    part[WALK] = f->walk.from[from] * sum * f->walk.to[to];
    part[LOW] = f->part[LOW] != 0.0 ? (double)copse_spectrum_dot(f->low + a, f->low + b, f->rank) *
                                          f->root[to] / f->root[from]
                                    : 0.0;
    part[BLUR] = f->part[BLUR] != 0.0
                     ? (double)copse_spectrum_dot(f->passed + a, f->passed + b, f->rank)
                     : 0.0;
}

/* Divide each part's weight by its root mean square over the pairs of some rows, members counted. */
static void measure(filter *f)
{
    double squares[N_PARTS] = {0}, part[N_PARTS], n = 0.0;
    size_t n_targets = f->design->n_targets, step = 1 + n_targets / MOST_MEASURED;
    for (size_t from = 0; from < n_targets; from += step) {
        size_t target = (size_t)f->sums.target[from];
        copse_sums_walk(&f->sums, &f->members, target, f->walk.step);
        for (size_t i = 0; i < f->sums.n; i++) {
            size_t to = (size_t)f->sums.touched[i];
            double sum = copse_sums_take(&f->sums, i);
            if (to == from)
                continue;
            parts_of(part, f, from, to, sum);
            for (int k = 0; k < N_PARTS; k++)
                squares[k] += f->design->size[target] * part[k] * part[k];
            n += f->design->size[target];
        }
    }
    for (int k = 0; k < N_PARTS; k++)
        f->part[k] = squares[k] > 0.0 ? f->part[k] / sqrt(squares[k] / n) : 0.0;
}

/* Bring the parts' weights to a common scale on which no weight is above the largest. */
static void bound(filter *f)
{
    double from = 0.0, to = 0.0, blur = 0.0;
    for (size_t p = 0; p < f->design->n_targets; p++) {
        const float *q = f->low + p * f->stride, *x = f->passed + p * f->stride;
        double length = sqrt((double)copse_spectrum_dot(q, q, f->rank));
        from = fmax(from, length / f->root[p]);
        to = fmax(to, length * f->root[p]);
        blur = fmax(blur, (double)copse_spectrum_dot(x, x, f->rank));
    }
    double most = f->part[WALK] + f->part[LOW] * from * to + f->part[BLUR] * blur;
    for (int k = 0; k < N_PARTS && most > 0.0; k++)
        f->part[k] *= largest_weight / most;
}

static void weigh(filter *f, size_t from)
{
    copse_sums *sums = &f->sums;
    for (size_t i = 0; i < sums->n; i++) {
        double part[N_PARTS], sum = copse_sums_take(sums, i);
        size_t to = (size_t)sums->touched[i];
        parts_of(part, f, from, to, sum);
        sums->weight[i] = to == from ? 0.0
                                     : f->part[WALK] * part[WALK] + f->part[LOW] * part[LOW] -
                                           f->part[BLUR] * part[BLUR];
    }
}

static copse_status add_rows(copse_builder *b, filter *f, const copse_context *ctx,
                             copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t j = 0; st == COPSE_OK && j < f->design->n_targets; j++) {
        copse_sums_walk(&f->sums, &f->members, j, f->walk.step);
        weigh(f, (size_t)f->sums.place[j]);
        st = copse_builder_add_sums(b, COPSE_REASON_COMMUNITY,
                                    copse_design_target_key(f->design, j), &f->sums, err);
        if (st == COPSE_OK && j % 64 == 0)
            st = copse_context_poll(ctx, err);
    }
    return st;
}

static copse_status fill(filter *f, const copse_spectrum *s, const copse_recipe *recipe,
                         copse_error *err)
{
    const copse_design *d = f->design;
    size_t wanted = (size_t)recipe->rank / COPSE_SPECTRUM_LANES * COPSE_SPECTRUM_LANES;
    f->stride = s->n_columns;
    f->rank = wanted < f->stride ? wanted : f->stride;
    f->part[WALK] = 1.0;
    f->part[LOW] = recipe->low_pass;
    f->part[BLUR] = recipe->sharpening;
    f->low = in_places(s->low, &f->sums, d->n_targets, f->stride);
    f->passed = in_places(s->passed, &f->sums, d->n_targets, f->stride);
    f->root = copse_memory_new(d->n_targets, sizeof *f->root);
    if (!f->low || !f->passed || !f->root)
        return copse_error_nomem(err);
    for (size_t p = 0; p < d->n_targets; p++)
        f->root[p] = sqrt(fmax(1.0, d->size[f->sums.target[p]]));
    measure(f);
    bound(f);
    return COPSE_OK;
}

copse_status copse_spectral_fit(copse_builder *b, const copse_design *d, const copse_choice *choice,
                                const copse_context *ctx, copse_error *err)
{
    const copse_recipe *recipe = &choice->setting[0].recipe;
    const copse_spectrum *spectrum = choice->spectrum;
    copse_spectrum *own = NULL;
    filter f = {.design = d};
    copse_status st = copse_sums_init(&f.sums, d, err);
    if (st == COPSE_OK)
        st = copse_incidence_transpose(&f.members, &d->joined, err);
    if (st == COPSE_OK && !spectrum) {
        st = copse_spectrum_new(&own, d, ctx, err);
        spectrum = own;
    }
    if (st == COPSE_OK)
        st = copse_rp3beta_init(&f.walk, d, &f.sums, recipe, err);
    if (st == COPSE_OK)
        st = fill(&f, spectrum, recipe, err);
    if (st == COPSE_OK)
        st = add_rows(b, &f, ctx, err);
    copse_spectrum_free(own);
    copse_sums_free(&f.sums);
    copse_incidence_free(&f.members);
    copse_rp3beta_free(&f.walk);
    copse_memory_free(f.low);
    copse_memory_free(f.passed);
    copse_memory_free(f.root);
    return st;
}
