/* brief: which CoPs before, during and after a project, whom to ask and whom to tell. */
#include <stdlib.h>

#include "error.h"
#include "knowledge.h"

static const char *const modes[] = {"face-to-face", "virtual", "hybrid", NULL};
static const char *const phases[] = {"before", "during", "after", NULL};

enum { PROJECT, TOPIC, TEAM, SITE, MODE, CADENCE, PHASE };

static const cli_option options[] = {
    [PROJECT] = {.name = "project", .takes = CLI_TAKES_TEXT, .placeholder = "P", .help = "a stored project, or"},
    [TOPIC] = {.name = "topic",
               .takes = CLI_TAKES_TEXTS,
               .placeholder = "T",
               .help = "what it is about; may be repeated"},
    [TEAM] = {.name = "team", .takes = CLI_TAKES_TEXT, .placeholder = "X", .help = "whose it is (default: the project's)"},
    [SITE] = {.name = "site", .takes = CLI_TAKES_TEXT, .placeholder = "SITE", .help = "where it is (default: the project's)"},
    [MODE] = {.name = "mode",
              .takes = CLI_TAKES_WORD,
              .placeholder = "MODE",
              .words = modes,
              .help = "how CoPs are to meet: face-to-face, virtual or hybrid (default: any)"},
    [CADENCE] = {.name = "cadence",
                 .takes = CLI_TAKES_NUMBER,
                 .placeholder = "DAYS",
                 .least = 1,
                 .most = 3650,
                 .help = "tell a CoP of it so often (default: as often as it meets)"},
    [PHASE] = {.name = "phase",
               .takes = CLI_TAKES_WORD,
               .placeholder = "PHASE",
               .words = phases,
               .help = "before, during or after only (default: all, the current one first)"},
};

/* What the line names, in indices. The caller frees *topics. */
static copse_status read_wishes(copse_brief_options *wishes, copse_index **topics, const cli_call *call,
                                const copse_network *network, const copse_records *records, copse_error *err)
{
    const cli_value *values = call->values;
    size_t n = values[TOPIC].n_texts;
    copse_status status = COPSE_OK;

    *topics = calloc(n + 1, sizeof **topics);
    if (!*topics)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    if (values[PROJECT].is_given)
        status = copse_records_find_project(&wishes->project, records, values[PROJECT].text, err);
    for (size_t i = 0; status == COPSE_OK && i < n; i++)
        status = copse_network_find_topic(&(*topics)[i], network, values[TOPIC].texts[i], err);
    if (status == COPSE_OK && values[TEAM].is_given)
        status = copse_network_find_team(&wishes->team, network, values[TEAM].text, err);
    if (status == COPSE_OK && values[SITE].is_given)
        status = copse_network_find_site(&wishes->site, network, values[SITE].text, err);
    wishes->topics = *topics;
    wishes->n_topics = n;
    wishes->cadence_days = (int32_t)values[CADENCE].number;
    if (values[MODE].is_given)
        copse_mode_parse(&wishes->mode, values[MODE].text);
    if (values[PHASE].is_given)
        wishes->phases = 1U << values[PHASE].number;
    return status;
}

/* For the team whose project it is, unless somebody else is named; where it is nobody's, for the trust. */
static copse_status find_audience(cli_call *call, const copse_brief_options *wishes, const copse_network *network,
                                  const copse_records *records, copse_error *err)
{
    copse_index team = wishes->team;
    if (team == COPSE_NONE && wishes->project != COPSE_NONE)
        team = records->projects[wishes->project].team;
    if (call->ctx.audience != COPSE_FOR_TEAM)
        return COPSE_OK;
    if (call->ctx.audience_key) {
        copse_index named;
        copse_status status = copse_network_find_team(&named, network, call->ctx.audience_key, err);
        if (status == COPSE_OK)
            call->ctx.audience_key = copse_network_facts(network)->teams[named].key;
        return status;
    }
    if (team == COPSE_NONE)
        call->ctx.audience = COPSE_FOR_TRUST;
    else
        call->ctx.audience_key = copse_network_facts(network)->teams[team].key;
    return COPSE_OK;
}

static copse_status ask(cli_call *call, const cli_knowledge *knowledge, const copse_records *records, copse_error *err)
{
    copse_brief_options wishes = COPSE_BRIEF_OPTIONS_INIT;
    copse_brief_answer *answer = NULL;
    copse_index *topics = NULL;
    copse_status status = read_wishes(&wishes, &topics, call, knowledge->network, records, err);
    if (status == COPSE_OK)
        status = find_audience(call, &wishes, knowledge->network, records, err);
    if (status == COPSE_OK)
        status = copse_question_brief(&answer, knowledge->network, records, &wishes, &call->ctx, err);
    if (status == COPSE_OK && call->ctx.audience == COPSE_FOR_STEWARD)
        status = cli_knowledge_audit(call, "brief", "people in CoPs and to invite to a peer assist were listed", err);
    if (status == COPSE_OK)
        status = copse_report_brief(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_brief_answer_free(answer);
    free(topics);
    call->ctx.audience_key = NULL;
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    if (!call->values[PROJECT].is_given && !call->values[TOPIC].is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "add --project P, or --topic T --team X",
                        "it is not said what the project is about");
    return cli_knowledge_ask_records(call, ask, err);
}

const cli_command cli_cmd_brief = {
    .name = "brief",
    .group = CLI_FOR_MEMBERS,
    .summary = "Before, during and after a project: which CoPs, whom to ask, whom to tell",
    .examples = {"copse brief --project feet", "copse brief --topic \"Wound care\" --team ward --cadence 14"},
    .usage = "brief --project P [OPTIONS]\n"
             "brief --topic T… [--team X] [OPTIONS]",
    .details = "For the team whose project it is, unless --for says otherwise. The phase that the project's dates\n"
               "say comes first; ! marks what is due now, $ what to type. Each line serves a sentence of the\n"
               "handbook, named in brackets (docs/handbook.md). It goes by what 'copse record' wrote down.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_TEAM,
    .run = run,
};
