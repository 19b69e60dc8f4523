#include "call.h"

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_backup(store, call->operands[0], &call->ctx, err);
    if (status == COPSE_OK) {
        call->ctx.audience = COPSE_FOR_STEWARD; /* it holds everything */
        cli_call_record_output(call, call->operands[0]);
        cli_call_note(call, "%s is a whole copy of %s", call->operands[0], call->store_path);
    }
    copse_store_close(store);
    return status;
}

const cli_command cli_cmd_backup = {
    .name = "backup",
    .group = CLI_FOR_STEWARD,
    .summary = "Copy the store to a new file, even while it is in use",
    .examples = {"copse backup trust-march.copse", "copse backup ~/backups/trust.copse"},
    .usage = "backup FILE [OPTIONS]",
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
