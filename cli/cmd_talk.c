/* talk: whom should a member have a conversation with, and who can introduce them? */
#include <stdio.h>

#include "error.h"
#include "subject.h"

static const char *const modes[] = {"face-to-face", "virtual", "hybrid", NULL};

enum { TOPIC, FROM_TEXT, PROJECT, TOP, MODE, SITE };

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
                 .help = "the topics of a project"},
    [TOP] = {.name = "top",
             .takes = CLI_TAKES_NUMBER,
             .placeholder = "N",
             .least = 1,
             .most = 1000,
             .help = "how many people (default 5): the first, and others to ask instead"},
    [MODE] = {.name = "mode",
              .takes = CLI_TAKES_WORD,
              .placeholder = "MODE",
              .words = modes,
              .help = "face-to-face (travel counts), virtual or hybrid (default: as they like)"},
    [SITE] = {.name = "site",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "SITE",
              .help = "where to meet (default: where they work)"},
};

static cli_subject_options subject_of(const cli_call *call)
{
    return (cli_subject_options){&call->values[TOPIC], &call->values[FROM_TEXT], &call->values[PROJECT]};
}

static copse_status check_line(const cli_call *call, copse_error *err)
{
    const cli_subject_options about = subject_of(call);
    if (call->ctx.audience != COPSE_FOR_SELF && call->ctx.audience != COPSE_FOR_STEWARD)
        return cli_fail(err, COPSE_E_ARGUMENT, "--for",
                        "leave --for out and give the answer to them alone, or add --for steward --reason TEXT",
                        "whom a person could talk to is for that person and the steward, not for '%s'",
                        copse_audience_name(call->ctx.audience));
    return cli_subject_check(&about, "the conversation", err);
}

static copse_status read_wishes(copse_talk_options *wishes, const cli_subject *about, const cli_call *call,
                                const copse_network *network, copse_error *err)
{
    wishes->topics = about->topics;
    wishes->topic_weights = about->weights;
    wishes->n_topics = about->n;
    wishes->matches = about->matches;
    wishes->top = (int)call->values[TOP].number;
    if (call->values[MODE].is_given)
        copse_mode_parse(&wishes->mode, call->values[MODE].text);
    if (call->values[SITE].is_given)
        return copse_network_find_site(&wishes->site, network, call->values[SITE].text, err);
    return COPSE_OK;
}

/* Before names are given out, the audit log has it. */
static copse_status audit(cli_call *call, const copse_talk_answer *answer, copse_error *err)
{
    char detail[64];
    if (call->ctx.audience != COPSE_FOR_STEWARD)
        return COPSE_OK;
    snprintf(detail, sizeof detail, "%zu people, %zu topics", answer->n_people, answer->n_topics);
    return cli_knowledge_audit(call, "talk", detail, err);
}

static copse_status answer_member(cli_call *call, const cli_knowledge *knowledge, const cli_subject *about,
                                  copse_error *err)
{
    copse_talk_options wishes = COPSE_TALK_OPTIONS_INIT;
    copse_talk_answer *answer = NULL;
    copse_index member = COPSE_NONE;
    copse_status status = copse_network_find_member(&member, knowledge->network, call->operands[0], err);
    if (status == COPSE_OK)
        status = read_wishes(&wishes, about, call, knowledge->network, err);
    if (status != COPSE_OK)
        return status;
    if (call->ctx.audience == COPSE_FOR_SELF)
        call->ctx.audience_key = copse_network_facts(knowledge->network)->members[member].key;
    status = copse_question_talk(&answer, knowledge->network, member, &wishes, &call->ctx, err);
    if (status == COPSE_OK)
        status = audit(call, answer, err);
    if (status == COPSE_OK)
        status = copse_report_talk(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_talk_answer_free(answer);
    return status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    cli_subject about = {0};
    const cli_subject_options values = subject_of(call);
    copse_status status = check_line(call, err);
    if (status == COPSE_OK)
        status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = cli_subject_read(&about, &values, &knowledge, &call->ctx, err);
    if (status == COPSE_OK)
        status = answer_member(call, &knowledge, &about, err);
    cli_subject_free(&about);
    cli_knowledge_close(&knowledge);
    return status;
}

const cli_command cli_cmd_talk = {
    .name = "talk",
    .group = CLI_FOR_MEMBERS,
    .summary = "Whom should this person have a conversation with, and who can introduce them",
    .examples = {"copse talk w01 --topic \"Wound care\"",
                 "copse talk w01 --from-text \"diabetic foot care\" --mode face-to-face"},
    .usage = "talk MEMBER --topic T[=W]… [OPTIONS]\n"
             "talk MEMBER --from-text TEXT [OPTIONS]\n"
             "talk MEMBER --project P [OPTIONS]",
    .details = "Who knows it, what they would learn in return, how near they are, how little they are asked\n"
               "already. Only people who agreed to be named to MEMBER are considered, also on the way.",
    CLI_OPTIONS(options),
    .least_operands = 1,
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_SELF,
    .run = run,
};
