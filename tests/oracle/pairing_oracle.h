/* Pairs by trying all of them, one set of people after the other. Shares nothing with the engine. */
#ifndef COPSE_TESTS_PAIRING_ORACLE_H
#define COPSE_TESTS_PAIRING_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

enum { ORACLE_PEOPLE = 14 };

typedef struct oracle_pairing {
    int n, most_pairs; /* 0: any number */
    bool may_meet[ORACLE_PEOPLE][ORACLE_PEOPLE], is_repeat[ORACLE_PEOPLE][ORACLE_PEOPLE];
    int worth[ORACLE_PEOPLE][ORACLE_PEOPLE];
    bool has_priority[ORACLE_PEOPLE];
} oracle_pairing;

/* In the order in which they count. */
typedef struct oracle_outcome {
    int pairs, repeats, priority;
    int64_t worth;
} oracle_outcome;

oracle_outcome oracle_best_pairs(const oracle_pairing *p);

/* The largest weight of a matching; w is [n × n], 0 or less is no edge. */
int64_t oracle_best_matching(const int64_t *w, int n);

#endif
