#include "call.h"

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_status_report *report = NULL;

    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_status(&report, store, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_status(&call->sink, report, &call->render, &call->ctx, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_status_report_free(report);
    copse_store_close(store);
    return status;
}

const cli_command cli_cmd_status = {
    .name = "status",
    .group = CLI_FOR_STEWARD,
    .summary = "What the store holds, how fresh it is, and how old its model",
    .examples = {"copse status", "copse status --json"},
    .usage = "status [OPTIONS]",
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_STEWARD,
    .names_nobody = true,
    .run = run,
};
