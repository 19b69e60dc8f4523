/* profile: what Copse goes by about one person, and their own word on it. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"
#include "member.h"

static const char *const modes[] = {"any", "face-to-face", "virtual", "hybrid", NULL};
static const char *const visibilities[] = {"none", "team", "trust", NULL};

enum { NOT, UNDO, MODE, VISIBLE };

static const cli_option options[] = {
    [NOT] = {.name = "not",
             .takes = CLI_TAKES_TEXT,
             .placeholder = "COP",
             .help = "this CoP is not for me: do not recommend it to me"},
    [UNDO] = {.name = "undo", .help = "with --not: take that back"},
    [MODE] = {.name = "mode",
              .takes = CLI_TAKES_WORD,
              .placeholder = "MODE",
              .words = modes,
              .help = "how I like to meet: any, face-to-face, virtual or hybrid"},
    [VISIBLE] = {.name = "visible",
                 .takes = CLI_TAKES_WORD,
                 .placeholder = "WHOM",
                 .words = visibilities,
                 .help = "to whom I may be named: none, my team, or the whole trust"},
};

static copse_status check_line(const cli_call *call, copse_error *err)
{
    if (call->ctx.audience != COPSE_FOR_SELF)
        return cli_fail(err, COPSE_E_ARGUMENT, "--for", "leave --for out and give the answer to them alone",
                        "a person's profile is for that person, not for '%s'",
                        copse_audience_name(call->ctx.audience));
    if (call->values[UNDO].is_given && !call->values[NOT].is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, "--undo", "add --not COP; a mode and a visibility are said anew",
                        "which CoP is meant?");
    return COPSE_OK;
}

static copse_status find_not(char **key, const cli_call *call, const copse_network *network, copse_error *err)
{
    copse_index community;
    *key = NULL;
    if (!call->values[NOT].is_given)
        return COPSE_OK;
    copse_status status = copse_network_find_recommendable(&community, network, call->values[NOT].text, err);
    if (status == COPSE_OK) {
        *key = strdup(copse_network_facts(network)->communities[community].key);
        if (!*key)
            status = cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    }
    return status;
}

static copse_status find(char **member, char **community, cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_index index;
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_network_find_member(&index, knowledge.network, call->operands[0], err);
    if (status == COPSE_OK) {
        *member = strdup(copse_network_facts(knowledge.network)->members[index].key);
        status = *member ? find_not(community, call, knowledge.network, err)
                         : cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    }
    cli_knowledge_close(&knowledge);
    return status;
}

static copse_profile_change read_change(const cli_call *call, const char *community)
{
    const cli_value *values = call->values;
    copse_profile_change change = COPSE_PROFILE_CHANGE_INIT;
    change.not_community = community;
    change.undo = values[UNDO].is_given;
    change.has_mode = values[MODE].is_given;
    change.has_visibility = values[VISIBLE].is_given;
    if (change.has_mode)
        copse_mode_parse(&change.mode, values[MODE].text); /* "any" is none of the words: unknown */
    if (change.has_visibility)
        copse_visibility_parse(&change.visibility, values[VISIBLE].text);
    return change;
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    char *member = NULL, *community = NULL;

    copse_status status = check_line(call, err);
    if (status == COPSE_OK)
        status = find(&member, &community, call, err);
    const copse_profile_change change = read_change(call, community);
    bool writes = change.not_community || change.has_mode || change.has_visibility;
    call->ctx.audience_key = member;
    if (status == COPSE_OK)
        status = cli_call_open_store(&store, call, writes ? COPSE_STORE_WRITE : COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_store_profile(&account, store, member, &change, &call->ctx, err);
    copse_store_close(store);
    if (status == COPSE_OK)
        status = cli_account_answer(call, account, err);
    call->ctx.audience_key = NULL;
    free(member);
    free(community);
    return status;
}

const cli_command cli_cmd_profile = {
    .name = "profile",
    .group = CLI_FOR_MEMBERS,
    .summary = "What Copse goes by about this person, and their own word on it",
    .examples = {"copse profile w01", "copse profile w01 --not E14 --visible team"},
    .usage = "profile MEMBER [OPTIONS]",
    .details = "What a person says here counts at once, and no import overrides it: a CoP that is not for them is\n"
               "not recommended to them, and they are named only as far as they agree.",
    CLI_OPTIONS(options),
    .least_operands = 1,
    .most_operands = 1,
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_HTML),
    .audience = COPSE_FOR_SELF,
    .run = run,
};
