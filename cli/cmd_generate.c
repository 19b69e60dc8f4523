#include <string.h>

#include "call.h"
#include "error.h"

enum { SIZE, STAFF, TEAMS, COMMUNITIES, TOPICS };

/* From one trust to a whole health service. */
static const char *const size_names[] = {"trust", "large", "system", "national", NULL};
static const copse_generate_options sizes_by_name[] = {
    {.staff = 5000, .teams = 400, .communities = 60, .topics = 600},
    {.staff = 20000, .teams = 1500, .communities = 300, .topics = 1500},
    {.staff = 40000, .teams = 3000, .communities = 800, .topics = 3000},
    {.staff = 1500000, .teams = 100000, .communities = 20000, .topics = 15000},
};

static const cli_option options[] = {
    [SIZE] = {.name = "size",
              .takes = CLI_TAKES_WORD,
              .placeholder = "WORD",
              .words = size_names,
              .help = "trust, large, system or national: 5, 20, 40 or 1,500 thousand staff"},
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
    if (call->values[SIZE].is_given)
        sizes = sizes_by_name[call->values[SIZE].number];
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
