#include <string.h>

#include "call.h"
#include "commands.h"
#include "help.h"

static copse_status write_help(cli_call *call, copse_error *err)
{
    const cli_command *command = NULL;
    if (call->n_operands == 0)
        return cli_help_write_all(&call->output, err);
    if (strcmp(call->operands[0], "rules") == 0)
        return copse_report_rules(&call->sink, &call->render, err);
    if (strcmp(call->operands[0], "measures") == 0)
        return copse_report_measures(&call->sink, &call->render, &call->ctx, err);
    copse_status status = cli_commands_find(&command, call->operands[0], err);
    return status == COPSE_OK ? cli_help_write_command(&call->output, command, err) : status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_status status = write_help(call, err);
    return status == COPSE_OK ? cli_call_finish_answer(call, err) : status;
}

const cli_command cli_cmd_help = {
    .name = "help",
    .group = CLI_FOR_EVERYBODY,
    .summary = "The commands, one of them, the rules with their thresholds, or the measures",
    .examples = {"copse help join", "copse help rules"},
    .usage = "help [COMMAND | rules | measures]",
    .most_operands = 1,
    .formats = CLI_WRITES(COPSE_TEXT),
    .run = run,
};
