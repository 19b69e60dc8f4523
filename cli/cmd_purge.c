/* purge: what ended longer ago than data are kept for. */
#include <inttypes.h>
#include <stdio.h>

#include "confirm.h"
#include "error.h"
#include "member.h"
#include "refit.h"

enum { OLDER_THAN, DRY_RUN, YES };

static const cli_option options[] = {
    [OLDER_THAN] = {.name = "older-than",
                    .takes = CLI_TAKES_TEXT,
                    .placeholder = "AGE|DATE",
                    .help = "90d, 12w, 24m or 2y before the as-of day, or a day\n(default: the "
                            "store's retention)"},
    [DRY_RUN] = {.name = "dry-run", .help = "show what would go, change nothing"},
    [YES] = {.name = "yes", .help = "do not ask"},
};

static copse_status read_age(copse_day *before, cli_call *call, const char *text, copse_error *err)
{
    if (!copse_day_parse(before, text) && !copse_day_before(before, call->ctx.as_of, text))
        return cli_fail(err, COPSE_E_ARGUMENT, "--older-than",
                        "write it as 730d, 104w, 24m, 2y or 2024-03-31", "'%s' is neither an age nor a day",
                        text);
    if (*before > call->ctx.as_of)
        return cli_fail(err, COPSE_E_ARGUMENT, "--older-than", "give a day that is past",
                        "what ends after the as-of day still holds");
    return COPSE_OK;
}

/* The first day that is kept, from the option or from how long the store keeps things. */
static copse_status read_day(copse_day *before, cli_call *call, copse_error *err)
{
    if (call->values[OLDER_THAN].is_given)
        return read_age(before, call, call->values[OLDER_THAN].text, err);
    int days = call->terms->options.retention_days;
    if (days == 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL,
                        "add --older-than 2y, or record it first: copse record retention DAYS",
                        "for how long the store keeps things is not recorded");
    *before = call->ctx.as_of - days;
    return COPSE_OK;
}

static copse_status ask(cli_call *call, copse_store *store, copse_day before, copse_error *err)
{
    copse_account *account = NULL;
    char question[96], day[16];
    copse_day_format(day, before);
    copse_status status = copse_store_purge(&account, store, before, true, &call->ctx, err);
    if (status != COPSE_OK)
        return status;
    snprintf(question, sizeof question, "%" PRId64 " rows from before %s will be removed",
             account->n_removed, day);
    bool is_anything = account->n_removed > 0;
    copse_account_free(account);
    return is_anything ? cli_confirm(call, call->values[YES].is_given, question, err) : COPSE_OK;
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    copse_day before = COPSE_DAY_UNKNOWN;
    bool is_dry = call->values[DRY_RUN].is_given;

    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = read_day(&before, call, err);
    if (status == COPSE_OK && !is_dry)
        status = ask(call, store, before, err);
    if (status == COPSE_OK)
        status = copse_store_purge(&account, store, before, is_dry, &call->ctx, err);
    copse_store_close(store);
    if (status != COPSE_OK)
        return status;
    if (!is_dry && account->n_removed > 0)
        cli_refit(call, account);
    return cli_account_answer(call, account, err);
}

const cli_command cli_cmd_purge = {
    .name = "purge",
    .group = CLI_FOR_STEWARD,
    .summary = "Remove what ended longer ago than data are kept for",
    .examples = {"copse purge --older-than 2y --dry-run", "copse purge --older-than 2024-03-31 --yes"},
    .usage = "purge [--older-than AGE|DATE] [OPTIONS]",
    .details =
        "Memberships and assignments that ended, exchanges, meetings and marks that happened and\n"
        "actions that were done before that day; and who left: whose every assignment ended by then\n"
        "and who is in nothing else. What still holds stays, however old. Nothing of what goes is\n"
        "left in the store's file.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .names_nobody = true,
    .run = run,
};
