/* found: which key group of people should start a CoP on these topics? */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "error.h"
#include "folder.h"
#include "subject.h"

static const char *const modes[] = {"face-to-face", "virtual", "hybrid", NULL};
static const char *const objectives[] = {"practice", "sum", "diameter", NULL};

enum {
    TOPIC,
    FROM_TEXT,
    PROJECT,
    SIZE,
    MODE,
    SITE,
    INCLUDE,
    EXCLUDE,
    MAX_LOAD,
    PER_UNIT,
    SITES,
    OBJECTIVE,
    WEIGHTS,
    ALTERNATIVES,
    EFFORT,
    LIMIT,
    LETTERS
};

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
    [SIZE] = {.name = "size",
              .takes = CLI_TAKES_NUMBER,
              .placeholder = "K",
              .least = COPSE_FOUND_LEAST,
              .most = COPSE_FOUND_MOST,
              .help = "how many people (default 6)"},
    [MODE] = {.name = "mode",
              .takes = CLI_TAKES_WORD,
              .placeholder = "MODE",
              .words = modes,
              .help = "face-to-face (travel counts), virtual (hardly) or hybrid"},
    [SITE] = {.name = "site",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "SITE",
              .help = "where it is to meet (default: where the coordinator is)"},
    [INCLUDE] = {.name = "include",
                 .takes = CLI_TAKES_TEXTS,
                 .placeholder = "MEMBER",
                 .help = "who must be in it; may be repeated"},
    [EXCLUDE] = {.name = "exclude",
                 .takes = CLI_TAKES_TEXTS,
                 .placeholder = "MEMBER",
                 .help = "who must not be in it; may be repeated"},
    [MAX_LOAD] = {.name = "max-load",
                  .takes = CLI_TAKES_NUMBER,
                  .placeholder = "N",
                  .most = 1000,
                  .help = "leave out who is in more than N CoPs"},
    [PER_UNIT] = {.name = "per-unit",
                  .takes = CLI_TAKES_NUMBER,
                  .placeholder = "N",
                  .least = 1,
                  .most = COPSE_FOUND_MOST,
                  .help = "at most N people of one team"},
    [SITES] = {.name = "sites",
               .takes = CLI_TAKES_NUMBER,
               .placeholder = "N",
               .least = 1,
               .most = COPSE_FOUND_MOST,
               .help = "from at least N sites"},
    [OBJECTIVE] = {.name = "objective",
                   .takes = CLI_TAKES_WORD,
                   .placeholder = "WORD",
                   .words = objectives,
                   .help =
                       "practice (default); sum or diameter: a holder for each topic, close by"},
    [WEIGHTS] = {.name = "weights",
                 .takes = CLI_TAKES_TEXT,
                 .placeholder = "LIST",
                 .help = "of the terms: coverage=.5,room=.2 (others as in 'copse help rules')"},
    [ALTERNATIVES] = {.name = "alternatives",
                      .takes = CLI_TAKES_NUMBER,
                      .placeholder = "N",
                      .most = 4,
                      .help = "how many other groups to show (default 4)"},
    [EFFORT] = {.name = "effort",
                .takes = CLI_TAKES_NUMBER,
                .placeholder = "N",
                .most = INT64_MAX,
                .help = "nodes and pivots that the proof may take (default 200000)"},
    [LIMIT] = {.name = "limit",
               .takes = CLI_TAKES_NUMBER,
               .placeholder = "SECONDS",
               .least = 1,
               .most = 86400,
               .help = "stop the proof after so long, and say so"},
    [LETTERS] = {.name = "letters",
                 .takes = CLI_TAKES_TEXT,
                 .placeholder = "DIR",
                 .help = "for the steward: an invitation to each and merge.csv, in a new folder"},
};

/* What the line asks for, in the network's indices. */
typedef struct wishes {
    copse_found_options options;
    cli_subject subject;
    copse_index *include, *exclude;
    double alpha[COPSE_FOUND_TERMS];
    double deadline; /* on a clock that is only compared with itself */
} wishes;

/* ---- people ---- */

static copse_status read_people(copse_index **list, size_t *n, const cli_value *value,
                                const copse_network *network, copse_error *err)
{
    *list = calloc(value->n_texts + 1, sizeof **list);
    if (!*list)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    *n = value->n_texts;
    copse_status status = COPSE_OK;
    for (size_t i = 0; status == COPSE_OK && i < value->n_texts; i++)
        status = copse_network_find_member(&(*list)[i], network, value->texts[i], err);
    return status;
}

/* ---- weights ---- */

static copse_status read_weight(double *alpha, const char *pair, copse_error *err)
{
    const char *equals = strchr(pair, '=');
    const char *names[COPSE_FOUND_TERMS + 1] = {NULL};
    char *end = NULL;
    for (int i = 0; i < COPSE_FOUND_TERMS; i++) {
        names[i] = copse_found_term_name((copse_found_term)i);
        if (!equals || strlen(names[i]) != (size_t)(equals - pair) ||
            strncmp(names[i], pair, (size_t)(equals - pair)) != 0)
            continue;
        alpha[i] = strtod(equals + 1, &end);
        if (end == equals + 1 || *end || !isfinite(alpha[i]) || alpha[i] < 0.0)
            return cli_fail(err, COPSE_E_ARGUMENT, "--weights", "write it as coverage=.5,room=.2",
                            "'%s' is no number from 0 on", equals + 1);
        return COPSE_OK;
    }
    return cli_fail(err, COPSE_E_ARGUMENT, "--weights",
                    "the terms are coverage, reach, diversity, authority, cohesion and room",
                    "'%s' is not TERM=NUMBER", pair);
}

static copse_status read_weights(wishes *w, const char *text, copse_error *err)
{
    copse_found_weights_default(w->alpha);
    char *copy = strdup(text), *rest = NULL;
    if (!copy)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    copse_status status = COPSE_OK;
    for (char *pair = strtok_r(copy, ",", &rest); pair && status == COPSE_OK;
         pair = strtok_r(NULL, ",", &rest))
        status = read_weight(w->alpha, pair, err);
    free(copy);
    w->options.alpha = w->alpha;
    return status;
}

/* ---- the time limit, for who asks for one ---- */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool is_late(void *user)
{
    const wishes *w = user;
    return seconds() > w->deadline;
}

static copse_status read_numbers(wishes *w, const cli_call *call, const copse_network *network,
                                 copse_error *err)
{
    const cli_value *values = call->values;
    copse_found_options *o = &w->options;
    o->size = (int)values[SIZE].number;
    o->per_unit = (int)values[PER_UNIT].number;
    o->least_sites = (int)values[SITES].number;
    o->objective = (copse_found_objective)values[OBJECTIVE].number;
    if (values[MAX_LOAD].is_given)
        o->max_load = (int)values[MAX_LOAD].number;
    if (values[ALTERNATIVES].is_given)
        o->alternatives = (int)values[ALTERNATIVES].number;
    if (values[EFFORT].is_given)
        o->effort = values[EFFORT].number;
    if (values[MODE].is_given)
        copse_mode_parse(&o->mode, values[MODE].text);
    if (values[LIMIT].is_given) {
        w->deadline = seconds() + (double)values[LIMIT].number;
        o->is_spent = is_late;
        o->is_spent_user = w;
    }
    copse_status status = COPSE_OK;
    if (values[WEIGHTS].is_given)
        status = read_weights(w, values[WEIGHTS].text, err);
    if (status == COPSE_OK && values[SITE].is_given)
        status = copse_network_find_site(&o->site, network, values[SITE].text, err);
    return status;
}

static cli_subject_options subject_of(const cli_call *call)
{
    return (cli_subject_options){&call->values[TOPIC], &call->values[FROM_TEXT], &call->values[PROJECT]};
}

static copse_status read_wishes(wishes *w, const cli_call *call, const cli_knowledge *knowledge,
                                copse_error *err)
{
    const copse_network *network = knowledge->network;
    copse_found_options *o = &w->options;
    *o = (copse_found_options)COPSE_FOUND_OPTIONS_INIT;
    const cli_subject_options about = subject_of(call);
    copse_status status = cli_subject_read(&w->subject, &about, knowledge, &call->ctx, err);
    o->topics = w->subject.topics;
    o->topic_weights = w->subject.weights;
    o->n_topics = w->subject.n;
    o->matches = w->subject.matches;
    if (status == COPSE_OK)
        status = read_people(&w->include, &o->n_include, &call->values[INCLUDE], network, err);
    if (status == COPSE_OK)
        status = read_people(&w->exclude, &o->n_exclude, &call->values[EXCLUDE], network, err);
    o->include = w->include;
    o->exclude = w->exclude;
    return status == COPSE_OK ? read_numbers(w, call, network, err) : status;
}

static void free_wishes(wishes *w)
{
    free(w->include);
    free(w->exclude);
    cli_subject_free(&w->subject);
}

/* ---- the answer, and the letters ---- */

static copse_status write_letter(cli_folder *folder, const cli_knowledge *knowledge,
                                 const copse_found_answer *answer, size_t seat,
                                 const copse_context *ctx, copse_error *err)
{
    copse_found_invitation *invitation = NULL;
    cli_output page = CLI_OUTPUT_INIT;
    char name[CLI_LETTER_NAME_SIZE];
    copse_status status =
        copse_question_found_invite(&invitation, knowledge->network, answer, seat, ctx, err);
    if (status == COPSE_OK)
        status = cli_folder_open_letter(&page, name, folder, err);
    copse_sink sink = cli_output_sink(&page), merge = cli_output_sink(&folder->merge);
    if (status == COPSE_OK)
        status = copse_report_invitation(&sink, invitation, err);
    if (status == COPSE_OK)
        status = cli_output_commit(&page, err);
    if (status == COPSE_OK)
        status = copse_report_invitation_row(&merge, invitation, name, err);
    cli_output_discard(&page);
    copse_found_invitation_free(invitation);
    return status;
}

static copse_status write_letters(cli_call *call, const cli_knowledge *knowledge,
                                  const copse_found_answer *answer, copse_error *err)
{
    const char *dir = call->values[LETTERS].text;
    cli_folder folder = CLI_FOLDER_INIT;
    copse_status status = cli_folder_open(&folder, dir, err);
    copse_sink merge = cli_output_sink(&folder.merge);
    if (status == COPSE_OK)
        status = copse_report_invitation_header(&merge, err);
    for (size_t i = 0; status == COPSE_OK && i < answer->n_seats; i++)
        status = write_letter(&folder, knowledge, answer, i, &call->ctx, err);
    if (status == COPSE_OK)
        status = cli_folder_commit(&folder, dir, err);
    cli_folder_discard(&folder);
    if (status != COPSE_OK)
        return status;
    cli_call_note(call, "%s holds %zu invitations, and merge.csv that says whose is whose", dir,
                  answer->n_seats);
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/merge.csv", dir);
    if (length > 0 && (size_t)length < sizeof path)
        cli_call_record_output(call, path);
    return COPSE_OK;
}

static copse_status answer_found(cli_call *call, const cli_knowledge *knowledge, const wishes *w,
                                 copse_error *err)
{
    copse_found_answer *answer = NULL;
    bool is_for_steward = call->ctx.audience == COPSE_FOR_STEWARD;
    copse_status status =
        copse_question_found(&answer, knowledge->network, &w->options, &call->ctx, err);
    /* Before names are given out, the audit log has it. */
    if (status == COPSE_OK && is_for_steward) {
        char detail[96];
        snprintf(detail, sizeof detail, "%zu seats, %zu topics", answer->n_seats, answer->n_topics);
        status = cli_knowledge_audit(
            call, call->values[LETTERS].is_given ? "found --letters" : "found", detail, err);
    }
    if (status == COPSE_OK && call->values[LETTERS].is_given && answer->is_found)
        status = write_letters(call, knowledge, answer, err);
    if (status == COPSE_OK)
        status = copse_report_found(&call->sink, answer, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_found_answer_free(answer);
    return status;
}

static copse_status check_line(const cli_call *call, copse_error *err)
{
    const cli_value *values = call->values;
    const cli_subject_options about = subject_of(call);
    copse_status status = cli_subject_check(&about, "the group", err);
    if (status != COPSE_OK)
        return status;
    if (values[LETTERS].is_given && call->ctx.audience != COPSE_FOR_STEWARD)
        return cli_fail(err, COPSE_E_ARGUMENT, "--letters", "add --for steward --reason TEXT",
                        "invitations are for the steward to send");
    return COPSE_OK;
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    wishes w = {0};
    copse_status status = check_line(call, err);
    if (status == COPSE_OK)
        status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = read_wishes(&w, call, &knowledge, err);
    if (status == COPSE_OK)
        status = answer_found(call, &knowledge, &w, err);
    free_wishes(&w);
    cli_knowledge_close(&knowledge);
    return status;
}

const cli_command cli_cmd_found = {
    .name = "found",
    .group = CLI_FOR_STEWARD,
    .summary = "Which key group of people should start a new CoP, and what does each bring",
    .examples = {"copse found --topic \"Wound care\" --for steward --reason \"new CoP\"",
                 "copse found --from-text \"diabetic foot care on the wards\" --size 8"},
    .usage = "found --topic T[=W]… [OPTIONS]\n"
             "found --from-text TEXT [OPTIONS]\n"
             "found --project P [OPTIONS]",
    .details = "A suggestion of whom to invite, not a selection: evidence measures activity, not "
               "competence.\n"
               "Without --for steward and a reason, people are named as far as they agreed to it.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_TRUST,
    .run = run,
};
