/*
 * The people in question: everybody who holds evidence on one of the topics,
 * and whoever must be in the group. What the choice needs to know of them is
 * put into arrays; who they are stays here.
 */
#include "question/found_case.h"

#include <math.h>

#include "question/wanted.h"

/* ---- topics ---- */

static copse_status gather_topics(copse_found_case *c, copse_error *err)
{
    const copse_found_options *o = c->options;
    return copse_wanted_topics(&c->topic, &c->topic_weight, &c->n_topics, c->net, o->topics, o->topic_weights,
                               o->n_topics, err);
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

/* ---- room to take part ---- */

static copse_status gather_room(copse_found_case *c, copse_error *err)
{
    (void)err;
    const copse_incidence *joined = &c->net->member_communities;
    double full = copse_rule_value(COPSE_RULE_FOUND_LOAD);
    for (size_t v = 0; v < c->n; v++) {
        size_t row = (size_t)c->member[v];
        for (size_t k = joined->start[row]; k < joined->start[row + 1]; k++)
            c->load[v] += !c->net->is_sensitive[joined->column[k]];
        c->room[v] = 1.0 - fmin(1.0, (double)c->load[v] / full);
        c->component[v] = c->graph->component[c->member[v]];
    }
    return COPSE_OK;
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
    p->distances = copse_found_case_distances;
    p->near = copse_found_case_near;
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
        gather_topics,
        gather_candidates,
        gather_evidence,
        copse_found_case_places,
        copse_found_case_covers,
        copse_found_case_authority,
        gather_room,
        gather_rules,
    };
    copse_found_case *c = out;
    *c = (copse_found_case){.net = net, .ctx = ctx, .options = options};
    c->problem.k =
        options->size > 0 ? (size_t)options->size : copse_rule_size(COPSE_RULE_FOUND_SIZE);
    copse_status st = copse_network_collaboration(&c->graph, net, err);
    if (st == COPSE_OK)
        st = copse_walk_new(&c->walk, c->graph, err);
    for (size_t i = 0; st == COPSE_OK && i < sizeof steps / sizeof steps[0]; i++)
        st = steps[i](c, err);
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
