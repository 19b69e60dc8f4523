/* One cell of a file as a value of its column. */
#ifndef COPSE_STORE_CELL_H
#define COPSE_STORE_CELL_H

#include "base/text.h"
#include "store/format.h"

typedef enum copse_cell_type {
    COPSE_CELL_IS_BLANK = 0,
    COPSE_CELL_IS_WHOLE, /**< days, words, flags and whole numbers */
    COPSE_CELL_IS_REAL,
    COPSE_CELL_IS_TEXT   /**< texts, keys and references, not resolved yet */
} copse_cell_type;

typedef struct copse_cell {
    copse_cell_type type;
    int64_t whole;
    double real;
    const char *text; /**< borrowed from the record */
} copse_cell;

/** Remove blanks, also no-break ones, at both ends, in place. */
char *copse_store_trim(char *text);

/**
 * Read a cell.
 *
 * @param text           trimmed; "" is blank
 * @param decimal_comma  whether "0,5" is a half: files with ; between fields write it so
 * @param[out] what      on failure one sentence with the value
 * @param[out] next      on failure what to do about it
 * @return whether it could be read.
 */
bool copse_store_read_cell(copse_cell *out, const copse_format_column *column, const char *text,
                           bool decimal_comma, copse_text *what, copse_text *next);

#endif
