#include <string.h>

#include "call.h"
#include "error.h"

enum { STAFF, TEAMS, COMMUNITIES, TOPICS };

static const cli_option options[] = {
    [STAFF] = {.name = "staff",
               .takes = CLI_TAKES_NUMBER,
               .placeholder = "N",
               .least = 1,
               .most = 10000000,
               .help = "how many people (default 400)"},
    [TEAMS] = {.name = "teams",
               .takes = CLI_TAKES_NUMBER,
               .placeholder = "N",
               .least = 1,
               .most = 1000000,
               .help = "how many teams (default 40)"},
    [COMMUNITIES] = {.name = "communities",
                     .takes = CLI_TAKES_NUMBER,
                     .placeholder = "N",
                     .least = 1,
                     .most = 1000000,
                     .help = "how many communities of practice (default 24)"},
    [TOPICS] = {.name = "topics",
                .takes = CLI_TAKES_NUMBER,
                .placeholder = "N",
                .least = 1,
                .most = 1000000,
                .help = "how many topics (default 120)"},
};

static void take(int64_t *size, const cli_value *value)
{
    if (value->is_given)
        *size = value->number;
}

static copse_status run(cli_call *call, copse_error *err)
{
    copse_generate_options sizes = COPSE_GENERATE_OPTIONS_INIT;
    const char *dir = call->operands[1];

    if (strcmp(call->operands[0], "trust") != 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "copse generate trust DIR",
                        "'%s' is nothing that can be generated", call->operands[0]);
    take(&sizes.staff, &call->values[STAFF]);
    take(&sizes.teams, &call->values[TEAMS]);
    take(&sizes.communities, &call->values[COMMUNITIES]);
    take(&sizes.topics, &call->values[TOPICS]);
    copse_status status = copse_store_generate_trust(dir, &sizes, &call->ctx, err);
    if (status == COPSE_OK)
        cli_call_note(call,
                      "%s holds a generated trust, and truth.json what was planted in it; "
                      "next: copse import %s",
                      dir, dir);
    return status;
}

const cli_command cli_cmd_generate = {
    .name = "generate",
    .group = CLI_FOR_ANALYST,
    .summary = "Make up an NHS trust with planted truth, to try things on",
    .examples =
        {"copse generate trust made-up/ --seed 7",
         "copse generate trust made-up/ --staff 2000 --teams 150 --communities 60 --topics 300"},
    .usage = "generate trust DIR [OPTIONS]",
    .details = "The same sizes, seed and as-of day give the same files.",
    CLI_OPTIONS(options),
    .least_operands = 2,
    .most_operands = 2,
    .run = run,
};
