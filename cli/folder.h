/* A folder of letters and the mail merge that sends them: it is there whole or not at all. */
#ifndef COPSE_CLI_FOLDER_H
#define COPSE_CLI_FOLDER_H

#include "output.h"

typedef struct cli_folder {
    char *temporary; /**< its name until it is whole; NULL afterwards */
    size_t n_letters;
    cli_output merge; /**< merge.csv */
} cli_folder;

#define CLI_FOLDER_INIT                                                                            \
    {                                                                                              \
        NULL, 0, CLI_OUTPUT_INIT                                                                   \
    }

enum { CLI_LETTER_NAME_SIZE = 32 };

/** Begin one that is to be dir, which is not there yet or empty; mode 0700. Discard it, whatever
 * happens. */
copse_status cli_folder_open(cli_folder *folder, const char *dir, copse_error *err);

/**
 * Open the next letter, which only its owner may read. A file's name says nothing of whose it is.
 * @param[out] name  of the file: letter-0001.html
 */
copse_status cli_folder_open_letter(cli_output *page, char name[CLI_LETTER_NAME_SIZE],
                                    cli_folder *folder, copse_error *err);

/** All letters are written: give it its name. */
copse_status cli_folder_commit(cli_folder *folder, const char *dir, copse_error *err);

/** Remove what is not whole. After a commit there is nothing to do. */
void cli_folder_discard(cli_folder *folder);

#endif
