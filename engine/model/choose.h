/* Choosing options by trials. */
#ifndef COPSE_MODEL_CHOOSE_H
#define COPSE_MODEL_CHOOSE_H

#include "model/recipe.h"
#include "model/trials.h"

/** One setting that was tried. */
typedef struct copse_setting {
    copse_recipe recipe;
    double
        unit; /**< mean standard deviation of the closed form's scores over a trial's candidates */
    double pagerank_unit; /**< likewise of the walks' */
    double untried;       /**< score for likeness of topics with a CoP that has nobody in it */
    double value;         /**< weighted NDCG@20 of the hidden CoPs; NaN: not tried */
} copse_setting;

/** So many of the best settings are averaged: their tables are of one shape. */
enum { COPSE_SETTINGS_KEPT = 5 };

typedef struct copse_choice {
    size_t n;                                   /**< at least 1 */
    copse_setting setting[COPSE_SETTINGS_KEPT]; /**< best first */
    double popularity_unit, similarity_unit, related_unit, worded_unit;
    double similarity_new; /**< mean of untried over the settings */
    size_t n_trials, n_fits;
    const struct copse_spectral *spectral; /**< of what is fitted on, borrowed; NULL: it is made */
    double popularity_value; /**< NDCG@20 of popularity alone on the same trials; NaN */
} copse_choice;

/**
 * Choose the closed form's options by coordinate descent over a grid, each
 * setting judged by leaving one membership out; what is blended in is chosen
 * anew within each. With fewer than COPSE_TRIALS_LEAST trials, the defaults.
 *
 * @return COPSE_OK, COPSE_E_NUMERIC, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: some 20 to 40 times columns³.
 */
copse_status copse_choose(copse_choice *out, const copse_design *design, const copse_context *ctx,
                          copse_error *err);

#endif
