/*
 * The rows of a stored model that an answer about one person needs: what the
 * things that they have say of CoPs, and what was measured of the CoPs that
 * are answered.
 */
#ifndef COPSE_MODEL_PART_H
#define COPSE_MODEL_PART_H

#include "model/model.h"

typedef struct copse_model_part copse_model_part;

/**
 * @param net  in which the member has all that they have; borrowed until the part is freed
 * @return COPSE_OK, COPSE_E_NOT_FOUND (nothing was fitted yet), COPSE_E_STORE, COPSE_E_NOMEM.
 * Cost: that of the rows of what the member has.
 */
copse_status copse_model_part_new(copse_model_part **out, copse_store *store, const copse_network *net,
                                  copse_index member, copse_error *err);
void copse_model_part_free(copse_model_part *part);

int64_t copse_model_part_data_version(const copse_model_part *part);

/** How many CoPs the whole model knows; ordinals are in the order of their keys. */
size_t copse_model_part_targets(const copse_model_part *part);

/**
 * The member's scores for every CoP that the model knows.
 * @param[out] scores  [targets] by ordinal, in millionths; COPSE_SCORE_NONE for their own
 */
copse_status copse_model_part_score(int64_t *scores, bool *has_evidence, copse_model_part *part,
                                    copse_error *err);

/** The key of a CoP that the model knows, borrowed until the part is freed or finished. */
copse_status copse_model_part_key(const char **out, copse_model_part *part, int32_t ordinal, copse_error *err);

/** Read what was measured of a CoP: its core and its norms. */
copse_status copse_model_part_measure(copse_model_part *part, const char *community_key, copse_error *err);

/** Who stands at its core, as copse_model_core() says it; of a CoP that was measured. */
size_t copse_model_part_core(const copse_model_value **out, const copse_model_part *part,
                             const char *community_key);

/**
 * The model of the CoPs of a network alone: it scores them, and explains, as the whole one does.
 * @param[out] out  until the part is freed
 */
copse_status copse_model_part_of(copse_model **out, copse_model_part *part, const copse_network *net,
                                 copse_error *err);

/** The same, and the part is freed: the model is on its own. On failure the part is as it was. */
copse_status copse_model_part_finish(copse_model **out, copse_model_part *part, const copse_network *net,
                                     copse_error *err);

#endif
