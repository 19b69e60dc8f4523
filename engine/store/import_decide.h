/*
 * What a person has to decide: whether two members are one.
 *
 * Where a row's identifiers are known as two people's, the question is kept as a
 * row of table decision without a choice; people of one name are looked for anew
 * each time, since what is known of their teams changes. A file of decisions
 * (kind,subject,choice) answers both; the answer is kept, and nobody is asked
 * again.
 */
#ifndef COPSE_STORE_IMPORT_DECIDE_H
#define COPSE_STORE_IMPORT_DECIDE_H

#include "store/import_internal.h"

/** Whether a header is that of a file of decisions. */
bool copse_import_is_decisions(const copse_import_input *input);

/** Keep what a file of decisions says. Bad rows are told as those of any file. */
copse_status copse_import_take_decisions(copse_import_run *run, copse_import_input *input,
                                         copse_error *err);

/**
 * Ask whether two members are one, unless that was answered before. Within the transaction.
 * @param is_kept  until it is answered; else for this run
 */
copse_status copse_import_ask_same(copse_import_run *run, int64_t member, int64_t other,
                                   bool is_kept, copse_error *err);

/** Look for people of one name who may be one, and ask. Call when all rows are there. */
copse_status copse_import_suggest_same(copse_import_run *run, copse_error *err);

/** Make one member of two wherever that was decided. @param[out] n  how many went */
copse_status copse_import_apply_decisions(int64_t *n, copse_import_run *run, copse_error *err);

/** Put what is still to be decided into run->questions, in the run's arena. */
copse_status copse_import_list_questions(copse_import_run *run, copse_error *err);

/** Everything of one member becomes the other's, and they are known by its names. Within the
 * transaction. */
copse_status copse_store_merge_members(const copse_store *store, int64_t kept, int64_t gone,
                                       copse_error *err);

#endif
