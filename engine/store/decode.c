/*
 * Exports come in whatever encoding the exporting program likes. The file is
 * read twice: once to see what it is, once to decode it, so that memory stays
 * at one block whatever the size of the file.
 */
#include "store/decode.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/memory.h"
#include "base/text.h"

enum { BLOCK = 64 * 1024 };

const char *copse_store_encoding_name(copse_encoding encoding)
{
    static const char *const names[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252"};
    return names[encoding];
}

static copse_status cannot_read(const char *path, copse_error *err)
{
    return copse_error_set(err, COPSE_E_STORE, path, "check the path and its permissions",
                           "the file cannot be read: %s", strerror(errno));
}

static copse_status open_for_reading(int *out, const char *path, copse_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return cannot_read(path, err);
    *out = file;
    return COPSE_OK;
}

static ssize_t read_block(int file, void *block, size_t size)
{
    ssize_t n;
    do
        n = read(file, block, size);
    while (n < 0 && errno == EINTR);
    return n;
}

/* ---- the first look ---- */

/* A byte that a text file does not have, first seen at an offset on a line. */
typedef struct place {
    bool found;
    uint64_t byte;
    int64_t line;
} place;

typedef struct look {
    uint64_t at;          /* bytes seen */
    int64_t line;
    unsigned char head[3];
    uint64_t nuls[2];     /* at even and odd offsets */
    place nul, control, not_1252, not_utf8;
    int continuation;     /* UTF-8: bytes still to come of this character */
    unsigned char least, most; /* UTF-8: between which the next must be */
} look;

static void note_place(place *p, const look *l)
{
    if (!p->found)
        *p = (place){true, l->at, l->line};
}

/* Well-formed byte sequences as in table 3-7 of the Unicode Standard 15.0. */
static void watch_utf8(look *l, unsigned char c)
{
    if (l->continuation > 0) {
        if (c < l->least || c > l->most) {
            note_place(&l->not_utf8, l);
            l->continuation = 0;
            return;
        }
        l->continuation--;
        l->least = 0x80;
        l->most = 0xBF;
        return;
    }
    if (c < 0x80)
        return;
    l->least = 0x80;
    l->most = 0xBF;
    if (c >= 0xC2 && c <= 0xDF) {
        l->continuation = 1;
    } else if (c >= 0xE0 && c <= 0xEF) {
        l->continuation = 2;
        if (c == 0xE0)
            l->least = 0xA0;
        if (c == 0xED)
            l->most = 0x9F;
    } else if (c >= 0xF0 && c <= 0xF4) {
        l->continuation = 3;
        if (c == 0xF0)
            l->least = 0x90;
        if (c == 0xF4)
            l->most = 0x8F;
    } else {
        note_place(&l->not_utf8, l);
    }
}

static bool is_control(unsigned char c)
{
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
}

static bool is_not_1252(unsigned char c)
{
    return c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D;
}

/* Whether eight bytes are plain: ASCII, and no control character, line ends among them. */
static bool is_plain(const unsigned char *bytes)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    /* Where no byte has its high bit, taking 0x20 from each sets it where a byte is below 0x20. */
    return ((word | (((word | high) - ones * 0x20) ^ high)) & high) == 0;
}

static void watch(look *l, const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++, l->at++) {
        while (l->at >= sizeof l->head && l->continuation == 0 && n - i > 8 && is_plain(bytes + i)) {
            i += 8;
            l->at += 8;
        }
        unsigned char c = bytes[i];
        if (l->at < sizeof l->head)
            l->head[l->at] = c;
        if (c < 0x20 || c >= 0x80 || l->continuation > 0) {
            if (c == 0) {
                l->nuls[l->at & 1]++;
                note_place(&l->nul, l);
            } else if (is_control(c)) {
                note_place(&l->control, l);
            } else if (is_not_1252(c)) {
                note_place(&l->not_1252, l);
            }
            watch_utf8(l, c);
        }
        l->line += c == '\n';
    }
}

static void refuse_at(copse_file_look *out, place first, place second)
{
    place p = !first.found || (second.found && second.byte < first.byte) ? second : first;
    out->bad_byte = p.byte;
    out->bad_line = p.line;
}

/* Latin letters leave every other byte of UTF-16 zero; a third of them is more than chance or damage. */
static bool is_utf16(const look *l, int zero_half)
{
    return l->at % 2 == 0 && l->nuls[zero_half] * 3 >= l->at / 2 &&
           l->nuls[1 - zero_half] * 20 <= l->nuls[zero_half];
}

static void decide(copse_file_look *out, const look *l)
{
    const unsigned char *head = l->head;
    bool marked_le = l->at >= 2 && head[0] == 0xFF && head[1] == 0xFE;
    bool marked_be = l->at >= 2 && head[0] == 0xFE && head[1] == 0xFF;
    bool is_marked = marked_le || marked_be; /* a mark is believed, whatever follows it */
    if (marked_le || (!is_marked && l->nul.found && is_utf16(l, 1))) {
        out->encoding = COPSE_UTF_16_LE;
    } else if (marked_be || (l->nul.found && is_utf16(l, 0))) {
        out->encoding = COPSE_UTF_16_BE;
    } else if (!l->not_utf8.found) {
        out->encoding = COPSE_UTF_8;
        refuse_at(out, l->nul, l->nul);
    } else {
        out->encoding = COPSE_WINDOWS_1252;
        place no_text = l->nul;
        if (!no_text.found || (l->control.found && l->control.byte < no_text.byte))
            no_text = l->control;
        refuse_at(out, no_text, l->not_1252);
    }
}

copse_status copse_store_look_at_file(copse_file_look *out, const char *path, const copse_context *ctx,
                                      copse_error *err)
{
    unsigned char block[BLOCK];
    crypto_generichash_state hash;
    look l = {.line = 1};
    int file = -1;
    copse_status st = open_for_reading(&file, path, err);
    if (st != COPSE_OK)
        return st;

    crypto_generichash_init(&hash, NULL, 0, COPSE_HASH_BYTES);
    for (;;) {
        ssize_t n = read_block(file, block, sizeof block);
        if (n < 0) {
            st = cannot_read(path, err);
            break;
        }
        if (n == 0)
            break;
        crypto_generichash_update(&hash, block, (unsigned long long)n);
        watch(&l, block, (size_t)n);
        st = copse_context_poll(ctx, err);
        if (st != COPSE_OK)
            break;
    }
    close(file);
    if (st != COPSE_OK)
        return st;

    if (l.continuation > 0)
        note_place(&l.not_utf8, &l); /* cut in the middle of a character */
    copse_file_look found = {.bytes = l.at};
    crypto_generichash_final(&hash, found.hash, COPSE_HASH_BYTES);
    decide(&found, &l);
    *out = found;
    return COPSE_OK;
}

/* ---- the stream ---- */

struct copse_decoder {
    int file;
    iconv_t converter; /* (iconv_t)-1: the bytes are UTF-8 already */
    bool at_start, at_end;
    uint64_t taken; /* bytes converted, for messages */
    size_t held;    /* bytes in raw that wait for the rest of their character */
    char raw[BLOCK];
    char text[BLOCK * 3]; /* one byte of Windows-1252 is at most three of UTF-8 */
};

static const iconv_t NO_CONVERTER = (iconv_t)-1;

copse_status copse_store_decoder_open(copse_decoder **out, const char *path, copse_encoding encoding,
                                      copse_error *err)
{
    *out = NULL;
    copse_decoder *decoder = copse_memory_new(1, sizeof *decoder);
    if (!decoder)
        return copse_error_nomem(err);
    decoder->file = -1;
    decoder->at_start = true;
    decoder->converter = NO_CONVERTER;

    copse_status st = open_for_reading(&decoder->file, path, err);
    if (st == COPSE_OK && encoding != COPSE_UTF_8) {
        decoder->converter = iconv_open("UTF-8", copse_store_encoding_name(encoding));
        if (decoder->converter == NO_CONVERTER)
            st = copse_error_set(err, COPSE_E_STORE, path, "save it as UTF-8",
                                 "this machine cannot read %s", copse_store_encoding_name(encoding));
    }
    if (st != COPSE_OK) {
        copse_store_decoder_close(decoder);
        return st;
    }
    *out = decoder;
    return COPSE_OK;
}

void copse_store_decoder_close(copse_decoder *decoder)
{
    if (!decoder)
        return;
    if (decoder->converter != NO_CONVERTER)
        iconv_close(decoder->converter);
    if (decoder->file >= 0)
        close(decoder->file);
    copse_memory_free(decoder);
}

/* Convert what is in raw; keep a character that is not whole yet. */
static copse_status convert(copse_decoder *decoder, size_t in, size_t *n, copse_error *err)
{
    char *from = decoder->raw, *to = decoder->text;
    size_t left = in, room = sizeof decoder->text;
    size_t rc = iconv(decoder->converter, &from, &left, &to, &room);
    bool is_cut = rc == (size_t)-1 && errno == EINVAL;
    decoder->taken += in - left;

    if ((rc == (size_t)-1 && !is_cut) || (is_cut && decoder->at_end))
        return copse_error_set(err, COPSE_E_DATA, NULL, "save the file as UTF-8",
                               "byte %llu begins no character of the file's encoding",
                               (unsigned long long)decoder->taken);
    memmove(decoder->raw, from, left);
    decoder->held = left;
    *n = sizeof decoder->text - room;
    if (memchr(decoder->text, '\0', *n))
        return copse_error_set(err, COPSE_E_DATA, NULL, "export it again as CSV",
                               "there is a NUL before byte %llu: this is no text file",
                               (unsigned long long)decoder->taken);
    return COPSE_OK;
}

copse_status copse_store_decoder_read(copse_decoder *decoder, const char **bytes, size_t *n,
                                      copse_error *err)
{
    *bytes = decoder->text;
    *n = 0;
    while (*n == 0 && !decoder->at_end) {
        ssize_t got = read_block(decoder->file, decoder->raw + decoder->held,
                                 sizeof decoder->raw - decoder->held);
        if (got < 0)
            return copse_error_set(err, COPSE_E_STORE, NULL, "check the disk", "a read failed: %s",
                                   strerror(errno));
        decoder->at_end = got == 0;
        size_t in = decoder->held + (size_t)got;
        if (decoder->converter == NO_CONVERTER) {
            *bytes = decoder->raw;
            *n = in;
        } else if (in > 0) {
            copse_status st = convert(decoder, in, n, err);
            if (st != COPSE_OK)
                return st;
        }
        if (decoder->at_start && *n >= 3 && memcmp(*bytes, "\xEF\xBB\xBF", 3) == 0) {
            *bytes += 3;
            *n -= 3;
        }
        decoder->at_start = decoder->at_start && *n == 0;
    }
    return COPSE_OK;
}
