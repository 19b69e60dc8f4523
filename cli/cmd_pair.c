/* pair: randomised coffee, who of a group meets whom this time; recorded on request. */
#include <stdio.h>
#include <stdlib.h>

#include "error.h"
#include "knowledge.h"

static const char *const modes[] = {"face-to-face", "virtual", "hybrid", NULL};

enum { TEAM, COMMUNITY, ALL, PAIRS, MODE, SITE, INCLUDE, EXCLUDE, RECORD, DRY_RUN, UNDO };

static const cli_option options[] = {
    [TEAM] = {.name = "team",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "TEAM",
              .help = "who works in this team or unit"},
    [COMMUNITY] = {.name = "community",
                   .takes = CLI_TAKES_TEXT,
                   .placeholder = "COP",
                   .help = "who is in this CoP"},
    [ALL] = {.name = "all", .help = "everybody"},
    [PAIRS] = {.name = "pairs",
               .takes = CLI_TAKES_NUMBER,
               .placeholder = "N",
               .least = 1,
               .most = 100000,
               .help = "only so many: those that come first (default: as many as there can be)"},
    [MODE] = {.name = "mode",
              .takes = CLI_TAKES_WORD,
              .placeholder = "MODE",
              .words = modes,
              .help = "face-to-face (at one site only), virtual or hybrid (default: any)"},
    [SITE] = {.name = "site",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "SITE",
              .help = "only who works there"},
    [INCLUDE] = {.name = "include",
                 .takes = CLI_TAKES_TEXTS,
                 .placeholder = "MEMBER",
                 .help = "who asked to take part though not named to all; may be repeated"},
    [EXCLUDE] = {.name = "exclude",
                 .takes = CLI_TAKES_TEXTS,
                 .placeholder = "MEMBER",
                 .help = "who sits this round out; may be repeated"},
    [RECORD] = {.name = "record", .help = "write the pairs down, as a round of the as-of day"},
    [DRY_RUN] = {.name = "dry-run", .help = "only show them (the default)"},
    [UNDO] = {.name = "undo", .help = "take back the group's round of the as-of day"},
};

/* What the line asks for, in the network's indices. */
typedef struct wishes {
    copse_pair_options options;
    copse_index *include, *exclude;
} wishes;

static copse_status check_line(const cli_call *call, copse_error *err)
{
    const cli_value *values = call->values;
    int groups = values[TEAM].is_given + values[COMMUNITY].is_given + values[ALL].is_given;
    int acts = values[RECORD].is_given + values[DRY_RUN].is_given + values[UNDO].is_given;
    if (groups != 1)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "give one of --team TEAM, --community COP and --all",
                        groups == 0 ? "it is not said who is to meet" : "the group is given more than once");
    if (acts > 1)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "give one of them",
                        "--record, --dry-run and --undo exclude each other");
    return COPSE_OK;
}

static copse_status read_people(copse_index **list, size_t *n, const cli_value *value,
                                const copse_network *network, copse_error *err)
{
    *list = calloc(value->n_texts + 1, sizeof **list);
    if (!*list)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    *n = value->n_texts;
    copse_status status = COPSE_OK;
    for (size_t i = 0; status == COPSE_OK && i < value->n_texts; i++)
        status = copse_network_find_member(&(*list)[i], network, value->texts[i], err);
    return status;
}

static copse_status read_wishes(wishes *w, const cli_call *call, const copse_network *network, copse_error *err)
{
    const cli_value *values = call->values;
    copse_pair_options *o = &w->options;
    copse_status status = COPSE_OK;
    *o = (copse_pair_options)COPSE_PAIR_OPTIONS_INIT;
    o->most_pairs = (size_t)values[PAIRS].number;
    if (values[MODE].is_given)
        copse_mode_parse(&o->mode, values[MODE].text);
    if (values[TEAM].is_given)
        status = copse_network_find_team(&o->team, network, values[TEAM].text, err);
    if (status == COPSE_OK && values[COMMUNITY].is_given)
        status = copse_network_find_recommendable(&o->community, network, values[COMMUNITY].text, err);
    if (status == COPSE_OK && values[SITE].is_given)
        status = copse_network_find_site(&o->site, network, values[SITE].text, err);
    if (status == COPSE_OK)
        status = read_people(&w->include, &o->n_include, &values[INCLUDE], network, err);
    if (status == COPSE_OK)
        status = read_people(&w->exclude, &o->n_exclude, &values[EXCLUDE], network, err);
    o->include = w->include;
    o->exclude = w->exclude;
    return status;
}

/* ---- recording, and taking back ---- */

static copse_status record(cli_call *call, const copse_pair_answer *answer, copse_error *err)
{
    copse_store *store = NULL;
    copse_pairing_keys *pairs = calloc(answer->n_pairs + 1, sizeof *pairs);
    if (!pairs)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    for (size_t i = 0; i < answer->n_pairs; i++)
        pairs[i] = (copse_pairing_keys){answer->pairs[i].a.person.key, answer->pairs[i].b.person.key};
    copse_status status = copse_store_open(&store, call->store_path, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_record_pairings(store, pairs, answer->n_pairs, &call->ctx, err);
    copse_store_close(store);
    free(pairs);
    if (status == COPSE_OK)
        cli_call_note(call, "%zu pairs are recorded; the same line with --undo takes them back", answer->n_pairs);
    return status;
}

/* Of those who would be paired anew: what is asked is whose round it was. */
static copse_status undo(cli_call *call, const copse_pair_answer *answer, copse_error *err)
{
    copse_store *store = NULL;
    size_t n = 0, n_removed = 0;
    const char **keys = calloc(2 * answer->n_pairs + answer->n_left + 1, sizeof *keys);
    if (!keys)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    for (size_t i = 0; i < answer->n_pairs; i++) {
        keys[n++] = answer->pairs[i].a.person.key;
        keys[n++] = answer->pairs[i].b.person.key;
    }
    for (size_t i = 0; i < answer->n_left; i++)
        keys[n++] = answer->left[i].person.key;
    copse_status status = copse_store_open(&store, call->store_path, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_undo_pairings(&n_removed, store, call->values[ALL].is_given ? NULL : keys, n,
                                           &call->ctx, err);
    copse_store_close(store);
    free(keys);
    if (status == COPSE_OK)
        cli_call_note(call, "%zu pairs are taken back", n_removed);
    return status;
}

static copse_status show(cli_call *call, const copse_pair_answer *answer, copse_error *err)
{
    char detail[64];
    snprintf(detail, sizeof detail, "%zu pairs", answer->n_pairs);
    /* Before names are given out, the audit log has it. */
    copse_status status = cli_knowledge_audit(call, "pair", detail, err);
    if (status == COPSE_OK && call->values[RECORD].is_given)
        status = record(call, answer, err);
    if (status == COPSE_OK)
        status = copse_report_pair(&call->sink, answer, &call->render, err);
    return status == COPSE_OK ? cli_call_finish_answer(call, err) : status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    wishes w = {.include = NULL};
    copse_pair_answer *answer = NULL;
    copse_status status = check_line(call, err);
    if (status == COPSE_OK)
        status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = read_wishes(&w, call, knowledge.network, err);
    if (status == COPSE_OK)
        status = copse_question_pair(&answer, knowledge.network, &w.options, &call->ctx, err);
    cli_knowledge_close(&knowledge);
    if (status == COPSE_OK)
        status = call->values[UNDO].is_given ? undo(call, answer, err) : show(call, answer, err);
    copse_pair_answer_free(answer);
    free(w.include);
    free(w.exclude);
    return status;
}

const cli_command cli_cmd_pair = {
    .name = "pair",
    .group = CLI_FOR_STEWARD,
    .summary = "Randomised coffee: who of a group meets whom this time",
    .examples = {"copse pair --all --reason \"coffee in March\"",
                 "copse pair --all --mode face-to-face --csv --reason \"coffee\" -o pairs.csv"},
    .usage = "pair (--team TEAM | --community COP | --all) --reason TEXT [OPTIONS]\n"
             "pair (--team TEAM | --community COP | --all) --record --reason TEXT [OPTIONS]\n"
             "pair (--team TEAM | --community COP | --all) --undo --reason TEXT [--as-of DATE]",
    .details = "Nobody meets somebody again while that can be avoided; then people of isolated teams, who are\n"
               "unlikely to know each other, of other teams and professions. Who may be named to each other\n"
               "takes part. Where one is too many, they come first next time. --seed draws other pairs.",
    CLI_OPTIONS(options),
    .formats = CLI_WRITES_TABLE,
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .run = run,
};
