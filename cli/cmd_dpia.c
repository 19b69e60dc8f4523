#include "member.h"

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_dpia(&account, store, &call->ctx, err);
    copse_store_close(store);
    call->ctx.terms = NULL; /* they are a table of the answer */
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

const cli_command cli_cmd_dpia = {
    .name = "dpia",
    .group = CLI_FOR_STEWARD,
    .summary = "What a data protection impact assessment asks, answered from the store",
    .examples = {"copse dpia", "copse dpia -o dpia.html"},
    .usage = "dpia [OPTIONS]",
    .details =
        "What is held and where from, why, on which basis and for how long, who sees what, what leaves\n"
        "the machine, which command serves which right, the risks and what is done about them. It\n"
        "says what is for the information governance officer to decide. It counts nobody.",
    .formats = CLI_WRITES_TABLE |
               CLI_WRITES(COPSE_HTML),
    .run = run,
};
