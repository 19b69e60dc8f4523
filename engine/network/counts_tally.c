#include "network/counts_tally.h"

#include <stdlib.h>

/* Further kinds: people of a unit (of: its index; of the whole: the number of teams) who are in none below it,
 * and people at no site. They are not published, and are needed for sums. */
enum { REST_OF_UNIT = COPSE_COUNT_OUTSIDE + 1, REST_OF_SITES };

typedef copse_count_cell cell;

/* A unit that holds somebody of the CoP at hand. */
typedef struct sibling {
    copse_index parent;
    int32_t team;
} sibling;

/* What counting one CoP needs; all zero between CoPs. */
typedef struct counting {
    const copse_network *net;
    copse_counts *counts;
    copse_count_groups *groups;
    size_t group_capacity, total_capacity;
    int64_t *under, *at_site; /* [n_teams], [n_sites] */
    int32_t *cell_of;         /* [n_teams] of the CoP at hand, where it is touched */
    sibling *touched;
    int32_t *touched_site;
    size_t n_touched, n_touched_sites;
} counting;

static void counting_free(counting *c)
{
    copse_memory_free(c->under);
    copse_memory_free(c->at_site);
    copse_memory_free(c->cell_of);
    copse_memory_free(c->touched);
    copse_memory_free(c->touched_site);
}

static copse_status counting_init(counting *c, const copse_network *net, copse_counts *counts,
                                  copse_count_groups *groups, copse_error *err)
{
    size_t n_teams = net->facts->n_teams, n_sites = net->facts->n_sites;
    *c = (counting){.net = net, .counts = counts, .groups = groups};
    c->under = copse_memory_new(n_teams, sizeof *c->under);
    c->at_site = copse_memory_new(n_sites, sizeof *c->at_site);
    c->cell_of = copse_memory_new(n_teams, sizeof *c->cell_of);
    c->touched = copse_memory_new(n_teams, sizeof *c->touched);
    c->touched_site = copse_memory_new(n_sites, sizeof *c->touched_site);
    if (!c->under || !c->at_site || !c->cell_of || !c->touched || !c->touched_site)
        return copse_error_nomem(err);
    return COPSE_OK;
}

/* Returns the new cell's index, or -1 when memory ran out. */
static int32_t add_cell(counting *c, int32_t group, cell fresh)
{
    copse_counts *counts = c->counts;
    if (!copse_memory_grow((void **)&counts->cells, &counts->capacity, counts->n,
                           sizeof *counts->cells) ||
        !copse_memory_grow((void **)&c->groups->group_of, &c->group_capacity, counts->n,
                           sizeof *c->groups->group_of))
        return -1;
    counts->cells[counts->n] = fresh;
    c->groups->group_of[counts->n] = group;
    return (int32_t)counts->n++;
}

static int32_t add_group(counting *c, int32_t total)
{
    if (!copse_memory_grow((void **)&c->groups->total_of, &c->total_capacity, c->groups->n,
                           sizeof *c->groups->total_of))
        return -1;
    c->groups->total_of[c->groups->n] = total;
    return (int32_t)c->groups->n++;
}

static void count_member(counting *c, int32_t member)
{
    const copse_network *net = c->net;
    const copse_incidence *teams = &net->member_teams;
    copse_index site;
    if (copse_network_sites_of(net, member, &site, 1) > 0 && c->at_site[site]++ == 0)
        c->touched_site[c->n_touched_sites++] = (int32_t)site;
    if (copse_incidence_degree(teams, (size_t)member) == 0)
        return;
    copse_index team = teams->column[teams->start[member]];
    for (copse_index parent; team != COPSE_NONE; team = parent) {
        parent = net->facts->teams[team].parent;
        if (c->under[team]++ == 0)
            c->touched[c->n_touched++] = (sibling){parent, (int32_t)team};
    }
}

/* Units and whoever is in none of them, run by run of one parent: touched[first .. last). */
static bool group_units(counting *c, int32_t community, size_t first, size_t last, int32_t total,
                        int64_t people)
{
    copse_index parent = c->touched[first].parent;
    int32_t group = add_group(c, total);
    if (group < 0)
        return false;
    for (size_t i = first; i < last; i++) {
        c->groups->group_of[c->cell_of[c->touched[i].team]] = group;
        people -= c->under[c->touched[i].team];
    }
    int32_t of = parent == COPSE_NONE ? (int32_t)c->net->facts->n_teams : (int32_t)parent;
    return people == 0 || add_cell(c, group, (cell){community, REST_OF_UNIT, of, people}) >= 0;
}

static bool add_units(counting *c, int32_t community, int32_t whole, int64_t people)
{
    for (size_t i = 0; i < c->n_touched; i++) {
        int32_t t = c->touched[i].team;
        c->cell_of[t] = add_cell(c, -1, (cell){community, COPSE_COUNT_UNIT, t, c->under[t]});
        if (c->cell_of[t] < 0)
            return false;
    }
    bool ok = true;
    for (size_t first = 0, last; ok && first < c->n_touched; first = last) {
        copse_index parent = c->touched[first].parent;
        for (last = first + 1; last < c->n_touched && c->touched[last].parent == parent;)
            last++;
        ok = parent == COPSE_NONE
                 ? group_units(c, community, first, last, whole, people)
                 : group_units(c, community, first, last, c->cell_of[parent], c->under[parent]);
    }
    return ok;
}

static bool add_sites(counting *c, int32_t community, int32_t total, int64_t people)
{
    if (c->n_touched_sites == 0)
        return true;
    int32_t group = add_group(c, total);
    bool ok = group >= 0;
    for (size_t i = 0; ok && i < c->n_touched_sites; i++) {
        int32_t site = c->touched_site[i];
        people -= c->at_site[site];
        ok = add_cell(c, group, (cell){community, COPSE_COUNT_SITE, site, c->at_site[site]}) >= 0;
    }
    return ok && (people == 0 || add_cell(c, group, (cell){community, REST_OF_SITES, 0, people}) >= 0);
}

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static int by_parent(const void *a, const void *b)
{
    const sibling *x = a, *y = b;
    if (x->parent != y->parent)
        return x->parent < y->parent ? -1 : 1;
    return (x->team > y->team) - (x->team < y->team);
}

static bool add_tables(counting *c, int32_t community, int64_t people)
{
    int32_t whole = add_cell(c, -1, (cell){community, COPSE_COUNT_WHOLE, 0, people});
    /* Siblings together, and in the order of the facts: which of two equal
     * cells is suppressed must not depend on who was counted first. */
    qsort(c->touched, c->n_touched, sizeof *c->touched, by_parent);
    qsort(c->touched_site, c->n_touched_sites, sizeof *c->touched_site, by_number);
    return whole >= 0 && add_units(c, community, whole, people) &&
           add_sites(c, community, whole, people);
}

static void forget_cop(counting *c)
{
    for (size_t i = 0; i < c->n_touched; i++)
        c->under[c->touched[i].team] = 0;
    for (size_t i = 0; i < c->n_touched_sites; i++)
        c->at_site[c->touched_site[i]] = 0;
    c->n_touched = c->n_touched_sites = 0;
}

static bool count_everybody(counting *c)
{
    const copse_network *net = c->net;
    int64_t people = 0;
    for (size_t i = 0; i < net->facts->n_members; i++) {
        if (!net->is_present[i])
            continue;
        count_member(c, (int32_t)i);
        people++;
    }
    return add_tables(c, (int32_t)net->facts->n_communities, people);
}

static bool count_cops(counting *c)
{
    const copse_incidence *m = &c->net->community_members;
    bool ok = true;
    for (size_t cop = 0; ok && cop < m->n_rows; cop++) {
        if (c->net->is_sensitive[cop] || copse_incidence_degree(m, cop) == 0)
            continue;
        for (size_t i = m->start[cop]; i < m->start[cop + 1]; i++)
            count_member(c, m->column[i]);
        ok = add_tables(c, (int32_t)cop, (int64_t)copse_incidence_degree(m, cop));
        forget_cop(c);
    }
    return ok;
}

copse_status copse_counts_tally(copse_counts *counts, copse_count_groups *groups, const copse_network *net,
                                copse_error *err)
{
    counting c;
    *groups = (copse_count_groups){0};
    copse_status st = counting_init(&c, net, counts, groups, err);
    if (st == COPSE_OK && (!count_cops(&c) || !count_everybody(&c)))
        st = copse_error_nomem(err);
    counting_free(&c);
    return st;
}

void copse_count_groups_free(copse_count_groups *groups)
{
    copse_memory_free(groups->group_of);
    copse_memory_free(groups->total_of);
    *groups = (copse_count_groups){0};
}
