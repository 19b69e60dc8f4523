/* What must hold whatever the input is. */
#ifndef COPSE_TESTS_FUZZ_EXPECT_H
#define COPSE_TESTS_FUZZ_EXPECT_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define EXPECT(holds)                                                                              \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            fprintf(stderr, "does not hold: %s\n", #holds);                                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

enum { SCRATCH = 40 };

/* A name to be completed, in memory where the system has a folder of that kind: the disk would be most of the time. */
static inline void scratch_name(char path[SCRATCH])
{
    const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(path, SCRATCH, "%s/copse-fuzz-XXXXXX", folder);
}

/* The input as a file. */
static inline void write_input(char path[SCRATCH], const void *bytes, size_t n)
{
    scratch_name(path);
    int file = mkstemp(path);
    EXPECT(file >= 0 && write(file, bytes, n) == (ssize_t)n && close(file) == 0);
}

#endif
