#include "call.h"

static copse_status run(cli_call *call, copse_error *err)
{
    const char *dir = call->operands[0];
    copse_status status = copse_store_write_template(dir, err);
    if (status == COPSE_OK)
        cli_call_note(call,
                      "%s holds every table with two example rows; fill in those that you have, "
                      "delete the others, then: copse import %s",
                      dir, dir);
    return status;
}

const cli_command cli_cmd_template = {
    .name = "template",
    .group = CLI_FOR_STEWARD,
    .summary = "Write every table that can be imported, with two example rows each",
    .examples = {"copse template forms/", "copse template ~/Documents/copse-tables"},
    .usage = "template DIR",
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
