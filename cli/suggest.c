#include "suggest.h"

#include <stdio.h>
#include <unistd.h>

/* The one file that is about people: it must be found when one of them is forgotten. */
static void record(cli_call *call, const char *dir)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/expertise.csv", dir);
    if (n > 0 && (size_t)n < sizeof path && access(path, F_OK) == 0)
        cli_call_record_output(call, path);
}

copse_status cli_suggest(copse_account **out, cli_call *call, const char *dir, copse_error *err)
{
    copse_store *store = NULL;
    /* What is about people is audited, which writes. */
    copse_store_access access =
        call->ctx.audience == COPSE_FOR_STEWARD ? COPSE_STORE_WRITE : COPSE_STORE_READ;
    *out = NULL;
    copse_status status = cli_call_open_store(&store, call, access, err);
    if (status == COPSE_OK)
        status = copse_store_suggest_topics(out, store, dir, &call->ctx, err);
    copse_store_close(store);
    if (status == COPSE_OK)
        record(call, dir);
    return status;
}

copse_status cli_suggest_after(cli_call *call, const char *dir, copse_error *err)
{
    copse_account *account = NULL;
    copse_audience audience = call->ctx.audience;
    if (!call->ctx.reason) /* about people nothing is proposed without one */
        call->ctx.audience = COPSE_FOR_TRUST;
    copse_status status = cli_suggest(&account, call, dir, err);
    call->ctx.audience = audience;
    for (size_t i = 0; account && i < account->n_notes; i++)
        cli_call_note(call, "%s", account->notes[i]);
    copse_account_free(account);
    return status;
}
