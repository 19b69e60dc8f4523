#include "network/collaboration.h"

#include "network/network_internal.h"

#include <math.h>
#include <string.h>

/* ---- what ties people ---- */

static void add_edge(copse_pairs *pairs, copse_index a, copse_index b, double closeness)
{
    copse_pairs_add(pairs, a, b, closeness);
    copse_pairs_add(pairs, b, a, closeness);
}

static bool is_tie(const copse_network *net, const copse_fact_tie *t)
{
    return t->a != t->b && net->is_present[t->a] && net->is_present[t->b] &&
           copse_network_holds(net, t->since, COPSE_DAY_UNKNOWN);
}

static bool is_answer(const copse_network *net, const copse_fact_exchange *x)
{
    return x->kind == COPSE_EXCHANGE_ANSWERED && x->to_member != COPSE_NONE &&
           x->to_member != x->from_member && net->is_present[x->from_member] &&
           net->is_present[x->to_member] && copse_network_holds(net, x->on, COPSE_DAY_UNKNOWN);
}

static void add_direct_ties(copse_pairs *pairs, const copse_network *net)
{
    const copse_facts *facts = net->facts;
    for (size_t i = 0; i < facts->n_ties; i++) {
        const copse_fact_tie *t = &facts->ties[i];
        if (is_tie(net, t))
            add_edge(pairs, t->a, t->b, t->kind == COPSE_TIE_COST ? 1.0 / t->weight : t->weight);
    }
    for (size_t i = 0; i < facts->n_exchanges; i++)
        if (is_answer(net, &facts->exchanges[i]))
            add_edge(pairs, facts->exchanges[i].from_member, facts->exchanges[i].to_member, 1.0);
}

/* Hubs [hub × member] become nodes after the members; large and hidden ones are left out. */
static void add_hubs(copse_pairs *pairs, const copse_incidence *hubs, const bool *is_hidden)
{
    copse_index first = (copse_index)hubs->n_columns;
    for (size_t hub = 0; hub < hubs->n_rows; hub++) {
        size_t size = copse_incidence_degree(hubs, hub);
        if (size < 2 || size > COPSE_COLLABORATION_CIRCLE || (is_hidden && is_hidden[hub]))
            continue;
        for (size_t k = hubs->start[hub]; k < hubs->start[hub + 1]; k++)
            add_edge(pairs, hubs->column[k], first + (copse_index)hub, 1.0 / (double)(size - 1));
    }
}

static copse_status collect(copse_collaboration *graph, copse_pairs *pairs,
                            const copse_network *net, copse_error *err)
{
    graph->n_members = net->facts->n_members;
    graph->n_nodes = graph->n_members;
    graph->steps_per_hop = 1;
    graph->basis = COPSE_CONTACT_TIES;
    add_direct_ties(pairs, net);
    if (pairs->n > 0 || pairs->has_failed)
        return COPSE_OK;

    graph->steps_per_hop = 2;
    graph->basis = COPSE_CONTACT_COMMUNITIES;
    graph->n_nodes = graph->n_members + net->facts->n_communities;
    add_hubs(pairs, &net->community_members, net->is_sensitive);
    if (pairs->n > 0 || pairs->has_failed)
        return COPSE_OK;

    copse_incidence teams = {0};
    copse_status st = copse_incidence_transpose(&teams, &net->member_teams, err);
    if (st != COPSE_OK)
        return st;
    graph->basis = COPSE_CONTACT_TEAMS;
    graph->n_nodes = graph->n_members + net->facts->n_teams;
    add_hubs(pairs, &teams, NULL);
    copse_incidence_free(&teams);
    if (pairs->n == 0)
        graph->basis = COPSE_CONTACT_NONE;
    return COPSE_OK;
}

/* ---- lengths ---- */

static double *length_of(copse_collaboration *graph, copse_index from, copse_index to)
{
    const copse_incidence *m = &graph->neighbours;
    size_t low = m->start[from], high = m->start[from + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->column[middle] < to)
            low = middle + 1;
        else
            high = middle;
    }
    return &graph->length[low];
}

/* The least cost of a pair that has several; NaN stands for none yet. */
static void measure_ties(copse_collaboration *graph, const copse_network *net)
{
    size_t n = graph->neighbours.start[graph->n_nodes];
    for (size_t k = 0; k < n; k++)
        graph->length[k] = NAN;
    for (size_t i = 0; graph->basis == COPSE_CONTACT_TIES && i < net->facts->n_ties; i++) {
        const copse_fact_tie *t = &net->facts->ties[i];
        if (t->kind != COPSE_TIE_COST || !is_tie(net, t))
            continue;
        graph->has_costs = true;
        double *there = length_of(graph, t->a, t->b);
        *there = fmin(*there, t->weight);
        *length_of(graph, t->b, t->a) = *there;
    }
    for (size_t k = 0; k < n; k++)
        if (isnan(graph->length[k]))
            graph->length[k] = 1.0 / graph->steps_per_hop;
}

/* ---- connected parts ---- */

static copse_status find_components(copse_collaboration *graph, copse_error *err)
{
    copse_walk walk;
    copse_status st = copse_walk_new(&walk, graph, err);
    if (st != COPSE_OK)
        return st;
    for (size_t i = 0; i < graph->n_members; i++)
        graph->component[i] = -1;
    for (size_t i = 0; i < graph->n_members; i++) {
        if (graph->component[i] >= 0)
            continue;
        copse_walk_from(&walk, (copse_index)i, INT32_MAX / 2);
        for (size_t j = 0; j < walk.n; j++)
            if ((size_t)walk.order[j] < graph->n_members)
                graph->component[walk.order[j]] = (int32_t)i;
    }
    copse_walk_free(&walk);
    return COPSE_OK;
}

/* ---- made once a network ---- */

static copse_status build(copse_collaboration *graph, const copse_network *net, copse_error *err)
{
    copse_pairs pairs = {0};
    copse_status st = collect(graph, &pairs, net, err);
    if (st == COPSE_OK)
        st = copse_pairs_to_incidence(&graph->neighbours, NULL, &pairs, graph->n_nodes,
                                      graph->n_nodes, true, err);
    copse_pairs_free(&pairs);
    if (st != COPSE_OK)
        return st;
    graph->length = copse_memory_new(graph->neighbours.start[graph->n_nodes], sizeof(double));
    graph->component = copse_memory_new(graph->n_members, sizeof *graph->component);
    if (!graph->length || !graph->component)
        return copse_error_nomem(err);
    measure_ties(graph, net);
    return find_components(graph, err);
}

copse_status copse_network_collaboration(const copse_collaboration **out, const copse_network *net,
                                         copse_error *err)
{
    copse_status st = COPSE_OK;
    if (!net->made_later->collaboration) {
        copse_collaboration *graph = copse_memory_new(1, sizeof *graph);
        st = graph ? build(graph, net, err) : copse_error_nomem(err);
        if (st == COPSE_OK)
            net->made_later->collaboration = graph;
        else
            copse_collaboration_free(graph);
    }
    *out = net->made_later->collaboration;
    return st;
}

void copse_collaboration_free(copse_collaboration *graph)
{
    if (!graph)
        return;
    copse_incidence_free(&graph->neighbours);
    copse_memory_free(graph->length);
    copse_memory_free(graph->component);
    copse_memory_free(graph);
}
