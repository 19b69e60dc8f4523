/*
 * The kinds of model. Each turns the design into rows of weights: what one
 * thing that a member has says of every CoP. Scoring and explaining are the
 * same sum for all of them.
 */
#ifndef COPSE_MODEL_KINDS_H
#define COPSE_MODEL_KINDS_H

#include "model/design.h"
#include "model/quantise.h"
#include "model/recipe.h"

typedef copse_status copse_kind_fit(copse_builder *builder, const copse_design *design,
                                    const copse_recipe *recipe, const copse_context *ctx,
                                    copse_error *err);

typedef struct copse_kind {
    const char *name;
    copse_kind_fit *fit;
} copse_kind;

/** A kind by name; NULL when there is none. */
const copse_kind *copse_kind_find(const char *name);

copse_kind_fit copse_closed_form_fit;
copse_kind_fit copse_popularity_fit;
copse_kind_fit copse_topic_similarity_fit;

/** Rows of the similarity part, times of a score each. */
copse_status copse_topic_similarity_add(copse_builder *builder, const copse_design *design,
                                        double times, copse_error *err);
/** The row of the popularity part, times of a score. */
copse_status copse_popularity_add(copse_builder *builder, const copse_design *design, double times,
                                  copse_error *err);

#endif
