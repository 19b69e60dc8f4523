/*
 * One run of an import, shared by its files:
 *
 *     import.c         the run: folder, order, transaction, report
 *     import_file.c    one file: what it is, its header, a first pass over its cells
 *     import_rules.c   what a row must fulfil beyond its cells
 *     import_rows.c    the second pass: rows into the store
 *     import_sql.c     the statements for that, made from the format
 *     import_stint.c   rows that begin and end
 *     import_keys.c    from keys to ids
 *     import_forgotten.c  rows of who was forgotten
 *     import_report.c  what is told: problems, notes, counts
 */
#ifndef COPSE_STORE_IMPORT_INTERNAL_H
#define COPSE_STORE_IMPORT_INTERNAL_H

#include "base/map.h"
#include "store/cell.h"
#include "store/csv_read.h"
#include "store/format.h"
#include "store/store_internal.h"
#include "store/tombstone.h"

enum {
    COPSE_IMPORT_TABLES = 16,  /**< at least as many as copse_store_format() has */
    COPSE_IMPORT_COLUMNS = 16, /**< at least as many as its widest table has */
    COPSE_IMPORT_POLL_ROWS = 2048,
    COPSE_IMPORT_MOST_NOTES = 5 /**< of one kind for one file; the rest are counted */
};

/** Keys of one table. */
typedef struct copse_import_keys {
    copse_map *ids;   /**< key -> id; NULL until needed */
    copse_map *loose; /**< key without case and leading zeros -> id of the first that has it; NULL until needed */
} copse_import_keys;

/** A row that names another row of its own table, which may come later in the file. */
typedef struct copse_import_pending {
    int64_t id, line;
    const char *key;  /**< in the run's arena */
    int64_t *counter; /**< in which the row was counted: same, added… */
} copse_import_pending;

/** Everything of one run. Zero is one that has not begun. */
typedef struct copse_import_run {
    copse_store *store;
    const copse_context *ctx;
    const copse_import_options *options;
    copse_arena *arena; /**< the report's */
    copse_import_table tables[COPSE_IMPORT_TABLES];
    size_t n_tables;
    copse_import_keys keys[COPSE_IMPORT_TABLES]; /**< by place in copse_store_format() */
    int64_t default_visibility;
    bool must_refuse; /**< something that --skip-bad cannot leave out */
    copse_import_problem *problems;
    size_t n_problems, problem_capacity;
    const char **notes;
    size_t n_notes, note_capacity;
    const char **left_out;
    size_t n_left_out, left_out_capacity;
    copse_text what, next; /**< of the problem in hand */
    copse_tombstones tombstones;
} copse_import_run;

/** One file of the run. */
typedef struct copse_import_file {
    const copse_format_table *format;
    const char *path;  /**< in the run's arena, as is label */
    const char *label; /**< its name without its folder */
    copse_import_table *counts;
    copse_file_look look;
    int64_t source; /**< row of table source */
    bool decimal_comma;
    int64_t n_records;
    size_t n_fields;                      /**< of the header */
    int field_of[COPSE_IMPORT_COLUMNS];   /**< by column of the format; -1: not in the file */
    int64_t n_forgotten;                  /**< rows left out because they are of somebody who was */
    int64_t n_contradictions, n_alike;    /**< told so far, so that notes stay few */
    copse_import_pending *pending;
    size_t n_pending, pending_capacity;
} copse_import_file;

/** One row, read. */
typedef struct copse_import_row {
    int64_t line;
    bool is_forgotten; /**< it is of, or names, somebody who was forgotten: to be left out */
    copse_cell cells[COPSE_IMPORT_COLUMNS]; /**< by column of the format; references hold ids */
} copse_import_row;

/* ---- telling ---- */

/**
 * Count a bad row, and list it while there is room. Takes run->what and
 * run->next, and leaves them empty.
 * @param column  from 1; 0: the whole row
 * @return COPSE_OK, COPSE_E_NOMEM.
 */
copse_status copse_import_problem_add(copse_import_run *run, copse_import_file *file, int64_t line,
                                      int64_t column, copse_error *err);

/** The same, of the whole file: nothing of it can be taken, whatever --skip-bad says. */
copse_status copse_import_refuse_file(copse_import_run *run, copse_import_file *file, int64_t line,
                                      int64_t column, copse_error *err);

copse_status copse_import_note(copse_import_run *run, copse_error *err, const char *format, ...)
    COPSE_PRINTF(3, 4);

/** Move what was told into a report, in the run's arena. */
copse_status copse_import_finish_report(copse_import_report **out, copse_import_run *run,
                                        copse_error *err);

/** Fill err from the first problem. @return COPSE_E_DATA. */
copse_status copse_import_fail(const copse_import_run *run, copse_error *err);

/* ---- keys ---- */

/**
 * The id of a key; 0 when the table has none such.
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_import_find_key(int64_t *id, copse_import_run *run, const char *stem,
                                   const char *key, copse_error *err);

/** A new row's key; notes once a key that differs from it only by case or leading zeros. */
copse_status copse_import_add_key(copse_import_run *run, copse_import_file *file, const char *key,
                                  int64_t id, copse_error *err);

/** Put the reason why a reference leads nowhere, and the remedy, into run->what and run->next. */
copse_status copse_import_explain_reference(copse_import_run *run, const copse_import_file *file,
                                            const copse_format_column *column, const char *key,
                                            copse_error *err);

void copse_import_free_keys(copse_import_run *run);

/* ---- one file ---- */

/**
 * Look at the file, match its header with the format's columns, and pass over
 * its cells for what only a whole column can tell: how it writes days, whether
 * it holds NHS numbers. What is wrong becomes a problem of the run, and
 * run->must_refuse says so.
 */
copse_status copse_import_examine(copse_import_run *run, copse_import_file *file, copse_error *err);

/**
 * The next row of the file, its cells read and its references resolved.
 * A bad row is told and passed over.
 * @param[out] is_end  no row: the file has ended
 */
copse_status copse_import_next_row(copse_import_row *row, bool *is_end, copse_import_run *run,
                                   copse_import_file *file, copse_csv_reader *reader, copse_error *err);

/**
 * Whether a reference that leads nowhere names somebody who was forgotten, or a row of theirs.
 * @param stem  of the table that it refers to
 */
copse_status copse_import_is_forgotten(bool *out, copse_import_run *run, const char *stem, const char *key,
                                       copse_error *err);

/**
 * Set row->is_forgotten where the row is of somebody who was forgotten: their key, mail or identity. What else
 * such a row calls them by is remembered as theirs.
 */
copse_status copse_import_check_forgotten(copse_import_run *run, const copse_import_file *file,
                                          copse_import_row *row, copse_error *err);

/**
 * What a row must fulfil beyond its cells; also brings ties into their one order.
 * @param[out] column  of the format, at fault, with run->what and run->next filled; -1: none
 */
void copse_import_check_row(int *column, copse_import_run *run, const copse_import_file *file,
                            copse_import_row *row);

/** Teams or topics that stand above themselves refuse the import. Call when all their rows are there. */
copse_status copse_import_check_hierarchy(copse_import_run *run, copse_import_file *file,
                                          copse_error *err);

/** Take every row of a file into the store. */
copse_status copse_import_rows(copse_import_run *run, copse_import_file *file, copse_error *err);

/* ---- a file's SQL ---- */

/** Prepared for one file. Those that the file has no use for have no handle. */
typedef struct copse_import_statements {
    copse_store_statement insert; /**< does nothing where the row is there */
    copse_store_statement update; /**< writes what differs; a blank (NULL) leaves what is known */
    copse_store_statement claim;  /**< the row is this file's now */
    copse_store_statement see;    /**< (a, b, c): the file has this row */
    copse_store_statement refer;  /**< ?2 refers to ?1, both ids of this table */
    copse_store_statement remove; /**< what source ?1 has no longer */
} copse_import_statements;

copse_status copse_import_statements_open(copse_import_statements *out, copse_import_run *run,
                                          const copse_import_file *file, copse_error *err);
void copse_import_statements_close(copse_import_statements *statements);

/* Places in insert, update and claim: column c of the format is c + 1, then these. */
int copse_import_place_of_source(const copse_import_file *file);
int copse_import_place_of_id(const copse_import_file *file);

/** Whether a column refers to its own table: it is written last, when all of the file's rows are there. */
bool copse_import_is_own_reference(const copse_import_file *file, const copse_format_column *column);

/** Whether insert and update write the column. */
bool copse_import_is_written(const copse_import_file *file, const copse_format_column *column);

/* ---- stints ---- */

#define COPSE_STINT_OPEN INT64_MAX

/** A membership or an assignment as a file has it. */
typedef struct copse_import_stint {
    int64_t member, other, site; /**< other: the community or team; 0: none */
    const char *role;            /**< NULL: not said */
    int64_t since;               /**< COPSE_DAY_UNKNOWN: not known */
    int64_t until;               /**< COPSE_STINT_OPEN: it goes on */
} copse_import_stint;

typedef enum copse_import_outcome {
    COPSE_IMPORT_SAME = 0,
    COPSE_IMPORT_ADDED,
    COPSE_IMPORT_UPDATED,
    COPSE_IMPORT_REPEATED,    /**< the file had it already */
    COPSE_IMPORT_CONTRADICTED /**< the file had it already, with other values */
} copse_import_outcome;

/** The statements for one file's stints. */
typedef struct copse_import_stints copse_import_stints;

/** For memberships.csv, assignments.csv, and the assignments that members.csv makes. */
copse_status copse_import_stints_open(copse_import_stints **out, copse_import_run *run,
                                      const copse_import_file *file, copse_error *err);
void copse_import_stints_close(copse_import_stints *stints);

/** Take one stint into the store. */
copse_status copse_import_stints_take(copse_import_outcome *out, copse_import_stints *stints,
                                      const copse_import_stint *stint, copse_error *err);

/** --replace: end those that this file brought earlier and no longer has. */
copse_status copse_import_stints_end_gone(int64_t *n_ended, copse_import_stints *stints,
                                          copse_day as_of, copse_error *err);

#endif
