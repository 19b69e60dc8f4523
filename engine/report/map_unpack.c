/*
 * Where teams and CoPs stood, read back from a map's page.
 *
 * A page has been in anybody's hands since it was made, so nothing in it is believed: every length is held against what is
 * left, memory is bounded before it is taken, and what does not fit refuses the whole page.
 */
#include "report/map.h"

#include <sodium.h>
#include <string.h>
#include <zlib.h>

#include "base/memory.h"

static const char DATA[] = "<script type=\"application/octet-stream\" id=\"copse-data\">";

/* Of the data, inflated; and of strings put together from them. A page of a million marks has about half of that. */
enum { MOST_BYTES = 128 * 1024 * 1024 };

/* Marks, strings or words, since each takes memory of its own. */
enum { MOST_THINGS = 4 * 1000 * 1000 };

/* Of a place, in 64ths: far beyond any map. */
static const int64_t FARTHEST = INT64_C(1) << 40;

static copse_status refuse(copse_error *err, const char *why)
{
    return copse_error_set(err, COPSE_E_DATA, NULL, "give a page as 'copse map -o map.html' wrote it", "%s", why);
}

static copse_status damaged(copse_error *err)
{
    return refuse(err, "the data of this page are damaged");
}

/* ---- from the page to bytes ---- */

static copse_status inflate_all(copse_text *out, const unsigned char *packed, size_t n, copse_error *err)
{
    unsigned char part[64 * 1024];
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed, .avail_in = (uInt)n};
    if (inflateInit(&stream) != Z_OK)
        return copse_error_nomem(err);
    int rc = Z_OK;
    while (rc == Z_OK && out->length <= MOST_BYTES && !out->failed) {
        stream.next_out = part;
        stream.avail_out = sizeof part;
        rc = inflate(&stream, Z_NO_FLUSH);
        copse_text_append_bytes(out, (char *)part, sizeof part - stream.avail_out);
    }
    inflateEnd(&stream);
    if (out->failed || rc == Z_MEM_ERROR)
        return copse_error_nomem(err);
    return rc == Z_STREAM_END ? COPSE_OK : damaged(err);
}

static const char *find(const char *page, size_t n, const char *what, size_t n_what)
{
    for (const char *end = page + n; (size_t)(end - page) >= n_what; page++) {
        page = memchr(page, what[0], (size_t)(end - page) - n_what + 1);
        if (!page || memcmp(page, what, n_what) == 0)
            return page;
    }
    return NULL;
}

static copse_status read_data(copse_text *out, const char *page, size_t n, copse_error *err)
{
    const char *data = find(page, n, DATA, sizeof DATA - 1);
    if (!data)
        return refuse(err, "this is no map: it has no data of one");
    data += sizeof DATA - 1;
    const char *end = memchr(data, '<', (size_t)(page + n - data));
    if (!end)
        return refuse(err, "this page is cut short");
    size_t n_letters = (size_t)(end - data), n_packed = 0;
    unsigned char *packed = copse_memory_new(n_letters / 4 * 3 + 3, 1);
    if (!packed)
        return copse_error_nomem(err);
    int rc = sodium_base642bin(packed, n_letters / 4 * 3 + 3, data, n_letters, " \r\n", &n_packed, NULL,
                               sodium_base64_VARIANT_ORIGINAL);
    copse_status st = rc == 0 ? inflate_all(out, packed, n_packed, err) : damaged(err);
    copse_memory_free(packed);
    return st;
}

/* ---- from bytes to numbers ---- */

/* What is left to read; once it was not enough, all that follows is 0. */
typedef struct bytes {
    const unsigned char *at, *end;
    bool is_bad;
} bytes;

static uint64_t take_number(bytes *b)
{
    uint64_t value = 0;
    for (int shift = 0; b->at < b->end && shift < 63; shift += 7) {
        uint64_t byte = *b->at++;
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
    b->is_bad = true;
    return 0;
}

static bytes take_bytes(bytes *b, uint64_t n)
{
    b->is_bad = b->is_bad || n > (uint64_t)(b->end - b->at);
    bytes taken = {b->at, b->at + (b->is_bad ? 0 : n), b->is_bad};
    b->at = taken.end;
    return taken;
}

static bytes take_column(bytes *b)
{
    return take_bytes(b, take_number(b));
}

static int64_t undo_difference(uint64_t raw)
{
    return raw % 2 ? -(int64_t)(raw / 2) - 1 : (int64_t)(raw / 2);
}

/* ---- strings ---- */

typedef struct reading {
    copse_arena *arena;  /* holds what is answered, and the words */
    bytes left;
    size_t n_words, n_strings;
    const char **word;   /* [n_words] */
    size_t *start;       /* [n_strings + 1] */
    uint32_t *word_of;   /* [start[n_strings]] */
    size_t spent;        /* bytes of words and strings put together so far */
    bool lacks_memory;
} reading;

static void free_reading(reading *r)
{
    copse_memory_free(r->word);
    copse_memory_free(r->start);
    copse_memory_free(r->word_of);
}

/* Few bytes can ask for many: a word for all of the one before it, a string for the longest word again and again. */
static bool spend(reading *r, size_t n)
{
    r->spent += n;
    return r->spent <= MOST_BYTES;
}

static copse_status read_words(reading *r, bytes shared, bytes rests, copse_error *err)
{
    size_t n_last = 0;
    if (r->n_words > MOST_THINGS || r->n_words > (size_t)(shared.end - shared.at))
        return damaged(err);
    r->word = copse_memory_new(r->n_words, sizeof *r->word);
    if (!r->word)
        return copse_error_nomem(err);
    for (size_t w = 0; w < r->n_words; w++) {
        uint64_t n_shared = take_number(&shared);
        const unsigned char *end = memchr(rests.at, '\n', (size_t)(rests.end - rests.at));
        if (shared.is_bad || n_shared > n_last || !end)
            return damaged(err);
        size_t n_rest = (size_t)(end - rests.at);
        n_last = (size_t)n_shared + n_rest;
        if (!spend(r, n_last))
            return damaged(err);
        char *word = copse_arena_take(r->arena, n_last + 1, 1);
        if (!word)
            return copse_error_nomem(err);
        if (n_shared > 0)
            memcpy(word, r->word[w - 1], (size_t)n_shared);
        memcpy(word + n_shared, rests.at, n_rest);
        rests.at = end + 1;
        r->word[w] = word;
    }
    return COPSE_OK;
}

static copse_status read_strings(reading *r, bytes counts, bytes words, copse_error *err)
{
    size_t n_most = (size_t)(words.end - words.at), n_new = 0;
    if (r->n_strings > MOST_THINGS || r->n_strings > (size_t)(counts.end - counts.at))
        return damaged(err);
    r->start = copse_memory_new(r->n_strings + 1, sizeof *r->start);
    r->word_of = copse_memory_new(n_most, sizeof *r->word_of);
    if (!r->start || !r->word_of)
        return copse_error_nomem(err);
    for (size_t s = 0; s < r->n_strings; s++) {
        uint64_t count = take_number(&counts);
        if (count > n_most - r->start[s])
            return damaged(err);
        r->start[s + 1] = r->start[s] + (size_t)count;
        for (size_t k = r->start[s]; k < r->start[s + 1]; k++) {
            uint64_t which = take_number(&words);
            which = which == 0 ? n_new++ : which - 1;
            if (which >= r->n_words)
                return damaged(err);
            r->word_of[k] = (uint32_t)which;
        }
    }
    return counts.is_bad || words.is_bad ? damaged(err) : COPSE_OK;
}

static copse_status read_table_of_strings(reading *r, copse_error *err)
{
    r->n_words = (size_t)take_number(&r->left);
    r->n_strings = (size_t)take_number(&r->left);
    bytes column[4];
    for (size_t i = 0; i < 4; i++)
        column[i] = take_column(&r->left);
    copse_status st = r->left.is_bad ? damaged(err) : read_words(r, column[0], column[1], err);
    return st == COPSE_OK ? read_strings(r, column[2], column[3], err) : st;
}

/* @return false: there is no such string, it is too long, or memory ran out. */
static bool get_string(copse_text *out, reading *r, uint64_t number)
{
    copse_text_clear(out);
    if (number >= r->n_strings)
        return false;
    bool is_good = true;
    for (size_t k = r->start[number]; is_good && k < r->start[number + 1]; k++) {
        const char *word = r->word[r->word_of[k]];
        is_good = spend(r, strlen(word) + 1);
        copse_text_append(out, k > r->start[number] ? " " : "");
        copse_text_append(out, is_good ? word : "");
    }
    r->lacks_memory = r->lacks_memory || out->failed;
    return is_good && !out->failed;
}

static copse_status damaged_or_no_memory(const reading *r, copse_error *err)
{
    return r->lacks_memory ? copse_error_nomem(err) : damaged(err);
}

/* ---- tables ---- */

/* The columns that places are made of. */
enum { LEFT, TOP, AUDIENCE, KIND, KEY, X, Y, N_COLUMNS };

static const struct {
    const char *table, *column;
} wanted[N_COLUMNS] = {{"map", "left"},   {"map", "top"}, {"map", "audience"}, {"marks", "kind"},
                       {"marks", "key"}, {"marks", "x"}, {"marks", "y"}};

typedef struct column {
    bytes values;
    bool is_delta;
    uint64_t rows;
    int64_t last;
} column;

static int64_t next(column *c)
{
    uint64_t raw = take_number(&c->values);
    /* Sums of differences may leave 64 bits: whoever made such a page gets some number, which is then out of bounds or not. */
    c->last = c->is_delta ? (int64_t)((uint64_t)c->last + (uint64_t)undo_difference(raw)) : (int64_t)raw;
    return c->last;
}

static bool read_columns(column *found, reading *r, copse_text *text, const char *table, uint64_t rows)
{
    for (uint64_t left = take_number(&r->left); left > 0 && !r->left.is_bad; left--) {
        if (!get_string(text, r, take_number(&r->left)))
            return false;
        column c = {.is_delta = take_number(&r->left) == 1, .rows = rows};
        c.values = take_column(&r->left);
        for (size_t i = 0; i < N_COLUMNS; i++)
            if (strcmp(table, wanted[i].table) == 0 && strcmp(copse_text_get(text), wanted[i].column) == 0)
                found[i] = c;
    }
    return !r->left.is_bad;
}

static bool read_tables(column *found, reading *r)
{
    copse_text name = COPSE_TEXT_INIT, text = COPSE_TEXT_INIT;
    bool is_good = true;
    for (uint64_t left = take_number(&r->left); is_good && left > 0; left--) {
        is_good = get_string(&name, r, take_number(&r->left));
        uint64_t rows = take_number(&r->left);
        is_good = is_good && !r->left.is_bad && read_columns(found, r, &text, copse_text_get(&name), rows);
    }
    copse_text_free(&name);
    copse_text_free(&text);
    for (size_t i = 0; i < N_COLUMNS; i++)
        is_good = is_good && found[i].values.at && found[i].rows <= MOST_THINGS && found[i].rows <= (uint64_t)(found[i].values.end - found[i].values.at) &&
                  (i <= AUDIENCE ? found[i].rows == 1 : found[i].rows == found[KIND].rows);
    return is_good;
}

/* ---- places ---- */

static bool is_near(int64_t value)
{
    return value >= -FARTHEST && value <= FARTHEST;
}

/* A row of the marks: @return false: damaged, or memory ran out. */
static bool read_row(copse_kept_place *row, size_t *n, column *c, int64_t left, int64_t top, reading *r, copse_text *key)
{
    int64_t kind = next(&c[KIND]), name = next(&c[KEY]), x = next(&c[X]), y = next(&c[Y]);
    if ((kind != COPSE_MAP_TEAM && kind != COPSE_MAP_COMMUNITY) || x <= 0 || y <= 0)
        return kind >= 0 && kind < COPSE_MAP_KINDS && x >= 0 && y >= 0;
    if (!is_near(x) || !is_near(y) || name < 0 || !get_string(key, r, (uint64_t)name))
        return false;
    const char *kept = copse_arena_copy(r->arena, copse_text_get(key));
    r->lacks_memory = r->lacks_memory || !kept;
    row[(*n)++] = (copse_kept_place){(copse_map_kind)kind, kept, (double)(left + x - 1) / 64.0, (double)(top + y - 1) / 64.0};
    return kept != NULL;
}

static copse_status read_places(copse_kept_places *places, column *c, reading *r, copse_error *err)
{
    copse_text key = COPSE_TEXT_INIT;
    int64_t left = next(&c[LEFT]), top = next(&c[TOP]);
    size_t n = 0;
    bool is_good = is_near(left) && is_near(top);
    copse_kept_place *rows = copse_arena_take(r->arena, is_good ? (size_t)c[KIND].rows : 0, sizeof *rows);
    if (!rows)
        return copse_error_nomem(err);
    for (uint64_t i = 0; is_good && i < c[KIND].rows; i++)
        is_good = read_row(rows, &n, c, left, top, r, &key);
    for (size_t i = LEFT; i <= Y; i++)
        is_good = is_good && !c[i].values.is_bad;
    copse_text_free(&key);
    *places = (copse_kept_places){n, rows, r->arena};
    return is_good ? COPSE_OK : damaged_or_no_memory(r, err);
}

/* Places of the steward's follow from exact counts, which a map for others must not tell. */
static copse_status check_audience(reading *r, column *c, copse_audience audience, copse_error *err)
{
    copse_text whose = COPSE_TEXT_INIT;
    bool is_good = get_string(&whose, r, (uint64_t)next(&c[AUDIENCE]));
    bool is_stewards = strcmp(copse_text_get(&whose), copse_audience_name(COPSE_FOR_STEWARD)) == 0;
    copse_text_free(&whose);
    if (!is_good)
        return damaged_or_no_memory(r, err);
    if (is_stewards && audience != COPSE_FOR_STEWARD)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give a page that was made for everybody",
                               "this page is the steward's: where things stand on it tells exact counts");
    return COPSE_OK;
}

static copse_status read_all(copse_kept_places *places, reading *r, copse_audience audience, copse_error *err)
{
    column found[N_COLUMNS] = {0};
    if (r->left.end - r->left.at < 4 || memcmp(r->left.at, "CPM2", 4) != 0)
        return refuse(err, "this page was made by another version of Copse");
    r->left.at += 4;
    copse_status st = read_table_of_strings(r, err);
    if (st == COPSE_OK && !read_tables(found, r))
        st = damaged_or_no_memory(r, err);
    if (st == COPSE_OK)
        st = check_audience(r, found, audience, err);
    return st == COPSE_OK ? read_places(places, found, r, err) : st;
}

copse_status copse_map_unpack(copse_kept_places **out, const unsigned char *data, size_t n, copse_audience audience,
                              copse_error *err)
{
    reading r = {.arena = copse_arena_new(), .left = {data, data + n, false}};
    *out = NULL;
    copse_kept_places *places = r.arena ? copse_arena_take(r.arena, 1, sizeof *places) : NULL;
    copse_status st = places ? read_all(places, &r, audience, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        *out = places;
    else
        copse_arena_free(r.arena);
    free_reading(&r);
    return st;
}

copse_status copse_report_read_map(copse_kept_places **out, const char *page, size_t n, copse_audience audience,
                                   copse_error *err)
{
    copse_text data = COPSE_TEXT_INIT;
    *out = NULL;
    copse_status st = n > COPSE_MAP_PAGE_MOST ? refuse(err, "this file is larger than any map")
                                              : read_data(&data, page, n, err);
    if (st == COPSE_OK)
        st = copse_map_unpack(out, (const unsigned char *)copse_text_get(&data), data.length, audience, err);
    copse_text_free(&data);
    return st;
}
