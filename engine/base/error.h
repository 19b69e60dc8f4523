#ifndef COPSE_BASE_ERROR_H
#define COPSE_BASE_ERROR_H

#include "copse.h"

/** Let the compiler check a printf-like function's arguments. */
#define COPSE_PRINTF(text, first) __attribute__((__format__(__printf__, text, first)))

/**
 * Fill err (may be NULL) and return status, so that a leaf fails in one line:
 *
 *     return copse_error_set(err, COPSE_E_DATA, "memberships.csv:41:2", "add it to communities.csv",
 *                            "membership names community '%s', which no row defines", key);
 *
 * where and next may be NULL. Text that does not fit is cut at a character's border.
 */
copse_status copse_error_set(copse_error *err, copse_status status, const char *where,
                             const char *next, const char *format, ...) COPSE_PRINTF(5, 6);

/** COPSE_E_NOMEM with the usual words. */
copse_status copse_error_nomem(copse_error *err);

#endif
