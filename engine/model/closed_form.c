/* Ridge regression of every CoP on all that is known of its members, in closed form. */
#include "model/closed_form.h"

#include "model/features.h"
#include "model/inverse.h"

#include <math.h>

/* Targets that are solved for together: enough for level-3 BLAS, few enough to stop between. */
enum { BATCH = 64 };

bool copse_closed_form_fits(const copse_design *d)
{
    size_t columns = copse_design_columns(d), rows = d->n_members + d->n_topics;
    return (rows < columns ? rows : columns) <= COPSE_CLOSED_FORM_LIMIT;
}

/* A table that is added to. */
typedef struct target_table {
    double *weight; /* [columns × n_targets] */
    size_t n_targets;
    double power; /* e */
    double share;
} target_table;

/* Rows c of P, unit vectors solved for, become columns c of W. */
static void add_batch(target_table *table, const double *p, const copse_features *f, size_t first,
                      size_t n_batch)
{
    size_t columns = f->z.n_columns;
    for (size_t i = 0; i < n_batch; i++) {
        size_t c = first + i;
        const double *row = p + i * columns;
        double times = -table->share * pow(row[c], table->power) / row[c];
        for (size_t j = 0; j < columns; j++)
            if (j != c)
                table->weight[j * table->n_targets + c] += times * row[j] * f->scale[j];
    }
}

static copse_status solve(target_table *table, const copse_inverse *inverse,
                          const copse_features *f, const copse_context *ctx, copse_error *err)
{
    size_t columns = f->z.n_columns;
    double *unit = copse_memory_new(2 * BATCH * columns, sizeof *unit);
    if (!unit)
        return copse_error_nomem(err);
    double *p = unit + BATCH * columns;
    copse_status st = COPSE_OK;
    for (size_t first = 0; st == COPSE_OK && first < table->n_targets; first += BATCH) {
        size_t n = table->n_targets - first < BATCH ? table->n_targets - first : BATCH;
        for (size_t i = 0; i < n; i++)
            unit[i * columns + first + i] = 1.0;
        st = copse_context_poll(ctx, err);
        if (st == COPSE_OK)
            st = copse_inverse_solve(p, inverse, unit, n, err);
        for (size_t i = 0; i < n; i++)
            unit[i * columns + first + i] = 0.0;
        if (st == COPSE_OK)
            add_batch(table, p, f, first, n);
    }
    copse_memory_free(unit);
    return st;
}

static copse_status too_large(const copse_design *d, copse_error *err)
{
    return copse_error_set(err, COPSE_E_DATA, "the closed form",
                           "fit with --model rp3beta, which is sparse, or leave the choice to auto",
                           "%zu things that can be known of %zu members are more than the %d that "
                           "it takes",
                           copse_design_columns(d), d->n_members, COPSE_CLOSED_FORM_LIMIT);
}

copse_status copse_closed_form_add(double *table, const copse_design *d, const copse_recipe *recipe,
                                   double share, const copse_context *ctx, copse_error *err)
{
    if (!copse_closed_form_fits(d))
        return too_large(d, err);
    copse_features f = {0};
    copse_inverse *inverse = NULL;
    target_table to = {table, d->n_targets, recipe->output_power, share};
    copse_status st = copse_features_new(&f, d, recipe, err);
    if (st == COPSE_OK)
        st = copse_inverse_new(&inverse, &f.z, f.ridge, ctx, err);
    if (st == COPSE_OK)
        st = solve(&to, inverse, &f, ctx, err);
    copse_inverse_free(inverse);
    copse_features_free(&f);
    return st;
}
