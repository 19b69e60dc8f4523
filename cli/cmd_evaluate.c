#include "call.h"

#include "error.h"

enum { PROTOCOL, MODEL, AGAINST, K, ROUNDS, SHARE, SPLIT };

static const cli_option options[] = {
    [PROTOCOL] = {.name = "protocol", .takes = CLI_TAKES_TEXT, .placeholder = "NAME",
                  .help = "leave-one-out (default), hold-out, by-time or k-fold"},
    [MODEL] = {.name = "model", .takes = CLI_TAKES_TEXT, .placeholder = "KIND",
               .help = "what is put to the test (default auto)"},
    [AGAINST] = {.name = "against", .takes = CLI_TAKES_TEXTS, .placeholder = "KIND",
                 .help = "compare with this kind, too, or with all; may be repeated"},
    [K] = {.name = "top", .takes = CLI_TAKES_NUMBER, .placeholder = "N", .least = 1, .most = 1000,
           .help = "how many CoPs a member is shown (default 5)"},
    [ROUNDS] = {.name = "rounds", .takes = CLI_TAKES_NUMBER, .placeholder = "N", .least = 1, .most = 1000,
                .help = "repetitions with other draws (default 3), or folds (5)"},
    [SHARE] = {.name = "percent", .takes = CLI_TAKES_NUMBER, .placeholder = "N", .least = 1, .most = 90,
               .help = "how much hold-out hides, in percent (default 20)"},
    [SPLIT] = {.name = "since", .takes = CLI_TAKES_DAY, .placeholder = "DATE",
               .help = "first day that by-time hides (default: hides a fifth)"},
};

/* An option that the protocol does not look at would be a promise that is not kept. */
static copse_status check_belongs(const cli_call *call, size_t option, const char *name, copse_protocol belongs,
                                  copse_protocol given, copse_error *err)
{
    if (!call->values[option].is_given || belongs == given)
        return COPSE_OK;
    return cli_fail(err, COPSE_E_ARGUMENT, name, "leave it out, or name that protocol",
                    "it is for --protocol %s, and this is %s", copse_protocol_name(belongs),
                    copse_protocol_name(given));
}

static copse_status read_options(copse_evaluate_options *out, const cli_call *call, copse_error *err)
{
    const char *protocol = call->values[PROTOCOL].text;
    if (protocol && !copse_protocol_parse(&out->protocol, protocol))
        return cli_fail(err, COPSE_E_ARGUMENT, "--protocol",
                        "it is one of leave-one-out, hold-out, by-time and k-fold",
                        "there is no protocol '%s'", protocol);
    copse_status status = check_belongs(call, SPLIT, "--since", COPSE_BY_TIME, out->protocol, err);
    if (status == COPSE_OK)
        status = check_belongs(call, SHARE, "--percent", COPSE_HOLD_OUT, out->protocol, err);
    if (status == COPSE_OK && call->values[ROUNDS].is_given && out->protocol == COPSE_BY_TIME)
        status = cli_fail(err, COPSE_E_ARGUMENT, "--rounds", "leave it out",
                          "a split by time is always the same: there is one round of it");
    if (call->values[SPLIT].is_given)
        out->split = (copse_day)call->values[SPLIT].number;
    out->kind = call->values[MODEL].text;
    out->against = call->values[AGAINST].texts;
    out->n_against = call->values[AGAINST].n_texts;
    out->k = (int)call->values[K].number;
    out->rounds = (int)call->values[ROUNDS].number;
    out->share = (double)call->values[SHARE].number / 100.0;
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_evaluate_options options_given = COPSE_EVALUATE_OPTIONS_INIT;
    copse_evaluate_answer *answer = NULL;
    copse_store *store = NULL;
    copse_facts *facts = NULL;

    copse_status status = read_options(&options_given, call, err);
    if (status == COPSE_OK)
        status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
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
    .examples = {"copse evaluate", "copse evaluate --protocol k-fold --against all --json"},
    .usage = "evaluate [OPTIONS]",
    .details = "Memberships are hidden, a model is fitted on the rest, and Copse looks whether they are found\n"
               "again, side by side with recommending the largest CoPs and those of the team. It ends in\n"
               "words: rely on it, or do not. Nothing in the store is changed.\n"
               "leave-one-out hides one of everybody who has two or more; hold-out a share of all, so\n"
               "that some people are left with none, like newcomers; k-fold each once; by-time what\n"
               "began on a day or later, which is nearest to how recommendations are used.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_STEWARD, /* exact figures would tell, with published counts, those that are not */
    .is_for_them_only = true,
    .names_nobody = true,
    .run = run,
};
