/* export: the network as a graph for other programs, or the data for others to work on, without who is who. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"
#include "member.h"
#include "map_subject.h"

static const char *const formats[] = {"graphml", "gexf", "dot", "csv-kumu", "csv-gephi", "json", NULL};
static const char *const modes[] = {"two-mode", "teams", "communities", "topics", "people", NULL};
static const char *const tables[] = {"nodes", "ties", NULL};

enum { FORMAT, MODE, TABLE, OF, LEVEL, PSEUDONYMOUS };

static const cli_option options[] = {
    [FORMAT] = {.name = "format",
                .takes = CLI_TAKES_WORD,
                .placeholder = "FORMAT",
                .words = formats,
                .help = "graphml, gexf, dot, csv-kumu, csv-gephi or json"},
    [MODE] = {.name = "mode",
              .takes = CLI_TAKES_WORD,
              .placeholder = "MODE",
              .words = modes,
              .help = "two-mode (default): teams, topics and people, each tied to\nCoPs; or teams, communities, topics or people among\n"
                      "themselves"},
    [TABLE] = {.name = "table",
               .takes = CLI_TAKES_WORD,
               .placeholder = "TABLE",
               .words = tables,
               .help = "of a CSV: nodes (default) or ties"},
    [OF] = {.name = "of",
            .takes = CLI_TAKES_WORD,
            .placeholder = "WHAT",
            .words = cli_map_subjects,
            .help = "trust (default), team, community, member or topic; then its name"},
    [LEVEL] = {.name = "level",
               .takes = CLI_TAKES_WORD,
               .placeholder = "LEVEL",
               .words = cli_map_levels,
               .help = "teams (default), or people as well, as far as they agreed to be\nnamed"},
    [PSEUDONYMOUS] = {.name = "pseudonymous",
                      .takes = CLI_TAKES_TEXT,
                      .placeholder = "DIR",
                      .help = "instead: the store's tables into a new folder, with codes in\nplace of people; the steward's"},
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

static copse_status export_tables(cli_call *call, copse_error *err)
{
    copse_store *store = NULL;
    copse_account *account = NULL;
    const char *dir = call->values[PSEUDONYMOUS].text;

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

/* ---- as a graph ---- */

static copse_status write_graph(cli_call *call, const copse_network *net, const copse_map_options *of,
                                copse_graph_mode mode, copse_error *err)
{
    copse_map_answer *map = NULL;
    copse_graph_answer *graph = NULL;
    copse_graph_format format = COPSE_GRAPHML;
    copse_graph_format_parse(&format, call->values[FORMAT].text);
    bool of_ties = call->values[TABLE].is_given && strcmp(call->values[TABLE].text, "ties") == 0;

    copse_status status = copse_question_map(&map, net, of, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_question_graph(&graph, map, mode, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_graph(&call->sink, graph, format, of_ties, err);
    copse_graph_answer_free(graph);
    copse_map_answer_free(map);
    return status == COPSE_OK ? cli_call_finish_answer(call, err) : status;
}

static copse_status export_graph(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_map_options of = COPSE_MAP_OPTIONS_INIT;
    copse_graph_mode mode = COPSE_GRAPH_TWO_MODE;
    if (call->values[MODE].is_given)
        copse_graph_mode_parse(&mode, call->values[MODE].text);

    copse_status status = cli_map_subject_read(&of, call, OF, LEVEL, err);
    of.shows_people = of.shows_people || mode == COPSE_GRAPH_PEOPLE;
    if (status == COPSE_OK)
        status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = cli_map_subject_find(&of, call, knowledge.network, err);
    if (status == COPSE_OK && call->ctx.audience == COPSE_FOR_STEWARD)
        status = cli_knowledge_audit(call, "export", call->values[FORMAT].text, err);
    if (status == COPSE_OK)
        status = write_graph(call, knowledge.network, &of, mode, err);
    cli_knowledge_close(&knowledge);
    return status;
}

/* What would be left unsaid when a table of the store is not a graph. */
static copse_status refuse_others(const cli_call *call, copse_error *err)
{
    for (size_t i = FORMAT; i <= LEVEL; i++)
        if (call->values[i].is_given)
            return cli_fail(err, COPSE_E_ARGUMENT, "--pseudonymous", "leave one of them out",
                            "--%s is of a graph, and this writes tables", options[i].name);
    if (call->n_operands > 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "put quotes around a name with spaces", "there is no place for '%s'",
                        call->operands[0]);
    return COPSE_OK;
}

static copse_status run(cli_call *call, copse_error *err)
{
    const cli_value *values = call->values;
    if (values[PSEUDONYMOUS].is_given) {
        copse_status status = refuse_others(call, err);
        return status == COPSE_OK ? export_tables(call, err) : status;
    }
    if (!values[FORMAT].is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL,
                        "add --format graphml (or another), or --pseudonymous DIR; 'copse backup' copies the store",
                        "data are exported as a graph of what may be shown, or without who is who, or not at all");
    bool is_csv = strncmp(values[FORMAT].text, "csv-", 4) == 0;
    if ((call->render.format == COPSE_CSV && !is_csv) ||
        (call->render.format == COPSE_JSON && strcmp(values[FORMAT].text, "json") != 0))
        return cli_fail(err, COPSE_E_ARGUMENT, "--format", "leave out --json, --csv or --xlsx, or name the file otherwise",
                        "%s is asked for, and something else as well", values[FORMAT].text);
    if (values[TABLE].is_given && !is_csv)
        return cli_fail(err, COPSE_E_ARGUMENT, "--table", "leave it out", "%s holds nodes and ties in one file",
                        values[FORMAT].text);
    return export_graph(call, err);
}

const cli_command cli_cmd_export = {
    .name = "export",
    .group = CLI_FOR_EVERYBODY,
    .summary = "The network as a graph for other programs, or data without who is who",
    .examples = {"copse export --format gexf -o network.gexf",
                 "copse export --pseudonymous given-out --reason \"evaluation by the university\""},
    .usage = "export --format FORMAT [--mode MODE] [OPTIONS]\n"
             "export --format FORMAT --of team|community|member|topic NAME [OPTIONS]\n"
             "export --pseudonymous DIR --reason TEXT [OPTIONS]",
    .details =
        "A graph holds what 'copse map' shows to the same audience, with places and communities. With\n"
        "--pseudonymous, for the steward, people's keys become codes, the same each time; who has the\n"
        "store's key file can tell who is meant. Names, mail addresses, contacts and free text are left\n"
        "out, and so are sensitive CoPs and who objected. It is still personal data. 'copse import' takes\n"
        "the folder as it is.",
    CLI_OPTIONS(options),
    .most_operands = 1,
    .formats = CLI_WRITES_TABLE,
    .stewards_option = "pseudonymous",
    .run = run,
};
