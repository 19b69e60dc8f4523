#include "measure/pair_null.h"

#include <math.h>
#include <string.h>

#include "measure/two_mode_internal.h"

struct copse_pair_null {
    const copse_subject *of;
    copse_configuration model;
    double **chance; /* [people.n × people.n] of two numbers of CoPs: E[S], then P(S ≥ k) from k = 0; NULL: not asked for */
    const copse_context *ctx; /* while it is made */
};

/* P(X, Y) of one CoP, in the order 00, 10, 01, 11. */
static void draw_of(double out[4], const copse_configuration *m, size_t a, size_t b, size_t cop)
{
    double p = m->p[a * m->cops.n + cop], q = m->p[b * m->cops.n + cop], v = m->variance[cop];
    double both = v > 0.0 ? p * q * (1.0 - (1.0 - p) * (1.0 - q) / v) : p * q;
    /* Where next to nobody has a choice, the correction may go beyond what there is. */
    both = fmin(fmax(both, fmax(0.0, p + q - 1.0)), fmin(p, q));
    if (m->cops.value[cop] < 2.0)
        both = 0.0; /* one place */
    out[0] = 1.0 - p - q + both;
    out[1] = p - both;
    out[2] = q - both;
    out[3] = both;
}

/* Distribution of (ΣX, ΣY, ΣXY) up to (da, db, most), one more CoP. Sums come before what they are made of. */
static void add_cop(double *f, size_t da, size_t db, size_t most, const double draw[4])
{
    size_t row = most + 1, plane = (db + 1) * row;
    for (size_t i = da + 1; i-- > 0;)
        for (size_t j = db + 1; j-- > 0;)
            for (size_t k = most + 1; k-- > 0;) {
                double *at = f + i * plane + j * row + k;
                double sum = draw[0] * *at;
                if (i > 0)
                    sum += draw[1] * at[-(ptrdiff_t)plane];
                if (j > 0)
                    sum += draw[2] * at[-(ptrdiff_t)row];
                if (i > 0 && j > 0 && k > 0)
                    sum += draw[3] * at[-(ptrdiff_t)(plane + row + 1)];
                *at = sum;
            }
}

/* E[S] and the upper tails, from the weights of S = 0 … most. Summed from the far end, so that small ones keep their digits. */
static void to_chance(double *chance, const double *weight, size_t most)
{
    double all = 0.0, mean = 0.0, above = 0.0;
    for (size_t k = 0; k <= most; k++) {
        all += weight[k];
        mean += (double)k * weight[k];
    }
    chance[0] = mean / all;
    for (size_t k = most + 1; k-- > 0;) {
        above += weight[k];
        chance[1 + k] = above / all;
    }
}

static copse_status find_chance(copse_pair_null *null, size_t a, size_t b, copse_error *err)
{
    const copse_configuration *m = &null->model;
    size_t da = (size_t)m->people.value[a], db = (size_t)m->people.value[b], most = da < db ? da : db;
    double *f = copse_memory_new((da + 1) * (db + 1), (most + 1) * sizeof *f);
    double *chance = copse_memory_new(most + 2, sizeof *chance);
    copse_status st = f && chance ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK)
        f[0] = 1.0;
    for (size_t c = 0; st == COPSE_OK && c < m->cops.n; c++) {
        double draw[4];
        draw_of(draw, m, a, b, c);
        for (double times = 0.0; st == COPSE_OK && times < m->cops.count[c]; times += 1.0) {
            add_cop(f, da, db, most, draw);
            st = copse_context_poll(null->ctx, err);
        }
    }
    if (st == COPSE_OK) {
        to_chance(chance, f + (da * (db + 1) + db) * (most + 1), most);
        null->chance[a * m->people.n + b] = chance;
        chance = NULL;
    }
    copse_memory_free(f);
    copse_memory_free(chance);
    return st;
}

/* The place of two people's numbers of CoPs, smaller first. */
static size_t place_of(const copse_pair_null *null, size_t a, size_t b)
{
    size_t x = (size_t)null->model.people.of[a], y = (size_t)null->model.people.of[b];
    return x < y ? x * null->model.people.n + y : y * null->model.people.n + x;
}

static copse_status meet(void *user, size_t a, size_t b, copse_error *err)
{
    copse_pair_null *null = user;
    size_t place = place_of(null, a, b);
    if (null->chance[place])
        return COPSE_OK;
    return find_chance(null, place / null->model.people.n, place % null->model.people.n, err);
}

copse_status copse_pair_null_new(copse_pair_null **out, const copse_subject *of, const copse_context *ctx,
                                 copse_error *err)
{
    copse_pair_null *null = copse_memory_new(1, sizeof *null);
    *out = NULL;
    if (!null)
        return copse_error_nomem(err);
    null->of = of;
    null->ctx = ctx;
    copse_status st = copse_configuration_new(&null->model, &of->seats, ctx, err);
    if (st == COPSE_OK) {
        null->chance = copse_memory_new(null->model.people.n * null->model.people.n, sizeof *null->chance);
        st = null->chance ? copse_measure_pairs(of, false, meet, null, ctx, err) : copse_error_nomem(err);
    }
    null->ctx = NULL;
    if (st == COPSE_OK)
        *out = null;
    else
        copse_pair_null_free(null);
    return st;
}

void copse_pair_null_free(copse_pair_null *null)
{
    if (!null)
        return;
    for (size_t i = 0; null->chance && i < null->model.people.n * null->model.people.n; i++)
        copse_memory_free(null->chance[i]);
    copse_memory_free(null->chance);
    copse_configuration_free(&null->model);
    copse_memory_free(null);
}

/* Of a pair that shares something; else NULL. */
static const double *chance_of(const copse_pair_null *null, size_t a, size_t b, size_t *shared)
{
    *shared = copse_measure_shared(null->of, a, b).both;
    return *shared > 0 ? null->chance[place_of(null, a, b)] : NULL;
}

double copse_pair_null_expected(const copse_pair_null *null, size_t a, size_t b)
{
    size_t shared;
    const double *chance = chance_of(null, a, b, &shared);
    return chance ? chance[0] : NAN;
}

double copse_pair_null_upper(const copse_pair_null *null, size_t a, size_t b)
{
    size_t shared;
    const double *chance = chance_of(null, a, b, &shared);
    return chance ? chance[1 + shared] : NAN;
}

double copse_measure_expected_shared(const copse_subject *of, size_t a, size_t b)
{
    return copse_pair_null_expected(of->null, a, b);
}

double copse_measure_pair_test(const copse_subject *of, size_t a, size_t b)
{
    return copse_pair_null_upper(of->null, a, b);
}
