/* Names of people taken out of text that others wrote. */
#ifndef COPSE_STORE_MASK_H
#define COPSE_STORE_MASK_H

#include "store/store_internal.h"

/**
 * What people are known by, and what stands in its place. A text is looked through word by word, so the
 * cost of many names is that of few.
 */
typedef struct copse_mask {
    const char *instead;
    const char **texts; /**< [n] borrowed; by first word once the mask was made ready */
    size_t n, capacity;
} copse_mask;

/**
 * Add a name, borrowed. One that is not told apart from ordinary words ("7", "May") is left out: taking
 * those out would damage what others wrote.
 */
copse_status copse_mask_add(copse_mask *mask, const char *text, copse_error *err);

/** Put the names in order. After the last was added, before the first text. */
void copse_mask_ready(copse_mask *mask);
void copse_mask_free(copse_mask *mask);

/** Append text with each name that stands in it as words replaced, whatever its letter case. */
void copse_mask_append(copse_text *out, const copse_mask *mask, const char *text);

/** Make an SQL function of one text of it; end with copse_mask_remove(). */
copse_status copse_mask_install(copse_store *store, const copse_mask *mask, const char *function,
                                copse_error *err);
void copse_mask_remove(copse_store *store, const char *function);

#endif
