/* Taking things out of the store so that nothing of them is left in its file. */
#ifndef COPSE_STORE_ERASE_H
#define COPSE_STORE_ERASE_H

#include "store/store_internal.h"

/** Remove what was computed of people: model, layout, published counts. Within a transaction. */
copse_status copse_store_drop_derived(copse_store *store, copse_error *err);

/** From the commit of this transaction on, no open is done before what was removed is overwritten.
 */
copse_status copse_store_mark_purge(copse_store *store, copse_error *err);

/** Whether something that was removed waits to be overwritten. */
copse_status copse_store_is_purge_pending(bool *out, const copse_store *store, copse_error *err);

/**
 * Overwrite what was removed: write full-text indexes and the whole file anew, empty the log.
 * Outside of a transaction; does nothing where nothing waits.
 * @return COPSE_OK, COPSE_E_STORE (another program reads the store, no room).
 */
copse_status copse_store_finish_purge(copse_store *store, copse_error *err);

/** What somebody was known by. */
typedef struct copse_identifiers {
    const char **texts;
    size_t n, capacity;
} copse_identifiers;

/**
 * Put "[removed]" in place of the identifiers wherever they stand as words in free text: notes,
 * reasons, contacts, descriptions, paths of files. Within a transaction.
 * @param[out] n_rows  in which one stood
 */
copse_status copse_store_redact(int64_t *n_rows, copse_store *store,
                                const copse_identifiers *identifiers, copse_error *err);

#endif
