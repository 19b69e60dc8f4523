#include "refit.h"

#include "knowledge.h"

void cli_refit(cli_call *call, const copse_account *account)
{
    cli_knowledge knowledge = {0};
    copse_error why = COPSE_ERROR_INIT;
    copse_fit_options how = COPSE_FIT_OPTIONS_INIT;

    if (!account->model_kind)
        return;
    how.kind = account->model_kind;
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_WRITE, &why);
    copse_context ctx = call->ctx;
    ctx.seed = account->model_seed;
    if (status == COPSE_OK)
        status = copse_model_fit(&knowledge.model, knowledge.network, &how, &ctx, &why);
    if (status == COPSE_OK)
        status = copse_model_save(knowledge.model, knowledge.store, &ctx, &why);
    if (status == COPSE_OK)
        status = copse_network_publish(knowledge.store, knowledge.network, &ctx, &why);
    cli_knowledge_close(&knowledge);
    if (status == COPSE_OK)
        cli_call_note(call, "a new %s model was fitted on what is left", account->model_kind);
    else
        cli_call_note(call, "no model is fitted: %s; 'copse fit' makes one", why.what);
}
