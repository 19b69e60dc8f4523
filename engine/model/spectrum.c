/* Orthogonal iteration on the sparse incidence. */
#include "model/spectrum.h"

#include "base/random.h"
#include "model/factors.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* P is applied twice between two times that columns are made orthogonal, and once more at the end.
 */
enum { ROUNDS = 3, APPLIED = 2 };

/* Rows at a time, which stay in the processor's second cache, and numbers of a row in its
 * registers.
 */
enum { BLOCK = 64, TALL = 4, WIDE = 8 };

/* Of a column that is a sum of those before it this much is left, by rounding. */
static const double nothing_left = 1e-6;

typedef struct iteration {
    size_t n_targets, n_used, n_columns;
    copse_incidence members; /* in an order that their keys do not change */
    float *shrunk;           /* [targets] size^-½ */
    float *q, *next;         /* [targets × columns] */
    double *gram;            /* [columns × columns] lower half; then its root */
    double *inverse;         /* [columns × columns] of the root, lower half */
    float *turn;             /* [columns × columns] its transpose, in single precision */
} iteration;

/* ---- P ---- */

static void scale_rows(float *x, const iteration *it)
{
    for (size_t c = 0; c < it->n_targets; c++)
        for (size_t k = 0; k < it->n_columns; k++)
            x[c * it->n_columns + k] *= it->shrunk[c];
}

static void add(float *restrict to, const float *restrict x, size_t n)
{
    for (size_t k = 0; k < n; k++)
        to[k] += x[k];
}

/* next = P q, member by member; q is scaled on the way. */
static copse_status apply(iteration *it, const copse_context *ctx, copse_error *err)
{
    const copse_incidence *m = &it->members;
    size_t n = it->n_columns;
    float sum[COPSE_SPECTRUM_MOST];
    copse_status st = COPSE_OK;
    scale_rows(it->q, it);
    memset(it->next, 0, it->n_targets * n * sizeof *it->next);
    for (size_t r = 0; st == COPSE_OK && r < m->n_rows; r++) {
        memset(sum, 0, n * sizeof *sum);
        for (size_t k = m->start[r]; k < m->start[r + 1]; k++)
            add(sum, it->q + (size_t)m->column[k] * n, n);
        float share = 1.0f / (float)(copse_incidence_degree(m, r) + !copse_incidence_degree(m, r));
        for (size_t k = 0; k < n; k++)
            sum[k] *= share;
        for (size_t k = m->start[r]; k < m->start[r + 1]; k++)
            add(it->next + (size_t)m->column[k] * n, sum, n);
        if (r % 256 == 0)
            st = copse_context_poll(ctx, err);
    }
    scale_rows(it->next, it);
    return st;
}

/* ---- orthogonal columns: Q = A L⁻ᵀ with L Lᵀ = AᵀA (Cholesky) ---- */

static void add_block(iteration *it, const float *x, size_t n_rows)
{
    size_t n = it->n_columns;
    for (size_t i = 0; i < n; i += TALL)
        for (size_t k = 0; k < i + TALL; k += WIDE) {
            float sum[TALL][WIDE] = {{0}};
            for (size_t r = 0; r < n_rows; r++)
                for (size_t a = 0; a < TALL; a++)
                    for (size_t b = 0; b < WIDE; b++)
                        sum[a][b] += x[r * n + i + a] * x[r * n + k + b];
            for (size_t a = 0; a < TALL; a++)
                for (size_t b = 0; b < WIDE; b++)
                    it->gram[(i + a) * n + k + b] += (double)sum[a][b];
        }
}

/* The lower root in place. A column of which nothing is left gets a root of 0, and is left out. */
static void take_root(double *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double whole = a[i * n + i];
        for (size_t j = 0; j <= i; j++) {
            double sum = a[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= a[i * n + k] * a[j * n + k];
            if (j < i)
                a[i * n + j] = a[j * n + j] > 0.0 ? sum / a[j * n + j] : 0.0;
            else
                a[i * n + i] = sum > nothing_left * whole ? sqrt(sum) : 0.0;
        }
    }
}

/* L⁻¹, and its transpose in single precision; of what is left out, zeros. */
static void invert(float *turn, double *inverse, const double *root, size_t n)
{
    memset(inverse, 0, n * n * sizeof *inverse);
    for (size_t k = 0; k < n; k++) {
        double last = root[k * n + k] > 0.0 ? 1.0 / root[k * n + k] : 0.0;
        for (size_t i = 0; i < k; i++) {
            double sum = 0.0;
            for (size_t j = i; j < k; j++)
                sum += root[k * n + j] * inverse[j * n + i];
            inverse[k * n + i] = -last * sum;
        }
        inverse[k * n + k] = last;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            turn[i * n + k] = (float)inverse[k * n + i];
}

static void turn_block(float *to, const iteration *it, const float *x, size_t n_rows)
{
    size_t n = it->n_columns;
    for (size_t k = 0; k < n; k += WIDE)
        for (size_t r = 0; r < n_rows; r += TALL) {
            float sum[TALL][WIDE] = {{0}};
            size_t tall = n_rows - r < TALL ? n_rows - r : TALL;
            for (size_t i = 0; i < k + WIDE; i++)
                for (size_t a = 0; a < tall; a++)
                    for (size_t b = 0; b < WIDE; b++)
                        sum[a][b] += x[(r + a) * n + i] * it->turn[i * n + k + b];
            for (size_t a = 0; a < tall; a++)
                memcpy(to + (r + a) * n + k, sum[a], sizeof sum[a]);
        }
}

/* q = next with its columns made orthogonal, of length 1. */
static copse_status straighten(iteration *it, const copse_context *ctx, copse_error *err)
{
    size_t n = it->n_columns;
    memset(it->gram, 0, n * n * sizeof *it->gram);
    copse_status st = COPSE_OK;
    for (size_t r = 0; st == COPSE_OK && r < it->n_targets; r += BLOCK) {
        add_block(it, it->next + r * n, it->n_targets - r < BLOCK ? it->n_targets - r : BLOCK);
        st = copse_context_poll(ctx, err);
    }
    take_root(it->gram, n);
    invert(it->turn, it->inverse, it->gram, n);
    for (size_t r = 0; st == COPSE_OK && r < it->n_targets; r += BLOCK) {
        turn_block(it->q + r * n, it, it->next + r * n,
                   it->n_targets - r < BLOCK ? it->n_targets - r : BLOCK);
        st = copse_context_poll(ctx, err);
    }
    return st;
}

/* ---- together ---- */

static bool reserve(iteration *it, const copse_design *d, size_t most)
{
    size_t lanes = COPSE_SPECTRUM_LANES, quarter = (d->n_targets + 3) / 4;
    it->n_targets = d->n_targets;
    it->n_used = quarter < most ? quarter : most;
    size_t n = it->n_columns = (it->n_used + lanes - 1) / lanes * lanes;
    it->shrunk = copse_memory_new(d->n_targets, sizeof *it->shrunk);
    it->q = copse_memory_new(d->n_targets * n, sizeof *it->q);
    it->next = copse_memory_new(d->n_targets * n, sizeof *it->next);
    it->gram = copse_memory_new(n * n, sizeof *it->gram);
    it->inverse = copse_memory_new(n * n, sizeof *it->inverse);
    it->turn = copse_memory_new(n * n, sizeof *it->turn);
    return it->shrunk && it->q && it->next && it->gram && it->inverse && it->turn;
}

static void start(iteration *it, const copse_design *d, uint64_t seed)
{
    copse_random random;
    copse_random_seed(&random, seed, 4);
    for (size_t c = 0; c < it->n_targets; c++)
        for (size_t k = 0; k < it->n_used; k++)
            it->q[c * it->n_columns + k] = (float)(2.0 * copse_random_unit(&random) - 1.0);
    for (size_t c = 0; c < d->n_targets; c++)
        it->shrunk[c] = (float)(1.0 / sqrt(fmax(1.0, d->size[c])));
}

static void swap(iteration *it)
{
    float *q = it->q;
    it->q = it->next;
    it->next = q;
}

static copse_status iterate(iteration *it, const copse_context *ctx, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (int round = 0; st == COPSE_OK && round < ROUNDS; round++) {
        for (int i = 0; st == COPSE_OK && i < APPLIED; i++) {
            if (i > 0)
                swap(it);
            st = apply(it, ctx, err);
        }
        if (st == COPSE_OK)
            st = straighten(it, ctx, err);
    }
    return st;
}

/* Keep Q, then P Q of a copy, for apply() scales what it reads. */
static copse_status hand_over(copse_spectrum *out, iteration *it, const copse_context *ctx,
                              copse_error *err)
{
    size_t n = it->n_targets * it->n_columns;
    out->n_columns = it->n_columns;
    out->low = copse_memory_new(n, sizeof *out->low);
    if (!out->low)
        return copse_error_nomem(err);
    if (n > 0)
        memcpy(out->low, it->q, n * sizeof *out->low);
    copse_status st = apply(it, ctx, err);
    out->passed = it->next;
    it->next = NULL;
    return st;
}

copse_status copse_spectrum_new(copse_spectrum **out, const copse_design *d, size_t most,
                                const copse_context *ctx, copse_error *err)
{
    assert(most > 0 && most <= COPSE_SPECTRUM_MOST);
    iteration it = {0};
    *out = NULL;
    copse_spectrum *s = copse_memory_new(1, sizeof *s);
    copse_status st = s && reserve(&it, d, most)
                          ? copse_factors_sort_members(&it.members, &d->joined, err)
                          : copse_error_nomem(err);
    if (st == COPSE_OK) {
        start(&it, d, ctx->seed);
        st = iterate(&it, ctx, err);
    }
    if (st == COPSE_OK)
        st = hand_over(s, &it, ctx, err);
    copse_incidence_free(&it.members);
    copse_memory_free(it.shrunk);
    copse_memory_free(it.q);
    copse_memory_free(it.next);
    copse_memory_free(it.gram);
    copse_memory_free(it.inverse);
    copse_memory_free(it.turn);
    if (st == COPSE_OK)
        *out = s;
    else
        copse_spectrum_free(s);
    return st;
}

void copse_spectrum_free(copse_spectrum *s)
{
    if (!s)
        return;
    copse_memory_free(s->low);
    copse_memory_free(s->passed);
    copse_memory_free(s);
}
