/*
 * The matrix that the closed form is fitted on, DESIGN section 4:
 *
 *     Z = [ D_r X D_c   βE   γG   κ ]     a row a member
 *         [ α Cᵀ         0    0   0 ]     a row a topic: a pseudo-member who is in all its CoPs
 *
 * The constant column κ learns how many are in a CoP, so that what a team or
 * topic says is what it says beyond that.
 */
#ifndef COPSE_MODEL_FEATURES_H
#define COPSE_MODEL_FEATURES_H

#include "model/design.h"
#include "model/recipe.h"

typedef struct copse_features {
    copse_incidence z; /**< [(members + topics) × columns] CoPs, topics, groups, κ */
    double *ridge;     /**< [columns] diagonal of Λ */
    double *scale;     /**< [columns] what a column of Z was multiplied with: D_c, β, γ or κ */
} copse_features;

/**
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Source: Steck 2019 (EASE), Steck 2020 (EDLAE), Jeunen et al. 2020 (CEASE).
 */
copse_status copse_features_new(copse_features *out, const copse_design *design,
                                const copse_recipe *recipe, copse_error *err);
void copse_features_free(copse_features *features);

#endif
