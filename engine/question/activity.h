/* Whether a CoP does anything. */
#ifndef COPSE_QUESTION_ACTIVITY_H
#define COPSE_QUESTION_ACTIVITY_H

#include "network/network.h"

/**
 * Active: an exchange in the CoP, or somebody who joined it, in the 12 months
 * up to the network's day. Unknown for every CoP where no exchange and no date
 * of joining is recorded for any, and where the day is unknown.
 *
 * @param[out] out  [n_communities]
 * Cost: O(memberships + exchanges).
 */
void copse_activity_find(copse_activity *out, const copse_network *net);

#endif
