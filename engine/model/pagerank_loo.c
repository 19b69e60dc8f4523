/* Walks with one membership left out, by a change of rank three. */
#include "model/pagerank.h"

#include "base/library.h"
#include "model/recipe.h"

#include <gsl/gsl_linalg.h>
#include <string.h>

/* A sparse row while it is put together. */
typedef struct row {
    size_t n;
    int32_t *column;
    double *value;
    double sum;
} row;

static void put(row *r, size_t column, double value)
{
    r->column[r->n] = (int32_t)column;
    r->value[r->n++] = value;
    r->sum += value;
}

/* What is left of the member; what each membership counts is a walk's, or a holding's. */
static void left_of(row *r, const copse_pagerank *p, const copse_trials *t, size_t trial,
                    double membership)
{
    const copse_design *d = p->design;
    size_t m = (size_t)t->member[trial], topics = d->n_targets, groups = topics + d->n_topics;
    r->n = 0;
    r->sum = 0.0;
    for (size_t k = d->joined.start[m]; k < d->joined.start[m + 1]; k++)
        if (d->joined.column[k] != t->target[trial])
            put(r, (size_t)d->joined.column[k], membership);
    for (size_t k = t->known.start[trial]; k < t->known.start[trial + 1]; k++)
        put(r, topics + (size_t)t->known.column[k], t->known.value[k]);
    for (size_t k = d->grouped.start[m]; k < d->grouped.start[m + 1]; k++)
        put(r, groups + (size_t)d->grouped.column[k], COPSE_PAGERANK_GROUP);
}

/* out [n] = Q r */
static void q_times(double *out, const copse_pagerank *p, const row *r)
{
    memset(out, 0, p->n * sizeof *out);
    for (size_t i = 0; i < r->n; i++) {
        const double *q = p->matrix + (size_t)r->column[i] * p->n;
        for (size_t j = 0; j < p->n; j++)
            out[j] += r->value[i] * q[j];
    }
}

static double dot(const row *r, const double *x)
{
    double sum = 0.0;
    for (size_t i = 0; i < r->n; i++)
        sum += r->value[i] * x[r->column[i]];
    return sum;
}

double copse_pagerank_hidden_degree(const copse_pagerank *p, int32_t target)
{
    /* The only way to a CoP may be the one that is hidden: then nothing leads there. */
    return p->degree[target] > 1.0 + 1e-9 ? p->degree[target] - 1.0 : p->degree[target];
}

/*
 * y = (I + C VᵀQV)⁻¹ C VᵀQs: how much of each of QV to take off Qs. By Householder transformations, because GSL's
 * LU does not look whether memory ran out.
 */
static copse_status solve_three(double y[3], double a[9], double b[3], copse_error *err)
{
    gsl_matrix_view matrix = gsl_matrix_view_array(a, 3, 3);
    gsl_vector_view right = gsl_vector_view_array(b, 3), left = gsl_vector_view_array(y, 3);
    int rc = gsl_linalg_HH_solve(&matrix.matrix, &right.vector, &left.vector);
    return copse_gsl_status(rc, "leaving a membership out of a walk", err);
}

/* The vectors of one trial: sparse z, z' and s, and what Q makes of them. */
typedef struct change {
    row z, left, start;
    double *qz, *qleft, *qstart; /* [n] */
} change;

static copse_status leave_out(float *out, const copse_pagerank *p, const change *v, int32_t hidden,
                              copse_error *err)
{
    size_t n_targets = p->design->n_targets;
    const double *qc = p->matrix + (size_t)hidden * p->n;
    const double c[3] = {p->damping / v->z.sum, v->left.sum > 0.0 ? -p->damping / v->left.sum : 0.0,
                         copse_pagerank_hidden_degree(p, hidden) - p->degree[hidden]};
    double zl = dot(&v->left, v->qz), zc = v->qz[hidden], lc = v->qleft[hidden];
    double k[3][3] = {
        {dot(&v->z, v->qz), zl, zc}, {zl, dot(&v->left, v->qleft), lc}, {zc, lc, qc[hidden]}};
    double b[3] = {c[0] * dot(&v->start, v->qz), c[1] * dot(&v->start, v->qleft),
                   c[2] * v->qstart[hidden]};
    double a[9], y[3];
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++)
            a[i * 3 + j] = (i == j ? 1.0 : 0.0) + c[i] * k[i][j];
    copse_status st = solve_three(y, a, b, err);
    for (size_t t = 0; st == COPSE_OK && t < n_targets; t++)
        out[t] = (float)(v->qstart[t] - y[0] * v->qz[t] - y[1] * v->qleft[t] - y[2] * qc[t]);
    return st;
}

copse_status copse_pagerank_leave_out(float *out, const copse_pagerank *p, const copse_trials *t,
                                      const copse_context *ctx, copse_error *err)
{
    const copse_design *d = p->design;
    size_t of_member = SIZE_MAX;
    int32_t *columns = copse_memory_new(2 * p->n, sizeof *columns);
    double *numbers = copse_memory_new(5 * p->n, sizeof *numbers);
    copse_status st = columns && numbers ? COPSE_OK : copse_error_nomem(err);
    change v = {.left = {.column = columns, .value = numbers},
                .start = {.column = columns + p->n, .value = numbers + p->n}};
    if (st == COPSE_OK) {
        v.qz = numbers + 2 * p->n;
        v.qleft = v.qz + p->n;
        v.qstart = v.qleft + p->n;
    }
    for (size_t i = 0; st == COPSE_OK && i < t->n; i++) {
        size_t m = (size_t)t->member[i], from = p->z.start[m];
        if (m != of_member) { /* trials of one member follow each other */
            v.z = (row){p->z.start[m + 1] - from, p->z.column + from, p->z.value + from,
                        p->row_sum[m]};
            q_times(v.qz, p, &v.z);
            st = copse_context_poll(ctx, err);
        }
        of_member = m;
        left_of(&v.left, p, t, i, 1.0);
        left_of(&v.start, p, t, i,
                copse_recipe_row_scale(copse_incidence_degree(&d->joined, m) - 1));
        q_times(v.qleft, p, &v.left);
        q_times(v.qstart, p, &v.start);
        if (st == COPSE_OK)
            st = leave_out(out + i * d->n_targets, p, &v, t->target[i], err);
    }
    copse_memory_free(columns);
    copse_memory_free(numbers);
    return st;
}
