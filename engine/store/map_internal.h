/* What the files that read a mapping share. */
#ifndef COPSE_STORE_MAP_INTERNAL_H
#define COPSE_STORE_MAP_INTERNAL_H

#include "base/text.h"
#include "store/map_file.h"
#include "store/map_words.h"

enum { COPSE_MAP_COLUMNS = 16 /**< of a part; at least as many as the widest table has */ };

/** A table of a section that is being read. */
typedef struct copse_map_part {
    copse_kind_part made;
    const copse_format_table *format;
    copse_kind_column columns[COPSE_MAP_COLUMNS];
    int64_t line;
} copse_map_part;

/** A section that is being read. */
typedef struct copse_map_draft {
    const char *pattern, *group;
    int64_t line;
    const copse_kind *known;
    copse_map_part parts[COPSE_KIND_PARTS];
    size_t n_parts;
    copse_kind_identifier identifiers[COPSE_KIND_IDENTIFIERS];
    size_t n_identifiers;
    copse_map_column *columns;
    size_t n_columns, column_capacity;
} copse_map_draft;

typedef struct copse_map_reader {
    const char *label; /**< of the mapping file */
    copse_arena *arena;
    copse_map_draft *section; /**< NULL: none has begun */
    copse_map_section *sections;
    size_t n_sections, section_capacity;
    copse_map_line line;
    size_t at; /**< the next word */
} copse_map_reader;

/* ---- telling: map_read.c ---- */

/** @param column  0: the whole line */
copse_status copse_map_fail_at(const copse_map_reader *m, int64_t line, int64_t column,
                               const char *next, copse_error *err, const char *format, ...)
    COPSE_PRINTF(6, 7);

/** Of the word in hand, or of what is missing behind the last one. */
int64_t copse_map_place(const copse_map_reader *m);

#define COPSE_MAP_FAIL(m, next, err, ...)                                                          \
    copse_map_fail_at(m, (m)->line.number, copse_map_place(m), next, err, __VA_ARGS__)

/* ---- words: map_read.c ---- */

const copse_map_word *copse_map_peek(const copse_map_reader *m);

/** Whether the next word is this keyword; it is then passed. */
bool copse_map_passes(copse_map_reader *m, const char *keyword);

/** A value or the name of a column. @param what  it is, for the message */
copse_status copse_map_read_text(const char **out, copse_map_reader *m, const char *what,
                                 copse_error *err);

copse_status copse_map_expect(copse_map_reader *m, const char *keyword, const char *next,
                              copse_error *err);

/** One column of the file, as the pattern that means it. */
copse_status copse_map_read_column(const char **out, copse_map_reader *m, copse_error *err);

/* ---- tables: map_table.c ---- */

copse_status copse_map_read_table(copse_map_reader *m, copse_error *err);
copse_status copse_map_read_target(copse_map_reader *m, copse_error *err);

/** Whether everything that the last table requires is filled. */
copse_status copse_map_finish_table(const copse_map_reader *m, copse_error *err);

#endif
