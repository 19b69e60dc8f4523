#include "network/units.h"

#include "network/network_internal.h"

bool copse_network_links(const copse_network *net, size_t community)
{
    return !net->is_sensitive[community] &&
           net->facts->communities[community].status != COPSE_COMMUNITY_CLOSED;
}

/* Pairs of a thing of the level and a member. */
static void collect_teams(copse_pairs *pairs, const copse_network *net, bool above)
{
    const copse_incidence *teams = &net->member_teams;
    for (size_t i = 0; i < teams->n_rows; i++)
        for (size_t k = teams->start[i]; k < teams->start[i + 1]; k++) {
            copse_index team = teams->column[k];
            if (above)
                team = net->facts->teams[team].parent;
            if (team != COPSE_NONE)
                copse_pairs_add(pairs, team, (copse_index)i, 1.0);
        }
}

static void collect_sites(copse_pairs *pairs, const copse_network *net)
{
    const copse_incidence *groups = &net->member_groups;
    for (size_t i = 0; i < groups->n_rows; i++)
        for (size_t k = groups->start[i]; k < groups->start[i + 1]; k++)
            if (net->groups[groups->column[k]].kind == COPSE_GROUP_SITE)
                copse_pairs_add(pairs, net->groups[groups->column[k]].index, (copse_index)i, 1.0);
}

static void collect_communities(copse_pairs *pairs, const copse_network *net)
{
    const copse_incidence *members = &net->community_members;
    for (size_t c = 0; c < members->n_rows; c++)
        for (size_t k = members->start[c]; copse_network_links(net, c) && k < members->start[c + 1]; k++)
            copse_pairs_add(pairs, (copse_index)c, members->column[k], 1.0);
}

static size_t things_of(const copse_network *net, copse_level level)
{
    switch (level) {
    case COPSE_LEVEL_TEAM:
    case COPSE_LEVEL_DEPARTMENT:
        return net->facts->n_teams;
    case COPSE_LEVEL_SITE:
        return net->facts->n_sites;
    case COPSE_LEVEL_COMMUNITY:
        break;
    }
    return net->facts->n_communities;
}

/* Rows without anybody go. */
static copse_status keep_rows(copse_units *units, const copse_incidence *all, copse_error *err)
{
    copse_incidence *kept = &units->members;
    units->index = copse_memory_new(all->n_rows, sizeof *units->index);
    *kept = *all;
    kept->start = copse_memory_new(all->n_rows + 1, sizeof *kept->start);
    if (!units->index || !kept->start) {
        copse_memory_free(kept->start);
        *kept = (copse_incidence){0};
        return copse_error_nomem(err);
    }
    for (size_t row = 0; row < all->n_rows; row++)
        if (all->start[row + 1] > all->start[row]) {
            units->index[units->n++] = (copse_index)row;
            kept->start[units->n] = all->start[row + 1];
        }
    kept->n_rows = units->n;
    return COPSE_OK;
}

copse_status copse_network_units_new(copse_units **out, const copse_network *net, copse_level level,
                                     copse_error *err)
{
    copse_pairs pairs = {0};
    copse_incidence all = {0};
    *out = NULL;
    copse_units *units = copse_memory_new(1, sizeof *units);
    if (!units)
        return copse_error_nomem(err);
    units->level = level;
    if (level == COPSE_LEVEL_SITE)
        collect_sites(&pairs, net);
    else if (level == COPSE_LEVEL_COMMUNITY)
        collect_communities(&pairs, net);
    else
        collect_teams(&pairs, net, level == COPSE_LEVEL_DEPARTMENT);
    copse_status st = copse_pairs_to_incidence(&all, NULL, &pairs, things_of(net, level),
                                               net->facts->n_members, false, err);
    copse_pairs_free(&pairs);
    if (st == COPSE_OK)
        st = keep_rows(units, &all, err);
    if (st == COPSE_OK)
        copse_memory_free(all.start); /* the columns are the units' now */
    else
        copse_incidence_free(&all);
    if (st == COPSE_OK)
        *out = units;
    else
        copse_network_units_free(units);
    return st;
}

void copse_network_units_free(copse_units *units)
{
    if (!units)
        return;
    copse_memory_free(units->index);
    copse_incidence_free(&units->members);
    copse_memory_free(units);
}

const char *copse_network_unit_key(const copse_network *net, copse_level level, copse_index index)
{
    switch (level) {
    case COPSE_LEVEL_TEAM:
    case COPSE_LEVEL_DEPARTMENT:
        return net->facts->teams[index].key;
    case COPSE_LEVEL_SITE:
        return net->facts->sites[index].key;
    case COPSE_LEVEL_COMMUNITY:
        break;
    }
    return net->facts->communities[index].key;
}

const char *copse_network_unit_name(const copse_network *net, copse_level level, copse_index index)
{
    const char *name = NULL;
    switch (level) {
    case COPSE_LEVEL_TEAM:
    case COPSE_LEVEL_DEPARTMENT:
        name = net->facts->teams[index].name;
        break;
    case COPSE_LEVEL_SITE:
        name = net->facts->sites[index].name;
        break;
    case COPSE_LEVEL_COMMUNITY:
        name = net->facts->communities[index].name;
        break;
    }
    return name && name[0] ? name : copse_network_unit_key(net, level, index);
}

const char *copse_network_unit_above(const copse_network *net, copse_level level, copse_index index)
{
    if (level != COPSE_LEVEL_TEAM && level != COPSE_LEVEL_DEPARTMENT)
        return NULL;
    copse_index above = net->facts->teams[index].parent;
    return above == COPSE_NONE ? NULL : copse_network_unit_name(net, level, above);
}
