#include "call.h"

#include "error.h"

enum { PROTOCOL, MODEL, K, ROUNDS, SHARE, SPLIT };

static const cli_option options[] = {
    [PROTOCOL] = {.name = "protocol", .takes = CLI_TAKES_TEXT, .placeholder = "NAME",
                  .help = "leave-one-out (default), hold-out, by-time or k-fold"},
    [MODEL] = {.name = "model", .takes = CLI_TAKES_TEXT, .placeholder = "KIND",
               .help = "what is put to the test (default auto)"},
    [K] = {.name = "top", .takes = CLI_TAKES_NUMBER, .placeholder = "N", .least = 1, .most = 1000,
           .help = "how many CoPs a member is shown (default 5)"},
    [ROUNDS] = {.name = "rounds", .takes = CLI_TAKES_NUMBER, .placeholder = "N", .least = 1, .most = 1000,
                .help = "repetitions with other draws (default 3), or folds (5)"},
    [SHARE] = {.name = "percent", .takes = CLI_TAKES_NUMBER, .placeholder = "N", .least = 1, .most = 90,
               .help = "how much hold-out hides, in percent (default 20)"},
    [SPLIT] = {.name = "since", .takes = CLI_TAKES_TEXT, .placeholder = "DATE",
               .help = "first day that by-time hides (default: hides a fifth)"},
};

static copse_status read_options(copse_evaluate_options *out, const cli_call *call, copse_error *err)
{
    const char *protocol = call->values[PROTOCOL].text, *since = call->values[SPLIT].text;
    if (protocol && !copse_protocol_parse(&out->protocol, protocol))
        return cli_fail(err, COPSE_E_ARGUMENT, "--protocol",
                        "it is one of leave-one-out, hold-out, by-time and k-fold",
                        "there is no protocol '%s'", protocol);
    if (since && !copse_day_parse(&out->split, since))
        return cli_fail(err, COPSE_E_ARGUMENT, "--since", "write it as 2026-03-31", "'%s' is no date",
                        since);
    out->kind = call->values[MODEL].text;
    out->k = (int)call->values[K].number;
    out->rounds = (int)call->values[ROUNDS].number;
    out->share = (double)call->values[SHARE].number / 100.0;
    return COPSE_OK;
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_evaluate_options options_given = COPSE_EVALUATE_OPTIONS_INIT;
    copse_evaluate_answer *answer = NULL;
    copse_store *store = NULL;
    copse_facts *facts = NULL;

    copse_status status = read_options(&options_given, call, err);
    if (status == COPSE_OK)
        status = copse_store_open(&store, call->store_path, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_read_facts(&facts, store, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_question_evaluate(&answer, facts, &options_given, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_evaluate(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_evaluate_answer_free(answer);
    copse_facts_free(facts);
    copse_store_close(store);
    return status;
}

const cli_command cli_cmd_evaluate = {
    .name = "evaluate",
    .group = CLI_FOR_STEWARD,
    .summary = "How far the recommendations can be trusted on your own data",
    .examples = {"copse evaluate", "copse evaluate --protocol k-fold --top 10 --json"},
    .usage = "evaluate [OPTIONS]",
    .details = "Memberships are hidden, a model is fitted on the rest, and Copse looks whether they are found\n"
               "again, side by side with recommending the largest CoPs and those of the team. It ends in\n"
               "words: rely on it, or do not. Nothing in the store is changed.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_CSV),
    .run = run,
};
