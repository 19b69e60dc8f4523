/* Hiding memberships, one at a time. */
#include "model/trials.h"

#include "base/random.h"
#include "model/recipe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* As many as tell options apart; and no more than so many numbers in a matrix of trials × targets.
 */
enum { MOST_TRIALS = 2500, MOST_CELLS = 16000000 };

bool copse_trials_is_candidate(const copse_trials *t, size_t trial, size_t target)
{
    return (int32_t)target == t->target[trial] ||
           !copse_incidence_has(&t->design->joined, (size_t)t->member[trial], (int32_t)target);
}

/* ---- which ---- */

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Entries of joined that can be hidden, as places in it; a sample when there are too many. */
static size_t choose_places(int64_t *place, const copse_design *d, uint64_t seed)
{
    size_t n = 0, most = MOST_TRIALS;
    for (size_t m = 0; m < d->n_members; m++)
        for (size_t k = d->joined.start[m];
             k < d->joined.start[m + 1] && copse_incidence_degree(&d->joined, m) >= 2; k++)
            place[n++] = (int64_t)k;
    if (d->n_targets > 0 && most > MOST_CELLS / d->n_targets)
        most = MOST_CELLS / d->n_targets;
    if (n <= most)
        return n;
    copse_random random;
    copse_random_seed(&random, seed, 1);
    copse_random_shuffle(&random, place, n);
    qsort(place, most, sizeof *place, ascending);
    return most;
}

static void fill_pairs(copse_trials *t, const int64_t *place)
{
    const copse_design *d = t->design;
    double sum = 0.0;
    size_t m = 0;
    for (size_t i = 0; i < t->n; i++) {
        while (d->joined.start[m + 1] <= (size_t)place[i])
            m++;
        t->member[i] = (int32_t)m;
        t->target[i] = d->joined.column[place[i]];
        t->weight[i] =
            pow(d->size[t->target[i]], -0.25) / (double)copse_incidence_degree(&d->joined, m);
        sum += t->weight[i];
    }
    for (size_t i = 0; i < t->n; i++)
        t->weight[i] /= sum;
}

/* ---- what is left ---- */

/*
 * The member's features without the topics that the hidden CoP alone carries.
 * The rest are scaled as copse_design_known() would: with v ∝ sqrt(evidence·idf)
 * the old length is to the new one as the sums of squares' roots, and v grows
 * with the root of that.
 */
static size_t leave_topics_out(double *value, int32_t *column, const copse_trials *t, size_t trial,
                               const copse_incidence *carriers)
{
    const copse_incidence *known = &t->design->known;
    size_t m = (size_t)t->member[trial], n = 0;
    double all = 0.0, left = 0.0;
    for (size_t k = known->start[m]; k < known->start[m + 1]; k++) {
        size_t topic = (size_t)known->column[k];
        double square = known->value[k] * known->value[k];
        all += square;
        if (copse_incidence_degree(carriers, topic) == 1 &&
            carriers->column[carriers->start[topic]] == t->target[trial])
            continue;
        left += square;
        column[n] = known->column[k];
        value[n++] = known->value[k];
    }
    for (size_t i = 0; i < n && left < all; i++)
        value[i] *= sqrt(sqrt(all / left));
    return n;
}

static copse_status fill_known(copse_trials *t, const copse_incidence *carriers, copse_error *err)
{
    size_t room = 0;
    for (size_t i = 0; i < t->n; i++)
        room += copse_incidence_degree(&t->design->known, (size_t)t->member[i]);
    copse_incidence *m = &t->known;
    m->n_rows = t->n;
    m->n_columns = t->design->n_topics;
    m->start = copse_memory_new(t->n + 1, sizeof *m->start);
    m->column = copse_memory_new(room, sizeof *m->column);
    m->value = copse_memory_new(room, sizeof *m->value);
    if (!m->start || !m->column || !m->value)
        return copse_error_nomem(err);
    for (size_t i = 0; i < t->n; i++) {
        size_t at = m->start[i];
        m->start[i + 1] = at + leave_topics_out(m->value + at, m->column + at, t, i, carriers);
    }
    return COPSE_OK;
}

/* ---- the parts that do not depend on options ---- */

static void add_topic(double *row, const copse_incidence *carriers, size_t topic, double value)
{
    for (size_t k = carriers->start[topic]; k < carriers->start[topic + 1]; k++)
        row[carriers->column[k]] += value * carriers->value[k];
}

/*
 * What the CoPs that are left are about, topics or words, against what every
 * CoP but itself is.
 */
static void add_related(double *row, const copse_trials *t, size_t trial, double *topics,
                        const copse_incidence *about, const copse_incidence *carriers)
{
    const copse_design *d = t->design;
    size_t m = (size_t)t->member[trial];
    double scale = copse_recipe_row_scale(copse_incidence_degree(&d->joined, m) - 1);
    memset(topics, 0, about->n_columns * sizeof *topics);
    for (size_t k = d->joined.start[m]; k < d->joined.start[m + 1]; k++) {
        size_t c = (size_t)d->joined.column[k];
        for (size_t a = about->start[c]; (int32_t)c != t->target[trial] && a < about->start[c + 1];
             a++)
            topics[about->column[a]] += scale * about->value[a];
    }
    for (size_t topic = 0; topic < about->n_columns; topic++)
        if (topics[topic] != 0.0)
            add_topic(row, carriers, topic, topics[topic]);
    for (size_t k = d->joined.start[m]; k < d->joined.start[m + 1]; k++) {
        size_t c = (size_t)d->joined.column[k];
        for (size_t a = about->start[c]; (int32_t)c != t->target[trial] && a < about->start[c + 1];
             a++)
            row[c] -= scale * about->value[a] * about->value[a];
    }
}

static double deviation(const float *value, size_t n)
{
    double mean = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++)
        mean += (double)value[i];
    mean /= n > 0 ? (double)n : 1.0;
    for (size_t i = 0; i < n; i++)
        squares += ((double)value[i] - mean) * ((double)value[i] - mean);
    return n > 0 && squares > 0.0 ? sqrt(squares / (double)n) : 1.0;
}

/* A row of sums, as a row of a part; clears the sums. */
static void keep_row(float *part, double *sum, size_t n)
{
    for (size_t c = 0; c < n; c++) {
        part[c] = (float)sum[c];
        sum[c] = 0.0;
    }
}

/* sum [targets] is all zero, before and after; topics [topics or words, whichever are more]. */
static void fill_rows(copse_trials *t, double *sum, double *topics, const copse_incidence *carriers,
                      const copse_incidence *users)
{
    const copse_design *d = t->design;
    for (size_t i = 0; i < t->n; i++) {
        size_t at = i * d->n_targets;
        for (size_t k = t->known.start[i]; k < t->known.start[i + 1]; k++)
            add_topic(sum, carriers, (size_t)t->known.column[k], t->known.value[k]);
        keep_row(t->similarity + at, sum, d->n_targets);
        add_related(sum, t, i, topics, &d->about, carriers);
        keep_row(t->related + at, sum, d->n_targets);
        add_related(sum, t, i, topics, &d->worded, users);
        keep_row(t->worded + at, sum, d->n_targets);
    }
}

static copse_status fill_parts(copse_trials *t, const copse_incidence *carriers, copse_error *err)
{
    const copse_design *d = t->design;
    size_t cells = t->n * d->n_targets, words = d->worded.n_columns;
    copse_incidence users = {0};
    double *topics = copse_memory_new(d->n_topics > words ? d->n_topics : words, sizeof *topics);
    double *sum = copse_memory_new(d->n_targets, sizeof *sum);
    float *popularity = copse_memory_new(d->n_targets, sizeof *popularity);
    t->similarity = copse_memory_new(cells, sizeof *t->similarity);
    t->related = copse_memory_new(cells, sizeof *t->related);
    t->worded = copse_memory_new(cells, sizeof *t->worded);
    bool is_room = topics && sum && popularity && t->similarity && t->related && t->worded;
    copse_status st =
        is_room ? copse_incidence_transpose(&users, &d->worded, err) : copse_error_nomem(err);
    if (st == COPSE_OK) {
        fill_rows(t, sum, topics, carriers, &users);
        for (size_t c = 0; c < d->n_targets; c++)
            popularity[c] = (float)log1p(d->size[c]);
        t->popularity_unit = deviation(popularity, d->n_targets);
        t->similarity_unit = deviation(t->similarity, cells);
        t->related_unit = deviation(t->related, cells);
        t->worded_unit = deviation(t->worded, cells);
    }
    copse_incidence_free(&users);
    copse_memory_free(topics);
    copse_memory_free(sum);
    copse_memory_free(popularity);
    return st;
}

copse_status copse_trials_new(copse_trials **out, const copse_design *d, uint64_t seed,
                              copse_error *err)
{
    *out = NULL;
    copse_incidence carriers = {0};
    copse_trials *t = copse_memory_new(1, sizeof *t);
    int64_t *place = copse_memory_new(d->joined.start[d->n_members], sizeof *place);
    copse_status st =
        t && place ? copse_incidence_transpose(&carriers, &d->about, err) : copse_error_nomem(err);
    if (st == COPSE_OK) {
        t->design = d;
        t->seed = seed;
        t->n = choose_places(place, d, seed);
        t->member = copse_memory_new(t->n, sizeof *t->member);
        t->target = copse_memory_new(t->n, sizeof *t->target);
        t->weight = copse_memory_new(t->n, sizeof *t->weight);
        if (!t->member || !t->target || !t->weight)
            st = copse_error_nomem(err);
    }
    if (st == COPSE_OK) {
        fill_pairs(t, place);
        st = fill_known(t, &carriers, err);
    }
    if (st == COPSE_OK)
        st = fill_parts(t, &carriers, err);
    copse_incidence_free(&carriers);
    copse_memory_free(place);
    if (st == COPSE_OK)
        *out = t;
    else
        copse_trials_free(t);
    return st;
}

void copse_trials_free(copse_trials *t)
{
    if (!t)
        return;
    copse_memory_free(t->member);
    copse_memory_free(t->target);
    copse_memory_free(t->weight);
    copse_incidence_free(&t->known);
    copse_memory_free(t->similarity);
    copse_memory_free(t->related);
    copse_memory_free(t->worded);
    copse_memory_free(t);
}
