/*
 * All kinds, in the order in which they are imported: who knows where teams belong comes first, then whose rows know
 * people by most names, since what comes later is matched with them.
 */
#include "store/kind_tables.h"

static const copse_kind *const kinds[] = {
    &copse_kind_mesh,  &copse_kind_esr,    &copse_kind_esr_assignments,  &copse_kind_entra_users,
    &copse_kind_viva,  &copse_kind_entra_group, &copse_kind_teams,       &copse_kind_moodle,
    &copse_kind_list,  &copse_kind_survey, &copse_kind_kumu,             &copse_kind_kumu_connections,
    &copse_kind_gephi, &copse_kind_gephi_edges,
};

const copse_kind *copse_store_kind_at(size_t i)
{
    return i < COPSE_COUNT(kinds) ? kinds[i] : NULL;
}
