/* The inverse that walks with restart stand on, and its table. */
#include "model/pagerank.h"

#include "model/closed_form.h"
#include "model/dense.h"

#include <stdlib.h>
#include <string.h>

/* Rows of Q that are refined together. */
enum { BATCH = 64 };

bool copse_pagerank_fits(const copse_design *d)
{
    return copse_design_columns(d) <= COPSE_CLOSED_FORM_LIMIT;
}

/* ---- rows ---- */

static size_t add_block(copse_incidence *z, size_t at, const copse_incidence *m, size_t row,
                        size_t first_column, double times)
{
    for (size_t k = m->start[row]; k < m->start[row + 1]; k++) {
        z->column[at] = (int32_t)(first_column + (size_t)m->column[k]);
        z->value[at++] = (m->value ? m->value[k] : 1.0) * times;
    }
    return at;
}

static void fill_rows(copse_incidence *z, const copse_design *d, const copse_incidence *words)
{
    size_t topics = d->n_targets, groups = topics + d->n_topics, at = 0, row = 0;
    for (size_t m = 0; m < d->n_members; m++) {
        at = add_block(z, at, &d->joined, m, 0, 1.0);
        at = add_block(z, at, &d->known, m, topics, 1.0);
        at = add_block(z, at, &d->grouped, m, groups, COPSE_PAGERANK_GROUP);
        z->start[++row] = at;
    }
    for (size_t w = 0; w < words->n_rows; w++) {
        at = add_block(z, at, words, w, 0, 1.0);
        z->start[++row] = at;
    }
}

static copse_status take_rows(copse_pagerank *p, copse_error *err)
{
    const copse_design *d = p->design;
    copse_incidence words = {0}, *z = &p->z;
    copse_status st = copse_incidence_transpose(&words, &d->worded, err);
    if (st != COPSE_OK)
        return st;
    size_t entries = d->joined.start[d->n_members] + d->known.start[d->n_members] +
                     d->grouped.start[d->n_members] + words.start[words.n_rows];
    z->n_rows = d->n_members + words.n_rows;
    z->n_columns = p->n;
    z->start = copse_memory_new(z->n_rows + 1, sizeof *z->start);
    z->column = copse_memory_new(entries, sizeof *z->column);
    z->value = copse_memory_new(entries, sizeof *z->value);
    p->row_sum = copse_memory_new(z->n_rows, sizeof *p->row_sum);
    if (z->start && z->column && z->value && p->row_sum)
        fill_rows(z, d, &words);
    else
        st = copse_error_nomem(err);
    copse_incidence_free(&words);
    return st;
}

/* D and S. */
static void add_up(copse_pagerank *p)
{
    const copse_incidence *z = &p->z, *about = &p->design->about;
    for (size_t r = 0; r < z->n_rows; r++)
        for (size_t k = z->start[r]; k < z->start[r + 1]; k++) {
            p->row_sum[r] += z->value[k];
            p->degree[z->column[k]] += z->value[k];
        }
    for (size_t c = 0; c < about->n_rows; c++)
        for (size_t k = about->start[c]; k < about->start[c + 1]; k++) {
            double way = COPSE_PAGERANK_ABOUT * about->value[k];
            p->degree[c] += way;
            p->degree[about->n_rows + (size_t)about->column[k]] += way;
        }
    for (size_t i = 0; i < p->n; i++)
        if (p->degree[i] <= 0.0)
            p->degree[i] = 1.0;
}

/* ---- Q ---- */

/* a [n × n] = D − d (Zᵀ S⁻¹ Z + B) */
static copse_status fill(double *a, const copse_pagerank *p, const copse_context *ctx,
                         copse_error *err)
{
    const copse_incidence *z = &p->z, *about = &p->design->about;
    size_t n = p->n;
    for (size_t r = 0; r < z->n_rows; r++) {
        copse_status st = r % 1024 == 0 ? copse_context_poll(ctx, err) : COPSE_OK;
        if (st != COPSE_OK)
            return st;
        for (size_t i = z->start[r]; i < z->start[r + 1]; i++) {
            double *row = a + (size_t)z->column[i] * n;
            double value = p->damping / p->row_sum[r] * z->value[i];
            for (size_t j = z->start[r]; j <= i; j++)
                row[z->column[j]] -= value * z->value[j];
        }
    }
    for (size_t c = 0; c < about->n_rows; c++)
        for (size_t k = about->start[c]; k < about->start[c + 1]; k++)
            a[(about->n_rows + (size_t)about->column[k]) * n + c] -=
                p->damping * COPSE_PAGERANK_ABOUT * about->value[k];
    for (size_t i = 0; i < n; i++) {
        a[i * n + i] += p->degree[i];
        for (size_t j = 0; j < i; j++)
            a[j * n + i] = a[i * n + j];
    }
    return COPSE_OK;
}

copse_status copse_pagerank_new(copse_pagerank **out, const copse_design *d, double damping,
                                const copse_context *ctx, copse_error *err)
{
    *out = NULL;
    copse_pagerank *p = copse_memory_new(1, sizeof *p);
    if (!p)
        return copse_error_nomem(err);
    *p = (copse_pagerank){
        .design = d, .damping = damping, .n = d->n_targets + d->n_topics + d->n_groups};
    p->matrix = copse_memory_new(p->n * p->n, sizeof *p->matrix);
    p->degree = copse_memory_new(p->n, sizeof *p->degree);
    copse_status st = p->matrix && p->degree ? take_rows(p, err) : copse_error_nomem(err);
    double rcond;
    if (st == COPSE_OK) {
        add_up(p);
        st = fill(p->matrix, p, ctx, err);
    }
    if (st == COPSE_OK)
        st = copse_dense_invert(p->matrix, p->n, &rcond, ctx, err);
    if (st == COPSE_OK) {
        *out = p;
        p = NULL;
    }
    copse_pagerank_free(p);
    return st;
}

void copse_pagerank_free(copse_pagerank *p)
{
    if (!p)
        return;
    copse_memory_free(p->matrix);
    copse_memory_free(p->degree);
    copse_incidence_free(&p->z);
    copse_memory_free(p->row_sum);
    copse_memory_free(p);
}

void copse_pagerank_drop_matrix(copse_pagerank *p)
{
    copse_memory_free(p->matrix);
    p->matrix = NULL;
}

/* ---- the table ---- */

/* residual -= x (D − d (Zᵀ S⁻¹ Z + B)), summed in the order of entries. */
static void subtract_product(double *residual, const copse_pagerank *p, const double *x)
{
    const copse_incidence *z = &p->z, *about = &p->design->about;
    for (size_t i = 0; i < p->n; i++)
        residual[i] -= p->degree[i] * x[i];
    for (size_t r = 0; r < z->n_rows; r++) {
        double sum = 0.0;
        for (size_t k = z->start[r]; k < z->start[r + 1]; k++)
            sum += z->value[k] * x[z->column[k]];
        if (sum == 0.0)
            continue;
        sum *= p->damping / p->row_sum[r];
        for (size_t k = z->start[r]; k < z->start[r + 1]; k++)
            residual[z->column[k]] += sum * z->value[k];
    }
    for (size_t c = 0; c < about->n_rows; c++)
        for (size_t k = about->start[c]; k < about->start[c + 1]; k++) {
            size_t topic = about->n_rows + (size_t)about->column[k];
            double way = p->damping * COPSE_PAGERANK_ABOUT * about->value[k];
            residual[c] += way * x[topic];
            residual[topic] += way * x[c];
        }
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of a row over the other CoPs; sorted [n_targets] is scratch. */
static double middle(double *sorted, const double *row, size_t n_targets, size_t thing)
{
    size_t n = 0;
    for (size_t c = 0; c < n_targets; c++)
        if (c != thing)
            sorted[n++] = row[c];
    qsort(sorted, n, sizeof *sorted, ascending);
    return n > 0 ? sorted[n / 2] : 0.0;
}

/* What is needed to make rows of the table, BATCH at a time. */
typedef struct batch {
    const copse_pagerank *p;
    const double *target_scale;
    double *residual, *step; /* [BATCH × n] */
    double *sorted;          /* [n_targets] */
} batch;

/* Rows of Q, once refined and scaled, less their median: what a thing says beyond what all do. */
static void add_batch(double *table, batch *b, size_t first, size_t n_batch)
{
    const copse_pagerank *p = b->p;
    size_t n = p->n, n_targets = p->design->n_targets, groups = n - p->design->n_groups;
    for (size_t i = 0; i < n_batch; i++) {
        double *row = b->residual + i * n;
        memset(row, 0, n * sizeof *row);
        row[first + i] = 1.0;
        subtract_product(row, p, p->matrix + (first + i) * n);
    }
    copse_dense_multiply(b->step, b->residual, p->matrix, n_batch, n);
    for (size_t i = 0; i < n_batch; i++) {
        size_t j = first + i;
        double *row = b->step + i * n, *to = table + j * n_targets;
        double weight = j < groups ? 1.0 : COPSE_PAGERANK_GROUP;
        for (size_t c = 0; c < n_targets; c++)
            row[c] = (p->matrix[j * n + c] + row[c]) * b->target_scale[c] * weight;
        double less = middle(b->sorted, row, n_targets, j);
        for (size_t c = 0; c < n_targets; c++)
            to[c] += c == j ? 0.0 : row[c] - less; /* who is in it is not told to join */
    }
}

copse_status copse_pagerank_add(double *table, const copse_pagerank *p, const double *target_scale,
                                const copse_context *ctx, copse_error *err)
{
    batch b = {p, target_scale, copse_memory_new(2 * BATCH * p->n, sizeof *b.residual), NULL,
               copse_memory_new(p->design->n_targets, sizeof *b.sorted)};
    copse_status st = b.residual && b.sorted ? COPSE_OK : copse_error_nomem(err);
    for (size_t first = 0; st == COPSE_OK && first < p->n; first += BATCH) {
        size_t n = p->n - first < BATCH ? p->n - first : BATCH;
        b.step = b.residual + BATCH * p->n;
        st = copse_context_poll(ctx, err);
        if (st == COPSE_OK)
            add_batch(table, &b, first, n);
    }
    copse_memory_free(b.residual);
    copse_memory_free(b.sorted);
    return st;
}
