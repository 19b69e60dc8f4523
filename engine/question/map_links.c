/* What ties the marks of a map: topics, teams and people, each to CoPs. */
#include "question/map.h"

static copse_day earlier(copse_day a, copse_day b)
{
    if (a == COPSE_DAY_UNKNOWN || b == COPSE_DAY_UNKNOWN)
        return COPSE_DAY_UNKNOWN;
    return a < b ? a : b;
}

static bool is_shown(const copse_mapping *m, int32_t community)
{
    return m->shows[COPSE_MAP_COMMUNITY][community];
}

static void add(copse_mapping *m, copse_map_kind kind, size_t row, int32_t community, copse_public_count people)
{
    m->links[m->answer->n_links++] = (copse_map_link){
        m->mark_of[kind][row], m->mark_of[COPSE_MAP_COMMUNITY][community], people, COPSE_DAY_UNKNOWN};
}

/* The ties of one kind of thing; seats have counts. */
static void add_all(copse_mapping *m, copse_map_kind kind, const copse_incidence *of, bool has_counts)
{
    for (size_t row = 0; row < of->n_rows; row++)
        for (size_t k = of->start[row]; m->shows[kind][row] && k < of->start[row + 1]; k++) {
            copse_public_count people = {false, 0};
            if (has_counts && of->value[k] != COPSE_MAP_HIDDEN)
                people = (copse_public_count){true, (int64_t)of->value[k]};
            if (is_shown(m, of->column[k]) && !(people.is_shown && people.value == 0))
                add(m, kind, row, of->column[k], people);
        }
}

/* Both incidences are in order, so the next entry of a CoP is that of the next person who is in it. */
static copse_status add_people(copse_mapping *m, copse_error *err)
{
    const copse_incidence *of = &m->counted->member_communities, *in = &m->counted->community_members;
    const copse_public_count none = {false, 0};
    size_t *next = copse_memory_new(in->n_rows, sizeof *next);
    if (!next)
        return copse_error_nomem(err);
    for (size_t c = 0; c < in->n_rows; c++)
        next[c] = in->start[c];
    for (size_t i = 0; i < of->n_rows; i++)
        for (size_t k = of->start[i]; k < of->start[i + 1]; k++)
            if (m->may_name[next[of->column[k]]++] && is_shown(m, of->column[k]))
                add(m, COPSE_MAP_PERSON, i, of->column[k], none);
    copse_memory_free(next);
    return COPSE_OK;
}

/* Where a link of a mark to a CoP stands; links of one mark are side by side, by CoP. */
static copse_map_link *find(copse_mapping *m, int32_t from, int32_t to)
{
    size_t low = 0, high = m->answer->n_links;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const copse_map_link *at = &m->links[middle];
        if (at->from < from || (at->from == from && at->to < to))
            low = middle + 1;
        else
            high = middle;
    }
    bool is_it = low < m->answer->n_links && m->links[low].from == from && m->links[low].to == to;
    return is_it ? &m->links[low] : NULL;
}

static void take_day(copse_map_link *link, copse_day since)
{
    if (link) /* INT32_MAX until the first day is known */
        link->since = link->since == INT32_MAX ? since : earlier(link->since, since);
}

/*
 * When people joined is theirs, as far as they are named; when the first of a team did is the steward's, since with
 * published counts it would tell who.
 */
static void add_days(copse_mapping *m)
{
    const copse_network *net = m->counted;
    const copse_facts *facts = net->facts;
    for (size_t i = 0; i < m->answer->n_links; i++)
        m->links[i].since = INT32_MAX;
    for (size_t i = 0; i < facts->n_memberships; i++) {
        const copse_fact_membership *of = &facts->memberships[i];
        if (!net->is_present[of->member] || !is_shown(m, (int32_t)of->community) ||
            !copse_network_holds(net, of->since, of->until))
            continue;
        int32_t to = m->mark_of[COPSE_MAP_COMMUNITY][of->community];
        copse_index team = copse_mapping_team(net, (size_t)of->member);
        if (m->shows[COPSE_MAP_PERSON][of->member])
            take_day(find(m, m->mark_of[COPSE_MAP_PERSON][of->member], to), of->since);
        if (m->is_exact && team != COPSE_NONE && m->shows[COPSE_MAP_TEAM][team])
            take_day(find(m, m->mark_of[COPSE_MAP_TEAM][team], to), of->since);
    }
    for (size_t i = 0; i < m->answer->n_links; i++)
        if (m->links[i].since == INT32_MAX)
            m->links[i].since = COPSE_DAY_UNKNOWN;
}

copse_status copse_mapping_links(copse_mapping *m, copse_error *err)
{
    const copse_network *net = m->counted;
    size_t most = net->topic_communities.start[net->topic_communities.n_rows] + m->seats.start[m->seats.n_rows] +
                  net->member_communities.start[net->member_communities.n_rows];
    m->links = copse_arena_take(m->answer->arena, most, sizeof *m->links);
    if (!m->links)
        return copse_error_nomem(err);
    m->answer->links = m->links;
    add_all(m, COPSE_MAP_TOPIC, &net->topic_communities, false);
    add_all(m, COPSE_MAP_TEAM, &m->seats, true);
    copse_status st = add_people(m, err);
    if (st == COPSE_OK)
        add_days(m);
    return st;
}
