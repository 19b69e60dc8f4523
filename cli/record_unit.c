#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"
#include "member.h"
#include "record.h"

/* @param[out] key  of the unit that the call names; caller frees with free() */
static copse_status find_unit(char **key, cli_call *call, copse_level level, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_index index = COPSE_NONE;
    const char *text = call->operands[1];

    *key = NULL;
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK && level == COPSE_LEVEL_COMMUNITY)
        status = copse_network_find_recommendable(&index, knowledge.network, text, err);
    else if (status == COPSE_OK && level == COPSE_LEVEL_SITE)
        status = copse_network_find_site(&index, knowledge.network, text, err);
    else if (status == COPSE_OK)
        status = copse_network_find_team(&index, knowledge.network, text, err);
    if (status == COPSE_OK) {
        const copse_facts *facts = copse_network_facts(knowledge.network);
        *key = strdup(level == COPSE_LEVEL_COMMUNITY ? facts->communities[index].key
                      : level == COPSE_LEVEL_SITE    ? facts->sites[index].key
                                                     : facts->teams[index].key);
        if (!*key)
            status = cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    }
    cli_knowledge_close(&knowledge);
    return status;
}

static copse_status check_reason(const cli_call *call, bool is_undo, bool is_act, copse_error *err)
{
    if (!is_undo && !(call->ctx.reason && call->ctx.reason[0]))
        return cli_fail(err, COPSE_E_ARGUMENT, "--reason", "add --reason TEXT; later answers show it",
                        is_act ? "it is not said what was done" : "it is not said why the unit is rightly apart");
    return COPSE_OK;
}

copse_status cli_record_unit(cli_call *call, copse_error *err)
{
    copse_unit_record record = {.kind = strcmp(call->operands[0], "accept") == 0 ? COPSE_UNIT_ACCEPTED
                                                                                 : COPSE_UNIT_ACTED};
    copse_store *store = NULL;
    copse_account *account = NULL;
    char *key = NULL;
    bool is_undo = call->values[CLI_RECORD_UNDO].is_given;

    copse_status status = check_reason(call, is_undo, record.kind == COPSE_UNIT_ACTED, err);
    if (call->values[CLI_RECORD_LEVEL].is_given)
        copse_level_parse(&record.level, call->values[CLI_RECORD_LEVEL].text);
    if (status == COPSE_OK)
        status = find_unit(&key, call, record.level, err);
    record.unit = key;
    record.text = is_undo ? NULL : call->ctx.reason;
    if (status == COPSE_OK)
        status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_record_unit(&account, store, &record, &call->ctx, err);
    copse_store_close(store);
    free(key);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}
