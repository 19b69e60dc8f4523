/*
 * The closed form written plainly, to hold the engine's against: dense
 * matrices, loops over all cells, Gauss–Jordan. Shares no code with the engine
 * and reads the facts for itself.
 */
#ifndef COPSE_TESTS_CLOSED_FORM_ORACLE_H
#define COPSE_TESTS_CLOSED_FORM_ORACLE_H

#include "copse.h"

enum { ORACLE_MEMBERS = 64, ORACLE_COLUMNS = 160, ORACLE_TOPICS = 64 };

typedef struct oracle_options {
    double lambda, dropout, alpha, beta, gamma, column_power, output_power;
} oracle_options;

/** What a column stands for: a CoP's, topic's, team's or site's index in the facts, or a text. */
typedef struct oracle_column {
    copse_reason_kind kind;
    const char *key;
} oracle_column;

typedef struct oracle_model {
    int n_columns;
    int n_targets; /**< the first columns */
    oracle_column column[ORACLE_COLUMNS];
    double weight[ORACLE_COLUMNS][ORACLE_COLUMNS]; /**< [column][target] */
    double score[ORACLE_MEMBERS][ORACLE_COLUMNS];  /**< [member of the facts][target] */
} oracle_model;

/**
 * Fit and score. Facts without dates; roles and professions are given folded.
 * Who objected has no row, sensitive CoPs no column.
 */
void oracle_closed_form(oracle_model *out, const copse_facts *facts, const oracle_options *options);

/** Where a column is, or -1. */
int oracle_find(const oracle_model *model, copse_reason_kind kind, const char *key);

#endif
