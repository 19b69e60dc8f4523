/* Values that are measured at fit and kept with the model. */
#ifndef COPSE_MODEL_MEASURED_H
#define COPSE_MODEL_MEASURED_H

#include "model/design.h"
#include "model/model_internal.h"

/**
 * Write down the idf of every topic and, unless only scoring is wanted,
 * measure each CoP's core and norms. Sensitive CoPs are left out.
 *
 * @param arena     where values and their keys go
 * @param[out] out  [*n] values
 */
copse_status copse_measured_new(copse_model_value **out, size_t *n, copse_arena *arena,
                                const copse_design *design, bool with_measures,
                                const copse_context *ctx, copse_error *err);

#endif
