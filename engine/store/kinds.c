/* All kinds, those first whose rows know people by most names: what comes later is matched with them. */
#include "store/kind_tables.h"

static const copse_kind *const kinds[] = {
    &copse_kind_entra_users,
    &copse_kind_entra_group,
};

const copse_kind *copse_store_kind_at(size_t i)
{
    return i < COPSE_COUNT(kinds) ? kinds[i] : NULL;
}
