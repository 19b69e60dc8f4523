/* The marks of a map: one for each thing that it shows, with what this audience may know of it. */
#include "question/map.h"

#include <math.h>

#include "question/activity.h"

static const char *copy(copse_mapping *m, const char *text, bool *failed)
{
    const char *kept = text && text[0] ? copse_arena_copy(m->answer->arena, text) : NULL;
    *failed = *failed || (text && text[0] && !kept);
    return kept;
}

static int32_t mark_of(const copse_mapping *m, copse_map_kind kind, copse_index row)
{
    return row == COPSE_NONE ? -1 : m->mark_of[kind][row];
}

static copse_public_count count_of(const copse_mapping *m, copse_index community, copse_count_kind kind, copse_index of)
{
    copse_count count = copse_network_counts_get(m->counts, community, kind, of);
    return (copse_public_count){!count.is_suppressed, count.value};
}

/* ---- each kind ---- */

static copse_map_mark unit_mark(const copse_mapping *m, size_t t)
{
    const copse_fact_team *team = &m->counted->facts->teams[t];
    return (copse_map_mark){.key = team->key,
                            .name = team->name,
                            .above = mark_of(m, COPSE_MAP_UNIT, team->parent),
                            .people = count_of(m, COPSE_NONE, COPSE_COUNT_UNIT, (copse_index)t)};
}

static copse_map_mark site_mark(const copse_mapping *m, size_t s)
{
    const copse_fact_site *site = &m->counted->facts->sites[s];
    return (copse_map_mark){.key = site->key,
                            .name = site->name,
                            .above = -1,
                            .people = count_of(m, COPSE_NONE, COPSE_COUNT_SITE, (copse_index)s)};
}

static copse_map_mark topic_mark(const copse_mapping *m, size_t t)
{
    const copse_fact_topic *topic = &m->counted->facts->topics[t];
    return (copse_map_mark){
        .key = topic->key, .name = topic->name, .above = mark_of(m, COPSE_MAP_TOPIC, topic->broader)};
}

static copse_map_mark community_mark(const copse_mapping *m, size_t c)
{
    const copse_fact_community *community = &m->counted->facts->communities[c];
    return (copse_map_mark){.key = community->key,
                            .name = community->name,
                            .above = -1,
                            .site = mark_of(m, COPSE_MAP_SITE, community->site),
                            .people = count_of(m, (copse_index)c, COPSE_COUNT_WHOLE, 0),
                            .mode = community->mode,
                            .status = community->status,
                            .openness = community->openness,
                            .description = community->description,
                            .contact = copse_network_contact(m->counted, m->ctx, (copse_index)c),
                            .meets = community->meets,
                            .since = community->created};
}

static copse_map_mark person_mark(const copse_mapping *m, size_t i)
{
    copse_person person = copse_network_person(m->counted, m->ctx, (copse_index)i);
    return (copse_map_mark){.key = person.key,
                            .name = person.name,
                            .above = mark_of(m, COPSE_MAP_TEAM, copse_mapping_team(m->counted, i))};
}

static copse_map_mark mark(const copse_mapping *m, copse_map_kind kind, size_t row)
{
    switch (kind) {
    case COPSE_MAP_UNIT:
    case COPSE_MAP_TEAM:
        return unit_mark(m, row);
    case COPSE_MAP_SITE:
        return site_mark(m, row);
    case COPSE_MAP_TOPIC:
        return topic_mark(m, row);
    case COPSE_MAP_COMMUNITY:
        return community_mark(m, row);
    case COPSE_MAP_PERSON:
    case COPSE_MAP_KINDS:
        break;
    }
    return person_mark(m, row);
}

/* ---- all of them ---- */

/* Numbered first: a mark may point to one of its own kind that comes later. */
static void number(copse_mapping *m)
{
    copse_map_answer *answer = m->answer;
    for (copse_map_kind kind = 0; kind < COPSE_MAP_KINDS; kind++)
        for (size_t row = 0; row < copse_mapping_rows(m, kind); row++)
            if (m->shows[kind][row]) {
                m->mark_of[kind][row] = (int32_t)answer->n_marks++;
                answer->n_of[kind]++;
            }
}

static bool put(copse_mapping *m, copse_map_kind kind, size_t row)
{
    bool failed = false;
    copse_map_mark *to = &m->marks[m->mark_of[kind][row]];
    *to = mark(m, kind, row);
    to->kind = kind;
    if (kind != COPSE_MAP_COMMUNITY) {
        to->site = -1;
        to->since = COPSE_DAY_UNKNOWN;
    }
    to->x = to->y = NAN;
    to->ties = to->seats = (copse_isolation_share){NAN, NAN, NAN};
    to->key = copy(m, to->key, &failed);
    to->name = copy(m, to->name, &failed);
    to->description = copy(m, to->description, &failed);
    to->contact = copy(m, to->contact, &failed);
    to->meets = copy(m, to->meets, &failed);
    return !failed;
}

static copse_status add_activity(copse_mapping *m, copse_error *err)
{
    size_t n = m->counted->facts->n_communities;
    copse_activity *activity = copse_memory_new(n, sizeof *activity);
    if (!activity)
        return copse_error_nomem(err);
    copse_activity_find(activity, m->counted);
    for (size_t c = 0; c < n; c++)
        if (m->shows[COPSE_MAP_COMMUNITY][c])
            m->marks[m->mark_of[COPSE_MAP_COMMUNITY][c]].activity = activity[c];
    copse_memory_free(activity);
    return COPSE_OK;
}

/* Teams overlap sites, and no published table has them by both: for the steward. */
static copse_status add_sites_of_teams(copse_mapping *m, copse_error *err)
{
    const copse_network *net = m->counted;
    size_t n_sites = net->facts->n_sites;
    if (!m->is_exact || n_sites == 0)
        return COPSE_OK;
    int32_t *people = copse_memory_new(net->facts->n_teams * n_sites, sizeof *people);
    if (!people)
        return copse_error_nomem(err);
    for (size_t i = 0; i < net->facts->n_members; i++) {
        copse_index site, team = copse_mapping_team(net, i);
        if (team != COPSE_NONE && copse_network_sites_of(net, (copse_index)i, &site, 1) > 0)
            people[(size_t)team * n_sites + (size_t)site]++;
    }
    for (size_t t = 0; t < net->facts->n_teams; t++) {
        size_t best = 0;
        for (size_t s = 1; s < n_sites; s++)
            if (people[t * n_sites + s] > people[t * n_sites + best])
                best = s;
        if (m->shows[COPSE_MAP_TEAM][t] && people[t * n_sites + best] > 0)
            m->marks[m->mark_of[COPSE_MAP_TEAM][t]].site = m->mark_of[COPSE_MAP_SITE][best];
    }
    copse_memory_free(people);
    return COPSE_OK;
}

static void name_the_subject(copse_mapping *m)
{
    static const copse_map_kind kind_of[] = {COPSE_MAP_KINDS, COPSE_MAP_TEAM, COPSE_MAP_COMMUNITY, COPSE_MAP_PERSON,
                                             COPSE_MAP_TOPIC};
    copse_map_kind kind = kind_of[m->options->of];
    if (kind == COPSE_MAP_KINDS)
        return;
    int32_t at = m->mark_of[kind][m->options->thing];
    if (at < 0 && kind == COPSE_MAP_TEAM)
        at = m->mark_of[COPSE_MAP_UNIT][m->options->thing];
    if (at < 0)
        return;
    m->answer->of_key = m->marks[at].key;
    m->answer->of_name = m->marks[at].name ? m->marks[at].name : m->marks[at].key;
}

copse_status copse_mapping_marks(copse_mapping *m, copse_error *err)
{
    number(m);
    m->marks = copse_arena_take(m->answer->arena, m->answer->n_marks, sizeof *m->marks);
    if (!m->marks)
        return copse_error_nomem(err);
    m->answer->marks = m->marks;
    for (copse_map_kind kind = 0; kind < COPSE_MAP_KINDS; kind++)
        for (size_t row = 0; row < copse_mapping_rows(m, kind); row++)
            if (m->shows[kind][row] && !put(m, kind, row))
                return copse_error_nomem(err);
    copse_status st = add_activity(m, err);
    if (st == COPSE_OK)
        st = add_sites_of_teams(m, err);
    name_the_subject(m);
    return st;
}
