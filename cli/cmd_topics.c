#include "error.h"
#include "member.h"
#include "suggest.h"

enum { SUGGEST };

static const cli_option options[] = {
    [SUGGEST] = {.name = "suggest",
                 .takes = CLI_TAKES_TEXT,
                 .placeholder = "DIR",
                 .help = "propose topics of CoPs as CSV files in DIR, to edit and\nimport; for the steward "
                         "expertise of people, too"},
};

static copse_status run(cli_call *call, copse_error *err)
{
    copse_account *account = NULL;
    if (!call->values[SUGGEST].is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "add --suggest DIR", "it is not said what to do");
    copse_status status = cli_suggest(&account, call, call->values[SUGGEST].text, err);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

const cli_command cli_cmd_topics = {
    .name = "topics",
    .group = CLI_FOR_STEWARD,
    .summary = "Propose topics where there are none",
    .examples = {"copse topics --suggest proposed/",
                 "copse topics --suggest roles/ --for steward --reason 'first topics'"},
    .usage = "topics --suggest DIR [OPTIONS]",
    .details = "Nothing is stored before somebody has read the files and imports them.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_HTML),
    .run = run,
};
