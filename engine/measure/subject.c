#include "measure/subject.h"

#include <math.h>
#include <string.h>

#include "measure/measure.h"
#include "measure/pair_null.h"

/* ---- which things there are ---- */

static copse_status list_things(copse_subject *of, copse_error *err)
{
    const copse_facts *facts = of->net->facts;
    if (of->things == COPSE_THINGS_TEAMS || of->things == COPSE_THINGS_COMMUNITIES) {
        copse_level level = of->things == COPSE_THINGS_TEAMS ? COPSE_LEVEL_TEAM : COPSE_LEVEL_COMMUNITY;
        copse_status st = copse_network_units_new(&of->units, of->net, level, err);
        if (st != COPSE_OK)
            return st;
        of->n = of->units->n;
    } else {
        of->n = of->things == COPSE_THINGS_TOPICS ? facts->n_topics : facts->n_members;
    }
    of->index = copse_memory_new(of->n, sizeof *of->index);
    if (!of->index)
        return copse_error_nomem(err);
    if (of->units) {
        if (of->n > 0)
            memcpy(of->index, of->units->index, of->n * sizeof *of->index);
        return COPSE_OK;
    }
    size_t n = 0;
    for (size_t i = 0; i < of->n; i++)
        if (of->things == COPSE_THINGS_TOPICS || of->net->is_present[i])
            of->index[n++] = (copse_index)i;
    of->n = n;
    return COPSE_OK;
}

/* ---- what they have in common ---- */

/* The rows of the network that are a thing's: its own, or those of a team's people. */
static const int32_t *people_of(const copse_subject *of, size_t v, size_t *n)
{
    const copse_incidence *people = &of->units->members;
    *n = copse_incidence_degree(people, v);
    return people->column + people->start[v];
}

typedef struct entries {
    size_t n;
    int32_t *row, *column;
    double *value;
} entries;

static void take_row(entries *e, const copse_subject *of, size_t v, const copse_incidence *all, size_t row,
                     bool of_cops)
{
    for (size_t k = all->start[row]; k < all->start[row + 1]; k++) {
        if (of_cops && !copse_network_links(of->net, (size_t)all->column[k]))
            continue;
        e->row[e->n] = (int32_t)v;
        e->column[e->n] = all->column[k];
        e->value[e->n++] = all->value ? all->value[k] : 1.0;
    }
}

static size_t entries_of(const copse_subject *of, const copse_incidence *all)
{
    size_t most = 0;
    for (size_t v = 0; v < of->n; v++) {
        size_t n = 0;
        const int32_t *people = of->things == COPSE_THINGS_TEAMS ? people_of(of, v, &n) : NULL;
        for (size_t i = 0; i < n; i++)
            most += copse_incidence_degree(all, (size_t)people[i]);
        if (!people)
            most += copse_incidence_degree(all, (size_t)of->index[v]);
    }
    return most;
}

/*
 * A row for each thing: the network's own, or how many, or how much, the people of a team have together. Columns
 * that are CoPs which do not link are left out.
 */
static copse_status gather(copse_incidence *out, const copse_subject *of, const copse_incidence *all, bool of_cops,
                           copse_error *err)
{
    size_t most = entries_of(of, all);
    entries e = {0, copse_memory_new(most, sizeof *e.row), copse_memory_new(most, sizeof *e.column),
                 copse_memory_new(most, sizeof *e.value)};
    copse_status st = e.row && e.column && e.value ? COPSE_OK : copse_error_nomem(err);
    for (size_t v = 0; st == COPSE_OK && v < of->n; v++) {
        size_t n = 0;
        const int32_t *people = of->things == COPSE_THINGS_TEAMS ? people_of(of, v, &n) : NULL;
        for (size_t i = 0; i < n; i++)
            take_row(&e, of, v, all, (size_t)people[i], of_cops);
        if (!people)
            take_row(&e, of, v, all, (size_t)of->index[v], of_cops);
    }
    if (st == COPSE_OK)
        st = copse_incidence_new(out, of->n, all->n_columns, e.n, e.row, e.column, e.value, err);
    copse_memory_free(e.row);
    copse_memory_free(e.column);
    copse_memory_free(e.value);
    return st;
}

static copse_status seat(copse_subject *of, copse_error *err)
{
    const copse_network *net = of->net;
    copse_status st;
    if (of->things == COPSE_THINGS_COMMUNITIES)
        st = gather(&of->seats, of, &net->community_members, false, err);
    else if (of->things == COPSE_THINGS_TOPICS)
        st = gather(&of->seats, of, &net->topic_communities, false, err);
    else
        st = gather(&of->seats, of, &net->member_communities, true, err);
    return st == COPSE_OK ? copse_incidence_transpose(&of->hubs, &of->seats, err) : st;
}

/* ---- what they know ---- */

static copse_status deepen(copse_subject *of, copse_error *err)
{
    const copse_facts *facts = of->net->facts;
    of->depth = copse_memory_new(facts->n_topics, sizeof *of->depth);
    if (!of->depth)
        return copse_error_nomem(err);
    for (size_t t = 0; t < facts->n_topics; t++)
        for (copse_index up = (copse_index)t; up != COPSE_NONE; up = facts->topics[up].broader)
            of->depth[t]++;
    return COPSE_OK;
}

/* A topic's profile is itself. */
static copse_status profile_topics(copse_subject *of, copse_error *err)
{
    int32_t *self = copse_memory_new(of->n, sizeof *self);
    double *one = copse_memory_new(of->n, sizeof *one);
    copse_status st = self && one ? COPSE_OK : copse_error_nomem(err);
    for (size_t t = 0; st == COPSE_OK && t < of->n; t++) {
        self[t] = (int32_t)t;
        one[t] = 1.0;
    }
    if (st == COPSE_OK)
        st = copse_incidence_new(&of->topics, of->n, of->n, of->n, self, self, one, err);
    copse_memory_free(self);
    copse_memory_free(one);
    return st;
}

/* √evidence · idf, as in cosine.c. */
static copse_status profile(copse_subject *of, copse_error *err)
{
    const copse_network *net = of->net;
    double *idf = copse_memory_new(net->facts->n_topics, sizeof *idf);
    copse_status st = idf ? copse_measure_topic_idf(idf, net, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = gather(&of->topics, of,
                    of->things == COPSE_THINGS_COMMUNITIES ? &net->community_topics : &net->member_topics, false,
                    err);
    for (size_t k = 0; st == COPSE_OK && k < of->topics.start[of->n]; k++)
        of->topics.value[k] = sqrt(of->topics.value[k]) * idf[of->topics.column[k]];
    copse_memory_free(idf);
    return st;
}

static copse_status know(copse_subject *of, copse_error *err)
{
    copse_status st = deepen(of, err);
    if (st != COPSE_OK)
        return st;
    return of->things == COPSE_THINGS_TOPICS ? profile_topics(of, err) : profile(of, err);
}

/* ---- where they belong, and where walks begin ---- */

static copse_status group(copse_subject *of, copse_error *err)
{
    const copse_incidence *teams = &of->net->member_teams;
    const copse_fact_team *facts = of->net->facts->teams;
    of->group = copse_memory_new(of->n, sizeof *of->group);
    if (!of->group)
        return copse_error_nomem(err);
    for (size_t v = 0; v < of->n; v++) {
        of->group[v] = -1;
        if (of->things != COPSE_THINGS_MEMBERS)
            continue;
        for (size_t i = (size_t)of->index[v], k = teams->start[i]; k < teams->start[i + 1]; k++) {
            int32_t team = teams->column[k];
            if (of->group[v] < 0 || strcmp(facts[team].key, facts[of->group[v]].key) < 0)
                of->group[v] = team;
        }
    }
    return COPSE_OK;
}

/* How much of the topic a thing holds: saturated expertise of people, the weight that a CoP gives it. */
static double held(const copse_subject *of, size_t v, int32_t topic)
{
    const copse_network *net = of->net;
    double sum = 0.0;
    size_t n = 0;
    switch (of->things) {
    case COPSE_THINGS_MEMBERS:
        return copse_network_saturated(net, (size_t)of->index[v], topic);
    case COPSE_THINGS_TEAMS:
        for (const int32_t *people = people_of(of, v, &n); n > 0; n--, people++)
            sum += copse_network_saturated(net, (size_t)*people, topic);
        return sum;
    case COPSE_THINGS_COMMUNITIES:
        return copse_incidence_get(&net->community_topics, (size_t)of->index[v], topic);
    case COPSE_THINGS_TOPICS:
        break;
    }
    return of->index[v] == topic ? 1.0 : 0.0;
}

static copse_status begin_walks(copse_subject *of, copse_index topic, copse_error *err)
{
    double sum = 0.0;
    of->restart = copse_memory_new(of->n, sizeof *of->restart);
    if (!of->restart)
        return copse_error_nomem(err);
    for (size_t v = 0; v < of->n; v++)
        sum += of->restart[v] = topic == COPSE_NONE ? 1.0 : held(of, v, (int32_t)topic);
    if (topic != COPSE_NONE && !(sum > 0.0))
        return copse_error_set(err, COPSE_E_DATA, of->net->facts->topics[topic].key,
                               "leave --topic out, or give one that is held", "none of the %s holds this topic",
                               copse_things_name(of->things));
    for (size_t v = 0; v < of->n; v++)
        of->restart[v] /= sum;
    return COPSE_OK;
}

/* ---- all of it ---- */

static copse_status tie(copse_subject *of, const copse_context *ctx, copse_error *err)
{
    copse_status st = of->seats.start ? COPSE_OK : seat(of, err);
    if (st == COPSE_OK)
        st = copse_subject_tie(of, ctx, err);
    return st == COPSE_OK ? copse_subject_find_components(of, err) : st;
}

static copse_status make(copse_subject *of, unsigned parts, copse_index topic, const copse_context *ctx,
                         copse_error *err)
{
    copse_status st = list_things(of, err);
    if (st == COPSE_OK && (parts & COPSE_SUBJECT_SEATS))
        st = seat(of, err);
    if (st == COPSE_OK && (parts & COPSE_SUBJECT_TIES))
        st = tie(of, ctx, err);
    if (st == COPSE_OK && (parts & COPSE_SUBJECT_TOPICS))
        st = know(of, err);
    if (st == COPSE_OK && (parts & COPSE_SUBJECT_TEAMS))
        st = group(of, err);
    if (st == COPSE_OK && (parts & COPSE_SUBJECT_TALLIES) && of->units)
        st = copse_measure_tallies_new(&of->tallies, of->net, of->units, 0, ctx, err);
    if (st == COPSE_OK && (parts & COPSE_SUBJECT_RESTART))
        st = begin_walks(of, topic, err);
    if (st == COPSE_OK && (parts & COPSE_SUBJECT_NULL))
        st = copse_pair_null_new(&of->null, of, ctx, err);
    return st;
}

copse_status copse_subject_new(copse_subject **out, const copse_network *net, copse_things things, unsigned parts,
                                copse_index topic, const copse_context *ctx, copse_error *err)
{
    *out = NULL;
    copse_subject *of = copse_memory_new(1, sizeof *of);
    if (!of)
        return copse_error_nomem(err);
    of->things = things;
    of->net = net;
    copse_status st = make(of, parts, topic, ctx, err);
    if (st == COPSE_OK)
        *out = of;
    else
        copse_subject_free(of);
    return st;
}

void copse_subject_free(copse_subject *of)
{
    if (!of)
        return;
    copse_memory_free(of->index);
    copse_incidence_free(&of->ties);
    copse_memory_free(of->component);
    copse_memory_free(of->component_size);
    copse_incidence_free(&of->seats);
    copse_incidence_free(&of->hubs);
    copse_incidence_free(&of->topics);
    copse_memory_free(of->depth);
    copse_memory_free(of->group);
    copse_network_units_free(of->units);
    copse_measure_tallies_free(&of->tallies);
    copse_memory_free(of->restart);
    copse_pair_null_free(of->null);
    copse_memory_free(of);
}
