/* Who holds a group of people together. */
#ifndef COPSE_MEASURE_CUT_OFF_H
#define COPSE_MEASURE_CUT_OFF_H

#include "network/network.h"

/**
 * For every vertex of an undirected graph, how many of the others of its connected part would be apart from the
 * largest piece that is left when it goes:
 *
 *     cut(v) = (n − 1) − largest piece of the part without v        n: vertices of v's part
 *
 * 0 where the part stays whole, and of an isolate. By one depth-first walk: the piece below a child u of v falls off
 * when nothing below it reaches above v, low(u) ≥ number(v).
 *
 * @param ties      [n × n], symmetric; loops and repeated ties do no harm
 * @param[out] cut  [n]
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(vertices + ties).
 * Source: Hopcroft & Tarjan 1973, Communications of the ACM 16, 372–378 (algorithm 447), for the walk.
 */
copse_status copse_measure_cut_off(int64_t *cut, const copse_incidence *ties, copse_error *err);

#endif
