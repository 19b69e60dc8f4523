/*
 * Groups: what a person can be put into beside CoPs. A team brings every unit
 * above it, so that a unit stands for all who work under it.
 */
#include "network/network_internal.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Roles and professions are texts, handled alike. */
enum { ROLE = 0, PROFESSION = 1, N_TEXTS = 2 };

/* Groups while they are found. An ordinal is the order of finding; sorting by kind and key comes
 * last. */
typedef struct finding {
    copse_network *net;
    copse_group *groups;
    size_t n, capacity;
    int32_t *of_team, *of_site;    /* [n_teams], [n_sites] ordinal, -1: not found yet */
    copse_map *spellings[N_TEXTS]; /* as written -> ordinal: each spelling is folded once */
    copse_map *folded[N_TEXTS];    /* folded -> ordinal */
    copse_pairs pairs;             /* member, ordinal */
} finding;

static copse_status add_group(int32_t *ordinal, finding *f, copse_group group, copse_error *err)
{
    if (f->n >= (size_t)INT32_MAX ||
        !copse_memory_grow((void **)&f->groups, &f->capacity, f->n, sizeof group))
        return copse_error_nomem(err);
    *ordinal = (int32_t)f->n;
    f->groups[f->n++] = group;
    return COPSE_OK;
}

static copse_status add_team(finding *f, copse_index member, copse_index team, copse_error *err)
{
    const copse_facts *facts = f->net->facts;
    for (; team != COPSE_NONE; team = facts->teams[team].parent) {
        const copse_fact_team *t = &facts->teams[team];
        copse_group group = {COPSE_GROUP_TEAM, team, t->key, t->name ? t->name : t->key};
        if (f->of_team[team] < 0) {
            copse_status st = add_group(&f->of_team[team], f, group, err);
            if (st != COPSE_OK)
                return st;
        }
        copse_pairs_add(&f->pairs, member, f->of_team[team], 1.0);
    }
    return COPSE_OK;
}

static copse_status add_site(finding *f, copse_index member, copse_index site, copse_error *err)
{
    if (site == COPSE_NONE)
        return COPSE_OK;
    const copse_fact_site *s = &f->net->facts->sites[site];
    copse_group group = {COPSE_GROUP_SITE, site, s->key, s->name ? s->name : s->key};
    if (f->of_site[site] < 0) {
        copse_status st = add_group(&f->of_site[site], f, group, err);
        if (st != COPSE_OK)
            return st;
    }
    copse_pairs_add(&f->pairs, member, f->of_site[site], 1.0);
    return COPSE_OK;
}

/* The group of a spelling seen for the first time; the least spelling of those that fold alike is
 * shown. */
static copse_status new_spelling(int32_t *ordinal, finding *f, int which, const char *text,
                                 copse_error *err)
{
    char *folded;
    copse_status st = copse_text_fold(&folded, text, err);
    if (st != COPSE_OK)
        return st;
    int64_t known = copse_map_get(f->folded[which], folded, -1);
    *ordinal = (int32_t)known;
    if (known >= 0) {
        if (strcmp(text, f->groups[known].name) < 0)
            f->groups[known].name = text;
    } else if (folded[0] != '\0') {
        copse_group group = {which == PROFESSION ? COPSE_GROUP_PROFESSION : COPSE_GROUP_ROLE,
                             COPSE_NONE, copse_arena_copy(f->net->arena, folded), text};
        st = group.key ? add_group(ordinal, f, group, err) : copse_error_nomem(err);
        if (st == COPSE_OK && !copse_map_set(f->folded[which], folded, *ordinal))
            st = copse_error_nomem(err);
    }
    copse_memory_free(folded);
    if (st == COPSE_OK && !copse_map_set(f->spellings[which], text, *ordinal))
        st = copse_error_nomem(err);
    return st;
}

static copse_status add_text(finding *f, copse_index member, int which, const char *text,
                             copse_error *err)
{
    if (!text || text[0] == '\0')
        return COPSE_OK;
    enum { NOT_SEEN = -2 };
    int32_t ordinal = (int32_t)copse_map_get(f->spellings[which], text, NOT_SEEN);
    if (ordinal == NOT_SEEN) {
        copse_status st = new_spelling(&ordinal, f, which, text, err);
        if (st != COPSE_OK)
            return st;
    }
    if (ordinal >= 0) /* else blank: spaces are no role */
        copse_pairs_add(&f->pairs, member, ordinal, 1.0);
    return COPSE_OK;
}

/* A text that cannot be folded is bad data of one row: say which. */
static copse_status at_row(copse_status st, const char *table, size_t row, copse_error *err)
{
    if (st == COPSE_E_DATA && err)
        snprintf(err->where, sizeof err->where, "%s[%zu]", table, row);
    return st;
}

static copse_status find_groups(finding *f, copse_error *err)
{
    const copse_network *net = f->net;
    const copse_facts *facts = net->facts;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < facts->n_assignments; i++) {
        const copse_fact_assignment *a = &facts->assignments[i];
        if (!net->is_present[a->member] || !copse_network_holds(net, a->since, a->until))
            continue;
        st = add_team(f, a->member, a->team, err);
        if (st == COPSE_OK)
            st = add_site(f, a->member, a->site, err);
        if (st == COPSE_OK)
            st = at_row(add_text(f, a->member, ROLE, a->role, err), "assignments", i, err);
    }
    for (size_t i = 0; st == COPSE_OK && i < facts->n_members; i++)
        if (net->is_present[i])
            st = at_row(add_text(f, (copse_index)i, PROFESSION, facts->members[i].profession, err),
                        "members", i, err);
    return st;
}

typedef struct ranked {
    copse_group group;
    int32_t ordinal;
} ranked;

static int by_kind_and_key(const void *a, const void *b)
{
    const copse_group *x = &((const ranked *)a)->group, *y = &((const ranked *)b)->group;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return strcmp(x->key, y->key);
}

/* Order by kind and key, so that columns do not depend on who comes first in the facts. */
static copse_status keep_groups(finding *f, copse_error *err)
{
    copse_network *net = f->net;
    copse_status st = COPSE_OK;
    ranked *order = copse_memory_new(f->n, sizeof *order);
    int32_t *place = copse_memory_new(f->n, sizeof *place);
    copse_group *groups = copse_arena_take(net->arena, f->n, sizeof *groups);
    if (!order || !place || !groups) {
        st = copse_error_nomem(err);
        goto done;
    }
    for (size_t i = 0; i < f->n; i++)
        order[i] = (ranked){f->groups[i], (int32_t)i};
    qsort(order, f->n, sizeof *order, by_kind_and_key);
    for (size_t i = 0; i < f->n; i++) {
        groups[i] = order[i].group;
        place[order[i].ordinal] = (int32_t)i;
    }
    for (size_t i = 0; i < f->pairs.n; i++)
        f->pairs.column[i] = place[f->pairs.column[i]];
    net->groups = groups;
    net->n_groups = f->n;
done:
    copse_memory_free(order);
    copse_memory_free(place);
    return st;
}

static copse_status start_finding(finding *f, copse_network *net, copse_error *err)
{
    const copse_facts *facts = net->facts;
    *f = (finding){.net = net};
    f->of_team = copse_memory_new(facts->n_teams, sizeof *f->of_team);
    f->of_site = copse_memory_new(facts->n_sites, sizeof *f->of_site);
    bool is_whole = f->of_team && f->of_site;
    for (int which = 0; which < N_TEXTS; which++) {
        f->spellings[which] = copse_map_new();
        f->folded[which] = copse_map_new();
        is_whole = is_whole && f->spellings[which] && f->folded[which];
    }
    if (!is_whole)
        return copse_error_nomem(err);
    for (size_t i = 0; i < facts->n_teams; i++)
        f->of_team[i] = -1;
    for (size_t i = 0; i < facts->n_sites; i++)
        f->of_site[i] = -1;
    return COPSE_OK;
}

copse_status copse_network_build_groups(copse_network *net, copse_error *err)
{
    finding f;
    copse_status st = start_finding(&f, net, err);
    if (st == COPSE_OK)
        st = find_groups(&f, err);
    if (st == COPSE_OK && !f.pairs.has_failed)
        st = keep_groups(&f, err);
    if (st == COPSE_OK)
        st = copse_pairs_to_incidence(&net->member_groups, NULL, &f.pairs, net->facts->n_members,
                                      f.n, false, err);
    copse_pairs_free(&f.pairs);
    copse_memory_free(f.groups);
    copse_memory_free(f.of_team);
    copse_memory_free(f.of_site);
    for (int which = 0; which < N_TEXTS; which++) {
        copse_map_free(f.spellings[which]);
        copse_map_free(f.folded[which]);
    }
    return st;
}
