/*
 * What other systems export: one row a kind, each saying which columns go where.
 *
 * A kind fills several tables of the native format: a list of users has people
 * in it, and teams, and sites. For each of them it has a part, which says what
 * makes a row of that table out of a row of the file. Everything behind that
 * (cells, references, stints, what was forgotten) is what native files go
 * through as well. To add a kind, add a row; to add a column to one, a name.
 *
 * Names of columns are patterns: compared without case, blanks and punctuation,
 * a * stands for anything, | separates alternatives, the best first. A mapping
 * file gives names that are meant to the letter.
 */
#ifndef COPSE_STORE_KIND_H
#define COPSE_STORE_KIND_H

#include "store/format.h"

enum {
    COPSE_KIND_PARTS = 8,       /**< most of a kind */
    COPSE_KIND_IDENTIFIERS = 8, /**< most of a kind */
    COPSE_KIND_LEVELS = 8       /**< most levels of a hierarchy, most columns that are joined */
};

/** What the value of a column is made of. */
typedef enum copse_kind_make {
    COPSE_MAKE_CELL = 0, /**< the first of the columns that the file has and that is not blank */
    COPSE_MAKE_JOINED,   /**< the columns one behind the other, a blank between: given name, surname
                          */
    COPSE_MAKE_CONSTANT, /**< what names says */
    COPSE_MAKE_GROUP,  /**< the cell, if the file has such a column; else the group that the file's
                          name says */
    COPSE_MAKE_MEMBER, /**< the key of the person whom the row's identifiers know */
    COPSE_MAKE_ITEM,   /**< the one item, level or identifier that this row is made for */
    COPSE_MAKE_SYSTEM, /**< the system of the identifier that this row is made for */
    COPSE_MAKE_ABOVE,  /**< the key of the level above */
    COPSE_MAKE_LOWEST, /**< the key of the lowest level; names are the levels, the highest first */
    COPSE_MAKE_FIRST_END,  /**< the one end of a connection: a person */
    COPSE_MAKE_SECOND_END, /**< the other end: a person, or a CoP */
    COPSE_MAKE_LIST,       /**< items that are separated by ; | or line breaks, as ours are: by ; */
    COPSE_MAKE_BROADER     /**< of several tree numbers the shortest, without its last part */
} copse_kind_make;

/** One column of a native table and what fills it. */
typedef struct copse_kind_column {
    const char *target; /**< "member_id" */
    const char *names;  /**< of the file's columns; JOINED and LOWEST: + between columns */
    copse_kind_make make;
    bool is_last_day; /**< the last day that holds; ours is the first that does not */
    bool is_name; /**< what is made is a name: the key is that of the thing called so, or a new one
                   */
    /** What the file's word means in ours; NULL: it is none of those known, and stays as it is. */
    const char *(*read)(const char *text);
} copse_kind_column;

/** How many rows one row of the file makes. */
typedef enum copse_kind_axis {
    COPSE_EACH_ROW = 0,
    COPSE_EACH_ITEM,       /**< of a list in one cell */
    COPSE_EACH_LEVEL,      /**< of a hierarchy, the highest first */
    COPSE_EACH_IDENTIFIER, /**< of the person */
    COPSE_EACH_TIE,        /**< connection of two people */
    COPSE_EACH_SEAT        /**< connection of a person and a CoP, whichever comes first */
} copse_kind_axis;

typedef struct copse_kind_part {
    const char *table; /**< stem of the native format; a kind has one part for a table */
    copse_kind_axis axis;
    const char
        *of; /**< ITEM, LEVEL, TIE, SEAT: the columns with + between; the highest level first */
    const char *separators; /**< ITEM, TIE, SEAT: characters between items; NULL: ; and line breaks;
                               "": none */
    const char
        *only_with; /**< leave the part out unless the file has one of these columns; NULL: never */
    const char *when; /**< take rows only whose column of that name… NULL: all */
    const char *is;   /**< …holds one of these words (as names are compared) */
    bool or_blank;    /**< …or none */
    const copse_kind_column *columns;
    size_t n_columns;
} copse_kind_part;

/** What another system calls a person, the surest first. */
typedef struct copse_kind_identifier {
    const char *system; /**< as table identity has it: "upn", "mail", "employee-number"… */
    const char *names;
} copse_kind_identifier;

/** Rows that are of nobody who counts. */
typedef struct copse_kind_filter {
    const char *names; /**< of the column */
    const char *words; /**< rows that hold one of these are left out */
    const char *why;   /**< what they are: "guests of the organisation" */
} copse_kind_filter;

typedef struct copse_kind {
    const char *name;    /**< "entra-users" */
    const char *meaning; /**< "users of Microsoft Entra ID" */
    /** Which columns must be there: names of one column, + between columns; NULL ends the list of
     * alternatives. */
    const char *signatures[4];
    size_t most_columns;     /**< a file with more of them is not of this kind; 0: any number */
    const char *ends_system; /**< as which system connections name people; NULL: they do not */
    const copse_kind_filter *filters;
    size_t n_filters;
    const copse_kind_identifier *identifiers;
    size_t n_identifiers;
    const copse_kind_part *parts;
    size_t n_parts;
} copse_kind;

/** All kinds. @param i from 0; NULL past the last */
const copse_kind *copse_store_kind_at(size_t i);

/** The kind of that name; NULL when there is none. */
const copse_kind *copse_store_kind_find(const char *name);

/** "use one of esr, list, …", for messages. */
void copse_store_kind_list(char *out, size_t size);

/** The column of a header that names mean, the best name first; -1: none. */
int copse_store_kind_column(const char *names, const char *const *header, size_t n);

/** Whether a cell holds one of the words, compared as names are. */
bool copse_store_kind_is_word(const char *text, const char *words);

/**
 * The kind that a header looks like.
 * @param[out] other  another that it looks like as much; NULL: it is clear
 * @return NULL: it looks like none.
 */
const copse_kind *copse_store_kind_guess(const copse_kind **other, const char *const *header,
                                         size_t n);

#endif
