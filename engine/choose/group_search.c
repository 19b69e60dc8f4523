/*
 * Good groups: lazy greedy (Minoux 1978, "Accelerated greedy algorithms for
 * maximizing submodular set functions"), then swaps of one member for another
 * until none helps, the coordinator moving to another member where that helps.
 */
#include "choose/group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A swap or move has to gain more than rounding could. */
static const double ENOUGH = 1e-12;

typedef struct climb {
    copse_group_state *s;
    copse_group_tables *t;
    const double *h; /* nearness to the coordinator */
    int32_t coordinator, component;
    double *upper; /* [n] what a candidate would add at most, for laziness */
} climb;

double copse_group_state_value(const copse_group_state *s, const double *h)
{
    const copse_group_tables *t = s->t;
    const copse_group_problem *p = t->problem;
    double value = 0.0;
    for (size_t i = 0; i < p->n_topics; i++)
        value += t->topic_value[i] *
                 (COPSE_CHOOSE_BEST * s->best[i] + COPSE_CHOOSE_BACKUP * s->backup[i]);
    for (size_t i = 0; i < p->covers->n_columns; i++)
        if (s->covered[i] > 0)
            value += t->item_value[i];
    for (size_t i = 0; i < s->k; i++)
        value += t->own[s->member[i]] + h[s->member[i]];
    return value;
}

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

void copse_group_best_offer(copse_group_best *best, const copse_group_state *s, int32_t coordinator,
                            double value)
{
    copse_group_best found = {.is_found = true, .value = value, .coordinator = coordinator};
    memcpy(found.member, s->member, s->k * sizeof *found.member);
    qsort(found.member, s->k, sizeof *found.member, by_number);
    bool is_better = !best->is_found || value > best->value + ENOUGH;
    if (!is_better && value < best->value - ENOUGH)
        return;
    for (size_t i = 0; !is_better && i < s->k; i++) {
        if (found.member[i] > best->member[i])
            return;
        is_better = found.member[i] < best->member[i];
    }
    if (is_better)
        *best = found;
}

/* ---- greedy ---- */

/* Seats that must bring a site that nobody in the group brings yet. */
static bool needs_site(const copse_group_state *s)
{
    const copse_group_problem *p = s->t->problem;
    if (p->least_sites == 0)
        return false;
    size_t sites = copse_group_count_sites(p, s->member, s->k);
    return sites < p->least_sites && p->k - s->k <= p->least_sites - sites;
}

static bool may_sit(const climb *c, int32_t v, bool needs_new_site)
{
    const copse_group_state *s = c->s;
    const copse_group_problem *p = s->t->problem;
    return copse_group_may_join(p, v, c->component) && !copse_group_state_has(s, v) &&
           copse_group_has_room_for(p, s->member, s->k, v) &&
           (!needs_new_site || copse_group_count_new_sites(p, s->member, s->k, v) > 0);
}

/* @return false where nobody may */
static bool add_best(climb *c)
{
    int32_t chosen = -1;
    double most = -INFINITY;
    bool needs = needs_site(c->s);
    for (size_t i = 0; i < c->t->problem->n; i++) {
        int32_t v = c->t->order[i];
        if (c->t->alone[v] + c->t->most_near <= most)
            break; /* and so for all that follow */
        if (c->upper[v] + c->h[v] <= most || !may_sit(c, v, needs))
            continue;
        c->upper[v] = copse_group_state_gain(c->s, v);
        if (c->upper[v] + c->h[v] > most) {
            most = c->upper[v] + c->h[v];
            chosen = v;
        }
    }
    if (chosen >= 0)
        copse_group_state_add(c->s, chosen);
    return chosen >= 0;
}

/* The coordinator, whoever must be in, then whoever adds most. @return whether the group is full */
static bool fill_greedily(climb *c)
{
    const copse_group_problem *p = c->t->problem;
    copse_group_state_add(c->s, c->coordinator);
    for (size_t v = 0; v < p->n; v++)
        if (p->is_included[v] && (int32_t)v != c->coordinator) {
            if (c->s->k == p->k || !copse_group_has_room_for(p, c->s->member, c->s->k, (int32_t)v))
                return false;
            copse_group_state_add(c->s, (int32_t)v);
        }
    memcpy(c->upper, c->t->alone, p->n * sizeof *c->upper);
    while (c->s->k < p->k)
        if (!add_best(c))
            return false;
    return copse_group_count_sites(p, c->s->member, c->s->k) >= p->least_sites;
}

/* ---- swaps ---- */

static bool keeps_sites(const climb *c, int32_t v)
{
    const copse_group_state *s = c->s;
    const copse_group_problem *p = s->t->problem;
    return p->least_sites == 0 || copse_group_count_sites(p, s->member, s->k) +
                                          copse_group_count_new_sites(p, s->member, s->k, v) >=
                                      p->least_sites;
}

/* The best in the place of one member who was just taken out; that one again where nobody is
 * better. */
static int32_t best_instead(const climb *c, int32_t out)
{
    double most = copse_group_state_gain(c->s, out) + c->h[out] + ENOUGH;
    int32_t chosen = out;
    for (size_t i = 0; i < c->t->problem->n; i++) {
        int32_t v = c->t->order[i];
        if (c->t->alone[v] + c->t->most_near <= most)
            break;
        if (v == out || c->t->alone[v] + c->h[v] <= most || !may_sit(c, v, false) ||
            !keeps_sites(c, v))
            continue;
        double gain = copse_group_state_gain(c->s, v) + c->h[v];
        if (gain > most) {
            most = gain;
            chosen = v;
        }
    }
    return chosen;
}

static bool swap_once(climb *c)
{
    const copse_group_problem *p = c->t->problem;
    bool has_changed = false;
    int32_t member[COPSE_FOUND_MOST];
    memcpy(member, c->s->member, c->s->k * sizeof *member);
    for (size_t i = 0, k = c->s->k; i < k; i++) {
        if (member[i] == c->coordinator || p->is_included[member[i]])
            continue;
        copse_group_state_remove(c->s, member[i]);
        int32_t instead = best_instead(c, member[i]);
        copse_group_state_add(c->s, instead);
        has_changed = has_changed || instead != member[i];
    }
    return has_changed;
}

static copse_status move_coordinator(bool *has_moved, climb *c, copse_error *err)
{
    double now = 0.0;
    int32_t best = c->coordinator;
    const double *h;
    *has_moved = false;
    for (size_t i = 0; i < c->s->k; i++)
        now += c->h[c->s->member[i]];
    for (size_t i = 0; i < c->s->k; i++) {
        copse_status st = copse_group_nearness(&h, c->t, c->s->member[i], err);
        if (st != COPSE_OK)
            return st;
        double then = 0.0;
        for (size_t j = 0; j < c->s->k; j++)
            then += h[c->s->member[j]];
        if (then > now + ENOUGH) {
            now = then;
            best = c->s->member[i];
        }
    }
    *has_moved = best != c->coordinator;
    c->coordinator = best;
    return copse_group_nearness(&c->h, c->t, best, err);
}

static copse_status climb_on(copse_group_best *best, climb *c, copse_error *err)
{
    bool has_moved = true;
    copse_status st = COPSE_OK;
    while (st == COPSE_OK && has_moved) {
        while (swap_once(c))
            continue;
        copse_group_best_offer(best, c->s, c->coordinator, copse_group_state_value(c->s, c->h));
        st = move_coordinator(&has_moved, c, err);
    }
    return st;
}

copse_status copse_group_climb(copse_group_best *best, copse_group_state *s, copse_group_tables *t,
                               int32_t coordinator, int32_t component, const int32_t *start,
                               copse_error *err)
{
    climb c = {.s = s, .t = t, .coordinator = coordinator, .component = component};
    copse_status st = copse_group_nearness(&c.h, t, coordinator, err);
    if (st != COPSE_OK)
        return st;
    c.upper = copse_memory_new(t->problem->n, sizeof *c.upper);
    if (!c.upper)
        return copse_error_nomem(err);
    copse_group_state_clear(s);
    bool is_full = true;
    for (size_t i = 0; start && i < t->problem->k; i++)
        copse_group_state_add(s, start[i]);
    if (!start)
        is_full = fill_greedily(&c);
    if (is_full)
        st = climb_on(best, &c, err);
    copse_memory_free(c.upper);
    return st;
}
