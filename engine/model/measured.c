/* The core and the norms of every CoP, as answers cite them. */
#include "model/measured.h"

#include "measure/measure.h"

#include <math.h>

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

static copse_status add_core(list *l, const copse_design *d, int32_t community, double *values,
                             const copse_context *ctx, copse_error *err)
{
    const copse_facts *f = d->net->facts;
    const copse_incidence *m = &d->net->community_members;
    size_t from = m->start[community], n = copse_incidence_degree(m, (size_t)community);
    if (n == 0)
        return COPSE_OK;
    copse_status st = copse_measure_core(values, d->net, community, ctx, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        if (!add(l, COPSE_VALUE_CORE, f->communities[community].key,
                 f->members[m->column[from + i]].key, values[i]))
            st = copse_error_nomem(err);
    return st;
}

static copse_status add_norms(list *l, const copse_design *d, int32_t community, double *values,
                              copse_error *err)
{
    const copse_facts *f = d->net->facts;
    const copse_incidence *m = &d->net->community_topics;
    size_t from = m->start[community], n = copse_incidence_degree(m, (size_t)community);
    copse_status st = copse_measure_norm(values, d->net, community, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        if (!add(l, COPSE_VALUE_NORM, f->communities[community].key,
                 f->topics[m->column[from + i]].key, values[i]))
            st = copse_error_nomem(err);
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
    size_t most = members->n_columns > topics->n_columns ? members->n_columns : topics->n_columns;
    size_t room =
        members->start[members->n_rows] + topics->start[topics->n_rows] + 2 * d->n_topics + 2;
    list l = {arena, copse_arena_take(arena, room, sizeof *l.values), 0};
    double *values = copse_memory_new(most, sizeof *values);
    copse_status st = l.values && values ? add_idf(&l, d, err) : copse_error_nomem(err);
    for (size_t c = 0; st == COPSE_OK && with_measures && c < d->n_targets; c++) {
        st = copse_context_poll(ctx, err);
        if (st == COPSE_OK)
            st = add_core(&l, d, d->target[c], values, ctx, err);
        if (st == COPSE_OK)
            st = add_norms(&l, d, d->target[c], values, err);
        copse_context_progress(ctx, "measuring", c + 1, d->n_targets);
    }
    copse_memory_free(values);
    if (st == COPSE_OK) {
        *out = l.values;
        *n = l.n;
    }
    return st;
}
