/* subject-access: everything that is held about one person, for that person. */
#include <stdlib.h>

#include "member.h"

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    char *key = NULL;

    copse_status status = cli_member_find(&key, call, call->operands[0], err);
    call->ctx.audience_key = key;
    if (status == COPSE_OK)
        status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_subject_access(&account, store, key, &call->ctx, err);
    copse_store_close(store);
    call->ctx.terms = NULL; /* they are a table of the answer */
    if (status == COPSE_OK)
        status = cli_account_answer(call, account, err);
    call->ctx.audience_key = NULL;
    free(key);
    return status;
}

const cli_command cli_cmd_subject_access = {
    .name = "subject-access",
    .group = CLI_FOR_STEWARD,
    .summary = "Everything that is held about a person, for that person",
    .examples = {"copse subject-access w01", "copse subject-access w01 -o w01.html"},
    .usage = "subject-access MEMBER [OPTIONS]",
    .details =
        "Other people in it are not named, also where a text names them in full. That it was asked\n"
        "for is in the audit log, not by whom.",
    .least_operands = 1,
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE |
               CLI_WRITES(COPSE_HTML),
    .audience = COPSE_FOR_SELF,
    .is_for_them_only = true,
    .run = run,
};
