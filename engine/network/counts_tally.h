/* Counting who is in which CoP and works where, before anything of it is suppressed. */
#ifndef COPSE_NETWORK_COUNTS_TALLY_H
#define COPSE_NETWORK_COUNTS_TALLY_H

#include "network/network_internal.h"

/** Which counts add up to which: what suppression has to know. */
typedef struct copse_count_groups {
    int32_t *group_of; /**< [cells] the group that a cell belongs to; -1 */
    int32_t *total_of; /**< [n] the cell that a group adds up to */
    size_t n;
} copse_count_groups;

void copse_count_groups_free(copse_count_groups *groups);

/**
 * Fill counts with the cells of every CoP and of all staff that are not 0, and say how they add up. Free the groups in
 * any case.
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(memberships × depth of the hierarchy).
 */
copse_status copse_counts_tally(copse_counts *counts, copse_count_groups *groups, const copse_network *net,
                                copse_error *err);

#endif
