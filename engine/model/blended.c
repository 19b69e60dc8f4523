/*
 * The closed form as a kind of model: the mean of its best settings, with
 * popularity, likeness of topics and words, and walks with restart blended in.
 * All parts are linear in what a member has, so that one table holds them.
 */
#include "model/closed_form.h"
#include "model/kinds.h"
#include "model/pagerank.h"

#include <math.h>
#include <stdlib.h>

/* Members by whom scores are centred: a mean needs no more. */
enum { MOST_CENTRED = 500 };

/* Of the largest weight: a spread below that tells no CoP from another. */
static const double LEAST_SPREAD = 0.02;

/* ---- one unit of score ---- */

static void add_scores(double *score, const double *table, const copse_design *d,
                       const copse_incidence *m, size_t member, size_t first, double times)
{
    for (size_t k = m->start[member]; k < m->start[member + 1]; k++) {
        const double *row = table + (first + (size_t)m->column[k]) * d->n_targets;
        double z = times * (m->value ? m->value[k] : 1.0);
        for (size_t t = 0; t < d->n_targets; t++)
            score[t] += z * row[t];
    }
}

/* What the table says of all that a member has, the constant left out. */
static void add_member(double *score, const double *table, const copse_design *d, size_t m)
{
    double scale = copse_recipe_row_scale(copse_incidence_degree(&d->joined, m));
    add_scores(score, table, d, &d->joined, m, 0, scale);
    add_scores(score, table, d, &d->known, m, d->n_targets, 1.0);
    add_scores(score, table, d, &d->grouped, m, d->n_targets + d->n_topics, 1.0);
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
    if (!(x > 0.0) || !isfinite(x))
        return 1.0;
    double unit = pow(10.0, floor(log10(x)) - 2.0);
    return round(x / unit) * unit;
}

/* Where there are too few trials to measure it by: the mean spread of members' scores as they are.
 */
static copse_status plain_unit(double *unit, const double *table, const copse_design *d,
                               copse_error *err)
{
    double *score = copse_memory_new(d->n_targets, sizeof *score);
    if (!score)
        return copse_error_nomem(err);
    double sum = 0.0;
    for (size_t m = 0; m < d->n_members; m++) {
        for (size_t t = 0; t < d->n_targets; t++)
            score[t] = 0.0;
        add_member(score, table, d, m);
        sum += spread(score, d, m);
    }
    copse_memory_free(score);
    /* Where nobody's scores differ, the spread is rounding, and dividing by it would leave weights that cannot be kept. */
    double largest = 0.0;
    for (size_t i = 0; i < copse_design_columns(d) * d->n_targets; i++)
        largest = fmax(largest, fabs(table[i]));
    double mean = d->n_members > 0 ? sum / (double)d->n_members : 0.0;
    *unit = in_three_digits(fmax(mean, LEAST_SPREAD * largest));
    return COPSE_OK;
}

/* ---- the table ---- */

static copse_status add_settings(double *table, const copse_design *d, const copse_choice *choice,
                                 const copse_context *ctx, copse_error *err)
{
    copse_status st = COPSE_OK;
    bool is_measured = choice->n_fits > 0;
    for (size_t i = 0; st == COPSE_OK && i < choice->n; i++) {
        const copse_setting *setting = &choice->setting[i];
        double unit = is_measured ? in_three_digits(setting->unit) : 1.0;
        st = copse_closed_form_add(table, d, &setting->recipe, 1.0 / (unit * (double)choice->n),
                                   ctx, err);
        copse_context_progress(ctx, "fitting", i + 1, choice->n);
    }
    double unit = 1.0;
    if (st == COPSE_OK && !is_measured)
        st = plain_unit(&unit, table, d, err);
    for (size_t i = 0; st == COPSE_OK && i < copse_design_columns(d) * d->n_targets; i++)
        table[i] /= unit;
    return st;
}

/* What the topics, or words, of a CoP that a member is in say of another: about_j · about_c, not of
 * itself. */
static copse_status add_related(double *table, const copse_design *d, const copse_incidence *about,
                                double times, copse_error *err)
{
    copse_incidence carriers = {0};
    copse_status st = copse_incidence_transpose(&carriers, about, err);
    for (size_t j = 0; st == COPSE_OK && j < d->n_targets; j++) {
        double *row = table + j * d->n_targets;
        for (size_t a = about->start[j]; a < about->start[j + 1]; a++) {
            size_t t = (size_t)about->column[a];
            for (size_t k = carriers.start[t]; k < carriers.start[t + 1]; k++)
                if ((size_t)carriers.column[k] != j)
                    row[carriers.column[k]] += times * about->value[a] * carriers.value[k];
        }
    }
    copse_incidence_free(&carriers);
    return st;
}

/* Walks with restart, each setting with its own weight and penalty. */
static copse_status add_walks(double *table, const copse_design *d, const copse_choice *choice,
                              const copse_context *ctx, copse_error *err)
{
    copse_pagerank *walks = NULL;
    double *scale = copse_memory_new(d->n_targets, sizeof *scale);
    copse_status st =
        scale ? copse_pagerank_new(&walks, d, choice->setting[0].recipe.damping, ctx, err)
              : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < choice->n; i++) {
        const copse_setting *s = &choice->setting[i];
        if (s->recipe.pagerank == 0.0)
            continue;
        double share = s->recipe.pagerank / in_three_digits(s->pagerank_unit) / (double)choice->n;
        for (size_t c = 0; c < d->n_targets; c++)
            scale[c] += share * pow(walks->degree[c], 1.0 - s->recipe.pagerank_penalty);
    }
    if (st == COPSE_OK)
        st = copse_pagerank_add(table, walks, scale, ctx, err);
    copse_pagerank_free(walks);
    copse_memory_free(scale);
    return st;
}

/* As much as BLAS kernels leave alone. */
static double in_thousandths(double x)
{
    return (double)llround(x * 1e3) / 1e3;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A CoP that has nobody yet is not one that nobody would join: what was learned of it is forgotten.
 */
static void forget_untried(double *table, const copse_design *d)
{
    for (size_t c = 0; c < d->n_targets; c++)
        for (size_t j = 0; d->size[c] == 0.0 && j < copse_design_columns(d); j++)
            table[j * d->n_targets + c] = 0.0;
}

/* The median of a member's scores over CoPs with members that they are not in; sorted is scratch.
 */
static double middle(double *sorted, const double *score, const copse_design *d, size_t member)
{
    size_t n = 0;
    for (size_t c = 0; c < d->n_targets; c++)
        if (d->size[c] > 0.0 && !copse_incidence_has(&d->joined, member, (int32_t)c))
            sorted[n++] = score[c];
    qsort(sorted, n, sizeof *sorted, ascending);
    return n > 0 ? sorted[n / 2] : 0.0;
}

/*
 * Scores count from the middling CoP, in the mean of members, which changes no
 * rank among CoPs that have members: one with nobody in it, which starts from 0,
 * is then a middling one.
 */
static copse_status centre(double *table, const copse_design *d, copse_error *err)
{
    double *constant = table + (copse_design_columns(d) - 1) * d->n_targets, sum = 0.0;
    double *score = copse_memory_new(2 * d->n_targets, sizeof *score);
    size_t step = 1 + d->n_members / MOST_CENTRED, n = 0;
    if (!score)
        return copse_error_nomem(err);
    for (size_t m = 0; m < d->n_members; m += step, n++) {
        for (size_t c = 0; c < d->n_targets; c++)
            score[c] = constant[c];
        add_member(score, table, d, m);
        sum += middle(score + d->n_targets, score, d, m);
    }
    double less = n > 0 ? in_thousandths(sum / (double)n) : 0.0;
    for (size_t c = 0; c < d->n_targets; c++)
        constant[c] -= d->size[c] > 0.0 ? less : 0.0;
    copse_memory_free(score);
    return COPSE_OK;
}

/* The mean weight of a part over the settings, in units of the part. */
static double mean_of(const copse_choice *choice, size_t offset, double unit)
{
    double sum = 0.0;
    for (size_t i = 0; i < choice->n; i++)
        sum += copse_recipe_get(&choice->setting[i].recipe, offset);
    return sum / (double)choice->n / unit;
}

copse_status copse_closed_form_fit(copse_builder *b, const copse_design *d,
                                   const copse_choice *choice, const copse_context *ctx,
                                   copse_error *err)
{
    size_t columns = copse_design_columns(d);
    double popularity =
        mean_of(choice, offsetof(copse_recipe, popularity), choice->popularity_unit);
    double similarity =
        mean_of(choice, offsetof(copse_recipe, similarity), choice->similarity_unit);
    double related = mean_of(choice, offsetof(copse_recipe, related), choice->related_unit);
    double wording = mean_of(choice, offsetof(copse_recipe, wording), choice->worded_unit);
    /* Without trials nothing says of what size a walk's scores are. */
    bool has_walks =
        choice->n_fits > 0 && mean_of(choice, offsetof(copse_recipe, pagerank), 1.0) > 0.0;
    double *table = copse_memory_new(columns * d->n_targets, sizeof *table);
    copse_status st = table ? add_settings(table, d, choice, ctx, err) : copse_error_nomem(err);
    if (st == COPSE_OK && has_walks)
        st = add_walks(table, d, choice, ctx, err);
    for (size_t c = 0; st == COPSE_OK && c < d->n_targets; c++)
        table[(columns - 1) * d->n_targets + c] += popularity * log1p(d->size[c]);
    if (st == COPSE_OK)
        forget_untried(table, d);
    if (st == COPSE_OK && related > 0.0)
        st = add_related(table, d, &d->about, related, err);
    if (st == COPSE_OK && wording > 0.0)
        st = add_related(table, d, &d->worded, wording, err);
    if (st == COPSE_OK)
        st = centre(table, d, err);
    if (st == COPSE_OK)
        st = copse_kind_add_table(b, d, table, err);
    copse_memory_free(table);
    if (st == COPSE_OK)
        st = copse_topic_similarity_add(b, d, similarity, fmax(similarity, choice->similarity_new),
                                        err);
    return st;
}
