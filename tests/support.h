/* What every unit test includes: cmocka in the order it wants, and the public header. */
#ifndef COPSE_TESTS_SUPPORT_H
#define COPSE_TESTS_SUPPORT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "copse.h"

/** Fails with the status's name; give the call a real copse_error to see why in a debugger. */
#define assert_ok(call)                                                                            \
    do {                                                                                           \
        copse_status ok_status = (call);                                                           \
        if (ok_status != COPSE_OK)                                                                 \
            fail_msg("%s: %s", #call, copse_status_name(ok_status));                               \
    } while (0)

#define assert_close(a, b, tolerance)                                                              \
    do {                                                                                           \
        double close_a = (a), close_b = (b);                                                       \
        if (!(fabs(close_a - close_b) <= (tolerance)))                                             \
            fail_msg("%s is %.17g, not %.17g", #a, close_a, close_b);                              \
    } while (0)

#endif
