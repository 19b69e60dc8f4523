/*
 * Whatever bytes a file holds: it is looked at, decoded, cut into records, and
 * each cell read as each kind of column. Nothing may crash, hang, or break what
 * csv_read.h promises.
 */
#include <string.h>

#include "fuzz/expect.h"
#include "fuzz/fuzz.h"
#include "store/cell.h"
#include "store/csv_read.h"
#include "store/format.h"

static void read_as_every_kind(char *field, bool decimal_comma)
{
    size_t n_tables;
    const copse_format_table *tables = copse_store_format(&n_tables);
    const char *text = copse_store_trim(field);
    for (size_t i = 0; i < n_tables; i++) {
        copse_store_format_column(&tables[i], text);
        for (size_t c = 0; c < tables[i].n_columns; c++) {
            copse_text what = COPSE_TEXT_INIT, next = COPSE_TEXT_INIT;
            copse_cell cell;
            bool is_sound = copse_store_read_cell(&cell, &tables[i].columns[c], text, decimal_comma,
                                                  &what, &next);
            /* A refusal always has a reason and a remedy. */
            EXPECT(is_sound == (what.length == 0) && is_sound == (next.length == 0));
            copse_text_free(&what);
            copse_text_free(&next);
        }
    }
}

static void read_records(const char *path, copse_encoding encoding)
{
    copse_csv_reader *reader;
    copse_csv_record record;
    int64_t line = 0;
    bool is_end = false;
    if (copse_store_csv_open(&reader, path, encoding, NULL) != COPSE_OK)
        return;
    bool decimal_comma = copse_store_csv_separator(reader) == ';';
    while (copse_store_csv_next(reader, &record, &is_end, NULL) == COPSE_OK && !is_end) {
        EXPECT(record.line > line);
        line = record.line;
        if (record.fault) {
            EXPECT(record.remedy && record.fault_column >= 1);
            continue;
        }
        EXPECT(record.n_fields >= 1);
        for (size_t i = 0; i < record.n_fields && i < COPSE_CSV_FIELDS; i++) {
            EXPECT(copse_text_is_utf8(record.fields[i], strlen(record.fields[i])));
            if (i < 4) /* more of the same */
                read_as_every_kind(record.fields[i], decimal_comma);
        }
    }
    copse_store_csv_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char path[SCRATCH];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_file_look look;
    write_input(path, bytes, n);
    EXPECT(copse_store_look_at_file(&look, path, &ctx, NULL) == COPSE_OK);
    EXPECT(look.bytes == n);
    if (look.bad_line == 0)
        read_records(path, look.encoding);
    unlink(path);
    return 0;
}
