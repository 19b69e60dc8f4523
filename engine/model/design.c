/* From a network to the rows that models are fitted on. */
#include "model/design.h"

#include "model/wording.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the order of keys ---- */

typedef struct keyed {
    const char *key;
    int32_t index;
} keyed;

static int by_key(const void *a, const void *b)
{
    const keyed *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

/* Keep the indices of items [n] in the order of their keys. */
static int32_t *indices_in_key_order(keyed *items, size_t n)
{
    int32_t *index = copse_memory_new(n, sizeof *index);
    if (!index)
        return NULL;
    qsort(items, n, sizeof *items, by_key);
    for (size_t i = 0; i < n; i++)
        index[i] = items[i].index;
    return index;
}

static bool order_everything(copse_design *d, keyed *items)
{
    const copse_network *net = d->net;
    const copse_facts *f = net->facts;
    size_t n = 0;
    for (size_t i = 0; i < f->n_members; i++)
        if (net->is_present[i])
            items[n++] = (keyed){f->members[i].key, (int32_t)i};
    d->n_members = n;
    d->member = indices_in_key_order(items, n);

    n = 0;
    for (size_t i = 0; i < f->n_communities; i++)
        if (!net->is_sensitive[i])
            items[n++] = (keyed){f->communities[i].key, (int32_t)i};
    d->n_targets = n;
    d->target = indices_in_key_order(items, n);

    for (n = 0; n < f->n_topics; n++)
        items[n] = (keyed){f->topics[n].key, (int32_t)n};
    d->n_topics = n;
    d->topic = indices_in_key_order(items, n);

    /* Groups are by kind and key already. */
    d->n_groups = net->n_groups;
    d->group = copse_memory_new(d->n_groups, sizeof *d->group);
    for (size_t i = 0; d->group && i < d->n_groups; i++)
        d->group[i] = (int32_t)i;
    return d->member && d->target && d->topic && d->group;
}

/* ---- sparse rows in the design's order ---- */

/*
 * Take the rows and columns of m that are in the design, in its order.
 * rank [columns of m] is where a column stands in the design, -1: not in it.
 */
static copse_status reorder(copse_incidence *out, const copse_incidence *m, const int32_t *rows,
                            size_t n_rows, const int32_t *rank, size_t n_columns, copse_error *err)
{
    size_t most = m->start[m->n_rows], n = 0;
    int32_t *row = copse_memory_new(most, sizeof *row);
    int32_t *column = copse_memory_new(most, sizeof *column);
    double *value = m->value ? copse_memory_new(most, sizeof *value) : NULL;
    copse_status st = COPSE_E_NOMEM;
    if (!row || !column || (m->value && !value)) {
        copse_error_nomem(err);
        goto done;
    }
    for (size_t i = 0; i < n_rows; i++) {
        int32_t r = rows[i];
        for (size_t k = m->start[r]; k < m->start[r + 1]; k++) {
            int32_t c = m->column[k];
            if (rank[c] < 0)
                continue;
            row[n] = (int32_t)i;
            column[n] = rank[c];
            if (value)
                value[n] = m->value[k];
            n++;
        }
    }
    st = copse_incidence_new(out, n_rows, n_columns, n, row, column, value, err);
done:
    copse_memory_free(row);
    copse_memory_free(column);
    copse_memory_free(value);
    return st;
}

/* Where each of n items stands in the design; -1: nowhere. */
static int32_t *ranks_of(const int32_t *items, size_t n_items, size_t n)
{
    int32_t *rank = copse_memory_new(n, sizeof *rank);
    if (!rank)
        return NULL;
    for (size_t i = 0; i < n; i++)
        rank[i] = -1;
    for (size_t i = 0; i < n_items; i++)
        rank[items[i]] = (int32_t)i;
    return rank;
}

static copse_status take_rows(copse_design *d, copse_error *err)
{
    const copse_network *net = d->net;
    int32_t *target = ranks_of(d->target, d->n_targets, net->facts->n_communities);
    int32_t *topic = ranks_of(d->topic, d->n_topics, net->facts->n_topics);
    copse_status st = target && topic ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = reorder(&d->joined, &net->member_communities, d->member, d->n_members, target,
                     d->n_targets, err);
    if (st == COPSE_OK)
        st = reorder(&d->known, &net->member_topics, d->member, d->n_members, topic, d->n_topics,
                     err);
    if (st == COPSE_OK)
        st = reorder(&d->grouped, &net->member_groups, d->member, d->n_members, d->group,
                     d->n_groups, err);
    if (st == COPSE_OK)
        st = reorder(&d->about, &net->community_topics, d->target, d->n_targets, topic, d->n_topics,
                     err);
    copse_memory_free(target);
    copse_memory_free(topic);
    return st;
}

/* ---- values ---- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A sum that does not depend on the order of its addends, which it sorts. */
static double ordered_sum(double *addend, size_t n)
{
    qsort(addend, n, sizeof *addend, ascending);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += addend[i];
    return sum;
}

void copse_design_profile(double *value, const double *idf, size_t n, double *scratch)
{
    for (size_t i = 0; i < n; i++) {
        value[i] = sqrt(value[i]) * idf[i];
        scratch[i] = value[i] * value[i];
    }
    double length = sqrt(ordered_sum(scratch, n));
    for (size_t i = 0; i < n && length > 0.0; i++)
        value[i] /= length;
}

double copse_design_length(const double *value, const double *idf, size_t n, double *scratch)
{
    for (size_t i = 0; i < n; i++)
        scratch[i] = value[i] * idf[i];
    return sqrt(ordered_sum(scratch, n));
}

void copse_design_known(double *value, const double *idf, size_t n, double median, double *scratch)
{
    double length = copse_design_length(value, idf, n, scratch);
    for (size_t i = 0; i < n; i++)
        value[i] = sqrt(value[i] * idf[i]) * (sqrt(median / length) / median);
}

/* Whole millionths are kept in the store, and logarithms differ in their last bit between machines.
 */
static double in_millionths(double x)
{
    return (double)llround(x * 1e6) / 1e6;
}

/*
 * Inverse document frequency, smoothed: ln((1 + n) / (1 + n_t)) + plus over the
 * n rows that hold any topic, at least 0.1: what everybody knows says little,
 * but not nothing (Manning, Raghavan & Schütze 2008, ch. 6).
 */
static double *new_idf(const copse_incidence *m, double plus)
{
    size_t n = 0;
    double *idf = copse_memory_new(m->n_columns + 1, sizeof *idf);
    if (!idf)
        return NULL;
    for (size_t r = 0; r < m->n_rows; r++)
        n += copse_incidence_degree(m, r) > 0;
    for (size_t k = 0; k < m->start[m->n_rows]; k++)
        idf[m->column[k]] += 1.0;
    for (size_t t = 0; t <= m->n_columns; t++)
        idf[t] = in_millionths(fmax(0.1, log((1.0 + (double)n) / (1.0 + idf[t])) + plus));
    return idf;
}

/* What turns one row of evidence into numbers: row [n] in place, idf and scratch [n]. */
typedef void make_row(void *user, double *row, const double *idf, size_t n, double *scratch);

static bool make_rows(double *value, const copse_incidence *m, const double *idf, make_row *make,
                      void *user)
{
    double *scratch = copse_memory_new(2 * m->n_columns, sizeof *scratch);
    if (!scratch)
        return false;
    double *row_idf = scratch + m->n_columns;
    for (size_t r = 0; r < m->n_rows; r++) {
        size_t at = m->start[r], n = copse_incidence_degree(m, r);
        for (size_t i = 0; i < n; i++)
            row_idf[i] = idf[m->column[at + i]];
        make(user, value + at, row_idf, n, scratch);
    }
    copse_memory_free(scratch);
    return true;
}

static void make_profile(void *user, double *row, const double *idf, size_t n, double *scratch)
{
    (void)user;
    copse_design_profile(row, idf, n, scratch);
}

/* Lengths are collected first, then scaled to their median. */
typedef struct lengths {
    double *of; /* [rows] */
    size_t n;
    double median;
} lengths;

static void measure_length(void *user, double *row, const double *idf, size_t n, double *scratch)
{
    lengths *l = user;
    if (n > 0)
        l->of[l->n++] = copse_design_length(row, idf, n, scratch);
}

static void make_known(void *user, double *row, const double *idf, size_t n, double *scratch)
{
    copse_design_known(row, idf, n, ((const lengths *)user)->median, scratch);
}

static double median_of(double *value, size_t n)
{
    if (n == 0)
        return 1.0;
    qsort(value, n, sizeof *value, ascending);
    return (value[(n - 1) / 2] + value[n / 2]) / 2.0;
}

static bool make_features(copse_design *d)
{
    lengths l = {copse_memory_new(d->n_members, sizeof *l.of), 0, 0.0};
    bool is_made = l.of && make_rows(d->known.value, &d->known, d->known_idf, measure_length, &l);
    if (is_made) {
        l.median = d->known_median = in_millionths(median_of(l.of, l.n));
        is_made = make_rows(d->known.value, &d->known, d->known_idf, make_known, &l);
    }
    copse_memory_free(l.of);
    return is_made;
}

static copse_status weigh(copse_design *d, copse_error *err)
{
    d->size = copse_memory_new(d->n_targets, sizeof *d->size);
    d->known_idf = new_idf(&d->known, 0.0);
    d->about_idf = new_idf(&d->about, 1.0);
    double *worded_idf = new_idf(&d->worded, 0.0);
    bool is_made = d->size && d->known_idf && d->about_idf && worded_idf && make_features(d) &&
                   make_rows(d->about.value, &d->about, d->about_idf, make_profile, NULL) &&
                   make_rows(d->worded.value, &d->worded, worded_idf, make_profile, NULL);
    copse_memory_free(worded_idf);
    if (!is_made)
        return copse_error_nomem(err);
    for (size_t k = 0; k < d->joined.start[d->n_members]; k++)
        d->size[d->joined.column[k]] += 1.0;
    return COPSE_OK;
}

copse_status copse_design_new(copse_design **out, const copse_network *net, copse_error *err)
{
    *out = NULL;
    const copse_facts *f = net->facts;
    size_t most = f->n_members;
    if (f->n_communities > most)
        most = f->n_communities;
    if (f->n_topics > most)
        most = f->n_topics;
    copse_design *d = copse_memory_new(1, sizeof *d);
    keyed *items = copse_memory_new(most, sizeof *items);
    copse_status st = d && items ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK) {
        d->net = net;
        st = order_everything(d, items) ? take_rows(d, err) : copse_error_nomem(err);
    }
    if (st == COPSE_OK)
        st = copse_wording_count(&d->worded, net, d->target, d->n_targets, err);
    if (st == COPSE_OK)
        st = weigh(d, err);
    if (st == COPSE_OK) {
        *out = d;
        d = NULL;
    }
    copse_design_free(d);
    copse_memory_free(items);
    return st;
}

void copse_design_free(copse_design *d)
{
    if (!d)
        return;
    copse_memory_free(d->member);
    copse_memory_free(d->target);
    copse_memory_free(d->topic);
    copse_memory_free(d->group);
    copse_incidence_free(&d->joined);
    copse_incidence_free(&d->known);
    copse_incidence_free(&d->grouped);
    copse_incidence_free(&d->about);
    copse_incidence_free(&d->worded);
    copse_memory_free(d->size);
    copse_memory_free(d->known_idf);
    copse_memory_free(d->about_idf);
    copse_memory_free(d);
}
