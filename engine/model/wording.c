/* Counting the words of names and descriptions. */
#include "model/wording.h"

#include "base/text.h"

#include <string.h>

enum { LEAST_BYTES = 2 };

/* Words while they are counted; an ordinal is the order of meeting. */
typedef struct counting {
    copse_map *words;
    size_t n, row_capacity, column_capacity;
    int32_t *row, *column; /* [n] CoP, word */
} counting;

static bool is_of_a_word(unsigned char byte)
{
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
}

static bool count_word(counting *c, int32_t row, const char *word)
{
    int64_t ordinal = copse_map_get(c->words, word, -1);
    if (ordinal < 0) {
        ordinal = (int64_t)copse_map_count(c->words);
        if (ordinal >= INT32_MAX || !copse_map_set(c->words, word, ordinal))
            return false;
    }
    if (!copse_memory_grow((void **)&c->row, &c->row_capacity, c->n, sizeof *c->row) ||
        !copse_memory_grow((void **)&c->column, &c->column_capacity, c->n, sizeof *c->column))
        return false;
    c->row[c->n] = row;
    c->column[c->n++] = (int32_t)ordinal;
    return true;
}

static copse_status count_text(counting *c, int32_t row, const char *text, copse_error *err)
{
    char *folded;
    if (!text)
        return COPSE_OK;
    copse_status st = copse_text_fold(&folded, text, err);
    if (st != COPSE_OK)
        return st;
    for (char *at = folded; st == COPSE_OK && *at;) {
        char *word = at;
        while (is_of_a_word((unsigned char)*at))
            at++;
        size_t length = (size_t)(at - word);
        if (*at)
            *at++ = '\0';
        if (length >= LEAST_BYTES && !count_word(c, row, word))
            st = copse_error_nomem(err);
    }
    copse_memory_free(folded);
    return st;
}

/* Keep the entries of words that stand in two CoPs or more, and number these anew. */
static copse_status keep_shared(copse_incidence *out, counting *c, size_t n_targets,
                                copse_error *err)
{
    size_t n_words = copse_map_count(c->words), kept = 0, n = 0;
    int32_t *first = copse_memory_new(n_words, sizeof *first); /* a CoP that has it */
    int32_t *place = copse_memory_new(n_words, sizeof *place);
    double *one = copse_memory_new(c->n, sizeof *one);
    copse_status st = first && place && one ? COPSE_OK : copse_error_nomem(err);
    for (size_t w = 0; st == COPSE_OK && w < n_words; w++)
        first[w] = place[w] = -1;
    for (size_t i = 0; st == COPSE_OK && i < c->n; i++) {
        int32_t word = c->column[i];
        if (first[word] < 0)
            first[word] = c->row[i];
        else if (place[word] < 0 && first[word] != c->row[i])
            place[word] = (int32_t)kept++;
    }
    for (size_t i = 0; st == COPSE_OK && i < c->n; i++) {
        if (place[c->column[i]] < 0)
            continue;
        c->row[n] = c->row[i];
        c->column[n] = place[c->column[i]];
        one[n++] = 1.0;
    }
    if (st == COPSE_OK)
        st = copse_incidence_new(out, n_targets, kept, n, c->row, c->column, one, err);
    copse_memory_free(first);
    copse_memory_free(place);
    copse_memory_free(one);
    return st;
}

copse_status copse_wording_count(copse_incidence *out, const copse_network *net,
                                 const int32_t *target, size_t n_targets, copse_error *err)
{
    counting c = {.words = copse_map_new()};
    copse_status st = c.words ? COPSE_OK : copse_error_nomem(err);
    for (size_t t = 0; st == COPSE_OK && t < n_targets; t++) {
        const copse_fact_community *community = &net->facts->communities[target[t]];
        st = count_text(&c, (int32_t)t, community->name, err);
        if (st == COPSE_OK)
            st = count_text(&c, (int32_t)t, community->description, err);
    }
    if (st == COPSE_OK)
        st = keep_shared(out, &c, n_targets, err);
    copse_map_free(c.words);
    copse_memory_free(c.row);
    copse_memory_free(c.column);
    return st;
}
