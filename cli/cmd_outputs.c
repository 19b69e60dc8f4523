#include "member.h"

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_output_register(&account, store, &call->ctx, err);
    copse_store_close(store);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

const cli_command cli_cmd_outputs = {
    .name = "outputs",
    .group = CLI_FOR_STEWARD,
    .summary = "Which files were given out, when and for whom, so that they can be recalled",
    .examples = {"copse outputs", "copse outputs --csv -o register.csv"},
    .usage = "outputs [OPTIONS]",
    .details = "Every file that -o, --letters, 'copse backup' or 'copse export' wrote, with the hash of "
               "its\nbytes. 'copse forget' lists them too.",
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .names_nobody = true,
    .run = run,
};
