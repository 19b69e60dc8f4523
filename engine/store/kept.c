/*
 * Figures and rolls as rows. A roll is one blob of little-endian (id, since,
 * until), 4 bytes each, as a model's row of weights is: a CoP of 20,000 people
 * is then read in one step instead of 20,000.
 */
#include "store/kept.h"

#include <math.h>

#include "store/store_internal.h"

enum { STINT_BYTES = 12, ROWS_BETWEEN_POLLS = 1024 };

static const char version_setting[] = "kept_version";

static void put_int32(unsigned char *bytes, int32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)((uint32_t)value >> (8 * i));
}

static int32_t get_int32(const unsigned char *bytes)
{
    uint32_t v = 0;
    for (int i = 0; i < 4; i++)
        v |= (uint32_t)bytes[i] << (8 * i);
    return (int32_t)v;
}

/* ---- saving ---- */

static copse_status insert_figures(copse_store *store, const copse_kept *kept,
                                   const copse_context *ctx, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, store, "INSERT INTO kept_figure (name, of_key, value) VALUES (?1, ?2, ?3)", err);
    for (size_t i = 0; st == COPSE_OK && i < kept->n_figures; i++) {
        if (i % ROWS_BETWEEN_POLLS == 0 && (st = copse_context_poll(ctx, err)) != COPSE_OK)
            break;
        copse_store_bind_text(&s, 1, kept->figures[i].name);
        copse_store_bind_text(&s, 2, kept->figures[i].of_key);
        copse_store_bind_real(&s, 3, kept->figures[i].value);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

/* @return false where an id is too large to be kept */
static bool pack(unsigned char *bytes, const copse_kept_roll *roll)
{
    for (size_t i = 0; i < roll->n; i++, bytes += STINT_BYTES) {
        const copse_stint *stint = &roll->stints[i];
        if (stint->id < 0 || stint->id > INT32_MAX)
            return false;
        put_int32(bytes, (int32_t)stint->id);
        put_int32(bytes + 4, stint->since);
        put_int32(bytes + 8, stint->until);
    }
    return true;
}

static copse_status insert_roll(copse_store_statement *s, const copse_kept_roll *roll,
                                unsigned char *bytes, copse_error *err)
{
    if (!pack(bytes, roll))
        return copse_error_set(err, COPSE_E_DATA, s->store->path, "import again into a new store",
                               "an id is larger than 2147483647, which cannot be kept");
    copse_store_bind_int(s, 1, (int64_t)roll->kind);
    copse_store_bind_int(s, 2, roll->of);
    copse_store_bind_blob(s, 3, bytes, roll->n * STINT_BYTES);
    return copse_store_run(s, err);
}

static copse_status insert_rolls(copse_store *store, const copse_kept *kept,
                                 const copse_context *ctx, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    size_t most = 1;
    for (size_t i = 0; i < kept->n_rolls; i++)
        most = kept->rolls[i].n > most ? kept->rolls[i].n : most;
    unsigned char *bytes = copse_memory_new(most, STINT_BYTES);
    copse_status st = bytes ? copse_store_prepare(
                                  &s, store, "INSERT INTO kept_roll (kind, of, stints) VALUES (?1, ?2, ?3)", err)
                            : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < kept->n_rolls; i++) {
        if (i % ROWS_BETWEEN_POLLS == 0)
            st = copse_context_poll(ctx, err);
        if (st == COPSE_OK)
            st = insert_roll(&s, &kept->rolls[i], bytes, err);
    }
    copse_store_finish(&s);
    copse_memory_free(bytes);
    return st;
}

static copse_status replace(copse_store *store, const copse_kept *kept, const copse_context *ctx,
                            copse_error *err)
{
    copse_status st =
        copse_store_exec(store, "DELETE FROM kept_figure; DELETE FROM kept_roll", err);
    if (st == COPSE_OK)
        st = insert_figures(store, kept, ctx, err);
    if (st == COPSE_OK)
        st = insert_rolls(store, kept, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_set_number(store, version_setting, store->data_version, err);
    return st;
}

copse_status copse_store_save_kept(copse_store *store, const copse_kept *kept,
                                   int64_t data_version, const copse_context *ctx, copse_error *err)
{
    copse_status st = copse_store_begin(store, ctx, err);
    bool is_wanted = store->data_version == data_version;
    if (st == COPSE_OK && is_wanted)
        st = replace(store, kept, ctx, err);
    if (st == COPSE_OK && is_wanted)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK || !is_wanted)
        copse_store_rollback(store);
    return st;
}

/* ---- reading ---- */

copse_status copse_store_has_kept(bool *out, const copse_store *store, copse_error *err)
{
    int64_t version;
    copse_status st = copse_store_get_number(&version, store, version_setting, -1, err);
    *out = st == COPSE_OK && version == store->data_version;
    return st;
}

copse_status copse_store_read_figure(double *out, const copse_store *store, const char *name,
                                     const char *of_key, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    *out = NAN;
    copse_status st = copse_store_prepare_kept(
        &s, store, "SELECT value FROM kept_figure WHERE name = ?1 AND of_key = ?2", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, name);
        copse_store_bind_text(&s, 2, of_key);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row)
        *out = copse_store_column_real(&s, 0);
    copse_store_finish(&s);
    return st;
}

static copse_status unpack(copse_stint **out, size_t *n, const copse_store_statement *s,
                           copse_error *err)
{
    const unsigned char *bytes = sqlite3_column_blob(s->handle, 0);
    int size = sqlite3_column_bytes(s->handle, 0);
    if (!bytes && size > 0)
        return copse_error_nomem(err);
    if (size % STINT_BYTES != 0)
        return copse_error_set(err, COPSE_E_STORE, s->store->path, "run `copse fit` again",
                               "a kept roll is damaged: it has %d bytes", size);
    size_t count = (size_t)size / STINT_BYTES;
    copse_stint *stints = copse_memory_new(count, sizeof *stints);
    if (!stints)
        return copse_error_nomem(err);
    for (size_t i = 0; i < count; i++, bytes += STINT_BYTES)
        stints[i] = (copse_stint){get_int32(bytes), get_int32(bytes + 4), get_int32(bytes + 8)};
    *out = stints;
    *n = count;
    return COPSE_OK;
}

copse_status copse_store_read_roll(copse_stint **out, size_t *n, const copse_store *store,
                                   copse_roll_kind kind, copse_id of, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    *out = NULL;
    *n = 0;
    copse_status st = copse_store_prepare_kept(
        &s, store, "SELECT stints FROM kept_roll WHERE kind = ?1 AND of = ?2", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, (int64_t)kind);
        copse_store_bind_int(&s, 2, of);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row)
        st = unpack(out, n, &s, err);
    copse_store_finish(&s);
    return st;
}
