/* Records of a CSV file, one at a time, each with the line on which it starts. */
#ifndef COPSE_STORE_CSV_READ_H
#define COPSE_STORE_CSV_READ_H

#include "store/decode.h"

enum {
    COPSE_CSV_FIELD_BYTES = 1024 * 1024, /**< longest field; a longer one is an open quote, not data */
    COPSE_CSV_FIELDS = 1000              /**< most fields of a record that are kept */
};

typedef struct copse_csv_reader copse_csv_reader;

typedef struct copse_csv_record {
    int64_t line;    /**< on which it starts, from 1 */
    int64_t row;     /**< of a sheet: records and blank lines, from 1 */
    size_t n_fields; /**< may be more than are kept: see COPSE_CSV_FIELDS */
    char **fields;   /**< [min(n_fields, COPSE_CSV_FIELDS)], UTF-8; the caller may change
                          the text in place */
    const char *fault;  /**< NULL: a sound record; else why it is none: one sentence, static */
    const char *remedy; /**< static */
    int64_t fault_column; /**< from 1 */
    bool is_rest_lost;  /**< nothing after this record can be trusted */
} copse_csv_record;

/**
 * Open a file. The separator (comma, semicolon or tab) is the one that its
 * first line has most of; a first line "sep=;" says it, as Excel writes it.
 *
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_DATA (not in the encoding given), COPSE_E_NOMEM.
 */
copse_status copse_store_csv_open(copse_csv_reader **out, const char *path, copse_encoding encoding,
                                  copse_error *err);
void copse_store_csv_close(copse_csv_reader *reader);

/** The separator in use. */
char copse_store_csv_separator(const copse_csv_reader *reader);

/**
 * The next record; blank lines are none. A record that is no CSV comes with its
 * fault, and reading goes on with the next line.
 *
 * @param[out] record  borrowed until the next call
 * @param[out] is_end  no record: the file has ended
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_DATA (not in the encoding given), COPSE_E_NOMEM.
 */
copse_status copse_store_csv_next(copse_csv_reader *reader, copse_csv_record *record, bool *is_end,
                                  copse_error *err);

#endif
