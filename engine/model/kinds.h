/*
 * The kinds of model. Each turns the design into rows of weights: what one
 * thing that a member has says of every CoP. Scoring and explaining are the
 * same sum for all of them.
 */
#ifndef COPSE_MODEL_KINDS_H
#define COPSE_MODEL_KINDS_H

#include "model/choose.h"
#include "model/design.h"
#include "model/quantise.h"
#include "model/sums.h"
#include "model/walk.h"

typedef copse_status copse_kind_fit(copse_builder *builder, const copse_design *design,
                                    const copse_choice *choice, const copse_context *ctx,
                                    copse_error *err);

typedef struct copse_kind {
    const char *name;
    copse_kind_fit *fit;
    bool (*fits)(const copse_design *design); /**< whether it takes so much; NULL: it always does */
    const copse_walk_option
        *options; /**< what a hold-out chooses; the closed form has its own way */
    size_t n_options;
    const char *starts_at; /**< the kind at whose best options its own start; NULL: defaults */
    bool is_joint; /**< what a member's CoPs say depends on which they are, see together.h */
} copse_kind;

/** All kinds, the preferred one first, popularity last. @param[out] n  how many */
const copse_kind *copse_kinds(size_t *n);

/** A kind by name; NULL when there is none. */
const copse_kind *copse_kind_find(const char *name);

copse_kind_fit copse_als_fit;
copse_kind_fit copse_closed_form_fit;
copse_kind_fit copse_item_knn_fit;
copse_kind_fit copse_pagerank_fit;
copse_kind_fit copse_popularity_fit;
copse_kind_fit copse_rp3beta_fit;
copse_kind_fit copse_same_team_fit;
copse_kind_fit copse_spectral_fit;
copse_kind_fit copse_topic_similarity_fit;

/** Whether nobody is in more CoPs than can be solved for together. */
bool copse_als_fits(const copse_design *design);

/**
 * Add a table to the model: a row for each column of the design, zeros left out.
 * @param table  [copse_design_columns() × n_targets]
 * @return as copse_builder_add()
 */
copse_status copse_kind_add_table(copse_builder *builder, const copse_design *design,
                                  const double *table, copse_error *err);

/** Rows of the similarity part, times of a score each; of CoPs with nobody in them, times_new. */
copse_status copse_topic_similarity_add(copse_builder *builder, const copse_design *design,
                                        double times, double times_new, copse_error *err);
#endif
