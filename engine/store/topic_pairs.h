/* Topics that look alike, and those that were merged, as sections of an account. */
#ifndef COPSE_STORE_TOPIC_PAIRS_H
#define COPSE_STORE_TOPIC_PAIRS_H

#include "store/account.h"

/** Add the section of merges: what, into what, since when. */
copse_status copse_topic_pairs_tell_merged(copse_account_writer *w, copse_error *err);

#endif
