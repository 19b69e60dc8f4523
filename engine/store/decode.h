/* Bytes of an exported file -> UTF-8: which encoding it is in, and the stream of it. */
#ifndef COPSE_STORE_DECODE_H
#define COPSE_STORE_DECODE_H

#include "base/context.h"

typedef enum copse_encoding {
    COPSE_UTF_8 = 0,
    COPSE_UTF_16_LE,
    COPSE_UTF_16_BE,
    COPSE_WINDOWS_1252
} copse_encoding;

/** "UTF-8", "Windows-1252", … Borrowed, static. */
const char *copse_store_encoding_name(copse_encoding encoding);

enum { COPSE_HASH_BYTES = 32 };

/** What one look at a whole file says. */
typedef struct copse_file_look {
    copse_encoding encoding;
    uint64_t bytes;
    unsigned char hash[COPSE_HASH_BYTES]; /**< of its bytes */
    int64_t bad_line; /**< 0: it is text; else the line of the first byte that is not */
    uint64_t bad_byte; /**< that byte's offset, from 0 */
} copse_file_look;

/**
 * Read a file once, for its hash and its encoding: a byte-order mark says it;
 * without one, NUL bytes in every other place mean UTF-16, well-formed UTF-8 is
 * UTF-8, and all else is Windows-1252, which is what Excel saves.
 *
 * NUL and control bytes in an 8-bit file mean that it is no text at all
 * (bad_line); that is for the caller to report.
 *
 * @return COPSE_OK, COPSE_E_STORE (cannot be read), COPSE_E_INTERRUPTED.
 */
copse_status copse_store_look_at_file(copse_file_look *out, const char *path, const copse_context *ctx,
                                      copse_error *err);

/** A file as a stream of UTF-8. */
typedef struct copse_decoder copse_decoder;

/** @return COPSE_OK, COPSE_E_STORE (cannot be read), COPSE_E_NOMEM. */
copse_status copse_store_decoder_open(copse_decoder **out, const char *path, copse_encoding encoding,
                                      copse_error *err);
void copse_store_decoder_close(copse_decoder *decoder);

/**
 * The next piece of the file, without its byte-order mark.
 *
 * @param[out] bytes  borrowed until the next call
 * @param[out] n      0 at the end of the file
 * @return COPSE_OK, COPSE_E_STORE (a read failed), COPSE_E_DATA (bytes that the encoding does not have;
 *         err->what says at which offset).
 */
copse_status copse_store_decoder_read(copse_decoder *decoder, const char **bytes, size_t *n,
                                      copse_error *err);

#endif
