/*
 * The fitted model as rows. A weight row is one blob of little-endian
 * (ordinal, weight) pairs, 4 bytes each: a trust's model is then one page or
 * two a row instead of millions of rows. What is read is checked, so that an
 * ordinal always points at a target.
 */
#include "store/store_internal.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PAIR_BYTES = 8, ROWS_BETWEEN_POLLS = 1024 };

static void put_int32(unsigned char *bytes, int32_t value)
{
    uint32_t v = (uint32_t)value;
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(v >> (8 * i));
}

static int32_t get_int32(const unsigned char *bytes)
{
    uint32_t v = 0;
    for (int i = 0; i < 4; i++)
        v |= (uint32_t)bytes[i] << (8 * i);
    return (int32_t)v;
}

/* ---- saving ---- */

/** Writing in progress: one statement at a time. */
typedef struct writer {
    const copse_store *store;
    const copse_model_record *record;
    const copse_context *ctx;
    copse_store_statement s;
    unsigned char *blob;
    size_t blob_capacity;
} writer;

static copse_status write_head(writer *w, copse_error *err)
{
    const copse_model_record *m = w->record;
    copse_store_bind_text(&w->s, 1, m->kind);
    copse_store_bind_int(&w->s, 2, m->data_version);
    copse_store_bind_int(&w->s, 3, m->fitted);
    copse_store_bind_int(&w->s, 4, (int64_t)m->seed);
    return copse_store_run(&w->s, err);
}

static copse_status write_option(writer *w, size_t i, copse_error *err)
{
    copse_store_bind_text(&w->s, 1, w->record->options[i].name);
    copse_store_bind_int(&w->s, 2, (int64_t)i);
    copse_store_bind_real(&w->s, 3, w->record->options[i].value);
    return copse_store_run(&w->s, err);
}

static copse_status write_target(writer *w, size_t i, copse_error *err)
{
    copse_store_bind_int(&w->s, 1, (int64_t)i);
    copse_store_bind_text(&w->s, 2, w->record->targets[i]);
    return copse_store_run(&w->s, err);
}

static bool reserve_blob(writer *w, size_t bytes)
{
    if (bytes <= w->blob_capacity)
        return true;
    unsigned char *grown = copse_memory_resize(w->blob, bytes, 1);
    if (!grown)
        return false;
    w->blob = grown;
    w->blob_capacity = bytes;
    return true;
}

static copse_status write_row(writer *w, size_t i, copse_error *err)
{
    const copse_model_row *row = &w->record->rows[i];
    if (!reserve_blob(w, row->n * PAIR_BYTES))
        return copse_error_nomem(err);
    for (size_t j = 0; j < row->n; j++) {
        assert(row->target[j] >= 0 && (size_t)row->target[j] < w->record->n_targets);
        put_int32(w->blob + j * PAIR_BYTES, row->target[j]);
        put_int32(w->blob + j * PAIR_BYTES + 4, row->weight[j]);
    }
    copse_store_bind_int(&w->s, 1, row->source.kind);
    copse_store_bind_text(&w->s, 2, row->source.key);
    /* A null pointer would be SQL's NULL, not an empty blob. */
    copse_store_bind_blob(&w->s, 3, row->n ? (const void *)w->blob : "", row->n * PAIR_BYTES);
    return copse_store_run(&w->s, err);
}

static copse_status write_value(writer *w, size_t i, copse_error *err)
{
    const copse_model_value *value = &w->record->values[i];
    copse_store_bind_text(&w->s, 1, value->measure);
    copse_store_bind_text(&w->s, 2, value->of_key);
    copse_store_bind_text(&w->s, 3, value->for_key);
    copse_store_bind_int(&w->s, 4, value->value);
    return copse_store_run(&w->s, err);
}

static copse_status write_all(writer *w, const char *sql, size_t n,
                              copse_status (*write)(writer *w, size_t i, copse_error *err),
                              copse_error *err)
{
    copse_status st = copse_store_prepare(&w->s, w->store, sql, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        if (i % ROWS_BETWEEN_POLLS == 0)
            st = copse_context_poll(w->ctx, err);
        if (st == COPSE_OK)
            st = write(w, i, err);
    }
    copse_store_finish(&w->s);
    return st;
}

static copse_status write_first(writer *w, const char *sql, copse_error *err)
{
    copse_status st = copse_store_prepare(&w->s, w->store, sql, err);
    if (st == COPSE_OK)
        st = write_head(w, err);
    copse_store_finish(&w->s);
    return st;
}

static copse_status replace_model(writer *w, copse_error *err)
{
    const copse_model_record *m = w->record;
    copse_status st = copse_store_exec(w->store,
                                       "DELETE FROM model; DELETE FROM model_option;"
                                       "DELETE FROM model_target; DELETE FROM model_weight;"
                                       "DELETE FROM model_value",
                                       err);
    if (st == COPSE_OK)
        st = write_first(w,
                         "INSERT INTO model (id, kind, data_version, fitted, seed) "
                         "VALUES (1, ?1, ?2, ?3, ?4)",
                         err);
    if (st == COPSE_OK)
        st = write_all(w, "INSERT INTO model_option (name, place, value) VALUES (?1, ?2, ?3)",
                       m->n_options, write_option, err);
    if (st == COPSE_OK)
        st = write_all(w, "INSERT INTO model_target (ordinal, key) VALUES (?1, ?2)", m->n_targets,
                       write_target, err);
    if (st == COPSE_OK)
        st = write_all(w, "INSERT INTO model_weight (kind, key, weights) VALUES (?1, ?2, ?3)",
                       m->n_rows, write_row, err);
    if (st == COPSE_OK)
        st = write_all(w,
                       "INSERT INTO model_value (measure, of_key, for_key, value) "
                       "VALUES (?1, ?2, ?3, ?4)",
                       m->n_values, write_value, err);
    return st;
}

copse_status copse_store_save_model(copse_store *store, const copse_model_record *record,
                                    const copse_context *ctx, copse_error *err)
{
    writer w = {.store = store, .record = record, .ctx = ctx, .s = COPSE_STORE_STATEMENT_INIT};

    copse_status st = copse_store_begin(store, ctx, err);
    if (st != COPSE_OK)
        return st;
    st = replace_model(&w, err);
    if (st == COPSE_OK)
        st = copse_store_raise_state_version(store, err);
    if (st == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    copse_memory_free(w.blob);
    return st;
}

/* ---- loading ---- */

/** Reading in progress. */
typedef struct loader {
    copse_store *store;
    copse_model_record *record;
    copse_arena *arena;
    copse_store_statement s;
} loader;

static copse_status refuse(const loader *l, const char *what, int64_t value, copse_error *err)
{
    return copse_error_set(err, COPSE_E_STORE, l->store->path, "run `copse fit` again",
                           "the stored model is damaged: %s %" PRId64, what, value);
}

static copse_status load_text(const char **out, loader *l, int column, copse_error *err)
{
    copse_status st = copse_store_copy_text(out, l->arena, &l->s, column, err);
    return st == COPSE_OK && !*out ? refuse(l, "a text is missing in column", column, err) : st;
}

/* Rows come in order, so many have the same text as the one before. */
static copse_status load_text_like(const char **out, const char *before, loader *l, int column,
                                   copse_error *err)
{
    const char *text = copse_store_column_text(&l->s, column);
    if (text && before && strcmp(text, before) == 0) {
        *out = before;
        return COPSE_OK;
    }
    return load_text(out, l, column, err);
}

static copse_status load_option(loader *l, void *rows, size_t i, copse_error *err)
{
    copse_model_option *option = (copse_model_option *)rows + i;
    option->value = copse_store_column_real(&l->s, 1);
    return load_text(&option->name, l, 0, err);
}

static copse_status load_target(loader *l, void *rows, size_t i, copse_error *err)
{
    int64_t ordinal = copse_store_column_int(&l->s, 0);
    if (ordinal != (int64_t)i)
        return refuse(l, "targets are not numbered one by one at", ordinal, err);
    return load_text((const char **)rows + i, l, 1, err);
}

static copse_status load_pairs(copse_model_row *row, loader *l, int column, copse_error *err)
{
    const unsigned char *blob = sqlite3_column_blob(l->s.handle, column);
    int bytes = sqlite3_column_bytes(l->s.handle, column);
    if (!blob && bytes > 0)
        return copse_error_nomem(err);
    if (bytes % PAIR_BYTES != 0)
        return refuse(l, "a row of weights has bytes", bytes, err);

    row->n = (size_t)bytes / PAIR_BYTES;
    int32_t *numbers = copse_arena_take(l->arena, row->n, 2 * sizeof *numbers);
    if (!numbers)
        return copse_error_nomem(err);
    for (size_t j = 0; j < row->n; j++) {
        int32_t ordinal = get_int32(blob + j * PAIR_BYTES);
        if (ordinal < 0 || (size_t)ordinal >= l->record->n_targets)
            return refuse(l, "a weight is for target", ordinal, err);
        numbers[j] = ordinal;
        numbers[row->n + j] = get_int32(blob + j * PAIR_BYTES + 4);
    }
    row->target = numbers;
    row->weight = numbers + row->n;
    return COPSE_OK;
}

static copse_status load_row(loader *l, void *rows, size_t i, copse_error *err)
{
    copse_model_row *row = (copse_model_row *)rows + i;
    int64_t kind = copse_store_column_int(&l->s, 0);
    if (kind < 0 || kind > COPSE_REASON_POPULARITY)
        return refuse(l, "a row of weights is of kind", kind, err);
    row->source.kind = (int32_t)kind;
    copse_status st = load_text(&row->source.key, l, 1, err);
    return st == COPSE_OK ? load_pairs(row, l, 2, err) : st;
}

static copse_status load_value(loader *l, void *rows, size_t i, copse_error *err)
{
    copse_model_value *value = (copse_model_value *)rows + i;
    value->value = copse_store_column_int(&l->s, 3);
    copse_status st = load_text_like(&value->measure, i ? value[-1].measure : NULL, l, 0, err);
    if (st == COPSE_OK)
        st = load_text_like(&value->of_key, i ? value[-1].of_key : NULL, l, 1, err);
    return st == COPSE_OK ? load_text(&value->for_key, l, 2, err) : st;
}

/** How one of the model's tables is read. */
typedef struct part {
    const char *count, *select;
    size_t row_size;
    copse_status (*load)(loader *l, void *rows, size_t i, copse_error *err);
} part;

static const part options_part = {"SELECT count(*) FROM model_option",
                                  "SELECT name, value FROM model_option ORDER BY place, name",
                                  sizeof(copse_model_option), load_option};
static const part targets_part = {"SELECT count(*) FROM model_target",
                                  "SELECT ordinal, key FROM model_target ORDER BY ordinal",
                                  sizeof(const char *), load_target};
static const part rows_part = {"SELECT count(*) FROM model_weight",
                               "SELECT kind, key, weights FROM model_weight ORDER BY kind, key",
                               sizeof(copse_model_row), load_row};
static const part values_part = {
    "SELECT count(*) FROM model_value",
    "SELECT measure, of_key, for_key, value FROM model_value ORDER BY measure, of_key, for_key",
    sizeof(copse_model_value), load_value};

static copse_status load_rows(loader *l, const part *of, void *rows, size_t n, copse_error *err)
{
    bool has_row = true;
    copse_status st = copse_store_prepare(&l->s, l->store, of->select, err);
    for (size_t i = 0; st == COPSE_OK && has_row; i++) {
        st = copse_store_step(&has_row, &l->s, err);
        if (st == COPSE_OK && has_row != (i < n))
            st = refuse(l, "a table holds other than its count of rows,", (int64_t)n, err);
        else if (st == COPSE_OK && has_row)
            st = of->load(l, rows, i, err);
    }
    copse_store_finish(&l->s);
    return st;
}

/* @param[out] rows, n  set together, when all are good */
static copse_status load_part(void **rows, size_t *n, loader *l, const part *of, copse_error *err)
{
    int64_t count;
    copse_status st = copse_store_query_int(&count, l->store, of->count, 0, err);
    if (st != COPSE_OK)
        return st;
    void *taken = copse_arena_take(l->arena, (size_t)count, of->row_size);
    if (!taken)
        return copse_error_nomem(err);
    st = load_rows(l, of, taken, (size_t)count, err);
    if (st != COPSE_OK)
        return st;
    *rows = taken;
    *n = (size_t)count;
    return COPSE_OK;
}

static copse_status load_head(loader *l, copse_error *err)
{
    copse_model_record *m = l->record;
    bool has_row = false;
    copse_status st = copse_store_prepare(
        &l->s, l->store, "SELECT kind, data_version, fitted, seed FROM model", err);
    if (st == COPSE_OK)
        st = copse_store_step(&has_row, &l->s, err);
    if (st == COPSE_OK && !has_row)
        st = copse_error_set(err, COPSE_E_NOT_FOUND, l->store->path, "run `copse fit`",
                             "no model was fitted yet");
    if (st == COPSE_OK) {
        int64_t fitted = copse_store_column_int(&l->s, 2);
        m->data_version = copse_store_column_int(&l->s, 1);
        m->fitted = (copse_day)fitted;
        m->seed = (uint64_t)copse_store_column_int(&l->s, 3);
        st = fitted == m->fitted ? load_text(&m->kind, l, 0, err)
                                 : refuse(l, "it was fitted on day", fitted, err);
    }
    copse_store_finish(&l->s);
    return st;
}

static copse_status load_all(loader *l, copse_error *err)
{
    copse_model_record *m = l->record;
    void *options = NULL, *targets = NULL, *rows = NULL, *values = NULL;
    copse_status st = load_head(l, err);
    if (st == COPSE_OK)
        st = load_part(&options, &m->n_options, l, &options_part, err);
    /* Before the rows, whose ordinals are checked against them. */
    if (st == COPSE_OK)
        st = load_part(&targets, &m->n_targets, l, &targets_part, err);
    if (st == COPSE_OK)
        st = load_part(&rows, &m->n_rows, l, &rows_part, err);
    if (st == COPSE_OK)
        st = load_part(&values, &m->n_values, l, &values_part, err);
    m->options = options;
    m->targets = targets;
    m->rows = rows;
    m->values = values;
    return st;
}

void copse_store_free_model(copse_model_record *record)
{
    if (record)
        copse_arena_free(record->arena);
}

/* A loaded record lives in its own arena. */
static copse_status new_record(loader *l, copse_error *err)
{
    l->arena = copse_arena_new();
    l->record = l->arena ? copse_arena_take(l->arena, 1, sizeof *l->record) : NULL;
    if (!l->record) {
        copse_arena_free(l->arena);
        return copse_error_nomem(err);
    }
    l->record->arena = l->arena;
    return COPSE_OK;
}

copse_status copse_store_load_model(copse_model_record **out, copse_store *store, copse_error *err)
{
    const copse_context nobody_waits = COPSE_CONTEXT_INIT;
    loader l = {.store = store, .s = COPSE_STORE_STATEMENT_INIT};

    *out = NULL;
    copse_status st = new_record(&l, err);
    if (st != COPSE_OK)
        return st;
    st = copse_store_begin_read(store, &nobody_waits, err);
    if (st == COPSE_OK) {
        st = load_all(&l, err);
        copse_store_rollback(store);
    }
    if (st != COPSE_OK) {
        copse_store_free_model(l.record);
        return st;
    }
    *out = l.record;
    return COPSE_OK;
}

/* ---- a few of its rows ---- */

copse_status copse_store_open_model(copse_model_record **out, bool *has_member_rows, copse_store *store,
                                    copse_error *err)
{
    loader l = {.store = store, .s = COPSE_STORE_STATEMENT_INIT};
    char sql[80];
    int64_t n_targets = 0, has = 0;
    void *options = NULL;
    *out = NULL;
    copse_status st = new_record(&l, err);
    if (st != COPSE_OK)
        return st;
    snprintf(sql, sizeof sql, "SELECT 1 FROM model_weight WHERE kind < %d LIMIT 1", COPSE_REASON_POPULARITY);
    st = load_head(&l, err);
    if (st == COPSE_OK)
        st = load_part(&options, &l.record->n_options, &l, &options_part, err);
    /* Targets are numbered one by one. */
    if (st == COPSE_OK)
        st = copse_store_query_int(&n_targets, store, "SELECT max(ordinal) + 1 FROM model_target", 0, err);
    if (st == COPSE_OK)
        st = copse_store_query_int(&has, store, sql, 0, err);
    if (st == COPSE_OK && (n_targets < 0 || n_targets > INT32_MAX))
        st = refuse(&l, "the number of targets is", n_targets, err);
    if (st != COPSE_OK) {
        copse_store_free_model(l.record);
        return st;
    }
    l.record->options = options;
    l.record->n_targets = (size_t)n_targets;
    *has_member_rows = has != 0;
    *out = l.record;
    return COPSE_OK;
}

copse_status copse_store_read_model_row(copse_model_row *row, copse_model_record *record, copse_store *store,
                                        copse_model_key source, copse_error *err)
{
    loader l = {store, record, record->arena, COPSE_STORE_STATEMENT_INIT};
    bool has_row = false;
    *row = (copse_model_row){.source = {source.kind, NULL}};
    copse_status st = copse_store_prepare_kept(
        &l.s, store, "SELECT kind, key, weights FROM model_weight WHERE kind = ?1 AND key = ?2", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&l.s, 1, source.kind);
        copse_store_bind_text(&l.s, 2, source.key);
        st = copse_store_step(&has_row, &l.s, err);
    }
    if (st == COPSE_OK && has_row)
        st = load_row(&l, row, 0, err);
    copse_store_finish(&l.s);
    return st;
}

copse_status copse_store_find_model_target(int32_t *ordinal, copse_store *store, const char *key,
                                           copse_error *err)
{
    int64_t found = -1;
    copse_status st =
        copse_store_find_int(&found, store, "SELECT ordinal FROM model_target WHERE key = ?1", key, -1, err);
    *ordinal = (int32_t)found;
    return st;
}

copse_status copse_store_read_model_target(const char **key, copse_model_record *record, copse_store *store,
                                           int32_t ordinal, copse_error *err)
{
    loader l = {store, record, record->arena, COPSE_STORE_STATEMENT_INIT};
    bool has_row = false;
    copse_status st = copse_store_prepare_kept(&l.s, store, "SELECT key FROM model_target WHERE ordinal = ?1", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&l.s, 1, ordinal);
        st = copse_store_step(&has_row, &l.s, err);
    }
    if (st == COPSE_OK)
        st = has_row ? load_text(key, &l, 0, err) : refuse(&l, "there is no target", ordinal, err);
    copse_store_finish(&l.s);
    return st;
}

copse_status copse_store_read_model_values(const copse_model_value **out, size_t *n, copse_model_record *record,
                                           copse_store *store, const char *measure, const char *of_key,
                                           copse_error *err)
{
    loader l = {store, record, record->arena, COPSE_STORE_STATEMENT_INIT};
    copse_model_value *found = NULL, *kept = NULL;
    size_t capacity = 0, count = 0;
    bool has_row = true;
    copse_status st =
        copse_store_prepare_kept(&l.s, store,
                            "SELECT measure, of_key, for_key, value FROM model_value"
                            " WHERE measure = ?1 AND of_key = ?2 ORDER BY measure, of_key, for_key",
                            err);
    copse_store_bind_text(&l.s, 1, measure);
    copse_store_bind_text(&l.s, 2, of_key);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &l.s, err)) == COPSE_OK && has_row) {
        if (!copse_memory_grow((void **)&found, &capacity, count, sizeof *found))
            st = copse_error_nomem(err);
        else
            st = load_value(&l, found, count++, err);
    }
    copse_store_finish(&l.s);
    if (st == COPSE_OK && !(kept = copse_arena_take(record->arena, count, sizeof *kept)))
        st = copse_error_nomem(err);
    if (st == COPSE_OK && count > 0)
        memcpy(kept, found, count * sizeof *kept);
    copse_memory_free(found);
    *out = kept;
    *n = st == COPSE_OK ? count : 0;
    return st;
}
