/* tour: the questions one after the other, on a made-up trust. What is shown as typed is what runs. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "call.h"
#include "commands.h"
#include "error.h"
#include "interrupt.h"

enum { MOST_WORDS = 10 };

typedef struct step {
    const char *asks;
    const char *words[MOST_WORDS]; /**< behind "copse", the command first */
    const char *means;
} step;

#define ON "--as-of", "2026-06-30"

static const step steps[] = {
    {"A trust to try things on", {"generate", "trust", "made-up", "--seed", "1", ON},
     "400 staff whom nobody has met, in files such as your systems could give. Your own are read the same way:\n"
     "'copse template DIR' writes every table, and exports of Entra, ESR, Teams… are known by their header.\n"
     "--as-of is the day that answers are about; without it that is today."},
    {"Read it in", {"import", "made-up", ON},
     "All of it, or nothing. There is one file now, trust.copse, and nothing leaves this machine."},
    {"What needs a look", {"check", ON},
     "Each entry ends with what to do next. Nothing is put right behind your back."},
    {"Which community of practice (CoP) should this person join?", {"join", "m101", "--top", "1", ON},
     "The parts add up to the score, and nothing else is in it. Who did not agree to be named is not.\n"
     "Add -o page.html for a page to hand over, --explain COP for the whole sum."},
    {"With whom should they have a conversation?", {"talk", "m101", "--topic", "Sepsis", "--top", "1", ON},
     "Who knows, what they get from it, and who can introduce the two. Nobody has been asked yet."},
    {"Is there a CoP for this already?", {"decide", "--topic", "Net zero", ON},
     "Join, revive, propose a strand, create, or not enough known; and what would turn it. The thresholds\n"
     "are in 'copse help rules', so that you can argue with them."},
    {"Which teams lack connections, and how sure is that?", {"isolated", ON},
     "Small teams have fewer links by chance, and that is taken off. A team is flagged for what is recorded:\n"
     "ask it before anything is done."},
    {"What does our knowledge network look like?", {"map", "-o", "map.html", ON},
     "One page that opens by double click. It shows teams and CoPs, counts under five are left out."},
};

enum { N_STEPS = sizeof steps / sizeof steps[0] };

/* A new folder, in which the program then works, as somebody who follows by hand would. */
static copse_status enter_folder(char *path, size_t size, copse_error *err)
{
    const char *base = getenv("TMPDIR");
    int n = snprintf(path, size, "%s/copse-tour-XXXXXX", base && *base ? base : "/tmp");
    if (n < 0 || (size_t)n >= size)
        return cli_fail(err, COPSE_E_STORE, "TMPDIR", "give a shorter one", "its name is too long");
    if (!mkdtemp(path) || chdir(path) != 0 || unsetenv("COPSE_STORE") != 0)
        return cli_fail(err, COPSE_E_STORE, path, "set TMPDIR to a folder that can be written", "%s", strerror(errno));
    return COPSE_OK;
}

/* As one would type it; out [size]. */
static void compose_line(char *out, size_t size, const step *s)
{
    int n = snprintf(out, size, "$ copse");
    for (size_t i = 0; i < MOST_WORDS && s->words[i] && n >= 0 && (size_t)n < size; i++) {
        const char *quote = strchr(s->words[i], ' ') ? "\"" : "";
        n += snprintf(out + n, size - (size_t)n, " %s%s%s", quote, s->words[i], quote);
    }
}

/* Written out at once, because the step's command writes to the same stdout next. */
static copse_status say(cli_call *call, const char *text, copse_error *err)
{
    copse_status status = cli_output_write(&call->output, text, err);
    return status == COPSE_OK ? cli_output_commit(&call->output, err) : status;
}

/* @return what the command exited with */
static int run_line(const step *s)
{
    const cli_command *command = NULL;
    copse_error err = COPSE_ERROR_INIT;
    size_t n = 0;
    while (n < MOST_WORDS && s->words[n])
        n++;
    copse_status status = cli_commands_find(&command, s->words[0], &err);
    return status == COPSE_OK ? cli_call_run(command, s->words + 1, n - 1) : cli_exit_code(status);
}

/* @return whether to go on: without a person at a terminal, always */
static bool goes_on(void)
{
    char answer[16];
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return true;
    fprintf(stderr, "Enter goes on, q ends the tour: ");
    return fgets(answer, sizeof answer, stdin) && answer[0] != 'q';
}

static copse_status take(cli_call *call, size_t i, copse_error *err)
{
    const step *s = &steps[i];
    char line[256], text[640];
    compose_line(line, sizeof line, s);
    snprintf(text, sizeof text, "%s%zu of %d. %s\n\n%s\n", i > 0 ? "\n" : "", i + 1, N_STEPS, s->asks, line);
    copse_status status = say(call, text, err);
    if (status != COPSE_OK)
        return status;
    int code = run_line(s);
    if (code != 0 && cli_interrupt_is_asked(NULL))
        return cli_fail(err, COPSE_E_INTERRUPTED, NULL, NULL, "stopped on request");
    if (code != 0)
        return cli_fail(err, COPSE_E_STORE, NULL, NULL, "the tour ends here: copse %s did not work", s->words[0]);
    snprintf(text, sizeof text, "\n%s\n", s->means);
    return say(call, text, err);
}

static copse_status run(cli_call *call, copse_error *err)
{
    char folder[1024];
    copse_status status = enter_folder(folder, sizeof folder, err);
    if (status == COPSE_OK)
        status = cli_output_open(&call->output, NULL, false, err);
    if (status != COPSE_OK)
        return status;
    cli_call_note(call, "in the new folder %s", folder);
    for (size_t i = 0; status == COPSE_OK && i < N_STEPS; i++) {
        status = take(call, i, err);
        if (status == COPSE_OK && i + 1 < N_STEPS && !goes_on())
            break;
    }
    cli_call_note(call, "the made-up trust, its store and the map are in %s: try more there, then delete it", folder);
    return status;
}

const cli_command cli_cmd_tour = {
    .name = "tour",
    .group = CLI_FOR_EVERYBODY,
    .summary = "The main questions in five minutes, on a made-up trust: what to type, what it means",
    .examples = {"copse tour", "copse tour >tour.txt"},
    .usage = "tour",
    .details = "Every line that is shown is run, in a new folder under $TMPDIR or /tmp that stays for you to\n"
               "try more. At a terminal it waits after each step. Your own store is not touched.",
    .run = run,
};
