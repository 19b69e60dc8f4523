/*
 * The counts that shared outputs may show, kept with the data version that they
 * are of. Which of them are suppressed is decided once: two different decisions
 * about the same data would together show what each of them hides.
 */
#include "store/store_internal.h"

static copse_status read_rows(copse_published *published, const copse_store *store, int64_t version,
                              copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_published_row *rows = NULL;
    size_t capacity = 0;
    bool has_row = true;
    copse_arena *arena = published->arena;
    copse_status st = copse_store_prepare(
        &s, store,
        "SELECT name, of_key, for_key, value FROM published_count WHERE data_version = ?1", err);
    copse_store_bind_int(&s, 1, version);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row) {
        if (!copse_memory_grow((void **)&rows, &capacity, published->n, sizeof *rows)) {
            st = copse_error_nomem(err);
            break;
        }
        copse_published_row *row = &rows[published->n++];
        row->value = copse_store_column_is_null(&s, 3) ? -1 : copse_store_column_int(&s, 3);
        if ((st = copse_store_copy_text(&row->name, arena, &s, 0, err)) == COPSE_OK &&
            (st = copse_store_copy_text(&row->of_key, arena, &s, 1, err)) == COPSE_OK)
            st = copse_store_copy_text(&row->for_key, arena, &s, 2, err);
    }
    copse_store_finish(&s);
    published->rows = rows;
    return st;
}

copse_status copse_store_load_counts(copse_published *out, const copse_store *store,
                                     int64_t data_version, copse_error *err)
{
    int64_t day;
    *out = (copse_published){.arena = copse_arena_new()};
    if (!out->arena)
        return copse_error_nomem(err);
    copse_status st = copse_store_query_int(&day, store, "SELECT max(imported) FROM import",
                                            COPSE_DAY_UNKNOWN, err);
    if (st == COPSE_OK)
        st = read_rows(out, store, data_version, err);
    out->day = st == COPSE_OK ? (copse_day)day : COPSE_DAY_UNKNOWN;
    if (st != COPSE_OK)
        copse_store_free_counts(out);
    return st;
}

void copse_store_free_counts(copse_published *published)
{
    copse_memory_free(published->rows);
    copse_arena_free(published->arena);
    *published = (copse_published){0};
}

static copse_status insert(const copse_store *store, const copse_published *published,
                           copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_exec(store, "DELETE FROM published_count", err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&s, store,
                                 "INSERT INTO published_count (data_version, name, of_key, "
                                 "for_key, value) VALUES (?1, ?2, ?3, ?4, ?5)",
                                 err);
    for (size_t i = 0; st == COPSE_OK && i < published->n; i++) {
        const copse_published_row *row = &published->rows[i];
        copse_store_bind_int(&s, 1, store->data_version);
        copse_store_bind_text(&s, 2, row->name);
        copse_store_bind_text(&s, 3, row->of_key);
        copse_store_bind_text(&s, 4, row->for_key);
        if (row->value >= 0)
            copse_store_bind_int(&s, 5, row->value);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_save_counts(copse_store *store, const copse_published *published,
                                     int64_t data_version, const copse_context *ctx,
                                     copse_error *err)
{
    int64_t kept = 0;
    copse_status st = copse_store_begin(store, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_query_int(&kept, store, "SELECT max(data_version) FROM published_count",
                                   -1, err);
    /* Facts that changed since they were counted, or another program that was first. */
    bool is_wanted = store->data_version == data_version && kept != data_version;
    if (st == COPSE_OK && is_wanted)
        st = insert(store, published, err);
    if (st == COPSE_OK && is_wanted)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK || !is_wanted)
        copse_store_rollback(store);
    return st;
}
