/* record debrief, record done: what a team learned and does with it. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"
#include "member.h"
#include "record.h"

/* Keys of what the line names; owned. */
typedef struct named {
    char *team, *who;
    char **present;
    size_t n_present;
} named;

static void named_free(named *of)
{
    free(of->team);
    free(of->who);
    for (size_t i = 0; i < of->n_present; i++)
        free(of->present[i]);
    free(of->present);
}

static copse_status find_member(char **key, const copse_network *network, const char *text, copse_error *err)
{
    copse_index member;
    copse_status status = copse_network_find_member(&member, network, text, err);
    if (status != COPSE_OK)
        return status;
    *key = strdup(copse_network_facts(network)->members[member].key);
    return *key ? COPSE_OK : cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
}

static copse_status find_present(named *of, const cli_value *value, const copse_network *network, copse_error *err)
{
    copse_status status = COPSE_OK;
    of->present = calloc(value->n_texts + 1, sizeof *of->present);
    if (!of->present)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    for (size_t i = 0; status == COPSE_OK && i < value->n_texts; i++) {
        status = find_member(&of->present[i], network, value->texts[i], err);
        of->n_present += status == COPSE_OK;
    }
    return status;
}

static copse_status find(named *of, cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_index team;
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_network_find_team(&team, knowledge.network, call->operands[1], err);
    if (status == COPSE_OK) {
        of->team = strdup(copse_network_facts(knowledge.network)->teams[team].key);
        if (!of->team)
            status = cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    }
    if (status == COPSE_OK && call->values[CLI_RECORD_WHO].is_given)
        status = find_member(&of->who, knowledge.network, call->values[CLI_RECORD_WHO].text, err);
    if (status == COPSE_OK)
        status = find_present(of, &call->values[CLI_RECORD_PRESENT], knowledge.network, err);
    cli_knowledge_close(&knowledge);
    return status;
}

static copse_debrief_entry read_entry(const cli_call *call, const named *of)
{
    const cli_value *values = call->values;
    copse_debrief_entry entry = COPSE_DEBRIEF_ENTRY_INIT;
    entry.team = of->team;
    entry.project = values[CLI_RECORD_PROJECT].text;
    entry.note = values[CLI_RECORD_NOTE].text;
    entry.actions = values[CLI_RECORD_ACTION].texts;
    entry.n_actions = values[CLI_RECORD_ACTION].n_texts;
    entry.who = of->who;
    entry.present = (const char *const *)of->present;
    entry.n_present = of->n_present;
    if (values[CLI_RECORD_DUE].is_given)
        entry.due = (copse_day)values[CLI_RECORD_DUE].number;
    return entry;
}

copse_status cli_record_debrief(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    named of = {0};
    bool undo = call->values[CLI_RECORD_UNDO].is_given;

    copse_status status = find(&of, call, err);
    if (status == COPSE_OK)
        status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    const copse_debrief_entry entry = read_entry(call, &of);
    if (status == COPSE_OK)
        status = undo ? copse_store_undo_debrief(&account, store, of.team, &call->ctx, err)
                      : copse_store_record_debrief(&account, store, &entry, &call->ctx, err);
    copse_store_close(store);
    named_free(&of);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

copse_status cli_record_done(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    char *end = NULL;
    long long action = strtoll(call->operands[1], &end, 10);
    if (end == call->operands[1] || *end != '\0' || action < 1)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "'copse brief' and 'copse debrief' show the numbers",
                        "'%s' is no number of an action", call->operands[1]);
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_record_done(&account, store, action, call->values[CLI_RECORD_UNDO].is_given, &call->ctx,
                                         err);
    copse_store_close(store);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}
