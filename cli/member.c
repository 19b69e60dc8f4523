#include "member.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"

copse_status cli_member_find(char **key, cli_call *call, const char *text, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_index member = COPSE_NONE;

    *key = NULL;
    copse_status status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = copse_network_find_member(&member, knowledge.network, text, err);
    if (status == COPSE_OK) {
        *key = strdup(copse_network_facts(knowledge.network)->members[member].key);
        if (!*key)
            status = cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    }
    cli_knowledge_close(&knowledge);
    return status;
}

copse_status cli_account_answer(cli_call *call, copse_account *account, copse_error *err)
{
    copse_status status =
        copse_report_account(&call->sink, account, &call->render, &call->ctx, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_account_free(account);
    return status;
}
