/* decide: is there a CoP for these topics already, or should one be created? */
#include <stdio.h>

#include "error.h"
#include "subject.h"

static const char *const modes[] = {"face-to-face", "virtual", "hybrid", NULL};

enum { TOPIC, FROM_TEXT, PROJECT, TEAM, MODE, SITE, MAX_MINUTES };

static const cli_option options[] = {
    [TOPIC] = {.name = "topic",
               .takes = CLI_TAKES_TEXTS,
               .placeholder = "T[=W]",
               .help = "a topic, and how much it counts (default 1); may be repeated"},
    [FROM_TEXT] = {.name = "from-text",
                   .takes = CLI_TAKES_TEXT,
                   .placeholder = "TEXT",
                   .help = "find the topics in a text, and show how it was understood"},
    [PROJECT] = {.name = "project",
                 .takes = CLI_TAKES_TEXT,
                 .placeholder = "P",
                 .help = "the topics of a project, and where it or its team is"},
    [TEAM] = {.name = "team",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "TEAM",
              .help = "who asks: travel counts from the nearest of their sites"},
    [MODE] = {.name = "mode",
              .takes = CLI_TAKES_WORD,
              .placeholder = "MODE",
              .words = modes,
              .help = "how it is to meet: face-to-face, virtual or hybrid (default: any)"},
    [SITE] = {.name = "site",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "SITE",
              .help = "where who asks is (default: where the project or team is)"},
    [MAX_MINUTES] = {.name = "max-minutes",
                     .takes = CLI_TAKES_NUMBER,
                     .placeholder = "N",
                     .least = 1,
                     .most = 100000,
                     .help = "how far is near enough, where it meets face to face (default 30)"},
};

static cli_subject_options subject_of(const cli_call *call)
{
    return (cli_subject_options){&call->values[TOPIC], &call->values[FROM_TEXT], &call->values[PROJECT]};
}

/* Said by name, else where the project is. A team that was named goes before the project's own site. */
static copse_status read_place(copse_decide_options *o, const cli_call *call, const cli_subject *subject,
                               const copse_network *network, copse_error *err)
{
    const cli_value *values = call->values;
    const copse_topic_matches *project = values[PROJECT].is_given ? subject->matches : NULL;
    const char *site = values[SITE].is_given ? values[SITE].text
                       : project && !values[TEAM].is_given ? project->site_key
                                                           : NULL;
    const char *team = values[TEAM].is_given ? values[TEAM].text : project ? project->team_key : NULL;
    copse_status status = COPSE_OK;
    if (site)
        status = copse_network_find_site(&o->site, network, site, err);
    if (status == COPSE_OK && team)
        status = copse_network_find_team(&o->team, network, team, err);
    return status;
}

static copse_status read_wishes(copse_decide_options *o, cli_subject *subject, const cli_call *call,
                                const cli_knowledge *knowledge, copse_error *err)
{
    const cli_value *values = call->values;
    const cli_subject_options about = subject_of(call);
    copse_status status = cli_subject_read(subject, &about, knowledge, &call->ctx, err);
    o->topics = subject->topics;
    o->topic_weights = subject->weights;
    o->n_topics = subject->n;
    o->matches = subject->matches;
    if (values[MODE].is_given)
        copse_mode_parse(&o->mode, values[MODE].text);
    if (values[MAX_MINUTES].is_given)
        o->max_minutes = (double)values[MAX_MINUTES].number;
    return status == COPSE_OK ? read_place(o, call, subject, knowledge->network, err) : status;
}

static copse_status answer_decide(cli_call *call, const cli_knowledge *knowledge,
                                  const copse_decide_options *wishes, copse_error *err)
{
    copse_decide_answer *answer = NULL;
    copse_status status = copse_question_decide(&answer, knowledge->network, wishes, &call->ctx, err);
    /* Before exact numbers and names are given out, the audit log has it. */
    if (status == COPSE_OK && call->ctx.audience == COPSE_FOR_STEWARD) {
        char detail[96];
        snprintf(detail, sizeof detail, "%zu topics, %zu seats", answer->n_topics, answer->n_founders);
        status = cli_knowledge_audit(call, "decide", detail, err);
    }
    if (status == COPSE_OK)
        status = copse_report_decide(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_decide_answer_free(answer);
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    cli_subject subject = {0};
    copse_decide_options wishes = COPSE_DECIDE_OPTIONS_INIT;
    const cli_subject_options about = subject_of(call);

    copse_status status = cli_subject_check(&about, "the CoP", err);
    if (status == COPSE_OK)
        status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = read_wishes(&wishes, &subject, call, &knowledge, err);
    if (status == COPSE_OK)
        status = answer_decide(call, &knowledge, &wishes, err);
    cli_subject_free(&subject);
    cli_knowledge_close(&knowledge);
    return status;
}

const cli_command cli_cmd_decide = {
    .name = "decide",
    .group = CLI_FOR_MEMBERS,
    .summary = "Join or create: is there a CoP for this already",
    .examples = {"copse decide --topic \"Wound care\" --topic Diabetes=2 --mode virtual",
                 "copse decide --from-text \"diabetic foot care on the wards\" --json"},
    .usage = "decide --topic T[=W]… [OPTIONS]\n"
             "decide --from-text TEXT [OPTIONS]\n"
             "decide --project P [OPTIONS]",
    .details = "Answers with join, revive, propose a strand, create or not enough known, why, and the smallest\n"
               "change that would turn it. The rules: copse help rules, those that begin with 'decide'.\n"
               "Numbers of people are rounded unless it is for the steward, who says why.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_TRUST,
    .run = run,
};
