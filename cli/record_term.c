#include "member.h"
#include "record.h"

copse_status cli_record_term(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_record_term(&account, store, call->operands[0], call->operands[1],
                                         &call->ctx, err);
    copse_store_close(store);
    call->ctx.terms = NULL; /* of before; the answer tells them as they are now */
    return status == COPSE_OK ? cli_account_answer(call, account, err) : status;
}
