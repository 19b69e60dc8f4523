/* Questions that somebody was asked and has not answered. */
#ifndef COPSE_QUESTION_ASKS_H
#define COPSE_QUESTION_ASKS_H

#include "network/network.h"

/**
 * Count open asks: an "asked" to a member in the days before the network's day that the rules say, after which no
 * "answered" from them to whoever asked is recorded on that topic, or on none. Where the day is unknown, of any day.
 * Asks of who objected do not count.
 *
 * @param[out] out  [n_members]
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(exchanges · log exchanges).
 */
copse_status copse_asks_count_open(int32_t *out, const copse_network *net, copse_error *err);

#endif
