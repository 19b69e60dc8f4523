#define _XOPEN_SOURCE 700 /* realpath() is in POSIX as an X/Open extension */

#include "call.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "error.h"
#include "help.h"
#include "interrupt.h"
#include "knowledge.h"
#include "terminal.h"

static const char *const audiences[] = {"self", "team", "trust", "steward", NULL};
static const copse_audience audience_of_word[] = {COPSE_FOR_SELF, COPSE_FOR_TEAM, COPSE_FOR_TRUST,
                                                  COPSE_FOR_STEWARD};

/* First what every command takes, then what one that prints takes, then what one that answers from
 * data takes. */
enum { STORE, AS_OF, SEED, QUIET, NO_COLOR, HELP, OUTPUT, AUDIENCE, REASON, JSON, CSV, XLSX, N_SHARED };

const cli_option cli_shared_options[] = {
    [STORE] = {.name = "store",
               .takes = CLI_TAKES_TEXT,
               .placeholder = "FILE",
               .help = "the store (else $COPSE_STORE, else trust.copse)"},
    [AS_OF] = {.name = "as-of",
               .takes = CLI_TAKES_DAY,
               .placeholder = "DATE",
               .help = "answer as of this day (default: today)"},
    [SEED] = {.name = "seed",
              .takes = CLI_TAKES_NUMBER,
              .placeholder = "N",
              .most = INT64_MAX,
              .help = "for whatever is drawn at random (default 1)"},
    [QUIET] = {.name = "quiet", .help = "no progress and no notes on stderr, only errors"},
    [NO_COLOR] = {.name = "no-color", .help = "no colours (as NO_COLOR=1, or TERM=dumb)"},
    [HELP] = {.name = "help", .letter = 'h', .help = "this text"},
    [OUTPUT] = {.name = "output",
                .letter = 'o',
                .takes = CLI_TAKES_TEXT,
                .placeholder = "FILE",
                .help = "write to FILE, in the format that its name ends in"},
    [AUDIENCE] = {.name = "for",
                  .takes = CLI_TAKES_WORD,
                  .placeholder = "AUDIENCE",
                  .words = audiences,
                  .key_after = "team",
                  .help = "self, team KEY, trust or steward: who may be named"},
    [REASON] = {.name = "reason",
                .takes = CLI_TAKES_TEXT,
                .placeholder = "TEXT",
                .help = "why the steward needs it; kept in the audit log"},
    [JSON] = {.name = "json", .help = "the answer as JSON, a versioned contract"},
    [CSV] = {.name = "csv", .help = "the answer as CSV"},
    [XLSX] = {.name = "xlsx", .takes = CLI_TAKES_TEXT, .placeholder = "FILE", .help = "the same table as a workbook for Excel"},
};
const size_t cli_n_shared_options = N_SHARED;

static size_t count_shared(const cli_command *command)
{
    if (command->formats == 0)
        return OUTPUT;
    return command->formats == CLI_WRITES(COPSE_TEXT) ? AUDIENCE : N_SHARED;
}

bool cli_call_takes(const cli_command *command, size_t shared_option)
{
    if (shared_option == JSON)
        return command->formats & CLI_WRITES(COPSE_JSON);
    if (shared_option == CSV || shared_option == XLSX)
        return command->formats & CLI_WRITES(COPSE_CSV);
    return shared_option < count_shared(command);
}

/* The only clock: every other part takes the day from the context. */
static copse_day today(void)
{
    time_t seconds = time(NULL);
    struct tm parts;
    char text[16];
    copse_day day = COPSE_DAY_UNKNOWN;
    if (localtime_r(&seconds, &parts) && strftime(text, sizeof text, "%Y-%m-%d", &parts) > 0)
        copse_day_parse(&day, text);
    return day;
}

static void on_progress(void *user, const char *step, uint64_t done, uint64_t total)
{
    cli_call *call = user;
    cli_progress_show(&call->progress, step, done, total);
}

static copse_status write_answer(void *user, const char *bytes, size_t n, copse_error *err)
{
    cli_call *call = user;
    cli_progress_clear(&call->progress);
    copse_sink sink = cli_output_sink(&call->output);
    return sink.write(sink.user, bytes, n, err);
}

static copse_sink file_sink(cli_call *call)
{
    return (copse_sink){.write = write_answer, .user = call};
}

/* Whether an option was given that makes of the call one for the steward only. */
static bool is_stewards(const cli_call *call)
{
    const cli_command *command = call->command;
    for (size_t i = 0; command->stewards_option && i < command->n_options; i++)
        if (strcmp(command->options[i].name, command->stewards_option) == 0)
            return call->values[i].is_given;
    return false;
}

static copse_status read_audience(cli_call *call, const cli_value *shared, copse_error *err)
{
    const char *reason = shared[REASON].text;
    copse_audience usual = is_stewards(call) ? COPSE_FOR_STEWARD : call->command->audience;
    bool is_for_them_only = is_stewards(call) || call->command->is_for_them_only;
    call->ctx.audience = usual;
    if (shared[AUDIENCE].is_given)
        call->ctx.audience = audience_of_word[shared[AUDIENCE].number];
    call->ctx.audience_key = shared[AUDIENCE].key;

    if (is_for_them_only && call->ctx.audience != usual)
        return cli_fail(err, COPSE_E_ARGUMENT, "--for", "leave it out",
                        "what '%s' tells is for %s only", call->command->name,
                        usual == COPSE_FOR_SELF ? "the person and the steward" : "the steward");
    if (call->ctx.audience == COPSE_FOR_SELF && call->command->audience != COPSE_FOR_SELF)
        return cli_fail(err, COPSE_E_ARGUMENT, "--for", "leave it out",
                        "'self' is for answers about one person, and '%s' gives none",
                        call->command->name);
    if (call->ctx.audience == COPSE_FOR_STEWARD && !call->command->names_nobody &&
        !(reason && reason[0]))
        return cli_fail(err, COPSE_E_ARGUMENT, "--for", "add --reason TEXT; the audit log keeps it",
                        "what the steward may see needs a reason");
    if (call->ctx.audience != COPSE_FOR_STEWARD && reason)
        return cli_fail(err, COPSE_E_ARGUMENT, "--reason", "add --for steward, or leave it out",
                        "a reason is asked of the steward only");
    call->ctx.reason = reason;
    return COPSE_OK;
}

/* What a file holds, and what a person calls it. */
typedef struct cli_file_format {
    int as; /**< a copse_format, or CLI_PICTURE */
    const char *name;
    bool is_workbook; /**< the table, as a workbook */
} cli_file_format;

static cli_file_format format_of_name(const char *path)
{
    static const struct {
        const char *ending;
        cli_file_format format;
    } endings[] = {{".json", {COPSE_JSON, "JSON", false}},       {".csv", {COPSE_CSV, "CSV", false}},
                   {".html", {COPSE_HTML, "a page (.html)", false}}, {".xlsx", {COPSE_CSV, "a workbook (.xlsx)", true}},
                   {".svg", {CLI_PICTURE, "pictures", false}},   {".png", {CLI_PICTURE, "pictures", false}}};
    const char *ending = path ? strrchr(path, '.') : NULL;
    for (size_t i = 0; ending && i < sizeof endings / sizeof endings[0]; i++)
        if (strcmp(ending, endings[i].ending) == 0)
            return endings[i].format;
    return (cli_file_format){COPSE_TEXT, "text", false};
}

/* Where the answer goes: --xlsx FILE is -o FILE that says what it is. */
static const cli_value *place_of(const cli_value *shared)
{
    return shared[XLSX].is_given ? &shared[XLSX] : &shared[OUTPUT];
}

static copse_status check_one_format(const cli_value *shared, copse_error *err)
{
    if (shared[JSON].is_given && shared[CSV].is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "give one of them", "--json and --csv exclude each other");
    if (shared[XLSX].is_given && (shared[JSON].is_given || shared[CSV].is_given || shared[OUTPUT].is_given))
        return cli_fail(err, COPSE_E_ARGUMENT, "--xlsx", "leave the others out",
                        "it says where the answer goes, and as what: so do --json, --csv and -o");
    return COPSE_OK;
}

static copse_status read_format(cli_call *call, const cli_value *shared, copse_error *err)
{
    const cli_value *place = place_of(shared);
    copse_status status = check_one_format(shared, err);
    if (status != COPSE_OK)
        return status;
    cli_file_format format = shared[JSON].is_given   ? (cli_file_format){COPSE_JSON, "JSON", false}
                             : shared[CSV].is_given  ? (cli_file_format){COPSE_CSV, "CSV", false}
                             : shared[XLSX].is_given ? (cli_file_format){COPSE_CSV, "a workbook", true}
                                                     : format_of_name(shared[OUTPUT].text);
    if (!(call->command->formats & CLI_WRITES(format.as)))
        return cli_fail(err, COPSE_E_ARGUMENT, place->is_given ? place->text : NULL,
                        "--help says what it writes", "'%s' does not write %s", call->command->name,
                        format.name);
    call->render = (copse_render)COPSE_RENDER_INIT;
    call->render.format = format.as == CLI_PICTURE ? COPSE_TEXT : (copse_format)format.as;
    if (format.is_workbook)
        return copse_workbook_new(&call->workbook, call->command->name, err);
    if (!shared[OUTPUT].is_given) {
        call->render.colour = !shared[NO_COLOR].is_given && cli_terminal_wants_colour();
        call->render.width = cli_terminal_width();
        call->render.draws = cli_terminal_wants_pictures();
    }
    return COPSE_OK;
}

static copse_status check_operands(const cli_call *call, copse_error *err)
{
    const cli_command *command = call->command;
    if (call->n_operands < command->least_operands)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "--help shows examples",
                        "something is missing: copse %.*s", (int)strcspn(command->usage, "\n"),
                        command->usage);
    if (call->n_operands > command->most_operands)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "put quotes around a name with spaces",
                        "there is no place for '%s'", call->operands[command->most_operands]);
    return COPSE_OK;
}

/* A request's answer is JSON, and goes back to who asked. */
static copse_status prepare_reply(cli_call *call, const cli_value *shared, copse_error *err)
{
    static const struct {
        size_t option;
        const char *name;
    } others[] = {{OUTPUT, "--output"}, {CSV, "--csv"}, {XLSX, "--xlsx"}, {HELP, "--help"}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (shared[others[i].option].is_given)
            return cli_fail(err, COPSE_E_ARGUMENT, others[i].name, "leave it out",
                            "the answer to a request is JSON, in the reply");
    copse_status status = read_audience(call, shared, err);
    call->render = (copse_render)COPSE_RENDER_INIT;
    call->render.format = COPSE_JSON;
    call->sink = *call->reply;
    return status;
}

static copse_status prepare(cli_call *call, const cli_value *shared, copse_error *err)
{
    const char *of_environment = getenv("COPSE_STORE");
    copse_day day = today();

    call->store_path = shared[STORE].is_given              ? shared[STORE].text
                       : of_environment && *of_environment ? of_environment
                                                           : "trust.copse";
    call->ctx = (copse_context)COPSE_CONTEXT_INIT;
    call->ctx.as_of = shared[AS_OF].is_given ? (copse_day)shared[AS_OF].number : day;
    call->ctx.is_cancelled = cli_interrupt_is_asked;
    call->ctx.on_progress = on_progress;
    call->ctx.user = call;
    if (shared[SEED].is_given)
        call->ctx.seed = (uint64_t)shared[SEED].number;
    call->is_another_day = call->ctx.as_of != day;
    call->is_quiet = shared[QUIET].is_given || call->reply;
    cli_progress_start(&call->progress, call->is_quiet);

    copse_status status = check_operands(call, err);
    if (status != COPSE_OK || call->command->formats == 0)
        return status;
    if (call->reply)
        return prepare_reply(call, shared, err);
    if ((status = read_audience(call, shared, err)) != COPSE_OK ||
        (status = read_format(call, shared, err)) != COPSE_OK)
        return status;

    /* Before the work, so that a folder that cannot be written costs no waiting. */
    call->sink = call->workbook ? copse_workbook_sink(call->workbook) : file_sink(call);
    bool is_private =
        call->ctx.audience == COPSE_FOR_SELF || call->ctx.audience == COPSE_FOR_STEWARD;
    return cli_output_open(&call->output, place_of(shared)->text, is_private, err);
}

void cli_call_note_place(cli_call *call)
{
    char doubt[512];
    if (!call->is_place_told && copse_store_doubt_place(doubt, sizeof doubt, call->store_path))
        cli_call_note(call, "warning: %s", doubt);
    call->is_place_told = true;
}

copse_status cli_call_read_terms(cli_call *call, copse_store *store, copse_error *err)
{
    copse_store_terms_free(call->terms);
    call->terms = NULL;
    call->ctx.terms = NULL;
    copse_status status = copse_store_read_terms(&call->terms, store, err);
    if (status != COPSE_OK)
        return status;
    call->ctx.terms = &call->terms->options;
    call->ctx.threshold = call->terms->options.threshold;
    return COPSE_OK;
}

copse_status cli_call_open_store(copse_store **out, cli_call *call, copse_store_access access,
                                 copse_error *err)
{
    copse_status status = copse_store_open(out, call->store_path, access, err);
    if (status != COPSE_OK)
        return status;
    status = cli_call_read_terms(call, *out, err);
    if (status != COPSE_OK) {
        copse_store_close(*out);
        *out = NULL;
        return status;
    }
    cli_call_note_place(call);
    return COPSE_OK;
}

void cli_call_record_output(cli_call *call, const char *path)
{
    copse_store *store = NULL;
    copse_error why = COPSE_ERROR_INIT;
    char *whole = realpath(path, NULL);

    copse_status status = whole ? copse_store_open(&store, call->store_path, COPSE_STORE_WRITE, &why)
                                : COPSE_E_NOMEM;
    if (status == COPSE_OK)
        status = copse_store_record_output(store, whole, &call->ctx, &why);
    copse_store_close(store);
    free(whole);
    if (status != COPSE_OK && status != COPSE_E_NOT_FOUND) /* without a store there is no register */
        cli_call_note(call, "%s is not in the register of outputs: %s", path,
                      why.what[0] ? why.what : copse_status_name(status));
}

copse_status cli_call_finish_answer(cli_call *call, copse_error *err)
{
    copse_status status = COPSE_OK;
    copse_sink file = file_sink(call);
    if (call->workbook)
        status = copse_workbook_write(&file, call->workbook, err);
    if (status == COPSE_OK && !call->reply)
        status = cli_output_commit(&call->output, err);
    if (status != COPSE_OK || !call->output.path)
        return status;
    cli_call_note(call, "%s is written", call->output.path);
    if (call->output.is_regular)
        cli_call_record_output(call, call->output.target);
    return COPSE_OK;
}

void cli_call_note(cli_call *call, const char *format, ...)
{
    if (call->is_quiet)
        return;
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);

    cli_progress_clear(&call->progress);
    copse_text_clean(text);
    fprintf(stderr, "copse %s: %s\n", call->command->name, text);
}

static bool asks_for_help(const char *const *argv, size_t n)
{
    for (size_t i = 0; i < n && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static copse_status print_help(cli_call *call, copse_error *err)
{
    copse_status status = cli_output_open(&call->output, NULL, false, err);
    if (status == COPSE_OK)
        status = cli_help_write(&call->output, call->command, err);
    return status == COPSE_OK ? cli_output_commit(&call->output, err) : status;
}

static copse_status parse_and_run(cli_call *call, const char *const *argv, size_t n,
                                  copse_error *err)
{
    cli_value shared[N_SHARED] = {0};
    cli_value own[CLI_MOST_OPTIONS] = {0};
    cli_option_table tables[] = {
        {call->command->options, call->command->n_options, own},
        {cli_shared_options, count_shared(call->command), shared},
    };
    cli_operands operands;

    assert(call->command->n_options <= CLI_MOST_OPTIONS);
    copse_status status = cli_options_parse(tables, 2, &operands, argv, n, err);
    call->values = own;
    call->operands = operands.items;
    call->n_operands = operands.n;
    if (status == COPSE_OK)
        status = prepare(call, shared, err);
    if (status == COPSE_OK)
        status = call->command->run(call, err);
    cli_options_free(tables, 2, &operands);
    call->values = NULL; /* they were this function's */
    call->operands = NULL;
    return status;
}

int cli_call_run(const cli_command *command, const char *const *argv, size_t n)
{
    cli_call call = {.command = command, .output = CLI_OUTPUT_INIT};
    copse_error err = COPSE_ERROR_INIT;

    copse_status status =
        asks_for_help(argv, n) ? print_help(&call, &err) : parse_and_run(&call, argv, n, &err);
    cli_progress_clear(&call.progress);
    cli_output_discard(&call.output);
    copse_workbook_free(call.workbook);
    copse_store_terms_free(call.terms);
    if (call.output.is_reader_gone)
        return 0;
    if (status != COPSE_OK)
        cli_error_print(command->name, &err);
    return cli_exit_code(status);
}

copse_status cli_call_answer(const cli_command *command, const char *const *argv, size_t n, const copse_sink *reply,
                             cli_knowledge *warm, copse_error *err)
{
    cli_call call = {.command = command, .output = CLI_OUTPUT_INIT, .reply = reply, .warm = warm};
    copse_status status = parse_and_run(&call, argv, n, err);
    cli_output_discard(&call.output);
    copse_store_terms_free(call.terms);
    return status;
}
