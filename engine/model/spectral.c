/*
 * Walks of three steps with what is common to many members strengthened, and
 * what longer walks blur taken off:
 *
 *     w_jc = x_jc/s₁ + wl·n_j^-½ n_c^½ (q_j·q_c)/s₂ − wp·(p_j·p_c)/s₃
 *
 * with x of RP3β (rp3beta.c), Q of the spectrum (spectrum.h), p = P Q and s the
 * root mean squares over pairs, for the parts to be of one scale. Q Qᵀ between
 * the degrees is the ideal low-pass filter of Shen et al. 2021, "How powerful is
 * graph convolution for recommendation?", CIKM, there beside P, which is RP3β
 * with ½, 1 and ½ for exponents. P Q Qᵀ P is what a second step of the walk
 * spreads, and taking it off the first step of sharpening of Choi et al. 2023,
 * "Blurring-sharpening process models for collaborative filtering", SIGIR, on
 * the leading columns. Ours: only pairs of CoPs that share a member are weighed,
 * so that a row costs what it holds.
 */
#include "model/spectral.h"

#include "model/kinds.h"
#include "model/rp3beta.h"

#include <math.h>
#include <string.h>

/* Half of what a row holds at most, so that sums over many CoPs keep the precision of fixed point.
 */
static const double largest_weight = 64.0;

/* Rows by which the parts' scale is measured; and pairs that are kept, in 512 MB. */
enum { MOST_MEASURED = 500, MOST_PAIRS = 1 << 26 };

enum { WALK, LOW, BLUR, N_PARTS };

/* What all rows are made with. */
typedef struct filter {
    const copse_design *design;
    const copse_spectral *spectral;
    copse_sums sums;
    copse_incidence members; /* [targets × members] */
    copse_rp3beta walk;
    float *q, *p;         /* [places × columns] */
    float *low, *blur;    /* [targets] scratch: products of the row at hand */
    double *root;         /* [places] n^½ */
    double part[N_PARTS]; /* weight of each, over its root mean square; BLUR's is taken off */
} filter;

/* ---- products of pairs ---- */

/* By place, so that CoPs that many are in stand together. */
static float *in_places(const float *rows, const copse_sums *sums, size_t n_targets, size_t n)
{
    float *placed = copse_memory_new(n_targets * n, sizeof *placed);
    for (size_t p = 0; placed && p < n_targets; p++)
        memcpy(placed + p * n, rows + (size_t)sums->target[p] * n, n * sizeof *placed);
    return placed;
}

/* Of one place with all that were touched. */
static void multiply(float *product, const filter *f, const float *rows, size_t from)
{
    size_t n = f->spectral->spectrum->n_columns;
    for (size_t i = 0; i < f->sums.n; i++)
        product[i] = copse_spectrum_dot(rows + from * n, rows + (size_t)f->sums.touched[i] * n, n);
}

static copse_status filter_init(filter *f, const copse_design *d, const copse_spectral *spectral,
                                copse_error *err)
{
    size_t n = spectral->spectrum->n_columns;
    f->design = d;
    f->spectral = spectral;
    copse_status st = copse_sums_init(&f->sums, d, err);
    if (st == COPSE_OK)
        st = copse_incidence_transpose(&f->members, &d->joined, err);
    if (st != COPSE_OK)
        return st;
    f->q = in_places(spectral->spectrum->low, &f->sums, d->n_targets, n);
    f->p = in_places(spectral->spectrum->passed, &f->sums, d->n_targets, n);
    f->low = copse_memory_new(d->n_targets, sizeof *f->low);
    f->blur = copse_memory_new(d->n_targets, sizeof *f->blur);
    f->root = copse_memory_new(d->n_targets, sizeof *f->root);
    if (!f->q || !f->p || !f->low || !f->blur || !f->root)
        return copse_error_nomem(err);
    for (size_t p = 0; p < d->n_targets; p++)
        f->root[p] = sqrt(fmax(1.0, d->size[f->sums.target[p]]));
    return COPSE_OK;
}

static void filter_free(filter *f)
{
    copse_sums_free(&f->sums);
    copse_incidence_free(&f->members);
    copse_rp3beta_free(&f->walk);
    copse_memory_free(f->q);
    copse_memory_free(f->p);
    copse_memory_free(f->low);
    copse_memory_free(f->blur);
    copse_memory_free(f->root);
}

static void clear_sums(copse_sums *sums)
{
    for (size_t i = 0; i < sums->n; i++)
        copse_sums_take(sums, i);
}

/* Count the pairs, and keep their products where they are not too many. */
static copse_status keep_products(copse_spectral *s, filter *f, const copse_context *ctx,
                                  copse_error *err)
{
    size_t n_targets = f->design->n_targets;
    s->start = copse_memory_new(n_targets + 1, sizeof *s->start);
    if (!s->start)
        return copse_error_nomem(err);
    for (size_t j = 0; j < n_targets; j++) {
        copse_sums_walk(&f->sums, &f->members, j, NULL);
        s->start[j + 1] = s->start[j] + f->sums.n;
        clear_sums(&f->sums);
    }
    if (s->start[n_targets] > MOST_PAIRS)
        return COPSE_OK;
    s->low = copse_memory_new(s->start[n_targets], sizeof *s->low);
    s->blur = copse_memory_new(s->start[n_targets], sizeof *s->blur);
    copse_status st = s->low && s->blur ? COPSE_OK : copse_error_nomem(err);
    for (size_t j = 0; st == COPSE_OK && j < n_targets; j++) {
        size_t from = (size_t)f->sums.place[j];
        copse_sums_walk(&f->sums, &f->members, j, NULL);
        multiply(s->low + s->start[j], f, f->q, from);
        multiply(s->blur + s->start[j], f, f->p, from);
        clear_sums(&f->sums);
        if (j % 64 == 0)
            st = copse_context_poll(ctx, err);
    }
    return st;
}

copse_status copse_spectral_new(copse_spectral **out, const copse_design *d,
                                const copse_context *ctx, copse_error *err)
{
    filter f = {0};
    *out = NULL;
    copse_spectral *s = copse_memory_new(1, sizeof *s);
    copse_status st = s ? copse_spectrum_new(&s->spectrum, d, COPSE_SPECTRUM_MOST, ctx, err)
                        : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = filter_init(&f, d, s, err);
    if (st == COPSE_OK)
        st = keep_products(s, &f, ctx, err);
    filter_free(&f);
    if (st == COPSE_OK)
        *out = s;
    else
        copse_spectral_free(s);
    return st;
}

void copse_spectral_free(copse_spectral *s)
{
    if (!s)
        return;
    copse_spectrum_free(s->spectrum);
    copse_memory_free(s->start);
    copse_memory_free(s->low);
    copse_memory_free(s->blur);
    copse_memory_free(s);
}

/* ---- rows ---- */

/* The products of the CoP that was walked from: kept ones, or made where they have a weight. */
static void products_of(const float **low, const float **blur, filter *f, size_t target)
{
    const copse_spectral *s = f->spectral;
    *low = s->low ? s->low + s->start[target] : f->low;
    *blur = s->blur ? s->blur + s->start[target] : f->blur;
    if (!s->low && f->part[LOW] != 0.0)
        multiply(f->low, f, f->q, (size_t)f->sums.place[target]);
    if (!s->blur && f->part[BLUR] != 0.0)
        multiply(f->blur, f, f->p, (size_t)f->sums.place[target]);
}

/* The parts of the i-th that was touched, whose sum is taken; false for the CoP itself. */
static inline bool take_parts(double part[N_PARTS], filter *f, size_t from, size_t i,
                              const float *low, const float *blur)
{
    size_t to = (size_t)f->sums.touched[i];
    part[WALK] = f->walk.from[from] * copse_sums_take(&f->sums, i) * f->walk.to[to];
    part[LOW] = (double)low[i] * f->root[to] / f->root[from];
    part[BLUR] = (double)blur[i];
    return to != from;
}

/* Divide each part's weight by its root mean square over the pairs of some rows, members counted.
 */
static void measure(filter *f)
{
    double squares[N_PARTS] = {0}, part[N_PARTS], n = 0.0;
    size_t n_targets = f->design->n_targets, step = 1 + n_targets / MOST_MEASURED;
    const float *low, *blur;
    for (size_t from = 0; from < n_targets; from += step) {
        size_t target = (size_t)f->sums.target[from];
        copse_sums_walk(&f->sums, &f->members, target, f->walk.step);
        products_of(&low, &blur, f, target);
        for (size_t i = 0; i < f->sums.n; i++) {
            double size = take_parts(part, f, from, i, low, blur) ? f->design->size[target] : 0.0;
            for (int k = 0; k < N_PARTS; k++)
                squares[k] += size * part[k] * part[k];
            n += size;
        }
    }
    for (int k = 0; k < N_PARTS; k++)
        f->part[k] = squares[k] > 0.0 ? f->part[k] / sqrt(squares[k] / n) : 0.0;
}

/* Bring the parts' weights to a common scale on which no weight is above the largest. */
static void bound(filter *f)
{
    double from = 0.0, to = 0.0, blur = 0.0;
    size_t n = f->spectral->spectrum->n_columns;
    for (size_t p = 0; p < f->design->n_targets; p++) {
        const float *q = f->q + p * n, *passed = f->p + p * n;
        double length = sqrt((double)copse_spectrum_dot(q, q, n));
        from = fmax(from, length / f->root[p]);
        to = fmax(to, length * f->root[p]);
        blur = fmax(blur, (double)copse_spectrum_dot(passed, passed, n));
    }
    double most = f->part[WALK] + f->part[LOW] * from * to + f->part[BLUR] * blur;
    for (int k = 0; k < N_PARTS && most > 0.0; k++)
        f->part[k] *= largest_weight / most;
}

static void weigh(filter *f, size_t target)
{
    double part[N_PARTS];
    const float *low, *blur;
    size_t from = (size_t)f->sums.place[target];
    products_of(&low, &blur, f, target);
    for (size_t i = 0; i < f->sums.n; i++) {
        bool is_other = take_parts(part, f, from, i, low, blur);
        f->sums.weight[i] = is_other ? f->part[WALK] * part[WALK] + f->part[LOW] * part[LOW] -
                                           f->part[BLUR] * part[BLUR]
                                     : 0.0;
    }
}

static copse_status add_rows(copse_builder *b, filter *f, const copse_context *ctx,
                             copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t j = 0; st == COPSE_OK && j < f->design->n_targets; j++) {
        copse_sums_walk(&f->sums, &f->members, j, f->walk.step);
        weigh(f, j);
        st = copse_builder_add_sums(b, COPSE_REASON_COMMUNITY,
                                    copse_design_target_key(f->design, j), &f->sums, err);
        if (st == COPSE_OK && j % 64 == 0)
            st = copse_context_poll(ctx, err);
    }
    return st;
}

static copse_status fit_with(copse_builder *b, const copse_design *d,
                             const copse_spectral *spectral, const copse_recipe *recipe,
                             const copse_context *ctx, copse_error *err)
{
    filter f = {.part = {1.0, recipe->low_pass, recipe->sharpening}};
    copse_status st = filter_init(&f, d, spectral, err);
    if (st == COPSE_OK)
        st = copse_rp3beta_init(&f.walk, d, &f.sums, recipe, err);
    if (st == COPSE_OK) {
        measure(&f);
        bound(&f);
        st = add_rows(b, &f, ctx, err);
    }
    filter_free(&f);
    return st;
}

copse_status copse_spectral_fit(copse_builder *b, const copse_design *d, const copse_choice *choice,
                                const copse_context *ctx, copse_error *err)
{
    const copse_recipe *recipe = &choice->setting[0].recipe;
    if (choice->spectral)
        return fit_with(b, d, choice->spectral, recipe, ctx, err);
    copse_spectral once = {0};
    copse_status st = copse_spectrum_new(&once.spectrum, d, COPSE_SPECTRUM_MOST, ctx, err);
    if (st == COPSE_OK)
        st = fit_with(b, d, &once, recipe, ctx, err);
    copse_spectrum_free(once.spectrum);
    return st;
}
