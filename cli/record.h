/* What can be recorded by hand: one row of the table in cmd_record.c a word. */
#ifndef COPSE_CLI_RECORD_H
#define COPSE_CLI_RECORD_H

#include "call.h"

typedef struct cli_record {
    const char *word;
    const char *usage; /**< what follows the word */
    const char *help;  /**< one line */
    size_t n_operands; /**< after the word */
    bool is_of_unit;   /**< takes --level and --undo */
    copse_status (*run)(cli_call *call, copse_error *err); /**< operands[0] is the word */
} cli_record;

/* record_decision.c: what a person decides about a CoP. */
copse_status cli_record_sensitive(cli_call *call, copse_error *err);

/** Options of the command, for words that are of a unit. */
enum { CLI_RECORD_LEVEL, CLI_RECORD_UNDO };

/* record_unit.c: what a person decides about a unit, or did for it. */
copse_status cli_record_unit(cli_call *call, copse_error *err);

/* record_term.c: the terms under which the data are held. */
copse_status cli_record_term(cli_call *call, copse_error *err);

#endif
