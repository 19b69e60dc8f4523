/* The words of one line of a mapping file. */
#ifndef COPSE_STORE_MAP_WORDS_H
#define COPSE_STORE_MAP_WORDS_H

#include "base/memory.h"

enum { COPSE_MAP_WORDS = 64 };

typedef struct copse_map_word {
    char *text;
    int64_t column; /**< from 1 */
    bool is_quoted; /**< then it is no keyword, whatever it says */
} copse_map_word;

typedef struct copse_map_line {
    int64_t number;
    copse_map_word words[COPSE_MAP_WORDS];
    size_t n;
} copse_map_line;

/**
 * Cut a line into words, in place: blanks separate, quotes keep together, # begins a comment.
 * @param[out] column  of the fault; 0: there is none
 * @return NULL, or what is wrong with the line.
 */
const char *copse_map_cut(copse_map_line *out, char *line, int64_t *column);

#endif
