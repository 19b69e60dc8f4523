/* The words that CoPs describe themselves with. */
#ifndef COPSE_MODEL_WORDING_H
#define COPSE_MODEL_WORDING_H

#include "network/network.h"

/**
 * Count the words of names and descriptions.
 *
 * A word is a run of letters and digits, folded (NFKC, case), of two bytes or
 * more; what is beyond ASCII counts as letters. Words that stand in one CoP
 * only tie it to nothing and are left out.
 *
 * @param[out] out  [n_targets × words] how often; words in the order in which
 *                  they are first met
 * @param target    [n_targets] indices of CoPs in the facts
 * @return COPSE_OK, COPSE_E_DATA (a text is not UTF-8), COPSE_E_NOMEM.
 * Cost: O(length of the texts).
 */
copse_status copse_wording_count(copse_incidence *out, const copse_network *net,
                                 const int32_t *target, size_t n_targets, copse_error *err);

#endif
