#include "call.h"
#include "error.h"

static size_t count_errors(const copse_check_report *report)
{
    size_t n = 0;
    for (size_t i = 0; i < report->n_findings; i++)
        n += report->findings[i].is_error;
    return n;
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_check_report *report = NULL;

    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_check(&report, store, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_check(&call->sink, report, &call->render, &call->ctx, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    if (status == COPSE_OK && count_errors(report) > 0)
        status =
            cli_fail(err, COPSE_E_DATA, call->store_path, "correct the files and import them again",
                     "findings that are errors: %zu", count_errors(report));
    copse_check_report_free(report);
    copse_store_close(store);
    return status;
}

const cli_command cli_cmd_check = {
    .name = "check",
    .group = CLI_FOR_STEWARD,
    .summary = "Look for what is missing, doubled or in need of a decision in the data",
    .examples = {"copse check", "copse check --json -o check.json"},
    .usage = "check [OPTIONS]",
    .details = "Exits with 3 when a finding is an error; prompts to look do not count.",
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .names_nobody = true,
    .run = run,
};
