#include "call.h"
#include "confirm.h"
#include "error.h"
#include "kinds.h"
#include "knowledge.h"

#include <stdio.h>

enum { YES, KIND, MAP, REPLACE, SKIP_BAD };

static const cli_option options[] = {
    [YES] = {.name = "yes", .help = "do not ask; needed where nobody is at a terminal"},
    [KIND] = {.name = "kind",
              .takes = CLI_TAKES_TEXTS,
              .placeholder = "[FILE=]KIND",
              .help = "what a file is, where its header does not tell; may be\nrepeated"},
    [MAP] = {.name = "map",
             .takes = CLI_TAKES_TEXT,
             .placeholder = "MAPPING",
             .help = "a file that says what the columns of other files are:\ndocs/import.md"},
    [REPLACE] = {.name = "replace",
                 .help = "end what these files no longer have, on the as-of day"},
    [SKIP_BAD] = {.name = "skip-bad", .help = "leave bad rows out and list them"},
};

/* What is read as what goes to stderr: stdout is for the report. */
static copse_status write_to_stderr(void *user, const char *bytes, size_t n, copse_error *err)
{
    (void)err;
    cli_progress_clear(&((cli_call *)user)->progress);
    fwrite(bytes, 1, n, stderr);
    return COPSE_OK;
}

static copse_status show(cli_call *call, const copse_import_report *report, copse_error *err)
{
    copse_render render = COPSE_RENDER_INIT;
    copse_sink sink = {.write = write_to_stderr, .user = call};
    return copse_report_import(&sink, report, &render, &call->ctx, err);
}

static bool has_changed_nothing(const copse_import_report *report)
{
    for (size_t i = 0; i < report->n_tables; i++)
        if (!report->tables[i].unchanged)
            return false;
    return true;
}

/* Bad rows are listed whether asked to be quiet or not: without them the error says too little. */
static copse_status import(cli_call *call, const cli_kinds *kinds, bool dry_run, copse_error *err)
{
    copse_import_report *report = NULL;
    copse_error unshown = COPSE_ERROR_INIT;
    copse_import_options how = COPSE_IMPORT_OPTIONS_INIT;
    how.replace = call->values[REPLACE].is_given;
    how.skip_bad = call->values[SKIP_BAD].is_given;
    how.map = call->values[MAP].is_given ? call->values[MAP].text : NULL;
    how.dry_run = dry_run;
    how.kinds = kinds->rows;
    how.n_kinds = kinds->n;

    copse_status status =
        copse_store_import(&report, call->store_path, call->operands[0], &how, &call->ctx, err);
    cli_call_note_place(call);
    bool is_asked = !call->values[YES].is_given; /* then a dry run has shown it already */
    bool is_same = status == COPSE_OK && has_changed_nothing(report);
    bool is_shown = dry_run || status != COPSE_OK || !(is_asked || is_same || call->is_quiet);
    if (report && is_shown) {
        copse_status shown = show(call, report, status == COPSE_OK ? err : &unshown);
        if (status == COPSE_OK)
            status = shown;
    }
    if (is_same && !dry_run)
        cli_call_note(call, "these files are in the store already: nothing in it was changed");
    copse_import_report_free(report);
    return status;
}

static copse_status ask_and_import(cli_call *call, const cli_kinds *kinds, copse_error *err)
{
    char question[256];
    copse_status status = COPSE_OK;
    if (!call->values[YES].is_given) {
        status = import(call, kinds, true, err);
        snprintf(question, sizeof question, "Read these files into %s, learn from them and report?",
                 call->store_path);
        if (status == COPSE_OK)
            status = cli_ask(call, false, question, "there is nobody at a terminal to ask",
                             "add --yes to read these files", err);
    }
    return status == COPSE_OK ? import(call, kinds, false, err) : status;
}

static copse_status bring_in(cli_call *call, copse_error *err)
{
    cli_kinds kinds = CLI_KINDS_INIT;
    copse_status status = cli_kinds_read(&kinds, &call->values[KIND], err);
    if (status == COPSE_OK)
        status = ask_and_import(call, &kinds, err);
    cli_kinds_free(&kinds);
    return status;
}

/* A model of the same data, day and seed is the one that would be fitted. */
static bool is_current(const cli_knowledge *knowledge, const cli_call *call)
{
    const copse_model_summary *summary = copse_model_describe(knowledge->model);
    return summary->data_version == copse_store_data_version(knowledge->store) &&
           summary->fitted == call->ctx.as_of && summary->seed == call->ctx.seed;
}

/* Where there is nothing to learn from, the report says so and is made all the same. */
static copse_status learn(cli_knowledge *knowledge, cli_call *call, copse_error *err)
{
    copse_fit_options fit = COPSE_FIT_OPTIONS_INIT;
    copse_error why = COPSE_ERROR_INIT;
    copse_status status = copse_model_load(&knowledge->model, knowledge->store, &why);
    if (status == COPSE_OK && is_current(knowledge, call))
        return COPSE_OK;
    if (status != COPSE_OK && status != COPSE_E_NOT_FOUND) {
        *err = why;
        return status;
    }
    copse_model_free(knowledge->model);
    knowledge->model = NULL;
    status = copse_model_fit(&knowledge->model, knowledge->network, &fit, &call->ctx, &why);
    if (status == COPSE_E_DATA) {
        cli_call_note(call, "nothing could be learned: %s", why.what);
        return COPSE_OK;
    }
    if (status == COPSE_OK)
        status = copse_model_save(knowledge->model, knowledge->store, &call->ctx, &why);
    if (status != COPSE_OK)
        *err = why;
    return status;
}

static copse_status answer(const cli_knowledge *knowledge, cli_call *call, copse_error *err)
{
    copse_status_report *status_report = NULL;
    copse_check_report *check = NULL;
    copse_start_answer *made = NULL;

    copse_status status = copse_store_check(&check, knowledge->store, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_store_status(&status_report, knowledge->store, &call->ctx, err);
    if (status == COPSE_OK) {
        const copse_start_options asked = {status_report, check};
        status = copse_question_start(&made, knowledge->network, knowledge->model, &asked,
                                      &call->ctx, err);
    }
    if (status == COPSE_OK)
        status = copse_report_start(&call->sink, made, &call->render, err);
    copse_start_answer_free(made);
    copse_status_report_free(status_report);
    copse_check_report_free(check);
    return status;
}

static copse_status learn_and_answer(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = learn(&knowledge, call, err);
    if (status == COPSE_OK)
        status = copse_network_publish(knowledge.store, knowledge.network, &call->ctx, err);
    if (status == COPSE_OK)
        status = answer(&knowledge, call, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    cli_knowledge_close(&knowledge);
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_status status = bring_in(call, err);
    if (status != COPSE_OK)
        return status;
    status = learn_and_answer(call, err);
    if (status == COPSE_E_INTERRUPTED)
        return cli_fail(err, status, NULL, "run it again: what was read is not read twice",
                        "stopped on request; the files are in the store, the report was not made");
    return status;
}

const cli_command cli_cmd_start = {
    .name = "start",
    .group = CLI_FOR_STEWARD,
    .summary = "From a folder of files to a first report, in one command",
    .examples = {"copse start data/ --yes -o report.html", "copse start data/ --yes --json"},
    .usage = "start DIR [OPTIONS]",
    .details =
        "Shows what is read as what and asks once, reads it into the store, checks it, "
        "learns from it\n"
        "and reports what is there, what is missing, and what can be said already. Run it again "
        "with\n"
        "newer files whenever there are some; the same files change nothing.",
    CLI_OPTIONS(options),
    .least_operands = 1,
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE |
               CLI_WRITES(COPSE_HTML),
    .run = run,
};
