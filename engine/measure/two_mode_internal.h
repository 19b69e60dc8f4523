/* What the nulls share: seats that can lead somewhere, X_t of an incidence, and the configuration model. */
#ifndef COPSE_MEASURE_TWO_MODE_INTERNAL_H
#define COPSE_MEASURE_TWO_MODE_INTERNAL_H

#include "measure/two_mode.h"

/** Memberships without CoPs of one member. */
typedef struct copse_seats {
    copse_incidence joined; /**< members × CoPs */
    double *size;           /**< [CoPs] s_c */
    int32_t *tally;         /**< [CoPs] scratch, all zero between calls */
} copse_seats;

copse_status copse_seats_new(copse_seats *out, const copse_incidence *joined, copse_error *err);
void copse_seats_free(copse_seats *seats);

/** X_t of one unit. */
double copse_seats_bridging(const copse_seats *seats, const copse_incidence *units, size_t unit);

/** Equal margins share their fitness, so that a million people are a few dozen numbers. */
typedef struct copse_margin {
    size_t n;
    double *value, *count, *fitness;
    int32_t *of; /**< [rows] which of them a row is; -1: its margin is 0 */
} copse_margin;

/** The model of largest entropy with the same expected margins. */
typedef struct copse_configuration {
    copse_margin people, cops;
    double *p;        /**< [people.n × cops.n] */
    double *variance; /**< [cops.n] Σ p(1 − p) over everybody */
    double total, total_square; /**< M, Q */
} copse_configuration;

/** @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM; free it in any case. */
copse_status copse_configuration_new(copse_configuration *m, const copse_incidence *joined, const copse_context *ctx,
                                     copse_error *err);
void copse_configuration_free(copse_configuration *m);

#endif
