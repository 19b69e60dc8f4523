#include "member.h"

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_audit_log(&account, store, &call->ctx, err);
    copse_store_close(store);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

const cli_command cli_cmd_audit = {
    .name = "audit",
    .group = CLI_FOR_STEWARD,
    .summary = "What was changed and given out, when, why and for whom",
    .examples = {"copse audit", "copse audit --csv"},
    .usage = "audit [OPTIONS]",
    .details = "The log names nobody. 'copse outputs' lists the files that were given out.",
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .names_nobody = true,
    .run = run,
};
