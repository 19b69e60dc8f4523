/*
 * Who may be named to whom: the one place that decides it.
 *
 * Every name of a person that leaves the engine has passed
 * copse_network_person(), so these few lines are what DESIGN section 9
 * promises to staff.
 */
#include "network/network_internal.h"

/* The person that the answer is about, COPSE_NONE for every other audience. */
static copse_index self_of(const copse_network *net, const copse_context *ctx)
{
    if (ctx->audience != COPSE_FOR_SELF || !ctx->audience_key)
        return COPSE_NONE;
    return copse_map_get(net->member_keys, ctx->audience_key, COPSE_NONE);
}

/* Whether both have a team in common: the same team, not merely a unit above. */
static bool share_a_team(const copse_network *net, copse_index a, copse_index b)
{
    const copse_incidence *teams = &net->member_teams;
    for (size_t k = teams->start[a]; k < teams->start[a + 1]; k++)
        if (copse_incidence_has(teams, (size_t)b, teams->column[k]))
            return true;
    return false;
}

bool copse_network_works_under(const copse_network *net, copse_index member, copse_index team)
{
    const copse_incidence *teams = &net->member_teams;
    for (size_t k = teams->start[member]; k < teams->start[member + 1]; k++)
        for (copse_index at = teams->column[k]; at != COPSE_NONE; at = net->facts->teams[at].parent)
            if (at == team)
                return true;
    return false;
}

bool copse_network_is_self(const copse_network *net, const copse_context *ctx, copse_index member)
{
    return member != COPSE_NONE && member == self_of(net, ctx);
}

bool copse_network_is_of_their_team(const copse_network *net, const copse_context *ctx, copse_index member)
{
    copse_index self = self_of(net, ctx);
    if (self != COPSE_NONE)
        return share_a_team(net, self, member);
    if (ctx->audience != COPSE_FOR_TEAM || !ctx->audience_key)
        return false;
    copse_index team = copse_map_get(net->team_keys, ctx->audience_key, COPSE_NONE);
    return team != COPSE_NONE && copse_network_works_under(net, member, team);
}

static bool may_name(const copse_network *net, const copse_context *ctx, copse_index member)
{
    if (member == self_of(net, ctx))
        return true;
    if (!net->is_present[member])
        return false;
    if (ctx->audience == COPSE_FOR_STEWARD && ctx->reason && ctx->reason[0] != '\0')
        return true;
    switch (net->facts->members[member].visibility) {
    case COPSE_VISIBLE_TRUST:
        return true;
    case COPSE_VISIBLE_TEAM:
        return copse_network_is_of_their_team(net, ctx, member);
    case COPSE_VISIBLE_NONE:
        break;
    }
    return false;
}

copse_person copse_network_person(const copse_network *net, const copse_context *ctx,
                                  copse_index member)
{
    if (member == COPSE_NONE || !may_name(net, ctx, member))
        return (copse_person){false, NULL, NULL};
    const copse_fact_member *m = &net->facts->members[member];
    return (copse_person){true, m->key, m->name && m->name[0] ? m->name : m->key};
}

bool copse_network_may_show(const copse_network *net, const copse_context *ctx,
                            copse_index community)
{
    if (!net->is_sensitive[community])
        return true;
    copse_index self = self_of(net, ctx);
    return self != COPSE_NONE &&
           copse_incidence_has(&net->member_communities, (size_t)self, (int32_t)community);
}

bool copse_network_may_show_topic(const copse_network *net, size_t topic)
{
    const copse_incidence *m = &net->topic_communities;
    for (size_t k = m->start[topic]; k < m->start[topic + 1]; k++)
        if (!net->is_sensitive[m->column[k]])
            return true;
    return copse_incidence_degree(m, topic) == 0;
}

const char *copse_network_contact(const copse_network *net, const copse_context *ctx,
                                  copse_index community)
{
    const copse_incidence *named = &net->contact_members;
    if (!copse_network_may_show(net, ctx, community))
        return NULL;
    for (size_t k = named->start[community]; k < named->start[community + 1]; k++)
        if (!may_name(net, ctx, named->column[k]))
            return NULL;
    const char *contact = net->facts->communities[community].contact;
    return contact && contact[0] ? contact : NULL;
}
