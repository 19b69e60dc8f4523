/* From the design and the options to Z and Λ. */
#include "model/features.h"

#include <math.h>

/* Entries of a row, in ascending columns since its blocks are. */
static size_t add_block(copse_incidence *z, size_t at, const copse_incidence *m, size_t row,
                        size_t first_column, const double *scale, double times)
{
    for (size_t k = m->start[row]; k < m->start[row + 1]; k++) {
        size_t column = first_column + (size_t)m->column[k];
        z->column[at] = (int32_t)column;
        z->value[at++] = (m->value ? m->value[k] : 1.0) * scale[column] * times;
    }
    return at;
}

static void fill_rows(copse_features *f, const copse_design *d, const copse_incidence *carriers,
                      const copse_recipe *recipe)
{
    copse_incidence *z = &f->z;
    size_t topics = d->n_targets, groups = topics + d->n_topics, last = groups + d->n_groups;
    size_t at = 0;
    for (size_t m = 0; m < d->n_members; m++) {
        double row_scale = copse_recipe_row_scale(copse_incidence_degree(&d->joined, m));
        at = add_block(z, at, &d->joined, m, 0, f->scale, row_scale);
        at = add_block(z, at, &d->known, m, topics, f->scale, 1.0);
        at = add_block(z, at, &d->grouped, m, groups, f->scale, 1.0);
        z->column[at] = (int32_t)last;
        z->value[at++] = f->scale[last];
        z->start[m + 1] = at;
    }
    for (size_t t = 0; t < d->n_topics; t++) {
        for (size_t k = carriers->start[t]; k < carriers->start[t + 1]; k++) {
            z->column[at] = carriers->column[k];
            z->value[at++] = recipe->alpha * carriers->value[k];
        }
        z->start[d->n_members + t + 1] = at;
    }
}

static void fill_scale(double *scale, const copse_design *d, const copse_recipe *recipe)
{
    size_t column = 0;
    for (size_t c = 0; c < d->n_targets; c++)
        scale[column++] = pow(fmax(1.0, d->size[c]), -recipe->column_power);
    for (size_t t = 0; t < d->n_topics; t++)
        scale[column++] = recipe->beta;
    for (size_t g = 0; g < d->n_groups; g++)
        scale[column++] = recipe->gamma;
    scale[column] = COPSE_CONSTANT;
}

/* Λ = λ + p/(1−p)·diag ZᵀZ: the ridge that training with dropped-out inputs comes to (Steck 2020).
 */
static void fill_ridge(double *ridge, const copse_incidence *z, const copse_recipe *recipe)
{
    for (size_t k = 0; k < z->start[z->n_rows]; k++)
        ridge[z->column[k]] += z->value[k] * z->value[k];
    for (size_t c = 0; c < z->n_columns; c++)
        ridge[c] = recipe->lambda + recipe->dropout / (1.0 - recipe->dropout) * ridge[c];
}

copse_status copse_features_new(copse_features *out, const copse_design *d,
                                const copse_recipe *recipe, copse_error *err)
{
    size_t columns = copse_design_columns(d);
    size_t entries = d->joined.start[d->n_members] + d->known.start[d->n_members] +
                     d->grouped.start[d->n_members] + d->n_members + d->about.start[d->n_targets];
    copse_features f = {.z = {.n_rows = d->n_members + d->n_topics, .n_columns = columns}};
    f.z.start = copse_memory_new(f.z.n_rows + 1, sizeof *f.z.start);
    f.z.column = copse_memory_new(entries, sizeof *f.z.column);
    f.z.value = copse_memory_new(entries, sizeof *f.z.value);
    f.ridge = copse_memory_new(columns, sizeof *f.ridge);
    f.scale = copse_memory_new(columns, sizeof *f.scale);
    copse_incidence carriers = {0};
    copse_status st = COPSE_E_NOMEM;
    if (!f.z.start || !f.z.column || !f.z.value || !f.ridge || !f.scale) {
        copse_error_nomem(err);
        goto done;
    }
    st = copse_incidence_transpose(&carriers, &d->about, err);
    if (st != COPSE_OK)
        goto done;
    fill_scale(f.scale, d, recipe);
    fill_rows(&f, d, &carriers, recipe);
    fill_ridge(f.ridge, &f.z, recipe);
    *out = f;
    f = (copse_features){0};
done:
    copse_incidence_free(&carriers);
    copse_features_free(&f);
    return st;
}

void copse_features_free(copse_features *f)
{
    copse_incidence_free(&f->z);
    copse_memory_free(f->ridge);
    copse_memory_free(f->scale);
    *f = (copse_features){0};
}
