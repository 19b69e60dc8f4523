#include "network/acquaintance.h"

#include <string.h>

#include "network/collaboration.h"
#include "network/network_internal.h"
#include "network/units.h"

/* ---- direct links ---- */

static void add_tie(copse_pairs *pairs, const copse_network *net, copse_index a, copse_index b, copse_day day)
{
    if (a == b || b == COPSE_NONE || !net->is_present[a] || !net->is_present[b] ||
        !copse_network_holds(net, day, COPSE_DAY_UNKNOWN))
        return;
    copse_pairs_add(pairs, a, b, 1.0);
    copse_pairs_add(pairs, b, a, 1.0);
}

static copse_status gather_ties(copse_incidence *out, const copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    copse_pairs pairs = {0};
    for (size_t i = 0; i < f->n_ties; i++)
        add_tie(&pairs, net, f->ties[i].a, f->ties[i].b, f->ties[i].since);
    for (size_t i = 0; i < f->n_exchanges; i++)
        if (f->exchanges[i].kind == COPSE_EXCHANGE_ANSWERED)
            add_tie(&pairs, net, f->exchanges[i].from_member, f->exchanges[i].to_member, f->exchanges[i].on);
    for (size_t i = 0; i < f->n_pairings; i++)
        add_tie(&pairs, net, f->pairings[i].a, f->pairings[i].b, f->pairings[i].on);
    copse_status st =
        copse_pairs_to_incidence(out, NULL, &pairs, f->n_members, f->n_members, false, err);
    copse_pairs_free(&pairs);
    return st;
}

copse_status copse_acquaintance_new(copse_acquaintance *out, const copse_network *net, copse_error *err)
{
    size_t n = net->facts->n_members;
    *out = (copse_acquaintance){.net = net};
    out->is_passed =
        copse_memory_new(net->facts->n_teams + net->facts->n_communities, sizeof *out->is_passed);
    out->hops = copse_memory_new(n, sizeof *out->hops);
    out->step = copse_memory_new(n, sizeof *out->step);
    out->order = copse_memory_new(n, sizeof *out->order);
    if (!out->is_passed || !out->hops || !out->step || !out->order)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++)
        out->hops[i] = -1;
    copse_status st = gather_ties(&out->ties, net, err);
    return st == COPSE_OK ? copse_incidence_transpose(&out->team_members, &net->member_teams, err) : st;
}

void copse_acquaintance_free(copse_acquaintance *a)
{
    copse_incidence_free(&a->ties);
    copse_incidence_free(&a->team_members);
    copse_memory_free(a->is_passed);
    copse_memory_free(a->hops);
    copse_memory_free(a->step);
    copse_memory_free(a->order);
    *a = (copse_acquaintance){0};
}

/* ---- walking ---- */

static void reach(copse_acquaintance *a, int32_t member, copse_acquaintance_step step, const bool *may_pass)
{
    if (a->hops[member] >= 0 || (may_pass && !may_pass[member]))
        return;
    a->hops[member] = step.before == COPSE_NONE ? 0 : a->hops[step.before] + 1;
    a->step[member] = step;
    a->order[a->n++] = member;
}

static void reach_ties(copse_acquaintance *a, int32_t from, const bool *may_pass)
{
    const copse_acquaintance_step step = {from, COPSE_LINK_TIE, COPSE_NONE};
    for (size_t k = a->ties.start[from]; k < a->ties.start[from + 1]; k++)
        reach(a, a->ties.column[k], step, may_pass);
}

/* A circle reaches all of its people the first time, and nobody new after that. */
static void reach_circle(copse_acquaintance *a, const copse_incidence *circles, int32_t circle,
                         copse_acquaintance_step step, const bool *may_pass)
{
    bool *is_passed =
        a->is_passed + (step.link == COPSE_LINK_TEAM ? 0 : a->net->facts->n_teams) + (size_t)circle;
    if (*is_passed || copse_incidence_degree(circles, (size_t)circle) > COPSE_COLLABORATION_CIRCLE)
        return;
    *is_passed = true;
    step.through = circle;
    for (size_t k = circles->start[circle]; k < circles->start[circle + 1]; k++)
        reach(a, circles->column[k], step, may_pass);
}

static void reach_teams(copse_acquaintance *a, int32_t from, const bool *may_pass)
{
    const copse_incidence *of = &a->net->member_teams;
    const copse_acquaintance_step step = {from, COPSE_LINK_TEAM, COPSE_NONE};
    for (size_t k = of->start[from]; k < of->start[from + 1]; k++)
        reach_circle(a, &a->team_members, of->column[k], step, may_pass);
}

static void reach_communities(copse_acquaintance *a, int32_t from, const bool *may_pass)
{
    const copse_incidence *of = &a->net->member_communities;
    const copse_acquaintance_step step = {from, COPSE_LINK_COMMUNITY, COPSE_NONE};
    for (size_t k = of->start[from]; k < of->start[from + 1]; k++)
        if (copse_network_links(a->net, (size_t)of->column[k]))
            reach_circle(a, &a->net->community_members, of->column[k], step, may_pass);
}

void copse_acquaintance_walk(copse_acquaintance *a, copse_index from, int most_hops, const bool *may_pass)
{
    static void (*const ways[])(copse_acquaintance *, int32_t, const bool *) = {reach_ties, reach_teams,
                                                                               reach_communities};
    for (size_t i = 0; i < a->n; i++)
        a->hops[a->order[i]] = -1;
    memset(a->is_passed, 0, (a->net->facts->n_teams + a->net->facts->n_communities) * sizeof *a->is_passed);
    a->n = 0;
    reach(a, (int32_t)from, (copse_acquaintance_step){COPSE_NONE, COPSE_LINK_TIE, COPSE_NONE}, NULL);
    size_t first = 0;
    for (int hop = 0; hop < most_hops && first < a->n; hop++) {
        size_t last = a->n;
        for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++)
            for (size_t i = first; i < last; i++)
                ways[way](a, a->order[i], may_pass);
        first = last;
    }
}
