/* record: what a person decides or knows and no file says. */
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "record.h"

/* clang-format off: one a line */
static const cli_record records[] = {
    {"sensitive", "COP yes|no", "whether being in it says something private", 2, false, cli_record_sensitive},
    {"accept", "UNIT --reason TEXT", "that a team is rightly apart", 1, true, cli_record_unit},
    {"acted", "UNIT --reason TEXT", "what was done for an isolated team", 1, true, cli_record_unit},
    {"organisation", "TEXT", "whose data these are", 1, false, cli_record_term},
    {"purpose", "TEXT", "what they are used for", 1, false, cli_record_term},
    {"lawful-basis", "TEXT", "of the processing", 1, false, cli_record_term},
    {"dpia", "REFERENCE", "of the data protection impact assessment", 1, false, cli_record_term},
    {"retention", "DAYS", "for how long rows are kept after they ended", 1, false, cli_record_term},
    {"threshold", "N", "the smallest count that is published", 1, false, cli_record_term},
    {"default-visibility", "none|team|trust", "of who said nothing", 1, false, cli_record_term},
};
/* clang-format on */

enum { N_RECORDS = sizeof records / sizeof records[0] };

static const char *const levels[] = {"team", "department", "site", "community", NULL};

static const cli_option options[] = {
    [CLI_RECORD_LEVEL] = {.name = "level",
                          .takes = CLI_TAKES_WORD,
                          .placeholder = "LEVEL",
                          .words = levels,
                          .help = "of accept and acted: team (default), department, site or community"},
    [CLI_RECORD_UNDO] = {.name = "undo", .help = "of accept and acted: take it back"},
};

static copse_status find(const cli_record **out, const char *word, copse_error *err)
{
    const char *words[N_RECORDS];
    char next[96] = "copse record --help lists what can be";
    for (size_t i = 0; i < N_RECORDS; i++) {
        words[i] = records[i].word;
        if (strcmp(records[i].word, word) == 0) {
            *out = &records[i];
            return COPSE_OK;
        }
    }
    const char *closest = copse_closest_word(word, words, N_RECORDS);
    if (closest)
        snprintf(next, sizeof next, "did you mean 'copse record %s'?", closest);
    return cli_fail(err, COPSE_E_ARGUMENT, NULL, next, "'%s' is nothing that can be recorded", word);
}

static copse_status run(cli_call *call, copse_error *err)
{
    const cli_record *record = NULL;
    copse_status status = find(&record, call->operands[0], err);
    if (status != COPSE_OK)
        return status;
    if (call->n_operands != record->n_operands + 1)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "put quotes around a text with spaces",
                        "it is: copse record %s %s", record->word, record->usage);
    if (!record->is_of_unit && (call->values[CLI_RECORD_LEVEL].is_given || call->values[CLI_RECORD_UNDO].is_given))
        return cli_fail(err, COPSE_E_ARGUMENT, call->values[CLI_RECORD_UNDO].is_given ? "--undo" : "--level",
                        "leave it out", "'record %s' is of no unit", record->word);
    return record->run(call, err);
}

const cli_command cli_cmd_record = {
    .name = "record",
    .group = CLI_FOR_STEWARD,
    .summary = "Write down what a person decided: a CoP is sensitive, a term of the store…",
    .examples = {"copse record sensitive E10 no --reason \"a social event\"",
                 "copse record retention 730"},
    .usage = "record sensitive COP yes|no\n"
             "record accept|acted UNIT --reason TEXT [--level LEVEL]\n"
             "record accept|acted UNIT --undo [--level LEVEL]\n"
             "record organisation|purpose|lawful-basis|dpia TEXT\n"
             "record retention DAYS\n"
             "record threshold N\n"
             "record default-visibility none|team|trust",
    .details =
        "Decisions outlast imports: no later file takes them back. What is recorded as organisation,\n"
        "purpose, lawful basis, DPIA and retention is printed on every answer; \"\" takes it away. A\n"
        "decision about a CoP and another threshold are a new data version. All of it is in the audit\n"
        "log, with the reason where one is given. How far somebody may be named is their own word: see\n"
        "'copse profile'. 'accept' says that a unit of 'copse isolated' is rightly apart, 'acted' what was\n"
        "done for it; --undo takes back that, or the last act, from that day on: nothing is removed.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_operands = 2,
    .most_operands = 3,
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON),
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .names_nobody = true,
    .run = run,
};
