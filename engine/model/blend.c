/* Blending parts of one scale, and what a blend is worth. */
#include "model/blend.h"

#include "model/holdout.h"
#include "model/untried.h"
#include "model/walk.h"

#include <math.h>
#include <string.h>

static const double output_grid[] = {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
static const double popularity_grid[] = {0.0, 0.1, 0.2, 0.4, 0.8, 1.6};
static const double similarity_grid[] = {0.0, 0.05, 0.1, 0.2, 0.4, 0.8};
static const double related_grid[] = {0.0, 0.1, 0.2, 0.3, 0.5};
static const double wording_grid[] = {0.0, 0.1, 0.2, 0.35, 0.5, 0.8};
static const double pagerank_grid[] = {0.0, 0.12, 0.25, 0.5, 1.0, 2.0};
static const double penalty_grid[] = {0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};

/* A gain within its standard error is no reason to leave what serves everywhere. */
static const copse_walk_option options[] = {
    COPSE_WALK_OPTION(pagerank, pagerank_grid, 1.0),
    COPSE_WALK_OPTION(pagerank_penalty, penalty_grid, 1.0),
    COPSE_WALK_OPTION(output_power, output_grid, 0.0),
    COPSE_WALK_OPTION(popularity, popularity_grid, 1.0),
    COPSE_WALK_OPTION(similarity, similarity_grid, 1.0),
    COPSE_WALK_OPTION(related, related_grid, 1.0),
    COPSE_WALK_OPTION(wording, wording_grid, 1.0),
};

enum { N_OPTIONS = sizeof options / sizeof options[0], ROUNDS = 2 };

/* Scores nearer to each other than this are a tie, whatever a BLAS kernel makes of their last
 * digits. */
static const double tie = 1e-9;
/* And so are values of two settings. */
static const double least_gain = 1e-9;

typedef struct blend {
    copse_blend_parts parts;
    const copse_trials *trials;
    double *output;            /* [targets] P_cc^e */
    double *reach;             /* [targets] D_c^(1 − β) */
    double *popularity;        /* [targets] ln(1 + size) / s1 */
    double *row;               /* [targets] scores of one trial */
    double power, unit;        /* e, and σ with it */
    double penalty, walk_unit; /* β, and s5 with it */
    double *gain;              /* [trials] of the blend at hand */
    double *best_gain;         /* [trials] of the best */
    copse_setting best;
} blend;

/* Mean over trials of the standard deviation of part·scale over the candidates. */
static double mean_spread(const copse_trials *t, const float *part, const double *scale)
{
    size_t n_targets = t->design->n_targets;
    const copse_incidence *joined = &t->design->joined;
    double total = 0.0;
    for (size_t i = 0; i < t->n; i++) {
        const float *score = part + i * n_targets;
        size_t m = (size_t)t->member[i];
        double n = (double)n_targets, sum = 0.0, squares = 0.0;
        for (size_t c = 0; c < n_targets; c++)
            sum += (double)score[c] * scale[c];
        for (size_t k = joined->start[m]; k < joined->start[m + 1]; k++) {
            int32_t c = joined->column[k];
            if (c == t->target[i])
                continue;
            sum -= (double)score[c] * scale[c];
            n -= 1.0;
        }
        double mean = sum / n;
        for (size_t c = 0; c < n_targets; c++) {
            double from_mean = (double)score[c] * scale[c] - mean;
            squares += from_mean * from_mean;
        }
        for (size_t k = joined->start[m]; k < joined->start[m + 1]; k++) {
            int32_t c = joined->column[k];
            double from_mean = (double)score[c] * scale[c] - mean;
            squares -= c == t->target[i] ? 0.0 : from_mean * from_mean;
        }
        total += sqrt(fmax(0.0, squares / n));
    }
    return fmax(1e-12, total / (double)t->n);
}

static void take_power(blend *b, double power)
{
    if (power == b->power)
        return;
    for (size_t c = 0; c < b->trials->design->n_targets; c++)
        b->output[c] = pow(b->parts.variance[c], power);
    b->power = power;
    b->unit = mean_spread(b->trials, b->parts.score, b->output);
}

static void take_penalty(blend *b, double penalty)
{
    if (penalty == b->penalty || !b->parts.walked)
        return;
    for (size_t c = 0; c < b->trials->design->n_targets; c++)
        b->reach[c] = pow(b->parts.walks->degree[c], 1.0 - penalty);
    b->penalty = penalty;
    b->walk_unit = mean_spread(b->trials, b->parts.walked, b->reach);
}

/* Place of the hidden CoP among the candidates of a trial. */
static double rank_of(const copse_trials *t, size_t trial, const double *row)
{
    const copse_incidence *joined = &t->design->joined;
    double of_target = row[t->target[trial]], above = 0.0, equal = 0.0;
    for (size_t c = 0; c < t->design->n_targets; c++) {
        above += row[c] > of_target + tie;
        equal += fabs(row[c] - of_target) <= tie;
    }
    size_t m = (size_t)t->member[trial];
    for (size_t k = joined->start[m]; k < joined->start[m + 1]; k++) {
        int32_t c = joined->column[k];
        if (c == t->target[trial])
            continue;
        above -= row[c] > of_target + tie;
        equal -= fabs(row[c] - of_target) <= tie;
    }
    return above + (equal - 1.0) / 2.0;
}

static double weighted_mean(const copse_trials *t, const double *gain)
{
    double sum = 0.0;
    for (size_t i = 0; i < t->n; i++)
        sum += t->weight[i] * gain[i];
    return sum;
}

/* One member of the hidden CoP is the hidden one: it is smaller by one, and fewer ways lead there.
 */
static void correct_hidden(blend *b, const copse_recipe *r, size_t trial)
{
    const copse_trials *t = b->trials;
    size_t hidden = (size_t)t->target[trial];
    b->row[hidden] +=
        r->popularity * (log(t->design->size[hidden]) / t->popularity_unit - b->popularity[hidden]);
    if (!b->parts.walked)
        return;
    double degree = copse_pagerank_hidden_degree(b->parts.walks, t->target[trial]);
    b->row[hidden] += r->pagerank / b->walk_unit *
                      (double)b->parts.walked[trial * t->design->n_targets + hidden] *
                      (pow(degree, 1.0 - r->pagerank_penalty) - b->reach[hidden]);
}

/* Fill b->row with the blend's scores in a trial; the units are those of its power and penalty. */
static void fill_row(blend *b, const copse_recipe *r, size_t trial)
{
    const copse_trials *t = b->trials;
    size_t n_targets = t->design->n_targets, at = trial * n_targets;
    double similarity = r->similarity / t->similarity_unit;
    double related = r->related / t->related_unit, worded = r->wording / t->worded_unit;
    double pagerank = b->parts.walked ? r->pagerank / b->walk_unit : 0.0;
    for (size_t c = 0; c < n_targets; c++)
        b->row[c] = (double)b->parts.score[at + c] * b->output[c] / b->unit +
                    r->popularity * b->popularity[c] + similarity * (double)t->similarity[at + c] +
                    related * (double)t->related[at + c] + worded * (double)t->worded[at + c];
    for (size_t c = 0; pagerank > 0.0 && c < n_targets; c++)
        b->row[c] += pagerank * (double)b->parts.walked[at + c] * b->reach[c];
    correct_hidden(b, r, trial);
}

/* Fill b->gain with what the blend is worth in each trial. */
static void try_blend(blend *b, const copse_recipe *r)
{
    take_power(b, r->output_power);
    take_penalty(b, r->pagerank_penalty);
    for (size_t i = 0; i < b->trials->n; i++) {
        fill_row(b, r, i);
        b->gain[i] = copse_holdout_gain(rank_of(b->trials, i, b->row));
    }
}

/* A row of the best blend, for who places CoPs with nobody in them. */
static void fill_best(double *row, void *user, size_t trial)
{
    blend *b = user;
    fill_row(b, &b->best.recipe, trial);
    memcpy(row, b->row, b->trials->design->n_targets * sizeof *row);
}

static copse_status choose_untried(blend *b, copse_error *err)
{
    const copse_recipe *r = &b->best.recipe;
    take_power(b, r->output_power);
    take_penalty(b, r->pagerank_penalty);
    const copse_untried_blend best = {.trials = b->trials,
                                      .related = r->related / b->trials->related_unit,
                                      .worded = r->wording / b->trials->worded_unit,
                                      .fill = fill_best,
                                      .user = b};
    return copse_untried_choose(&b->best.untried, &best, err);
}

/* By how much the blend at hand beats the best, beyond so many standard errors of the paired
 * differences. */
static double advantage(const blend *b, double proof)
{
    const copse_trials *t = b->trials;
    double mean = weighted_mean(t, b->gain) - b->best.value, squares = 0.0;
    for (size_t i = 0; i < t->n; i++) {
        double from_mean = t->weight[i] * (b->gain[i] - b->best_gain[i] - mean);
        squares += from_mean * from_mean;
    }
    return mean - proof * sqrt(squares);
}

static copse_status judge(bool *is_better, void *user, const copse_recipe *recipe, double proof,
                          copse_error *err)
{
    (void)err;
    blend *b = user;
    try_blend(b, recipe);
    *is_better = isnan(b->best.value) || advantage(b, proof) > least_gain;
    if (*is_better) {
        b->best =
            (copse_setting){*recipe, b->unit, b->walk_unit, NAN, weighted_mean(b->trials, b->gain)};
        memcpy(b->best_gain, b->gain, b->trials->n * sizeof *b->gain);
    }
    return COPSE_OK;
}

static bool reserve(blend *b)
{
    const copse_design *d = b->trials->design;
    b->output = copse_memory_new(4 * d->n_targets + 2 * b->trials->n, sizeof *b->output);
    if (!b->output)
        return false;
    b->reach = b->output + d->n_targets;
    b->popularity = b->reach + d->n_targets;
    b->row = b->popularity + d->n_targets;
    b->gain = b->row + d->n_targets;
    b->best_gain = b->gain + b->trials->n;
    for (size_t c = 0; c < d->n_targets; c++)
        b->popularity[c] = log1p(d->size[c]) / b->trials->popularity_unit;
    return true;
}

/* Whether an option acts on something in these data. */
static bool acts(const blend *b, size_t offset)
{
    const copse_design *d = b->trials->design;
    bool has_about = d->about.start[d->n_targets] > 0;
    switch (offset) {
    case offsetof(copse_recipe, similarity):
        return has_about && d->known.start[d->n_members] > 0;
    case offsetof(copse_recipe, related):
        return has_about;
    case offsetof(copse_recipe, wording):
        return d->worded.start[d->n_targets] > 0;
    case offsetof(copse_recipe, pagerank):
    case offsetof(copse_recipe, pagerank_penalty):
        return b->parts.walked != NULL;
    default:
        return true;
    }
}

/* Those that act; the others stand at 0. */
static size_t options_in_use(copse_walk_option *used, copse_recipe *recipe, const blend *b)
{
    size_t n = 0;
    for (size_t i = 0; i < N_OPTIONS; i++) {
        if (acts(b, options[i].offset))
            used[n++] = options[i];
        else
            copse_recipe_set(recipe, options[i].offset, 0.0);
    }
    return n;
}

copse_status copse_blend_choose(copse_setting *setting, const copse_blend_parts *parts,
                                copse_error *err)
{
    blend b = {.parts = *parts, .trials = parts->trials, .power = NAN, .penalty = NAN};
    if (!reserve(&b))
        return copse_error_nomem(err);
    copse_recipe recipe = setting->recipe;
    copse_walk_option used[N_OPTIONS];
    size_t n_used = options_in_use(used, &recipe, &b);
    b.best.value = NAN;
    bool is_better;
    judge(&is_better, &b, &recipe, 0.0, err);
    copse_status st = copse_walk(&recipe, used, n_used, ROUNDS, judge, &b, err);
    if (st == COPSE_OK)
        st = choose_untried(&b, err);
    copse_memory_free(b.output);
    if (st == COPSE_OK)
        *setting = b.best;
    return st;
}

copse_status copse_blend_popularity(double *value, const copse_trials *trials, copse_error *err)
{
    blend b = {.trials = trials};
    if (!reserve(&b))
        return copse_error_nomem(err);
    const copse_design *d = trials->design;
    for (size_t i = 0; i < trials->n; i++) {
        for (size_t c = 0; c < d->n_targets; c++)
            b.row[c] = b.popularity[c];
        size_t hidden = (size_t)trials->target[i];
        b.row[hidden] = log(d->size[hidden]) / trials->popularity_unit;
        b.gain[i] = copse_holdout_gain(rank_of(trials, i, b.row));
    }
    *value = weighted_mean(trials, b.gain);
    copse_memory_free(b.output);
    return COPSE_OK;
}
