/* The rules of `decide` as DESIGN section 7 has them, read out plainly from the facts: slow, and nothing of the engine's. */
#ifndef COPSE_TESTS_DECIDE_RULES_H
#define COPSE_TESTS_DECIDE_RULES_H

#include "question/decide_org.h"

bool decide_is_member(const decide_org *o, size_t person, size_t cop);

/* People in a CoP who did not object. */
int decide_size(const decide_org *o, size_t cop);

/* The newest joining or exchange of a CoP, of any for COPSE_NONE; COPSE_DAY_UNKNOWN. */
copse_day decide_newest(const decide_org *o, copse_index cop);

/* Neither sensitive nor closed. */
bool decide_is_there(const decide_org *o, size_t cop);

double decide_coverage(const decide_org *o, size_t cop);

/* Whether the person is in a CoP that covers the topics as a whole. */
bool decide_is_served(const decide_org *o, size_t person);

/* Whether of the topics that they care for there is one that none of their CoPs covers. */
bool decide_misses_one(const decide_org *o, size_t person);

/* The verdict; *best is the largest coverage of a CoP that it could be about. */
copse_decision decide_verdict(const decide_org *o, double *best);

#endif
