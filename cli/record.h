/* What can be recorded by hand: one row of the table in cmd_record.c a word. */
#ifndef COPSE_CLI_RECORD_H
#define COPSE_CLI_RECORD_H

#include "call.h"

/** Options of the command; each word takes some of them. */
enum {
    CLI_RECORD_WITH,
    CLI_RECORD_COP,
    CLI_RECORD_ON,
    CLI_RECORD_TOPIC,
    CLI_RECORD_PROJECT,
    CLI_RECORD_NOTE,
    CLI_RECORD_SHARE,
    CLI_RECORD_DUE,
    CLI_RECORD_SETTLES,
    CLI_RECORD_FROM_CSV,
    CLI_RECORD_ACTION,
    CLI_RECORD_WHO,
    CLI_RECORD_PRESENT,
    CLI_RECORD_LEVEL,
    CLI_RECORD_UNDO,
    CLI_RECORD_OPTIONS
};

/** One bit an option. */
#define CLI_RECORD_TAKES(option) (1U << (CLI_RECORD_##option))

typedef struct cli_record {
    const char *word;
    const char *usage; /**< what follows the word */
    const char *help;  /**< one line */
    size_t n_operands; /**< after the word */
    unsigned takes;    /**< CLI_RECORD_TAKES() bits of the options that it takes */
    copse_status (*run)(cli_call *call, copse_error *err); /**< operands[0] is the word */
} cli_record;

/* record_decision.c: what a person decides about a CoP. */
copse_status cli_record_sensitive(cli_call *call, copse_error *err);

/* record_unit.c: what a person decides about a unit, or did for it. */
copse_status cli_record_unit(cli_call *call, copse_error *err);

/* record_term.c: the terms under which the data are held. */
copse_status cli_record_term(cli_call *call, copse_error *err);

/* record_exchange.c: what passed between people, one or a file of them. */
copse_status cli_record_exchange(cli_call *call, copse_error *err);
copse_status cli_record_file(cli_call *call, copse_error *err);

/* record_debrief.c: what a team learned and does with it, and that it is done. */
copse_status cli_record_debrief(cli_call *call, copse_error *err);
copse_status cli_record_done(cli_call *call, copse_error *err);

#endif
