/* Which things a map of something shows: what it is tied to through CoPs, and no further. */
#include "question/map.h"

#include "network/units.h"

static void show_communities_of_team(copse_mapping *m, size_t team)
{
    for (size_t k = m->seats.start[team]; k < m->seats.start[team + 1]; k++)
        if (copse_network_links(m->counted, (size_t)m->seats.column[k]))
            m->shows[COPSE_MAP_COMMUNITY][m->seats.column[k]] = true;
}

/* @param of  the team, or a unit that it may stand below */
static bool is_under(const copse_facts *facts, copse_index team, copse_index of)
{
    while (team != COPSE_NONE && team != of)
        team = facts->teams[team].parent;
    return team == of;
}

static bool is_narrower(const copse_facts *facts, copse_index topic, copse_index of)
{
    while (topic != COPSE_NONE && topic != of)
        topic = facts->topics[topic].broader;
    return topic == of;
}

/* ---- the CoPs that a map of each thing begins with ---- */

static void begin_with_trust(copse_mapping *m)
{
    const copse_network *net = m->counted;
    for (size_t c = 0; c < net->facts->n_communities; c++)
        m->shows[COPSE_MAP_COMMUNITY][c] = copse_network_links(net, c);
    for (size_t i = 0; i < net->facts->n_members; i++)
        if (copse_mapping_team(net, i) != COPSE_NONE)
            m->shows[COPSE_MAP_TEAM][copse_mapping_team(net, i)] = true;
}

static void begin_with_team(copse_mapping *m)
{
    const copse_network *net = m->counted;
    for (size_t i = 0; i < net->facts->n_members; i++) {
        copse_index team = copse_mapping_team(net, i);
        if (team != COPSE_NONE && is_under(net->facts, team, m->options->thing))
            m->shows[COPSE_MAP_TEAM][team] = true;
    }
    for (size_t t = 0; t < net->facts->n_teams; t++)
        if (m->shows[COPSE_MAP_TEAM][t])
            show_communities_of_team(m, t);
}

static void begin_with_community(copse_mapping *m)
{
    m->shows[COPSE_MAP_COMMUNITY][m->options->thing] = copse_network_links(m->counted, (size_t)m->options->thing);
}

static void begin_with_topic(copse_mapping *m)
{
    const copse_network *net = m->counted;
    const copse_incidence *of = &net->topic_communities;
    for (size_t t = 0; t < net->facts->n_topics; t++)
        for (size_t k = of->start[t];
             is_narrower(net->facts, (copse_index)t, m->options->thing) && k < of->start[t + 1]; k++)
            if (copse_network_links(net, (size_t)of->column[k]))
                m->shows[COPSE_MAP_COMMUNITY][of->column[k]] = true;
}

static void begin_with_member(copse_mapping *m)
{
    const copse_incidence *in = &m->counted->community_members;
    for (size_t c = 0; c < in->n_rows; c++)
        for (size_t k = in->start[c]; k < in->start[c + 1]; k++)
            if (in->column[k] == (int32_t)m->options->thing && m->may_name[k])
                m->shows[COPSE_MAP_COMMUNITY][c] = true;
}

/* ---- what goes with them ---- */

/* Teams with people in a CoP that is shown. */
static void show_teams(copse_mapping *m)
{
    for (size_t t = 0; t < m->seats.n_rows; t++)
        for (size_t k = m->seats.start[t]; k < m->seats.start[t + 1]; k++)
            if (m->shows[COPSE_MAP_COMMUNITY][m->seats.column[k]] && m->seats.value[k] != 0.0)
                m->shows[COPSE_MAP_TEAM][t] = true;
}

static void show_topics_and_sites(copse_mapping *m)
{
    const copse_network *net = m->counted;
    const copse_incidence *topics = &net->community_topics;
    for (size_t c = 0; c < topics->n_rows; c++) {
        if (!m->shows[COPSE_MAP_COMMUNITY][c])
            continue;
        if (net->facts->communities[c].site != COPSE_NONE)
            m->shows[COPSE_MAP_SITE][net->facts->communities[c].site] = true;
        for (size_t k = topics->start[c]; k < topics->start[c + 1]; k++)
            for (copse_index t = topics->column[k]; t != COPSE_NONE; t = net->facts->topics[t].broader)
                m->shows[COPSE_MAP_TOPIC][t] = true;
    }
    for (size_t t = 0; t < net->facts->n_teams; t++)
        for (copse_index up = net->facts->teams[t].parent; m->shows[COPSE_MAP_TEAM][t] && up != COPSE_NONE;
             up = net->facts->teams[up].parent)
            m->shows[COPSE_MAP_UNIT][up] = true;
}

/* That somebody who may be named is in no CoP is not for a map to say. */
static void show_people(copse_mapping *m)
{
    const copse_incidence *in = &m->counted->community_members;
    for (size_t c = 0; c < in->n_rows; c++)
        for (size_t k = in->start[c]; m->shows[COPSE_MAP_COMMUNITY][c] && k < in->start[c + 1]; k++)
            if (m->may_name[k])
                m->shows[COPSE_MAP_PERSON][in->column[k]] = true;
}

/* In the same words whether there is no such person or they may not be named. */
static copse_status nothing_to_show(const copse_mapping *m, copse_error *err)
{
    if (m->options->of == COPSE_MAP_OF_MEMBER)
        return copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "a person's own page is: copse join MEMBER",
                               "no member who may be named here and is in a CoP is known by that");
    return copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "'copse map' shows all that may be shown",
                           "nothing that is tied to that may be shown");
}

copse_status copse_mapping_scope(copse_mapping *m, copse_error *err)
{
    static void (*const begin[])(copse_mapping *) = {begin_with_trust, begin_with_team, begin_with_community,
                                                     begin_with_member, begin_with_topic};
    bool has_any = m->options->of == COPSE_MAP_OF_TRUST;
    begin[m->options->of](m);
    for (size_t c = 0; !has_any && c < m->counted->facts->n_communities; c++)
        has_any = m->shows[COPSE_MAP_COMMUNITY][c];
    for (size_t t = 0; !has_any && t < m->counted->facts->n_teams; t++)
        has_any = m->shows[COPSE_MAP_TEAM][t];
    if (!has_any)
        return nothing_to_show(m, err);
    show_teams(m);
    show_topics_and_sites(m);
    if (m->answer->shows_people)
        show_people(m);
    return COPSE_OK;
}
