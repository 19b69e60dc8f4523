/* compare: what changed between two stores, or between two days of one. */
#include <stdlib.h>

#include "error.h"
#include "knowledge.h"

static const char *const levels[] = {"team", "department", "site", "community", NULL};

enum { FROM, TO, LEVEL, Q };

static const cli_option options[] = {
    [FROM] = {.name = "from", .takes = CLI_TAKES_DAY, .placeholder = "DATE", .help = "the earlier day, of one store"},
    [TO] = {.name = "to",
            .takes = CLI_TAKES_DAY,
            .placeholder = "DATE",
            .help = "the later day (default: that of --as-of)"},
    [LEVEL] = {.name = "level",
               .takes = CLI_TAKES_WORD,
               .placeholder = "LEVEL",
               .words = levels,
               .help = "team (default), department, site or community"},
    [Q] = {.name = "q",
           .takes = CLI_TAKES_TEXT,
           .placeholder = "SHARE",
           .help = "share of changes told that may be false alarms (default 0.1)"},
};

static copse_status check_line(cli_call *call, copse_error *err)
{
    const cli_value *from = &call->values[FROM], *to = &call->values[TO];
    if (call->n_operands == 1)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "name both, or give --from DATE of one",
                        "'%s' is one store: there is nothing to compare it with", call->operands[0]);
    if (call->n_operands == 2 && (from->is_given || to->is_given))
        return cli_fail(err, COPSE_E_ARGUMENT, from->is_given ? "--from" : "--to", "use --as-of for both",
                        "two stores are compared as of one day");
    if (call->n_operands == 0 && !from->is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, "--from", "give --from DATE, or two stores",
                        "it is not said what to compare");
    if (to->is_given)
        call->ctx.as_of = (copse_day)to->number;
    if (from->is_given && from->number > call->ctx.as_of)
        return cli_fail(err, COPSE_E_ARGUMENT, "--from", "give the earlier day with --from", "it is after --to");
    return COPSE_OK;
}

/* What may be shown of two stores with different thresholds keeps to the larger. */
static copse_status open_both(cli_knowledge both[2], cli_call *call, copse_error *err)
{
    copse_day later = call->ctx.as_of;
    int threshold = 0;
    copse_status status = COPSE_OK;
    for (int side = 0; status == COPSE_OK && side < 2; side++) {
        if (call->n_operands == 2)
            call->store_path = call->operands[side];
        else
            call->ctx.as_of = side == 0 ? (copse_day)call->values[FROM].number : later;
        status = cli_knowledge_open(&both[side], call, COPSE_STORE_READ, err);
        threshold = call->ctx.threshold > threshold ? call->ctx.threshold : threshold;
    }
    call->ctx.threshold = threshold;
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge both[2] = {{0}, {0}};
    copse_compare_options wishes = COPSE_COMPARE_OPTIONS_INIT;
    copse_compare_answer *answer = NULL;

    copse_status status = check_line(call, err);
    if (status == COPSE_OK)
        status = cli_value_share(&wishes.q, &call->values[Q], "--q", err);
    if (call->values[LEVEL].is_given)
        copse_level_parse(&wishes.level, call->values[LEVEL].text);
    if (status == COPSE_OK)
        status = open_both(both, call, err);
    if (status == COPSE_OK)
        status = copse_question_compare(&answer, both[0].network, both[1].network, &wishes, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_compare(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_compare_answer_free(answer);
    for (int side = 0; side < 2; side++)
        cli_knowledge_close(&both[side]);
    return status;
}

const cli_command cli_cmd_compare = {
    .name = "compare",
    .group = CLI_FOR_STEWARD,
    .summary = "What changed between two days, or two stores",
    .examples = {"copse compare --from 1936-01-01", "copse compare trust.copse trust.copse"},
    .usage = "compare --from DATE [--to DATE] [OPTIONS]\n"
             "compare STORE-THEN STORE-NOW [OPTIONS]",
    .details = "Teams that became more or less isolated, and whether that is more than chance; CoPs that grew or\n"
               "shrank; links between teams and between CoPs that are gone; topics covered now and not then.\n"
               "For the trust published counts alone: of one version of the data they are of one day, so that\n"
               "sizes are compared between two stores only. Nothing in a store is changed.",
    CLI_OPTIONS(options),
    .most_operands = 2,
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_STEWARD,
    .names_nobody = true,
    .run = run,
};
