#include "member.h"

enum { SUGGEST };

static const cli_option options[] = {
    [SUGGEST] = {.name = "suggest",
                 .takes = CLI_TAKES_TEXT,
                 .placeholder = "DIR",
                 .help = "propose topics of CoPs as CSV files in DIR, to edit and\nimport; for the steward "
                         "expertise of people, too"},
};

static copse_status suggest(cli_call *call, const char *dir, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_store_access access =
        call->ctx.audience == COPSE_FOR_STEWARD ? COPSE_STORE_WRITE : COPSE_STORE_READ;
    copse_status status = copse_store_open(&store, call->store_path, access, err);
    if (status == COPSE_OK)
        status = copse_store_suggest_topics(&account, store, dir, &call->ctx, err);
    copse_store_close(store);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    return suggest(call, call->values[SUGGEST].text, err);
}

const cli_command cli_cmd_topics = {
    .name = "topics",
    .group = CLI_FOR_STEWARD,
    .summary = "Propose topics where there are none",
    .examples = {"copse topics --suggest proposed/", "copse topics --suggest proposed/ --for steward --reason "
                                                      "\"first topics\""},
    .usage = "topics --suggest DIR [OPTIONS]",
    .details = "Nothing is stored before somebody has read the files and imports them.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_HTML),
    .run = run,
};
