/* A growing piece of text, and Unicode folding. */
#ifndef COPSE_BASE_TEXT_H
#define COPSE_BASE_TEXT_H

#include "base/error.h"
#include "base/memory.h"

/**
 * Text that grows. Appending after memory ran out does nothing; failed says so
 * once at the end, so that long renderings need one check.
 */
typedef struct copse_text {
    char *bytes; /**< ends with NUL; NULL while empty */
    size_t length, capacity;
    bool failed;
} copse_text;

#define COPSE_TEXT_INIT {NULL, 0, 0, false}

/** The text so far; "" while empty and when memory ran out. */
static inline const char *copse_text_get(const copse_text *text)
{
    return text->failed || !text->bytes ? "" : text->bytes;
}

void copse_text_free(copse_text *text);
void copse_text_append(copse_text *text, const char *more);
void copse_text_append_bytes(copse_text *text, const char *bytes, size_t n);
void copse_text_format(copse_text *text, const char *format, ...) COPSE_PRINTF(2, 3);
/** Empty it, keeping its memory. */
void copse_text_clear(copse_text *text);

/**
 * Fold for comparing: Unicode NFKC, case folded, runs of white space and
 * control characters become one space, none at the ends.
 *
 * @param[out] out  caller frees with copse_memory_free()
 * @return COPSE_OK, COPSE_E_DATA (not UTF-8), COPSE_E_NOMEM.
 */
copse_status copse_text_fold(char **out, const char *text, copse_error *err);

/** How many columns of a terminal it takes; n is in bytes. */
size_t copse_text_columns(const char *bytes, size_t n);

/** A share in per cent, to a tenth, but never rounded up to a whole number: 59.98 is no 60. */
double copse_text_percent(double share);

/** Whether text is well-formed UTF-8. */
bool copse_text_is_utf8(const char *bytes, size_t n);

/**
 * Damerau–Levenshtein distance (optimal string alignment) between folded texts, in code points, cut off:
 * returns limit + 1 when it is larger than limit, or when a text of more than 64 is not the same as the
 * other. For "did you mean".
 */
int copse_text_distance(const char *a, const char *b, int limit);

/**
 * The distance up to which a word is taken for a slip of another: 1 for three letters, 4 for many. More
 * would suggest words of another meaning.
 */
int copse_text_tolerance(const char *word);

#endif
