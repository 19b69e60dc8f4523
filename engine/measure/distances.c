/*
 * The graph is directed, each tie an edge both ways, so that a set can be a
 * vertex with edges of length 0 to its people and none back: what leaves it
 * starts from the nearest of them, and no path leads through it.
 */
#include "measure/distances.h"

#include <math.h>

#include <igraph.h>

#include "base/library.h"

struct copse_distances {
    igraph_t graph;
    igraph_vector_t lengths;
    igraph_vector_int_t targets;
    bool has_graph, has_lengths, has_targets; /* what there is to destroy */
    size_t n, first_set;
    const int32_t *member;
};

static igraph_error_t put_edges(copse_distances *d, const copse_collaboration *graph,
                                const copse_incidence *sets)
{
    const copse_incidence *ties = &graph->neighbours;
    size_t n_ties = ties->start[graph->n_nodes], n_edges = n_ties + sets->start[sets->n_rows],
           at = 0;
    igraph_vector_int_t ends;
    igraph_error_t rc = igraph_vector_int_init(&ends, (igraph_integer_t)(2 * n_edges));
    if (rc != IGRAPH_SUCCESS)
        return rc;
    rc = igraph_vector_init(&d->lengths, (igraph_integer_t)n_edges);
    d->has_lengths = rc == IGRAPH_SUCCESS;
    for (size_t node = 0; rc == IGRAPH_SUCCESS && node < graph->n_nodes; node++)
        for (size_t k = ties->start[node]; k < ties->start[node + 1]; k++, at++) {
            VECTOR(ends)[2 * at] = (igraph_integer_t)node;
            VECTOR(ends)[2 * at + 1] = ties->column[k];
            VECTOR(d->lengths)[at] = graph->length[k];
        }
    for (size_t set = 0; rc == IGRAPH_SUCCESS && set < sets->n_rows; set++)
        for (size_t k = sets->start[set]; k < sets->start[set + 1]; k++, at++) {
            VECTOR(ends)[2 * at] = (igraph_integer_t)(d->first_set + set);
            VECTOR(ends)[2 * at + 1] = d->member[sets->column[k]];
            VECTOR(d->lengths)[at] = 0.0;
        }
    if (rc == IGRAPH_SUCCESS) {
        rc = igraph_create(&d->graph, &ends, (igraph_integer_t)(d->first_set + sets->n_rows),
                           IGRAPH_DIRECTED);
        d->has_graph = rc == IGRAPH_SUCCESS;
    }
    igraph_vector_int_destroy(&ends);
    return rc;
}

static igraph_error_t put_targets(copse_distances *d)
{
    igraph_error_t rc = igraph_vector_int_init(&d->targets, (igraph_integer_t)d->n);
    d->has_targets = rc == IGRAPH_SUCCESS;
    for (size_t i = 0; rc == IGRAPH_SUCCESS && i < d->n; i++)
        VECTOR(d->targets)[i] = d->member[i];
    return rc;
}

copse_status copse_distances_new(copse_distances **out, const copse_collaboration *graph,
                                 const int32_t *member, size_t n, const copse_incidence *sets,
                                 const copse_context *ctx, copse_error *err)
{
    copse_distances *d = copse_memory_new(1, sizeof *d);
    *out = NULL;
    if (!d)
        return copse_error_nomem(err);
    d->n = n;
    d->first_set = graph->n_nodes;
    d->member = member;
    copse_igraph_lock(ctx);
    igraph_error_t rc = put_edges(d, graph, sets);
    if (rc == IGRAPH_SUCCESS)
        rc = put_targets(d);
    copse_status st = copse_igraph_status(rc, "distances", err);
    copse_igraph_unlock();
    if (st == COPSE_OK)
        *out = d;
    else
        copse_distances_free(d);
    return st;
}

void copse_distances_free(copse_distances *d)
{
    if (!d)
        return;
    copse_igraph_lock(NULL);
    if (d->has_targets)
        igraph_vector_int_destroy(&d->targets);
    if (d->has_lengths)
        igraph_vector_destroy(&d->lengths);
    if (d->has_graph)
        igraph_destroy(&d->graph);
    copse_igraph_unlock();
    copse_memory_free(d);
}

static copse_status measure(double *row, copse_distances *d, size_t vertex,
                            const copse_context *ctx, copse_error *err)
{
    igraph_matrix_t found;
    copse_igraph_lock(ctx);
    igraph_error_t rc = igraph_matrix_init(&found, 0, 0);
    if (rc == IGRAPH_SUCCESS) {
        rc = igraph_distances_dijkstra(&d->graph, &found, igraph_vss_1((igraph_integer_t)vertex),
                                       igraph_vss_vector(&d->targets), &d->lengths, IGRAPH_OUT);
        for (size_t i = 0; rc == IGRAPH_SUCCESS && i < d->n; i++)
            row[i] = igraph_matrix_get(&found, 0, (igraph_integer_t)i);
        igraph_matrix_destroy(&found);
    }
    copse_status st = copse_igraph_status(rc, "distances", err);
    copse_igraph_unlock();
    return st;
}

copse_status copse_distances_from(double *row, copse_distances *d, size_t from,
                                  const copse_context *ctx, copse_error *err)
{
    return measure(row, d, (size_t)d->member[from], ctx, err);
}

copse_status copse_distances_from_set(double *row, copse_distances *d, size_t set,
                                      const copse_context *ctx, copse_error *err)
{
    return measure(row, d, d->first_set + set, ctx, err);
}
