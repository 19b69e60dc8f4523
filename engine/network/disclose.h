/* What a reader can work out of counts that are not shown. */
#ifndef COPSE_NETWORK_DISCLOSE_H
#define COPSE_NETWORK_DISCLOSE_H

#include "base/error.h"

/** The counts of some tables that add up in trees (store/suppress.h), and of whom each is a part. */
typedef struct copse_disclosure {
    size_t n_cells, n_groups;
    const int64_t *value;      /**< [n_cells] > 0 */
    const int32_t *group_of;   /**< [n_cells] the group that a cell belongs to; -1: none */
    const int32_t *total_of;   /**< [n_groups] the cell that a group adds up to */
    const int32_t *within;     /**< [n_cells] a cell of whose people these are some; -1: none */
    bool *hidden;              /**< [n_cells] */
} copse_disclosure;

/**
 * Hide further counts until none of those that are hidden can be worked out from bounds.
 *
 * A CoP has no more people in a team than work there. So where all six of a hidden team are in a CoP that
 * shows six, its unit of seven leaves one for the other team, although every sum has two unknowns. Bounds
 * are narrowed until they stay: a sum bounds its parts and the parts their sum, and people of a CoP those
 * that work there; who works there and is not in the CoP adds up in the same way. A hidden count whose bounds meet is given away; a count beside it, else the one above or
 * below it, is then hidden as well.
 *
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(cells, and for each CoP the units beside those that it touches) a round of narrowing; each pass hides a count at least, so it ends.
 * Source: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4: what an intruder can narrow a suppressed
 * cell to is what must be audited. The narrowing is propagation of bounds over the same equations.
 */
copse_status copse_network_close_gaps(copse_disclosure *d, int64_t threshold, copse_error *err);

#endif
