/* One file for one table: whether it is new, into the store, and the log of imports. */
#include <string.h>

#include "store/import_internal.h"

static void append_digits(copse_text *out, const unsigned char *hash)
{
    for (size_t i = 0; i < COPSE_HASH_BYTES; i++)
        copse_text_format(out, "%02x", hash[i]);
}

/* The bytes of a file and the options that change what they mean. */
static void name_hash(copse_text *out, const copse_import_run *run, const copse_import_file *file)
{
    append_digits(out, file->input->look.hash);
    if (run->options->replace)
        copse_text_append(out, ":replace");
    if (file->input->kind)
        copse_text_format(out, ":%s", file->input->kind->name);
    if (file->input->is_mapped) {
        copse_text_append(out, ":");
        append_digits(out, run->map.hash);
    }
    if (strcmp(file->format->stem, "members") == 0)
        copse_text_format(out, ":%s",
                          copse_visibility_name((copse_visibility)run->default_visibility));
}

static copse_status find_source(copse_import_run *run, copse_import_file *file, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, run->store,
                                          "INSERT INTO source (name, kind) VALUES (?1, ?2) ON "
                                          "CONFLICT DO UPDATE SET kind = ?2 RETURNING id",
                                          err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, file->label);
        copse_store_bind_text(&s, 2, file->input->kind ? file->input->kind->name : "copse-csv");
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row)
        file->source = copse_store_column_int(&s, 0);
    copse_store_finish(&s);
    return st;
}

/*
 * Whether the last import of this file was of the same bytes, and what is
 * known of it. A source that was never imported is not made here: what is
 * unchanged writes nothing.
 */
static copse_status compare_with_last(bool *is_unchanged, copse_day *imported, int64_t *rows,
                                      copse_import_run *run, const copse_import_file *file,
                                      const char *hash, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(
        &s, run->store,
        "SELECT i.hash, i.imported, i.rows FROM import i JOIN source s ON s.id = i.source"
        " WHERE s.name = ?1 AND i.target = ?2 ORDER BY i.id DESC LIMIT 1",
        err);
    *is_unchanged = false;
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, file->label);
        copse_store_bind_text(&s, 2, file->format->stem);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row) {
        const char *last = copse_store_column_text(&s, 0);
        *is_unchanged = last && strcmp(last, hash) == 0;
        *imported = (copse_day)copse_store_column_int(&s, 1);
        *rows = copse_store_column_int(&s, 2);
    }
    copse_store_finish(&s);
    return st;
}

/* After bad rows the file is no longer "the same" next time: what they lacked may then be there. */
static copse_status record_import(copse_import_run *run, const copse_import_file *file,
                                  const char *hash, copse_error *err)
{
    copse_text dropped = COPSE_TEXT_INIT;
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    for (size_t i = 0; i < file->counts->n_dropped_columns; i++)
        copse_text_format(&dropped, "%s%s", i > 0 ? "," : "", file->counts->dropped_columns[i]);
    copse_status st = dropped.failed ? copse_error_nomem(err) : COPSE_OK;
    if (st == COPSE_OK)
        st = copse_store_prepare(
            &s, run->store,
            "INSERT INTO import (source, target, hash, imported, rows, dropped_columns)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, file->source);
        copse_store_bind_text(&s, 2, file->format->stem);
        copse_store_bind_text(&s, 3, file->counts->bad > 0 ? "" : hash);
        copse_store_bind_int(&s, 4, run->ctx->as_of);
        copse_store_bind_int(&s, 5, file->counts->rows);
        copse_store_bind_text(&s, 6, dropped.bytes ? dropped.bytes : "");
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    copse_text_free(&dropped);
    return st;
}

/* What full-text search knows of the table is made anew; there is no such index of people. */
static copse_status index_text(copse_import_run *run, const copse_import_file *file,
                               copse_error *err)
{
    if (strcmp(file->format->stem, "communities") == 0)
        return copse_store_exec(
            run->store, "INSERT INTO community_text (community_text) VALUES ('rebuild')", err);
    if (strcmp(file->format->stem, "topics") == 0)
        return copse_store_exec(run->store,
                                "INSERT INTO topic_text (topic_text) VALUES ('rebuild')", err);
    return COPSE_OK;
}

int64_t copse_import_changes(const copse_import_table *counts)
{
    return counts->added + counts->updated + counts->ended;
}

static copse_status take_changed_file(copse_import_run *run, copse_import_file *file,
                                      const char *hash, copse_error *err)
{
    copse_status st = copse_import_examine(run, file, err);
    if (st != COPSE_OK || run->must_refuse)
        return st;
    file->is_first = file->input->n_takes++ == 0;
    if ((st = copse_import_is_empty(&file->is_fresh, run, file->format->table, err)) != COPSE_OK ||
        (st = find_source(run, file, err)) != COPSE_OK ||
        (st = copse_store_exec(run->store, "DELETE FROM temp.seen", err)) != COPSE_OK ||
        (st = copse_import_rows(run, file, err)) != COPSE_OK ||
        (st = copse_import_check_hierarchy(run, file, err)) != COPSE_OK)
        return st;
    if (copse_import_changes(file->counts) > 0 && (st = index_text(run, file, err)) != COPSE_OK)
        return st;
    return record_import(run, file, hash, err);
}

copse_status copse_import_begin_table(copse_import_file *file, copse_import_run *run,
                                      const char *table, copse_error *err)
{
    if (!copse_memory_grow((void **)&run->tables, &run->table_capacity, run->n_tables,
                           sizeof *run->tables))
        return copse_error_nomem(err);
    file->counts = &run->tables[run->n_tables++];
    *file->counts = (copse_import_table){.table = table, .file = file->label};
    copse_context_progress(run->ctx, file->label, 0, 0);
    return COPSE_OK;
}

copse_status copse_import_take_file(copse_import_run *run, copse_import_input *input,
                                    const copse_format_table *format, const copse_kind_part *part,
                                    copse_error *err)
{
    copse_import_file file = {.format = format,
                              .input = input,
                              .label = input->label,
                              .decimal_comma = input->separator == ';'};
    copse_text hash = COPSE_TEXT_INIT;
    bool is_unchanged = false;
    copse_day imported = COPSE_DAY_UNKNOWN;
    int64_t rows = 0;

    copse_status st = copse_import_begin_table(&file, run, format->stem, err);
    if (st != COPSE_OK)
        return st;
    file.rule = copse_import_rule_of(format);
    for (size_t c = 0; c < format->n_columns; c++)
        if (format->columns[c].kind == COPSE_CELL_REFERENCE)
            file.refers[c] = copse_store_format_find(format->columns[c].refers_to);
    copse_import_view_open(&file, part);
    name_hash(&hash, run, &file);
    st = hash.failed
             ? copse_error_nomem(err)
             : compare_with_last(&is_unchanged, &imported, &rows, run, &file, hash.bytes, err);
    if (st == COPSE_OK && !is_unchanged)
        st = take_changed_file(run, &file, hash.bytes, err);
    if (st == COPSE_OK && is_unchanged) {
        file.counts->unchanged = true;
        file.counts->rows = file.counts->same = rows;
        /* The file was seen again on a later day: how fresh it is has changed, though no fact has.
         */
        if (imported != run->ctx->as_of && (st = find_source(run, &file, err)) == COPSE_OK)
            st = record_import(run, &file, hash.bytes, err);
    }
    copse_text_free(&hash);
    copse_import_view_close(&file.view);
    copse_map_free(file.aliases);
    copse_memory_free(file.pending);
    return st;
}
