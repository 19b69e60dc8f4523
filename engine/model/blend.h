/* What is blended into the closed form's scores, chosen without fitting anew. */
#ifndef COPSE_MODEL_BLEND_H
#define COPSE_MODEL_BLEND_H

#include "model/choose.h"

/**
 * Choose output_power, popularity, similarity and related of a setting by
 * walking a grid from where they stand.
 *
 *     score = S·P_cc^e / σ + wp·ln(1 + size)/s1 + ws·similarity/s2 + wf·related/s3
 *
 * @param[in,out] setting  its recipe's blend, unit and value are set
 * @param score     [trials × targets] S, leaving one out
 * @param variance  [targets] P_cc
 * @return COPSE_OK, COPSE_E_NOMEM.
 */
copse_status copse_blend_choose(copse_setting *setting, const copse_trials *trials,
                                const double *score, const double *variance, copse_error *err);

/** NDCG@20 of popularity alone. */
copse_status copse_blend_popularity(double *value, const copse_trials *trials, copse_error *err);

#endif
