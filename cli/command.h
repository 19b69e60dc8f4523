/* What a command is: one row of the table in commands.c, one file cmd_<name>.c. */
#ifndef COPSE_CLI_COMMAND_H
#define COPSE_CLI_COMMAND_H

#include "options.h"

struct cli_call;

/** Who uses a command: `copse help` groups by it. */
typedef enum cli_group {
    CLI_FOR_MEMBERS = 0,
    CLI_FOR_STEWARD,
    CLI_FOR_ANALYST,
    CLI_FOR_EVERYBODY,
    CLI_N_GROUPS
} cli_group;

/** As many options as a command may have of its own. */
enum { CLI_MOST_OPTIONS = 24 };

/** One bit a copse_format. */
#define CLI_WRITES(format) (1U << (format))

/** What most answers are: words for a person, JSON for a program, a table for a spreadsheet. */
#define CLI_WRITES_TABLE (CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_CSV))

/** Of those who look at the file's name themselves: .svg and .png. Rendered as text is. */
enum { CLI_PICTURE = COPSE_HTML + 1 };

typedef struct cli_command {
    const char *name;
    cli_group group;
    const char *summary;     /**< one line without a full stop */
    const char *examples[2]; /**< each runs as it stands, beside a trust.copse and a folder data/ */
    const char *usage;       /**< one line or several, without "copse " */
    const char *details;     /**< what else one should know, in lines of at most 90; may be NULL */
    const cli_option *options;
    size_t n_options;
    size_t least_operands, most_operands;
    unsigned formats;        /**< CLI_WRITES() bits of its answer; 0: it has none */
    copse_audience audience; /**< whom its answer is for unless said */
    bool is_for_them_only;   /**< and for nobody else */
    const char *stewards_option; /**< with this option of its own it is for the steward only; NULL */
    bool names_nobody;       /**< so the steward need not say why they ask */
    copse_status (*run)(struct cli_call *call, copse_error *err);
} cli_command;

#define CLI_OPTIONS(table) .options = (table), .n_options = sizeof(table) / sizeof((table)[0])

#endif
