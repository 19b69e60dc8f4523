/* isolated: which teams lack connections, and how sure is that. */
#include <stdlib.h>

#include "error.h"
#include "knowledge.h"

static const char *const levels[] = {"team", "department", "site", "community", NULL};
static const char *const nulls[] = {"closed", "sampled", NULL};

enum { LEVEL, Q, NULL_MODEL, TRACK };
enum { SAMPLES = 1000 };

static const cli_option options[] = {
    [LEVEL] = {.name = "level",
               .takes = CLI_TAKES_WORD,
               .placeholder = "LEVEL",
               .words = levels,
               .help = "team (default), department, site or community"},
    [Q] = {.name = "q",
           .takes = CLI_TAKES_TEXT,
           .placeholder = "SHARE",
           .help = "share of those named that may be false alarms (default 0.1)"},
    [NULL_MODEL] = {.name = "null",
                    .takes = CLI_TAKES_WORD,
                    .placeholder = "NULL",
                    .words = nulls,
                    .help = "closed form (default) or sampled, to audit it"},
    [TRACK] = {.name = "track", .help = "then keep in the store who was flagged, and what became of those before"},
};

static copse_status read_options(copse_isolated_options *out, const cli_call *call, copse_error *err)
{
    const cli_value *values = call->values;
    if (values[LEVEL].is_given)
        copse_level_parse(&out->level, values[LEVEL].text);
    if (values[NULL_MODEL].is_given && values[NULL_MODEL].text[0] == 's')
        out->samples = SAMPLES;
    return cli_value_share(&out->q, &values[Q], "--q", err);
}

/* After the answer, so that it is the same with and without. */
static copse_status track(cli_call *call, const copse_isolated_answer *answer, copse_error *err)
{
    copse_store *store = NULL;
    const copse_unit_record *rows;
    size_t n;
    copse_status status = copse_question_isolated_track(&rows, &n, answer, err);
    if (status != COPSE_OK)
        return status;
    if (n == 0) {
        cli_call_note(call, "none is flagged, nor was before: nothing is kept");
        return COPSE_OK;
    }
    status = copse_store_open(&store, call->store_path, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_track_units(store, rows, n, &call->ctx, err);
    copse_store_close(store);
    if (status == COPSE_OK)
        cli_call_note(call, "%zu %s kept: a later 'copse isolated' says what became of %s", n,
                      n == 1 ? "unit is" : "units are", n == 1 ? "it" : "them");
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_isolated_options wishes = COPSE_ISOLATED_OPTIONS_INIT;
    copse_isolated_answer *answer = NULL;
    copse_unit_records *records = NULL;

    copse_status status = read_options(&wishes, call, err);
    if (status == COPSE_OK)
        status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_read_unit_records(&records, knowledge.store, &call->ctx, err);
    wishes.records = records;
    if (status == COPSE_OK)
        status = copse_question_isolated(&answer, knowledge.network, &wishes, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_isolated(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    if (status == COPSE_OK && call->values[TRACK].is_given)
        status = track(call, answer, err);
    copse_unit_records_free(records);
    copse_isolated_answer_free(answer);
    cli_knowledge_close(&knowledge);
    return status;
}

const cli_command cli_cmd_isolated = {
    .name = "isolated",
    .group = CLI_FOR_STEWARD,
    .summary = "Which teams lack connections, and how sure is that",
    .examples = {"copse isolated --level community",
                 "copse isolated --level community --csv -o communities.csv"},
    .usage = "isolated [OPTIONS]",
    .details = "Direct ties and seats in CoPs are held against what units of the same size have, and where the\n"
               "seats lead against chance and what is usual. False alarms are controlled, units too small to\n"
               "tell are said to be, and nobody is named. Nothing in the store is changed, unless --track\n"
               "keeps who was flagged: then 'copse record acted UNIT' says what was done, 'copse record accept\n"
               "UNIT' that it is rightly apart, and later answers say what became of it.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_STEWARD, /* exact figures would tell, with published counts, those that are not */
    .is_for_them_only = true,
    .names_nobody = true,
    .run = run,
};
