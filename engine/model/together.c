/* Conjugate gradients on what the rows of a model say of each other. */
#include "model/together.h"

#include <math.h>
#include <string.h>

enum { MOST_STEPS = 50 };

/* Relative length of what is left: far below what a place in a list depends on. */
static const double close_enough = 1e-4;

struct copse_together {
    uint64_t *is_own; /* [n_targets / 64 + 1] a bit a target: whether the member is in it; 0 between
                         members */
    int32_t *place;   /* [n_targets] among the member's CoPs */
    int32_t *at;      /* [n_targets + 1] */
    float *matrix;    /* [most × most] I + K */
    float *left, *direction, *image, *sum; /* [most] */
};

copse_status copse_together_new(copse_together **out, size_t n_targets, size_t most,
                                copse_error *err)
{
    copse_together *t = *out = copse_memory_new(1, sizeof *t);
    if (!t)
        return copse_error_nomem(err);
    t->is_own = copse_memory_new(n_targets / 64 + 1, sizeof *t->is_own);
    t->place = copse_memory_new(n_targets, sizeof *t->place);
    t->at = copse_memory_new(n_targets + 1, sizeof *t->at);
    t->matrix = copse_memory_new(most * most, sizeof *t->matrix);
    t->left = copse_memory_new(4 * most, sizeof *t->left);
    if (!t->is_own || !t->at || !t->place || !t->matrix || !t->left) {
        copse_together_free(t);
        *out = NULL;
        return copse_error_nomem(err);
    }
    t->direction = t->left + most;
    t->image = t->direction + most;
    t->sum = t->image + most;
    return COPSE_OK;
}

void copse_together_free(copse_together *t)
{
    if (!t)
        return;
    copse_memory_free(t->is_own);
    copse_memory_free(t->at);
    copse_memory_free(t->place);
    copse_memory_free(t->left);
    copse_memory_free(t->matrix);
    copse_memory_free(t);
}

/* Where in the row the member's own CoPs stand. A bit a target is quick to look at, and what is no
 * hit is written over, as a branch would be mispredicted often. @return how many */
static size_t find_own(copse_together *t, const copse_model_row *row)
{
    const uint64_t *is_own = t->is_own;
    int32_t *at = t->at;
    size_t n = 0;
    for (size_t k = 0; k < row->n; k++) {
        uint32_t target = (uint32_t)row->target[k];
        at[n] = (int32_t)k;
        n += is_own[target / 64] >> (target % 64) & 1;
    }
    return n;
}

/* matrix = I + (K + Kᵀ)/2 of what the rows have of each other. */
static void gather(copse_together *t, size_t n, const copse_model_row *const *row,
                   const int32_t *target)
{
    const float half = 0.5f / (float)(1 << COPSE_WEIGHT_BITS);
    memset(t->matrix, 0, n * n * sizeof *t->matrix);
    for (size_t i = 0; i < n; i++) {
        t->place[target[i]] = (int32_t)i;
        t->is_own[target[i] / 64] |= (uint64_t)1 << (target[i] % 64);
    }
    for (size_t i = 0; i < n; i++) {
        size_t n_own = find_own(t, row[i]);
        t->matrix[i * n + i] += 1.0f;
        for (size_t k = 0; k < n_own; k++) {
            size_t to = (size_t)t->place[row[i]->target[t->at[k]]];
            float weight = half * (float)row[i]->weight[t->at[k]];
            t->matrix[i * n + to] += weight;
            t->matrix[to * n + i] += weight;
        }
    }
    for (size_t i = 0; i < n; i++)
        t->is_own[target[i] / 64] = 0;
}

/* image = matrix x, row by row, which is column by column. */
static void apply(float *image, const copse_together *t, size_t n, const float *x)
{
    memset(image, 0, n * sizeof *image);
    for (size_t i = 0; i < n; i++) {
        const float *row = t->matrix + i * n, times = x[i];
        for (size_t k = 0; k < n; k++)
            image[k] += times * row[k];
    }
}

static double dot(const float *a, const float *b, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += (double)a[i] * (double)b[i];
    return sum;
}

void copse_together_solve(double *share, copse_together *t, size_t n,
                          const copse_model_row *const *row, const int32_t *target)
{
    gather(t, n, row, target);
    for (size_t i = 0; i < n; i++) {
        t->sum[i] = 0.0f;
        t->left[i] = t->direction[i] = 1.0f;
    }
    double squares = (double)n, enough = squares * close_enough * close_enough;
    for (int step = 0; step < MOST_STEPS && squares > enough; step++) {
        apply(t->image, t, n, t->direction);
        double along = dot(t->direction, t->image, n);
        /* What rows did not keep may have taken from K what made it positive. */
        if (!(along > 0.0))
            break;
        const float length = (float)(squares / along);
        for (size_t i = 0; i < n; i++) {
            t->sum[i] += length * t->direction[i];
            t->left[i] -= length * t->image[i];
        }
        double next = dot(t->left, t->left, n);
        const float turn = (float)(next / squares);
        for (size_t i = 0; i < n; i++)
            t->direction[i] = t->left[i] + turn * t->direction[i];
        squares = next;
    }
    for (size_t i = 0; i < n; i++)
        share[i] = (double)t->sum[i];
}
