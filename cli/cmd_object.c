#include <stdlib.h>

#include "member.h"

enum { UNDO };

static const cli_option options[] = {
    [UNDO] = {.name = "undo", .help = "they took it back"},
};

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    char *key = NULL;

    copse_status status = cli_member_find(&key, call, call->operands[0], err);
    if (status == COPSE_OK)
        status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status =
            copse_store_object(&account, store, key, call->values[UNDO].is_given, &call->ctx, err);
    copse_store_close(store);
    free(key);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

const cli_command cli_cmd_object = {
    .name = "object",
    .group = CLI_FOR_STEWARD,
    .summary = "Somebody objects: they are in no list, model or path from now on",
    .examples = {"copse object w01", "copse object w01 --undo"},
    .usage = "object MEMBER [OPTIONS]",
    .details =
        "Their rows stay; 'copse forget' removes them. An import never takes an objection back.",
    CLI_OPTIONS(options),
    .least_operands = 1,
    .most_operands = 1,
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON),
    .audience = COPSE_FOR_SELF,
    .is_for_them_only = true,
    .run = run,
};
