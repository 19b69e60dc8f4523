#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"
#include "member.h"
#include "record.h"

static copse_status read_yes_or_no(copse_sensitivity *out, const char *word, copse_error *err)
{
    bool is_yes = strcmp(word, "yes") == 0;
    if (!is_yes && strcmp(word, "no") != 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "say yes or no", "'%s' is neither yes nor no", word);
    *out = is_yes ? COPSE_SENSITIVE_YES : COPSE_SENSITIVE_NO;
    return COPSE_OK;
}

/* @param[out] key  of the CoP that the call names; caller frees with free() */
static copse_status find_community(char **key, cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_index community = COPSE_NONE;
    *key = NULL;
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_network_find_community(&community, knowledge.network, call->operands[1], err);
    if (status == COPSE_OK) {
        *key = strdup(copse_network_facts(knowledge.network)->communities[community].key);
        if (!*key)
            status = cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    }
    cli_knowledge_close(&knowledge);
    return status;
}

copse_status cli_record_sensitive(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_sensitivity sensitive = COPSE_SENSITIVE_UNDECIDED;
    char *key = NULL;

    copse_status status = read_yes_or_no(&sensitive, call->operands[2], err);
    if (status == COPSE_OK)
        status = find_community(&key, call, err);
    if (status == COPSE_OK)
        status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_record_sensitive(&account, store, key, sensitive, &call->ctx, err);
    copse_store_close(store);
    free(key);
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}
