/*
 * The records of a file, whatever it is: CSV, with lines above its header or
 * without one; a plain list of addresses; MeSH in its own format. The first
 * record that is given is always a header.
 */
#include "store/import_internal.h"

#include <string.h>

#include "store/mesh_read.h"

struct copse_import_reader {
    const copse_import_input *input;
    copse_csv_reader *csv;
    copse_mesh_reader *mesh;
    bool has_begun;
    char **header;   /* [input->n_names] where the file has none of its own; NULL: it has */
    char *fields[2]; /* of a plain list */
    char nothing[1];
};

/* A header like a record's fields: callers may trim them in place. */
static copse_status make_header(copse_import_reader *reader, copse_error *err)
{
    const copse_import_input *input = reader->input;
    if (input->form == COPSE_FORM_TABLE)
        return COPSE_OK;
    reader->header = copse_memory_new(input->n_names, sizeof *reader->header);
    for (size_t i = 0; reader->header && i < input->n_names; i++)
        if (!(reader->header[i] = copse_memory_copy_text(input->names[i])))
            return copse_error_nomem(err);
    return reader->header ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_import_reader_open(copse_import_reader **out, const copse_import_input *input,
                                      copse_error *err)
{
    copse_import_reader *reader = copse_memory_new(1, sizeof *reader);
    *out = NULL;
    if (!reader)
        return copse_error_nomem(err);
    reader->input = input;
    copse_status st =
        input->form == COPSE_FORM_MESH
            ? copse_store_mesh_open(&reader->mesh, input->path, input->look.encoding, err)
            : copse_store_csv_open(&reader->csv, input->path, input->look.encoding, err);
    copse_csv_record record;
    bool is_end = false;
    if (st == COPSE_OK)
        st = make_header(reader, err);
    for (size_t i = 0; st == COPSE_OK && reader->csv && i < input->n_above && !is_end; i++)
        st = copse_store_csv_next(reader->csv, &record, &is_end, err);
    if (st != COPSE_OK) {
        copse_import_reader_close(reader);
        return st;
    }
    *out = reader;
    return COPSE_OK;
}

void copse_import_reader_close(copse_import_reader *reader)
{
    if (!reader)
        return;
    copse_store_csv_close(reader->csv);
    copse_store_mesh_close(reader->mesh);
    for (size_t i = 0; reader->header && i < reader->input->n_names; i++)
        copse_memory_free(reader->header[i]);
    copse_memory_free(reader->header);
    copse_memory_free(reader);
}

/* "ada@example.org Ada Example", or "Ada Example <ada@example.org>": the address, then the name. */
static void cut_plain_line(copse_import_reader *reader, copse_csv_record *record)
{
    char *line = copse_store_trim(record->fields[0]), *open = strrchr(line, '<');
    reader->fields[0] = line;
    reader->fields[1] = reader->nothing;
    if (open && strchr(open, '>')) {
        reader->fields[1] = line;
        reader->fields[0] = open + 1;
        *strchr(open, '>') = '\0';
        *open = '\0';
    } else if (line[strcspn(line, " \t")] != '\0') {
        reader->fields[1] = line + strcspn(line, " \t") + 1;
        line[strcspn(line, " \t")] = '\0';
    }
    record->fields = reader->fields;
    record->n_fields = 2;
}

copse_status copse_import_reader_next(copse_import_reader *reader, copse_csv_record *record,
                                      bool *is_end, copse_error *err)
{
    const copse_import_input *input = reader->input;
    bool is_first = !reader->has_begun;
    reader->has_begun = true;
    if (is_first && reader->header) {
        *record =
            (copse_csv_record){.line = 1, .n_fields = input->n_names, .fields = reader->header};
        *is_end = false;
        return COPSE_OK;
    }
    if (reader->mesh)
        return copse_store_mesh_next(reader->mesh, record, is_end, err);
    copse_status st = copse_store_csv_next(reader->csv, record, is_end, err);
    if (st == COPSE_OK && !*is_end && input->is_temporary)
        record->line =
            record->row; /* people see rows, not the lines that a sheet was written out in */
    if (st == COPSE_OK && !*is_end && !record->fault && input->form == COPSE_FORM_LINES)
        cut_plain_line(reader, record);
    return st;
}
