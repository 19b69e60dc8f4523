/* Topic-personalised PageRank by forward push: only who is near the restart is ever looked at. */
#include "measure/measure.h"

#include <string.h>

static const double DAMPING = 0.85;
enum { PUSHES_BETWEEN_POLLS = 65536 };

typedef struct push {
    const copse_collaboration *graph;
    double *value;    /* [n_nodes] what has settled */
    double *residual; /* [n_nodes] what has still to be passed on */
    double *strength; /* [n_nodes] closeness of all neighbours, 0: not added up yet */
    bool *is_queued;  /* [n_nodes] */
    int32_t *queue;   /* [n_nodes] a ring: each node stands in it at most once */
    size_t first, n;
    double precision;
} push;

static double strength_of(push *p, int32_t node)
{
    const copse_incidence *next = &p->graph->neighbours;
    if (p->strength[node] == 0.0)
        for (size_t k = next->start[node]; k < next->start[node + 1]; k++)
            p->strength[node] += next->value[k];
    return p->strength[node];
}

static void enqueue(push *p, int32_t node)
{
    if (p->is_queued[node] || p->residual[node] <= p->precision * strength_of(p, node))
        return;
    p->is_queued[node] = true;
    p->queue[(p->first + p->n++) % p->graph->n_nodes] = node;
}

static void push_one(push *p)
{
    const copse_incidence *next = &p->graph->neighbours;
    int32_t node = p->queue[p->first];
    p->first = (p->first + 1) % p->graph->n_nodes;
    p->n--;
    p->is_queued[node] = false;

    double left = p->residual[node];
    p->residual[node] = 0.0;
    p->value[node] += (1.0 - DAMPING) * left;
    double strength = strength_of(p, node);
    if (strength == 0.0)
        return;
    double share = DAMPING * left / strength;
    for (size_t k = next->start[node]; k < next->start[node + 1]; k++) {
        p->residual[next->column[k]] += share * next->value[k];
        enqueue(p, next->column[k]);
    }
}

static copse_status settle(push *p, const double *restart, const copse_context *ctx,
                           copse_error *err)
{
    for (size_t i = 0; i < p->graph->n_members; i++) {
        p->residual[i] = restart[i];
        if (restart[i] > 0.0)
            enqueue(p, (int32_t)i);
    }
    for (size_t pushes = 0; p->n > 0; pushes++) {
        copse_status st =
            pushes % PUSHES_BETWEEN_POLLS == 0 ? copse_context_poll(ctx, err) : COPSE_OK;
        if (st != COPSE_OK)
            return st;
        push_one(p);
    }
    return COPSE_OK;
}

copse_status copse_measure_authority(double *values, const copse_collaboration *graph,
                                     const double *restart, double precision,
                                     const copse_context *ctx, copse_error *err)
{
    push p = {.graph = graph, .precision = precision};
    copse_status st = COPSE_OK;
    p.value = copse_memory_new(graph->n_nodes, sizeof *p.value);
    p.residual = copse_memory_new(graph->n_nodes, sizeof *p.residual);
    p.strength = copse_memory_new(graph->n_nodes, sizeof *p.strength);
    p.is_queued = copse_memory_new(graph->n_nodes, sizeof *p.is_queued);
    p.queue = copse_memory_new(graph->n_nodes, sizeof *p.queue);
    if (!p.value || !p.residual || !p.strength || !p.is_queued || !p.queue)
        st = copse_error_nomem(err);
    else
        st = settle(&p, restart, ctx, err);
    if (st == COPSE_OK && graph->n_members > 0)
        memcpy(values, p.value, graph->n_members * sizeof *values);
    copse_memory_free(p.value);
    copse_memory_free(p.residual);
    copse_memory_free(p.strength);
    copse_memory_free(p.is_queued);
    copse_memory_free(p.queue);
    return st;
}
