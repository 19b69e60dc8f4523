/* Scores with one membership left out, by a change of rank two. */
#include "model/loo.h"

#include "model/recipe.h"

#include <string.h>

/* A row of Z while it is put together. */
typedef struct row {
    size_t n;
    int32_t *column;
    double *value;
} row;

static void put(row *r, size_t column, double value)
{
    r->column[r->n] = (int32_t)column;
    r->value[r->n++] = value;
}

/* The member's row with the membership hidden. */
static void hidden_row(row *r, const copse_trials *t, const copse_features *f, size_t trial)
{
    const copse_design *d = t->design;
    size_t m = (size_t)t->member[trial], topics = d->n_targets, groups = topics + d->n_topics;
    size_t last = groups + d->n_groups;
    double scale = copse_recipe_row_scale(copse_incidence_degree(&d->joined, m) - 1);
    r->n = 0;
    for (size_t k = d->joined.start[m]; k < d->joined.start[m + 1]; k++) {
        size_t c = (size_t)d->joined.column[k];
        if (d->joined.column[k] != t->target[trial])
            put(r, c, scale * f->scale[c]);
    }
    for (size_t k = t->known.start[trial]; k < t->known.start[trial + 1]; k++) {
        size_t column = topics + (size_t)t->known.column[k];
        put(r, column, t->known.value[k] * f->scale[column]);
    }
    for (size_t k = d->grouped.start[m]; k < d->grouped.start[m + 1]; k++) {
        size_t column = groups + (size_t)d->grouped.column[k];
        put(r, column, f->scale[column]);
    }
    put(r, last, f->scale[last]);
}

/* out [columns] = P r */
static void p_times(double *out, const copse_inverse *inverse, const row *r)
{
    size_t n = inverse->n;
    memset(out, 0, n * sizeof *out);
    for (size_t i = 0; i < r->n; i++) {
        const double *p = inverse->matrix + (size_t)r->column[i] * n;
        double value = r->value[i];
        for (size_t j = 0; j < n; j++)
            out[j] += value * p[j];
    }
}

static double dot(const row *r, const double *x)
{
    double sum = 0.0;
    for (size_t i = 0; i < r->n; i++)
        sum += r->value[i] * x[r->column[i]];
    return sum;
}

static void score_trial(float *out, const copse_inverse *inverse, size_t n_targets, const row *z,
                        const row *hidden, const double *u, const double *v)
{
    double k11 = dot(z, u) - 1.0, k12 = dot(hidden, u), t = dot(hidden, v), k22 = t + 1.0;
    double delta = k11 * k22 - k12 * k12;
    double g1 = (k22 * k12 - k12 * t) / delta, g2 = (k11 * t - k12 * k12) / delta;
    for (size_t c = 0; c < n_targets; c++) {
        double p_cc = inverse->matrix[c * inverse->n + c] -
                      (k22 * u[c] * u[c] - 2.0 * k12 * u[c] * v[c] + k11 * v[c] * v[c]) / delta;
        out[c] = (float)(-(v[c] - g1 * u[c] - g2 * v[c]) / p_cc);
    }
}

copse_status copse_loo_scores(float *out, const copse_trials *t, const copse_features *f,
                              const copse_inverse *inverse, const copse_context *ctx,
                              copse_error *err)
{
    size_t columns = inverse->n, n_targets = t->design->n_targets, of_member = SIZE_MAX;
    row hidden = {0, copse_memory_new(columns, sizeof *hidden.column),
                  copse_memory_new(columns, sizeof *hidden.value)};
    double *u = copse_memory_new(2 * columns, sizeof *u);
    copse_status st = u && hidden.column && hidden.value ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < t->n; i++) {
        size_t m = (size_t)t->member[i], from = f->z.start[m];
        row z = {f->z.start[m + 1] - from, f->z.column + from, f->z.value + from};
        double *v = u + columns;
        if (m != of_member) { /* trials of one member follow each other */
            p_times(u, inverse, &z);
            st = copse_context_poll(ctx, err);
        }
        of_member = m;
        hidden_row(&hidden, t, f, i);
        p_times(v, inverse, &hidden);
        score_trial(out + i * n_targets, inverse, n_targets, &z, &hidden, u, v);
    }
    copse_memory_free(hidden.column);
    copse_memory_free(hidden.value);
    copse_memory_free(u);
    return st;
}
