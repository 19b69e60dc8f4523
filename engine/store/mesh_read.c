/*
 * "Each MeSH record is indicated by a separate line, preceding the record,
 * consisting of the string *NEWRECORD. Each element or occurrence is contained on
 * a single line. Each line contains an element name and value, for example,
 * MH = Appendicitis" (NLM, ASCII MeSH Documentation). Entry terms have subfields
 * behind bars, the term itself first (ASCII MeSH Descriptor Data Elements).
 */
#include "store/mesh_read.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/cell.h"

enum { UI, MH, MN, ENTRY, MS };

struct copse_mesh_reader {
    copse_decoder *decoder;
    const char *piece;
    size_t left;
    bool at_end, is_finished;
    int64_t line;    /* that was read last */
    copse_text text; /* of that line */
    bool is_long;
    int64_t next_line; /* of the *NEWRECORD that was met already; 0: none was */

    copse_text values[COPSE_MESH_FIELDS];
    char *fields[COPSE_MESH_FIELDS];
};

const char *const *copse_store_mesh_names(void)
{
    static const char *const names[COPSE_MESH_FIELDS] = {
        [UI] = "UI", [MH] = "MH", [MN] = "MN", [ENTRY] = "ENTRY", [MS] = "MS"};
    return names;
}

copse_status copse_store_mesh_open(copse_mesh_reader **out, const char *path,
                                   copse_encoding encoding, copse_error *err)
{
    *out = NULL;
    copse_mesh_reader *reader = copse_memory_new(1, sizeof *reader);
    if (!reader)
        return copse_error_nomem(err);
    copse_status st = copse_store_decoder_open(&reader->decoder, path, encoding, err);
    if (st != COPSE_OK) {
        copse_store_mesh_close(reader);
        return st;
    }
    *out = reader;
    return COPSE_OK;
}

void copse_store_mesh_close(copse_mesh_reader *reader)
{
    if (!reader)
        return;
    copse_store_decoder_close(reader->decoder);
    copse_text_free(&reader->text);
    for (int i = 0; i < COPSE_MESH_FIELDS; i++)
        copse_text_free(&reader->values[i]);
    copse_memory_free(reader);
}

/* ---- lines ---- */

static copse_status refill(copse_mesh_reader *reader, copse_error *err)
{
    if (reader->left > 0 || reader->at_end)
        return COPSE_OK;
    copse_status st = copse_store_decoder_read(reader->decoder, &reader->piece, &reader->left, err);
    reader->at_end = st == COPSE_OK && reader->left == 0;
    return st;
}

static void take(copse_mesh_reader *reader, size_t n)
{
    size_t room = COPSE_MESH_LINE_BYTES - reader->text.length;
    reader->is_long = reader->is_long || n > room;
    copse_text_append_bytes(&reader->text, reader->piece, n < room ? n : room);
    reader->piece += n;
    reader->left -= n;
}

/* The next line without its end. @param[out] is_end  there is none */
static copse_status next_line(copse_mesh_reader *reader, bool *is_end, copse_error *err)
{
    copse_text_clear(&reader->text);
    copse_text_append(&reader->text, "");
    reader->is_long = false;
    copse_status st = refill(reader, err);
    *is_end = st == COPSE_OK && reader->at_end;
    if (st != COPSE_OK || *is_end)
        return st;
    reader->line++;
    while (st == COPSE_OK && reader->left > 0) {
        const char *end = memchr(reader->piece, '\n', reader->left);
        take(reader, end ? (size_t)(end - reader->piece) : reader->left);
        if (end) {
            reader->piece++;
            reader->left--;
            break;
        }
        st = refill(reader, err);
    }
    return reader->text.failed ? copse_error_nomem(err) : st;
}

/* ---- elements ---- */

static void append(copse_text *value, const char *text, size_t n)
{
    copse_text_append(value, value->length > 0 ? ";" : "");
    copse_text_append_bytes(value, text, n);
}

static bool is_name(const char *name, size_t n, const char *wanted)
{
    return strlen(wanted) == n && memcmp(name, wanted, n) == 0;
}

/* @return false where the line is no element */
static bool read_element(copse_mesh_reader *reader, const char *line, bool *is_descriptor)
{
    const char *equals = strstr(line, " =");
    if (!equals || equals == line)
        return false;
    size_t n = (size_t)(equals - line);
    const char *value = equals + 2 + strspn(equals + 2, " ");
    if (is_name(line, n, "RECTYPE"))
        *is_descriptor = strcmp(value, "D") == 0;
    else if (is_name(line, n, "ENTRY") || is_name(line, n, "PRINT ENTRY"))
        append(&reader->values[ENTRY], value, strcspn(value, "|"));
    else if (is_name(line, n, "UI"))
        append(&reader->values[UI], value, strlen(value));
    else if (is_name(line, n, "MH"))
        append(&reader->values[MH], value, strlen(value));
    else if (is_name(line, n, "MN"))
        append(&reader->values[MN], value, strlen(value));
    else if (is_name(line, n, "MS"))
        append(&reader->values[MS], value, strlen(value));
    return true;
}

/* ---- records ---- */

static void begin(copse_mesh_reader *reader)
{
    for (int i = 0; i < COPSE_MESH_FIELDS; i++) {
        copse_text_clear(&reader->values[i]);
        copse_text_append(&reader->values[i], "");
    }
}

static const char *fault_of(const copse_mesh_reader *reader, const char *line, bool is_element)
{
    if (reader->is_long)
        return "a line is longer than 65,536 characters";
    return is_element || line[0] == '\0'
               ? NULL
               : "a line is neither *NEWRECORD nor an element and its value";
}

/* Read up to the next *NEWRECORD. @param[out] fault  of a line that is no element; its number is
 * record->line */
static copse_status read_record(copse_mesh_reader *reader, copse_csv_record *record,
                                bool *is_descriptor, copse_error *err)
{
    bool is_end = false;
    *record = (copse_csv_record){.line = reader->next_line};
    reader->next_line = 0;
    begin(reader);
    for (;;) {
        copse_status st = next_line(reader, &is_end, err);
        if (st != COPSE_OK)
            return st;
        if (is_end) {
            reader->is_finished = true;
            return COPSE_OK;
        }
        const char *line = copse_store_trim(reader->text.bytes);
        if (strcmp(line, "*NEWRECORD") == 0) {
            reader->next_line = reader->line;
            if (record->line > 0)
                return COPSE_OK;
            record->line = reader->next_line;
            reader->next_line = 0;
            continue;
        }
        const char *fault = fault_of(reader, line, read_element(reader, line, is_descriptor));
        if (fault && !record->fault) {
            record->fault = fault;
            record->remedy = "look whether the file is whole; get it again from NLM";
            record->line = reader->line;
            record->fault_column = 1;
        }
    }
}

copse_status copse_store_mesh_next(copse_mesh_reader *reader, copse_csv_record *record,
                                   bool *is_end, copse_error *err)
{
    for (;;) {
        bool is_descriptor = true;
        *is_end = reader->is_finished;
        if (*is_end)
            return COPSE_OK;
        copse_status st = read_record(reader, record, &is_descriptor, err);
        if (st != COPSE_OK)
            return st;
        if (record->line == 0 || (!is_descriptor && !record->fault))
            continue; /* nothing but blank lines, or not a descriptor */
        for (int i = 0; i < COPSE_MESH_FIELDS; i++) {
            if (reader->values[i].failed)
                return copse_error_nomem(err);
            reader->fields[i] = reader->values[i].bytes;
        }
        record->n_fields = COPSE_MESH_FIELDS;
        record->fields = reader->fields;
        return COPSE_OK;
    }
}
