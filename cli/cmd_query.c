/* query: rows of SQL over what the audience may see. */
#include "error.h"
#include "knowledge.h"
#include "member.h"

enum { VIEWS };

static const cli_option options[] = {
    [VIEWS] = {.name = "views", .help = "list what can be read, with its columns"},
};

static copse_status ask(copse_account **out, copse_store *store, const cli_call *call, copse_error *err)
{
    if (call->values[VIEWS].is_given)
        return copse_store_list_views(out, store, err);
    if (call->n_operands == 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "'copse query --views' lists what can be read",
                        "there is no SQL to run");
    return copse_store_query(out, store, call->operands[0], &call->ctx, err);
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = ask(&account, store, call, err);
    copse_store_close(store);
    if (status == COPSE_OK && call->ctx.audience == COPSE_FOR_STEWARD)
        status = cli_knowledge_audit(call, "query", "", err);
    if (status == COPSE_OK)
        return cli_account_answer(call, account, err);
    copse_account_free(account);
    return status;
}

const cli_command cli_cmd_query = {
    .name = "query",
    .group = CLI_FOR_ANALYST,
    .summary = "Rows of SQL over what the audience may see",
    .examples = {"copse query \"SELECT name, members FROM communities ORDER BY members DESC LIMIT 5\"",
                 "copse query --views"},
    .usage = "query SQL [OPTIONS]\nquery --views",
    .details =
        "SQL is one SELECT over the views that --views lists, in SQLite's dialect. Counts of people are the\n"
        "published ones: NULL where one is suppressed. People are those who agreed to be named; with\n"
        "--for steward --reason TEXT, all who did not object. Nothing can be changed, no file is reached, and\n"
        "the store's own tables are closed, so that SQL from somebody else can be run.",
    CLI_OPTIONS(options),
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_TRUST,
    .run = run,
};
