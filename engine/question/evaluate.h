/* What the files of `evaluate` share: which memberships a round hides. */
#ifndef COPSE_QUESTION_EVALUATE_H
#define COPSE_QUESTION_EVALUATE_H

#include "base/memory.h"
#include "base/random.h"
#include "network/network.h"

/** One membership that a round hides. */
typedef struct copse_hidden {
    int32_t member, community;
} copse_hidden;

/** What one round hides and what it learns from. */
typedef struct copse_split {
    size_t n_hidden;
    copse_hidden *hidden; /**< by member, then community */
    copse_facts train;    /**< the facts without it; arrays below, the rest borrowed */
    copse_fact_membership *memberships;
    copse_fact_expertise *expertises;
    size_t n_dropped_expertise;
    copse_day train_as_of; /**< before the split, when the split is by time */
} copse_split;

void copse_split_free(copse_split *split);

/**
 * Draw what round `round` hides.
 *
 * @param whole    the network of ctx->as_of: current memberships, CoPs that are not sensitive
 * @param rounds   of k-fold: the number of folds
 * @return COPSE_OK, COPSE_E_DATA (nothing to hide, no dates to split by), COPSE_E_NOMEM.
 */
copse_status copse_split_new(copse_split *out, const copse_network *whole,
                             const copse_evaluate_options *options, int round, int rounds,
                             copse_day split_day, const copse_context *ctx, copse_error *err);

/**
 * The day by which four fifths of the dated current memberships had begun.
 * @return COPSE_OK, COPSE_E_DATA (fewer than ten are dated), COPSE_E_NOMEM.
 */
copse_status copse_split_default_day(copse_day *out, const copse_network *whole, copse_error *err);

#endif
