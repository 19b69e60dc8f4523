/*
 * Small organisations drawn at random, for claims that must hold of any.
 *
 * The same draw can be laid out in another order: every row, key and link is
 * the same, only the indices differ.
 */
#ifndef COPSE_TESTS_RANDOM_ORG_H
#define COPSE_TESTS_RANDOM_ORG_H

#include "support.h"

#include <stdio.h>

#include "base/random.h"

enum { ORG_MEMBERS = 40, ORG_COMMUNITIES = 12, ORG_TOPICS = 15, ORG_TEAMS = 7, ORG_SITES = 3 };

typedef struct random_org {
    copse_facts facts;
    char keys[ORG_MEMBERS + ORG_COMMUNITIES + ORG_TOPICS + ORG_TEAMS + ORG_SITES][16];
    copse_fact_member members[ORG_MEMBERS];
    copse_fact_community communities[ORG_COMMUNITIES];
    copse_fact_topic topics[ORG_TOPICS];
    copse_fact_team teams[ORG_TEAMS];
    copse_fact_site sites[ORG_SITES];
    copse_fact_assignment assignments[ORG_MEMBERS];
    copse_fact_membership memberships[ORG_MEMBERS * 3];
    copse_fact_expertise expertises[ORG_MEMBERS * 3];
    copse_fact_community_topic community_topics[ORG_COMMUNITIES * 3];
} random_org;

/** Where thing i of n stands in this layout: as drawn, or turned around. */
static inline copse_index org_place(size_t i, size_t n, bool turned)
{
    return (copse_index)(turned ? n - 1 - i : i);
}

static inline const char *org_key(random_org *org, size_t *next, const char *kind, size_t i)
{
    char *key = org->keys[(*next)++];
    snprintf(key, sizeof org->keys[0], "%s%02zu", kind, i * 7 % 50);
    return key;
}

static inline void org_things(random_org *o, bool turned)
{
    static const char *const professions[] = {"nurse", "doctor", NULL, "porter"};
    size_t next = 0;
    for (size_t i = 0; i < ORG_MEMBERS; i++)
        o->members[org_place(i, ORG_MEMBERS, turned)] = (copse_fact_member){
            .key = org_key(o, &next, "m", i), .profession = professions[i % 4], .objected = i == 5};
    for (size_t i = 0; i < ORG_COMMUNITIES; i++)
        o->communities[org_place(i, ORG_COMMUNITIES, turned)] =
            (copse_fact_community){.key = org_key(o, &next, "c", i),
                                   .site = COPSE_NONE,
                                   .sensitive = i == 3 ? COPSE_SENSITIVE_YES : COPSE_SENSITIVE_NO};
    for (size_t i = 0; i < ORG_TOPICS; i++)
        o->topics[org_place(i, ORG_TOPICS, turned)] =
            (copse_fact_topic){.key = org_key(o, &next, "t", i), .broader = COPSE_NONE};
    for (size_t i = 0; i < ORG_TEAMS; i++)
        o->teams[org_place(i, ORG_TEAMS, turned)] = (copse_fact_team){
            .key = org_key(o, &next, "u", i),
            .parent = i == 0 ? COPSE_NONE : org_place((i - 1) / 2, ORG_TEAMS, turned)};
    for (size_t i = 0; i < ORG_SITES; i++)
        o->sites[org_place(i, ORG_SITES, turned)] =
            (copse_fact_site){.key = org_key(o, &next, "s", i)};
}

/* Members from 35 on are in no CoP, CoP 11 has nobody in it, members from 38 on have nothing at
 * all. */
static inline void org_links(random_org *o, copse_random *random, bool turned)
{
    copse_facts *f = &o->facts;
    for (size_t i = 0; i < ORG_MEMBERS; i++) {
        copse_index m = org_place(i, ORG_MEMBERS, turned);
        for (int k = 0; k < 3; k++) {
            uint64_t c = copse_random_below(random, ORG_COMMUNITIES - 1);
            uint64_t t = copse_random_below(random, ORG_TOPICS);
            double weight = (double)(1 + copse_random_below(random, 9));
            if (i < 35 && (k == 0 || c % 2 == i % 2))
                o->memberships[f->n_memberships++] =
                    (copse_fact_membership){.member = m,
                                            .community = org_place(c, ORG_COMMUNITIES, turned),
                                            .since = COPSE_DAY_UNKNOWN,
                                            .until = COPSE_DAY_UNKNOWN};
            if (i < 38 && (k == 0 || t % 2 == 0))
                o->expertises[f->n_expertises++] = (copse_fact_expertise){
                    m, org_place(t, ORG_TOPICS, turned), weight, COPSE_DAY_UNKNOWN};
        }
        uint64_t team = copse_random_below(random, ORG_TEAMS);
        if (i < 38)
            o->assignments[f->n_assignments++] =
                (copse_fact_assignment){m,
                                        org_place(team, ORG_TEAMS, turned),
                                        org_place(team % 3, ORG_SITES, turned),
                                        team % 2 ? "manager" : NULL,
                                        COPSE_DAY_UNKNOWN,
                                        COPSE_DAY_UNKNOWN};
    }
    for (size_t c = 0; c < ORG_COMMUNITIES; c++)
        for (int k = 0; k < 3; k++)
            o->community_topics[f->n_community_topics++] = (copse_fact_community_topic){
                org_place(c, ORG_COMMUNITIES, turned),
                org_place(copse_random_below(random, ORG_TOPICS), ORG_TOPICS, turned),
                (double)(1 + copse_random_below(random, 5))};
}

/** Draw one; turned lays the same draw out in the opposite order. */
static inline void org_draw(random_org *o, uint64_t seed, bool turned)
{
    copse_random random;
    copse_random_seed(&random, seed, 0);
    memset(o, 0, sizeof *o);
    org_things(o, turned);
    org_links(o, &random, turned);
    copse_facts *f = &o->facts;
    f->n_members = ORG_MEMBERS;
    f->members = o->members;
    f->n_communities = ORG_COMMUNITIES;
    f->communities = o->communities;
    f->n_topics = ORG_TOPICS;
    f->topics = o->topics;
    f->n_teams = ORG_TEAMS;
    f->teams = o->teams;
    f->n_sites = ORG_SITES;
    f->sites = o->sites;
    f->assignments = o->assignments;
    f->memberships = o->memberships;
    f->expertises = o->expertises;
    f->community_topics = o->community_topics;
}

#endif
