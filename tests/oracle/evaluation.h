/* What an evaluation comes to, from its lists, plainly. Shares no code with the engine. */
#ifndef COPSE_TESTS_ORACLE_EVALUATION_H
#define COPSE_TESTS_ORACLE_EVALUATION_H

#include "oracle/ranking.h"

enum { ORACLE_SLICES = 6 };

/** One member in one round, as one model scored them. */
typedef struct oracle_list {
    int member, round;
    const int64_t *scores; /**< [n_communities]; INT64_MIN: not a candidate */
    const int64_t *tie;    /**< [n_communities] the lesser goes first among equal scores */
    const bool *is_true;   /**< [n_communities] what was hidden */
    const int *size;       /**< [n_communities] members that each CoP had left */
    int joined;            /**< CoPs that the member had left */
} oracle_list;

typedef struct oracle_evaluation {
    int members[ORACLE_SLICES];
    oracle_figures mean[ORACLE_SLICES]; /**< over members, of their means over rounds; all, cold members,
                                             cold CoPs, CoPs of 1–9, 10–49, 50 or more */
    double coverage;
} oracle_evaluation;

/** @param n_listed  how many CoPs could stand in a list */
oracle_evaluation oracle_evaluate(const oracle_list *lists, int n_lists, int n_members, int n_rounds,
                                  int n_communities, int n_listed, int k);

#endif
