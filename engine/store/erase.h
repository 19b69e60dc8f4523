/* Taking things out of the store so that nothing of them is left in its file. */
#ifndef COPSE_STORE_ERASE_H
#define COPSE_STORE_ERASE_H

#include "store/mask.h"

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

/** Columns of free text, in which people may be named. */
typedef struct copse_free_text {
    const char *table, *column;
} copse_free_text;

extern const copse_free_text copse_free_texts[];
extern const size_t copse_n_free_texts;

/**
 * Put the mask's "[removed]" in place of its names wherever they stand in free text: notes, reasons,
 * contacts, descriptions, paths of files. Within a transaction.
 * @param[out] n_rows  in which one stood
 */
copse_status copse_store_redact(int64_t *n_rows, copse_store *store, const copse_mask *mask,
                                copse_error *err);

#endif
