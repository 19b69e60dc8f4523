/* Coordinate descent over the closed form's options, judged by leaving one membership out. */
#include "model/choose.h"

#include "model/blend.h"
#include "model/closed_form.h"
#include "model/loo.h"
#include "model/quantise.h"
#include "model/walk.h"

#include <math.h>
#include <stdlib.h>

static const double lambda_grid[] = {1.25, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0};
static const double dropout_grid[] = {0.2, 0.33, 0.5, 0.67};
static const double column_grid[] = {-0.1, 0.0, 0.1, 0.2, 0.3};
static const double beta_grid[] = {0.1, 0.2, 0.4, 0.8, 1.6};
static const double gamma_grid[] = {0.0, 0.25, 0.5, 1.0, 2.0};
static const double alpha_grid[] = {0.0, 0.5, 1.0, 2.0, 4.0};

static const copse_walk_option options[] = {
    COPSE_WALK_OPTION(lambda, lambda_grid, 0.0),
    COPSE_WALK_OPTION(dropout, dropout_grid, 0.0),
    COPSE_WALK_OPTION(column_power, column_grid, 0.0),
    COPSE_WALK_OPTION(beta, beta_grid, 0.0),
    COPSE_WALK_OPTION(gamma, gamma_grid, 0.0),
    COPSE_WALK_OPTION(alpha, alpha_grid, 0.0),
};

enum { N_OPTIONS = sizeof options / sizeof options[0], ROUNDS = 2, MOST_FITS = 40 };

static double mean_untried(const copse_choice *choice)
{
    double sum = 0.0;
    for (size_t i = 0; i < choice->n; i++)
        sum += choice->setting[i].untried;
    return sum / (double)choice->n;
}

typedef struct search {
    const copse_design *design;
    const copse_trials *trials;
    const copse_context *ctx;
    copse_pagerank *walks; /* NULL: there are too many things */
    float *walked;         /* [trials × targets] */
    float *score;          /* [trials × targets] */
    double *variance;      /* [targets] */
    size_t n_tried;
    copse_setting tried[MOST_FITS];
    size_t best;
} search;

/* Fit one setting and score the trials with it. */
static copse_status fit_and_score(search *s, const copse_recipe *recipe, copse_error *err)
{
    copse_features f = {0};
    copse_inverse *inverse = NULL;
    copse_status st = copse_features_new(&f, s->design, recipe, err);
    if (st == COPSE_OK)
        st = copse_inverse_new(&inverse, &f.z, f.ridge, s->ctx, err);
    if (st == COPSE_OK)
        st = copse_inverse_make_primal(inverse, s->ctx, err);
    if (st == COPSE_OK)
        st = copse_loo_scores(s->score, s->trials, &f, inverse, s->ctx, err);
    for (size_t c = 0; st == COPSE_OK && c < s->design->n_targets; c++)
        s->variance[c] = inverse->matrix[c * inverse->n + c];
    copse_inverse_free(inverse);
    copse_features_free(&f);
    return st;
}

/* Whether two recipes ask for the same fit, whatever is blended in. */
static bool asks_the_same(const copse_recipe *a, const copse_recipe *b)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (copse_recipe_get(a, options[i].offset) != copse_recipe_get(b, options[i].offset))
            return false;
    return true;
}

/* A judge for copse_walk(): settings that were tried, and those beyond the budget, are no better.
 */
static copse_status judge(bool *is_better, void *user, const copse_recipe *recipe, double proof,
                          copse_error *err)
{
    (void)proof;
    search *s = user;
    *is_better = false;
    for (size_t i = 0; i < s->n_tried; i++)
        if (asks_the_same(&s->tried[i].recipe, recipe))
            return COPSE_OK;
    if (s->n_tried == MOST_FITS)
        return COPSE_OK;
    copse_setting *next = &s->tried[s->n_tried];
    next->recipe = *recipe;
    /* What is blended in starts from the best so far. */
    if (s->n_tried > 0) {
        const copse_recipe *best = &s->tried[s->best].recipe;
        next->recipe.output_power = best->output_power;
        next->recipe.popularity = best->popularity;
        next->recipe.similarity = best->similarity;
        next->recipe.related = best->related;
        next->recipe.wording = best->wording;
        next->recipe.pagerank = best->pagerank;
        next->recipe.pagerank_penalty = best->pagerank_penalty;
    }
    copse_status st = fit_and_score(s, recipe, err);
    if (st == COPSE_OK)
        st = copse_blend_choose(
            next, &(copse_blend_parts){s->trials, s->score, s->variance, s->walks, s->walked}, err);
    if (st != COPSE_OK)
        return st;
    *is_better = s->n_tried == 0 || next->value > s->tried[s->best].value + 1e-9;
    if (*is_better)
        s->best = s->n_tried;
    s->n_tried++;
    copse_context_progress(s->ctx, "choosing options", s->n_tried, MOST_FITS);
    return COPSE_OK;
}

/* Options that act on nothing in these data are left alone. */
static size_t options_in_use(copse_walk_option *used, const copse_design *d)
{
    size_t n = 0;
    for (size_t i = 0; i < N_OPTIONS; i++) {
        size_t offset = options[i].offset;
        if ((offset == offsetof(copse_recipe, gamma) && d->n_groups == 0) ||
            (offset == offsetof(copse_recipe, beta) && d->known.start[d->n_members] == 0) ||
            (offset == offsetof(copse_recipe, alpha) && d->about.start[d->n_targets] == 0))
            continue;
        used[n++] = options[i];
    }
    return n;
}

static int by_value(const void *a, const void *b)
{
    const copse_setting *x = a, *y = b;
    return (x->value < y->value) - (x->value > y->value);
}

/* Walks with restart do not change from one setting to the next. */
static copse_status walk_first(search *s, const copse_recipe *recipe, copse_error *err)
{
    if (!copse_pagerank_fits(s->design))
        return COPSE_OK;
    s->walked = copse_memory_new(s->trials->n * s->design->n_targets, sizeof *s->walked);
    copse_status st = s->walked
                          ? copse_pagerank_new(&s->walks, s->design, recipe->damping, s->ctx, err)
                          : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_pagerank_leave_out(s->walked, s->walks, s->trials, s->ctx, err);
    if (st == COPSE_OK)
        copse_pagerank_drop_matrix(s->walks); /* the closed form wants as much room */
    return st;
}

static copse_status search_options(copse_choice *out, search *s, copse_error *err)
{
    copse_walk_option used[N_OPTIONS];
    size_t n_used = options_in_use(used, s->design);
    copse_recipe recipe = copse_recipe_default();
    bool is_better;
    copse_status st = walk_first(s, &recipe, err);
    if (st == COPSE_OK)
        st = judge(&is_better, s, &recipe, 0.0, err);
    if (st == COPSE_OK)
        st = copse_walk(&recipe, used, n_used, ROUNDS, judge, s, err);
    if (st != COPSE_OK)
        return st;
    out->n_fits = s->n_tried;
    qsort(s->tried, s->n_tried, sizeof *s->tried, by_value);
    out->n = s->n_tried < COPSE_SETTINGS_KEPT ? s->n_tried : COPSE_SETTINGS_KEPT;
    for (size_t i = 0; i < out->n; i++)
        out->setting[i] = s->tried[i];
    return copse_blend_popularity(&out->popularity_value, s->trials, err);
}

copse_status copse_choose(copse_choice *out, const copse_design *d, const copse_context *ctx,
                          copse_error *err)
{
    copse_trials *trials = NULL;
    copse_status st = copse_trials_new(&trials, d, ctx->seed, err);
    if (st != COPSE_OK)
        return st;
    copse_choice choice = {.n = 1,
                           .setting[0] = {copse_recipe_default(), NAN, NAN, 1.0, NAN},
                           .popularity_unit = trials->popularity_unit,
                           .similarity_unit = trials->similarity_unit,
                           .related_unit = trials->related_unit,
                           .worded_unit = trials->worded_unit,
                           .n_trials = trials->n,
                           .popularity_value = NAN};
    search *s = NULL;
    if (trials->n >= COPSE_TRIALS_LEAST) {
        s = copse_memory_new(1, sizeof *s);
        if (s) {
            *s = (search){.design = d, .trials = trials, .ctx = ctx};
            s->score = copse_memory_new(trials->n * d->n_targets, sizeof *s->score);
            s->variance = copse_memory_new(d->n_targets, sizeof *s->variance);
        }
        st =
            s && s->score && s->variance ? search_options(&choice, s, err) : copse_error_nomem(err);
    }
    /* Where hardly anybody knows anything it may be larger than a weight can be. */
    choice.similarity_new = fmin(mean_untried(&choice), COPSE_WEIGHT_MAX);
    if (st == COPSE_OK)
        *out = choice;
    if (s) {
        copse_memory_free(s->score);
        copse_memory_free(s->variance);
        copse_memory_free(s->walked);
        copse_pagerank_free(s->walks);
    }
    copse_memory_free(s);
    copse_trials_free(trials);
    return st;
}
