/*
 * The SQL of one file, made from the format's table and the file's header.
 *
 * An insert that does nothing where the row is there, then an update that
 * writes only what differs: SQLite's count of changed rows says what happened.
 * Blank cells leave what is known as it is.
 */
#include "store/import_internal.h"

#include <string.h>

int copse_import_place_of_source(const copse_import_file *file)
{
    return (int)file->format->n_columns + 1;
}

int copse_import_place_of_id(const copse_import_file *file)
{
    return (int)file->format->n_columns + 2;
}

bool copse_import_is_own_reference(const copse_import_file *file, const copse_format_column *column)
{
    return file->refers[column - file->format->columns] == file->format;
}

bool copse_import_is_written(const copse_import_file *file, const copse_format_column *column)
{
    return column->field && !copse_import_is_own_reference(file, column);
}

/* What is known of a person's expertise is kept once for each source. */
static bool source_is_identity(const copse_import_file *file)
{
    return strcmp(file->format->stem, "expertise") == 0;
}

static bool is_thing(const copse_import_file *file)
{
    return file->format->rows == COPSE_ROWS_OF_THINGS;
}

/* "a = ?1 AND b = ?2": the same row. */
static void append_identity(copse_text *sql, const copse_import_file *file)
{
    if (is_thing(file)) {
        copse_text_format(sql, "id = ?%d", copse_import_place_of_id(file));
        return;
    }
    const char *joint = "";
    for (size_t c = 0; c < file->format->n_columns; c++) {
        if (!file->format->columns[c].is_identity)
            continue;
        copse_text_format(sql, "%s%s = ?%zu", joint, file->format->columns[c].field, c + 1);
        joint = " AND ";
    }
    if (source_is_identity(file))
        copse_text_format(sql, " AND source = ?%d", copse_import_place_of_source(file));
}

static void write_insert(copse_text *sql, const copse_import_file *file)
{
    const copse_format_table *format = file->format;
    copse_text values = COPSE_TEXT_INIT;
    const char *joint = "";
    copse_text_format(sql, "INSERT INTO %s (", format->table);
    for (size_t c = 0; c < format->n_columns; c++) {
        if (!copse_import_is_written(file, &format->columns[c]))
            continue;
        copse_text_format(sql, "%s%s", joint, format->columns[c].field);
        copse_text_format(&values, "%s?%zu", joint, c + 1);
        joint = ", ";
    }
    if (format->has_source) {
        copse_text_append(sql, ", source");
        copse_text_format(&values, ", ?%d", copse_import_place_of_source(file));
    }
    copse_text_format(sql, ") VALUES (%s) ON CONFLICT DO NOTHING", values.bytes ? values.bytes : "");
    sql->failed = sql->failed || values.failed;
    copse_text_free(&values);
}

/* The value that a column has after the update. */
static void append_new_value(copse_text *sql, const copse_format_column *column, size_t c)
{
    if (column->only_rises)
        copse_text_format(sql, "max(%s, coalesce(?%zu, 0))", column->field, c + 1);
    else
        copse_text_format(sql, "coalesce(?%zu, %s)", c + 1, column->field);
}

/* Leaves sql empty when the file has nothing to update. */
static void write_update(copse_text *sql, const copse_import_file *file)
{
    const copse_format_table *format = file->format;
    copse_text differs = COPSE_TEXT_INIT, sets = COPSE_TEXT_INIT;
    for (size_t c = 0; c < format->n_columns; c++) {
        const copse_format_column *column = &format->columns[c];
        if (!copse_import_is_written(file, column) || column->is_identity || !file->has[c])
            continue;
        copse_text_format(&sets, "%s%s = ", sets.length > 0 ? ", " : "", column->field);
        append_new_value(&sets, column, c);
        copse_text_format(&differs, "%s%s IS NOT ", differs.length > 0 ? " OR " : "", column->field);
        append_new_value(&differs, column, c);
    }
    if (sets.length > 0 && differs.length > 0) {
        copse_text_format(sql, "UPDATE %s SET %s WHERE ", format->table, sets.bytes);
        append_identity(sql, file);
        copse_text_format(sql, " AND (%s)", differs.bytes);
    }
    sql->failed = sql->failed || sets.failed || differs.failed;
    copse_text_free(&sets);
    copse_text_free(&differs);
}

/* A row that two files have belongs to the one that was imported last. */
static void write_claim(copse_text *sql, const copse_import_file *file)
{
    if (!file->format->has_source || source_is_identity(file))
        return;
    int source = copse_import_place_of_source(file);
    copse_text_format(sql, "UPDATE %s SET source = ?%d WHERE ", file->format->table, source);
    append_identity(sql, file);
    copse_text_format(sql, " AND source IS NOT ?%d", source);
}

static void write_refer(copse_text *sql, const copse_import_file *file)
{
    const copse_format_table *format = file->format;
    for (size_t c = 0; c < format->n_columns; c++) {
        const char *field = format->columns[c].field;
        if (copse_import_is_own_reference(file, &format->columns[c]) && file->has[c])
            copse_text_format(sql, "UPDATE %s SET %s = ?1 WHERE id = ?2 AND %s IS NOT ?1",
                              format->table, field, field);
    }
}

/*
 * What this file (?1) brought earlier and has no longer. Things stay, because
 * others refer to them; exchanges are events, which a file may take back.
 *
 * Table seen holds numbers and texts, so its columns have no type. The plus
 * takes away the type of the other side, or SQLite would not use the index.
 */
static void write_remove(copse_text *sql, const copse_import_file *file)
{
    const copse_format_table *format = file->format;
    static const char *const seen[] = {"a", "b", "c"};
    size_t place = 0;
    if (!format->has_source || (is_thing(file) && strcmp(format->stem, "exchanges") != 0))
        return;
    copse_text_format(sql, "DELETE FROM %s WHERE source = ?1 AND NOT EXISTS (SELECT 1 FROM temp.seen WHERE ",
                      format->table);
    if (is_thing(file))
        copse_text_append(sql, "a = +id");
    for (size_t c = 0; c < format->n_columns && !is_thing(file); c++) {
        if (!format->columns[c].is_identity)
            continue;
        copse_text_format(sql, "%s%s = +%s.%s", place > 0 ? " AND " : "", seen[place], format->table,
                          format->columns[c].field);
        place++;
    }
    copse_text_append(sql, ")");
}

static void write_see(copse_text *sql, const copse_import_file *file)
{
    (void)file;
    copse_text_append(sql, "INSERT INTO temp.seen (a, b, c) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
}

copse_status copse_import_statements_open(copse_import_statements *out, copse_import_run *run,
                                          const copse_import_file *file, copse_error *err)
{
    const struct {
        copse_store_statement *statement;
        void (*write)(copse_text *sql, const copse_import_file *file);
    } parts[] = {
        {&out->insert, write_insert}, {&out->update, write_update}, {&out->claim, write_claim},
        {&out->see, write_see},       {&out->refer, write_refer},   {&out->remove, write_remove},
    };
    copse_text sql = COPSE_TEXT_INIT;
    copse_status st = COPSE_OK;

    *out = (copse_import_statements){.insert = COPSE_STORE_STATEMENT_INIT};
    for (size_t i = 0; st == COPSE_OK && i < sizeof parts / sizeof parts[0]; i++) {
        copse_text_clear(&sql);
        parts[i].write(&sql, file);
        if (sql.failed)
            st = copse_error_nomem(err);
        else if (sql.length > 0)
            st = copse_store_prepare(parts[i].statement, run->store, sql.bytes, err);
    }
    copse_text_free(&sql);
    if (st != COPSE_OK)
        copse_import_statements_close(out);
    return st;
}

void copse_import_statements_close(copse_import_statements *statements)
{
    copse_store_finish(&statements->insert);
    copse_store_finish(&statements->update);
    copse_store_finish(&statements->claim);
    copse_store_finish(&statements->see);
    copse_store_finish(&statements->refer);
    copse_store_finish(&statements->remove);
}
