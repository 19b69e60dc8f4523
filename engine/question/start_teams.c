/*
 * Teams with few links, as a first look: in how many communities somebody of
 * the team meets somebody of another team. How many teams are met says nothing:
 * one community of everybody meets them all. Whether somebody of a team is in a
 * community can be read from the publishable counts already, which show 0.
 * This is a count, no test: a small team has fewer by chance.
 */
#include "question/start.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "question/rules.h"

/* The incidence of teams and communities: somebody of the team is in the community. */
typedef struct meetings {
    copse_incidence team_communities, community_teams;
    bool *has_below; /* [n_teams] other teams stand below it: a unit, not compared */
} meetings;

static void meetings_free(meetings *m)
{
    copse_incidence_free(&m->team_communities);
    copse_incidence_free(&m->community_teams);
    copse_memory_free(m->has_below);
}

/* A person counts in the first of their teams, as in the publishable counts. */
static copse_index team_of(const copse_network *net, size_t member)
{
    const copse_incidence *teams = &net->member_teams;
    return copse_incidence_degree(teams, member) > 0 ? teams->column[teams->start[member]]
                                                     : COPSE_NONE;
}

static copse_status relate(meetings *m, const copse_network *net, copse_error *err)
{
    const copse_incidence *communities = &net->member_communities;
    size_t n = 0, most = communities->start[communities->n_rows];
    int32_t *team = copse_memory_new(most, sizeof *team);
    int32_t *community = copse_memory_new(most, sizeof *community);
    copse_status st = team && community ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < net->facts->n_members; i++) {
        copse_index of = team_of(net, i);
        for (size_t k = communities->start[i]; of != COPSE_NONE && k < communities->start[i + 1];
             k++) {
            if (net->is_sensitive[communities->column[k]])
                continue;
            team[n] = (int32_t)of;
            community[n++] = communities->column[k];
        }
    }
    if (st == COPSE_OK)
        st = copse_incidence_new(&m->team_communities, net->facts->n_teams,
                                 net->facts->n_communities, n, team, community, NULL, err);
    if (st == COPSE_OK)
        st = copse_incidence_transpose(&m->community_teams, &m->team_communities, err);
    copse_memory_free(team);
    copse_memory_free(community);
    return st;
}

static copse_status meetings_new(meetings *m, const copse_network *net, copse_error *err)
{
    size_t n = net->facts->n_teams;
    m->has_below = copse_memory_new(n, sizeof *m->has_below);
    if (!m->has_below)
        return copse_error_nomem(err);
    for (size_t t = 0; t < n; t++)
        if (net->facts->teams[t].parent != COPSE_NONE)
            m->has_below[net->facts->teams[t].parent] = true;
    return relate(m, net, err);
}

static int64_t count_shared(const meetings *m, size_t team)
{
    const copse_incidence *communities = &m->team_communities;
    int64_t shared = 0;
    for (size_t k = communities->start[team]; k < communities->start[team + 1]; k++)
        shared += copse_incidence_degree(&m->community_teams, (size_t)communities->column[k]) > 1;
    return shared;
}

/* ---- the list ---- */

static int by_shared(const void *a, const void *b)
{
    const copse_start_team *x = a, *y = b;
    if (x->n_shared != y->n_shared)
        return x->n_shared < y->n_shared ? -1 : 1;
    if (x->staff.value != y->staff.value)
        return x->staff.value > y->staff.value ? -1 : 1;
    return strcmp(x->key, y->key);
}

/* Of a list by n_shared. */
static double median_shared(const copse_start_team *list, size_t n)
{
    if (n == 0)
        return NAN;
    size_t low = (n - 1) / 2, high = n / 2;
    return ((double)list[low].n_shared + (double)list[high].n_shared) / 2;
}

/* Facts' names until the few that are kept are copied. */
static size_t compare(copse_start_team *list, copse_start_answer *answer, const meetings *m,
                      const copse_starting *s)
{
    const copse_facts *facts = s->net->facts;
    size_t n = 0;
    for (size_t t = 0; t < facts->n_teams; t++) {
        copse_count staff =
            copse_network_counts_get(s->counts, COPSE_NONE, COPSE_COUNT_UNIT, (copse_index)t);
        if (m->has_below[t] || (!staff.is_suppressed && staff.value == 0))
            continue;
        if (staff.is_suppressed) {
            answer->n_teams_small++;
            continue;
        }
        list[n++] = (copse_start_team){
            .key = facts->teams[t].key,
            .name = facts->teams[t].name,
            .staff = {true, staff.value},
            .n_communities = (int64_t)copse_incidence_degree(&m->team_communities, t),
            .n_shared = count_shared(m, t),
        };
    }
    qsort(list, n, sizeof *list, by_shared);
    return n;
}

static copse_status keep_few(copse_start_answer *answer, const copse_start_team *list, size_t n,
                             const copse_starting *s, copse_error *err)
{
    double most = copse_rule_value(COPSE_RULE_START_FEW) * answer->median_shared;
    size_t few = 0, limit = copse_rule_size(COPSE_RULE_START_TEAMS);
    /* Where the middle team shares none, hardly any team stands out for sharing none. */
    while (most > 0 && few < n && few < limit && (double)list[few].n_shared <= most)
        few++;
    copse_start_team *kept = copse_arena_take(s->arena, few, sizeof *kept);
    if (!kept)
        return copse_error_nomem(err);
    for (size_t i = 0; i < few; i++) {
        kept[i] = list[i];
        kept[i].key = copse_arena_copy(s->arena, list[i].key);
        kept[i].name = copse_arena_copy(s->arena, list[i].name);
        if (!kept[i].key || (list[i].name && !kept[i].name))
            return copse_error_nomem(err);
    }
    answer->teams = kept;
    answer->n_team_rows = few;
    return COPSE_OK;
}

copse_status copse_starting_compare_teams(copse_start_answer *answer, const copse_starting *s,
                                          copse_error *err)
{
    meetings m = {0};
    copse_start_team *list = copse_memory_new(s->net->facts->n_teams, sizeof *list);
    copse_status st = list ? meetings_new(&m, s->net, err) : copse_error_nomem(err);
    if (st == COPSE_OK) {
        size_t n = compare(list, answer, &m, s);
        answer->n_teams_compared = (int64_t)n;
        answer->median_shared = median_shared(list, n);
        st = keep_few(answer, list, n, s, err);
    }
    meetings_free(&m);
    copse_memory_free(list);
    return st;
}
