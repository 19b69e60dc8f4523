/* help: the tables of the program, as text to read, as manual pages, and as what shells complete. */
#include <string.h>

#include "call.h"
#include "commands.h"
#include "completion.h"
#include "error.h"
#include "help.h"
#include "manual.h"

static const char *const forms[] = {"text", "man", "bash", "zsh", "fish", NULL};
enum { TEXT, MAN, N_FORMS = sizeof forms / sizeof forms[0] - 1 };

static void (*const print_form[N_FORMS])(FILE *to, const cli_command *command) = {
    cli_help_print, cli_manual_print, cli_completion_print_bash, cli_completion_print_zsh, cli_completion_print_fish,
};

enum { AS };

static const cli_option options[] = {
    [AS] = {.name = "as",
            .takes = CLI_TAKES_WORD,
            .placeholder = "FORM",
            .words = forms,
            .help = "text (default), man, or the completions of bash, zsh or fish"},
};

static copse_status write_help(cli_call *call, copse_error *err)
{
    const cli_command *command = NULL;
    const char *word = call->n_operands > 0 ? call->operands[0] : NULL;
    int64_t form = call->values[AS].is_given ? call->values[AS].number : TEXT;
    if (word && form > MAN)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "leave the command out", "completions are of all commands at once");
    if (word && form == TEXT && strcmp(word, "rules") == 0)
        return copse_report_rules(&call->sink, &call->render, err);
    if (word && form == TEXT && strcmp(word, "handbook") == 0)
        return copse_report_handbook(&call->sink, &call->render, err);
    if (word && form == TEXT && strcmp(word, "measures") == 0)
        return copse_report_measures(&call->sink, &call->render, &call->ctx, err);
    copse_status status = word ? cli_commands_find(&command, word, err) : COPSE_OK;
    return status == COPSE_OK ? cli_help_compose(&call->output, print_form[form], command, err) : status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_status status = write_help(call, err);
    return status == COPSE_OK ? cli_call_finish_answer(call, err) : status;
}

const cli_command cli_cmd_help = {
    .name = "help",
    .group = CLI_FOR_EVERYBODY,
    .summary = "The commands, one of them, the rules with thresholds, the measures, the handbook",
    .examples = {"copse help join", "copse help rules"},
    .usage = "help [COMMAND | rules | measures | handbook] [OPTIONS]",
    .details = "The manual pages and the completions that are installed are made with --as, from the same tables.",
    CLI_OPTIONS(options),
    .most_operands = 1,
    .formats = CLI_WRITES(COPSE_TEXT),
    .run = run,
};
