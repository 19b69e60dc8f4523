/*
 * Three ways to make up a trust in which some teams are isolated, none of them like copse generate. What is
 * planted is known, so that what is found can be counted as right or wrong.
 */
#ifndef COPSE_TESTS_ISOLATION_TRUSTS_H
#define COPSE_TESTS_ISOLATION_TRUSTS_H

#include "measure/isolation.h"

typedef enum trust_kind {
    TRUST_PLANTED = 0,   /**< sizes 3 to 60, ties and CoPs by chance, teams differ a little */
    TRUST_HETEROGENEOUS, /**< teams and people differ much in how active they are */
    TRUST_DIRECTORATES,  /**< ties and CoPs keep to directorates, which differ in how active they are */
    N_TRUST_KINDS
} trust_kind;

typedef struct trust {
    size_t n_teams, n_people, n_cops;
    copse_incidence joined, units;
    double *staff, *ties, *seats; /* [n_teams] */
    bool *is_missing, *is_isolated;
    copse_bridging *bridging;
} trust;

/** @param n_isolated  teams to plant, kinds in turn */
trust trust_make(trust_kind kind, size_t n_isolated, uint64_t seed);

/** Leave out each membership with probability share, and count anew. */
void trust_thin(trust *t, double share, uint64_t seed);

copse_unit_counts trust_counts(const trust *t);
void trust_free(trust *t);

#endif
