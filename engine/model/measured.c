/* The core and the norms of every CoP, as answers cite them. */
#include "model/measured.h"

#include "measure/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OF_CORE = 100, BLOCK = 64 };

typedef struct list {
    copse_arena *arena;
    copse_model_value *values;
    size_t n;
} list;

/* A value that is not defined is not kept. */
static bool add(list *l, const char *measure, const char *of_key, const char *for_key, double value)
{
    if (isnan(value))
        return true;
    copse_model_value *v = &l->values[l->n++];
    *v =
        (copse_model_value){measure, copse_arena_copy(l->arena, of_key),
                            copse_arena_copy(l->arena, for_key), llround(value * COPSE_SCORE_UNIT)};
    return v->of_key && v->for_key;
}

/* ---- the core and norms of one CoP, by whichever thread ---- */

typedef struct measured {
    double *core; /* [members] */
    double *norm; /* [topics] */
    copse_status status;
    copse_error why;
} measured;

static void measure(measured *m, const copse_design *d, int32_t community, const copse_context *ctx)
{
    size_t n = copse_incidence_degree(&d->net->community_members, (size_t)community);
    m->status = COPSE_OK;
    m->core = copse_memory_new(n, sizeof *m->core);
    m->norm = copse_memory_new(copse_incidence_degree(&d->net->community_topics, (size_t)community), sizeof *m->norm);
    if (!m->core || !m->norm)
        m->status = copse_error_nomem(&m->why);
    else if (n > 0)
        m->status = copse_measure_core(m->core, d->net, community, ctx, &m->why);
    if (m->status == COPSE_OK)
        m->status = copse_measure_norm(m->norm, d->net, community, &m->why);
}

static void forget(measured *m)
{
    copse_memory_free(m->core);
    copse_memory_free(m->norm);
    *m = (measured){0};
}

/* ---- as values ---- */

typedef struct central {
    int64_t value;
    const char *key;
} central;

static int most_central_first(const void *a, const void *b)
{
    const central *x = a, *y = b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return strcmp(x->key, y->key);
}

/*
 * Answers name a few of a core, and pass over who left since: of a large CoP
 * those who may be named one day are kept, the most central first.
 */
static copse_status add_core(list *l, const copse_design *d, int32_t community, const double *values,
                             copse_error *err)
{
    const copse_facts *f = d->net->facts;
    const copse_incidence *m = &d->net->community_members;
    size_t from = m->start[community], n = copse_incidence_degree(m, (size_t)community);
    central *order = copse_memory_new(n, sizeof *order);
    bool is_added = order != NULL;
    size_t defined = 0;
    for (size_t i = 0; is_added && i < n; i++)
        if (!isnan(values[i]))
            order[defined++] = (central){llround(values[i] * COPSE_SCORE_UNIT), f->members[m->column[from + i]].key};
    if (is_added)
        qsort(order, defined, sizeof *order, most_central_first);
    for (size_t i = 0; is_added && i < defined && i < MOST_OF_CORE; i++)
        is_added = add(l, COPSE_VALUE_CORE, f->communities[community].key, order[i].key,
                       (double)order[i].value / COPSE_SCORE_UNIT);
    copse_memory_free(order);
    return is_added ? COPSE_OK : copse_error_nomem(err);
}

static copse_status add_norms(list *l, const copse_design *d, int32_t community, const double *values,
                              copse_error *err)
{
    const copse_facts *f = d->net->facts;
    const copse_incidence *m = &d->net->community_topics;
    size_t from = m->start[community], n = copse_incidence_degree(m, (size_t)community);
    for (size_t i = 0; i < n; i++)
        if (!add(l, COPSE_VALUE_NORM, f->communities[community].key,
                 f->topics[m->column[from + i]].key, values[i]))
            return copse_error_nomem(err);
    return COPSE_OK;
}

static copse_status take(list *l, const copse_design *d, int32_t community, const measured *m, copse_error *err)
{
    if (m->status != COPSE_OK) {
        if (err)
            *err = m->why;
        return m->status;
    }
    copse_status st = add_core(l, d, community, m->core, err);
    return st == COPSE_OK ? add_norms(l, d, community, m->norm, err) : st;
}

/* Threads measure a block of CoPs, in any order; they are kept in that of targets. */
static copse_status add_measures(list *l, const copse_design *d, const copse_context *ctx, copse_error *err)
{
    int n_threads = copse_context_threads(ctx);
    copse_status st = COPSE_OK;
    for (size_t from = 0; st == COPSE_OK && from < d->n_targets; from += BLOCK) {
        measured block[BLOCK] = {0};
        int n = (int)(d->n_targets - from < BLOCK ? d->n_targets - from : BLOCK);
        st = copse_context_poll(ctx, err);
#pragma omp parallel for schedule(dynamic) num_threads(n_threads) if (st == COPSE_OK)
        for (int i = 0; i < n; i++)
            if (st == COPSE_OK)
                measure(&block[i], d, d->target[from + (size_t)i], ctx);
        for (int i = 0; i < n; i++) {
            if (st == COPSE_OK)
                st = take(l, d, d->target[from + (size_t)i], &block[i], err);
            forget(&block[i]);
        }
        copse_context_progress(ctx, "measuring", from + (size_t)n, d->n_targets);
    }
    return st;
}

static copse_status add_idf(list *l, const copse_design *d, copse_error *err)
{
    bool is_added = add(l, COPSE_VALUE_KNOWN_IDF, "", "", d->known_idf[d->n_topics]) &&
                    add(l, COPSE_VALUE_ABOUT_IDF, "", "", d->about_idf[d->n_topics]);
    for (size_t t = 0; is_added && t < d->n_topics; t++) {
        const char *key = d->net->facts->topics[d->topic[t]].key;
        is_added = add(l, COPSE_VALUE_KNOWN_IDF, key, "", d->known_idf[t]) &&
                   add(l, COPSE_VALUE_ABOUT_IDF, key, "", d->about_idf[t]);
    }
    return is_added ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_measured_new(copse_model_value **out, size_t *n, copse_arena *arena,
                                const copse_design *d, bool with_measures, const copse_context *ctx,
                                copse_error *err)
{
    const copse_incidence *members = &d->net->community_members;
    const copse_incidence *topics = &d->net->community_topics;
    size_t of_core = 0;
    for (size_t c = 0; c < members->n_rows; c++) {
        size_t n_members = copse_incidence_degree(members, c);
        of_core += n_members < MOST_OF_CORE ? n_members : MOST_OF_CORE;
    }
    size_t room = of_core + topics->start[topics->n_rows] + 2 * d->n_topics + 2;
    list l = {arena, copse_arena_take(arena, room, sizeof *l.values), 0};
    copse_status st = l.values ? add_idf(&l, d, err) : copse_error_nomem(err);
    if (st == COPSE_OK && with_measures)
        st = add_measures(&l, d, ctx, err);
    if (st == COPSE_OK) {
        *out = l.values;
        *n = l.n;
    }
    return st;
}
