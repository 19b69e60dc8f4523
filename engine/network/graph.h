/*
 * The network as an igraph graph, for measures that igraph has. Only the rooms
 * network and measure may include this.
 */
#ifndef COPSE_NETWORK_GRAPH_H
#define COPSE_NETWORK_GRAPH_H

#include "network/network.h"

#include <igraph.h>

typedef enum copse_vertex_type {
    COPSE_VERTEX_MEMBER = 0,
    COPSE_VERTEX_COMMUNITY,
    COPSE_VERTEX_TOPIC
} copse_vertex_type;

/**
 * The three-mode graph, undirected: members, then communities, then topics, each in the order of the
 * facts. Who objected and sensitive communities are there, so that indices hold, but have no edge.
 *
 * Attributes are arrays beside the graph: igraph's own attribute table is one for the whole process.
 */
typedef struct copse_graph {
    igraph_t graph;
    igraph_vector_t weights; /**< [edges] membership 1; saturated expertise; topic weight over the
                                  community's largest */
    size_t n_vertices, first_community, first_topic; /**< first_… is the vertex of row 0 */
    copse_vertex_type *type;                         /**< [n_vertices] */
    copse_index *unit; /**< [n_vertices] the member's current team, the first by key; COPSE_NONE */
} copse_graph;

/**
 * Build it. The caller holds copse_igraph_lock() until after copse_graph_free().
 *
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(vertices + edges) time and memory.
 */
copse_status copse_graph_new(copse_graph **out, const copse_network *net, copse_error *err);

/** Lock held. Accepts NULL. */
void copse_graph_free(copse_graph *graph);

#endif
