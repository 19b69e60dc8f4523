/*
 * The publishable counts. Cells with a count of 0 are not kept: they are shown
 * as 0, and no equation needs them.
 */
#include "network/counts.h"

#include "network/disclose.h"
#include "network/network_internal.h"

#include <stdlib.h>
#include <string.h>

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
    int32_t *group_of; /* [counts->n] the group that a cell belongs to; -1 */
    int32_t *total_of; /* [n_groups] the cell that a group adds up to */
    size_t n_groups, group_capacity, total_capacity;
    int64_t *under, *at_site; /* [n_teams], [n_sites] */
    int32_t *cell_of;         /* [n_teams] of the CoP at hand, where it is touched */
    sibling *touched;
    int32_t *touched_site;
    size_t n_touched, n_touched_sites;
} counting;

void copse_network_counts_free(copse_counts *counts)
{
    if (!counts)
        return;
    copse_memory_free(counts->cells);
    copse_memory_free(counts);
}

static void counting_free(counting *c)
{
    copse_memory_free(c->group_of);
    copse_memory_free(c->total_of);
    copse_memory_free(c->under);
    copse_memory_free(c->at_site);
    copse_memory_free(c->cell_of);
    copse_memory_free(c->touched);
    copse_memory_free(c->touched_site);
}

static copse_status counting_init(counting *c, const copse_network *net, copse_counts *counts,
                                  copse_error *err)
{
    size_t n_teams = net->facts->n_teams, n_sites = net->facts->n_sites;
    *c = (counting){.net = net, .counts = counts};
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
        !copse_memory_grow((void **)&c->group_of, &c->group_capacity, counts->n,
                           sizeof *c->group_of))
        return -1;
    counts->cells[counts->n] = fresh;
    c->group_of[counts->n] = group;
    return (int32_t)counts->n++;
}

static int32_t add_group(counting *c, int32_t total)
{
    if (!copse_memory_grow((void **)&c->total_of, &c->total_capacity, c->n_groups,
                           sizeof *c->total_of))
        return -1;
    c->total_of[c->n_groups] = total;
    return (int32_t)c->n_groups++;
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
        c->group_of[c->cell_of[c->touched[i].team]] = group;
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

static int by_place(const void *a, const void *b)
{
    const cell *x = a, *y = b;
    if (x->community != y->community)
        return x->community < y->community ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->of > y->of) - (x->of < y->of);
}

typedef struct placed {
    const cell *cell;
    int32_t index;
} placed;

/* By place, and in one place by CoP: all staff, whose number is above every CoP's, come last. */
static int by_place_first(const void *a, const void *b)
{
    const cell *x = ((const placed *)a)->cell, *y = ((const placed *)b)->cell;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->of != y->of)
        return x->of < y->of ? -1 : 1;
    return (x->community > y->community) - (x->community < y->community);
}

void copse_counts_sort(copse_counts *counts)
{
    if (counts->n > 0)
        qsort(counts->cells, counts->n, sizeof *counts->cells, by_place);
}

/* [n] for each cell of a CoP that of all staff in the same place. Of two cells of one place the staff's is last. */
static copse_status find_within(int32_t *within, const copse_counts *counts, copse_error *err)
{
    placed *order = copse_memory_new(counts->n, sizeof *order);
    if (!order)
        return copse_error_nomem(err);
    for (size_t i = 0; i < counts->n; i++)
        order[i] = (placed){&counts->cells[i], (int32_t)i};
    qsort(order, counts->n, sizeof *order, by_place_first);
    int32_t staff = -1;
    for (size_t i = counts->n; i-- > 0;) {
        const cell *at = order[i].cell;
        bool is_staff = at->community == counts->n_communities;
        within[order[i].index] = is_staff ? -1 : staff;
        if (is_staff)
            staff = order[i].index;
    }
    copse_memory_free(order);
    return COPSE_OK;
}

static copse_status suppress(counting *c, int64_t threshold, copse_error *err)
{
    copse_counts *counts = c->counts;
    size_t n = counts->n;
    int64_t *value = copse_memory_new(n, sizeof *value);
    bool *hidden = copse_memory_new(n, sizeof *hidden);
    int32_t *within = copse_memory_new(n, sizeof *within);
    copse_disclosure d = {n, c->n_groups, value, c->group_of, c->total_of, within, hidden};
    copse_status st = value && hidden && within ? find_within(within, counts, err) : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        value[i] = counts->cells[i].value;
    if (st == COPSE_OK)
        st = copse_network_close_gaps(&d, threshold, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        if (hidden[i])
            counts->cells[i].value = COPSE_COUNT_SUPPRESSED;
    copse_memory_free(value);
    copse_memory_free(hidden);
    copse_memory_free(within);
    return st;
}

/* [n_communities] whose size is shown and is not 0. */
static bool *sized_communities(const copse_counts *counts)
{
    bool *is_sized = copse_memory_new((size_t)counts->n_communities, sizeof *is_sized);
    for (size_t i = 0; is_sized && i < counts->n; i++)
        if (counts->cells[i].kind == COPSE_COUNT_WHOLE &&
            counts->cells[i].community < counts->n_communities &&
            counts->cells[i].value != COPSE_COUNT_SUPPRESSED)
            is_sized[counts->cells[i].community] = true;
    return is_sized;
}

static bool is_in_any(const copse_network *net, size_t member, const bool *is_sized)
{
    const copse_incidence *m = &net->member_communities;
    for (size_t k = m->start[member]; k < m->start[member + 1]; k++)
        if (is_sized[m->column[k]])
            return true;
    return false;
}

/* One part of all staff: a few on either side would be told by the other. */
static copse_status count_outside(counting *c, int64_t threshold, copse_error *err)
{
    const copse_network *net = c->net;
    int64_t inside = 0, outside = 0;
    bool *is_sized = sized_communities(c->counts);
    if (!is_sized)
        return copse_error_nomem(err);
    for (size_t m = 0; m < net->facts->n_members; m++) {
        bool is_in = net->is_present[m] && is_in_any(net, m, is_sized);
        inside += is_in;
        outside += net->is_present[m] && !is_in;
    }
    copse_memory_free(is_sized);
    bool is_shown = outside >= threshold && (inside == 0 || inside >= threshold);
    if (outside > 0 && add_cell(c, -1,
                                (cell){c->counts->n_communities, COPSE_COUNT_OUTSIDE, 0,
                                       is_shown ? outside : COPSE_COUNT_SUPPRESSED}) < 0)
        return copse_error_nomem(err);
    return COPSE_OK;
}

static copse_status count(copse_counts **out, const copse_network *net, int64_t threshold,
                          copse_error *err)
{
    *out = NULL;
    copse_counts *counts = copse_memory_new(1, sizeof *counts);
    if (!counts)
        return copse_error_nomem(err);
    counts->n_communities = (int32_t)net->facts->n_communities;
    counts->day = net->as_of;
    counting c;
    copse_status st = counting_init(&c, net, counts, err);
    if (st == COPSE_OK && (!count_cops(&c) || !count_everybody(&c)))
        st = copse_error_nomem(err);
    if (st == COPSE_OK)
        st = suppress(&c, threshold, err);
    if (st == COPSE_OK)
        st = count_outside(&c, threshold, err);
    copse_counts_sort(counts);
    counting_free(&c);
    if (st != COPSE_OK) {
        copse_network_counts_free(counts);
        return st;
    }
    *out = counts;
    return COPSE_OK;
}

/* Whatever day was asked about: the same facts are counted as of one day only. */
static copse_status count_on_their_day(copse_counts **out, const copse_network *net,
                                       int64_t threshold, copse_error *err)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *that_day;
    ctx.as_of = net->counts_day;
    copse_status st = copse_network_new(&that_day, net->facts, &ctx, err);
    if (st == COPSE_OK)
        st = count(out, that_day, threshold, err);
    copse_network_free(that_day);
    return st;
}

static copse_status copy(copse_counts **out, const copse_counts *counts, copse_error *err)
{
    copse_counts *fresh = copse_memory_new(1, sizeof *fresh);
    cell *cells = copse_memory_new(counts->n, sizeof *cells);
    if (!fresh || !cells) {
        copse_memory_free(fresh);
        copse_memory_free(cells);
        return copse_error_nomem(err);
    }
    *fresh = *counts;
    if (counts->n > 0)
        memcpy(cells, counts->cells, counts->n * sizeof *cells);
    fresh->cells = cells;
    fresh->capacity = counts->n;
    *out = fresh;
    return COPSE_OK;
}

copse_status copse_network_counts_new(copse_counts **out, const copse_network *net,
                                      int64_t threshold, copse_error *err)
{
    *out = NULL;
    if (net->kept_counts)
        return copy(out, net->kept_counts, err);
    if (net->counts_day != COPSE_DAY_UNKNOWN && net->counts_day != net->as_of)
        return count_on_their_day(out, net, threshold, err);
    return count(out, net, threshold, err);
}

copse_day copse_network_counts_day(const copse_counts *counts)
{
    return counts->day;
}

copse_count copse_network_counts_get(const copse_counts *counts, copse_index community,
                                     copse_count_kind kind, copse_index of)
{
    const cell key = {community == COPSE_NONE ? counts->n_communities : (int32_t)community,
                      (int32_t)kind, kind == COPSE_COUNT_UNIT || kind == COPSE_COUNT_SITE ? (int32_t)of : 0, 0};
    const cell *found = bsearch(&key, counts->cells, counts->n, sizeof key, by_place);
    if (!found)
        return (copse_count){false, 0};
    bool is_suppressed = found->value == COPSE_COUNT_SUPPRESSED;
    return (copse_count){is_suppressed, is_suppressed ? 0 : found->value};
}
