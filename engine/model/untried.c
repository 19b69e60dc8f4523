/* Placing CoPs that have nobody in them. */
#include "model/untried.h"

#include "base/random.h"
#include "model/holdout.h"

#include <math.h>
#include <stdlib.h>

/* Times the first guess, see guess(). */
static const double factors[] = {0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.5};

enum { N_FACTORS = sizeof factors / sizeof factors[0], PLACES = 20, LEAST_SHARE = 20 };

/* Scores nearer to each other than this are a tie, as values are. */
static const double tie = 1e-9;

typedef struct placing {
    const copse_untried_blend *blend;
    const copse_trials *trials;
    size_t n_targets, n_groups;
    double share;     /* of CoPs that have nobody in them */
    int32_t *group;   /* [targets] emptied together; -1: it has nobody as it is */
    double *row;      /* [targets] scores of one trial */
    double *sorted;   /* [targets] scratch */
    double *beside;   /* [targets] what an emptied CoP scores beside likeness of topics */
    bool *is_of_list; /* [targets] whether it can be recommended in the trial */
} placing;

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* ---- who is emptied with whom ---- */

static bool draw_groups(placing *p)
{
    const copse_design *d = p->trials->design;
    int64_t *order = copse_memory_new(d->n_targets, sizeof *order);
    size_t n = 0;
    if (!order)
        return false;
    for (size_t c = 0; c < d->n_targets; c++)
        if (d->size[c] > 0.0)
            order[n++] = (int64_t)c;
    double empty = (double)(d->n_targets - n) / fmax(1.0, (double)d->n_targets);
    p->share = fmax(empty, 1.0 / LEAST_SHARE);
    size_t wanted = (size_t)lround(1.0 / p->share), most = n > 2 ? n : 2;
    p->n_groups = wanted < 2 ? 2 : wanted < most ? wanted : most;
    copse_random random;
    copse_random_seed(&random, p->trials->seed, 4);
    copse_random_shuffle(&random, order, n);
    for (size_t c = 0; c < d->n_targets; c++)
        p->group[c] = -1;
    for (size_t i = 0; i < n; i++)
        p->group[order[i]] = (int32_t)(i % p->n_groups);
    copse_memory_free(order);
    return true;
}

/* ---- one trial ---- */

/* Scores, what is beside likeness of topics counted from the middling CoP, and who is of the list.
 */
static void take_trial(placing *p, size_t trial)
{
    const copse_trials *t = p->trials;
    size_t n = p->n_targets, at = trial * n, m = (size_t)t->member[trial];
    const copse_incidence *joined = &t->design->joined;
    p->blend->fill(p->row, p->blend->user, trial);
    for (size_t c = 0; c < n; c++) {
        p->sorted[c] = p->row[c];
        p->is_of_list[c] = true;
    }
    qsort(p->sorted, n, sizeof *p->sorted, ascending);
    for (size_t c = 0; c < n; c++)
        p->beside[c] = p->sorted[n / 2] + p->blend->related * (double)t->related[at + c] +
                       p->blend->worded * (double)t->worded[at + c];
    for (size_t k = joined->start[m]; k < joined->start[m + 1]; k++)
        p->is_of_list[joined->column[k]] = joined->column[k] == t->target[trial];
}

/* What the hidden CoP's place is worth with a group emptied. */
static double gain_of(const placing *p, size_t trial, int32_t emptied, double score)
{
    const copse_trials *t = p->trials;
    const float *likeness = t->similarity + trial * p->n_targets;
    size_t hidden = (size_t)t->target[trial];
    double of_hidden = p->group[hidden] == emptied
                           ? p->beside[hidden] + score * (double)likeness[hidden]
                           : p->row[hidden];
    double above = 0.0, equal = 0.0;
    for (size_t c = 0; c < p->n_targets; c++) {
        bool is_empty = p->group[c] == emptied || p->group[c] < 0;
        double of_this = is_empty ? p->beside[c] + score * (double)likeness[c] : p->row[c];
        above += p->is_of_list[c] && of_this > of_hidden + tie;
        equal += p->is_of_list[c] && fabs(of_this - of_hidden) <= tie;
    }
    return copse_holdout_gain(above + (equal - 1.0) / 2.0);
}

static double gain_alike(const placing *p, size_t trial)
{
    const float *likeness = p->trials->similarity + trial * p->n_targets;
    float of_hidden = likeness[p->trials->target[trial]];
    double above = 0.0, equal = 0.0;
    for (size_t c = 0; c < p->n_targets; c++) {
        above += p->is_of_list[c] && likeness[c] > of_hidden;
        equal += p->is_of_list[c] && likeness[c] == of_hidden;
    }
    return copse_holdout_gain(above + (equal - 1.0) / 2.0);
}

/* ---- all trials ---- */

/*
 * The score of place k over the likeness of place k, from the middle each, so
 * that who is among the k most alike is about as high among all. k is 20, but
 * among few CoPs no more than a third, and no more than are alike at all.
 */
static double guess(placing *p)
{
    const copse_trials *t = p->trials;
    size_t n = p->n_targets;
    double score = 0.0, likeness = 0.0;
    for (size_t i = 0; i < t->n; i++) {
        size_t place = n / 3 < PLACES ? n / 3 : PLACES, alike = 0;
        for (size_t c = 0; c < n; c++)
            alike += t->similarity[i * n + c] > 0.0f;
        place = alike < place ? alike : place;
        if (place == 0)
            continue;
        take_trial(p, i);
        score += p->sorted[n - place] - p->sorted[n / 2];
        for (size_t c = 0; c < n; c++)
            p->sorted[c] = (double)t->similarity[i * n + c];
        qsort(p->sorted, n, sizeof *p->sorted, ascending);
        likeness += p->sorted[n - place];
    }
    return likeness > 0.0 ? score / likeness : 0.0;
}

static void try_all(copse_untried_value *value, placing *p, double unit)
{
    const copse_trials *t = p->trials;
    for (size_t i = 0; i < t->n; i++) {
        int32_t own = p->group[t->target[i]];
        int32_t other = (own + 1) % (int32_t)p->n_groups;
        take_trial(p, i);
        double alike = gain_alike(p, i);
        for (size_t f = 0; f < N_FACTORS; f++) {
            double cold = gain_of(p, i, own, factors[f] * unit);
            value[f].warm += t->weight[i] * gain_of(p, i, other, factors[f] * unit);
            value[f].cold += t->weight[i] * cold;
            value[f].found += cold > 0.0 ? t->weight[i] : 0.0;
            value[f].alike += t->weight[i] * alike;
            value[f].alike_found += alike > 0.0 ? t->weight[i] : 0.0;
        }
    }
}

size_t copse_untried_best(const copse_untried_value *value, size_t n, double share)
{
    size_t best = n, found = 0;
    double most = -1.0;
    for (size_t i = 0; i < n; i++) {
        double worth = (1.0 - share) * value[i].warm + share * value[i].cold;
        bool loses =
            value[i].cold < value[i].alike - tie || value[i].found < value[i].alike_found - tie;
        if (value[i].found > value[found].found + tie)
            found = i;
        if (loses || worth <= most + tie)
            continue;
        most = worth;
        best = i;
    }
    return best < n ? best : found;
}

copse_status copse_untried_choose(double *score, const copse_untried_blend *blend, copse_error *err)
{
    const copse_design *d = blend->trials->design;
    placing p = {.blend = blend, .trials = blend->trials, .n_targets = d->n_targets};
    p.group = copse_memory_new(d->n_targets, sizeof *p.group);
    p.row = copse_memory_new(3 * d->n_targets, sizeof *p.row);
    p.is_of_list = copse_memory_new(d->n_targets, sizeof *p.is_of_list);
    bool is_room = p.group && p.row && p.is_of_list && draw_groups(&p);
    if (is_room) {
        copse_untried_value value[N_FACTORS] = {{0}};
        p.sorted = p.row + d->n_targets;
        p.beside = p.sorted + d->n_targets;
        double unit = guess(&p);
        if (unit > 0.0)
            try_all(value, &p, unit);
        *score = unit > 0.0 ? factors[copse_untried_best(value, N_FACTORS, p.share)] * unit : 0.0;
    }
    copse_memory_free(p.group);
    copse_memory_free(p.row);
    copse_memory_free(p.is_of_list);
    return is_room ? COPSE_OK : copse_error_nomem(err);
}
