/* The ways in which exports write a day. */
#ifndef COPSE_STORE_DATES_H
#define COPSE_STORE_DATES_H

#include "copse.h"

typedef enum copse_day_form {
    COPSE_DAY_NONE = 0,    /**< no day at all */
    COPSE_DAY_PLAIN,       /**< can be read in one way only: 2026-03-31, 31-MAR-2026 */
    COPSE_DAY_EITHER,      /**< 04/03/2026: day first is how it is read */
    COPSE_DAY_FIRST,       /**< 31/03/2026 */
    COPSE_DAY_MONTH_FIRST, /**< 03/31/2026: not read */
    COPSE_DAY_SHORT_YEAR   /**< 31/03/26: not read */
} copse_day_form;

/**
 * Read a day: ISO, dd/mm/yyyy (also with . or -), dd-MON-yyyy with English
 * months. A time behind it is ignored. 1900-01-01, 4712-12-31 and 9999-12-31
 * are how other systems write "not known" and "no end": they give
 * COPSE_DAY_UNKNOWN.
 *
 * @param[out] out  set for PLAIN, EITHER and FIRST only
 */
copse_day_form copse_store_read_day(copse_day *out, const char *text);

#endif
