#include "report/pack.h"

#include <string.h>

#include "copse.h"

void copse_pack_number(copse_text *out, uint64_t value)
{
    char bytes[10];
    size_t n = 0;
    do {
        bytes[n] = (char)((value & 0x7F) | (value > 0x7F ? 0x80 : 0));
        value >>= 7;
        n++;
    } while (value > 0);
    copse_text_append_bytes(out, bytes, n);
}

uint64_t copse_pack_difference(int64_t value)
{
    return value < 0 ? 2 * (uint64_t)(-(value + 1)) + 1 : 2 * (uint64_t)value;
}

bool copse_strings_open(copse_strings *of)
{
    *of = (copse_strings){.places = copse_map_new(), .word_places = copse_map_new()};
    of->last = copse_memory_copy_text("");
    if (!of->places || !of->word_places || !of->last)
        return false;
    copse_pack_number(&of->counts, 0);
    of->n = 1;
    return copse_map_set(of->places, "", 0);
}

void copse_strings_free(copse_strings *of)
{
    copse_map_free(of->places);
    copse_map_free(of->word_places);
    copse_text_free(&of->shared);
    copse_text_free(&of->rests);
    copse_text_free(&of->counts);
    copse_text_free(&of->words);
    copse_memory_free(of->last);
}

/* Of ASCII only, which is as long in every language's strings. */
static size_t shared_start(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n] && (unsigned char)a[n] < 0x80)
        n++;
    return n;
}

/* Takes the word's memory. */
static void add_word(copse_strings *of, char *word)
{
    size_t shared = shared_start(of->last, word);
    of->failed = of->failed || !copse_map_set(of->word_places, word, of->n_words++);
    copse_pack_number(&of->shared, shared);
    copse_text_append(&of->rests, word + shared);
    copse_text_append(&of->rests, "\n");
    copse_pack_number(&of->words, 0);
    copse_memory_free(of->last);
    of->last = word;
}

static void put_word(copse_strings *of, const char *bytes, size_t n)
{
    char *word = copse_memory_new(n + 1, 1);
    if (!word) {
        of->failed = true;
        return;
    }
    memcpy(word, bytes, n);
    int64_t place = copse_map_get(of->word_places, word, -1);
    if (place < 0) {
        add_word(of, word);
        return;
    }
    copse_pack_number(&of->words, (uint64_t)place + 1);
    copse_memory_free(word);
}

static void put_words(copse_strings *of, const char *text)
{
    uint64_t count = 1;
    for (const char *end; (end = strchr(text, ' ')); text = end + 1, count++)
        put_word(of, text, (size_t)(end - text));
    put_word(of, text, strlen(text));
    copse_pack_number(&of->counts, count);
}

int64_t copse_strings_intern(copse_strings *of, const char *text)
{
    copse_text clean = COPSE_TEXT_INIT;
    copse_text_append(&clean, text ? text : "");
    if (!clean.failed && clean.bytes)
        copse_text_clean(clean.bytes);
    const char *shown = copse_text_get(&clean);
    int64_t place = copse_map_get(of->places, shown, -1);
    if (place < 0) {
        place = of->n++;
        of->failed = of->failed || !copse_map_set(of->places, shown, place);
        put_words(of, shown);
    }
    of->failed = of->failed || clean.failed;
    copse_text_free(&clean);
    return place;
}

static void write_column(copse_text *out, const copse_text *column)
{
    copse_pack_number(out, column->length);
    if (column->length > 0)
        copse_text_append_bytes(out, column->bytes, column->length);
    out->failed = out->failed || column->failed;
}

void copse_strings_write(copse_text *out, const copse_strings *of)
{
    copse_pack_number(out, (uint64_t)of->n_words);
    copse_pack_number(out, (uint64_t)of->n);
    write_column(out, &of->shared);
    write_column(out, &of->rests);
    write_column(out, &of->counts);
    write_column(out, &of->words);
}
