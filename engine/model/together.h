/* What each of a member's CoPs adds beside the others. */
#ifndef COPSE_MODEL_TOGETHER_H
#define COPSE_MODEL_TOGETHER_H

#include "model/model_internal.h"

typedef struct copse_together copse_together;

/** CoPs of one member beyond which nothing is fitted that needs it: the matrix takes 64 MB. */
enum { COPSE_TOGETHER_LIMIT = 4096 };

/** @param most  CoPs that a member has at most */
copse_status copse_together_new(copse_together **out, size_t n_targets, size_t most,
                                copse_error *err);
void copse_together_free(copse_together *together);

/**
 * Solve (I + K) a = 1 over the CoPs of one member.
 *
 * K is the mean of the stored rows and their transpose, which are the same but for
 * what a row did not keep; by conjugate gradients to a ten-thousandth, in the
 * order of targets.
 *
 * @param[out] share  [n] a, in the order of the rows
 * @param row         [n] the model's rows of these CoPs, ascending by target
 * @param target      [n] their targets, ascending
 * Cost: the rows' weights, and what of them is among the CoPs for each step.
 */
void copse_together_solve(double *share, copse_together *together, size_t n,
                          const copse_model_row *const *row, const int32_t *target);

#endif
