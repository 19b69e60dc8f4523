/* Measures: one formula a file. Each reads a network and gives numbers; none knows of models or answers. */
#ifndef COPSE_MEASURE_H
#define COPSE_MEASURE_H

#include "network/collaboration.h"
#include "network/network.h"

/**
 * Who stands at a CoP's core: eigenvector centrality (Bonacich 1972) of its
 * members in the three-mode graph around it.
 *
 * Vertices: the CoP's members, the CoPs that they are in (sensitive ones left
 * out, itself excepted), the CoP's topics. Edges: all that the three-mode graph has between
 * these: membership (1), saturated expertise, and a CoP's topic weight over
 * that CoP's largest. The CoP itself ties all members and topics, so the graph is
 * connected and the vector unique. Power iteration on A + I, since a bipartite
 * part would make A alone swing, with gsl_spmatrix; scaled to a largest member of 1.
 *
 * @param[out] values  [members of the community, in the order of its row in community_members]
 * @return COPSE_OK, COPSE_E_NUMERIC (no convergence), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(edges around the CoP) an iteration, after O(communities + topics).
 */
copse_status copse_measure_core(double *values, const copse_network *net, copse_index community,
                                const copse_context *ctx, copse_error *err);

/**
 * What a CoP's members typically have in its topics: the mean of their saturated expertise.
 *
 * @param[out] values  [topics of the community, in the order of its row in community_topics]; NaN in a
 *                     CoP without members
 * Cost: O(members × topics of the CoP).
 */
copse_status copse_measure_norm(double *values, const copse_network *net, copse_index community,
                                copse_error *err);

/**
 * Inverse document frequency of every topic, ln((1 + n) / (1 + n_t)) + 1 over
 * present members who hold any topic (Manning, Raghavan & Schütze 2008, ch. 6; smoothed).
 * @param[out] idf  [n_topics]
 */
copse_status copse_measure_topic_idf(double *idf, const copse_network *net, copse_error *err);

/**
 * Authority on what the restart stands for: personalised PageRank over the collaboration graph, damping 0.85, a
 * step going to a neighbour in proportion to closeness (Page, Brin, Motwani & Winograd 1999, "The PageRank
 * citation ranking"; restart by topic: Haveliwala 2002, "Topic-sensitive PageRank").
 *
 * x = (1 − d) s + d Wᵀ x with s the restart, W the row-stochastic steps; who has no neighbour passes nothing
 * on, so x adds up to less than 1 where such people are.
 *
 * @param restart    [n_members] not negative, adding up to 1
 * @param damping    d in [0, 1): the share that a node passes on to its neighbours
 * @param precision  of the residual, beside that at the start: 1e-6 is enough for ranks
 * @param[out] values  [n_members]
 * @return COPSE_OK, COPSE_E_NUMERIC (no convergence), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: some twenty times O(edges) at d = 0.85 and 1e-6, fewer where d is less; O(members) memory.
 */
copse_status copse_measure_authority(double *values, const copse_collaboration *graph,
                                     const double *restart, double damping, double precision,
                                     const copse_context *ctx, copse_error *err);

/**
 * How much evidence who knows a topic usually has: its 75th percentile τ_t, where at least `least` people
 * hold it, so that it tells nothing of one of them; else the same of all evidence of all topics, or 1 where
 * that is less than `least` entries.
 * @param[out] usual  [n_topics] > 0
 * @return COPSE_OK, COPSE_E_NOMEM.
 */
copse_status copse_measure_usual_evidence(double *usual, const copse_network *net, size_t least,
                                          copse_error *err);

/**
 * Cosine of a member's and a CoP's topic profiles, sqrt(weight) · idf each; in [0, 1].
 * @param idf  [n_topics], from copse_measure_topic_idf()
 * @param[out] out  NaN where either has no topic
 */
void copse_measure_topic_cosine(double *out, const copse_network *net, const double *idf,
                                copse_index member, copse_index community);

/** The same of two CoPs. */
void copse_measure_community_cosine(double *out, const copse_network *net, const double *idf,
                                    copse_index a, copse_index b);

#endif
