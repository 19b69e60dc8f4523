#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "error.h"
#include "kinds.h"
#include "spool.h"
#include "suggest.h"

enum { USE, KIND, MAP, REPLACE, SKIP_BAD, STRICT, DRY_RUN, LIST, QUESTIONS, SUGGEST_TOPICS };

static const cli_option options[] = {
    [USE] = {.name = "use",
             .takes = CLI_TAKES_TEXTS,
             .placeholder = "TABLE=FILE",
             .help = "take another file for a table, - for stdin; may be\nrepeated"},
    [KIND] = {.name = "kind",
              .takes = CLI_TAKES_TEXTS,
              .placeholder = "[FILE=]KIND",
              .help = "what a file is, or every one that is not named after a\ntable, whatever its "
                      "header looks like; may be repeated"},
    [MAP] = {.name = "map",
             .takes = CLI_TAKES_TEXT,
             .placeholder = "MAPPING",
             .help = "a file that says what the columns of other files are:\ndocs/import.md"},
    [REPLACE] = {.name = "replace",
                 .help = "end what these files no longer have, on the as-of day"},
    [SKIP_BAD] = {.name = "skip-bad", .help = "leave bad rows out and list them"},
    [STRICT] = {.name = "strict", .help = "one bad row refuses the whole import (the default)"},
    [DRY_RUN] = {.name = "dry-run", .help = "check everything, change nothing"},
    [LIST] = {.name = "list",
              .takes = CLI_TAKES_NUMBER,
              .placeholder = "N",
              .most = 1000000,
              .help = "how many bad rows are listed (default 20); all are counted"},
    [QUESTIONS] = {.name = "questions",
                   .takes = CLI_TAKES_TEXT,
                   .placeholder = "FILE",
                   .help = "write what a person has to decide as CSV: who is the same\nas whom; "
                           "filled in and put into DIR, it is an answer"},
    [SUGGEST_TOPICS] = {.name = "suggest-topics",
                        .takes = CLI_TAKES_TEXT,
                        .placeholder = "DIR",
                        .help = "then propose topics as 'copse topics --suggest DIR' does"},
};

/* What --use said: the engine's rows, and the words that they point into. */
typedef struct uses {
    copse_import_use *rows; /* [n] */
    char **texts;           /* [n] */
    size_t n;
    cli_spool spool; /* of the one that is stdin */
} uses;

static copse_status read_use(uses *u, size_t i, const char *given, copse_error *err)
{
    const char *equals = strchr(given, '=');
    if (!equals || equals == given || equals[1] == '\0')
        return cli_fail(err, COPSE_E_ARGUMENT, "--use", "write it as --use expertise=FILE",
                        "'%s' is not TABLE=FILE", given);
    u->texts[i] = strdup(given);
    if (!u->texts[i])
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    u->texts[i][equals - given] = '\0';
    u->rows[i].table = u->texts[i];
    u->rows[i].file = u->texts[i] + (equals - given) + 1;
    if (strcmp(u->rows[i].file, "-") != 0)
        return COPSE_OK;

    if (u->spool.path)
        return cli_fail(err, COPSE_E_ARGUMENT, "--use", "give the other one as a file",
                        "two tables cannot both come from stdin");
    copse_status status = cli_spool_stdin(&u->spool, err);
    u->rows[i].file = u->spool.path;
    return status;
}

static copse_status read_uses(uses *u, const cli_value *given, copse_error *err)
{
    copse_status status = COPSE_OK;
    u->rows = calloc(given->n_texts + 1, sizeof *u->rows);
    u->texts = calloc(given->n_texts + 1, sizeof *u->texts);
    if (!u->rows || !u->texts)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    u->n = given->n_texts;
    for (size_t i = 0; status == COPSE_OK && i < u->n; i++)
        status = read_use(u, i, given->texts[i], err);
    return status;
}

static void free_uses(uses *u)
{
    for (size_t i = 0; i < u->n; i++)
        free(u->texts[i]);
    free(u->texts);
    free(u->rows);
    cli_spool_remove(&u->spool);
}

/* Where rows are bad the report lists them: it is printed beside the error, which stays what is
 * said. */
static copse_status print_report(cli_call *call, const copse_import_report *report,
                                 copse_error *err)
{
    copse_status status = copse_report_import(&call->sink, report, &call->render, &call->ctx, err);
    return status == COPSE_OK ? cli_call_finish_answer(call, err) : status;
}

/* Names people: readable by the steward alone. */
static copse_status write_questions(cli_call *call, const copse_import_report *report, const char *path,
                                    copse_error *err)
{
    cli_output output = CLI_OUTPUT_INIT;
    copse_status status = cli_output_open(&output, path, true, err);
    if (status == COPSE_OK) {
        copse_sink sink = cli_output_sink(&output);
        status = copse_report_questions(&sink, report, err);
    }
    if (status == COPSE_OK)
        status = cli_output_commit(&output, err);
    if (status == COPSE_OK && output.is_regular)
        cli_call_record_output(call, output.target);
    cli_output_discard(&output);
    return status;
}

/* @param questions  where they go; NULL: nowhere */
static copse_status import(cli_call *call, const copse_import_options *how, const char *questions,
                           copse_error *err)
{
    copse_import_report *report = NULL;
    copse_error unprinted = COPSE_ERROR_INIT;
    copse_status status =
        copse_store_import(&report, call->store_path, call->operands[0], how, &call->ctx, err);
    cli_call_note_place(call);
    if (report) {
        copse_status printed = print_report(call, report, status == COPSE_OK ? err : &unprinted);
        if (status == COPSE_OK)
            status = printed;
        if (status == COPSE_OK && questions)
            status = write_questions(call, report, questions, err);
    }
    copse_import_report_free(report);
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    const cli_value *values = call->values;
    copse_import_options how = COPSE_IMPORT_OPTIONS_INIT;
    uses u = {.spool = CLI_SPOOL_INIT};
    cli_kinds k = CLI_KINDS_INIT;

    if (values[SKIP_BAD].is_given && values[STRICT].is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "give one of them",
                        "--strict and --skip-bad exclude each other");
    how.map = values[MAP].is_given ? values[MAP].text : NULL;
    how.replace = values[REPLACE].is_given;
    how.skip_bad = values[SKIP_BAD].is_given;
    how.dry_run = values[DRY_RUN].is_given;
    if (values[LIST].is_given)
        how.max_problems = (size_t)values[LIST].number;

    copse_status status = read_uses(&u, &values[USE], err);
    if (status == COPSE_OK)
        status = cli_kinds_read(&k, &values[KIND], err);
    how.uses = u.rows;
    how.n_uses = u.n;
    how.kinds = k.rows;
    how.n_kinds = k.n;
    if (status == COPSE_OK)
        status = import(call, &how, values[QUESTIONS].is_given ? values[QUESTIONS].text : NULL, err);
    if (status == COPSE_OK && values[SUGGEST_TOPICS].is_given && !how.dry_run)
        status = cli_suggest_after(call, values[SUGGEST_TOPICS].text, err);
    free_uses(&u);
    cli_kinds_free(&k);
    return status;
}

const cli_command cli_cmd_import = {
    .name = "import",
    .group = CLI_FOR_STEWARD,
    .summary = "Read a folder of CSV files into the store, all of it or nothing",
    .examples = {"copse import data/", "copse import data/ --dry-run"},
    .usage = "import DIR|FILE [OPTIONS]",
    .details = "DIR may hold any part of the tables (members.csv, memberships.csv, …; 'copse "
               "template' shows\n"
               "them), and exports of other systems, which are known by their headers; --dry-run "
               "shows what each\n"
               "file is taken for and where its columns go. Importing the same files again changes "
               "nothing. The\n"
               "store is made when there is none.",
    CLI_OPTIONS(options),
    .least_operands = 1,
    .most_operands = 1,
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON),
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .names_nobody = true,
    .run = run,
};
