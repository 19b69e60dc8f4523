/* Implicit alternating least squares over dense tables, plainly. Shares no code with the engine. */
#ifndef COPSE_TESTS_ALS_ORACLE_H
#define COPSE_TESTS_ALS_ORACLE_H

#include <stdbool.h>

enum { ORACLE_ALS_MEMBERS = 40, ORACLE_ALS_COMMUNITIES = 12, ORACLE_ALS_FACTORS = 64 };

typedef struct oracle_als {
    bool in[ORACLE_ALS_MEMBERS][ORACLE_ALS_COMMUNITIES];
    int n_members, n_communities;
    double unjoined, ridge, member_ridge; /* α, λ, λ_m */
    double community[ORACLE_ALS_COMMUNITIES][ORACLE_ALS_FACTORS];
    double member[ORACLE_ALS_MEMBERS][ORACLE_ALS_FACTORS];
} oracle_als;

/** What least squares make least, at the factors as they are. */
double oracle_als_loss(const oracle_als *als);

/** The factors of one member that make it least, by elimination, with those of the CoPs as they are. */
void oracle_als_member(double *out, const oracle_als *als, int member);

#endif
