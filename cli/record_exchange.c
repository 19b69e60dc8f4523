/* record asked, answered, attended, shared, update: what passed, told in one line or in a file. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"
#include "member.h"
#include "record.h"

/* Keys of what the line names; owned. */
typedef struct named {
    char *from, *with, *community, *topic, *project;
} named;

static void named_free(named *of)
{
    free(of->from);
    free(of->with);
    free(of->community);
    free(of->topic);
    free(of->project);
}

static copse_status keep(char **out, const char *key, copse_error *err)
{
    *out = strdup(key);
    return *out ? COPSE_OK : cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
}

static copse_status find_member(char **key, const copse_network *network, const char *text, copse_error *err)
{
    copse_index member;
    copse_status status = copse_network_find_member(&member, network, text, err);
    return status == COPSE_OK ? keep(key, copse_network_facts(network)->members[member].key, err) : status;
}

static copse_status find_others(named *of, const cli_call *call, const copse_network *network, copse_error *err)
{
    const cli_value *values = call->values;
    const copse_facts *facts = copse_network_facts(network);
    copse_index index;
    copse_status status = COPSE_OK;
    if (values[CLI_RECORD_WITH].is_given)
        status = find_member(&of->with, network, values[CLI_RECORD_WITH].text, err);
    if (status == COPSE_OK && values[CLI_RECORD_COP].is_given) {
        status = copse_network_find_recommendable(&index, network, values[CLI_RECORD_COP].text, err);
        if (status == COPSE_OK)
            status = keep(&of->community, facts->communities[index].key, err);
    }
    if (status == COPSE_OK && values[CLI_RECORD_TOPIC].is_given) {
        status = copse_network_find_topic(&index, network, values[CLI_RECORD_TOPIC].text, err);
        if (status == COPSE_OK)
            status = keep(&of->topic, facts->topics[index].key, err);
    }
    if (status == COPSE_OK && values[CLI_RECORD_PROJECT].is_given)
        status = keep(&of->project, values[CLI_RECORD_PROJECT].text, err);
    return status;
}

static copse_status find(named *of, cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = find_member(&of->from, knowledge.network, call->operands[1], err);
    if (status == COPSE_OK)
        status = find_others(of, call, knowledge.network, err);
    cli_knowledge_close(&knowledge);
    return status;
}

static copse_exchange_entry read_entry(const cli_call *call, const named *of, copse_exchange_kind kind)
{
    const cli_value *values = call->values;
    copse_exchange_entry entry = COPSE_EXCHANGE_ENTRY_INIT;
    entry.from_member = of->from;
    entry.to_member = of->with;
    entry.to_community = of->community;
    entry.kind = kind;
    entry.topic = of->topic;
    entry.project = of->project;
    entry.note = values[CLI_RECORD_NOTE].text;
    entry.settles = values[CLI_RECORD_SETTLES].number;
    if (values[CLI_RECORD_ON].is_given)
        entry.on = (copse_day)values[CLI_RECORD_ON].number;
    if (values[CLI_RECORD_DUE].is_given)
        entry.due = (copse_day)values[CLI_RECORD_DUE].number;
    if (values[CLI_RECORD_SHARE].is_given)
        copse_visibility_parse(&entry.shared_with, values[CLI_RECORD_SHARE].text);
    return entry;
}

static copse_status check_undo(const cli_call *call, copse_error *err)
{
    for (size_t i = 0; i < CLI_RECORD_OPTIONS; i++)
        if (i != CLI_RECORD_UNDO && call->values[i].is_given)
            return cli_fail(err, COPSE_E_ARGUMENT, "--undo", "leave the others out",
                            "what is taken back is the last one, whatever it says");
    return COPSE_OK;
}

copse_status cli_record_exchange(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_exchange_kind kind = COPSE_EXCHANGE_ASKED;
    named of = {0};
    bool undo = call->values[CLI_RECORD_UNDO].is_given;

    copse_exchange_kind_parse(&kind, call->operands[0]); /* the table's words are those of the kinds */
    copse_status status = undo ? check_undo(call, err) : COPSE_OK;
    if (status == COPSE_OK)
        status = find(&of, call, err);
    if (status == COPSE_OK)
        status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    const copse_exchange_entry entry = read_entry(call, &of, kind);
    if (status == COPSE_OK)
        status = undo ? copse_store_undo_exchange(&account, store, of.from, kind, &call->ctx, err)
                      : copse_store_record_exchange(&account, store, &entry, &call->ctx, err);
    copse_store_close(store);
    named_free(&of);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}

copse_status cli_record_file(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_record_exchanges(&account, store, call->values[CLI_RECORD_FROM_CSV].text, &call->ctx,
                                              err);
    copse_store_close(store);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}
