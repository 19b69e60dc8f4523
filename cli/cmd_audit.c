#include "member.h"

enum { OUTPUTS };

static const cli_option options[] = {
    [OUTPUTS] = {.name = "outputs", .help = "the files that were given out, instead of the log"},
};

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_status status = copse_store_open(&store, call->store_path, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = call->values[OUTPUTS].is_given
                     ? copse_store_output_register(&account, store, &call->ctx, err)
                     : copse_store_audit_log(&account, store, &call->ctx, err);
    copse_store_close(store);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

const cli_command cli_cmd_audit = {
    .name = "audit",
    .group = CLI_FOR_STEWARD,
    .summary = "What was changed and given out, when, why and for whom",
    .examples = {"copse audit", "copse audit --outputs --csv"},
    .usage = "audit [OPTIONS]",
    .details =
        "The log names nobody. A file that -o wrote is in the register with its path and hash.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_CSV),
    .run = run,
};
