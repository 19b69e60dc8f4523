/* The parts of spectral.c that depend on no option, made once for many fits on one design. */
#ifndef COPSE_MODEL_SPECTRAL_H
#define COPSE_MODEL_SPECTRAL_H

#include "model/spectrum.h"

typedef struct copse_spectral {
    copse_spectrum *spectrum;
    size_t *start;     /**< [targets + 1] of a CoP's pairs, as copse_sums_walk() touches them */
    float *low, *blur; /**< [pairs] q_j·q_c and p_j·p_c; NULL: too many to be kept */
} copse_spectral;

/**
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: as copse_spectrum_new(), and columns for each pair of CoPs that share a member.
 */
copse_status copse_spectral_new(copse_spectral **out, const copse_design *design,
                                const copse_context *ctx, copse_error *err);
void copse_spectral_free(copse_spectral *spectral);

#endif
