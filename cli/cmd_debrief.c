/* debrief: what a team learned in its CoPs, and who of it has not compared notes. */
#include "error.h"
#include "knowledge.h"

/* The team itself, unless the steward asks; for another team there is nothing in it. */
static copse_status find_team(copse_index *team, cli_call *call, const copse_network *network, copse_error *err)
{
    copse_status status = copse_network_find_team(team, network, call->operands[0], err);
    if (status != COPSE_OK || call->ctx.audience != COPSE_FOR_TEAM)
        return status;
    const char *key = copse_network_facts(network)->teams[*team].key;
    copse_index named = *team;
    if (call->ctx.audience_key)
        status = copse_network_find_team(&named, network, call->ctx.audience_key, err);
    if (status == COPSE_OK && named != *team)
        return cli_fail(err, COPSE_E_ARGUMENT, "--for", "leave --for out", "what a team learned is for that team");
    call->ctx.audience_key = key;
    return status;
}

static copse_status ask(cli_call *call, const cli_knowledge *knowledge, const copse_records *records, copse_error *err)
{
    copse_debrief_answer *answer = NULL;
    copse_index team = COPSE_NONE;
    copse_status status = find_team(&team, call, knowledge->network, err);
    if (status == COPSE_OK)
        status = copse_question_debrief(&answer, knowledge->network, records, team, &call->ctx, err);
    if (status == COPSE_OK && call->ctx.audience == COPSE_FOR_STEWARD)
        status = cli_knowledge_audit(call, "debrief", "the people of a team who are in the same CoPs were listed", err);
    if (status == COPSE_OK)
        status = copse_report_debrief(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_debrief_answer_free(answer);
    call->ctx.audience_key = NULL;
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    return cli_knowledge_ask_records(call, ask, err);
}

const cli_command cli_cmd_debrief = {
    .name = "debrief",
    .group = CLI_FOR_STEWARD,
    .summary = "Who of a team is in the same CoP, what they learned, who has not compared notes",
    .examples = {"copse debrief ward", "copse debrief ward --for steward --reason \"to prepare the meeting\""},
    .usage = "debrief TEAM",
    .details = "For the team itself, or for the steward with a reason. CoPs are listed that two or more of the\n"
               "team are in who may be named; notes are those that their authors shared with the team since the\n"
               "last debrief ('copse record attended … --share team'). What comes of it is recorded with 'copse\n"
               "record debrief TEAM', and its actions come back here and in 'copse brief' until they are done.",
    .least_operands = 1,
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_TEAM,
    .run = run,
};
