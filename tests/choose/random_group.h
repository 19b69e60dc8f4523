/* Small problems drawn at random, as the oracle has them and as the engine has them. */
#ifndef COPSE_TESTS_RANDOM_GROUP_H
#define COPSE_TESTS_RANDOM_GROUP_H

#include "support.h"

#include "base/random.h"
#include "choose/group.h"
#include "oracle/group_oracle.h"

typedef struct random_group {
    oracle_group o;
    copse_incidence evidence, covers, units, sites;
    double item_value[4 * ORACLE_MOST];
    int32_t component[ORACLE_MOST];
    copse_group_problem p;
    int n_asked; /* exact distances */
} random_group;

static inline double random_level(copse_random *r)
{
    /* Few levels, so that there are ties. */
    return (double)(1 + copse_random_below(r, 10)) / 10.0;
}

static inline void draw_oracle(oracle_group *o, copse_random *r, bool with_rules)
{
    double total = 0.0, alpha = 0.0, share = 0.0;
    *o = (oracle_group){.n = 6 + (int)copse_random_below(r, 6),
                        .n_topics = 1 + (int)copse_random_below(r, 5)};
    o->k = 3 + (int)copse_random_below(r, 3);
    o->n_targets = o->n;
    o->n_units = 2 + (int)copse_random_below(r, 4);
    o->n_sites = 1 + (int)copse_random_below(r, 4);
    o->unit_value = 0.5 / o->n_units;
    o->site_value = 0.5 / o->n_sites;
    for (int i = 0; i < 6; i++)
        alpha += o->alpha[i] = copse_random_below(r, 5) == 0 ? 0.0 : copse_random_unit(r);
    o->alpha[0] += 0.1;
    for (int i = 0; i < 6; i++)
        o->alpha[i] /= alpha + 0.1;
    for (int t = 0; t < o->n_topics; t++)
        total += o->weight[t] = random_level(r);
    for (int t = 0; t < o->n_topics; t++)
        o->weight[t] /= total;
    for (int v = 0; v < o->n; v++)
        share += o->share[v] = random_level(r);
    for (int v = 0; v < o->n; v++) {
        o->share[v] /= share;
        o->authority[v] = copse_random_unit(r);
        o->room[v] = random_level(r);
        o->component[v] = copse_random_below(r, 4) == 0 ? 1 : 0;
        for (int t = 0; t < o->n_topics; t++)
            o->e[v][t] = copse_random_below(r, 2) ? random_level(r) : 0.0;
        o->in_unit[v][copse_random_below(r, (uint64_t)o->n_units)] = true;
        if (copse_random_below(r, 4) == 0) /* some are in two units */
            o->in_unit[v][copse_random_below(r, (uint64_t)o->n_units)] = true;
        if (copse_random_below(r, 5) > 0) /* of some no site is known */
            o->at_site[v][copse_random_below(r, (uint64_t)o->n_sites)] = true;
        for (int u = 0; u <= v; u++) {
            static const int hops[] = {1, 2, 2, 9, 9};
            o->hops[v][u] = o->hops[u][v] = u == v ? 0 : hops[copse_random_below(r, 5)];
            o->delta[v][u] = o->delta[u][v] = u == v ? 0.0 : random_level(r);
        }
        o->must[v] = with_rules && copse_random_below(r, 10) == 0;
        o->must_not[v] = with_rules && !o->must[v] && copse_random_below(r, 8) == 0;
    }
    if (with_rules) {
        o->per_unit = (int)copse_random_below(r, 4);
        o->least_sites = (int)copse_random_below(r, 4);
    }
}

static inline copse_status random_distances(double *delta, void *user, size_t coordinator,
                                            bool is_exact, copse_error *err)
{
    random_group *g = user;
    (void)err;
    g->n_asked += is_exact;
    for (int v = 0; v < g->o.n; v++)
        delta[v] = is_exact ? g->o.delta[v][coordinator] : 0.5 * g->o.delta[v][coordinator];
    return COPSE_OK;
}

/* Every second one is in the list, by half of the distance; the others may be anywhere beyond the
 * least of theirs. */
static inline size_t random_near(int32_t *who, double *least, void *user, size_t coordinator)
{
    random_group *g = user;
    size_t n = 0;
    for (int v = 0; v < g->o.n; v++)
        if (v % 2 == 0 || v == (int)coordinator || g->o.delta[v][coordinator] < g->p.far) {
            who[n] = v;
            least[n++] = 0.5 * g->o.delta[v][coordinator];
        }
    return n;
}

static inline void pack(copse_incidence *out, const oracle_group *o, size_t n_columns,
                        double (*value)(const oracle_group *, int, int))
{
    int32_t row[4 * ORACLE_MOST * ORACLE_MOST], column[4 * ORACLE_MOST * ORACLE_MOST];
    double values[4 * ORACLE_MOST * ORACLE_MOST];
    size_t n = 0;
    for (int v = 0; v < o->n; v++)
        for (size_t j = 0; j < n_columns; j++)
            if (value(o, v, (int)j) > 0.0) {
                row[n] = v;
                column[n] = (int32_t)j;
                values[n++] = value(o, v, (int)j);
            }
    assert_ok(copse_incidence_new(out, (size_t)o->n, n_columns, n, row, column, values, NULL));
}

static inline double value_of_evidence(const oracle_group *o, int v, int t)
{
    return o->e[v][t];
}

static inline double value_of_unit(const oracle_group *o, int v, int i)
{
    return o->in_unit[v][i];
}

static inline double value_of_site(const oracle_group *o, int v, int i)
{
    return o->at_site[v][i];
}

/* Within one hop, within two, units, sites. */
static inline double value_of_item(const oracle_group *o, int v, int i)
{
    if (i < o->n_targets)
        return o->hops[v][i] <= 1;
    i -= o->n_targets;
    if (i < o->n_targets)
        return o->hops[v][i] <= 2;
    i -= o->n_targets;
    return i < o->n_units ? o->in_unit[v][i] : o->at_site[v][i - o->n_units];
}

static inline void open_group(random_group *g, uint64_t seed, bool with_rules)
{
    copse_random r;
    copse_random_seed(&r, seed, 5);
    *g = (random_group){0};
    draw_oracle(&g->o, &r, with_rules);
    const oracle_group *o = &g->o;
    int n = o->n_targets;
    pack(&g->evidence, o, (size_t)o->n_topics, value_of_evidence);
    pack(&g->units, o, (size_t)o->n_units, value_of_unit);
    pack(&g->sites, o, (size_t)o->n_sites, value_of_site);
    pack(&g->covers, o, (size_t)(2 * n + o->n_units + o->n_sites), value_of_item);
    for (int u = 0; u < n; u++) {
        g->item_value[u] = 0.6 * o->share[u];
        g->item_value[n + u] = 0.4 * o->share[u];
        g->component[u] = o->component[u];
    }
    for (int i = 0; i < o->n_units; i++)
        g->item_value[2 * n + i] = o->unit_value;
    for (int i = 0; i < o->n_sites; i++)
        g->item_value[2 * n + o->n_units + i] = o->site_value;
    g->p = (copse_group_problem){.n = (size_t)o->n,
                                 .k = (size_t)o->k,
                                 .n_topics = (size_t)o->n_topics,
                                 .topic_weight = o->weight,
                                 .evidence = &g->evidence,
                                 .covers = &g->covers,
                                 .item_value = g->item_value,
                                 .first_diversity_item = (size_t)(2 * n),
                                 .authority = o->authority,
                                 .room = o->room,
                                 .distances = random_distances,
                                 .near = random_near,
                                 .far = 0.3,
                                 .user = g,
                                 .component = g->component,
                                 .is_included = o->must,
                                 .is_excluded = o->must_not,
                                 .units = &g->units,
                                 .sites = &g->sites,
                                 .per_unit = (size_t)o->per_unit,
                                 .least_sites = (size_t)o->least_sites};
    memcpy(g->p.alpha, o->alpha, sizeof o->alpha);
}

static inline void close_group(random_group *g)
{
    copse_incidence_free(&g->evidence);
    copse_incidence_free(&g->covers);
    copse_incidence_free(&g->units);
    copse_incidence_free(&g->sites);
}

#endif
