#include "call.h"

static const char *const visibilities[] = {"none", "team", "trust", NULL};

enum { VISIBILITY, ORGANISATION, PURPOSE, LAWFUL_BASIS, DPIA, RETENTION, THRESHOLD };

static const cli_option options[] = {
    [VISIBILITY] =
        {.name = "visibility",
         .takes = CLI_TAKES_WORD,
         .placeholder = "WHO",
         .words = visibilities,
         .help = "whom a member who said nothing may be named to: none\n(default), team, trust"},
    [ORGANISATION] = {.name = "organisation",
                      .takes = CLI_TAKES_TEXT,
                      .placeholder = "NAME",
                      .help = "whose data these are"},
    [PURPOSE] = {.name = "purpose",
                 .takes = CLI_TAKES_TEXT,
                 .placeholder = "TEXT",
                 .help = "what they are used for"},
    [LAWFUL_BASIS] = {.name = "lawful-basis",
                      .takes = CLI_TAKES_TEXT,
                      .placeholder = "TEXT",
                      .help = "of the processing (UK GDPR, article 6)"},
    [DPIA] = {.name = "dpia",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "REFERENCE",
              .help = "of the data protection impact assessment"},
    [RETENTION] = {.name = "retention",
                   .takes = CLI_TAKES_NUMBER,
                   .placeholder = "DAYS",
                   .least = 1,
                   .most = 36500,
                   .help = "for how long rows are kept after they ended"},
    [THRESHOLD] = {.name = "threshold",
                   .takes = CLI_TAKES_NUMBER,
                   .placeholder = "N",
                   .least = 1,
                   .most = 1000,
                   .help = "the smallest count that is published (default 5)"},
};

static copse_status run(cli_call *call, copse_error *err)
{
    const cli_value *values = call->values;
    copse_store_options store = COPSE_STORE_OPTIONS_INIT;

    if (values[VISIBILITY].is_given)
        copse_visibility_parse(&store.default_visibility, values[VISIBILITY].text);
    store.organisation = values[ORGANISATION].text;
    store.purpose = values[PURPOSE].text;
    store.lawful_basis = values[LAWFUL_BASIS].text;
    store.dpia_reference = values[DPIA].text;
    store.retention_days = (int)values[RETENTION].number;
    if (values[THRESHOLD].is_given)
        store.threshold = (int)values[THRESHOLD].number;

    copse_status status = copse_store_create(call->store_path, &store, &call->ctx, err);
    if (status == COPSE_OK)
        cli_call_note_place(call);
    if (status == COPSE_OK)
        cli_call_note(call, "%s is made, and empty; next: copse import DIR", call->store_path);
    return status;
}

const cli_command cli_cmd_init = {
    .name = "init",
    .group = CLI_FOR_STEWARD,
    .summary = "Make a new, empty store, and record whose it is and what for",
    .examples =
        {"copse init --store new.copse --visibility team",
         "copse init --store new.copse --organisation \"Northgate NHS Trust\" --retention 730"},
    .usage = "init [OPTIONS]",
    .details = "'copse import' makes a store by itself; init is for saying more than the defaults.",
    CLI_OPTIONS(options),
    .run = run,
};
