/*
 * Command lines, declared as tables: long options, `--name value` and
 * `--name=value`, a few letters, `--` ends options, operands anywhere. An
 * unknown option gets a suggestion. The value of options[i] is values[i].
 */
#ifndef COPSE_CLI_OPTIONS_H
#define COPSE_CLI_OPTIONS_H

#include "copse.h"

typedef enum cli_takes {
    CLI_TAKES_NOTHING = 0,
    CLI_TAKES_TEXT,
    CLI_TAKES_TEXTS,  /**< may be repeated, and all are kept; the last one counts elsewhere */
    CLI_TAKES_NUMBER, /**< a whole number in least..most */
    CLI_TAKES_DAY,
    CLI_TAKES_WORD /**< one of words */
} cli_takes;

typedef struct cli_option {
    const char *name;
    char letter; /**< 0: none */
    cli_takes takes;
    const char *placeholder;
    const char *help;
    int64_t least, most;      /**< of a number */
    const char *const *words; /**< ended by NULL */
    const char *key_after;    /**< the word after which a key follows: --for team KEY */
} cli_option;

typedef struct cli_value {
    bool is_given;
    const char *text;
    int64_t number;     /**< also a day, and the place of a word among words */
    const char *key;    /**< what followed key_after */
    const char **texts; /**< [n_texts] */
    size_t n_texts;
} cli_value;

/** One table of options and, beside it, the values that a command line gave them. */
typedef struct cli_option_table {
    const cli_option *options;
    size_t n;
    cli_value *values; /**< [n] */
} cli_option_table;

typedef struct cli_operands {
    const char **items;
    size_t n;
} cli_operands;

/**
 * Read argv [n] (the words after the command) into the tables' values and the operands.
 *
 * All that is kept points into argv. On failure, too, the caller frees with cli_options_free().
 * @return COPSE_OK, COPSE_E_ARGUMENT, COPSE_E_NOMEM.
 */
copse_status cli_options_parse(cli_option_table *tables, size_t n_tables, cli_operands *operands,
                               const char *const *argv, size_t n, copse_error *err);
void cli_options_free(cli_option_table *tables, size_t n_tables, cli_operands *operands);

/** A share between 0 and 1, neither included; out stays where the option is not given. @param name  "--q" */
copse_status cli_value_share(double *out, const cli_value *value, const char *name, copse_error *err);

#endif
