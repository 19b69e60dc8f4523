/* Blending parts of one scale, and what a blend is worth. */
#include "model/blend.h"

#include "model/holdout.h"
#include "model/walk.h"

#include <math.h>
#include <string.h>

static const double output_grid[] = {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
static const double popularity_grid[] = {0.0, 0.1, 0.2, 0.4, 0.8, 1.6};
static const double similarity_grid[] = {0.0, 0.05, 0.1, 0.2, 0.4};
static const double related_grid[] = {0.0, 0.1, 0.2, 0.3, 0.5};

/* What is blended in has to earn its place by a standard error; leaving it out does not. */
static const copse_walk_option options[] = {
    COPSE_WALK_OPTION(output_power, output_grid, 0.0),
    COPSE_WALK_OPTION(popularity, popularity_grid, 1.0),
    COPSE_WALK_OPTION(similarity, similarity_grid, 1.0),
    COPSE_WALK_OPTION(related, related_grid, 1.0),
};

enum { N_OPTIONS = sizeof options / sizeof options[0], ROUNDS = 2 };

/* Scores nearer to each other than this are a tie, whatever a BLAS kernel makes of their last
 * digits. */
static const double tie = 1e-9;
/* And so are values of two settings. */
static const double least_gain = 1e-9;

typedef struct blend {
    const copse_trials *trials;
    const double *score, *variance;
    double *output;     /* [targets] P_cc^e */
    double *popularity; /* [targets] ln(1 + size) / s1 */
    double *row;        /* [targets] scores of one trial */
    double power, unit; /* e, and σ with it */
    double *gain;       /* [trials] of the blend at hand */
    double *best_gain;  /* [trials] of the best */
    copse_setting best;
} blend;

/* Mean over trials of the standard deviation of S·P^e over the candidates. */
static double mean_spread(const blend *b)
{
    const copse_trials *t = b->trials;
    size_t n_targets = t->design->n_targets;
    double total = 0.0;
    for (size_t i = 0; i < t->n; i++) {
        const double *score = b->score + i * n_targets;
        double n = 0.0, sum = 0.0, squares = 0.0;
        for (size_t c = 0; c < n_targets; c++)
            sum += score[c] * b->output[c];
        n = (double)n_targets;
        const copse_incidence *joined = &t->design->joined;
        size_t m = (size_t)t->member[i];
        for (size_t k = joined->start[m]; k < joined->start[m + 1]; k++)
            if (joined->column[k] != t->target[i]) {
                sum -= score[joined->column[k]] * b->output[joined->column[k]];
                n -= 1.0;
            }
        double mean = sum / n;
        for (size_t c = 0; c < n_targets; c++) {
            double from_mean = score[c] * b->output[c] - mean;
            squares += from_mean * from_mean;
        }
        for (size_t k = joined->start[m]; k < joined->start[m + 1]; k++)
            if (joined->column[k] != t->target[i]) {
                double from_mean = score[joined->column[k]] * b->output[joined->column[k]] - mean;
                squares -= from_mean * from_mean;
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
        b->output[c] = pow(b->variance[c], power);
    b->power = power;
    b->unit = mean_spread(b);
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

/* Fill b->gain with what the blend is worth in each trial. */
static void try_blend(blend *b, const copse_recipe *r)
{
    const copse_trials *t = b->trials;
    size_t n_targets = t->design->n_targets;
    take_power(b, r->output_power);
    double similarity = r->similarity / t->similarity_unit;
    double related = r->related / t->related_unit;
    for (size_t i = 0; i < t->n; i++) {
        size_t at = i * n_targets;
        for (size_t c = 0; c < n_targets; c++)
            b->row[c] = b->score[at + c] * b->output[c] / b->unit +
                        r->popularity * b->popularity[c] + similarity * t->similarity[at + c] +
                        related * t->related[at + c];
        /* One member of the hidden CoP is the hidden one. */
        size_t hidden = (size_t)t->target[i];
        b->row[hidden] += r->popularity * (log(t->design->size[hidden]) / t->popularity_unit -
                                           b->popularity[hidden]);
        b->gain[i] = copse_holdout_gain(rank_of(t, i, b->row));
    }
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
        b->best = (copse_setting){*recipe, b->unit, weighted_mean(b->trials, b->gain)};
        memcpy(b->best_gain, b->gain, b->trials->n * sizeof *b->gain);
    }
    return COPSE_OK;
}

static bool reserve(blend *b)
{
    const copse_design *d = b->trials->design;
    b->output = copse_memory_new(3 * d->n_targets + 2 * b->trials->n, sizeof *b->output);
    if (!b->output)
        return false;
    b->popularity = b->output + d->n_targets;
    b->row = b->popularity + d->n_targets;
    b->gain = b->row + d->n_targets;
    b->best_gain = b->gain + b->trials->n;
    for (size_t c = 0; c < d->n_targets; c++)
        b->popularity[c] = log1p(d->size[c]) / b->trials->popularity_unit;
    return true;
}

copse_status copse_blend_choose(copse_setting *setting, const copse_trials *trials,
                                const double *score, const double *variance, copse_error *err)
{
    blend b = {.trials = trials, .score = score, .variance = variance, .power = NAN};
    if (!reserve(&b))
        return copse_error_nomem(err);
    copse_recipe recipe = setting->recipe;
    b.best.value = NAN;
    bool is_better;
    judge(&is_better, &b, &recipe, 0.0, err);
    copse_status st = copse_walk(&recipe, options, N_OPTIONS, ROUNDS, judge, &b, err);
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
