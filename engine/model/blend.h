/* What is blended into the closed form's scores, chosen without fitting anew. */
#ifndef COPSE_MODEL_BLEND_H
#define COPSE_MODEL_BLEND_H

#include "model/choose.h"
#include "model/pagerank.h"

/** What is blended: scores of the trials, leaving one out. All borrowed. */
typedef struct copse_blend_parts {
    const copse_trials *trials;  /**< with the parts that depend on no option */
    const float *score;          /**< [trials × targets] S of the closed form */
    const double *variance;      /**< [targets] P_cc */
    const copse_pagerank *walks; /**< NULL: none */
    const float *walked;         /**< [trials × targets] of the walks; NULL: none */
} copse_blend_parts;

/**
 * Choose a setting's output_power and the weights of what is blended in by
 * walking a grid from where they stand.
 *
 *     score = S·P_cc^e / σ + wp·ln(1 + size)/s1 + ws·similarity/s2 + wf·related/s3 + ww·worded/s4
 *           + wr·walked·D_c^(1 − β)/s5
 *
 * What they start from serves all data that it was tried on: a weight moves
 * only where the gain is larger than its standard error.
 *
 * @param[in,out] setting  its recipe's blend, units and value are set
 * @return COPSE_OK, COPSE_E_NOMEM.
 */
copse_status copse_blend_choose(copse_setting *setting, const copse_blend_parts *parts,
                                copse_error *err);

/** NDCG@20 of popularity alone. */
copse_status copse_blend_popularity(double *value, const copse_trials *trials, copse_error *err);

#endif
