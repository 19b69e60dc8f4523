/* Seconds of the processor and by the clock, for programs that say what a step costs. */
#ifndef COPSE_BENCH_STOPWATCH_H
#define COPSE_BENCH_STOPWATCH_H

#include <time.h>

typedef struct stopwatch {
    double cpu, wall;
} stopwatch;

static inline double stopwatch_seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline stopwatch begin(void)
{
    return (stopwatch){stopwatch_seconds(CLOCK_PROCESS_CPUTIME_ID), stopwatch_seconds(CLOCK_MONOTONIC)};
}

/** What has gone by since. */
static inline stopwatch since(stopwatch start)
{
    stopwatch now = begin();
    return (stopwatch){now.cpu - start.cpu, now.wall - start.wall};
}

#endif
