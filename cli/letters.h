/* A page for each person, and the mail merge that sends them. */
#ifndef COPSE_CLI_LETTERS_H
#define COPSE_CLI_LETTERS_H

#include "knowledge.h"

/** How many CoPs a page shows: a list that one reads through. */
enum { CLI_LETTER_MOST = 5 };

/**
 * Write letter-0001.html, … and merge.csv into a new folder, mode 0700, which is there whole or not
 * at all. A file's name says nothing of whose it is; merge.csv does.
 *
 * @param dir  not there yet, or empty
 * @param ctx  the steward's; each page is made for its own person
 * @param[out] n_written  letters
 */
copse_status cli_letters_write(const char *dir, const cli_knowledge *knowledge,
                               const copse_join_options *wishes, const copse_render *render,
                               const copse_context *ctx, size_t *n_written, copse_error *err);

#endif
