#include "error.h"
#include "member.h"
#include "suggest.h"

enum { MERGE, INTO, UNDO, APART, FROM, SUGGEST };

static const cli_option options[] = {
    [MERGE] = {.name = "merge",
               .takes = CLI_TAKES_TEXT,
               .placeholder = "KEY",
               .help = "this topic is another name of --into KEY"},
    [INTO] = {.name = "into",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "KEY",
              .help = "the topic that stays"},
    [UNDO] = {.name = "undo",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "KEY",
              .help = "take back that this topic was merged"},
    [APART] = {.name = "apart",
               .takes = CLI_TAKES_TEXT,
               .placeholder = "KEY",
               .help = "this topic and --from KEY are two: do not list them again"},
    [FROM] = {.name = "from",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "KEY",
              .help = "the other one"},
    [SUGGEST] =
        {.name = "suggest",
         .takes = CLI_TAKES_TEXT,
         .placeholder = "DIR",
         .help = "propose topics of CoPs as CSV files in DIR, to edit and\nimport; for the steward "
                 "expertise of people, too"},
};

static copse_status fail(copse_error *err, const char *what)
{
    return cli_fail(err, COPSE_E_ARGUMENT, NULL, "--help shows examples", "%s", what);
}

/* One thing at a time, and whole. */
static copse_status check(const cli_value *values, copse_error *err)
{
    if (values[MERGE].is_given + values[UNDO].is_given + values[APART].is_given +
            values[SUGGEST].is_given >
        1)
        return fail(err, "--merge, --undo, --apart and --suggest exclude each other");
    if (values[MERGE].is_given != values[INTO].is_given)
        return fail(err, "--merge KEY and --into KEY belong together");
    if (values[APART].is_given != values[FROM].is_given)
        return fail(err, "--apart KEY and --from KEY belong together");
    return COPSE_OK;
}

static copse_status decide(copse_account **account, cli_call *call, const copse_topic_word *word,
                           copse_error *err)
{
    copse_store *store = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_decide_topics(account, store, word, &call->ctx, err);
    copse_store_close(store);
    return status;
}

static copse_status list(copse_account **account, cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_list_topics(account, store, &call->ctx, err);
    copse_store_close(store);
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    const cli_value *values = call->values;
    const copse_topic_word merge = {COPSE_TOPIC_MERGE, values[MERGE].text, values[INTO].text};
    const copse_topic_word undo = {COPSE_TOPIC_UNDO, values[UNDO].text, NULL};
    const copse_topic_word apart = {COPSE_TOPIC_APART, values[APART].text, values[FROM].text};
    copse_account *account = NULL;
    copse_status status = check(values, err);
    if (status != COPSE_OK)
        return status;
    if (values[SUGGEST].is_given)
        status = cli_suggest(&account, call, values[SUGGEST].text, err);
    else if (values[MERGE].is_given || values[UNDO].is_given || values[APART].is_given)
        status = decide(&account, call,
                        values[MERGE].is_given  ? &merge
                        : values[UNDO].is_given ? &undo
                                                : &apart,
                        err);
    else
        status = list(&account, call, err);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

const cli_command cli_cmd_topics = {
    .name = "topics",
    .group = CLI_FOR_STEWARD,
    .summary = "Topics that look alike: merge them, or not; propose topics where there are none",
    .examples = {"copse topics", "copse topics --suggest proposed/"},
    .usage = "topics [OPTIONS]\n"
             "topics --merge KEY --into KEY\n"
             "topics --undo KEY\n"
             "topics --apart KEY --from KEY\n"
             "topics --suggest DIR",
    .details =
        "A merge is a decision that is kept: rows stay as they came, a file that brings the topic\n"
        "again changes nothing, and --undo takes it back without a trace. What --suggest writes "
        "is\n"
        "not stored before somebody has read it and imports it.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_HTML),
    .run = run,
};
