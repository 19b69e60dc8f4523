/*
 * One run of an import, shared by its files:
 *
 *     import.c         the run: order, transaction, report
 *     import_take.c    one file for one table: whether it is new
 *     import_folder.c  which files there are, and what each is taken for
 *     import_guess.c   what is shown of that before anything is done
 *     import_map.c     and what a mapping file says of it
 *     import_sniff.c   a first look at a file
 *     import_reader.c  its records, whatever it is
 *     import_examine.c one file: its header, a first pass over its cells
 *     import_file.c    its rows
 *     import_bind.c    a kind held against one file's header
 *     import_view.c    a row of another system's export as rows of ours
 *     import_value.c   what is in their columns
 *     import_member.c  who a row is of, by what other systems call them
 *     import_name.c    teams, sites, CoPs and topics that are known by name only
 *     import_rules.c   what a row must fulfil beyond its cells
 *     import_rows.c    the second pass: rows into the store
 *     import_sql.c     the statements for that, made from the format
 *     import_batch.c   and for many new rows at a time
 *     import_stint.c   rows that begin and end
 *     import_decide.c  what a person has to decide, and what they did; merge.c and import_same.c with it
 *     import_keys.c    from keys to ids
 *     import_forgotten.c  rows of who was forgotten
 *     import_fresh.c   what an empty table and a new store may leave out
 *     import_report.c  what is told: problems, notes, counts
 */
#ifndef COPSE_STORE_IMPORT_INTERNAL_H
#define COPSE_STORE_IMPORT_INTERNAL_H

#include "base/map.h"
#include "store/cell.h"
#include "store/csv_read.h"
#include "store/format.h"
#include "store/kind.h"
#include "store/map_file.h"
#include "store/store_internal.h"
#include "store/tombstone.h"

enum {
    COPSE_IMPORT_TABLES = 16,  /**< at least as many as copse_store_format() has */
    COPSE_IMPORT_COLUMNS = 16, /**< at least as many as its widest table has */
    COPSE_IMPORT_POLL_ROWS = 2048,
    COPSE_IMPORT_MOST_NOTES = 5 /**< of one kind for one file; the rest are counted */
};

/** Things that are known by name: see import_name.c. */
typedef struct copse_import_names copse_import_names;

/** New rows that wait to be written together: see import_batch.c. */
typedef struct copse_import_batch copse_import_batch;

/** What other systems call members: see import_member.c. */
typedef struct copse_import_people copse_import_people;

/** Keys of one table. */
typedef struct copse_import_keys {
    copse_map *ids;   /**< key -> id; NULL until needed */
    copse_map *loose; /**< key without case and leading zeros, where it differs -> id of the first that has it */
    char last[32];    /**< the key that was found last, as rows of one person follow each other; "": none */
    int64_t last_id;
} copse_import_keys;

/** A row that names another row of its own table, which may come later in the file. */
typedef struct copse_import_pending {
    int64_t id, line;
    const char *key;  /**< in the run's arena */
    int64_t *counter; /**< in which the row was counted: same, added… */
} copse_import_pending;

/** How a file is written. */
typedef enum copse_import_form {
    COPSE_FORM_TABLE = 0, /**< CSV with a header */
    COPSE_FORM_ROWS,      /**< CSV without one */
    COPSE_FORM_LINES,     /**< an address and perhaps a name on each line */
    COPSE_FORM_MESH       /**< NLM's own */
} copse_import_form;

/** One file of the folder, and what it was taken for. Its texts are in the run's arena. */
typedef struct copse_import_input {
    const char *origin; /**< path of the file */
    const char *path;   /**< of the bytes that are read: of a workbook, those of its first sheet */
    bool is_temporary;  /**< path is ours to remove */
    copse_import_form form;
    size_t n_above;     /**< records above the header: titles of a report */
    const char *label; /**< the file's name without its folder */
    const copse_format_table *format; /**< of a native file; NULL: it is of a kind */
    const copse_kind *kind;           /**< NULL: it is native */
    const char *group; /**< that the file is about: what its name says */
    bool is_decisions; /**< neither native nor of a kind: answers to questions */
    bool is_given;  /**< by the caller, not guessed */
    bool is_mapped; /**< the mapping file says something of it */
    copse_file_look look;
    char separator;
    const char *const *names; /**< [n_names] of its columns; NULL: the first line cannot be read */
    size_t n_names;
    bool is_examined;   /**< and found sound */
    int64_t n_records;  /**< once it is examined */
    size_t n_takes;     /**< tables that were filled from it so far */
    const char *teller; /**< the table for which rows of nobody are told, so that each is told once */
} copse_import_input;

/** Everything of one run. Zero is one that has not begun. */
typedef struct copse_import_run {
    copse_store *store;
    const copse_context *ctx;
    const copse_import_options *options;
    copse_arena *arena; /**< the report's */
    copse_map_sections map; /**< what the mapping file says */
    bool *map_is_used;      /**< [map.n] whether it is said of any file */
    copse_import_input *inputs; /**< native ones by table, then others by kind, then by name */
    size_t n_inputs, input_capacity;
    copse_import_input *unknown; /**< data files that nothing takes */
    size_t n_unknown, unknown_capacity;
    copse_import_guess *guesses; /**< what all of them are taken for */
    size_t n_guesses;
    copse_import_table *tables; /**< as many as there are parts of inputs */
    size_t n_tables, table_capacity;
    copse_import_keys keys[COPSE_IMPORT_TABLES];   /**< by place in copse_store_format() */
    copse_import_names *names[COPSE_IMPORT_TABLES]; /**< the same; NULL until needed */
    copse_import_people *people;                    /**< NULL until needed */
    int64_t default_visibility;
    copse_import_batch *batch; /**< borrowed: rows of the table in hand that wait; NULL: none do */
    copse_text indices; /**< of a new store: SQL that makes those that wait; empty: none do */
    bool must_refuse; /**< something that --skip-bad cannot leave out */
    copse_import_problem *problems;
    size_t n_problems, problem_capacity;
    const char **notes;
    size_t n_notes, note_capacity;
    copse_import_question *questions;
    size_t n_questions;
    copse_text what, next; /**< of the problem in hand */
    copse_tombstones tombstones;
} copse_import_run;

/** Places of columns in a file, the first of them first. */
typedef struct copse_import_fields {
    int at[COPSE_KIND_LEVELS];
    size_t n;
} copse_import_fields;

/** What one row is made of, where a record makes several. */
typedef struct copse_import_item {
    const char *text;   /**< an item of a list, a level, what a system calls the person, an end of a connection */
    const char *other;  /**< the system of an identifier; the other end */
    int field;
} copse_import_item;

/** A part of a kind, held against one file's header, and the row of the file that is in hand. */
typedef struct copse_import_view {
    const copse_kind_part *part; /**< NULL: the file is native, and rows are what they are */
    const copse_kind_column *columns[COPSE_IMPORT_COLUMNS]; /**< by column of the format; NULL: not made */
    copse_import_fields fields[COPSE_IMPORT_COLUMNS];
    copse_import_fields axis;
    int identifiers[COPSE_KIND_IDENTIFIERS]; /**< fields of the kind's identifiers; -1 */
    int filters[COPSE_KIND_IDENTIFIERS], when; /**< fields; -1 */
    copse_csv_record record; /**< borrowed from the reader */
    copse_import_item *items; /**< what the record makes rows of: one each */
    size_t n_items, item_capacity;
    size_t item;            /**< the next of them */
    int64_t member;         /**< whom the record is of; 0: nobody that is known yet */
    const char *member_key; /**< borrowed until the next record; NULL: not asked for yet */
    copse_text key;         /**< that member_key may be in */
    copse_text made[COPSE_IMPORT_COLUMNS]; /**< values that are in no cell as such */
} copse_import_view;

/** What a row must fulfil beyond its cells. */
typedef struct copse_import_rule {
    enum { COPSE_RULE_NONE = 0, COPSE_RULE_TIE, COPSE_RULE_EXCHANGE, COPSE_RULE_SPAN } kind;
    int first, second; /**< the columns that it is about */
} copse_import_rule;

/** One table that a file fills: the file, seen as rows of it. */
typedef struct copse_import_file {
    const copse_format_table *format;
    copse_import_input *input;
    const char *label; /**< the file's name without its folder */
    copse_import_table *counts;
    int64_t source; /**< row of table source */
    bool decimal_comma;
    size_t n_fields; /**< of the header */
    bool has[COPSE_IMPORT_COLUMNS]; /**< by column of the format: whether the file says it */
    int field_of[COPSE_IMPORT_COLUMNS]; /**< where it says so, to tell what is wrong with it; -1: nowhere */
    const copse_format_table *refers[COPSE_IMPORT_COLUMNS]; /**< what a column refers to; NULL: nothing */
    copse_import_rule rule;
    bool is_first; /**< the first table that its input fills: what is wrong with the file is told for this one */
    bool is_fresh; /**< its table was empty: whatever is there now, this file brought */
    copse_import_view view;
    int64_t n_filtered[COPSE_KIND_IDENTIFIERS]; /**< rows left out by each of the kind's filters */
    int64_t n_unclear; /**< cells that hold a name which several things have */
    const char *unclear_of; /**< of which table these are */
    int64_t n_forgotten;                  /**< rows left out because they are of somebody who was */
    int64_t n_contradictions, n_alike;    /**< told so far, so that notes stay few */
    copse_import_pending *pending;
    size_t n_pending, pending_capacity;
    copse_map *aliases; /**< what else rows of this file call each other -> id; NULL: nothing else */
    int64_t n_orphans;  /**< rows whose parent is not there */
} copse_import_file;

/** One row, read. */
typedef struct copse_import_row {
    int64_t line;
    bool is_forgotten; /**< it is of, or names, somebody who was forgotten: to be left out */
    bool is_of_nothing; /**< what it would be of has no name, or that of several: to be passed over */
    copse_cell cells[COPSE_IMPORT_COLUMNS]; /**< by column of the format; references hold ids */
} copse_import_row;

/* ---- records ---- */

/** The records of an input; the first of them is its header. */
typedef struct copse_import_reader copse_import_reader;

/** @return COPSE_OK, COPSE_E_STORE, COPSE_E_DATA (not in its encoding), COPSE_E_NOMEM. */
copse_status copse_import_reader_open(copse_import_reader **out, const copse_import_input *input,
                                      copse_error *err);
void copse_import_reader_close(copse_import_reader *reader);

/** As copse_store_csv_next(). */
copse_status copse_import_reader_next(copse_import_reader *reader, copse_csv_record *record, bool *is_end,
                                      copse_error *err);

/**
 * Fill one table from one file, unless the last import of it was of the same bytes.
 * @param part  of the input's kind; NULL: a native file
 */
copse_status copse_import_take_file(copse_import_run *run, copse_import_input *input,
                                    const copse_format_table *format, const copse_kind_part *part,
                                    copse_error *err);

/** How many rows an import changed. */
int64_t copse_import_changes(const copse_import_table *counts);

/** A new line of the report, for one table that a file fills. */
copse_status copse_import_begin_table(copse_import_file *file, copse_import_run *run, const char *table,
                                      copse_error *err);

/** Give back what a run holds. */
void copse_import_free_run(copse_import_run *run);

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

/** Tell of the rows of a file that were left out, and of what there was no room to list. */
copse_status copse_import_tell_left_out(copse_import_run *run, const copse_import_file *file, copse_error *err);

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
copse_status copse_import_find_key(int64_t *id, copse_import_run *run,
                                   const copse_format_table *format, const char *key,
                                   copse_error *err);

/** A new row's key; notes once a key that differs from it only by case or leading zeros. */
copse_status copse_import_add_key(copse_import_run *run, copse_import_file *file, const char *key,
                                  int64_t id, copse_error *err);

/** Put the reason why a reference leads nowhere, and the remedy, into run->what and run->next. */
copse_status copse_import_explain_reference(copse_import_run *run, const copse_import_file *file,
                                            const copse_format_column *column, const char *key,
                                            copse_error *err);

void copse_import_free_keys(copse_import_run *run);

/* ---- what is not native ---- */

/** Fill run->guesses: what each file was taken for, as the caller is shown it. */
copse_status copse_import_list_guesses(copse_import_run *run, copse_error *err);

/** Hold a part of the input's kind against its header; NULL: a native file, whose view shows it as it is. */
void copse_import_view_open(copse_import_file *file, const copse_kind_part *part);
void copse_import_view_close(copse_import_view *view);

/** Whether a part takes anything from a file with this header. */
bool copse_import_has_part(const copse_import_input *input, const copse_kind_part *part);

/** Whether the file is of a group that none of its columns names. */
bool copse_import_needs_group(const copse_import_input *input);

/** Mark the columns of the file that its kind uses, in used[input->n_names]. */
void copse_import_mark_used(bool *used, const copse_import_input *input);

/**
 * Begin with a record of the file: how many rows it makes, and of whom it is.
 * @param[out] is_forgotten  of somebody who was: nothing of it may be taken
 * @param[out] fault_column  from 1, with run->what and run->next filled; -1: it is sound
 */
copse_status copse_import_view_begin(bool *is_forgotten, int64_t *fault_column, copse_import_run *run,
                                     copse_import_file *file, const copse_csv_record *record,
                                     copse_error *err);

/** A field of the record in hand, trimmed; "" for no field. */
const char *copse_import_field_text(const copse_import_view *view, int field);

/** The first of the fields that is not blank, and where that is; "": all are. */
const char *copse_import_first_filled(int *field, const copse_import_view *view, copse_import_fields fields);

/** The next row that the record makes; false when there is none. */
bool copse_import_view_next(copse_import_file *file);

/**
 * The text of one column of the row in hand; "" for blank.
 * @param[out] field  where it stands in the file; -1: nowhere
 */
copse_status copse_import_view_text(const char **out, int *field, copse_import_run *run,
                                    copse_import_file *file, size_t column, copse_error *err);

/** The row in hand became the row id: what else the file's rows call it by is remembered for them. */
copse_status copse_import_learn_aliases(copse_import_file *file, int64_t id, copse_error *err);

/**
 * Whom a record is of, by its identifiers.
 * @param[out] is_forgotten  they were
 * Sets file->view.member, and .member_key to the key that they have or would get; NULL: it says of nobody.
 */
copse_status copse_import_find_member(bool *is_forgotten, copse_import_run *run, copse_import_file *file,
                                      copse_error *err);
/** The record in hand is of the member with this id: its identifiers mean them from now on. */
copse_status copse_import_learn_member(copse_import_run *run, copse_import_file *file, int64_t id,
                                       copse_error *err);

/** Whom one system calls so, or whose key that is; 0: nobody. */
copse_status copse_import_member_called(int64_t *member, copse_import_run *run, const char *system,
                                        const char *text, copse_error *err);
void copse_import_free_people(copse_import_people *people);

/**
 * The key of the thing called name, below the thing of key above (NULL: wherever it is).
 * @param propose   give a key that is not taken where nothing is called so; else name itself
 * @param[out] out  in the run's arena, or name; NULL: several are called so
 */
copse_status copse_import_key_of_name(const char **out, copse_import_run *run,
                                      const copse_format_table *format, const char *name,
                                      const char *above, bool propose, copse_error *err);
/** Whether anything of a table is called so, or has that key. */
copse_status copse_import_is_called(bool *out, copse_import_run *run, const copse_format_table *format,
                                    const char *name, copse_error *err);
void copse_import_free_names(copse_import_names *names);

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
                                   copse_import_file *file, copse_import_reader *reader, copse_error *err);

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

/** The rule that rows of a table are held to. */
copse_import_rule copse_import_rule_of(const copse_format_table *format);

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

/* ---- an empty table, a new store ---- */

copse_status copse_import_is_empty(bool *out, const copse_import_run *run, const char *table,
                                   copse_error *err);

/** Pairs of ids that a file has brought. */
typedef struct copse_import_pairs copse_import_pairs;

/** NULL when memory ran out. */
copse_import_pairs *copse_import_pairs_new(void);
void copse_import_pairs_free(copse_import_pairs *pairs);

/**
 * @param[out] may_be_known  false: it is new, surely
 * @return false when memory ran out
 */
bool copse_import_pairs_add(bool *may_be_known, copse_import_pairs *pairs, int64_t a, int64_t b);

/**
 * Drop the indices of an empty store that the import itself does not need.
 * @param[out] later  the SQL that makes them again; caller frees
 */
copse_status copse_import_put_indices_off(copse_text *later, const copse_store *store,
                                          copse_error *err);

/* ---- new rows, many at a time ---- */

copse_status copse_import_batch_open(copse_import_batch **out, const copse_import_run *run,
                                     const char *table, const char *const *fields, size_t n_fields,
                                     copse_error *err);
void copse_import_batch_close(copse_import_batch *batch);

/** Add a row that is surely new. @param values  [n_fields], copied */
copse_status copse_import_batch_add(copse_import_batch *batch, const copse_cell *values,
                                    copse_error *err);

/** Write what waits: call before anything reads the table. */
copse_status copse_import_batch_flush(copse_import_batch *batch, copse_error *err);

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

/** Write what waits to be written. */
copse_status copse_import_stints_flush(copse_import_stints *stints, copse_error *err);

/** --replace: end those that this file brought earlier and no longer has. */
copse_status copse_import_stints_end_gone(int64_t *n_ended, copse_import_stints *stints,
                                          copse_day as_of, copse_error *err);

#endif
