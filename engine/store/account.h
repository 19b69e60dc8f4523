/* Writing an account: sections from queries, notes, and the settings that stand on every one. */
#ifndef COPSE_STORE_ACCOUNT_H
#define COPSE_STORE_ACCOUNT_H

#include "store/store_internal.h"

typedef struct copse_account_writer {
    copse_account *account; /**< owned until copse_account_finish() */
    copse_store *store;
    copse_account_section *sections;
    const char **notes;
    size_t section_capacity, note_capacity;
} copse_account_writer;

/** Begin. schema and title are static text. End with copse_account_finish() or _discard(). */
copse_status copse_account_begin(copse_account_writer *out, copse_store *store, const char *schema,
                                 const char *title, copse_error *err);
void copse_account_discard(copse_account_writer *w);

/** Hand the account over, with the store's data version. */
copse_status copse_account_finish(copse_account **out, copse_account_writer *w, copse_error *err);

/** A note in printf's manner. */
copse_status copse_account_note(copse_account_writer *w, copse_error *err, const char *format, ...)
    COPSE_PRINTF(3, 4);

/**
 * Add a section with the rows of a query, whose columns name the section's.
 * @param member  bound as ?1 where the query has it
 */
copse_status copse_account_query(copse_account_writer *w, const char *name, const char *meaning,
                                 const char *sql, int64_t member, copse_error *err);

/** The same, of one day, which is bound as ?2. */
copse_status copse_account_query_on(copse_account_writer *w, const char *name, const char *meaning,
                                    const char *sql, int64_t member, copse_day day, copse_error *err);

/** Add a section of fixed text: rows of as many texts as there are columns, in static storage. */
copse_status copse_account_texts(copse_account_writer *w, const char *name, const char *meaning,
                                 const char *const *columns, size_t n_columns,
                                 const char *const *texts, size_t n_rows, copse_error *err);

/** Note which model is there before it goes, so that another can be fitted in the same way. */
copse_status copse_account_remember_model(copse_account_writer *w, copse_error *err);

/** Add the terms under which the data are held. */
copse_status copse_store_tell_terms(copse_account_writer *w, copse_error *err);

/** The id of the member with that key. @return COPSE_OK, COPSE_E_NOT_FOUND, COPSE_E_STORE. */
copse_status copse_store_find_member(int64_t *id, const copse_store *store, const char *key,
                                     copse_error *err);

#endif
