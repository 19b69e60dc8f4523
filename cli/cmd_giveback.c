/* giveback: what a person received from which CoP, what they gave, and what they promised. */
#include "error.h"
#include "knowledge.h"

enum { PROJECT, CADENCE };

static const cli_option options[] = {
    [PROJECT] = {.name = "project", .takes = CLI_TAKES_TEXT, .placeholder = "P", .help = "only what was for this project"},
    [CADENCE] = {.name = "cadence",
                 .takes = CLI_TAKES_NUMBER,
                 .placeholder = "DAYS",
                 .least = 1,
                 .most = 3650,
                 .help = "days from one update to the next (default: as often as the CoP meets)"},
};

static copse_status ask(cli_call *call, const cli_knowledge *knowledge, const copse_records *records, copse_error *err)
{
    copse_giveback_options wishes = COPSE_GIVEBACK_OPTIONS_INIT;
    copse_giveback_answer *answer = NULL;
    copse_index member = COPSE_NONE;
    copse_status status = copse_network_find_member(&member, knowledge->network, call->operands[0], err);
    if (status == COPSE_OK && call->values[PROJECT].is_given)
        status = copse_records_find_project(&wishes.project, records, call->values[PROJECT].text, err);
    if (status != COPSE_OK)
        return status;
    wishes.cadence_days = (int32_t)call->values[CADENCE].number;
    call->ctx.audience_key = copse_network_facts(knowledge->network)->members[member].key;
    status = copse_question_giveback(&answer, knowledge->network, records, member, &wishes, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_giveback(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_giveback_answer_free(answer);
    call->ctx.audience_key = NULL;
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    return cli_knowledge_ask_records(call, ask, err);
}

const cli_command cli_cmd_giveback = {
    .name = "giveback",
    .group = CLI_FOR_MEMBERS,
    .summary = "What this person received from which CoP, gave, and promised",
    .examples = {"copse giveback w01", "copse giveback w01 --csv"},
    .usage = "giveback MEMBER [OPTIONS]",
    .details = "A ledger for the person alone, of what 'copse record' and imports say. What is promised has a day;\n"
               "'copse record … --settles N' keeps it, with the number in brackets. A CoP that was told of a\n"
               "project that still runs is due the next update as often as it meets. Nobody is compared, and\n"
               "listening owes nothing.",
    CLI_OPTIONS(options),
    .least_operands = 1,
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_SELF,
    .is_for_them_only = true,
    .run = run,
};
