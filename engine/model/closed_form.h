/* The closed form's weights as doubles, before they are rounded into a model. */
#ifndef COPSE_MODEL_CLOSED_FORM_H
#define COPSE_MODEL_CLOSED_FORM_H

#include "model/design.h"
#include "model/recipe.h"

/**
 * Add share · W to a table, W = I − P diag(1/diag P), P = (ZᵀZ + Λ)⁻¹, for
 * CoPs as targets, with the scales of Z's columns and the output scale P_cc^e
 * worked in: a member's score for c is
 * degree^−b Σ (joined j) W_jc + Σ (known t) value·W_tc + Σ (group g) W_gc + W_1c.
 *
 * P_cc is the variance that is left of c once all else is known: e = 1/2 would
 * make W_jc the partial correlation.
 *
 * @param[in,out] table  [columns × n_targets], a row what one column says
 * @return COPSE_OK, COPSE_E_DATA (too large), COPSE_E_NUMERIC, COPSE_E_INTERRUPTED, COPSE_E_NOMEM;
 *         on failure the table is half done.
 * Cost: min(rows, columns)³ + entries of Z × n_targets.
 * Source: Steck 2019, "Embarrassingly shallow autoencoders for sparse data", WWW; eq. 8.
 */
copse_status copse_closed_form_add(double *table, const copse_design *design,
                                   const copse_recipe *recipe, double share,
                                   const copse_context *ctx, copse_error *err);

/** Columns (or rows, in the dual) beyond which the dense way is refused. */
enum { COPSE_CLOSED_FORM_LIMIT = 12000 };

/** Whether the dense way takes this design. */
bool copse_closed_form_fits(const copse_design *design);

#endif
