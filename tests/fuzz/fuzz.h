/* What libFuzzer calls, and replay.c in its place. */
#ifndef COPSE_TESTS_FUZZ_H
#define COPSE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#endif
