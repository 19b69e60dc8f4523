#include "store/mask.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_distinctive(const char *text)
{
    bool has_letter = false, has_digit = false, has_mark = false;
    for (const char *c = text; *c; c++) {
        has_digit = has_digit || isdigit((unsigned char)*c);
        has_mark = has_mark || *c == '@' || *c == ' ';
        has_letter = has_letter || isalpha((unsigned char)*c) || (unsigned char)*c >= 0x80;
    }
    return has_mark || (has_letter && has_digit && strlen(text) >= 3) || strlen(text) >= 5;
}

copse_status copse_mask_add(copse_mask *mask, const char *text, copse_error *err)
{
    if (!is_distinctive(text))
        return COPSE_OK;
    if (!copse_memory_grow((void **)&mask->texts, &mask->capacity, mask->n, sizeof *mask->texts))
        return copse_error_nomem(err);
    mask->texts[mask->n++] = text;
    return COPSE_OK;
}

void copse_mask_free(copse_mask *mask)
{
    copse_memory_free(mask->texts);
    *mask = (copse_mask){.instead = mask->instead};
}

/* ---- words ---- */

/* Bytes of other scripts count as letters, so that no name is cut out of a longer one. */
static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The first word, or the one byte that stands before any. */
static size_t first_word(const char *text)
{
    size_t n = 0;
    while (text[n] && is_word_byte(text[n]))
        n++;
    return n > 0 || !text[0] ? n : 1;
}

static int compare_first_words(const char *a, const char *b)
{
    size_t n_a = first_word(a), n_b = first_word(b);
    int order = strncasecmp(a, b, n_a < n_b ? n_a : n_b);
    return order != 0 ? order : (n_a > n_b) - (n_a < n_b);
}

static int by_first_word(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int order = compare_first_words(x, y);
    return order != 0 ? order : strcmp(x, y);
}

void copse_mask_ready(copse_mask *mask)
{
    if (mask->n > 0)
        qsort(mask->texts, mask->n, sizeof *mask->texts, by_first_word);
}

/* The first name whose first word is not before that of the text. */
static size_t lower_bound(const copse_mask *mask, const char *text)
{
    size_t low = 0, high = mask->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_first_words(mask->texts[middle], text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The length of the longest name that stands as words at a place of the text; 0: none does. */
static size_t match_at(const copse_mask *mask, const char *text, size_t place)
{
    size_t longest = 0;
    if (place > 0 && is_word_byte(text[place - 1]) && is_word_byte(text[place]))
        return 0;
    const char *here = text + place;
    for (size_t i = lower_bound(mask, here);
         i < mask->n && compare_first_words(mask->texts[i], here) == 0; i++) {
        const char *wanted = mask->texts[i];
        size_t n = strlen(wanted);
        if (n <= longest || strncasecmp(here, wanted, n) != 0)
            continue;
        if (!is_word_byte(here[n]) || !is_word_byte(wanted[n - 1]))
            longest = n;
    }
    return longest;
}

void copse_mask_append(copse_text *out, const copse_mask *mask, const char *text)
{
    for (size_t i = 0; text[i];) {
        size_t n = match_at(mask, text, i);
        if (n > 0)
            copse_text_append(out, mask->instead);
        else
            copse_text_append_bytes(out, text + i, 1);
        i += n > 0 ? n : 1;
    }
}

/* ---- as a function of SQL ---- */

static void call_mask(sqlite3_context *call, int n_arguments, sqlite3_value **arguments)
{
    (void)n_arguments;
    const char *text = (const char *)sqlite3_value_text(arguments[0]);
    copse_text out = COPSE_TEXT_INIT;
    if (!text)
        return; /* NULL stays NULL */
    copse_mask_append(&out, sqlite3_user_data(call), text);
    if (out.failed)
        sqlite3_result_error_nomem(call);
    else
        sqlite3_result_text(call, copse_text_get(&out), -1, SQLITE_TRANSIENT);
    copse_text_free(&out);
}

copse_status copse_mask_install(copse_store *store, const copse_mask *mask, const char *function,
                                copse_error *err)
{
    int code = sqlite3_create_function_v2(store->db, function, 1,
                                          SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                          (void *)(uintptr_t)mask, call_mask, NULL, NULL, NULL);
    return code == SQLITE_OK ? COPSE_OK : copse_store_fail(store, err);
}

void copse_mask_remove(copse_store *store, const char *function)
{
    sqlite3_create_function_v2(store->db, function, 1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
}
