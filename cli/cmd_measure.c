/* measure: one centrality, brokerage or similarity measure, with its meaning. */
#include "error.h"
#include "knowledge.h"

#include <stdio.h>

static const char *const levels[] = {"members", "teams", "communities", "topics", NULL};

enum { OF, TOP, TOPIC, LIST };

static const cli_option options[] = {
    [OF] = {.name = "of",
            .takes = CLI_TAKES_WORD,
            .placeholder = "THINGS",
            .words = levels,
            .help = "members, teams, communities (default) or topics"},
    [TOP] = {.name = "top",
             .takes = CLI_TAKES_NUMBER,
             .placeholder = "N",
             .least = 1,
             .most = 1000000000,
             .help = "how many rows (default 20)"},
    [TOPIC] = {.name = "topic",
               .takes = CLI_TAKES_TEXT,
               .placeholder = "TOPIC",
               .help = "for pagerank: walks begin at those who hold it"},
    [LIST] = {.name = "list", .help = "the measures, what each means and does not mean"},
};

static copse_status check_line(const copse_measure_info **out, const cli_call *call, copse_error *err)
{
    *out = NULL;
    if (call->values[LIST].is_given) {
        if (call->n_operands == 0)
            return COPSE_OK;
        return cli_fail(err, COPSE_E_ARGUMENT, "--list", "leave out one of them", "--list and '%s' exclude each other",
                        call->operands[0]);
    }
    if (call->n_operands == 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "copse measure --list shows them", "the name of a measure is missing");
    return copse_measure_find(out, call->operands[0], err);
}

static copse_status read_wishes(copse_measure_options *wishes, const cli_call *call, const copse_network *net,
                                copse_error *err)
{
    const cli_value *values = call->values;
    copse_things things;
    if (values[OF].is_given && copse_things_parse(&things, values[OF].text))
        wishes->of = COPSE_OF(things);
    if (values[TOP].is_given)
        wishes->top = (size_t)values[TOP].number;
    return values[TOPIC].is_given ? copse_network_find_topic(&wishes->topic, net, values[TOPIC].text, err) : COPSE_OK;
}

/* Before the steward is given what others are not, the audit log has it. */
static copse_status audit(cli_call *call, const copse_measure_answer *answer, copse_error *err)
{
    char detail[96];
    if (call->ctx.audience != COPSE_FOR_STEWARD)
        return COPSE_OK;
    snprintf(detail, sizeof detail, "%s of %lld %s", answer->measure->name, (long long)answer->n_things,
             copse_things_name(answer->things));
    return cli_knowledge_audit(call, "measure", detail, err);
}

static copse_status measure(cli_call *call, const copse_measure_info *info, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_measure_options wishes = COPSE_MEASURE_OPTIONS_INIT;
    copse_measure_answer *answer = NULL;

    wishes.measure = info;
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = read_wishes(&wishes, call, knowledge.network, err);
    if (status == COPSE_OK)
        status = copse_question_measure(&answer, knowledge.network, &wishes, &call->ctx, err);
    if (status == COPSE_OK)
        status = audit(call, answer, err);
    if (status == COPSE_OK)
        status = copse_report_measure(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_measure_answer_free(answer);
    cli_knowledge_close(&knowledge);
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    const copse_measure_info *info;
    copse_status status = check_line(&info, call, err);
    if (status != COPSE_OK || info)
        return status == COPSE_OK ? measure(call, info, err) : status;
    status = copse_report_measures(&call->sink, &call->render, &call->ctx, err);
    return status == COPSE_OK ? cli_call_finish_answer(call, err) : status;
}

const cli_command cli_cmd_measure = {
    .name = "measure",
    .group = CLI_FOR_ANALYST,
    .summary = "One measure of centrality, brokerage or similarity, with its meaning",
    .examples = {"copse measure betweenness", "copse measure jaccard --of communities --top 5"},
    .usage = "measure NAME [OPTIONS]\n"
             "measure NAME --of members --for steward --reason TEXT [OPTIONS]\n"
             "measure --list [--json]",
    .details = "What members score is for the steward only, and the audit log has it. Sensitive and closed\n"
               "CoPs take no part. 'copse help measures' says what each measure means and what it does not.",
    CLI_OPTIONS(options),
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE,
    .run = run,
};
