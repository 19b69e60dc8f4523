/*
 * A mapping file: what the columns of a file are, for files that no kind knows.
 *
 *     # from our skills register
 *     file "skills*.csv"
 *     who employee-number <- "Payroll no"
 *     who mail <- Email
 *
 *     table members
 *     member_id <- who
 *     name <- "First name" + Surname
 *     visibility = trust
 *
 *     table expertise
 *     member_id <- who
 *     topic_id <- named each Skills split ";"
 *
 * One statement a line; names with blanks in them stand in quotes, a quote in
 * quotes is written twice, # begins a comment. docs/import.md says the rest.
 */
#ifndef COPSE_STORE_MAP_FILE_H
#define COPSE_STORE_MAP_FILE_H

#include "base/memory.h"
#include "store/decode.h"
#include "store/kind.h"

/** A column that a mapping names, and where it does. */
typedef struct copse_map_column {
    const char *name;
    int64_t line, column;
} copse_map_column;

/** What one `file` of a mapping says. In the arena. */
typedef struct copse_map_section {
    const char *pattern; /**< of the names of files: *, ? and [ ] as a shell has them */
    int64_t line;
    const copse_kind *kind;          /**< its own, or one that is known */
    const char *group;               /**< NULL: what the file's name says */
    const copse_map_column *columns; /**< that the file must have */
    size_t n_columns;
} copse_map_section;

typedef struct copse_map_sections {
    const copse_map_section *items;
    size_t n;
    unsigned char hash[COPSE_HASH_BYTES]; /**< of the file's bytes */
} copse_map_sections;

/**
 * Read a mapping file.
 * @param[out] out  in the arena
 * @return COPSE_OK, COPSE_E_DATA (err->where is file:line:column), COPSE_E_NOT_FOUND (no such
 * file), COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_read_map(copse_map_sections *out, const char *path, copse_arena *arena,
                                  const copse_context *ctx, copse_error *err);

#endif
