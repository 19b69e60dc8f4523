#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "terminal.h"

static const double seconds_of_silence = 1.0; /* what is done sooner needs no progress */
static const double seconds_between = 0.2;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void cli_progress_start(cli_progress *progress, bool is_quiet)
{
    double start = now();
    *progress = (cli_progress){
        .is_wanted = !is_quiet && cli_terminal_is_capable(STDERR_FILENO),
        .started = start,
        .step_started = start,
    };
}

static void print_time_left(double elapsed, uint64_t done, uint64_t total)
{
    if (elapsed < seconds_of_silence || done == 0)
        return;
    double left = elapsed * (double)(total - done) / (double)done;
    if (left >= 90.0)
        fprintf(stderr, ", about %.0f min left", left / 60.0);
    else
        fprintf(stderr, ", about %.0f s left", left < 1.0 ? 1.0 : left);
}

void cli_progress_show(void *user, const char *step, uint64_t done, uint64_t total)
{
    cli_progress *progress = user;
    if (!progress->is_wanted)
        return;
    double time = now();
    if (strncmp(progress->step, step, sizeof progress->step - 1) != 0) {
        snprintf(progress->step, sizeof progress->step, "%s", step);
        progress->step_started = time;
    }
    if (time - progress->started < seconds_of_silence || time - progress->shown < seconds_between)
        return;

    progress->shown = time;
    progress->is_on_line = true;
    fprintf(stderr, "\r\033[K%s: ", progress->step);
    if (total > 0 && done <= total) {
        fprintf(stderr, "%.0f %%", 100.0 * (double)done / (double)total);
        print_time_left(time - progress->step_started, done, total);
    } else {
        fprintf(stderr, "%" PRIu64, done);
    }
    fflush(stderr);
}

void cli_progress_clear(cli_progress *progress)
{
    if (progress->is_on_line)
        fputs("\r\033[K", stderr);
    progress->is_on_line = false;
}
