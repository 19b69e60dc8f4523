/*
 * Branch and bound over topics. With holders a chosen for some topics, a
 * holder h of another topic t costs
 *
 *     cost(h) = Σ_a d(a, h) + ½ Σ_{t' still open} d(h, nearest holder of t')
 *
 * and whatever is chosen for the open topics adds Σ_t min cost at least: of
 * each distance between two open topics both ends pay half, and neither pays
 * more than it is. For the diameter, the largest takes the place of the sum.
 */
#include "choose/cover.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An improvement has to be more than rounding. */
static const double ENOUGH = 1e-7;
enum { NODES_BETWEEN_POLLS = 1024 };

/* Somebody who can still stand for a topic, and at what cost. */
typedef struct option {
    int32_t candidate;
    double cost;
} option;

typedef struct domain {
    option *list; /* [n] */
    size_t n;
    double least; /* cost in it */
} domain;

typedef struct search {
    const copse_cover_problem *p;
    size_t n_topics;
    const copse_context *ctx;
    copse_error *err;
    copse_status status;
    double **row;     /* [n] distances from each candidate who was asked for; NULL: not yet */
    double **nearest; /* [topics] each candidate's distance to the nearest holder */
    domain *domains;  /* [(topics + 1) × topics] of each depth */
    option *room;     /* what the domains point into */
    bool is_diameter; /* what is searched for now */
    double limit;     /* no two may be further apart */
    bool is_open[COPSE_COVER_MOST_TOPICS];
    int32_t holder[COPSE_COVER_MOST_TOPICS], best[COPSE_COVER_MOST_TOPICS];
    double value; /* of best */
    int64_t nodes;
    bool is_cut_short;
} search;

/* ---- distances ---- */

/* @return NULL where the status says why */
static const double *row_of(search *s, int32_t candidate)
{
    double **row = &s->row[candidate];
    if (*row || s->status != COPSE_OK)
        return *row;
    *row = copse_memory_new(s->p->n, sizeof **row);
    if (!*row)
        s->status = copse_error_nomem(s->err);
    else
        s->status = s->p->distances_from(*row, s->p->user, (size_t)candidate, s->err);
    return s->status == COPSE_OK ? *row : NULL;
}

static double join(const search *s, double a, double b)
{
    return s->is_diameter ? fmax(a, b) : a + b;
}

static double measure_team(search *s, const int32_t *holder)
{
    double value = 0.0;
    for (size_t t = 0; t < s->n_topics; t++) {
        const double *row = row_of(s, holder[t]);
        for (size_t u = 0; row && u < t; u++)
            value = join(s, value, row[holder[u]]);
    }
    return value;
}

/* ---- RarestFirst ---- */

static size_t rarest_topic(const search *s)
{
    size_t rarest = 0;
    for (size_t t = 1; t < s->n_topics; t++)
        if (copse_incidence_degree(s->p->holders, t) <
            copse_incidence_degree(s->p->holders, rarest))
            rarest = t;
    return rarest;
}

/* For every topic the holder nearest to one of the rarest. @return how near they all are */
static double gather_around(search *s, int32_t *holder, size_t rarest, int32_t centre)
{
    const copse_incidence *holders = s->p->holders;
    const double *row = row_of(s, centre);
    double value = 0.0;
    for (size_t t = 0; row && t < s->n_topics; t++) {
        int32_t nearest = t == rarest ? centre : holders->column[holders->start[t]];
        for (size_t k = holders->start[t]; t != rarest && k < holders->start[t + 1]; k++)
            if (row[holders->column[k]] < row[nearest])
                nearest = holders->column[k];
        holder[t] = nearest;
        value = join(s, value, row[nearest]);
    }
    return value;
}

static void find_rarest_first(search *s, int32_t *holder)
{
    const copse_incidence *holders = s->p->holders;
    size_t rarest = rarest_topic(s);
    int32_t team[COPSE_COVER_MOST_TOPICS];
    double least = INFINITY;
    for (size_t k = holders->start[rarest]; k < holders->start[rarest + 1]; k++) {
        double value = gather_around(s, team, rarest, holders->column[k]);
        if (s->status == COPSE_OK && value < least) {
            least = value;
            memcpy(holder, team, s->n_topics * sizeof *holder);
        }
    }
}

/* ---- one holder at a time ---- */

static bool offer(search *s, const int32_t *holder)
{
    double value = measure_team(s, holder);
    if (s->status != COPSE_OK || value >= s->value - ENOUGH)
        return false;
    s->value = value;
    memcpy(s->best, holder, s->n_topics * sizeof *holder);
    return true;
}

/* The holder of one topic that is nearest to all the others. */
static int32_t best_holder(search *s, const int32_t *holder, size_t topic)
{
    const copse_incidence *holders = s->p->holders;
    int32_t best = holder[topic];
    double least = INFINITY;
    for (size_t k = holders->start[topic]; k < holders->start[topic + 1]; k++) {
        double value = 0.0;
        for (size_t u = 0; u < s->n_topics; u++) {
            const double *row = u == topic ? NULL : row_of(s, holder[u]);
            if (row)
                value = join(s, value, row[holders->column[k]]);
        }
        if (value < least - ENOUGH) {
            least = value;
            best = holders->column[k];
        }
    }
    return best;
}

static void improve(search *s, int32_t *holder)
{
    enum { MOST_ROUNDS = 20 };
    bool has_changed = true;
    offer(s, holder);
    for (int i = 0; has_changed && i < MOST_ROUNDS && s->status == COPSE_OK; i++) {
        has_changed = false;
        for (size_t t = 0; t < s->n_topics && s->status == COPSE_OK; t++) {
            int32_t best = best_holder(s, holder, t);
            has_changed = has_changed || best != holder[t];
            holder[t] = best;
        }
        offer(s, holder);
    }
}

static void improve_from_all(search *s)
{
    const copse_incidence *holders = s->p->holders;
    size_t rarest = rarest_topic(s);
    int32_t team[COPSE_COVER_MOST_TOPICS];
    for (size_t k = holders->start[rarest]; k < holders->start[rarest + 1]; k++) {
        gather_around(s, team, rarest, holders->column[k]);
        if (s->status != COPSE_OK)
            return;
        improve(s, team);
    }
}

/* ---- branch and bound ---- */

static double half(const search *s)
{
    return s->is_diameter ? 1.0 : 0.5;
}

static domain *domains_at(search *s, size_t depth)
{
    return s->domains + depth * s->n_topics;
}

static void find_least(domain *d)
{
    d->least = INFINITY;
    for (size_t i = 0; i < d->n; i++)
        d->least = fmin(d->least, d->list[i].cost);
}

/* Every holder of every topic, at what it costs with all topics open. */
static void open_all(search *s)
{
    const copse_incidence *holders = s->p->holders;
    domain *domains = domains_at(s, 0);
    for (size_t t = 0; t < s->n_topics; t++) {
        s->is_open[t] = true;
        domains[t].n = 0;
        for (size_t k = holders->start[t]; k < holders->start[t + 1]; k++) {
            option o = {.candidate = holders->column[k]};
            for (size_t u = 0; u < s->n_topics; u++)
                if (u != t)
                    o.cost = join(s, o.cost, half(s) * s->nearest[u][o.candidate]);
            domains[t].list[domains[t].n++] = o;
        }
        find_least(&domains[t]);
    }
}

static double bound_of(search *s, size_t depth, double sum)
{
    for (size_t t = 0; t < s->n_topics; t++)
        if (s->is_open[t])
            sum = join(s, sum, domains_at(s, depth)[t].least);
    return sum;
}

/* What every team with this option has at least. */
static double bound_with(const search *s, double bound, const domain *d, double cost)
{
    return s->is_diameter ? fmax(bound, cost) : bound - d->least + cost;
}

/* Leave out whoever no better team has. @return the open topic with the fewest left */
static size_t narrow(search *s, size_t depth, double bound)
{
    size_t narrowest = s->n_topics;
    for (size_t t = 0; t < s->n_topics; t++) {
        domain *d = &domains_at(s, depth)[t];
        size_t n = 0;
        if (!s->is_open[t])
            continue;
        for (size_t i = 0; i < d->n; i++)
            if (bound_with(s, bound, d, d->list[i].cost) < s->value - ENOUGH)
                d->list[n++] = d->list[i];
        d->n = n;
        if (narrowest == s->n_topics || n < domains_at(s, depth)[narrowest].n)
            narrowest = t;
    }
    return narrowest;
}

static int by_cost(const void *a, const void *b)
{
    const option *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

/* The domains of the next depth, with a holder chosen for one topic. */
static void choose_holder(search *s, size_t depth, size_t topic, int32_t holder)
{
    const double *row = row_of(s, holder);
    for (size_t t = 0; row && t < s->n_topics; t++) {
        const domain *from = &domains_at(s, depth)[t];
        domain *to = &domains_at(s, depth + 1)[t];
        to->n = 0;
        for (size_t i = 0; s->is_open[t] && i < from->n; i++) {
            option o = from->list[i];
            if (row[o.candidate] > s->limit + ENOUGH)
                continue;
            if (s->is_diameter)
                o.cost = fmax(o.cost, row[o.candidate]);
            else
                o.cost += row[o.candidate] - 0.5 * s->nearest[topic][o.candidate];
            to->list[to->n++] = o;
        }
        find_least(to);
    }
}

static bool is_over(search *s)
{
    if (s->status != COPSE_OK || s->is_cut_short)
        return true;
    if (++s->nodes % NODES_BETWEEN_POLLS == 0) {
        s->status = copse_context_poll(s->ctx, s->err);
        s->is_cut_short = s->p->is_spent && s->p->is_spent(s->p->is_spent_user);
    }
    s->is_cut_short = s->is_cut_short || s->nodes >= s->p->effort;
    return s->status != COPSE_OK || s->is_cut_short;
}

/* sum: of the distances between those chosen. */
static void descend(search *s, size_t depth, double sum)
{
    if (is_over(s))
        return;
    if (depth == s->n_topics) {
        if (sum < s->value - ENOUGH) {
            s->value = sum;
            memcpy(s->best, s->holder, s->n_topics * sizeof *s->best);
        }
        return;
    }
    double bound = bound_of(s, depth, sum);
    if (bound >= s->value - ENOUGH)
        return;
    size_t topic = narrow(s, depth, bound);
    domain *d = &domains_at(s, depth)[topic];
    if (d->n == 0)
        return;
    qsort(d->list, d->n, sizeof *d->list, by_cost);
    s->is_open[topic] = false;
    for (size_t i = 0; i < d->n && s->status == COPSE_OK && !s->is_cut_short; i++) {
        if (bound_with(s, bound, d, d->list[i].cost) >= s->value - ENOUGH)
            break;
        int32_t holder = d->list[i].candidate;
        const double *row = row_of(s, holder);
        double more = sum;
        for (size_t t = 0; row && t < s->n_topics; t++)
            if (!s->is_open[t] && t != topic)
                more = join(s, more, row[s->holder[t]]);
        s->holder[topic] = holder;
        choose_holder(s, depth, topic, holder);
        if (s->status == COPSE_OK)
            descend(s, depth + 1, more);
    }
    s->is_open[topic] = true;
}

/* ---- the whole ---- */

static copse_status open_search(search *s)
{
    size_t total = s->p->holders->start[s->n_topics];
    s->row = copse_memory_new(s->p->n, sizeof *s->row);
    s->nearest = copse_memory_new(s->n_topics, sizeof *s->nearest);
    s->domains = copse_memory_new((s->n_topics + 1) * s->n_topics, sizeof *s->domains);
    s->room = copse_memory_new((s->n_topics + 1) * total, sizeof *s->room);
    if (!s->row || !s->nearest || !s->domains || !s->room)
        return copse_error_nomem(s->err);
    for (size_t depth = 0; depth <= s->n_topics; depth++)
        for (size_t t = 0; t < s->n_topics; t++)
            domains_at(s, depth)[t].list = s->room + depth * total + s->p->holders->start[t];
    copse_status st = COPSE_OK;
    for (size_t t = 0; t < s->n_topics && st == COPSE_OK; t++) {
        s->nearest[t] = copse_memory_new(s->p->n, sizeof **s->nearest);
        if (!s->nearest[t])
            st = copse_error_nomem(s->err);
        else
            st = s->p->distances_from_topic(s->nearest[t], s->p->user, t, s->err);
    }
    return st;
}

static void close_search(search *s)
{
    for (size_t i = 0; s->row && i < s->p->n; i++)
        copse_memory_free(s->row[i]);
    for (size_t t = 0; s->nearest && t < s->n_topics; t++)
        copse_memory_free(s->nearest[t]);
    copse_memory_free(s->row);
    copse_memory_free(s->nearest);
    copse_memory_free(s->domains);
    copse_memory_free(s->room);
}

/* @return the bound of all teams before anything is chosen */
static double search_all(search *s)
{
    open_all(s);
    double bound = fmin(bound_of(s, 0, 0.0), s->value);
    descend(s, 0, 0.0);
    return s->is_cut_short ? bound : s->value;
}

/* Of the teams of least diameter the one of least sum. */
static void shorten_sum(search *s)
{
    double diameter = s->value;
    s->limit = diameter;
    s->is_diameter = false;
    s->value = measure_team(s, s->best);
    search_all(s);
    s->value = diameter;
}

copse_status copse_choose_cover(copse_cover_choice *out, const copse_cover_problem *p,
                                const copse_context *ctx, copse_error *err)
{
    search s = {.p = p,
                .n_topics = p->holders->n_rows,
                .ctx = ctx,
                .err = err,
                .is_diameter = p->is_diameter,
                .limit = INFINITY,
                .value = INFINITY};
    copse_cover_choice chosen = {0};
    s.status = open_search(&s);
    if (s.status == COPSE_OK) {
        find_rarest_first(&s, s.holder);
        chosen.rarest_first = measure_team(&s, s.holder);
        improve_from_all(&s);
        offer(&s, s.holder);
    }
    if (s.status == COPSE_OK) {
        chosen.bound = search_all(&s);
        chosen.is_optimal = !s.is_cut_short;
        chosen.value = s.value;
    }
    if (s.status == COPSE_OK && p->is_diameter && !s.is_cut_short)
        shorten_sum(&s);
    if (s.status == COPSE_OK) {
        memcpy(chosen.holder, s.best, s.n_topics * sizeof *chosen.holder);
        chosen.nodes = s.nodes;
        chosen.was_stopped = s.is_cut_short && s.nodes < p->effort;
        *out = chosen;
    }
    close_search(&s);
    return s.status;
}
