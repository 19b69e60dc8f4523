/* Whether what was opened is a store as Copse made it, and whole. */
#ifndef COPSE_STORE_SOUND_H
#define COPSE_STORE_SOUND_H

#include "store/store_internal.h"

/** A log or journal beside the file at path has something in it. @param[out] known  false when memory ran out */
bool copse_store_has_companion(const char *path, const char *suffix, bool *known);

/** A log or journal waits beside the file, and no running program holds it: a crash left it. Before connecting. */
bool copse_store_was_left_by_a_crash(const char *path);

/**
 * Compare the schema with the one that this program makes: a trigger more, a view in a table's place or a column of
 * another type would make another program of ours.
 * @return COPSE_OK, COPSE_E_STORE (what differs is said), COPSE_E_NOMEM.
 * Cost: about a millisecond; the schema is built anew in memory.
 */
copse_status copse_store_check_schema(const copse_store *store, copse_error *err);

/**
 * Look at every page and row (PRAGMA quick_check). Cost: one read of the whole file.
 * @return COPSE_OK, COPSE_E_STORE (damaged; the first damage is said), COPSE_E_NOMEM.
 */
copse_status copse_store_check_pages(const copse_store *store, copse_error *err);

#endif
