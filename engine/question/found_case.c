/*
 * The people in question: everybody who holds evidence on one of the topics,
 * and whoever must be in the group. What the choice needs to know of them is
 * put into arrays; who they are stays here.
 */
#include "question/found.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/measure.h"
#include "question/rules.h"

static const double PRECISION = 1e-6; /* of authority, of which only ranks are used */
/* R of DESIGN section 5: a person within one hop counts 1, within two 0.4. */
static const double NEAR_VALUE = 0.6, WITHIN_TWO_VALUE = 0.4;

/* ---- topics ---- */

static copse_status gather_topics(copse_found_case *c, copse_error *err)
{
    const copse_found_options *o = c->options;
    double total = 0.0;
    c->topic = copse_memory_new(o->n_topics, sizeof *c->topic);
    c->topic_weight = copse_memory_new(o->n_topics, sizeof *c->topic_weight);
    if (!c->topic || !c->topic_weight)
        return copse_error_nomem(err);
    for (size_t i = 0; i < o->n_topics; i++) {
        double weight = o->topic_weights ? o->topic_weights[i] : 1.0;
        size_t at = 0;
        while (at < c->n_topics && c->topic[at] != o->topics[i])
            at++;
        if (!(weight > 0.0) || !isfinite(weight))
            return copse_error_set(err, COPSE_E_ARGUMENT, c->net->facts->topics[o->topics[i]].key,
                                   "give a number above 0", "a topic's weight is not above 0");
        if (at == c->n_topics)
            c->topic[c->n_topics++] = (int32_t)o->topics[i];
        c->topic_weight[at] += weight;
        total += weight;
    }
    for (size_t i = 0; i < c->n_topics; i++)
        c->topic_weight[i] /= total;
    return COPSE_OK;
}

/* ---- candidates ---- */

static void mark_included(copse_found_case *c)
{
    for (size_t i = 0; i < c->options->n_include; i++)
        if (c->net->is_present[c->options->include[i]])
            c->position[c->options->include[i]] = 0;
}

static copse_status gather_candidates(copse_found_case *c, copse_error *err)
{
    const copse_incidence *holders = &c->net->topic_members;
    size_t n_members = c->net->facts->n_members;
    c->position = copse_memory_new(n_members, sizeof *c->position);
    if (!c->position)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n_members; i++)
        c->position[i] = -1;
    for (size_t t = 0; t < c->n_topics; t++)
        for (size_t k = holders->start[c->topic[t]]; k < holders->start[c->topic[t] + 1]; k++)
            c->position[holders->column[k]] = 0;
    mark_included(c);
    for (size_t i = 0; i < n_members; i++)
        if (c->position[i] == 0)
            c->position[i] = (int32_t)c->n++;

    c->member = copse_memory_new(c->n, sizeof *c->member);
    c->share = copse_memory_new(c->n, sizeof *c->share);
    c->load = copse_memory_new(c->n, sizeof *c->load);
    c->is_too_busy = copse_memory_new(c->n, sizeof *c->is_too_busy);
    c->site = copse_memory_new(c->n, sizeof *c->site);
    c->authority = copse_memory_new(c->n, sizeof *c->authority);
    c->room = copse_memory_new(c->n, sizeof *c->room);
    c->component = copse_memory_new(c->n, sizeof *c->component);
    c->is_included = copse_memory_new(c->n, sizeof *c->is_included);
    c->is_excluded = copse_memory_new(c->n, sizeof *c->is_excluded);
    if (!c->member || !c->share || !c->load || !c->is_too_busy || !c->site || !c->authority ||
        !c->room || !c->component || !c->is_included || !c->is_excluded)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n_members; i++)
        if (c->position[i] >= 0)
            c->member[c->position[i]] = (int32_t)i;
    return COPSE_OK;
}

/* ---- evidence ---- */

/* e of each candidate in each topic, and p_u in proportion to their weighted sum. */
static copse_status gather_evidence(copse_found_case *c, copse_error *err)
{
    double total = 0.0;
    c->evidence = (copse_incidence){.n_rows = c->n, .n_columns = c->n_topics};
    c->evidence.start = copse_memory_new(c->n + 1, sizeof *c->evidence.start);
    c->evidence.column = copse_memory_new(c->n * c->n_topics, sizeof *c->evidence.column);
    c->evidence.value = copse_memory_new(c->n * c->n_topics, sizeof *c->evidence.value);
    if (!c->evidence.start || !c->evidence.column || !c->evidence.value)
        return copse_error_nomem(err);
    size_t at = 0;
    for (size_t v = 0; v < c->n; v++) {
        for (size_t t = 0; t < c->n_topics; t++) {
            double e = copse_network_saturated(c->net, (size_t)c->member[v], c->topic[t]);
            if (e <= 0.0)
                continue;
            c->evidence.column[at] = (int32_t)t;
            c->evidence.value[at++] = e;
            c->share[v] += c->topic_weight[t] * e;
        }
        total += c->share[v];
        c->evidence.start[v + 1] = at;
    }
    for (size_t v = 0; v < c->n && total > 0.0; v++)
        c->share[v] /= total;
    return COPSE_OK;
}

/* ---- where they work ---- */

/* Candidates × groups of one kind, columns numbered from 0. */
static copse_status gather_groups(copse_incidence *out, const copse_found_case *c,
                                  copse_group_kind kind, copse_error *err)
{
    const copse_incidence *of = &c->net->member_groups;
    size_t n_columns = 0, at = 0, n = 0;
    int32_t *number = copse_memory_new(c->net->n_groups, sizeof *number);
    for (size_t g = 0; number && g < c->net->n_groups; g++)
        number[g] = c->net->groups[g].kind == kind ? (int32_t)n_columns++ : -1;
    for (size_t v = 0; v < c->n; v++)
        n += copse_incidence_degree(of, (size_t)c->member[v]);
    *out = (copse_incidence){.n_rows = c->n, .n_columns = n_columns};
    out->start = copse_memory_new(c->n + 1, sizeof *out->start);
    out->column = copse_memory_new(n, sizeof *out->column);
    bool is_whole = number && out->start && out->column;
    for (size_t v = 0; is_whole && v < c->n; v++) {
        size_t row = (size_t)c->member[v];
        for (size_t k = of->start[row]; k < of->start[row + 1]; k++)
            if (number[of->column[k]] >= 0)
                out->column[at++] = number[of->column[k]];
        out->start[v + 1] = at;
    }
    copse_memory_free(number);
    return is_whole ? COPSE_OK : copse_error_nomem(err);
}

/* A unit here is the team itself: those above it are shared by too many to tell people apart. */
static copse_status gather_units(copse_found_case *c, copse_error *err)
{
    const copse_incidence *of = &c->net->member_teams;
    size_t n = 0, at = 0;
    for (size_t v = 0; v < c->n; v++)
        n += copse_incidence_degree(of, (size_t)c->member[v]);
    c->units = (copse_incidence){.n_rows = c->n, .n_columns = c->net->facts->n_teams};
    c->units.start = copse_memory_new(c->n + 1, sizeof *c->units.start);
    c->units.column = copse_memory_new(n, sizeof *c->units.column);
    if (!c->units.start || !c->units.column)
        return copse_error_nomem(err);
    for (size_t v = 0; v < c->n; v++) {
        size_t row = (size_t)c->member[v], degree = copse_incidence_degree(of, row);
        if (degree > 0)
            memcpy(c->units.column + at, of->column + of->start[row], degree * sizeof(int32_t));
        at += degree;
        c->units.start[v + 1] = at;
    }
    return COPSE_OK;
}

static copse_status gather_places(copse_found_case *c, copse_error *err)
{
    copse_status st = gather_units(c, err);
    if (st == COPSE_OK)
        st = gather_groups(&c->sites, c, COPSE_GROUP_SITE, err);
    if (st == COPSE_OK)
        st = gather_groups(&c->professions, c, COPSE_GROUP_PROFESSION, err);
    c->travel = copse_memory_new(c->net->facts->n_sites + 1, sizeof *c->travel);
    if (st == COPSE_OK && !c->travel)
        st = copse_error_nomem(err);
    bool has_sites = false;
    for (size_t v = 0; st == COPSE_OK && v < c->n; v++) {
        c->site[v] = COPSE_NONE;
        has_sites = copse_network_sites_of(c->net, c->member[v], &c->site[v], 1) > 0 || has_sites;
    }
    static const copse_rule shares[] = {
        [COPSE_MODE_UNKNOWN] = COPSE_RULE_FOUND_TRAVEL_HYBRID,
        [COPSE_MODE_FACE_TO_FACE] = COPSE_RULE_FOUND_TRAVEL_FACE,
        [COPSE_MODE_VIRTUAL] = COPSE_RULE_FOUND_TRAVEL_VIRTUAL,
        [COPSE_MODE_HYBRID] = COPSE_RULE_FOUND_TRAVEL_HYBRID,
    };
    /* Where no site is recorded, travel says nothing of anybody. */
    c->travel_share = has_sites ? copse_rule_value(shares[c->options->mode]) : 0.0;
    return st;
}

/* ---- what they cover: people within one and two hops, units, sites, professions ---- */

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* A growing list of the covers' columns. */
typedef struct columns {
    int32_t *list;
    size_t n, capacity;
    bool has_failed;
} columns;

static void push(columns *to, size_t column)
{
    if (to->has_failed ||
        !copse_memory_grow((void **)&to->list, &to->capacity, to->n, sizeof *to->list))
        to->has_failed = true;
    else
        to->list[to->n++] = (int32_t)column;
}

/* Columns 0 .. n − 1: within one hop of that candidate; n .. 2n − 1: within two. */
static void cover_people(columns *to, copse_found_case *c, size_t v)
{
    size_t first = to->n;
    copse_walk_from(&c->walk, c->member[v], 2);
    for (size_t i = 0; i < c->walk.n; i++) {
        int32_t node = c->walk.order[i];
        int32_t u = (size_t)node < c->graph->n_members ? c->position[node] : -1;
        if (u < 0 || c->share[u] <= 0.0)
            continue;
        if (c->walk.hops[node] <= 1)
            push(to, (size_t)u);
        push(to, c->n + (size_t)u);
    }
    if (!to->has_failed)
        qsort(to->list + first, to->n - first, sizeof *to->list, by_number);
}

static void cover_groups(columns *to, const copse_incidence *groups, size_t first, size_t v)
{
    for (size_t k = groups->start[v]; k < groups->start[v + 1]; k++)
        push(to, first + (size_t)groups->column[k]);
}

/*
 * The most groups of a kind that k people can hit: no more than there are, and
 * no more than those k who are in most. Exact where each is in one.
 */
static double most_hit(const copse_incidence *groups, size_t k)
{
    size_t top[COPSE_FOUND_MOST] = {0}, sum = 0, n = 0;
    for (size_t v = 0; v < groups->n_rows; v++) {
        size_t degree = copse_incidence_degree(groups, v), at = k;
        while (at > 0 && top[at - 1] < degree)
            at--;
        if (at < k) {
            memmove(top + at + 1, top + at, (k - at - 1) * sizeof *top);
            top[at] = degree;
        }
    }
    for (size_t i = 0; i < k; i++)
        sum += top[i];
    bool *is_there = copse_memory_new(groups->n_columns, sizeof *is_there);
    for (size_t i = 0; is_there && i < groups->start[groups->n_rows]; i++) {
        n += !is_there[groups->column[i]];
        is_there[groups->column[i]] = true;
    }
    if (!is_there)
        return NAN;
    copse_memory_free(is_there);
    return (double)(n < sum ? n : sum);
}

static copse_status value_items(copse_found_case *c, copse_error *err)
{
    const copse_incidence *kinds[] = {&c->units, &c->sites, &c->professions};
    enum { N_KINDS = sizeof kinds / sizeof kinds[0] };
    double most[N_KINDS];
    size_t n_items = 2 * c->n, n_known = 0;
    for (int i = 0; i < N_KINDS; i++) {
        n_items += kinds[i]->n_columns;
        most[i] = most_hit(kinds[i], c->problem.k);
        if (isnan(most[i]))
            return copse_error_nomem(err);
        n_known += most[i] > 0.0;
    }
    c->item_value = copse_memory_new(n_items, sizeof *c->item_value);
    if (!c->item_value)
        return copse_error_nomem(err);
    for (size_t u = 0; u < c->n; u++) {
        c->item_value[u] = NEAR_VALUE * c->share[u];
        c->item_value[c->n + u] = WITHIN_TWO_VALUE * c->share[u];
    }
    double *next = c->item_value + 2 * c->n;
    for (int i = 0; i < N_KINDS; i++)
        for (size_t g = 0; g < kinds[i]->n_columns; g++)
            *next++ = most[i] > 0.0 ? 1.0 / ((double)n_known * most[i]) : 0.0;
    c->covers.n_columns = n_items;
    return COPSE_OK;
}

static copse_status gather_covers(copse_found_case *c, copse_error *err)
{
    columns to = {0};
    copse_status st = value_items(c, err);
    if (st != COPSE_OK)
        return st;
    c->covers.n_rows = c->n;
    c->covers.start = copse_memory_new(c->n + 1, sizeof *c->covers.start);
    if (!c->covers.start)
        return copse_error_nomem(err);
    size_t units = 2 * c->n, sites = units + c->units.n_columns,
           professions = sites + c->sites.n_columns;
    for (size_t v = 0; v < c->n && st == COPSE_OK; v++) {
        cover_people(&to, c, v);
        cover_groups(&to, &c->units, units, v);
        cover_groups(&to, &c->sites, sites, v);
        cover_groups(&to, &c->professions, professions, v);
        c->covers.start[v + 1] = to.n;
        if (v % 256 == 0)
            st = copse_context_poll(c->ctx, err);
    }
    c->covers.column = to.list; /* freed with it, on failure too */
    return st == COPSE_OK && to.has_failed ? copse_error_nomem(err) : st;
}

/* ---- authority and room ---- */

typedef struct standing {
    double value;
    size_t candidate;
} standing;

static int by_standing(const void *a, const void *b)
{
    double x = ((const standing *)a)->value, y = ((const standing *)b)->value;
    return (x > y) - (x < y);
}

/* The share of the others whom one stands above, equals counting half. */
static void rank(double *out, standing *all, size_t n)
{
    qsort(all, n, sizeof *all, by_standing);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && all[to].value == all[from].value; to++)
            continue;
        double place = n > 1 ? ((double)(from + to - 1) / 2.0) / (double)(n - 1) : 1.0;
        for (size_t i = from; i < to; i++)
            out[all[i].candidate] = place;
    }
}

/*
 * Each topic restarts by its weight, at its people in proportion to their
 * evidence as it is: who did ten times as much stands out, where e, which
 * says whether somebody knows enough, no longer tells them apart.
 */
static void put_restart(double *restart, const copse_found_case *c)
{
    const copse_incidence *holders = &c->net->topic_members;
    double used = 0.0;
    for (size_t t = 0; t < c->n_topics; t++)
        used += copse_incidence_degree(holders, (size_t)c->topic[t]) > 0 ? c->topic_weight[t] : 0.0;
    for (size_t t = 0; t < c->n_topics; t++) {
        size_t from = holders->start[c->topic[t]], to = holders->start[c->topic[t] + 1];
        double total = 0.0;
        for (size_t k = from; k < to; k++)
            total += holders->value[k];
        for (size_t k = from; k < to; k++)
            restart[holders->column[k]] += c->topic_weight[t] / used * holders->value[k] / total;
    }
}

static copse_status gather_authority(copse_found_case *c, copse_error *err)
{
    size_t n_members = c->net->facts->n_members;
    double *restart = copse_memory_new(n_members, sizeof *restart);
    double *values = copse_memory_new(n_members, sizeof *values);
    standing *all = copse_memory_new(c->n, sizeof *all);
    copse_status st = COPSE_E_NOMEM;
    if (!restart || !values || !all) {
        copse_error_nomem(err);
    } else {
        put_restart(restart, c);
        st = copse_measure_authority(values, c->graph, restart, PRECISION, c->ctx, err);
    }
    if (st == COPSE_OK) {
        for (size_t v = 0; v < c->n; v++)
            all[v] = (standing){values[c->member[v]], v};
        rank(c->authority, all, c->n);
    }
    copse_memory_free(restart);
    copse_memory_free(values);
    copse_memory_free(all);
    return st;
}

static void gather_room(copse_found_case *c)
{
    const copse_incidence *joined = &c->net->member_communities;
    double full = copse_rule_value(COPSE_RULE_FOUND_LOAD);
    for (size_t v = 0; v < c->n; v++) {
        size_t row = (size_t)c->member[v];
        for (size_t k = joined->start[row]; k < joined->start[row + 1]; k++)
            c->load[v] += !c->net->is_sensitive[joined->column[k]];
        c->room[v] = 1.0 - fmin(1.0, (double)c->load[v] / full);
        c->component[v] = c->graph->component[c->member[v]];
    }
}

/* ---- who must and who must not ---- */

static copse_status gather_rules(copse_found_case *c, copse_error *err)
{
    const copse_found_options *o = c->options;
    for (size_t i = 0; i < o->n_include; i++) {
        const char *key = c->net->facts->members[o->include[i]].key;
        if (!c->net->is_present[o->include[i]])
            return copse_error_set(err, COPSE_E_ARGUMENT, key, "leave them out",
                                   "'%s' objected, so they are in no list", key);
        c->is_included[c->position[o->include[i]]] = true;
    }
    for (size_t i = 0; i < o->n_exclude; i++) {
        int32_t v = c->position[o->exclude[i]];
        if (v >= 0 && c->is_included[v])
            return copse_error_set(err, COPSE_E_ARGUMENT, c->net->facts->members[o->exclude[i]].key,
                                   "leave one of the two out",
                                   "somebody is to be both included and excluded");
        if (v >= 0)
            c->is_excluded[v] = true;
    }
    for (size_t v = 0; o->max_load >= 0 && v < c->n; v++)
        if (c->load[v] > o->max_load && !c->is_included[v])
            c->is_too_busy[v] = c->is_excluded[v] = true;
    return COPSE_OK;
}

/* ---- distances to a coordinator ---- */

static double travel_between(const copse_network *net, copse_index from, copse_index to)
{
    double minutes = copse_network_travel_minutes(net, from, to);
    if (isnan(minutes)) /* a kilometre takes a minute */
        minutes = copse_network_distance_km(net, from, to);
    return isnan(minutes) ? 1.0 : fmin(1.0, minutes / COPSE_FOUND_FAR_MINUTES);
}

/* Shares of the farthest, from every site to where this coordinator's group meets; place 0 is an
 * unknown site. */
static const double *travel_to(copse_found_case *c, size_t coordinator, copse_error *err)
{
    copse_index to = c->options->site != COPSE_NONE ? c->options->site : c->site[coordinator];
    size_t n_sites = c->net->facts->n_sites;
    double **row = &c->travel[to + 1];
    if (!*row) {
        *row = copse_memory_new(n_sites + 1, sizeof **row);
        if (!*row) {
            copse_error_nomem(err);
            return NULL;
        }
        for (size_t from = 0; from <= n_sites; from++)
            (*row)[from] = travel_between(c->net, (copse_index)from - 1, to);
    }
    return *row;
}

static void put_exact_hops(double *hops, copse_found_case *c, size_t coordinator)
{
    copse_walk_from(&c->walk, c->member[coordinator], COPSE_FOUND_FAR_HOPS);
    for (size_t v = 0; v < c->n; v++) {
        int32_t found = c->walk.hops[c->member[v]];
        hops[v] = found < 0 ? COPSE_FOUND_FAR_HOPS : (double)found;
    }
}

/* Whoever is not within two hops is three away or more; the included without evidence are in no
 * reach list. */
static void put_least_hops(double *hops, const copse_found_case *c, size_t coordinator)
{
    const copse_incidence *covers = &c->covers;
    for (size_t v = 0; v < c->n; v++)
        hops[v] = c->share[v] > 0.0 ? 3.0 : 1.0;
    for (size_t k = covers->start[coordinator]; k < covers->start[coordinator + 1]; k++) {
        size_t column = (size_t)covers->column[k];
        if (column >= 2 * c->n)
            break;
        double *at = &hops[column < c->n ? column : column - c->n];
        *at = fmin(*at, column < c->n ? 1.0 : 2.0);
    }
    hops[coordinator] = 0.0;
}

/* Of those within a hop and those within two, each once, and the included without evidence, who may
 * be anywhere. */
static size_t put_near(int32_t *who, double *least, void *user, size_t coordinator)
{
    copse_found_case *c = user;
    const copse_incidence *covers = &c->covers;
    size_t n = 0, one = covers->start[coordinator], end = covers->start[coordinator + 1];
    double hop = (1.0 - c->travel_share) / COPSE_FOUND_FAR_HOPS;
    size_t two = one;
    while (two < end && (size_t)covers->column[two] < c->n)
        two++;
    for (size_t k = two; k < end && (size_t)covers->column[k] < 2 * c->n; k++) {
        int32_t v = covers->column[k] - (int32_t)c->n;
        while (one < two && covers->column[one] < v)
            one++;
        bool is_near = one < two && covers->column[one] == v;
        who[n] = v;
        least[n++] = (size_t)v == coordinator ? 0.0 : is_near ? hop : 2.0 * hop;
    }
    for (size_t i = 0; i < c->options->n_include; i++) {
        int32_t v = c->position[c->options->include[i]];
        bool is_new = true;
        for (size_t j = 0; j < i; j++)
            is_new = is_new && c->options->include[j] != c->options->include[i];
        if (is_new && c->share[v] <= 0.0) {
            who[n] = v;
            least[n++] = 0.0;
        }
    }
    return n;
}

static copse_status put_distances(double *delta, void *user, size_t coordinator, bool is_exact,
                                  copse_error *err)
{
    copse_found_case *c = user;
    double f = c->travel_share;
    if (is_exact)
        put_exact_hops(delta, c, coordinator);
    else
        put_least_hops(delta, c, coordinator);
    for (size_t v = 0; v < c->n; v++)
        delta[v] = (1.0 - f) * delta[v] / COPSE_FOUND_FAR_HOPS;
    if (f > 0.0) {
        const double *travel = travel_to(c, coordinator, err);
        if (!travel)
            return COPSE_E_NOMEM;
        for (size_t v = 0; v < c->n; v++)
            delta[v] += f * travel[c->site[v] + 1];
    }
    return copse_context_poll(c->ctx, err);
}

/* ---- the whole ---- */

static void put_problem(copse_found_case *c)
{
    const copse_found_options *o = c->options;
    copse_group_problem *p = &c->problem;
    p->n = c->n;
    p->n_topics = c->n_topics;
    p->topic_weight = c->topic_weight;
    p->evidence = &c->evidence;
    p->covers = &c->covers;
    p->item_value = c->item_value;
    p->first_diversity_item = 2 * c->n;
    p->authority = c->authority;
    p->room = c->room;
    p->distances = put_distances;
    p->near = put_near;
    p->far = 3.0 * (1.0 - c->travel_share) / COPSE_FOUND_FAR_HOPS;
    p->user = c;
    p->component = c->component;
    p->is_included = c->is_included;
    p->is_excluded = c->is_excluded;
    p->units = &c->units;
    p->sites = &c->sites;
    p->per_unit = (size_t)o->per_unit;
    p->least_sites = (size_t)o->least_sites;
}

copse_status copse_found_case_new(copse_found_case *out, const copse_network *net,
                                  const copse_found_options *options, const copse_context *ctx,
                                  copse_error *err)
{
    static copse_status (*const steps[])(copse_found_case *, copse_error *) = {
        gather_topics, gather_candidates, gather_evidence,
        gather_places, gather_covers,     gather_authority,
        NULL,          gather_rules,
    };
    copse_found_case *c = out;
    *c = (copse_found_case){.net = net, .ctx = ctx, .options = options};
    c->problem.k =
        options->size > 0 ? (size_t)options->size : copse_rule_size(COPSE_RULE_FOUND_SIZE);
    copse_status st = copse_network_collaboration(&c->graph, net, err);
    if (st == COPSE_OK)
        st = copse_walk_new(&c->walk, c->graph, err);
    for (size_t i = 0; st == COPSE_OK && i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i])
            st = steps[i](c, err);
        else
            gather_room(c);
    }
    if (st == COPSE_OK)
        put_problem(c);
    return st;
}

void copse_found_case_free(copse_found_case *c)
{
    copse_incidence *const incidences[] = {&c->evidence, &c->covers, &c->units, &c->sites,
                                           &c->professions};
    void *const blocks[] = {c->topic, c->topic_weight, c->member,      c->position,    c->share,
                            c->load,  c->site,         c->item_value,  c->is_too_busy, c->authority,
                            c->room,  c->component,    c->is_included, c->is_excluded};
    for (size_t i = 0; i < sizeof incidences / sizeof incidences[0]; i++)
        copse_incidence_free(incidences[i]);
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        copse_memory_free(blocks[i]);
    for (size_t i = 0; c->travel && i <= c->net->facts->n_sites; i++)
        copse_memory_free(c->travel[i]);
    copse_memory_free(c->travel);
    copse_walk_free(&c->walk);
    *c = (copse_found_case){0};
}
