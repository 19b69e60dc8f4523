/* health: how a CoP fares, or all of them. */
#include <stdio.h>

#include "error.h"
#include "knowledge.h"

/* Before the steward is given what others are not, the audit log has it. */
static copse_status audit(cli_call *call, const copse_health_answer *answer, copse_error *err)
{
    char detail[64];
    if (call->ctx.audience != COPSE_FOR_STEWARD)
        return COPSE_OK;
    snprintf(detail, sizeof detail, "%zu communities", answer->n_communities);
    return cli_knowledge_audit(call, "health", detail, err);
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_health_answer *answer = NULL;
    copse_index community = COPSE_NONE;

    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK && call->n_operands > 0)
        status = copse_network_find_recommendable(&community, knowledge.network, call->operands[0], err);
    if (status == COPSE_OK)
        status = copse_question_health(&answer, knowledge.network, community, &call->ctx, err);
    if (status == COPSE_OK)
        status = audit(call, answer, err);
    if (status == COPSE_OK)
        status = copse_report_health(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_health_answer_free(answer);
    cli_knowledge_close(&knowledge);
    return status;
}

const cli_command cli_cmd_health = {
    .name = "health",
    .group = CLI_FOR_STEWARD,
    .summary = "How a CoP fares, or all: who takes part, what it covers, what rests on few",
    .examples = {"copse health", "copse health E10"},
    .usage = "health [COP] [OPTIONS]\n"
             "health [COP] --for steward --reason TEXT [OPTIONS]",
    .details = "Core, active and peripheral members, coverage of its topics, what rests on few people, CoPs that\n"
               "do much the same, dormant ones, teams and sites, joinings and leavings by quarter. Prompts to\n"
               "look, not grades: 'copse help rules' has every threshold. Counts are published or rounded, but\n"
               "for the steward; people are named as far as they agreed.",
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE,
    .run = run,
};
