/* record: what a person decides or knows and no file says. */
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "record.h"

#define OF_EXCHANGE                                                                                                    \
    (CLI_RECORD_TAKES(WITH) | CLI_RECORD_TAKES(COP) | CLI_RECORD_TAKES(ON) | CLI_RECORD_TAKES(TOPIC) |                 \
     CLI_RECORD_TAKES(PROJECT) | CLI_RECORD_TAKES(NOTE) | CLI_RECORD_TAKES(SHARE) | CLI_RECORD_TAKES(DUE) |            \
     CLI_RECORD_TAKES(SETTLES) | CLI_RECORD_TAKES(UNDO))
#define OF_DEBRIEF                                                                                                     \
    (CLI_RECORD_TAKES(PROJECT) | CLI_RECORD_TAKES(NOTE) | CLI_RECORD_TAKES(ACTION) | CLI_RECORD_TAKES(WHO) |           \
     CLI_RECORD_TAKES(DUE) | CLI_RECORD_TAKES(PRESENT) | CLI_RECORD_TAKES(UNDO))

#define OF_UNIT (CLI_RECORD_TAKES(LEVEL) | CLI_RECORD_TAKES(UNDO))

/* clang-format off: one a line */
static const cli_record records[] = {
    {"asked", "MEMBER", "a question of theirs", 1, OF_EXCHANGE, cli_record_exchange},
    {"answered", "MEMBER", "an answer that they gave", 1, OF_EXCHANGE, cli_record_exchange},
    {"attended", "MEMBER", "a meeting of a CoP that they went to", 1, OF_EXCHANGE, cli_record_exchange},
    {"shared", "MEMBER", "what they gave to a CoP or a person", 1, OF_EXCHANGE, cli_record_exchange},
    {"update", "MEMBER", "what they told a CoP of a project", 1, OF_EXCHANGE, cli_record_exchange},
    {"debrief", "TEAM", "what a team learned, and does with it", 1, OF_DEBRIEF, cli_record_debrief},
    {"done", "ACTION", "that an action is done", 1, CLI_RECORD_TAKES(UNDO), cli_record_done},
    {"sensitive", "COP yes|no", "whether being in it says something private", 2, 0, cli_record_sensitive},
    {"accept", "UNIT --reason TEXT", "that a team is rightly apart", 1, OF_UNIT, cli_record_unit},
    {"acted", "UNIT --reason TEXT", "what was done for an isolated team", 1, OF_UNIT, cli_record_unit},
    {"organisation", "TEXT", "whose data these are", 1, 0, cli_record_term},
    {"purpose", "TEXT", "what they are used for", 1, 0, cli_record_term},
    {"lawful-basis", "TEXT", "of the processing", 1, 0, cli_record_term},
    {"dpia", "REFERENCE", "of the data protection impact assessment", 1, 0, cli_record_term},
    {"retention", "DAYS", "for how long rows are kept after they ended", 1, 0, cli_record_term},
    {"threshold", "N", "the smallest count that is published", 1, 0, cli_record_term},
    {"default-visibility", "none|team|trust", "of who said nothing", 1, 0, cli_record_term},
};
/* clang-format on */

enum { N_RECORDS = sizeof records / sizeof records[0] };

static const char *const levels[] = {"team", "department", "site", "community", NULL};
static const char *const audiences_of_a_note[] = {"none", "team", "trust", NULL};

static const cli_option options[CLI_RECORD_OPTIONS] = {
    [CLI_RECORD_WITH] = {.name = "with",
                         .takes = CLI_TAKES_TEXT,
                         .placeholder = "MEMBER",
                         .help = "with whom it passed, or"},
    [CLI_RECORD_COP] = {.name = "cop", .takes = CLI_TAKES_TEXT, .placeholder = "COP", .help = "with which CoP"},
    [CLI_RECORD_ON] = {.name = "on",
                       .takes = CLI_TAKES_DAY,
                       .placeholder = "DATE",
                       .help = "when it happened (default: the as-of day)"},
    [CLI_RECORD_TOPIC] = {.name = "topic", .takes = CLI_TAKES_TEXT, .placeholder = "T", .help = "what it was about"},
    [CLI_RECORD_PROJECT] = {.name = "project",
                            .takes = CLI_TAKES_TEXT,
                            .placeholder = "P",
                            .help = "the project that it, or a debrief's actions, are for"},
    [CLI_RECORD_NOTE] = {.name = "note",
                         .takes = CLI_TAKES_TEXT,
                         .placeholder = "TEXT",
                         .help = "in words; for its author alone unless --share says otherwise"},
    [CLI_RECORD_SHARE] = {.name = "share",
                          .takes = CLI_TAKES_WORD,
                          .placeholder = "WHOM",
                          .words = audiences_of_a_note,
                          .help = "who may read the note: none (default), team or trust"},
    [CLI_RECORD_DUE] = {.name = "due",
                        .takes = CLI_TAKES_DAY,
                        .placeholder = "DATE",
                        .help = "when an answer, an update or an action is promised for"},
    [CLI_RECORD_SETTLES] = {.name = "settles",
                            .takes = CLI_TAKES_NUMBER,
                            .placeholder = "N",
                            .least = 1,
                            .most = INT64_MAX,
                            .help = "number of the question that it answers or promise that it keeps"},
    [CLI_RECORD_FROM_CSV] = {.name = "from-csv",
                             .takes = CLI_TAKES_TEXT,
                             .placeholder = "FILE",
                             .help = "many at once, all or none: from_member_id, kind, note…"},
    [CLI_RECORD_ACTION] = {.name = "action",
                           .takes = CLI_TAKES_TEXTS,
                           .placeholder = "TEXT",
                           .help = "of a debrief: what is to be done; may be repeated"},
    [CLI_RECORD_WHO] = {.name = "who",
                        .takes = CLI_TAKES_TEXT,
                        .placeholder = "MEMBER",
                        .help = "of a debrief: who takes its actions on"},
    [CLI_RECORD_PRESENT] = {.name = "present",
                            .takes = CLI_TAKES_TEXTS,
                            .placeholder = "MEMBER",
                            .help = "of a debrief: who was there (default: all); may be repeated"},
    [CLI_RECORD_LEVEL] = {.name = "level",
                          .takes = CLI_TAKES_WORD,
                          .placeholder = "LEVEL",
                          .words = levels,
                          .help = "of accept and acted: team (default), department, site or community"},
    [CLI_RECORD_UNDO] = {.name = "undo",
                         .help = "take back the last of that kind; open an action again"},
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

/* What does not belong to the word might be taken for said when it is not. */
static copse_status check_options(const cli_call *call, unsigned takes, const char *word, copse_error *err)
{
    for (size_t i = 0; i < CLI_RECORD_OPTIONS; i++) {
        char where[32];
        if (!call->values[i].is_given || (takes & (1U << i)))
            continue;
        snprintf(where, sizeof where, "--%s", options[i].name);
        return cli_fail(err, COPSE_E_ARGUMENT, where, "leave it out; --help says which goes with which",
                        "'%s' does not take it", word);
    }
    return COPSE_OK;
}

static copse_status run_file(cli_call *call, copse_error *err)
{
    if (call->n_operands > 0)
        return cli_fail(err, COPSE_E_ARGUMENT, "--from-csv", "its rows say what passed; leave the words out",
                        "there is no place for '%s'", call->operands[0]);
    copse_status status = check_options(call, CLI_RECORD_TAKES(FROM_CSV), "record --from-csv", err);
    return status == COPSE_OK ? cli_record_file(call, err) : status;
}

static copse_status run(cli_call *call, copse_error *err)
{
    const cli_record *record = NULL;
    if (call->values[CLI_RECORD_FROM_CSV].is_given)
        return run_file(call, err);
    if (call->n_operands == 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "--help shows what can be recorded",
                        "something is missing: copse record WORD …");
    copse_status status = find(&record, call->operands[0], err);
    if (status != COPSE_OK)
        return status;
    if (call->n_operands != record->n_operands + 1)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "put quotes around a text with spaces",
                        "it is: copse record %s %s", record->word, record->usage);
    status = check_options(call, record->takes, record->word, err);
    return status == COPSE_OK ? record->run(call, err) : status;
}

const cli_command cli_cmd_record = {
    .name = "record",
    .group = CLI_FOR_STEWARD,
    .summary = "Write down what no file says: what passed between people, what was decided",
    .examples = {"copse record attended w01 --cop E10 --note \"how they began\"",
                 "copse record sensitive E10 no --reason \"a social event\""},
    .usage = "record asked|answered|shared MEMBER --cop COP|--with MEMBER [OPTIONS]\n"
             "record attended|update MEMBER --cop COP [OPTIONS]\n"
             "record --from-csv FILE\n"
             "record debrief TEAM [--note TEXT] [--action TEXT --who MEMBER --due DATE]\n"
             "record done ACTION\n"
             "record sensitive COP yes|no\n"
             "record accept|acted UNIT --reason TEXT [--level LEVEL]\n"
             "record accept|acted UNIT --undo [--level LEVEL]\n"
             "record organisation|purpose|lawful-basis|dpia TEXT\n"
             "record retention DAYS\n"
             "record threshold N\n"
             "record default-visibility none|team|trust",
    .details =
        "What passed between people is theirs: a note is for its author alone unless they share it, and\n"
        "--undo takes the last one back. 'copse giveback', 'debrief' and 'brief' go by it; no model does.\n"
        "Decisions outlast imports: no later file takes them back. What is recorded as organisation,\n"
        "purpose, lawful basis, DPIA and retention is printed on every answer; \"\" takes it away. A\n"
        "decision about a CoP and another threshold are a new data version. All of it is in the audit\n"
        "log, without who, with the reason where one is given. How far somebody may be named is their own\n"
        "word: see 'copse profile'. 'accept' says that a unit of 'copse isolated' is rightly apart, 'acted'\n"
        "what was done for it; --undo takes back that, or the last act, from that day on: those stay.",
    CLI_OPTIONS(options),
    .most_operands = 3,
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON),
    .audience = COPSE_FOR_STEWARD,
    .is_for_them_only = true,
    .names_nobody = true,
    .run = run,
};
