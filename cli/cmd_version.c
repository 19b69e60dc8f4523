#include <stdio.h>

#include "call.h"

static copse_status run(cli_call *call, copse_error *err)
{
    char text[64];
    snprintf(text, sizeof text, "copse %s\n", copse_version());
    copse_status status = cli_output_write(&call->output, text, err);
    return status == COPSE_OK ? cli_call_finish_answer(call, err) : status;
}

const cli_command cli_cmd_version = {
    .name = "version",
    .group = CLI_FOR_EVERYBODY,
    .summary = "Which version of Copse this is",
    .examples = {"copse version", "copse --version"},
    .usage = "version",
    .formats = CLI_WRITES(COPSE_TEXT),
    .run = run,
};
