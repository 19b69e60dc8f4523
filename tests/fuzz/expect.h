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

/* The input as a file. path ends with XXXXXX. */
static inline void write_input(char *path, const void *bytes, size_t n)
{
    int file = mkstemp(path);
    EXPECT(file >= 0 && write(file, bytes, n) == (ssize_t)n && close(file) == 0);
}

#endif
