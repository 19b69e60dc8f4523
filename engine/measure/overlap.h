/* How much people of one unit sit in the same CoPs, against the two-mode null and what units usually add to it. */
#ifndef COPSE_MEASURE_OVERLAP_H
#define COPSE_MEASURE_OVERLAP_H

#include "measure/two_mode.h"

/**
 * Team mates share CoPs more than chance has it, everywhere: they do the same work. So the overlap
 * W_t = D_t − X_t of a unit is held against what is usual here, not against chance alone,
 *
 *     W_t ~ Gamma of mean m_t = h (D_t − E₀[X_t]) and variance h Var₀ + φ m_t²
 *
 * h: how many times chance is usual; φ: how much units differ in it. With h = 1 and φ = 0 it is the two-mode null
 * itself.
 */
typedef struct copse_overlap {
    double h, phi;
    size_t n_fitted, n_trimmed;
} copse_overlap;

/**
 * Fit h and φ by maximum likelihood over the units that have seats, an overlap of 0 counting as below the least
 * that there can be; leave out the units whose upper tail is below 0.005 and fit again, up to four times. Of more
 * than 20,000 units it is fitted to so many, evenly spread.
 *
 * @param bridging  [n_units]
 * @param least     half of the least overlap above 0: 1 / (members of the largest CoP − 1)
 * @return COPSE_OK, COPSE_E_DATA (fewer than 20 units with seats that could overlap), COPSE_E_INTERRUPTED,
 *         COPSE_E_NOMEM.
 */
copse_status copse_measure_overlap_fit(copse_overlap *out, const copse_bridging *bridging, size_t n_units,
                                       double least, const copse_context *ctx, copse_error *err);

/** Upper tail: how likely so much overlap, or more, would be in a unit like the others; NaN where it has no seat. */
double copse_measure_overlap_upper(const copse_overlap *overlap, const copse_bridging *bridging);

#endif
