/* The organisation cut into units of one level: teams, departments, sites, or CoPs. */
#ifndef COPSE_NETWORK_UNITS_H
#define COPSE_NETWORK_UNITS_H

#include "network/network.h"

/** Units with at least one person, in the order of the facts. Names are borrowed from these. */
typedef struct copse_units {
    copse_level level;
    size_t n;
    copse_index *index;      /**< [n] of the team, site or community */
    copse_incidence members; /**< [n × n_members of the facts]; a person may be in several units */
} copse_units;

/**
 * Cut the network into units.
 *
 * A department is the unit right above a team that has people of its own; who works in a unit at the top is in no
 * department. Sensitive and closed CoPs are no units.
 *
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(assignments, or memberships).
 */
copse_status copse_network_units_new(copse_units **out, const copse_network *net, copse_level level,
                                     copse_error *err);
void copse_network_units_free(copse_units *units);

const char *copse_network_unit_key(const copse_network *net, copse_level level, copse_index index);
/** The name, or the key where there is none. */
const char *copse_network_unit_name(const copse_network *net, copse_level level, copse_index index);
/** Name of the unit above a team or department; NULL where there is none. */
const char *copse_network_unit_above(const copse_network *net, copse_level level, copse_index index);

/** Whether being in the CoP counts as a link: it is neither sensitive nor closed. */
bool copse_network_links(const copse_network *net, size_t community);

#endif
