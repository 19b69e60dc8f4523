/* One run of a command: what its line said, and all that it needs to ask and to answer. */
#ifndef COPSE_CLI_CALL_H
#define COPSE_CLI_CALL_H

#include "command.h"
#include "output.h"
#include "progress.h"

typedef struct cli_call {
    const cli_command *command;
    const cli_value *values; /**< of the command's own options, in their order */
    const char *const *operands;
    size_t n_operands;

    const char *store_path;
    bool is_quiet;
    bool is_place_told;  /**< where the store lies was judged already */
    bool is_another_day; /**< asked as of another day than today */
    copse_context ctx;   /**< its user is this call */
    copse_store_terms *terms;  /**< of the store, once it was opened; ctx borrows them */
    copse_render render;
    copse_sink sink; /**< where the answer goes */
    copse_workbook *workbook; /**< what the answer's table is kept in until it is whole; NULL: it is not asked for */
    const copse_sink *reply;       /**< of a request in a batch: where it goes instead of stdout or a file; NULL */
    struct cli_knowledge *warm;    /**< what the batch keeps between requests; NULL */
    cli_output output;
    cli_progress progress;
} cli_call;

/** Parse the words after the command, run it, print what went wrong. @return what the program exits
 * with. */
int cli_call_run(const cli_command *command, const char *const *argv, size_t n);

/**
 * Run a request of a batch: its answer is JSON and goes to reply.
 * @param warm  kept from request to request, begun with zeros; the caller closes it with cli_knowledge_forget()
 */
copse_status cli_call_answer(const cli_command *command, const char *const *argv, size_t n, const copse_sink *reply,
                             struct cli_knowledge *warm, copse_error *err);

/** Know the terms of a store from then on. */
copse_status cli_call_read_terms(cli_call *call, copse_store *store, copse_error *err);

/**
 * Open the call's store, and know its terms from then on: the smallest count that is shown, and what is
 * printed on every answer.
 */
copse_status cli_call_open_store(copse_store **out, cli_call *call, copse_store_access access,
                                 copse_error *err);

/** Say, once a call, where the store's locks or permissions may not hold. */
void cli_call_note_place(cli_call *call);

/** The answer is whole: write it out and, where it is a file, put it in its place and say so. */
copse_status cli_call_finish_answer(cli_call *call, copse_error *err);

/**
 * Put a file that was given out into the store's register, so that it can be recalled. That this cannot be done,
 * on read-only media for example, is said and is no failure of the answer.
 */
void cli_call_record_output(cli_call *call, const char *path);

/** Say something on stderr that is no error, unless asked to be quiet. */
void cli_call_note(cli_call *call, const char *format, ...)
    __attribute__((__format__(__printf__, 2, 3)));

/** Options that commands share; help shows those that a command takes. */
extern const cli_option cli_shared_options[];
extern const size_t cli_n_shared_options;

/** Whether a command takes the shared option at this place. */
bool cli_call_takes(const cli_command *command, size_t shared_option);

#endif
