/* join: one person's answer, or the steward's for everybody as a list or as letters. */
#include <stdio.h>
#include <stdlib.h>

#include "error.h"
#include "knowledge.h"
#include "letters.h"

static const char *const modes[] = {"face-to-face", "virtual", "hybrid", NULL};

enum { TOP, MODE, SITE, TOPIC, INCLUDE_DORMANT, DIVERSITY, EXPLAIN, SCORES, ALL, LETTERS };

static const cli_option options[] = {
    [TOP] = {.name = "top",
             .takes = CLI_TAKES_NUMBER,
             .placeholder = "N",
             .least = 1,
             .most = 1000000,
             .help = "how many CoPs a person (default 5)"},
    [MODE] = {.name = "mode",
              .takes = CLI_TAKES_WORD,
              .placeholder = "MODE",
              .words = modes,
              .help = "only face-to-face, virtual or hybrid ones"},
    [SITE] = {.name = "site",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "SITE",
              .help = "face-to-face ones at or near this site"},
    [TOPIC] = {.name = "topic",
               .takes = CLI_TAKES_TEXTS,
               .placeholder = "TOPIC",
               .help = "only those that hold it; may be repeated"},
    [INCLUDE_DORMANT] = {.name = "include-dormant",
                         .help = "also those that sleep and could be revived"},
    [DIVERSITY] = {.name = "diversity",
                   .takes = CLI_TAKES_TEXT,
                   .placeholder = "LAMBDA",
                   .help = "0 to 1: how much less a CoP like those above it counts (default 0)"},
    [EXPLAIN] = {.name = "explain",
                 .takes = CLI_TAKES_TEXT,
                 .placeholder = "COP",
                 .help = "the whole sum of this CoP's score, and what would change its place"},
    [SCORES] = {.name = "scores", .help = "show scores on pages, too"},
    [ALL] = {.name = "all", .help = "everybody, for the steward: as a list (--csv) or letters"},
    [LETTERS] = {.name = "letters",
                 .takes = CLI_TAKES_TEXT,
                 .placeholder = "DIR",
                 .help = "with --all: a page for each person and merge.csv, in a new folder"},
};

static copse_status check_one(const cli_call *call, copse_error *err)
{
    if (call->n_operands == 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "copse join MEMBER, or copse join --all",
                        "a member is missing");
    if (call->values[LETTERS].is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, "--letters",
                        "add --all and leave the member out, "
                        "or write one page with -o FILE.html",
                        "letters are for everybody");
    if (call->ctx.audience != COPSE_FOR_SELF)
        return cli_fail(err, COPSE_E_ARGUMENT, "--for",
                        "leave --for out and give the answer to them alone; the steward's list of "
                        "everybody is: copse join --all --csv --for steward --reason TEXT",
                        "a person's answer is for that person, not for '%s'",
                        copse_audience_name(call->ctx.audience));
    return COPSE_OK;
}

/* What is said of one CoP is not a list. */
static copse_status check_explain(const cli_call *call, copse_error *err)
{
    if (!call->values[EXPLAIN].is_given)
        return COPSE_OK;
    if (call->values[ALL].is_given || call->values[DIVERSITY].is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, "--explain", "leave out one of them", "--explain and %s exclude each other",
                        call->values[ALL].is_given ? "--all" : "--diversity");
    return COPSE_OK;
}

static copse_status check_all(const cli_call *call, copse_error *err)
{
    if (call->n_operands > 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "leave out one of them",
                        "--all and the member '%s' exclude each other", call->operands[0]);
    if (call->ctx.audience != COPSE_FOR_STEWARD)
        return cli_fail(err, COPSE_E_ARGUMENT, "--all", "add --for steward --reason TEXT",
                        "answers about everybody are for the steward only");
    if (call->values[LETTERS].is_given && (call->render.format != COPSE_TEXT || call->output.path))
        return cli_fail(err, COPSE_E_ARGUMENT, "--letters", "leave out --json, --csv and -o",
                        "letters are pages in a folder of their own");
    if (!call->values[LETTERS].is_given && call->render.format != COPSE_CSV)
        return cli_fail(err, COPSE_E_ARGUMENT, "--all", "add --csv, or --letters DIR",
                        "the list of everybody is written as CSV");
    return COPSE_OK;
}

static copse_status check_line(const cli_call *call, copse_error *err)
{
    bool makes_pages = call->render.format == COPSE_HTML || call->values[LETTERS].is_given;
    if (makes_pages && call->values[TOP].number > CLI_LETTER_MOST)
        return cli_fail(err, COPSE_E_ARGUMENT, "--top", "leave it out, or give 5 or less",
                        "a page shows %d CoPs at most", CLI_LETTER_MOST);
    copse_status status = check_explain(call, err);
    if (status != COPSE_OK)
        return status;
    return call->values[ALL].is_given ? check_all(call, err) : check_one(call, err);
}

/* A number as people write it, and nothing after it. */
static copse_status read_diversity(double *out, const cli_value *value, copse_error *err)
{
    char *end;
    *out = value->is_given ? strtod(value->text, &end) : 0.0;
    if (value->is_given && (end == value->text || *end != '\0' || !(*out >= 0.0 && *out <= 1.0)))
        return cli_fail(err, COPSE_E_ARGUMENT, "--diversity", "write it as 0.3", "'%s' is no number from 0 to 1",
                        value->text);
    return COPSE_OK;
}

/* What the line wants that needs no network. */
static copse_status read_plain_wishes(copse_join_options *wishes, const cli_call *call, copse_error *err)
{
    const cli_value *values = call->values;
    wishes->top = (int)values[TOP].number;
    wishes->include_dormant = values[INCLUDE_DORMANT].is_given;
    if (values[MODE].is_given)
        copse_mode_parse(&wishes->mode, values[MODE].text);
    return read_diversity(&wishes->diversity, &values[DIVERSITY], err);
}

/* What the line wants, in the network's indices. The caller frees *topics. */
static copse_status read_wishes(copse_join_options *wishes, copse_index **topics,
                                const cli_call *call, const copse_network *net, copse_error *err)
{
    const cli_value *values = call->values;
    copse_status status = COPSE_OK;

    if (values[SITE].is_given)
        status = copse_network_find_site(&wishes->site, net, values[SITE].text, err);

    size_t n = values[TOPIC].n_texts;
    *topics = calloc(n + 1, sizeof **topics);
    if (!*topics)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    for (size_t i = 0; status == COPSE_OK && i < n; i++)
        status = copse_network_find_topic(&(*topics)[i], net, values[TOPIC].texts[i], err);
    wishes->topics = *topics;
    wishes->n_topics = n;
    return status;
}

static copse_status explain(cli_call *call, const cli_knowledge *knowledge, copse_index member,
                            const copse_join_options *wishes, copse_error *err)
{
    copse_explain_answer *answer = NULL;
    copse_index community;

    copse_status status = copse_network_find_recommendable(&community, knowledge->network,
                                                           call->values[EXPLAIN].text, err);
    if (status == COPSE_OK)
        status = copse_question_explain(&answer, knowledge->network, knowledge->model, member, community,
                                        wishes, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_explain(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_explain_answer_free(answer);
    return status;
}

static copse_status recommend(cli_call *call, const cli_knowledge *knowledge, copse_index member,
                              const copse_join_options *wishes, copse_error *err)
{
    copse_join_answer *answer = NULL;
    copse_status status = copse_question_join(&answer, knowledge->network, knowledge->model, member, wishes,
                                              &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_join(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_join_answer_free(answer);
    return status;
}

static copse_status answer_one(cli_call *call, cli_knowledge *knowledge,
                               const copse_join_options *wishes, copse_error *err)
{
    copse_index member = COPSE_NONE;
    copse_status status =
        copse_network_find_member(&member, knowledge->network, call->operands[0], err);
    if (status != COPSE_OK)
        return status;
    call->ctx.audience_key = copse_network_facts(knowledge->network)->members[member].key;

    status = cli_knowledge_ready_model(knowledge, call, err);
    if (status == COPSE_OK && call->render.format == COPSE_CSV)
        cli_knowledge_note_age(knowledge, call);
    if (status != COPSE_OK)
        return status;
    return call->values[EXPLAIN].is_given ? explain(call, knowledge, member, wishes, err)
                                          : recommend(call, knowledge, member, wishes, err);
}

static copse_status write_row(void *user, const copse_join_row *row, copse_error *err)
{
    cli_call *call = user;
    return copse_report_join_row(&call->sink, row, err);
}

/* Before anything about everybody is given out, the audit log has it. */
static copse_status ready_export(cli_call *call, cli_knowledge *knowledge, const char *action,
                                 copse_error *err)
{
    char detail[64];
    snprintf(detail, sizeof detail, "%zu members in the store",
             copse_network_facts(knowledge->network)->n_members);

    copse_status status = cli_knowledge_ready_model(knowledge, call, err);
    if (status != COPSE_OK)
        return status;
    cli_knowledge_note_age(knowledge, call);
    return cli_knowledge_audit(call, action, detail, err);
}

static copse_status list_all(cli_call *call, cli_knowledge *knowledge,
                             const copse_join_options *wishes, copse_error *err)
{
    copse_status status = ready_export(call, knowledge, "join --all --csv", err);
    if (status == COPSE_OK)
        status = copse_report_join_header(&call->sink, err);
    if (status == COPSE_OK)
        status = copse_question_join_all(knowledge->network, knowledge->model, wishes, &call->ctx,
                                         write_row, call, err);
    return status == COPSE_OK ? cli_call_finish_answer(call, err) : status;
}

/* The register has one line for all letters: the list that says whose is whose. */
static void record_letters(cli_call *call, const char *dir)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/merge.csv", dir);
    if (length > 0 && (size_t)length < sizeof path)
        cli_call_record_output(call, path);
}

static copse_status write_letters(cli_call *call, cli_knowledge *knowledge,
                                  const copse_join_options *wishes, copse_error *err)
{
    const char *dir = call->values[LETTERS].text;
    size_t n = 0;

    copse_status status = ready_export(call, knowledge, "join --all --letters", err);
    if (status == COPSE_OK)
        status = cli_letters_write(dir, knowledge, wishes, &call->render, &call->ctx, &n, err);
    if (status != COPSE_OK)
        return status;
    cli_call_note(call, "%s holds %zu letter%s, and merge.csv that says whose is whose", dir, n,
                  n == 1 ? "" : "s");
    record_letters(call, dir);
    return COPSE_OK;
}

/* For one person's answer a few rows of the store, where they are enough. */
static copse_status open_knowledge(cli_knowledge *knowledge, cli_call *call, const copse_join_options *wishes,
                                   copse_error *err)
{
    const cli_value *values = call->values;
    bool asks_for_more =
        values[ALL].is_given || values[EXPLAIN].is_given || values[SITE].is_given || values[TOPIC].is_given;
    return asks_for_more ? cli_knowledge_open(knowledge, call, COPSE_STORE_READ, err)
                         : cli_knowledge_open_for_join(knowledge, call, call->operands[0], wishes, err);
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_join_options wishes = COPSE_JOIN_OPTIONS_INIT;
    copse_index *topics = NULL;

    copse_status status = check_line(call, err);
    if (status != COPSE_OK)
        return status;
    call->render.show_scores = call->values[SCORES].is_given;

    status = read_plain_wishes(&wishes, call, err);
    if (status == COPSE_OK)
        status = open_knowledge(&knowledge, call, &wishes, err);
    if (status == COPSE_OK)
        status = read_wishes(&wishes, &topics, call, knowledge.network, err);
    if (status == COPSE_OK) {
        if (!call->values[ALL].is_given)
            status = answer_one(call, &knowledge, &wishes, err);
        else if (call->values[LETTERS].is_given)
            status = write_letters(call, &knowledge, &wishes, err);
        else
            status = list_all(call, &knowledge, &wishes, err);
    }
    free(topics);
    cli_knowledge_close(&knowledge);
    return status;
}

const cli_command cli_cmd_join = {
    .name = "join",
    .group = CLI_FOR_MEMBERS,
    .summary =
        "Which CoPs should this person join, what would they gain and give, and why",
    .examples = {"copse join w01 --top 3", "copse join \"Evelyn Jefferson\" -o evelyn.html"},
    .usage = "join MEMBER [OPTIONS]\n"
             "join MEMBER --explain COP [OPTIONS]\n"
             "join --all --csv --for steward --reason TEXT [OPTIONS]\n"
             "join --all --letters DIR --for steward --reason TEXT [OPTIONS]",
    .details = "MEMBER is a key, a mail address or a name. The answer is for that person: it names "
               "others only\n"
               "as far as they agreed, and files are readable by their owner only.",
    CLI_OPTIONS(options),
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE |
               CLI_WRITES(COPSE_HTML),
    .audience = COPSE_FOR_SELF,
    .run = run,
};
