#include "knowledge.h"

#include <inttypes.h>

#include "error.h"

copse_status cli_knowledge_open(cli_knowledge *knowledge, cli_call *call, copse_store_access access,
                                copse_error *err)
{
    *knowledge = (cli_knowledge){0};
    copse_status status = cli_call_open_store(&knowledge->store, call, access, err);
    if (status == COPSE_OK)
        status = copse_network_load(&knowledge->network, knowledge->store, &call->ctx, err);
    return status;
}

/* A store on read-only media is no reason to give no answer. */
static copse_status keep_model(const cli_knowledge *knowledge, cli_call *call, copse_error *err)
{
    copse_store *writable = NULL;
    copse_error why = COPSE_ERROR_INIT;

    if (call->is_another_day) {
        cli_call_note(call,
                      "the new model is of another day than today: it is used once and not kept");
        return COPSE_OK;
    }
    copse_status status = copse_store_open(&writable, call->store_path, COPSE_STORE_WRITE, &why);
    if (status == COPSE_OK)
        status = copse_model_save(knowledge->model, writable, &call->ctx, &why);
    if (status == COPSE_OK)
        status = copse_network_publish(writable, knowledge->network, &call->ctx, &why);
    copse_store_close(writable);
    if (status == COPSE_E_STORE) {
        cli_call_note(call, "the new model is used once and not kept: %s", why.what);
        return COPSE_OK;
    }
    if (status != COPSE_OK)
        *err = why;
    return status;
}

static copse_status fit_model(cli_knowledge *knowledge, cli_call *call, copse_error *err)
{
    copse_fit_options options = COPSE_FIT_OPTIONS_INIT;
    cli_call_note(call, "nothing was fitted yet: fitting a model first");
    copse_status status =
        copse_model_fit(&knowledge->model, knowledge->network, &options, &call->ctx, err);
    return status == COPSE_OK ? keep_model(knowledge, call, err) : status;
}

copse_status cli_knowledge_ready_model(cli_knowledge *knowledge, cli_call *call, copse_error *err)
{
    copse_status status = copse_model_load(&knowledge->model, knowledge->store, err);
    return status == COPSE_E_NOT_FOUND ? fit_model(knowledge, call, err) : status;
}

void cli_knowledge_note_age(const cli_knowledge *knowledge, cli_call *call)
{
    int64_t fitted_on = copse_model_describe(knowledge->model)->data_version;
    int64_t now = copse_store_data_version(knowledge->store);
    if (fitted_on != now)
        cli_call_note(call,
                      "the model was fitted on data version %" PRId64
                      " and the data are now at version %" PRId64
                      ": 'copse fit' brings it up to date",
                      fitted_on, now);
}

copse_status cli_knowledge_audit(cli_call *call, const char *action, const char *detail,
                                 copse_error *err)
{
    copse_store *writable = NULL;
    copse_status status = copse_store_open(&writable, call->store_path, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_audit(writable, action, detail, &call->ctx, err);
    copse_store_close(writable);
    return status;
}

void cli_knowledge_close(cli_knowledge *knowledge)
{
    copse_model_free(knowledge->model);
    copse_network_free(knowledge->network);
    copse_store_close(knowledge->store);
    *knowledge = (cli_knowledge){0};
}
