/* What the closed form and the sampled null share: seats that can lead somewhere, and X_t of an incidence. */
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

#endif
