#include "call.h"

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_model *model = NULL;

    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_model_load(&model, store, err);
    if (status == COPSE_OK)
        status = copse_report_model(&call->sink, copse_model_describe(model), &call->render,
                                    &call->ctx, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_model_free(model);
    copse_store_close(store);
    return status;
}

const cli_command cli_cmd_model = {
    .name = "model",
    .group = CLI_FOR_ANALYST,
    .summary = "Which model was fitted, on what, with which options, and how well it did",
    .examples = {"copse model", "copse model --json"},
    .usage = "model [OPTIONS]",
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON),
    .run = run,
};
