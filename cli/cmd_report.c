/* report: the whole picture, for a meeting. */
#include "error.h"
#include "knowledge.h"

static copse_status read(copse_overview_options *out, copse_status_report **status, copse_check_report **check,
                         copse_unit_records **units, copse_records **records, const cli_knowledge *knowledge,
                         cli_call *call, copse_error *err)
{
    const copse_facts *facts = copse_network_facts(knowledge->network);
    copse_status st = copse_store_status(status, knowledge->store, &call->ctx, err);
    if (st == COPSE_OK)
        st = copse_store_check(check, knowledge->store, &call->ctx, err);
    if (st == COPSE_OK)
        st = copse_store_read_unit_records(units, knowledge->store, &call->ctx, err);
    if (st == COPSE_OK)
        st = copse_store_read_records(records, knowledge->store, facts, &call->ctx, err);
    *out = (copse_overview_options){*status, *check, *units, *records};
    return st;
}

/* Without anything to learn from, the report is made all the same, and says so. */
static copse_status ready_model(cli_knowledge *knowledge, cli_call *call, copse_error *err)
{
    copse_error why = COPSE_ERROR_INIT;
    copse_status status = cli_knowledge_ready_model(knowledge, call, &why);
    if (status == COPSE_E_DATA) {
        cli_call_note(call, "nothing could be learned: %s", why.what);
        return COPSE_OK;
    }
    if (status != COPSE_OK)
        *err = why;
    else
        cli_knowledge_note_age(knowledge, call);
    return status;
}

static copse_status answer(cli_knowledge *knowledge, cli_call *call, copse_error *err)
{
    copse_status_report *status_report = NULL;
    copse_check_report *check = NULL;
    copse_unit_records *units = NULL;
    copse_records *records = NULL;
    copse_overview_answer *made = NULL;
    copse_overview_options options;

    copse_status status = read(&options, &status_report, &check, &units, &records, knowledge, call, err);
    if (status == COPSE_OK)
        status = copse_question_overview(&made, knowledge->network, knowledge->model, &options, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_overview(&call->sink, made, &call->render, err);
    copse_overview_answer_free(made);
    copse_status_report_free(status_report);
    copse_check_report_free(check);
    copse_unit_records_free(units);
    copse_records_free(records);
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = ready_model(&knowledge, call, err);
    if (status == COPSE_OK && call->ctx.audience == COPSE_FOR_STEWARD)
        status = cli_knowledge_audit(call, "report", "the whole picture", err);
    if (status == COPSE_OK)
        status = answer(&knowledge, call, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    cli_knowledge_close(&knowledge);
    return status;
}

const cli_command cli_cmd_report = {
    .name = "report",
    .group = CLI_FOR_EVERYBODY,
    .summary = "The whole picture for a meeting, as a page that prints well",
    .examples = {"copse report -o report.html", "copse report --for steward --reason \"plan for the spring\""},
    .usage = "report [OPTIONS]",
    .details = "Teams that lack connections with what would help, CoPs and to how many each is suggested, open\n"
               "actions, how far to trust it, how fresh the data are, what is not shown and why. It counts people\n"
               "and names none. The steward's has the figures behind it: do not pass that one on.",
    .formats = CLI_WRITES_TABLE | CLI_WRITES(COPSE_HTML),
    .run = run,
};
