/* Which counts of a set of additive tables may be published. */
#ifndef COPSE_STORE_SUPPRESS_H
#define COPSE_STORE_SUPPRESS_H

#include "base/error.h"

/**
 * Primary and complementary suppression over counts that add up in a tree.
 *
 * Cells are counts of people. A group is a set of cells that partition another
 * cell, its total: the teams of a unit and whoever is in none of them, the units of a CoP,
 * the sites of a CoP. A cell may be the total of several groups (a CoP's size by unit and by
 * site) and belongs to at most one.
 *
 * Primary: a count of 1 .. threshold − 1 is suppressed; 0 is not. Complementary, until nothing
 * changes: beneath a published total there are no suppressed cells, or at least two that add up to
 * more than the least they can be; beneath a suppressed total there is at least one. The least that
 * a suppressed cell can be is 1, or what its own published parts and the least of the others come
 * to: a reader knows that it is not 0, since 0 is shown.
 *
 * So every equation between counts has two unknowns or none and leaves them room, and since the
 * equations form a forest no count follows from the others. A test attacks this by brute force.
 *
 * @param suppressed  [n_cells] in: cells that are suppressed whatever their count; out: all that are
 * @param value      [n_cells] >= 0
 * @param group_of   [n_cells] the group that the cell belongs to, -1: none
 * @param total_of   [n_groups] the cell that the group adds up to
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(cells × suppression steps of their group); a step suppresses a cell, so it ends.
 * Source: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4 (hierarchical tables).
 */
copse_status copse_store_suppress(bool *suppressed, const int64_t *value, const int32_t *group_of,
                                  size_t n_cells, const int32_t *total_of, size_t n_groups,
                                  int64_t threshold, copse_error *err);

#endif
