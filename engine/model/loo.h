/* Leaving one membership out exactly, from one fit. */
#ifndef COPSE_MODEL_LOO_H
#define COPSE_MODEL_LOO_H

#include "model/features.h"
#include "model/inverse.h"
#include "model/trials.h"

/**
 * What the closed form would score in each trial, had it been fitted with the
 * hidden membership left out.
 *
 * Taking row z of the member out of ZᵀZ and putting z' in its place changes
 * it by rank two, so that P' follows from P (Woodbury 1950): with u = Pz,
 * v = Pz', k11 = zᵀu − 1, k12 = z'ᵀu, t = z'ᵀv, k22 = 1 + t,
 * δ = k11 k22 − k12², g1 = (k22 k12 − k12 t)/δ, g2 = (k11 t − k12²)/δ
 *
 *     score(c) = −(v − g1 u − g2 v)_c / (P_cc − (k22 u² − 2 k12 uv + k11 v²)_c / δ)
 *
 * D_c and Λ stay as they were.
 *
 * @param[out] out  [trials × targets]
 * @param inverse   primal, see copse_inverse_make_primal()
 * Cost: O(entries of the members' rows × columns).
 */
copse_status copse_loo_scores(float *out, const copse_trials *trials,
                              const copse_features *features, const copse_inverse *inverse,
                              const copse_context *ctx, copse_error *err);

#endif
