/* What questions are asked of: the store, its network as of the day, its model. */
#ifndef COPSE_CLI_KNOWLEDGE_H
#define COPSE_CLI_KNOWLEDGE_H

#include <sys/stat.h>

#include "call.h"

typedef struct cli_knowledge {
    copse_store *store;
    copse_network *network;
    copse_model *model;
    struct cli_knowledge *warm; /**< whose network and model these are; NULL: its own */
    /* Of what a batch keeps: of which store, day and versions it is. */
    char *path;
    copse_day as_of;
    int64_t data_version, state_version;
    copse_store *few_store; /**< open between requests that need few of its rows */
    char *few_path;
    struct stat few_file; /**< when it was opened: another may take its name */
} cli_knowledge;

/** Open the call's store and read its network. Close on failure, too. */
copse_status cli_knowledge_open(cli_knowledge *knowledge, cli_call *call, copse_store_access access,
                                copse_error *err);

/**
 * The same for what `join` needs for one member: a few rows, network and model, where these answer as
 * the whole would; else the network whole.
 */
copse_status cli_knowledge_open_for_join(cli_knowledge *knowledge, cli_call *call, const char *member,
                                         const copse_join_options *options, copse_error *err);

/**
 * Load the model. Where there is none yet, fit one: it is kept where the store can be written and
 * the answer is about today, else used this once. Which of it was done, and a model that is older
 * than the facts, is said on stderr.
 */
copse_status cli_knowledge_ready_model(cli_knowledge *knowledge, cli_call *call, copse_error *err);

/** Say on stderr if the model is older than the facts: for answers that hold no notes. */
void cli_knowledge_note_age(const cli_knowledge *knowledge, cli_call *call);

/** Note in the store's audit log what is about to be given out; a store that cannot be written
 * gives nothing. */
copse_status cli_knowledge_audit(cli_call *call, const char *action, const char *detail,
                                 copse_error *err);

/** A question that also needs what was recorded with 'copse record': of exchanges, promises, debriefs. */
typedef copse_status (*cli_ask_records)(cli_call *call, const cli_knowledge *knowledge, const copse_records *records,
                                        copse_error *err);

/** Open the call's store, read its network and its records, ask, and close. */
copse_status cli_knowledge_ask_records(cli_call *call, cli_ask_records ask, copse_error *err);

/** Close, but for what a batch keeps for the next request. */
void cli_knowledge_close(cli_knowledge *knowledge);

/** Free what a batch kept. */
void cli_knowledge_forget(cli_knowledge *warm);

#endif
