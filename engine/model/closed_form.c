/* Ridge regression of every CoP on all that is known of its members, in closed form. */
#include "model/closed_form.h"

#include "model/features.h"
#include "model/inverse.h"
#include "model/kinds.h"
#include "model/model_internal.h"

#include <math.h>

/* Targets that are solved for together: enough for level-3 BLAS, few enough to stop between. */
enum { BATCH = 64 };

bool copse_closed_form_fits(const copse_design *d)
{
    size_t columns = copse_design_columns(d), rows = d->n_members + d->n_topics;
    return (rows < columns ? rows : columns) <= COPSE_CLOSED_FORM_LIMIT;
}

/* Rows c of P, unit vectors solved for, become columns c of W. */
static void take_batch(double *w, const double *p, const copse_features *f, size_t first,
                       size_t n_batch, size_t n_targets)
{
    size_t columns = f->z.n_columns;
    for (size_t i = 0; i < n_batch; i++) {
        size_t c = first + i;
        const double *row = p + i * columns;
        double times = -f->output[c] / row[c];
        for (size_t j = 0; j < columns; j++)
            w[j * n_targets + c] = j == c ? 0.0 : times * row[j] * f->scale[j];
    }
}

static copse_status solve(double *w, const copse_inverse *inverse, const copse_features *f,
                          size_t n_targets, const copse_context *ctx, copse_error *err)
{
    size_t columns = f->z.n_columns;
    double *unit = copse_memory_new(2 * BATCH * columns, sizeof *unit);
    if (!unit)
        return copse_error_nomem(err);
    double *p = unit + BATCH * columns;
    copse_status st = COPSE_OK;
    for (size_t first = 0; st == COPSE_OK && first < n_targets; first += BATCH) {
        size_t n = n_targets - first < BATCH ? n_targets - first : BATCH;
        st = copse_context_poll(ctx, err);
        for (size_t i = 0; i < n; i++)
            unit[i * columns + first + i] = 1.0;
        if (st == COPSE_OK)
            st = copse_inverse_solve(p, inverse, unit, n, err);
        for (size_t i = 0; i < n; i++)
            unit[i * columns + first + i] = 0.0;
        if (st == COPSE_OK)
            take_batch(w, p, f, first, n, n_targets);
        copse_context_progress(ctx, "weights", first + n, n_targets);
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

copse_status copse_closed_form_weights(double **out, const copse_design *d,
                                       const copse_recipe *recipe, const copse_context *ctx,
                                       copse_error *err)
{
    *out = NULL;
    if (!copse_closed_form_fits(d))
        return too_large(d, err);
    copse_features f = {0};
    copse_inverse *inverse = NULL;
    double *w = copse_memory_new(copse_design_columns(d) * d->n_targets, sizeof *w);
    copse_status st = w ? copse_features_new(&f, d, recipe, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_inverse_new(&inverse, &f.z, f.ridge, ctx, err);
    if (st == COPSE_OK)
        st = solve(w, inverse, &f, d->n_targets, ctx, err);
    if (st == COPSE_OK) {
        *out = w;
        w = NULL;
    }
    copse_inverse_free(inverse);
    copse_features_free(&f);
    copse_memory_free(w);
    return st;
}

/* ---- as a kind of model ---- */

/* The design's name of a column of Z. */
static copse_model_key name_of(const copse_design *d, size_t column)
{
    const copse_facts *facts = d->net->facts;
    if (column < d->n_targets)
        return (copse_model_key){COPSE_REASON_COMMUNITY, facts->communities[d->target[column]].key};
    column -= d->n_targets;
    if (column < d->n_topics)
        return (copse_model_key){COPSE_REASON_TOPIC, facts->topics[d->topic[column]].key};
    const copse_group *g = &d->net->groups[d->group[column - d->n_topics]];
    return (copse_model_key){(int32_t)copse_model_group_reason(g->kind), g->key};
}

/* Scores of one member, straight from doubles. */
static void score_member(double *score, const double *w, const copse_design *d,
                         const copse_recipe *recipe, size_t member)
{
    const copse_incidence *blocks[] = {&d->joined, &d->known, &d->grouped};
    size_t first = 0;
    for (size_t t = 0; t < d->n_targets; t++)
        score[t] = 0.0;
    for (size_t b = 0; b < 3; b++) {
        const copse_incidence *m = blocks[b];
        double times =
            b == 0 ? copse_recipe_row_scale(recipe, copse_incidence_degree(m, member)) : 1.0;
        for (size_t k = m->start[member]; k < m->start[member + 1]; k++) {
            const double *row = w + (first + (size_t)m->column[k]) * d->n_targets;
            double z = times * (m->value ? m->value[k] : 1.0);
            for (size_t t = 0; t < d->n_targets; t++)
                score[t] += z * row[t];
        }
        first += m->n_columns;
    }
}

/* Standard deviation of a member's scores over the CoPs that they are not in. */
static double spread(const double *score, const copse_design *d, size_t member)
{
    double n = 0.0, sum = 0.0, squares = 0.0;
    for (size_t t = 0; t < d->n_targets; t++) {
        if (copse_incidence_has(&d->joined, member, (int32_t)t))
            continue;
        n += 1.0;
        sum += score[t];
        squares += score[t] * score[t];
    }
    return n > 1.0 ? sqrt(fmax(0.0, squares / n - sum / n * (sum / n))) : 0.0;
}

/* Three digits: enough for a scale, and far from what BLAS kernels differ in. */
static double in_three_digits(double x)
{
    if (!(x > 0.0))
        return 1.0;
    double unit = pow(10.0, floor(log10(x)) - 2.0);
    return round(x / unit) * unit;
}

/* The mean spread of members' scores, which makes one unit of score. */
static copse_status score_unit(double *unit, const double *w, const copse_design *d,
                               const copse_recipe *recipe, copse_error *err)
{
    enum { ENOUGH = 2000 };
    double *score = copse_memory_new(d->n_targets, sizeof *score);
    if (!score)
        return copse_error_nomem(err);
    size_t step = d->n_members / ENOUGH + 1;
    double sum = 0.0, n = 0.0;
    for (size_t m = 0; m < d->n_members; m += step) {
        score_member(score, w, d, recipe, m);
        sum += spread(score, d, m);
        n += 1.0;
    }
    copse_memory_free(score);
    *unit = in_three_digits(n > 0.0 ? sum / n : 0.0);
    return COPSE_OK;
}

copse_status copse_closed_form_fit(copse_builder *b, const copse_design *d,
                                   const copse_recipe *recipe, const copse_context *ctx,
                                   copse_error *err)
{
    double *w = NULL, unit = 1.0;
    copse_status st = copse_closed_form_weights(&w, d, recipe, ctx, err);
    if (st == COPSE_OK)
        st = score_unit(&unit, w, d, recipe, err);
    size_t columns = copse_design_columns(d);
    for (size_t j = 0; st == COPSE_OK && j < columns; j++) {
        copse_model_key name = name_of(d, j);
        double *row = w + j * d->n_targets;
        for (size_t t = 0; t < d->n_targets; t++)
            row[t] /= unit;
        st = copse_builder_add(b, (copse_reason_kind)name.kind, name.key, row, err);
    }
    copse_memory_free(w);
    if (st == COPSE_OK && recipe->similarity > 0.0)
        st = copse_topic_similarity_add(b, d, recipe->similarity, err);
    if (st == COPSE_OK && recipe->popularity > 0.0)
        st = copse_popularity_add(b, d, recipe->popularity, err);
    return st;
}
