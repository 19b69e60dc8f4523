/* batch: requests a line, replies a line, in one process that keeps what it has read. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "error.h"
#include "interrupt.h"
#include "knowledge.h"

typedef struct answer {
    char *bytes;
    size_t n, capacity;
} answer;

static copse_status collect(void *user, const char *bytes, size_t n, copse_error *err)
{
    answer *a = user;
    if (a->n + n + 1 > a->capacity) {
        size_t capacity = 2 * (a->n + n + 1);
        char *larger = realloc(a->bytes, capacity);
        if (!larger)
            return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
        a->bytes = larger;
        a->capacity = capacity;
    }
    memcpy(a->bytes + a->n, bytes, n);
    a->n += n;
    a->bytes[a->n] = '\0';
    return COPSE_OK;
}

/* Those that answer in JSON; import and start may read stdin themselves, where the requests come from. */
static copse_status find_command(const cli_command **out, const char *name, copse_error *err)
{
    copse_status status = cli_commands_find(out, name, err);
    if (status != COPSE_OK)
        return status;
    if (!((*out)->formats & CLI_WRITES(COPSE_JSON)) || strcmp(name, "import") == 0 || strcmp(name, "start") == 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "run it on its own", "'%s' is nothing for a batch", name);
    return COPSE_OK;
}

static copse_status answer_request(answer *a, const copse_request *request, cli_knowledge *warm, copse_error *err)
{
    const cli_command *command = NULL;
    copse_sink reply = {.write = collect, .user = a};
    copse_status status = find_command(&command, request->command, err);
    if (status == COPSE_OK)
        status = cli_call_answer(command, request->arguments, request->n_arguments, &reply, warm, err);
    return status;
}

/* Where in stdin a line stands that is no request, and the byte of it where its JSON ends. */
static void place(copse_error *why, int64_t number, size_t column)
{
    int n = snprintf(why->where, sizeof why->where, "stdin:%" PRId64, number);
    if (column > 0)
        snprintf(why->where + n, sizeof why->where - (size_t)n, ":%zu", column);
}

/* A request that fails has its reply; what is returned is whether replies can still be given. */
static copse_status answer_line(cli_call *call, const char *line, int64_t number, cli_knowledge *warm, copse_error *err)
{
    copse_request request;
    copse_error why = COPSE_ERROR_INIT;
    answer a = {0};
    copse_status status = copse_report_read_request(&request, line, &why);
    if (status == COPSE_E_ARGUMENT)
        place(&why, number, request.column);
    else if (status == COPSE_OK)
        status = answer_request(&a, &request, warm, &why);
    copse_status written =
        copse_report_reply(&call->sink, &request, cli_exit_code(status), status == COPSE_OK ? a.bytes : NULL, &why, err);
    copse_request_free(&request);
    free(a.bytes);
    if (written == COPSE_OK && fflush(call->output.file) != 0)
        written = cli_fail(err, COPSE_E_STORE, NULL, NULL, "the reply cannot be written: %s", strerror(errno));
    return written == COPSE_OK && status == COPSE_E_INTERRUPTED ? cli_fail(err, status, NULL, NULL, "stopped on request")
                                                               : written;
}

static copse_status run(cli_call *call, copse_error *err)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t n;
    int64_t number = 0;
    cli_knowledge warm = {0};
    copse_status status = COPSE_OK;
    while (status == COPSE_OK && (n = getline(&line, &capacity, stdin)) > 0) {
        number++;
        if (strlen(line) < (size_t)n) /* a NUL would hide what is after it */
            line[0] = '\0';
        if (strspn(line, " \t\r\n") < (size_t)n)
            status = answer_line(call, line, number, &warm, err);
    }
    if (status == COPSE_OK && cli_interrupt_is_asked(NULL))
        status = cli_fail(err, COPSE_E_INTERRUPTED, NULL, NULL, "stopped on request");
    cli_knowledge_forget(&warm);
    free(line);
    return status == COPSE_OK ? cli_call_finish_answer(call, err) : status;
}

const cli_command cli_cmd_batch = {
    .name = "batch",
    .group = CLI_FOR_ANALYST,
    .summary = "Requests as lines of JSON on stdin, replies as lines of JSON, from one warm process",
    .examples = {"copse batch <<<'{\"id\": 1, \"command\": \"join\", \"arguments\": [\"w01\"]}'",
                 "copse batch <<<'{\"command\": \"status\"}' >replies.ndjson"},
    .usage = "batch <REQUESTS >REPLIES",
    .details =
        "A request is {\"id\": 1, \"command\": \"join\", \"arguments\": [\"w01\", \"--top\", \"3\"]}, with the words\n"
        "of the command line. The reply is in the same place: {\"id\": 1, \"exit\": 0, \"answer\": …}, or\n"
        "\"error\" with status, where, what and next, and the exit code that the command would have. One\n"
        "that fails does not stop those after it. Network and model are read once, and again when the\n"
        "store has changed. More: docs/scripting.md.",
    .formats = CLI_WRITES(COPSE_TEXT),
    .run = run,
};
