/* P = (ZᵀZ + Λ)⁻¹, primal or dual. */
#include "model/inverse.h"

#include "model/dense.h"

#include <math.h>
#include <string.h>

/* ---- Z, summed in the fixed order of its entries ---- */

/* y [rows] = Z x */
static void z_times(double *y, const copse_incidence *z, const double *x)
{
    for (size_t r = 0; r < z->n_rows; r++) {
        double sum = 0.0;
        for (size_t k = z->start[r]; k < z->start[r + 1]; k++)
            sum += z->value[k] * x[z->column[k]];
        y[r] = sum;
    }
}

/* y [columns] += scale · Zᵀ x */
static void add_z_transposed_times(double *y, const copse_incidence *z, const double *x,
                                   double scale)
{
    for (size_t r = 0; r < z->n_rows; r++) {
        double of_row = scale * x[r];
        if (of_row == 0.0)
            continue;
        for (size_t k = z->start[r]; k < z->start[r + 1]; k++)
            y[z->column[k]] += of_row * z->value[k];
    }
}

/* ---- what is inverted ---- */

/* a [columns × columns] = ZᵀZ + Λ */
static copse_status fill_primal(double *a, const copse_incidence *z, const double *ridge,
                                const copse_context *ctx, copse_error *err)
{
    size_t n = z->n_columns;
    for (size_t r = 0; r < z->n_rows; r++) {
        copse_status st = r % 1024 == 0 ? copse_context_poll(ctx, err) : COPSE_OK;
        if (st != COPSE_OK)
            return st;
        for (size_t i = z->start[r]; i < z->start[r + 1]; i++) {
            double *row = a + (size_t)z->column[i] * n;
            for (size_t j = z->start[r]; j <= i; j++)
                row[z->column[j]] += z->value[i] * z->value[j];
        }
    }
    for (size_t i = 0; i < n; i++) {
        a[i * n + i] += ridge[i];
        for (size_t j = 0; j < i; j++)
            a[j * n + i] = a[i * n + j];
    }
    return COPSE_OK;
}

/* a [rows × rows] = I + ZΛ⁻¹Zᵀ */
static copse_status fill_dual(double *a, const copse_incidence *z, const double *ridge,
                              const copse_context *ctx, copse_error *err)
{
    copse_incidence columns = {0};
    copse_status st = copse_incidence_transpose(&columns, z, err);
    size_t n = z->n_rows;
    for (size_t c = 0; st == COPSE_OK && c < columns.n_rows; c++) {
        if (c % 1024 == 0)
            st = copse_context_poll(ctx, err);
        for (size_t i = columns.start[c]; i < columns.start[c + 1]; i++) {
            double *row = a + (size_t)columns.column[i] * n;
            double value = columns.value[i] / ridge[c];
            for (size_t j = columns.start[c]; j <= i; j++)
                row[columns.column[j]] += value * columns.value[j];
        }
    }
    copse_incidence_free(&columns);
    for (size_t i = 0; i < n; i++) {
        a[i * n + i] += 1.0;
        for (size_t j = 0; j < i; j++)
            a[j * n + i] = a[i * n + j];
    }
    return st;
}

copse_status copse_inverse_new(copse_inverse **out, const copse_incidence *z, const double *ridge,
                               const copse_context *ctx, copse_error *err)
{
    *out = NULL;
    bool is_dual = z->n_rows < z->n_columns;
    size_t n = is_dual ? z->n_rows : z->n_columns;
    copse_inverse *inverse = copse_memory_new(1, sizeof *inverse);
    if (!inverse)
        return copse_error_nomem(err);
    *inverse = (copse_inverse){.z = z, .ridge = ridge, .is_dual = is_dual, .n = n};
    copse_status st = COPSE_OK;
    if (n > SIZE_MAX / sizeof(double) / (n ? n : 1) ||
        !(inverse->matrix = copse_memory_new(n * n, sizeof *inverse->matrix)))
        st = copse_error_nomem(err);
    if (st == COPSE_OK)
        st = (is_dual ? fill_dual : fill_primal)(inverse->matrix, z, ridge, ctx, err);
    if (st == COPSE_OK)
        st = copse_dense_invert(inverse->matrix, n, &inverse->rcond, ctx, err);
    if (st == COPSE_OK)
        *out = inverse;
    else
        copse_inverse_free(inverse);
    return st;
}

void copse_inverse_free(copse_inverse *inverse)
{
    if (!inverse)
        return;
    copse_memory_free(inverse->matrix);
    copse_memory_free(inverse);
}

/* out = xΛ⁻¹ − ((xΛ⁻¹Zᵀ) K⁻¹) ZΛ⁻¹ */
static copse_status apply_dual(double *out, const copse_inverse *inverse, const double *x, size_t k,
                               copse_error *err)
{
    const copse_incidence *z = inverse->z;
    size_t columns = z->n_columns, rows = z->n_rows;
    double *seen = copse_memory_new(2 * k * rows, sizeof *seen);
    if (!seen)
        return copse_error_nomem(err);
    double *solved = seen + k * rows;
    for (size_t i = 0; i < k; i++) {
        for (size_t c = 0; c < columns; c++)
            out[i * columns + c] = x[i * columns + c] / inverse->ridge[c];
        z_times(seen + i * rows, z, out + i * columns);
    }
    if (rows > 0 && k > 0)
        copse_dense_multiply(solved, seen, inverse->matrix, k, rows);
    for (size_t i = 0; i < k; i++) {
        double *row = out + i * columns;
        memcpy(row, x + i * columns, columns * sizeof *row);
        add_z_transposed_times(row, z, solved + i * rows, -1.0);
        for (size_t c = 0; c < columns; c++)
            row[c] /= inverse->ridge[c];
    }
    copse_memory_free(seen);
    return COPSE_OK;
}

copse_status copse_inverse_apply(double *out, const copse_inverse *inverse, const double *x,
                                 size_t k, copse_error *err)
{
    if (inverse->z->n_columns == 0 || k == 0)
        return COPSE_OK;
    if (inverse->is_dual)
        return apply_dual(out, inverse, x, k, err);
    copse_dense_multiply(out, x, inverse->matrix, k, inverse->n);
    return COPSE_OK;
}

copse_status copse_inverse_make_primal(copse_inverse *inverse, const copse_context *ctx,
                                       copse_error *err)
{
    enum { BATCH = 64 };
    if (!inverse->is_dual)
        return COPSE_OK;
    size_t n = inverse->z->n_columns;
    double *p = copse_memory_new(n * n, sizeof *p);
    double *unit = copse_memory_new(BATCH * n, sizeof *unit);
    copse_status st = p && unit ? COPSE_OK : copse_error_nomem(err);
    for (size_t first = 0; st == COPSE_OK && first < n; first += BATCH) {
        size_t k = n - first < BATCH ? n - first : BATCH;
        for (size_t i = 0; i < k; i++)
            unit[i * n + first + i] = 1.0;
        st = copse_context_poll(ctx, err);
        if (st == COPSE_OK)
            st = copse_inverse_apply(p + first * n, inverse, unit, k, err);
        for (size_t i = 0; i < k; i++)
            unit[i * n + first + i] = 0.0;
    }
    copse_memory_free(unit);
    if (st != COPSE_OK) {
        copse_memory_free(p);
        return st;
    }
    copse_memory_free(inverse->matrix);
    inverse->matrix = p;
    inverse->n = n;
    inverse->is_dual = false;
    return COPSE_OK;
}

/*
 * left = x − solved (ZᵀZ + Λ), in extended precision where the machine has it:
 * with it, what refinement returns is nearly always the one double that is
 * nearest to the truth, whichever kernel went before.
 */
static void residual_of(double *left, long double *sum, const copse_inverse *inverse,
                        const double *x, const double *solved)
{
    const copse_incidence *z = inverse->z;
    for (size_t c = 0; c < z->n_columns; c++)
        sum[c] = (long double)x[c] - (long double)inverse->ridge[c] * solved[c];
    for (size_t r = 0; r < z->n_rows; r++) {
        long double seen = 0.0L;
        for (size_t k = z->start[r]; k < z->start[r + 1]; k++)
            seen += (long double)z->value[k] * solved[z->column[k]];
        for (size_t k = z->start[r]; k < z->start[r + 1]; k++)
            sum[z->column[k]] -= seen * z->value[k];
    }
    for (size_t c = 0; c < z->n_columns; c++)
        left[c] = (double)sum[c];
}

copse_status copse_inverse_solve(double *out, const copse_inverse *inverse, const double *x,
                                 size_t k, copse_error *err)
{
    size_t columns = inverse->z->n_columns;
    double *residual = copse_memory_new(2 * k * columns, sizeof *residual);
    long double *sum = copse_memory_new(columns, sizeof *sum);
    copse_status st = residual && sum ? COPSE_OK : copse_error_nomem(err);
    double *step = residual ? residual + k * columns : NULL;
    if (st == COPSE_OK)
        st = copse_inverse_apply(out, inverse, x, k, err);
    for (size_t i = 0; st == COPSE_OK && i < k; i++)
        residual_of(residual + i * columns, sum, inverse, x + i * columns, out + i * columns);
    if (st == COPSE_OK)
        st = copse_inverse_apply(step, inverse, residual, k, err);
    for (size_t i = 0; st == COPSE_OK && i < k * columns; i++)
        out[i] += step[i];
    copse_memory_free(residual);
    copse_memory_free(sum);
    return st;
}
