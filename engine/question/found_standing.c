/*
 * How much each of the people in question stands for the topics today: what
 * they know, the less the longer ago they were last active, and a little of
 * what their contacts know.
 *
 * What somebody knows does not pass with the years, so coverage leaves dates
 * out; whether they will take part does. docs/founding.md says on which real
 * teams that, the half and the share passed on were chosen.
 */
#include "question/found_case.h"

#include <math.h>

#include "measure/measure.h"
#include "question/rules.h"

static const double PRECISION = 1e-12; /* of values that are compared, beside that at the start */

/* When they were last active: at all, and in each topic that is asked about. */
typedef struct activity {
    copse_day *at_all;   /* [n] */
    copse_day *in_topic; /* [entries of evidence] */
} activity;

static void keep_later(copse_day *kept, copse_day day)
{
    if (day > *kept) /* an unknown day is before all others */
        *kept = day;
}

/* An entry of the person's evidence in a topic is kept up to date; COPSE_NONE: none is. */
static void keep_active(activity *a, const copse_found_case *c, copse_index member,
                        copse_index topic, copse_day day)
{
    int32_t v = c->position[member];
    if (v < 0)
        return;
    keep_later(&a->at_all[v], day);
    for (size_t k = c->evidence.start[v]; k < c->evidence.start[v + 1]; k++)
        if (c->topic[c->evidence.column[k]] == topic)
            keep_later(&a->in_topic[k], day);
}

/* What passed to a sensitive CoP says nothing here, and a question shows no knowledge. */
static void keep_exchange(activity *a, const copse_found_case *c, const copse_fact_exchange *x)
{
    const copse_network *net = c->net;
    bool is_hidden = x->to_community != COPSE_NONE && net->is_sensitive[x->to_community];
    bool tells = x->kind == COPSE_EXCHANGE_ANSWERED || x->kind == COPSE_EXCHANGE_SHARED;
    if (!is_hidden && copse_network_holds(net, x->on, COPSE_DAY_UNKNOWN))
        keep_active(a, c, x->from_member, tells ? x->topic : COPSE_NONE, x->on);
}

static copse_status open_activity(activity *a, const copse_found_case *c, copse_error *err)
{
    const copse_facts *facts = c->net->facts;
    size_t n_entries = c->evidence.start[c->n];
    a->at_all = copse_memory_new(c->n, sizeof *a->at_all);
    a->in_topic = copse_memory_new(n_entries, sizeof *a->in_topic);
    if (!a->at_all || !a->in_topic)
        return copse_error_nomem(err);
    for (size_t v = 0; v < c->n; v++)
        a->at_all[v] = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < n_entries; i++)
        a->in_topic[i] = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < facts->n_expertises; i++) {
        const copse_fact_expertise *e = &facts->expertises[i];
        keep_active(a, c, e->member, e->topic, e->last_active);
    }
    for (size_t i = 0; i < facts->n_exchanges; i++)
        keep_exchange(a, c, &facts->exchanges[i]);
    return COPSE_OK;
}

static void close_activity(activity *a)
{
    copse_memory_free(a->at_all);
    copse_memory_free(a->in_topic);
}

/* 1 / (1 + age / half): a half when it is that long ago, a third when twice as long. */
static double freshness(const copse_found_case *c, copse_day day)
{
    double age = fmax(0.0, (double)c->net->as_of - (double)day);
    return 1.0 / (1.0 + age / copse_rule_value(COPSE_RULE_FOUND_FRESH));
}

/*
 * Of each entry of evidence. An entry without a date counts as the person's
 * other evidence; where they have no date at all, as what is usual here, so
 * that nobody gains or loses by a source that keeps no dates.
 */
static void put_freshness(double *fresh, const activity *a, copse_found_case *c)
{
    double known = 0.0;
    size_t n_known = 0;
    for (size_t v = 0; v < c->n; v++)
        for (size_t k = c->evidence.start[v]; k < c->evidence.start[v + 1]; k++) {
            fresh[k] = NAN;
            if (c->net->as_of == COPSE_DAY_UNKNOWN || a->at_all[v] == COPSE_DAY_UNKNOWN)
                continue;
            bool is_dated = a->in_topic[k] != COPSE_DAY_UNKNOWN;
            fresh[k] =
                freshness(c, a->at_all[v]) * freshness(c, is_dated ? a->in_topic[k] : a->at_all[v]);
            known += fresh[k];
            n_known++;
        }
    c->has_dates = n_known > 0;
    double usual = n_known > 0 ? known / (double)n_known : 1.0;
    for (size_t k = 0; k < c->evidence.start[c->n]; k++)
        fresh[k] = isnan(fresh[k]) ? usual : fresh[k];
}

/* In proportion to Σ_t w_t e_vt fresh_vt. */
static void put_restart(double *restart, const double *fresh, const copse_found_case *c)
{
    double total = 0.0;
    for (size_t v = 0; v < c->n; v++)
        for (size_t k = c->evidence.start[v]; k < c->evidence.start[v + 1]; k++) {
            double part = c->topic_weight[c->evidence.column[k]] * c->evidence.value[k] * fresh[k];
            restart[c->member[v]] += part;
            total += part;
        }
    for (size_t v = 0; v < c->n && total > 0.0; v++)
        restart[c->member[v]] /= total;
}

/* As a share of the most that anybody has. */
static void put_shares(copse_found_case *c, const double *values)
{
    double most = 0.0;
    for (size_t v = 0; v < c->n; v++)
        most = fmax(most, values[c->member[v]]);
    for (size_t v = 0; v < c->n && most > 0.0; v++)
        c->authority[v] = values[c->member[v]] / most;
}

copse_status copse_found_case_authority(copse_found_case *c, copse_error *err)
{
    size_t n_members = c->net->facts->n_members;
    /* Where CoPs lie between people, half a hop passes on its square root. */
    double passed =
        pow(copse_rule_value(COPSE_RULE_FOUND_PASSED_ON), 1.0 / (double)c->graph->steps_per_hop);
    activity a = {0};
    double *restart = copse_memory_new(n_members, sizeof *restart);
    double *values = copse_memory_new(n_members, sizeof *values);
    double *fresh = copse_memory_new(c->evidence.start[c->n], sizeof *fresh);
    copse_status st = restart && values && fresh ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = open_activity(&a, c, err);
    if (st == COPSE_OK) {
        put_freshness(fresh, &a, c);
        put_restart(restart, fresh, c);
        st = copse_measure_authority(values, c->graph, restart, passed, PRECISION, c->ctx, err);
    }
    if (st == COPSE_OK)
        put_shares(c, values);
    close_activity(&a);
    copse_memory_free(restart);
    copse_memory_free(values);
    copse_memory_free(fresh);
    return st;
}
