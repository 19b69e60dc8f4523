/*
 * The Lagrangian bound: Held, Wolfe & Crowder 1974, "Validation of subgradient
 * optimization", Math. Programming 6; for covering many with few, Cornuéjols,
 * Fisher & Nemhauser 1977, "Location of bank accounts to optimize float",
 * Management Science 23(8). That a group has k members of whom some are given
 * and few are of one unit stays; all else is priced, so for the best prices
 * the bound is that of the linear relaxation.
 */
#include "choose/group.h"

#include <math.h>
#include <string.h>

copse_status copse_group_prices_new(copse_group_prices *out, const copse_group_tables *t,
                                    copse_error *err)
{
    copse_group_prices p = {.t = t};
    size_t items = t->problem->covers->n_columns, topics = t->problem->n_topics;
    double **const of_items[] = {&p.item, &p.slope_item, &p.kept_item};
    double **const of_topics[] = {&p.best,         &p.backup,    &p.slope_best,
                                  &p.slope_backup, &p.kept_best, &p.kept_backup};
    bool is_whole = (p.paid = copse_memory_new(t->problem->n, sizeof(double))) != NULL;
    for (size_t i = 0; i < sizeof of_items / sizeof of_items[0]; i++)
        is_whole = (*of_items[i] = copse_memory_new(items, sizeof(double))) && is_whole;
    for (size_t i = 0; i < sizeof of_topics / sizeof of_topics[0]; i++)
        is_whole = (*of_topics[i] = copse_memory_new(topics, sizeof(double))) && is_whole;
    *out = p;
    if (is_whole)
        return COPSE_OK;
    copse_group_prices_free(out);
    return copse_error_nomem(err);
}

void copse_group_prices_free(copse_group_prices *p)
{
    double *const all[] = {p->item,       p->best,       p->backup,       p->paid,
                           p->slope_item, p->slope_best, p->slope_backup, p->kept_item,
                           p->kept_best,  p->kept_backup};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        copse_memory_free(all[i]);
    *p = (copse_group_prices){0};
}

/* Which place a candidate would take in a topic at these prices, and what it brings there. */
typedef enum place { NEITHER, BEST, BACKUP } place;

static place place_in(double *brings, const copse_group_prices *p, size_t topic, double e)
{
    double worth = p->t->topic_value[topic] * e;
    double best = COPSE_CHOOSE_BEST * worth - p->best[topic];
    double backup = COPSE_CHOOSE_BACKUP * worth - p->backup[topic];
    *brings = fmax(0.0, fmax(best, backup));
    if (*brings == 0.0)
        return NEITHER;
    return best >= backup ? BEST : BACKUP;
}

static void pay(copse_group_prices *p)
{
    const copse_group_problem *problem = p->t->problem;
    const copse_incidence *e = problem->evidence, *c = problem->covers;
    double brings;
    p->everybody = 0.0;
    for (size_t i = 0; i < c->n_columns; i++)
        p->everybody += p->t->item_value[i] - p->item[i];
    for (size_t i = 0; i < problem->n_topics; i++)
        p->everybody += p->best[i] + p->backup[i];
    for (size_t v = 0; v < problem->n; v++) {
        double sum = p->t->own[v];
        for (size_t i = e->start[v]; i < e->start[v + 1]; i++) {
            place_in(&brings, p, (size_t)e->column[i], e->value[i]);
            sum += brings;
        }
        for (size_t i = c->start[v]; i < c->start[v + 1]; i++)
            sum += p->item[c->column[i]];
        p->paid[v] = sum;
    }
}

/* An item that one member covers is paid for in full, one that several cover not at all. */
void copse_group_prices_start(copse_group_prices *p, copse_group_state *s, const int32_t *member,
                              size_t k)
{
    const copse_group_tables *t = p->t;
    copse_group_state_clear(s);
    for (size_t i = 0; i < k; i++)
        copse_group_state_add(s, member[i]);
    for (size_t i = 0; i < t->problem->covers->n_columns; i++)
        p->item[i] = s->covered[i] <= 1 ? t->item_value[i] : 0.0;
    for (size_t i = 0; i < t->problem->n_topics; i++) {
        double backup = t->topic_value[i] * s->backup[i];
        p->backup[i] = COPSE_CHOOSE_BACKUP * backup;
        p->best[i] = COPSE_CHOOSE_BEST * backup;
    }
    pay(p);
}

/* ---- the bound of one coordinator ---- */

/* Whether the one unit that v counts for here (their first) is full: with one unit each this is
 * exact, and with several it leaves more groups in, so that it stays a bound. */
static bool is_unit_full(const copse_group_problem *problem, const copse_group_bound *b, int32_t v)
{
    const copse_incidence *units = problem->units;
    if (problem->per_unit == 0 || units->start[v] == units->start[v + 1])
        return false;
    size_t there = 0;
    for (size_t i = 0; i < b->n; i++) {
        int32_t m = b->top[i];
        there += units->start[m] < units->start[m + 1] &&
                 units->column[units->start[m]] == units->column[units->start[v]];
    }
    return there >= problem->per_unit;
}

static bool is_in(const copse_group_bound *b, int32_t v)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->top[i] == v)
            return true;
    return false;
}

/* The best paid of those outside; -1: nobody. */
static int32_t best_outside(double *paid, const copse_group_prices *p, const copse_group_bound *b,
                            const double *h, int32_t component)
{
    const copse_group_problem *problem = p->t->problem;
    int32_t chosen = -1;
    *paid = -INFINITY;
    for (size_t v = 0; v < problem->n; v++)
        if (p->paid[v] + h[v] > *paid && copse_group_may_join(problem, (int32_t)v, component) &&
            !is_in(b, (int32_t)v) && !is_unit_full(problem, b, (int32_t)v)) {
            *paid = p->paid[v] + h[v];
            chosen = (int32_t)v;
        }
    return chosen;
}

static void fill_by_unit(copse_group_bound *b, const copse_group_prices *p, const double *h,
                         int32_t component)
{
    double paid;
    while (b->n < p->t->problem->k) {
        int32_t v = best_outside(&paid, p, b, h, component);
        if (v < 0)
            break;
        b->top[b->n++] = v;
        b->value += paid;
        b->least_in = paid;
    }
    best_outside(&b->most_out, p, b, h, component);
}

/* Where units do not matter one pass will do: the best so far, in order, and the best left out. */
static void fill(copse_group_bound *b, const copse_group_prices *p, const double *h,
                 int32_t component)
{
    const copse_group_problem *problem = p->t->problem;
    size_t places = problem->k - b->n, n = 0;
    double paid[COPSE_FOUND_MOST + 1];
    int32_t top[COPSE_FOUND_MOST + 1];
    for (size_t v = 0; v < problem->n; v++) {
        double value = p->paid[v] + h[v];
        if ((n > places && value <= paid[places]) ||
            !copse_group_may_join(problem, (int32_t)v, component) || is_in(b, (int32_t)v))
            continue;
        size_t at = n <= places ? n++ : places;
        for (; at > 0 && paid[at - 1] < value; at--) {
            paid[at] = paid[at - 1];
            top[at] = top[at - 1];
        }
        paid[at] = value;
        top[at] = (int32_t)v;
    }
    for (size_t i = 0; i < places && i < n; i++) {
        b->top[b->n++] = top[i];
        b->value += paid[i];
        b->least_in = paid[i];
    }
    b->most_out = n > places ? paid[places] : -INFINITY;
}

void copse_group_prices_bound(copse_group_bound *out, const copse_group_prices *p, const double *h,
                              int32_t coordinator, int32_t component)
{
    const copse_group_problem *problem = p->t->problem;
    *out = (copse_group_bound){.value = p->everybody, .least_in = INFINITY};
    out->top[out->n++] = coordinator;
    for (size_t v = 0; v < problem->n; v++)
        if (problem->is_included[v] && (int32_t)v != coordinator && out->n < problem->k)
            out->top[out->n++] = (int32_t)v;
    out->n_forced = out->n;
    for (size_t i = 0; i < out->n; i++)
        out->value += p->paid[out->top[i]] + h[out->top[i]];
    if (problem->per_unit > 0)
        fill_by_unit(out, p, h, component);
    else
        fill(out, p, h, component);
}

/* ---- lowering it ---- */

/*
 * The slope of the bound: 1 less for each item, or place in a topic, that is
 * paid for once than for one that nobody in the top is paid for.
 * @return its squared length in the scale of the values
 */
static double find_slope(copse_group_prices *p, const copse_group_bound *b)
{
    const copse_group_problem *problem = p->t->problem;
    const copse_incidence *e = problem->evidence, *c = problem->covers;
    double brings, length = 0.0;
    for (size_t i = 0; i < c->n_columns; i++)
        p->slope_item[i] = -1.0;
    for (size_t i = 0; i < problem->n_topics; i++)
        p->slope_best[i] = p->slope_backup[i] = 1.0;
    for (size_t j = 0; j < b->n; j++) {
        size_t v = (size_t)b->top[j];
        for (size_t i = c->start[v]; i < c->start[v + 1]; i++)
            p->slope_item[c->column[i]] += 1.0;
        for (size_t i = e->start[v]; i < e->start[v + 1]; i++) {
            place where = place_in(&brings, p, (size_t)e->column[i], e->value[i]);
            if (where == BEST)
                p->slope_best[e->column[i]] -= 1.0;
            if (where == BACKUP)
                p->slope_backup[e->column[i]] -= 1.0;
        }
    }
    for (size_t i = 0; i < c->n_columns; i++) {
        /* At its end a price does not move further. */
        bool is_stuck = (p->slope_item[i] < 0.0 && p->item[i] >= p->t->item_value[i]) ||
                        (p->slope_item[i] > 0.0 && p->item[i] <= 0.0);
        if (is_stuck)
            p->slope_item[i] = 0.0;
        length += p->t->item_value[i] * p->slope_item[i] * p->slope_item[i];
    }
    for (size_t i = 0; i < problem->n_topics; i++) {
        if (p->slope_best[i] > 0.0 && p->best[i] <= 0.0)
            p->slope_best[i] = 0.0;
        if (p->slope_backup[i] > 0.0 && p->backup[i] <= 0.0)
            p->slope_backup[i] = 0.0;
        length += p->t->topic_value[i] *
                  (p->slope_best[i] * p->slope_best[i] + p->slope_backup[i] * p->slope_backup[i]);
    }
    return length;
}

static void step(copse_group_prices *p, double size)
{
    const copse_group_tables *t = p->t;
    for (size_t i = 0; i < t->problem->covers->n_columns; i++) {
        double price = p->item[i] - size * t->item_value[i] * p->slope_item[i];
        p->item[i] = fmin(t->item_value[i], fmax(0.0, price));
    }
    for (size_t i = 0; i < t->problem->n_topics; i++) {
        p->best[i] = fmax(0.0, p->best[i] - size * t->topic_value[i] * p->slope_best[i]);
        p->backup[i] = fmax(0.0, p->backup[i] - size * t->topic_value[i] * p->slope_backup[i]);
    }
}

static void copy_prices(copse_group_prices *p, bool keep)
{
    size_t items = p->t->problem->covers->n_columns * sizeof(double);
    size_t topics = p->t->problem->n_topics * sizeof(double);
    memcpy(keep ? p->kept_item : p->item, keep ? p->item : p->kept_item, items);
    memcpy(keep ? p->kept_best : p->best, keep ? p->best : p->kept_best, topics);
    memcpy(keep ? p->kept_backup : p->backup, keep ? p->backup : p->kept_backup, topics);
}

void copse_group_prices_lower(copse_group_bound *out, copse_group_prices *p, const double *h,
                              int32_t coordinator, int32_t component, double target, int steps)
{
    enum { PATIENCE = 8 };
    double boldness = 1.0;
    int in_vain = 0;
    copse_group_bound now, least;
    copse_group_prices_bound(&least, p, h, coordinator, component);
    copy_prices(p, true);
    now = least;
    for (int i = 0; i < steps && least.value > target && boldness > 1e-3; i++) {
        double length = find_slope(p, &now);
        if (length <= 0.0)
            break; /* nothing is priced wrongly: this is the least bound */
        step(p, boldness * (now.value - target) / length);
        pay(p);
        copse_group_prices_bound(&now, p, h, coordinator, component);
        if (now.value < least.value) {
            least = now;
            copy_prices(p, true);
            in_vain = 0;
        } else if (++in_vain >= PATIENCE) {
            boldness *= 0.5;
            in_vain = 0;
            copy_prices(p, false);
            pay(p);
            now = least;
        }
    }
    copy_prices(p, false);
    pay(p);
    *out = least;
}
