/*
 * Who is in contact with whom: the graph that founding groups, introductions
 * and reach are found on.
 */
#ifndef COPSE_NETWORK_COLLABORATION_H
#define COPSE_NETWORK_COLLABORATION_H

#include "network/network.h"

/** CoPs and teams of more people tie nobody: one does not know everybody there (Dunbar 1992). */
enum { COPSE_COLLABORATION_CIRCLE = 150 };

/**
 * The graph, undirected. Nodes are the members, in the order of the facts; where contacts are known
 * through CoPs or teams only, these follow as nodes that lie halfway between their people, so that
 * a hop from person to person takes two steps. Sensitive CoPs and who objected tie nobody.
 */
typedef struct copse_collaboration {
    copse_contact_basis basis;
    bool has_costs; /**< some ties say how far apart two people are */
    size_t n_members, n_nodes;
    int steps_per_hop; /**< 1, or 2 where CoPs or teams lie between */
    copse_incidence
        neighbours; /**< [n_nodes × n_nodes], both ways; values: closeness, the larger the closer */
    double *length; /**< of each entry: the tie's cost; where that is not recorded, one hop is 1 */
    int32_t *component; /**< [n_members] which connected part; equal ones reach each other */
} copse_collaboration;

/**
 * The network's graph, made when first asked for; borrowed from the network.
 *
 * Direct ties where any is recorded on the day (ties, and questions that somebody answered), else
 * shared CoPs, else shared teams, of at most COPSE_COLLABORATION_CIRCLE people each.
 *
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(ties, or memberships) the first time.
 */
copse_status copse_network_collaboration(const copse_collaboration **out, const copse_network *net,
                                         copse_error *err);

void copse_collaboration_free(copse_collaboration *graph);

/** Steps outwards from one person, again and again without clearing what was not touched. */
typedef struct copse_walk {
    const copse_collaboration *graph;
    int32_t *hops;  /**< [n_nodes] of those that the last walk reached: hops, rounded up; else -1 */
    int32_t *order; /**< [n_nodes] nodes in the order in which the last walk reached them, the start
                       first */
    size_t n;       /**< how many it reached, the start included */
} copse_walk;

copse_status copse_walk_new(copse_walk *out, const copse_collaboration *graph, copse_error *err);
void copse_walk_free(copse_walk *walk);

/** Reach everybody within so many hops (breadth first). Cost: O(edges of those within). */
void copse_walk_from(copse_walk *walk, copse_index member, int most_hops);

/**
 * A shortest path between two people in hops, both included; where several are equally short, the
 * one whose people come first in the facts, seen from `from`.
 * @param[out] path  [most_hops + 1] members
 * @return people on it; 0: there is none of so few hops
 */
size_t copse_walk_path(copse_index *path, copse_walk *walk, copse_index from, copse_index to,
                       int most_hops);

#endif
