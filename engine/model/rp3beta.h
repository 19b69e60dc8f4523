/* The degrees of a walk of three steps, each with its exponent; see rp3beta.c. */
#ifndef COPSE_MODEL_RP3BETA_H
#define COPSE_MODEL_RP3BETA_H

#include "model/recipe.h"
#include "model/sums.h"

typedef struct copse_rp3beta {
    double *from; /**< [places] n_j^-γ, over the largest that a sum can get */
    double *step; /**< [members] d_m^-α */
    double *to;   /**< [places] n_c^-β */
} copse_rp3beta;

/** @return COPSE_OK, COPSE_E_NOMEM. A weight from[j] · Σ step · to[c] is at most 1. */
copse_status copse_rp3beta_init(copse_rp3beta *out, const copse_design *design,
                                const copse_sums *sums, const copse_recipe *recipe,
                                copse_error *err);
void copse_rp3beta_free(copse_rp3beta *walk);

#endif
