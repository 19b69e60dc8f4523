#include "knowledge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

/* ---- what a batch keeps between requests ---- */

static void forget_whole(cli_knowledge *warm)
{
    copse_model_free(warm->model);
    copse_network_free(warm->network);
    free(warm->path);
    warm->model = NULL;
    warm->network = NULL;
    warm->path = NULL;
}

/* Whether it is of this call's store and day, and nothing was written since. */
static bool is_fresh(const cli_knowledge *warm, const cli_call *call, int64_t data_version, int64_t state_version)
{
    return warm->network && strcmp(warm->path, call->store_path) == 0 && warm->as_of == call->ctx.as_of &&
           warm->data_version == data_version && warm->state_version == state_version;
}

static copse_status load_warm(cli_knowledge *knowledge, cli_call *call, copse_error *err)
{
    cli_knowledge *warm = call->warm;
    int64_t data_version = copse_store_data_version(knowledge->store), state_version;
    copse_status status = copse_store_state_version(&state_version, knowledge->store, err);
    if (status == COPSE_OK && !is_fresh(warm, call, data_version, state_version)) {
        forget_whole(warm);
        warm->path = strdup(call->store_path);
        warm->as_of = call->ctx.as_of;
        warm->data_version = data_version;
        warm->state_version = state_version;
        status = warm->path ? copse_network_load(&warm->network, knowledge->store, &call->ctx, err)
                            : cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
        if (status != COPSE_OK)
            forget_whole(warm);
    }
    knowledge->warm = warm;
    knowledge->network = warm->network;
    knowledge->model = warm->model;
    return status;
}

copse_status cli_knowledge_open(cli_knowledge *knowledge, cli_call *call, copse_store_access access,
                                copse_error *err)
{
    *knowledge = (cli_knowledge){0};
    copse_status status = cli_call_open_store(&knowledge->store, call, access, err);
    if (status != COPSE_OK)
        return status;
    return call->warm ? load_warm(knowledge, call, err)
                      : copse_network_load(&knowledge->network, knowledge->store, &call->ctx, err);
}

/* ---- few rows ---- */

static void close_few(cli_knowledge *warm)
{
    copse_store_close(warm->few_store);
    free(warm->few_path);
    warm->few_store = NULL;
    warm->few_path = NULL;
}

static bool is_the_same_file(const cli_knowledge *warm, const char *path)
{
    struct stat now;
    return warm->few_store && strcmp(warm->few_path, path) == 0 && stat(path, &now) == 0 &&
           now.st_dev == warm->few_file.st_dev && now.st_ino == warm->few_file.st_ino;
}

/* The store of a batch's last request of this kind, if it is this call's. */
static copse_status open_few(cli_knowledge *warm, cli_call *call, copse_error *err)
{
    if (is_the_same_file(warm, call->store_path))
        return cli_call_read_terms(call, warm->few_store, err);
    close_few(warm);
    copse_status status = cli_call_open_store(&warm->few_store, call, COPSE_STORE_READ, err);
    warm->few_path = status == COPSE_OK ? strdup(call->store_path) : NULL;
    if (status == COPSE_OK && (!warm->few_path || stat(call->store_path, &warm->few_file) != 0))
        close_few(warm); /* this once it is opened again */
    return status == COPSE_OK && !warm->few_store
               ? cli_fail(err, COPSE_E_STORE, call->store_path, "try again", "the store went away")
               : status;
}

void cli_knowledge_forget(cli_knowledge *warm)
{
    forget_whole(warm);
    close_few(warm);
}

static copse_status read_few(cli_knowledge *knowledge, cli_call *call, copse_store *store, const char *member,
                             const copse_join_options *options, copse_error *err)
{
    return copse_question_join_read(&knowledge->network, &knowledge->model, store, member, options, &call->ctx, err);
}

static copse_status open_warm_for_join(cli_knowledge *knowledge, cli_call *call, const char *member,
                                       const copse_join_options *options, copse_error *err)
{
    copse_status status = open_few(call->warm, call, err);
    if (status == COPSE_OK)
        status = read_few(knowledge, call, call->warm->few_store, member, options, err);
    if (status != COPSE_OK || knowledge->network)
        return status;
    return cli_knowledge_open(knowledge, call, COPSE_STORE_READ, err);
}

copse_status cli_knowledge_open_for_join(cli_knowledge *knowledge, cli_call *call, const char *member,
                                         const copse_join_options *options, copse_error *err)
{
    *knowledge = (cli_knowledge){0};
    if (call->warm)
        return open_warm_for_join(knowledge, call, member, options, err);
    copse_status status = cli_call_open_store(&knowledge->store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = read_few(knowledge, call, knowledge->store, member, options, err);
    if (status == COPSE_OK && !knowledge->network)
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
    if (knowledge->model)
        return COPSE_OK;
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
    if (knowledge->warm) {
        knowledge->warm->model = knowledge->model; /* loaded or fitted just now, or as it was */
    } else {
        copse_model_free(knowledge->model);
        copse_network_free(knowledge->network);
    }
    copse_store_close(knowledge->store);
    *knowledge = (cli_knowledge){0};
}

copse_status cli_knowledge_ask_records(cli_call *call, cli_ask_records ask, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_records *records = NULL;
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_read_records(&records, knowledge.store, copse_network_facts(knowledge.network), &call->ctx,
                                          err);
    if (status == COPSE_OK)
        status = ask(call, &knowledge, records, err);
    copse_records_free(records);
    cli_knowledge_close(&knowledge);
    return status;
}
