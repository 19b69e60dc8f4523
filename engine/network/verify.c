/*
 * Facts may come from any program: nothing behind this file has to look again
 * whether an index is in range, a weight a number or a hierarchy a tree.
 */
#include "network/network_internal.h"

#include <math.h>
#include <stdio.h>

static copse_status fail_at_row(const char *table, size_t row, const char *next, const char *what,
                                copse_error *err)
{
    char where[64];
    snprintf(where, sizeof where, "%s[%zu]", table, row);
    return copse_error_set(err, COPSE_E_DATA, where, next, "%s", what);
}

static copse_status check_index(copse_index index, size_t n, const char *of, const char *table,
                                size_t row, copse_error *err)
{
    if (index >= 0 && (size_t)index < n)
        return COPSE_OK;
    char what[128];
    snprintf(what, sizeof what,
             "the row names %s %lld, but they are numbered from 0 and there are %zu", of,
             (long long)index, n);
    return fail_at_row(table, row, "give an index into the same facts", what, err);
}

/* COPSE_NONE says that there is none. */
static copse_status check_optional(copse_index index, size_t n, const char *of, const char *table,
                                   size_t row, copse_error *err)
{
    return index == COPSE_NONE ? COPSE_OK : check_index(index, n, of, table, row, err);
}

static copse_status check_weight(double weight, const char *table, size_t row, copse_error *err)
{
    if (isfinite(weight) && weight > 0.0)
        return COPSE_OK;
    char what[96];
    snprintf(what, sizeof what, "the weight is %g", weight);
    return fail_at_row(table, row, "give a number above 0", what, err);
}

static bool is_degrees(double angle, double limit)
{
    return isnan(angle) || fabs(angle) <= limit;
}

/* ---- keys ---- */

/* Rows are numbered by int32_t in an incidence. */
static copse_status check_count(size_t n, const char *table, copse_error *err)
{
    if (n < (size_t)INT32_MAX)
        return COPSE_OK;
    return copse_error_set(err, COPSE_E_DATA, table, "split the organisation",
                           "%zu rows are more than the 2147483646 that can be numbered", n);
}

static copse_status add_key(copse_map *map, const char *key, const char *table, size_t row,
                            copse_error *err)
{
    if (!key || key[0] == '\0')
        return fail_at_row(table, row, "give every row a key", "the row has no key", err);
    int64_t before = copse_map_get(map, key, COPSE_NONE);
    if (before != COPSE_NONE) {
        char what[256];
        snprintf(what, sizeof what, "the key '%s' is that of row %lld already", key,
                 (long long)before);
        return fail_at_row(table, row, "give each row a key of its own", what, err);
    }
    return copse_map_set(map, key, (int64_t)row) ? COPSE_OK : copse_error_nomem(err);
}

/* The five tables with keys differ in their row type only. */
#define FILL_KEYS(map, rows, n, table)                                                             \
    do {                                                                                           \
        copse_status key_status = check_count((n), (table), err);                                  \
        if (key_status == COPSE_OK && !((map) = copse_map_new()))                                  \
            key_status = copse_error_nomem(err);                                                   \
        for (size_t row = 0; key_status == COPSE_OK && row < (n); row++)                           \
            key_status = add_key((map), (rows)[row].key, (table), row, err);                       \
        if (key_status != COPSE_OK)                                                                \
            return key_status;                                                                     \
    } while (0)

static copse_status fill_keys(copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    FILL_KEYS(net->member_keys, f->members, f->n_members, "members");
    FILL_KEYS(net->community_keys, f->communities, f->n_communities, "communities");
    FILL_KEYS(net->topic_keys, f->topics, f->n_topics, "topics");
    FILL_KEYS(net->team_keys, f->teams, f->n_teams, "teams");
    FILL_KEYS(net->site_keys, f->sites, f->n_sites, "sites");
    return COPSE_OK;
}

/* ---- hierarchies ---- */

/*
 * Walk up from every row until a row that an earlier walk has seen; meeting
 * one's own steps again is a loop. Each row is stepped on once: O(n).
 */
static copse_status check_tree(const copse_index *parent, size_t n, const char *table,
                               copse_error *err)
{
    copse_status st = COPSE_OK;
    size_t *walk = copse_memory_new(n, sizeof *walk); /* 0: not seen yet */
    if (!walk)
        return copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        copse_index at = (copse_index)i;
        while (at != COPSE_NONE && walk[at] == 0) {
            walk[at] = i + 1;
            at = parent[at];
        }
        if (at != COPSE_NONE && walk[at] == i + 1)
            st = fail_at_row(table, (size_t)at, "clear the unit above of one row in the loop",
                             "going up from the row leads back to it", err);
    }
    copse_memory_free(walk);
    return st;
}

static copse_status check_teams(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    copse_index *parent = copse_memory_new(f->n_teams, sizeof *parent);
    if (!parent)
        return copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < f->n_teams; i++) {
        parent[i] = f->teams[i].parent;
        st = check_optional(parent[i], f->n_teams, "team", "teams", i, err);
    }
    if (st == COPSE_OK)
        st = check_tree(parent, f->n_teams, "teams", err);
    copse_memory_free(parent);
    return st;
}

static copse_status check_topics(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    copse_index *broader = copse_memory_new(f->n_topics, sizeof *broader);
    if (!broader)
        return copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < f->n_topics; i++) {
        broader[i] = f->topics[i].broader;
        st = check_optional(broader[i], f->n_topics, "topic", "topics", i, err);
    }
    if (st == COPSE_OK)
        st = check_tree(broader, f->n_topics, "topics", err);
    copse_memory_free(broader);
    return st;
}

/* ---- places ---- */

static copse_status check_sites(const copse_facts *f, copse_error *err)
{
    for (size_t i = 0; i < f->n_sites; i++)
        if (!is_degrees(f->sites[i].latitude, 90.0) || !is_degrees(f->sites[i].longitude, 180.0))
            return fail_at_row("sites", i, "give degrees, or NaN where they are not known",
                               "the latitude is beyond 90 or the longitude beyond 180 degrees",
                               err);
    return COPSE_OK;
}

static copse_status check_travels(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_travels; i++) {
        const copse_fact_travel *t = &f->travels[i];
        st = check_index(t->from_site, f->n_sites, "site", "travels", i, err);
        if (st == COPSE_OK)
            st = check_index(t->to_site, f->n_sites, "site", "travels", i, err);
        if (st == COPSE_OK && !(isfinite(t->minutes) && t->minutes >= 0.0))
            st = fail_at_row("travels", i, "give minutes of 0 or more",
                             "the time to travel is no such number", err);
    }
    return st;
}

static copse_status check_assignments(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_assignments; i++) {
        const copse_fact_assignment *a = &f->assignments[i];
        st = check_index(a->member, f->n_members, "member", "assignments", i, err);
        if (st == COPSE_OK)
            st = check_optional(a->team, f->n_teams, "team", "assignments", i, err);
        if (st == COPSE_OK)
            st = check_optional(a->site, f->n_sites, "site", "assignments", i, err);
    }
    return st;
}

/* ---- communities and topics ---- */

static copse_status check_communities(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_communities; i++)
        st = check_optional(f->communities[i].site, f->n_sites, "site", "communities", i, err);
    return st;
}

static copse_status check_memberships(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_memberships; i++) {
        const copse_fact_membership *m = &f->memberships[i];
        st = check_index(m->member, f->n_members, "member", "memberships", i, err);
        if (st == COPSE_OK)
            st = check_index(m->community, f->n_communities, "community", "memberships", i, err);
    }
    return st;
}

static copse_status check_expertises(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_expertises; i++) {
        const copse_fact_expertise *e = &f->expertises[i];
        st = check_index(e->member, f->n_members, "member", "expertises", i, err);
        if (st == COPSE_OK)
            st = check_index(e->topic, f->n_topics, "topic", "expertises", i, err);
        if (st == COPSE_OK)
            st = check_weight(e->weight, "expertises", i, err);
    }
    return st;
}

static copse_status check_interests(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_interests; i++) {
        st = check_index(f->interests[i].member, f->n_members, "member", "interests", i, err);
        if (st == COPSE_OK)
            st = check_index(f->interests[i].topic, f->n_topics, "topic", "interests", i, err);
    }
    return st;
}

static copse_status check_community_topics(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_community_topics; i++) {
        const copse_fact_community_topic *t = &f->community_topics[i];
        st = check_index(t->community, f->n_communities, "community", "community_topics", i, err);
        if (st == COPSE_OK)
            st = check_index(t->topic, f->n_topics, "topic", "community_topics", i, err);
        if (st == COPSE_OK)
            st = check_weight(t->weight, "community_topics", i, err);
    }
    return st;
}

/* ---- what passes between people ---- */

static copse_status check_ties(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_ties; i++) {
        st = check_index(f->ties[i].a, f->n_members, "member", "ties", i, err);
        if (st == COPSE_OK)
            st = check_index(f->ties[i].b, f->n_members, "member", "ties", i, err);
        if (st == COPSE_OK)
            st = check_weight(f->ties[i].weight, "ties", i, err);
    }
    return st;
}

static copse_status check_exchanges(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_exchanges; i++) {
        const copse_fact_exchange *e = &f->exchanges[i];
        st = check_index(e->from_member, f->n_members, "member", "exchanges", i, err);
        if (st == COPSE_OK)
            st = check_optional(e->to_member, f->n_members, "member", "exchanges", i, err);
        if (st == COPSE_OK)
            st =
                check_optional(e->to_community, f->n_communities, "community", "exchanges", i, err);
        if (st == COPSE_OK)
            st = check_optional(e->topic, f->n_topics, "topic", "exchanges", i, err);
    }
    return st;
}

static copse_status check_marks(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_marks; i++) {
        st = check_index(f->marks[i].member, f->n_members, "member", "marks", i, err);
        if (st == COPSE_OK)
            st = check_index(f->marks[i].community, f->n_communities, "community", "marks", i, err);
    }
    return st;
}

static copse_status check_pairings(const copse_facts *f, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < f->n_pairings; i++) {
        st = check_index(f->pairings[i].a, f->n_members, "member", "pairings", i, err);
        if (st == COPSE_OK)
            st = check_index(f->pairings[i].b, f->n_members, "member", "pairings", i, err);
    }
    return st;
}

copse_status copse_network_verify(copse_network *net, copse_error *err)
{
    static copse_status (*const checks[])(const copse_facts *, copse_error *) = {
        check_teams,       check_topics,           check_sites,       check_travels,
        check_assignments, check_communities,      check_memberships, check_expertises,
        check_interests,   check_community_topics, check_ties,        check_exchanges,
        check_marks,       check_pairings,
    };
    copse_status st = fill_keys(net, err);
    for (size_t i = 0; st == COPSE_OK && i < sizeof checks / sizeof checks[0]; i++)
        st = checks[i](net->facts, err);
    return st;
}
