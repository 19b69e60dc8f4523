/* Every threshold of the questions, in one table that people can read and argue with. */
#ifndef COPSE_QUESTION_RULES_H
#define COPSE_QUESTION_RULES_H

#include <stddef.h>

typedef enum copse_rule {
    COPSE_RULE_THRESHOLD = 0,
    COPSE_RULE_JOIN_TOP,
    COPSE_RULE_LETTER_TOP,
    COPSE_RULE_EXPLAIN_CHANGES,
    COPSE_RULE_EVALUATE_LEAST,
    COPSE_RULE_REACH_MINUTES,
    COPSE_RULE_REACH_KM,
    COPSE_RULE_ACTIVE_DAYS,
    COPSE_RULE_DECIDE_COVERED,
    COPSE_RULE_DECIDE_STRAND,
    COPSE_RULE_DECIDE_PEOPLE,
    COPSE_RULE_DECIDE_TEAMS,
    COPSE_RULE_DECIDE_KIN,
    COPSE_RULE_DECIDE_SHOWN,
    COPSE_RULE_MARGIN,
    COPSE_RULE_EVIDENCE,
    COPSE_RULE_TOPICS_SHOWN,
    COPSE_RULE_CORE_SHOWN,
    COPSE_RULE_NEAR_SHOWN,
    COPSE_RULE_START_TOP,
    COPSE_RULE_START_FEW,
    COPSE_RULE_START_TEAMS,
    COPSE_RULE_ISOLATED_Q,
    COPSE_RULE_ISOLATED_SPREAD,
    COPSE_RULE_ISOLATED_CONTACTS,
    COPSE_RULE_HEALTH_CORE,
    COPSE_RULE_HEALTH_ALIKE,
    COPSE_RULE_HEALTH_CHANCE,
    COPSE_RULE_HEALTH_PEOPLE,
    COPSE_RULE_CIRCLE,
    COPSE_RULE_FOUND_SIZE,
    COPSE_RULE_FOUND_COVERAGE,
    COPSE_RULE_FOUND_REACH,
    COPSE_RULE_FOUND_DIVERSITY,
    COPSE_RULE_FOUND_AUTHORITY,
    COPSE_RULE_FOUND_COHESION,
    COPSE_RULE_FOUND_ROOM,
    COPSE_RULE_FOUND_LOAD,
    COPSE_RULE_FOUND_FRESH,
    COPSE_RULE_FOUND_PASSED_ON,
    COPSE_RULE_FOUND_TRAVEL_FACE,
    COPSE_RULE_FOUND_TRAVEL_HYBRID,
    COPSE_RULE_FOUND_TRAVEL_VIRTUAL,
    COPSE_RULE_CADENCE,
    COPSE_RULE_GIVEBACK_SHOWN,
    COPSE_RULE_BRIEF_GUESTS,
    COPSE_RULE_COUNT
} copse_rule;

typedef struct copse_rule_row {
    const char *name;
    double value;
    const char *unit;
    const char *meaning;
} copse_rule_row;

/** The rule's row; borrowed, static. */
const copse_rule_row *copse_rule_get(copse_rule rule);

/** The rule's value. */
double copse_rule_value(copse_rule rule);

/** A rule that counts things. */
size_t copse_rule_size(copse_rule rule);

#endif
