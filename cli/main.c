/* copse: find the command, run it, exit with what the table in exit.c says. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "call.h"
#include "commands.h"
#include "error.h"
#include "help.h"
#include "interrupt.h"

/*
 * A closed standard stream would give its number to the next file that is
 * opened: the store, and an answer would be written into it. Opened the wrong
 * way round, the stream fails as if it were closed.
 */
static void guard_standard_streams(void)
{
    static const int ways[] = {O_WRONLY, O_RDONLY, O_RDWR};
    for (int descriptor = 0; descriptor < 3; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", ways[descriptor]) != descriptor)
            exit(1);
}

static int fail(const copse_error *err)
{
    cli_error_print(NULL, err);
    return cli_exit_code(err->status);
}

/* Without a command: how to go on, and the exit code of a wrong command line. */
static int explain_usage(void)
{
    copse_error err = COPSE_ERROR_INIT;
    cli_output output = {.file = stderr};
    cli_help_write(&output, NULL, &err);
    return cli_exit_code(COPSE_E_ARGUMENT);
}

static int run(const char *const *argv, size_t n)
{
    copse_error err = COPSE_ERROR_INIT;
    const cli_command *command = NULL;
    const char *name = argv[0];

    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    else if (strcmp(name, "--version") == 0)
        name = "version";
    else if (name[0] == '-') {
        cli_fail(&err, COPSE_E_ARGUMENT, NULL,
                 "options come after the command: copse COMMAND [OPTIONS]",
                 "there is no command '%s'", name);
        return fail(&err);
    }
    if (cli_commands_find(&command, name, &err) != COPSE_OK)
        return fail(&err);
    return cli_call_run(command, argv + 1, n - 1);
}

int main(int argc, char **argv)
{
    copse_error err = COPSE_ERROR_INIT;

    guard_standard_streams();
    cli_interrupt_install();
    if (copse_start(&err) != COPSE_OK)
        return fail(&err);
    int code = argc < 2 ? explain_usage() : run((const char *const *)argv + 1, (size_t)argc - 1);
    copse_stop();
    return code;
}
