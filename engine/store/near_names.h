/* Names of CoPs or topics that are nearly the same: for the check, and for topics that may be one.
 */
#ifndef COPSE_STORE_NEAR_NAMES_H
#define COPSE_STORE_NEAR_NAMES_H

#include "store/store_internal.h"

/** Borrowed while the taker runs. */
typedef struct copse_near_pair {
    const char *key, *name;
    const char *other_key, *other_name;
} copse_near_pair;

typedef copse_status copse_near_taker(void *user, const copse_near_pair *pair, copse_error *err);

/**
 * Every pair whose names differ by a letter or two, or not at all, in the order of the folded
 * names. Topics that were merged, and pairs that a person keeps apart, are left out.
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM, what take returned.
 * Cost: O(n log n); each name is compared with its neighbours in two orders.
 */
copse_status copse_near_names_each(copse_store *store, const copse_context *ctx, bool of_topics,
                                   copse_near_taker *take, void *user, copse_error *err);

#endif
