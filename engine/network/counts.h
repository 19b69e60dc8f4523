/* The counts of people that shared outputs may show, and nothing else. */
#ifndef COPSE_NETWORK_COUNTS_H
#define COPSE_NETWORK_COUNTS_H

#include "network/network.h"

typedef enum copse_count_kind {
    COPSE_COUNT_WHOLE = 0, /**< a CoP's size, or all staff */
    COPSE_COUNT_UNIT,      /**< of a team or any unit above it */
    COPSE_COUNT_SITE,
    COPSE_COUNT_OUTSIDE /**< of all staff: in none of the CoPs whose size is shown */
} copse_count_kind;

/** What may be shown of one count. */
typedef struct copse_count {
    bool is_suppressed;
    int64_t value; /**< 0 when suppressed */
} copse_count;

typedef struct copse_counts copse_counts;

/**
 * The counts as they are published: those that the store keeps with this data version, else counted, with
 * what is small and what would give it away suppressed.
 *
 * A network of a store is counted as of the day of its last import, whatever day it is of: two
 * answers about the same data on different days would together tell who joined between them.
 *
 * The tables: staff and the members of each CoP, whole, by unit and by site. A person counts where
 * they have their first current team and first current site (by key), so that the tables add up and
 * suppression can be complete; who has none counts in the whole only. Sensitive
 * CoPs have no counts. Who is outside is counted of the CoPs whose size is shown alone: counted of all, it would
 * tell how many are in the others.
 *
 * @param threshold  the smallest count that is shown; 0 is always shown
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(memberships × depth of the hierarchy).
 * Source: see store/suppress.h.
 */
copse_status copse_network_counts_new(copse_counts **out, const copse_network *net,
                                      int64_t threshold, copse_error *err);
void copse_network_counts_free(copse_counts *counts);

/** The day that they are of; COPSE_DAY_UNKNOWN: whatever had not ended. */
copse_day copse_network_counts_day(const copse_counts *counts);

/**
 * What may be shown of the members of a CoP (COPSE_NONE: of all staff) in a unit or site.
 * @param of  the team's or site's index; any for the others
 */
copse_count copse_network_counts_get(const copse_counts *counts, copse_index community,
                                     copse_count_kind kind, copse_index of);

#endif
