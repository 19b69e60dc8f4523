/*
 * Many new rows in one statement: opening cursors, and all else that a statement
 * costs once, is shared by them. What comes in may be changed by the caller as
 * soon as it is added; what it says is copied.
 */
#include "store/import_internal.h"

/* 16 rows take half the time of 16 statements; more gain nothing that could be measured. */
enum { ROWS = 16, VALUES = COPSE_IMPORT_COLUMNS + 2 };

struct copse_import_batch {
    copse_store_statement many, one;
    size_t n_fields, n;
    copse_cell values[ROWS * VALUES]; /* [n × n_fields]; texts stand in texts */
    size_t starts[ROWS * VALUES];     /* in texts, of values that are text */
    copse_text texts;                 /* each ended by NUL */
};

static copse_status prepare(copse_store_statement *out, const copse_import_run *run,
                            const char *table, const char *const *fields, size_t n_fields,
                            size_t n_rows, copse_error *err)
{
    copse_text sql = COPSE_TEXT_INIT;
    copse_text_format(&sql, "INSERT INTO %s (", table);
    for (size_t i = 0; i < n_fields; i++)
        copse_text_format(&sql, "%s%s", i > 0 ? ", " : "", fields[i]);
    copse_text_append(&sql, ") VALUES ");
    for (size_t row = 0; row < n_rows; row++)
        for (size_t i = 0; i < n_fields; i++)
            copse_text_format(&sql, "%s?%s", i > 0 ? ", " : row > 0 ? ", (" : "(",
                              i + 1 == n_fields ? ")" : "");
    copse_status st = sql.failed ? copse_error_nomem(err)
                                 : copse_store_prepare(out, run->store, sql.bytes, err);
    copse_text_free(&sql);
    return st;
}

copse_status copse_import_batch_open(copse_import_batch **out, const copse_import_run *run,
                                     const char *table, const char *const *fields, size_t n_fields,
                                     copse_error *err)
{
    *out = NULL;
    copse_import_batch *batch = copse_memory_new(1, sizeof *batch);
    if (!batch)
        return copse_error_nomem(err);
    batch->n_fields = n_fields;
    copse_status st = prepare(&batch->many, run, table, fields, n_fields, ROWS, err);
    if (st == COPSE_OK)
        st = prepare(&batch->one, run, table, fields, n_fields, 1, err);
    if (st != COPSE_OK) {
        copse_import_batch_close(batch);
        return st;
    }
    *out = batch;
    return COPSE_OK;
}

void copse_import_batch_close(copse_import_batch *batch)
{
    if (!batch)
        return;
    copse_store_finish(&batch->many);
    copse_store_finish(&batch->one);
    copse_text_free(&batch->texts);
    copse_memory_free(batch);
}

static void bind(copse_store_statement *s, int place, const copse_import_batch *batch, size_t at)
{
    const copse_cell *value = &batch->values[at];
    switch (value->type) {
    case COPSE_CELL_IS_BLANK:
        copse_store_bind_null(s, place);
        break;
    case COPSE_CELL_IS_WHOLE:
        copse_store_bind_int(s, place, value->whole);
        break;
    case COPSE_CELL_IS_REAL:
        copse_store_bind_real(s, place, value->real);
        break;
    case COPSE_CELL_IS_TEXT:
        copse_store_bind_text(s, place, batch->texts.bytes + batch->starts[at]);
        break;
    }
}

copse_status copse_import_batch_flush(copse_import_batch *batch, copse_error *err)
{
    copse_status st = COPSE_OK;
    size_t step = batch->n == ROWS ? ROWS : 1;
    copse_store_statement *s = step == 1 ? &batch->one : &batch->many;
    for (size_t row = 0; st == COPSE_OK && row < batch->n; row += step) {
        for (size_t i = 0; i < step * batch->n_fields; i++)
            bind(s, (int)i + 1, batch, row * batch->n_fields + i);
        st = copse_store_run(s, err);
    }
    batch->n = 0;
    copse_text_clear(&batch->texts);
    return st;
}

copse_status copse_import_batch_add(copse_import_batch *batch, const copse_cell *values,
                                    copse_error *err)
{
    size_t first = batch->n * batch->n_fields;
    for (size_t i = 0; i < batch->n_fields; i++) {
        batch->values[first + i] = values[i];
        batch->starts[first + i] = batch->texts.length;
        if (values[i].type != COPSE_CELL_IS_TEXT)
            continue;
        copse_text_append(&batch->texts, values[i].text);
        copse_text_append_bytes(&batch->texts, "", 1);
    }
    if (batch->texts.failed)
        return copse_error_nomem(err);
    return ++batch->n == ROWS ? copse_import_batch_flush(batch, err) : COPSE_OK;
}
