/* export: the data for others to work on, without who is who. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "member.h"

enum { PSEUDONYMOUS };

static const cli_option options[] = {
    [PSEUDONYMOUS] = {.name = "pseudonymous",
                      .takes = CLI_TAKES_TEXT,
                      .placeholder = "DIR",
                      .help = "a new folder: CSV with codes in place of people"},
};

static void record_file(cli_call *call, const char *dir, const char *file)
{
    size_t size = strlen(dir) + strlen(file) + 2;
    char *path = malloc(size);
    if (!path)
        return;
    snprintf(path, size, "%s/%s", dir, file);
    cli_call_record_output(call, path);
    free(path);
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    const char *dir = call->values[PSEUDONYMOUS].text;

    if (!dir)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "add --pseudonymous DIR; 'copse backup' copies the store",
                        "data are exported without who is who, or not at all");
    copse_status status = cli_call_open_store(&store, call, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_export_pseudonymous(&account, store, dir, &call->ctx, err);
    copse_store_close(store);
    if (status != COPSE_OK)
        return status;
    const copse_account_section *files = &account->sections[0];
    for (size_t i = 0; i < files->n_rows; i++)
        record_file(call, dir, files->cells[i * files->n_columns].text);
    cli_call_note(call, "%s holds the data without who is who", dir);
    return cli_account_answer(call, account, err);
}

const cli_command cli_cmd_export = {
    .name = "export",
    .group = CLI_FOR_STEWARD,
    .summary = "Write the data for others to work on, without who is who",
    .examples = {"copse export --pseudonymous given-out --reason \"evaluation by the university\"",
                 "copse export --pseudonymous given-out --reason \"evaluation\" --json"},
    .usage = "export --pseudonymous DIR --reason TEXT [OPTIONS]",
    .details =
        "People's keys become codes, the same each time; who has the store's key file can tell who is\n"
        "meant. Names, mail addresses, contacts and free text are left out, and so are sensitive CoPs\n"
        "and who objected. It is still personal data. 'copse import' takes the folder as it is.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_CSV),
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .run = run,
};
