#include "knowledge.h"

enum { MODEL, KEEP };

static const cli_option options[] = {
    [MODEL] = {.name = "model",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "KIND",
              .help = "of model (default auto: what does best on these data)"},
    [KEEP] = {.name = "keep",
              .takes = CLI_TAKES_NUMBER,
              .placeholder = "N",
              .least = 1,
              .most = 100000,
              .help = "how many of the largest weights a row keeps"},
};

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge;
    copse_fit_options fit = {.kind = call->values[MODEL].text,
                             .top_weights = (int)call->values[KEEP].number};

    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_model_fit(&knowledge.model, knowledge.network, &fit, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_model_save(knowledge.model, knowledge.store, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_network_publish(knowledge.store, knowledge.network, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_model(&call->sink, copse_model_describe(knowledge.model),
                                    &call->render, &call->ctx, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    cli_knowledge_close(&knowledge);
    return status;
}

const cli_command cli_cmd_fit = {
    .name = "fit",
    .group = CLI_FOR_STEWARD,
    .summary = "Learn from the data who fits where, and keep it in the store",
    .examples = {"copse fit", "copse fit --model rp3beta --seed 7"},
    .usage = "fit [OPTIONS]",
    .details = "After an import, so that answers follow the new facts. The same data and seed give "
               "the same model.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON),
    .run = run,
};
