/* Alternating least squares with conjugate gradients. */
#include "model/factors.h"

#include "base/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { F = COPSE_FACTORS, STEPS = 3, PANEL = 4 };

/* Spread of the factors that it starts from, over sqrt(F). */
static const double first_spread = 0.1;

/* ---- short vectors ---- */

static inline void add(float *restrict to, float times, const float *restrict x)
{
    for (int k = 0; k < F; k++)
        to[k] += times * x[k];
}

/* A few rows at a time, in sums of their own, which stay in registers. */
void copse_factors_gram(float *gram, const float *factors, size_t n)
{
    for (int first = 0; first < F; first += PANEL) {
        float sum[PANEL][F] = {{0}};
        for (size_t row = 0; row < n; row++) {
            const float *x = factors + row * F;
            for (int i = 0; i < PANEL; i++)
                for (int k = 0; k < F; k++)
                    sum[i][k] += x[first + i] * x[k];
        }
        memcpy(gram + first * F, sum, sizeof sum);
    }
}

/* ---- one side ---- */

/* What one half sweep reads: the other side's factors, and what is common to all rows. */
typedef struct half {
    const copse_incidence *joined; /* [rows × others] */
    const float *other;            /* [others × F] */
    float gram[F * F];             /* α Σ of their outer products */
} half;

/* y = (gram + ridge + Σ_joined h hᵀ) x, in a sum of its own, which stays in registers. */
static void times_matrix(float *y, const half *h, size_t row, float ridge, const float *x)
{
    float sum[F];
    for (int k = 0; k < F; k++)
        sum[k] = ridge * x[k];
    for (int i = 0; i < F; i++)
        for (int k = 0; k < F; k++)
            sum[k] += x[i] * h->gram[i * F + k];
    for (size_t at = h->joined->start[row]; at < h->joined->start[row + 1]; at++) {
        const float *o = h->other + (size_t)h->joined->column[at] * F;
        size_t ahead = at + 4 < h->joined->start[row + 1] ? at + 4 : at;
        __builtin_prefetch(h->other + (size_t)h->joined->column[ahead] * F);
        float times = copse_factors_dot(o, x);
        for (int k = 0; k < F; k++)
            sum[k] += times * o[k];
    }
    memcpy(y, sum, sizeof sum);
}

/* Some steps of conjugate gradients (Hestenes & Stiefel 1952) towards the row's least squares. */
static void improve(float *x, const half *h, size_t row, float ridge)
{
    float left[F], direction[F], image[F];
    times_matrix(image, h, row, ridge, x);
    memset(left, 0, sizeof left);
    add(left, -1.0f, image);
    for (size_t k = h->joined->start[row]; k < h->joined->start[row + 1]; k++)
        add(left, 1.0f, h->other + (size_t)h->joined->column[k] * F);
    memcpy(direction, left, sizeof left);
    float squares = copse_factors_dot(left, left);
    for (int step = 0; step < STEPS && squares > 1e-20f; step++) {
        times_matrix(image, h, row, ridge, direction);
        float length = squares / copse_factors_dot(direction, image);
        add(x, length, direction);
        add(left, -length, image);
        float next = copse_factors_dot(left, left);
        for (int k = 0; k < F; k++)
            direction[k] = left[k] + next / squares * direction[k];
        squares = next;
    }
}

/* The ridge of row r is base + each · degree. */
static copse_status solve_side(float *x, half *h, double unjoined, double base, double each,
                               const copse_context *ctx, copse_error *err)
{
    copse_factors_gram(h->gram, h->other, h->joined->n_columns);
    for (size_t i = 0; i < F * F; i++)
        h->gram[i] *= (float)unjoined;
    copse_status st = COPSE_OK;
    for (size_t r = 0; st == COPSE_OK && r < h->joined->n_rows; r++) {
        size_t degree = copse_incidence_degree(h->joined, r);
        if (degree > 0)
            improve(x + r * F, h, r, (float)(base + each * (double)degree));
        else
            memset(x + r * F, 0, F * sizeof *x);
        if (r % 256 == 0)
            st = copse_context_poll(ctx, err);
    }
    return st;
}

/* ---- members in an order that their keys do not change ---- */

typedef struct holder {
    size_t n;
    const int32_t *column;
} holder;

static int by_what_they_hold(const void *a, const void *b)
{
    const holder *x = a, *y = b;
    for (size_t i = 0; i < x->n && i < y->n; i++)
        if (x->column[i] != y->column[i])
            return x->column[i] < y->column[i] ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

copse_status copse_factors_sort_members(copse_incidence *out, const copse_incidence *joined,
                                        copse_error *err)
{
    size_t n = joined->n_rows, entries = joined->start[n];
    *out = (copse_incidence){.n_rows = n, .n_columns = joined->n_columns};
    holder *holders = copse_memory_new(n, sizeof *holders);
    out->start = copse_memory_new(n + 1, sizeof *out->start);
    out->column = copse_memory_new(entries, sizeof *out->column);
    bool is_room = holders && out->start && out->column;
    for (size_t m = 0; is_room && m < n; m++)
        holders[m] = (holder){copse_incidence_degree(joined, m), joined->column + joined->start[m]};
    if (is_room)
        qsort(holders, n, sizeof *holders, by_what_they_hold);
    for (size_t m = 0; is_room && m < n; m++) {
        size_t at = out->start[m];
        if (holders[m].n > 0)
            memcpy(out->column + at, holders[m].column, holders[m].n * sizeof *out->column);
        out->start[m + 1] = at + holders[m].n;
    }
    copse_memory_free(holders);
    return is_room ? COPSE_OK : copse_error_nomem(err);
}

/* ---- both sides ---- */

static void draw(float *factors, size_t n, uint64_t seed)
{
    copse_random random;
    copse_random_seed(&random, seed, 3);
    /* Uniform, of that spread: its square has a third of the range's. */
    double range = first_spread * sqrt(3.0 / F);
    for (size_t i = 0; i < n * F; i++)
        factors[i] = (float)(range * (2.0 * copse_random_unit(&random) - 1.0));
}

static copse_status alternate(copse_factors *f, const copse_incidence *members,
                              const copse_incidence *communities, const copse_recipe *r,
                              const copse_context *ctx, copse_error *err)
{
    size_t n_members = members->n_rows, n_targets = communities->n_rows;
    double degree = (double)members->start[n_members] / fmax(1.0, (double)n_members);
    half *h = copse_memory_new(1, sizeof *h);
    copse_status st = h ? COPSE_OK : copse_error_nomem(err);
    f->member_ridge = r->factor_ridge * (degree + r->unjoined * (double)n_targets);
    for (int sweep = 0; st == COPSE_OK && sweep < (int)r->sweeps; sweep++) {
        h->joined = members;
        h->other = f->community;
        st = solve_side(f->member, h, r->unjoined, f->member_ridge, 0.0, ctx, err);
        h->joined = communities;
        h->other = f->member;
        if (st == COPSE_OK)
            st = solve_side(f->community, h, r->unjoined,
                            r->factor_ridge * r->unjoined * (double)n_members, r->factor_ridge, ctx,
                            err);
    }
    copse_memory_free(h);
    return st;
}

copse_status copse_factors_new(copse_factors *out, const copse_design *d,
                               const copse_recipe *recipe, const copse_context *ctx,
                               copse_error *err)
{
    copse_incidence members = {0}, communities = {0};
    *out = (copse_factors){.community = copse_memory_new(d->n_targets * F, sizeof(float)),
                           .member = copse_memory_new(d->n_members * F, sizeof(float))};
    copse_status st = out->community && out->member ? copse_factors_sort_members(&members, &d->joined, err)
                                                    : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_incidence_transpose(&communities, &members, err);
    if (st == COPSE_OK) {
        draw(out->community, d->n_targets, ctx->seed);
        st = alternate(out, &members, &communities, recipe, ctx, err);
    }
    copse_incidence_free(&members);
    copse_incidence_free(&communities);
    if (st != COPSE_OK)
        copse_factors_free(out);
    return st;
}

void copse_factors_free(copse_factors *f)
{
    copse_memory_free(f->community);
    copse_memory_free(f->member);
    *f = (copse_factors){0};
}
