/* Breadth first over the collaboration graph. */
#include "network/collaboration.h"

copse_status copse_walk_new(copse_walk *out, const copse_collaboration *graph, copse_error *err)
{
    *out = (copse_walk){.graph = graph};
    out->hops = copse_memory_new(graph->n_nodes, sizeof *out->hops);
    out->order = copse_memory_new(graph->n_nodes, sizeof *out->order);
    if (!out->hops || !out->order) {
        copse_walk_free(out);
        return copse_error_nomem(err);
    }
    for (size_t i = 0; i < graph->n_nodes; i++)
        out->hops[i] = -1;
    return COPSE_OK;
}

void copse_walk_free(copse_walk *walk)
{
    copse_memory_free(walk->hops);
    copse_memory_free(walk->order);
    *walk = (copse_walk){0};
}

/* While it walks, hops[] holds steps; they are turned into hops at the end. */
void copse_walk_from(copse_walk *walk, copse_index member, int most_hops)
{
    const copse_incidence *next = &walk->graph->neighbours;
    int32_t per_hop = walk->graph->steps_per_hop;
    int32_t most = most_hops > INT32_MAX / per_hop ? INT32_MAX : most_hops * per_hop;

    for (size_t i = 0; i < walk->n; i++)
        walk->hops[walk->order[i]] = -1;
    walk->n = 1;
    walk->order[0] = (int32_t)member;
    walk->hops[member] = 0;
    for (size_t at = 0; at < walk->n; at++) {
        int32_t node = walk->order[at], steps = walk->hops[node];
        if (steps == most)
            break;
        for (size_t k = next->start[node]; k < next->start[node + 1]; k++)
            if (walk->hops[next->column[k]] < 0) {
                walk->hops[next->column[k]] = steps + 1;
                walk->order[walk->n++] = next->column[k];
            }
    }
    for (size_t i = 0; per_hop > 1 && i < walk->n; i++)
        walk->hops[walk->order[i]] = (walk->hops[walk->order[i]] + per_hop - 1) / per_hop;
}

/* Whoever comes first among those one hop nearer, through a CoP or team where one lies between. */
static copse_index next_on_path(const copse_walk *walk, copse_index from)
{
    const copse_collaboration *graph = walk->graph;
    const copse_incidence *next = &graph->neighbours;
    int32_t wanted = walk->hops[from] - 1;
    copse_index best = COPSE_NONE;
    for (size_t k = next->start[from]; k < next->start[from + 1]; k++) {
        copse_index node = next->column[k];
        if ((size_t)node < graph->n_members) {
            if (walk->hops[node] == wanted && (best == COPSE_NONE || node < best))
                best = node;
            continue;
        }
        for (size_t j = next->start[node]; j < next->start[node + 1]; j++) {
            copse_index person = next->column[j];
            if (walk->hops[person] == wanted && (best == COPSE_NONE || person < best))
                best = person;
        }
    }
    return best;
}

size_t copse_walk_path(copse_index *path, copse_walk *walk, copse_index from, copse_index to,
                       int most_hops)
{
    copse_walk_from(walk, to, most_hops);
    if (walk->hops[from] < 0)
        return 0;
    size_t n = 0;
    path[n++] = from;
    while (path[n - 1] != to) {
        copse_index next = next_on_path(walk, path[n - 1]);
        path[n++] = next;
    }
    return n;
}
