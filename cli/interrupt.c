#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

/* A handler takes no user pointer, so what it notes has to be global. */
static volatile sig_atomic_t is_asked;

static void on_signal(int signal)
{
    (void)signal;
    is_asked = 1;
}

/* Whoever started us with a signal ignored (nohup, a job in the background) wants it so. */
static void catch_unless_ignored(int signal, const struct sigaction *action)
{
    struct sigaction now;
    if (sigaction(signal, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
        sigaction(signal, action, NULL);
}

void cli_interrupt_install(void)
{
    /* Once only: the second signal finds the default action. Reads are not restarted. */
    struct sigaction note = {.sa_handler = on_signal};
    note.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&note.sa_mask);
    catch_unless_ignored(SIGINT, &note);
    catch_unless_ignored(SIGTERM, &note);

    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
}

bool cli_interrupt_is_asked(void *user)
{
    (void)user;
    return is_asked != 0;
}
