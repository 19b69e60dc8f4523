/* forget: a person's rows, and then a model that never knew them. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "confirm.h"
#include "member.h"
#include "refit.h"

enum { DRY_RUN, YES };

static const cli_option options[] = {
    [DRY_RUN] = {.name = "dry-run", .help = "show what would go, change nothing"},
    [YES] = {.name = "yes", .help = "do not ask"},
};

static copse_status forget(copse_account **out, cli_call *call, const char *key, bool is_dry,
                           copse_error *err)
{
    copse_store *store = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_forget(out, store, key, is_dry, &call->ctx, err);
    copse_store_close(store);
    return status;
}

static copse_status ask(cli_call *call, const char *key, copse_error *err)
{
    copse_account *account = NULL;
    char question[160];
    copse_status status = forget(&account, call, key, true, err);
    if (status != COPSE_OK)
        return status;
    snprintf(question, sizeof question, "%" PRId64 " rows of '%.64s' will be removed",
             account->n_removed, key);
    copse_account_free(account);
    return cli_confirm(call, call->values[YES].is_given, question, err);
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_account *account = NULL;
    bool is_dry = call->values[DRY_RUN].is_given;
    char *key = NULL;

    copse_status status = cli_member_find(&key, call, call->operands[0], err);
    if (status == COPSE_OK && !is_dry)
        status = ask(call, key, err);
    if (status == COPSE_OK)
        status = forget(&account, call, key, is_dry, err);
    free(key);
    if (status != COPSE_OK)
        return status;
    if (!is_dry)
        cli_refit(call, account);
    return cli_account_answer(call, account, err);
}

const cli_command cli_cmd_forget = {
    .name = "forget",
    .group = CLI_FOR_STEWARD,
    .summary = "Remove everything about a person, for good",
    .examples = {"copse forget w01 --reason \"left, and asked for it\" --dry-run",
                 "copse forget w01 --reason \"left, and asked for it\" --yes"},
    .usage = "forget MEMBER --reason TEXT [OPTIONS]",
    .details =
        "Their rows go, and with them every model and count that was made of people. An import\n"
        "leaves them out from then on, by keyed hashes; the key is in the file STORE.key, to be\n"
        "kept beside the store. Lists the files that were given out. The reason is kept in the\n"
        "audit log.",
    CLI_OPTIONS(options),
    .least_operands = 1,
    .most_operands = 1,
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON),
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .run = run,
};
