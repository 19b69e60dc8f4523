#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "error.h"

extern const cli_command cli_cmd_audit;
extern const cli_command cli_cmd_backup;
extern const cli_command cli_cmd_brief;
extern const cli_command cli_cmd_batch;
extern const cli_command cli_cmd_check;
extern const cli_command cli_cmd_compare;
extern const cli_command cli_cmd_decide;
extern const cli_command cli_cmd_debrief;
extern const cli_command cli_cmd_dpia;
extern const cli_command cli_cmd_evaluate;
extern const cli_command cli_cmd_export;
extern const cli_command cli_cmd_fit;
extern const cli_command cli_cmd_forget;
extern const cli_command cli_cmd_found;
extern const cli_command cli_cmd_generate;
extern const cli_command cli_cmd_giveback;
extern const cli_command cli_cmd_health;
extern const cli_command cli_cmd_help;
extern const cli_command cli_cmd_import;
extern const cli_command cli_cmd_init;
extern const cli_command cli_cmd_isolated;
extern const cli_command cli_cmd_join;
extern const cli_command cli_cmd_map;
extern const cli_command cli_cmd_measure;
extern const cli_command cli_cmd_model;
extern const cli_command cli_cmd_object;
extern const cli_command cli_cmd_profile;
extern const cli_command cli_cmd_start;
extern const cli_command cli_cmd_outputs;
extern const cli_command cli_cmd_pair;
extern const cli_command cli_cmd_purge;
extern const cli_command cli_cmd_query;
extern const cli_command cli_cmd_record;
extern const cli_command cli_cmd_report;
extern const cli_command cli_cmd_status;
extern const cli_command cli_cmd_subject_access;
extern const cli_command cli_cmd_talk;
extern const cli_command cli_cmd_template;
extern const cli_command cli_cmd_topics;
extern const cli_command cli_cmd_tour;
extern const cli_command cli_cmd_version;

/*
 * A new command: write cmd_<name>.c, name it here and in CMakeLists.txt, and
 * add tests/cli/<name>.bats. Help and dispatch follow.
 */
/* clang-format off: one a line */
const cli_command *const cli_commands[] = {
    &cli_cmd_join,
    &cli_cmd_giveback,
    &cli_cmd_talk,
    &cli_cmd_profile,
    &cli_cmd_decide,
    &cli_cmd_found,
    &cli_cmd_brief,
    &cli_cmd_pair,
    &cli_cmd_start,
    &cli_cmd_init,
    &cli_cmd_template,
    &cli_cmd_import,
    &cli_cmd_topics,
    &cli_cmd_check,
    &cli_cmd_status,
    &cli_cmd_backup,
    &cli_cmd_export,
    &cli_cmd_fit,
    &cli_cmd_evaluate,
    &cli_cmd_debrief,
    &cli_cmd_report,
    &cli_cmd_isolated,
    &cli_cmd_health,
    &cli_cmd_map,
    &cli_cmd_compare,
    &cli_cmd_measure,
    &cli_cmd_model,
    &cli_cmd_query,
    &cli_cmd_batch,
    &cli_cmd_record,
    &cli_cmd_subject_access,
    &cli_cmd_object,
    &cli_cmd_forget,
    &cli_cmd_purge,
    &cli_cmd_outputs,
    &cli_cmd_audit,
    &cli_cmd_dpia,
    &cli_cmd_generate,
    &cli_cmd_tour,
    &cli_cmd_help,
    &cli_cmd_version,
    NULL,
};
/* clang-format on */

enum { MOST_COMMANDS = sizeof cli_commands / sizeof cli_commands[0] };

copse_status cli_commands_find(const cli_command **out, const char *name, copse_error *err)
{
    const char *names[MOST_COMMANDS];
    size_t n = 0;
    for (; cli_commands[n]; n++) {
        if (strcmp(cli_commands[n]->name, name) == 0) {
            *out = cli_commands[n];
            return COPSE_OK;
        }
        names[n] = cli_commands[n]->name;
    }

    char next[96] = "'copse help' lists the commands";
    const char *closest = copse_closest_word(name, names, n);
    if (closest)
        snprintf(next, sizeof next, "did you mean 'copse %s'?", closest);
    return cli_fail(err, COPSE_E_ARGUMENT, NULL, next, "there is no command '%s'", name);
}
