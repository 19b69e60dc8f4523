/* Whole numbers and strings in few bytes; docs/map.md describes them. */
#ifndef COPSE_REPORT_PACK_H
#define COPSE_REPORT_PACK_H

#include "base/map.h"
#include "base/text.h"

/** Seven bits a byte, least first, the high bit set on all but the last (LEB128). */
void copse_pack_number(copse_text *out, uint64_t value);

/** 2d of a difference d, −2d − 1 of one below zero: small ones stay small. */
uint64_t copse_pack_difference(int64_t value);

/**
 * Strings, each once, as words, each once: names of people share them. A word is written as what it does not share with
 * the one before, so that keys that count upwards take a byte or two.
 */
typedef struct copse_strings {
    copse_map *places, *word_places;
    copse_text shared, rests; /**< of each word: ASCII characters of the word before it; what follows, and a line feed */
    copse_text counts, words; /**< of each string: how many words; of each of these 0, the next new one, or its number and 1 */
    char *last;               /**< the newest word */
    int64_t n, n_words;
    bool failed;
} copse_strings;

/** With the empty string, which is string 0. @return false when memory ran out. */
bool copse_strings_open(copse_strings *of);
void copse_strings_free(copse_strings *of);

/** The number of a text, cleaned; of NULL that of the empty one. */
int64_t copse_strings_intern(copse_strings *of, const char *text);

/** Both numbers, and the four columns, each after its length. */
void copse_strings_write(copse_text *out, const copse_strings *of);

#endif
