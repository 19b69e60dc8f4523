/* A founding group by trying all of them. Shares nothing with the engine but the letters of the
 * formula. */
#ifndef COPSE_TESTS_GROUP_ORACLE_H
#define COPSE_TESTS_GROUP_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

enum { ORACLE_MOST = 12 };

/* Whole matrices: nothing is packed. */
typedef struct oracle_group {
    int n, k, n_topics, n_targets, n_units, n_sites;
    double alpha[6];                    /* coverage, reach, diversity, authority, cohesion, room */
    double weight[ORACLE_MOST];         /* of topics, adding up to 1 */
    double e[ORACLE_MOST][ORACLE_MOST]; /* candidate, topic */
    double share[ORACLE_MOST];          /* of those reached */
    int hops[ORACLE_MOST][ORACLE_MOST]; /* candidate, target: 0, 1, 2 or 9 */
    double delta[ORACLE_MOST][ORACLE_MOST]; /* candidate, coordinator */
    bool in_unit[ORACLE_MOST][ORACLE_MOST], at_site[ORACLE_MOST][ORACLE_MOST];
    double unit_value, site_value; /* of each that is hit, towards D */
    double authority[ORACLE_MOST], room[ORACLE_MOST];
    int component[ORACLE_MOST];
    bool must[ORACLE_MOST], must_not[ORACLE_MOST];
    int per_unit, least_sites;
} oracle_group;

/* F of the set bits of members with a coordinator. */
double oracle_group_value(const oracle_group *g, unsigned members, int coordinator);

/*
 * The largest F of all groups that keep to the rules; of those within one component, if there is
 * any. coordinator >= 0: of that one's groups only. Returns -1 where there is none.
 */
double oracle_group_best(const oracle_group *g, int coordinator, bool *is_connected);

#endif
