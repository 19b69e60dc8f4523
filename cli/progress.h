/* How far long work is: one line on stderr, only for a person who watches. */
#ifndef COPSE_CLI_PROGRESS_H
#define COPSE_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct cli_progress {
    bool is_wanted;  /**< stderr is a capable terminal, and nobody asked for quiet */
    bool is_on_line; /**< a line stands there now */
    double started;  /**< seconds on a clock that is only compared with itself */
    double shown;    /**< when the line was last drawn */
    char step[64];
    double step_started;
} cli_progress;

void cli_progress_start(cli_progress *progress, bool is_quiet);

/** A context's on_progress; user is the cli_progress. */
void cli_progress_show(void *user, const char *step, uint64_t done, uint64_t total);

/** Take the line away, before anything else is printed. */
void cli_progress_clear(cli_progress *progress);

#endif
