/*
 * The native format: which CSV files a folder may hold, with which columns.
 *
 * One table drives the import, the template and the documentation, so that
 * they cannot disagree. To add a column, add a line to it (and to schema.sql).
 */
#ifndef COPSE_STORE_FORMAT_H
#define COPSE_STORE_FORMAT_H

#include "copse.h"

/** What a cell holds. */
typedef enum copse_cell_kind {
    COPSE_CELL_TEXT = 0,
    COPSE_CELL_KEY,       /**< the row's own key */
    COPSE_CELL_REFERENCE, /**< the key of a row of another table, or of this one */
    COPSE_CELL_DAY,
    COPSE_CELL_REAL,
    COPSE_CELL_WHOLE,
    COPSE_CELL_WORD, /**< one of a list */
    COPSE_CELL_FLAG  /**< yes or no */
} copse_cell_kind;

/** Which numbers a cell may hold. */
typedef enum copse_cell_range {
    COPSE_RANGE_ANY = 0,
    COPSE_RANGE_POSITIVE,
    COPSE_RANGE_NOT_NEGATIVE,
    COPSE_RANGE_LATITUDE,
    COPSE_RANGE_LONGITUDE
} copse_cell_range;

/** What a new row gets where the cell is blank and the store wants something. */
typedef enum copse_cell_blank {
    COPSE_BLANK_NULL = 0,
    COPSE_BLANK_ZERO,
    COPSE_BLANK_ONE,
    COPSE_BLANK_VISIBILITY  /**< the store's setting */
} copse_cell_blank;

typedef struct copse_format_column {
    const char *name;    /**< in the file's header */
    const char *aliases; /**< other accepted names, separated by blanks; NULL */
    copse_cell_kind kind;
    const char *field;     /**< the store's column; NULL: makes an assignment, not a column of this table */
    const char *refers_to; /**< REFERENCE: the other table's stem */
    const char *(*word)(int value); /**< WORD: the word for a value; NULL past the last */
    copse_cell_range range;
    copse_cell_blank blank;
    bool is_required;
    bool is_identity;  /**< part of what makes two rows the same row */
    bool only_rises;   /**< FLAG: an import may set it, never clear it */
    const char *meaning;
    const char *examples[2]; /**< for the template; the tables' examples import together */
} copse_format_column;

/** How rows are recognised when they come again. */
typedef enum copse_row_kind {
    COPSE_ROWS_OF_THINGS = 0, /**< have a key; others refer to it; never removed by an import */
    COPSE_ROWS_OF_LINKS,      /**< recognised by what they link */
    COPSE_ROWS_OF_STINTS      /**< links that begin and end */
} copse_row_kind;

typedef struct copse_format_table {
    const char *stem;  /**< of the file's name: "memberships" */
    const char *table; /**< in the store: "membership" */
    const char *thing; /**< one row, in a sentence: "membership" */
    copse_row_kind rows;
    bool has_source; /**< its rows know which file brought them */
    const char *meaning;
    const copse_format_column *columns;
    size_t n_columns;
} copse_format_table;

/** All tables, those that others refer to first. Static. */
const copse_format_table *copse_store_format(size_t *n_tables);

/** The table of that stem, whatever its case; NULL when there is none. */
const copse_format_table *copse_store_format_find(const char *stem);

/** The column that a header means by name (case, blanks and hyphens do not count); -1 when there is none. */
int copse_store_format_column(const copse_format_table *table, const char *name);

/** The column of that name exactly; -1 when the table has none. */
int copse_store_format_index(const copse_format_table *table, const char *name);

#endif
