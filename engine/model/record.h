/* Putting a model together: weights, options, and what is measured at fit. */
#ifndef COPSE_MODEL_RECORD_H
#define COPSE_MODEL_RECORD_H

#include "model/kinds.h"
#include "model/model_internal.h"

/** Options and validation figures of a fit, in the order in which they are shown. */
typedef struct copse_figures {
    size_t n;
    struct {
        char name[48];
        double value;
    } figure[256];
} copse_figures;

/** Add one; a figure that is not a number is left out, as the store takes none. */
void copse_figures_add(copse_figures *figures, double value, const char *name, ...)
    COPSE_PRINTF(3, 4);

/**
 * Fit one kind with options that are chosen already.
 *
 * @param figures  kept with the model; NULL: a trial model, for which nothing is measured
 * @param top      weights that a row keeps; 0: the default
 */
copse_status copse_record_fit(copse_model **out, const copse_kind *kind, const copse_design *design,
                              const copse_choice *choice, const copse_figures *figures, int top,
                              const copse_context *ctx, copse_error *err);

#endif
